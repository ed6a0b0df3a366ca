"""Linking a channel's user to a customer, after a proof of who they are."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.conversations.models import OPEN, Conversation
from backend.links.models import ChannelLink, LinkCode
from backend.upsert import insert_into

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10  # 31^10: guessing is hopeless, so nothing has to count guesses
LIFE = timedelta(minutes=10)


@dataclass(frozen=True)
class IssuedCode:
    code: str
    expires_at: datetime


async def issue_code(session: AsyncSession, customer_id: int) -> IssuedCode:
    """For a signed-in customer to type in another channel."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    expires_at = now() + LIFE
    session.add(LinkCode(code_hash=_hash(code), customer_id=customer_id, expires_at=expires_at))
    await session.flush()
    return IssuedCode(code, expires_at)


async def redeem(session: AsyncSession, channel: str, user: str, code: str) -> bool:
    """Link the user to the code's customer. False when the code is wrong, old or used."""
    moment = now()
    taken = await session.execute(
        update(LinkCode)
        .where(
            LinkCode.code_hash == _hash(code.upper()),
            LinkCode.used_at.is_(None),
            LinkCode.expires_at > moment,
        )
        .values(used_at=moment)
        .returning(LinkCode.customer_id)
    )
    customer_id = taken.scalar_one_or_none()
    if customer_id is None:
        return False
    await link(session, channel, user, customer_id)
    return True


async def link(session: AsyncSession, channel: str, user: str, customer_id: int) -> None:
    """From now on what this user asks is asked by the customer, in the open conversation too."""
    moment = now()
    await session.execute(
        insert_into(session, ChannelLink)
        .values(channel=channel, channel_user=user, customer_id=customer_id, linked_at=moment)
        .on_conflict_do_update(
            index_elements=["channel", "channel_user"],
            set_={"customer_id": customer_id, "linked_at": moment},
        )
    )
    await session.execute(
        update(Conversation)
        .where(Conversation.channel == channel, Conversation.channel_user == user, OPEN)
        .values(customer_id=customer_id)
    )


async def unlink(session: AsyncSession, channel: str, user: str) -> bool:
    """False when there was no link."""
    found = await session.get(ChannelLink, (channel, user))
    if found is None:
        return False
    await session.delete(found)
    await session.execute(
        update(Conversation)
        .where(Conversation.channel == channel, Conversation.channel_user == user, OPEN)
        .values(customer_id=None)
    )
    return True


async def customer_of(session: AsyncSession, channel: str, user: str) -> int | None:
    query = select(ChannelLink.customer_id).where(
        ChannelLink.channel == channel, ChannelLink.channel_user == user
    )
    return (await session.execute(query)).scalar_one_or_none()


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
