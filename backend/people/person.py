"""Who is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend.conversations.identity import OURS, web_user
from backend.conversations.models import WEB
from backend.customers.models import ContactKind, ContactPoint, Customer
from backend.links.models import ChannelLink
from backend.people.errors import Ambiguous


@dataclass(frozen=True)
class Person:
    """`customer_id` None: somebody without an account, known by a phone. `users`: pairs of channel
    and user."""

    customer_id: int | None
    phones: Sequence[str]
    users: Sequence[tuple[str, str]] = ()

    def owns(
        self, account: InstrumentedAttribute[Any], *otherwise: ColumnElement[bool]
    ) -> ColumnElement[bool]:
        """By the account; where the row names none, by one of the other signs."""
        unnamed = and_(account.is_(None), or_(*otherwise))
        return unnamed if self.customer_id is None else or_(account == self.customer_id, unnamed)


async def find(session: AsyncSession, name: str) -> Person:
    """By the host site's id, by `@yida/` with our own, or by a verified phone; a phone that no
    account has verified stands for a person without one. Raises `Ambiguous`."""
    number = name.removeprefix(OURS)
    ours = name.startswith(OURS) and number.isdecimal()
    named = Customer.id == int(number) if ours else Customer.external_id == name
    verified = select(ContactPoint.customer_id).where(
        ContactPoint.kind == ContactKind.PHONE, ContactPoint.value == name, ContactPoint.verified
    )
    for condition in (named, Customer.id.in_(verified)):
        found = (await session.scalars(select(Customer).where(condition))).all()
        if len(found) > 1:
            raise Ambiguous([f"{OURS}{customer.id}" for customer in found])
        if found:
            return await _known(session, found[0])
    return Person(None, [name])


async def _known(session: AsyncSession, customer: Customer) -> Person:
    phones = select(ContactPoint.value).where(
        ContactPoint.customer_id == customer.id,
        ContactPoint.kind == ContactKind.PHONE,
        ContactPoint.verified,
    )
    links = select(ChannelLink.channel, ChannelLink.channel_user).where(
        ChannelLink.customer_id == customer.id
    )
    linked = [(row.channel, row.channel_user) for row in await session.execute(links)]
    return Person(
        customer_id=customer.id,
        phones=(await session.scalars(phones)).all(),
        users=[(WEB, web_user(customer)), *linked],
    )
