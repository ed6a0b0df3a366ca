"""The record of what staff saw of customers and what they changed. Rows are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.staff.models import AuditEntry, Member


@dataclass(frozen=True)
class Wanted:
    """Which entries; `before` is the id of the last one already read."""

    member_id: int | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 50


def record(
    session: AsyncSession,
    member_id: int | None,
    kind: str,
    object: str = "",
    detail: dict[str, JsonValue] | None = None,
) -> None:
    """In the same transaction as what it tells of. `detail` never holds the personal data."""
    session.add(AuditEntry(member_id=member_id, kind=kind, object=object, detail=detail or {}))


async def page(session: AsyncSession, wanted: Wanted) -> Sequence[tuple[AuditEntry, Member | None]]:
    """Newest first, one more than the limit where there is more."""
    query = (
        select(AuditEntry, Member)
        .outerjoin(Member, Member.id == AuditEntry.member_id)
        .order_by(AuditEntry.id.desc())
        .limit(wanted.limit + 1)
    )
    if wanted.member_id is not None:
        query = query.where(AuditEntry.member_id == wanted.member_id)
    if wanted.kind is not None:
        query = query.where(AuditEntry.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntry.at < wanted.until)
    if wanted.before is not None:
        query = query.where(AuditEntry.id < wanted.before)
    return [(entry, member) for entry, member in await session.execute(query)]
