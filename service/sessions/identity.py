"""The host site's word for who its visitor is: a short-lived JWT signed with a shared secret."""

from dataclasses import dataclass
from datetime import timedelta

import jwt
from pydantic import SecretStr

from backend.clock import now
from backend.conversations.identity import OURS
from service.errors import InvalidIdentity
from service.messages.cleaning import clean_text

LONGEST_LIFE = timedelta(hours=1)
LEEWAY = timedelta(seconds=30)


@dataclass(frozen=True)
class Identity:
    external_id: str
    name: str


def verify(token: str, secret: SecretStr | None) -> Identity:
    """Raises InvalidIdentity: forged, expired, good for over an hour, or identities are off."""
    if secret is None:
        raise InvalidIdentity("no identity secret is set")
    try:
        claims = jwt.decode(
            token,
            secret.get_secret_value(),
            algorithms=["HS256"],
            options={"require": ["exp", "sub"], "verify_aud": False},
        )
    except (jwt.InvalidTokenError, UnicodeError) as error:
        raise InvalidIdentity from error
    if claims["exp"] > (now() + LONGEST_LIFE + LEEWAY).timestamp():
        raise InvalidIdentity("valid for too long")
    external_id, name = claims["sub"], claims.get("name")
    if not 1 <= len(external_id) <= 64 or clean_text(external_id) != external_id:
        raise InvalidIdentity("unfit subject")
    if external_id.startswith(OURS):
        raise InvalidIdentity("reserved subject")
    name = clean_text(name) if isinstance(name, str) else ""
    return Identity(external_id, name[:80] or external_id)


def sign(external_id: str, name: str, secret: SecretStr) -> str:
    """An identity as a host site makes it, good for ten minutes."""
    claims = {"sub": external_id, "name": name, "exp": now() + timedelta(minutes=10)}
    return jwt.encode(claims, secret.get_secret_value(), algorithm="HS256")
