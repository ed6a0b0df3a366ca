"""A member, as staff see one."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.staff import members
from backend.staff.models import Member, Presence, Role
from service.http import Schema

PERMISSIONS: dict[str, Role] = {
    "watch_all": Role.SUPERVISOR,
    "whisper": Role.SUPERVISOR,
    "share_replies": Role.SUPERVISOR,
    "read_audit": Role.SUPERVISOR,
    "train_models": Role.SUPERVISOR,
    "promote_models": Role.ADMIN,
    "manage_members": Role.ADMIN,
}
"""What the console offers to whom. The server's refusal is each route's own role."""


class Me(Schema):
    id: int
    username: str
    name: str
    role: Role
    presence: Presence
    capacity: int
    groups: list[str]
    permissions: list[str]


class MemberView(Schema):
    """`load`: conversations in hand or on offer."""

    id: int
    name: str
    username: str
    role: Role
    presence: Presence
    groups: list[str]
    capacity: int
    load: int
    disabled: bool

    @classmethod
    def of(cls, member: Member, load: int) -> "MemberView":
        return cls(
            id=member.id,
            name=member.name,
            username=member.username,
            role=member.role,
            presence=member.presence,
            groups=[*member.groups],
            capacity=member.capacity,
            load=load,
            disabled=member.disabled,
        )


async def me(session: AsyncSession, member_id: int) -> Me:
    member = await members.get(session, member_id)
    return Me(
        id=member.id,
        username=member.username,
        name=member.name,
        role=member.role,
        presence=member.presence,
        capacity=member.capacity,
        groups=[*member.groups],
        permissions=[name for name, role in PERMISSIONS.items() if member.role.covers(role)],
    )
