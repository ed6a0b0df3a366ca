"""Putting on record that a member looked at a customer's data."""

from datetime import timedelta

from aiohttp import web

from backend.clock import now
from backend.database import transaction
from backend.staff import audit
from service.staff.access import AnyStaffCall

AGAIN_AFTER = timedelta(minutes=10)
"""Reading on in the same conversation is one look."""

Seen = dict[tuple[int, str, str], float]
LOOKS = web.AppKey("looks", Seen)


async def looked(call: AnyStaffCall, kind: str, object: str) -> None:
    """Writes an audit entry, unless this process wrote the same one a few minutes ago."""
    seen = call.request.app[LOOKS]
    moment = now().timestamp()
    key = (call.member.id, kind, object)
    if seen.get(key, 0.0) > moment - AGAIN_AFTER.total_seconds():
        return
    for old in [each for each, at in seen.items() if at <= moment - AGAIN_AFTER.total_seconds()]:
        del seen[old]
    async with transaction(call.database) as session:
        audit.record(session, call.member.id, kind, object)
    seen[key] = moment
