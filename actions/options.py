"""A signed-in customer is offered what is theirs instead of being asked for numbers."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from actions.choices import MOST, choice
from actions.own import own_orders, own_returns
from actions.reply import Choice
from actions.turn import Turn
from backend.customers.contacts import phone_of
from backend.privacy import mask_phone
from backend.shipments.tracking import list_shipments

Provider = Callable[[AsyncSession, Turn], Awaitable[tuple[Choice, ...]]]


async def _own_shipments(session: AsyncSession, turn: Turn) -> tuple[Choice, ...]:
    shipments = await list_shipments(session, turn.asker)
    return tuple(
        choice(f"{s.goods} · {s.status_text}（{s.waybill_no[-4:]}）", "waybill_no", s.waybill_no)
        for s in shipments[:MOST]
    )


async def _own_phone(session: AsyncSession, turn: Turn) -> tuple[Choice, ...]:
    phone = await phone_of(session, turn.asker.customer_id)
    return (choice(mask_phone(phone), "phone", phone),) if phone else ()


PROVIDERS: dict[str, Provider] = {
    "waybill_no": _own_shipments,
    "order_no": own_orders,
    "return_no": own_returns,
    "contact_phone": _own_phone,
}


async def options(session: AsyncSession, turn: Turn, field: str) -> tuple[Choice, ...]:
    provider = PROVIDERS.get(field)
    return await provider(session, turn) if provider else ()
