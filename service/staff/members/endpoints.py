"""Members and groups: listed for everyone, changed by admins."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.database import reading, transaction
from backend.desk import routing
from backend.staff import audit, members, passwords, sessions
from backend.staff.groups import GROUPS
from backend.staff.members import Change, NewMember
from backend.staff.models import Role
from service.http import Nothing, Schema
from service.messages.cleaning import clean_text
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.account.schemas import MemberView
from service.staff.schemas import Listed

Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$")]
Named = Annotated[str, Field(max_length=200), AfterValidator(clean_text), Field(min_length=1)]
Capacity = Annotated[int, Field(ge=0, le=100)]


class Add(Schema):
    username: Username
    name: Annotated[Named, Field(max_length=80)]
    role: Role
    password: str = Field(max_length=200)
    groups: list[str] = Field([], max_length=50)
    capacity: Capacity = 5


class Edit(Schema):
    name: Annotated[Named, Field(max_length=80)] | None = None
    role: Role | None = None
    groups: list[str] | None = Field(None, max_length=50)
    capacity: Capacity | None = None
    disabled: bool | None = None
    password: str | None = Field(None, max_length=200)


class Members(Listed):
    members: list[MemberView]


class GroupView(Schema):
    key: str
    name: str


class Groups(Listed):
    groups: list[GroupView]


async def list_members(call: StaffCall[Nothing]) -> Members:
    async with reading(call.database) as session:
        found = await members.everyone(session)
        loads = await routing.loads(session)
    return Members(members=[MemberView.of(row, loads.get(row.id, 0)) for row in found])


async def list_groups(_call: StaffCall[Nothing]) -> Groups:
    rows = GROUPS.data.groups.items()
    return Groups(groups=[GroupView(key=key, name=row.name) for key, row in rows])


async def add(call: StaffCall[Add]) -> MemberView:
    args = call.args
    password = await passwords.hashed(args.password)
    new = NewMember(args.username, args.name, args.role, args.groups, args.capacity)
    async with transaction(call.database) as session:
        member = await members.add(session, new, password)
        detail = {"username": member.username, "role": member.role.value}
        audit.record(session, call.member.id, "member_added", f"member:{member.id}", {**detail})
    call.services.hub.stir()
    return MemberView.of(member, 0)


async def edit(call: StaffCall[Edit]) -> MemberView:
    """A new password, a new role or being disabled ends the member's sessions."""
    args, member_id = call.args, call.number("member_id")
    password = await passwords.hashed(args.password) if args.password is not None else None
    changes = args.model_dump(exclude_none=True, exclude={"password"})
    async with transaction(call.database) as session:
        before = (await members.get(session, member_id)).role
        member = await members.change(session, member_id, Change(**changes))
        if password is not None:
            member.password_hash = password
        if password is not None or member.disabled or member.role is not before:
            await sessions.end_all(session, member_id, but=call.member.session_id)
        detail = {**changes, **({"password": "changed"} if password is not None else {})}
        audit.record(session, call.member.id, "member_changed", f"member:{member_id}", detail)
        load = (await routing.loads(session)).get(member_id, 0)
    call.services.hub.stir()
    return MemberView.of(member, load)


ENDPOINTS = (
    StaffEndpoint("GET", "/members", Role.AGENT, list_members),
    StaffEndpoint("GET", "/groups", Role.AGENT, list_groups),
    StaffEndpoint("POST", "/members", Role.ADMIN, add, Add, status=201),
    StaffEndpoint("PATCH", "/members/{member_id}", Role.ADMIN, edit, Edit),
)
