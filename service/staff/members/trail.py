"""The audit trail."""

from datetime import datetime

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue

from backend.database import reading
from backend.staff import audit
from backend.staff.audit import Wanted
from backend.staff.models import Role
from service.http import Schema
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.schemas import Listed, Who


class Entries(Schema):
    model_config = ConfigDict(populate_by_name=True)

    member: int | None = Field(None, ge=0, le=2**31 - 1)
    kind: str | None = Field(None, max_length=40)
    since: AwareDatetime | None = Field(None, alias="from")
    until: AwareDatetime | None = Field(None, alias="to")
    before: int | None = Field(None, ge=0, le=2**31 - 1)
    limit: int = Field(50, ge=1, le=200)


class EntryView(Schema):
    id: int
    at: datetime
    member: Who | None
    kind: str
    object: str
    detail: dict[str, JsonValue]


class Trail(Listed):
    entries: list[EntryView]
    next: int | None


async def show(call: StaffCall[Entries]) -> Trail:
    args = call.args
    wanted = Wanted(args.member, args.kind, args.since, args.until, args.before, args.limit)
    async with reading(call.database) as session:
        found = await audit.page(session, wanted)
    shown = found[: args.limit]
    return Trail(
        entries=[
            EntryView(
                id=entry.id,
                at=entry.at,
                member=Who(id=member.id, name=member.name) if member else None,
                kind=entry.kind,
                object=entry.object,
                detail=entry.detail,
            )
            for entry, member in shown
        ],
        next=shown[-1][0].id if len(found) > len(shown) else None,
    )


ENDPOINTS = (StaffEndpoint("GET", "/audit", Role.SUPERVISOR, show, Entries),)
