"""The identity ladder: a waybill alone proves nothing, a phone tail shows the masked trace, the
signed-in account or a one-time code opens the rest."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.access import guesses
from backend.access.models import Grant, GuessScope, Level
from backend.access.rules import ACCESS, Party, Power
from backend.clock import now
from backend.customers.models import ContactKind, ContactPoint
from backend.errors import Forbidden, LockedOut
from backend.orders.models import Order
from backend.shipments.models import Shipment
from backend.upsert import insert_into


@dataclass(frozen=True)
class Asker:
    """Who asks. `customer_id` is what the service established, never what was said; who `is_upset`
    has priority."""

    conversation_id: str
    customer_id: int | None = None
    is_upset: bool = False

    @property
    def key(self) -> str:
        """What guesses are counted under: an account cannot start afresh by a new conversation."""
        return self.conversation_id if self.customer_id is None else f"customer:{self.customer_id}"


@dataclass(frozen=True)
class Standing:
    """What an asker is to a shipment. A level FULL without a party comes from a one-time code."""

    level: Level
    parties: frozenset[Party] = frozenset()

    def may(self, power: Power) -> bool:
        return any(power in ACCESS.data.powers[party] for party in self.parties)


NOBODY = Standing(Level.NONE)


async def standing(session: AsyncSession, asker: Asker, shipment: Shipment) -> Standing:
    parties = await _parties(session, asker, shipment)
    if parties:
        return Standing(Level.FULL, parties)
    grant = await session.get(Grant, (asker.conversation_id, shipment.id), populate_existing=True)
    if grant is None or grant.expires_at <= now():
        return NOBODY
    # A code went to the recipient's phone on record, so it speaks for the recipient.
    party = Party.RECIPIENT if grant.level == Level.FULL else Party.TRACED
    return Standing(Level(grant.level), frozenset({party}))


async def require(session: AsyncSession, asker: Asker, shipment: Shipment, power: Power) -> None:
    """Raises `Forbidden` when the asker's parties do not hold `power` over the shipment."""
    if not (await standing(session, asker, shipment)).may(power):
        raise Forbidden(f"no power {power} over the shipment")


async def grant(session: AsyncSession, asker: Asker, shipment: Shipment, level: Level) -> None:
    """Remembers a proof for this conversation. A lower one never replaces a higher."""
    held = (await standing(session, asker, shipment)).level
    expires = now() + timedelta(hours=ACCESS.data.grant_hours)
    insert = insert_into(session, Grant).values(
        conversation_id=asker.conversation_id,
        shipment_id=shipment.id,
        level=max(level, held).value,
        expires_at=expires,
    )
    await session.execute(
        insert.on_conflict_do_update(
            index_elements=[Grant.conversation_id, Grant.shipment_id],
            set_={"level": insert.excluded.level, "expires_at": expires},
        )
    )


async def prove_by_tail(
    session: AsyncSession, asker: Asker, waybill_no: str, shipment: Shipment | None, tail: str
) -> bool:
    """Whether the tail is the sender's or recipient's; a right one is granted, a wrong one counted.

    Guesses at waybills that do not exist (`shipment` None) count alike. Raises `LockedOut` when
    the asker or the waybill has no guess left.
    """
    keys = {GuessScope.ASKER: asker.key, GuessScope.WAYBILL: waybill_no}
    if not await guesses.spend(session, keys):
        raise LockedOut
    if shipment is None or tail not in (shipment.sender_phone[-4:], shipment.recipient_phone[-4:]):
        return False
    await guesses.give_back(session, keys)
    await grant(session, asker, shipment, Level.TRACE)
    return True


async def _parties(session: AsyncSession, asker: Asker, shipment: Shipment) -> frozenset[Party]:
    """By account, by the order it belongs to, or by a verified phone of the account."""
    if asker.customer_id is None:
        return frozenset()
    order = await session.get(Order, shipment.order_id) if shipment.order_id else None
    phones = await _verified_phones(session, asker.customer_id)
    me = asker.customer_id
    holds = {
        Party.SENDER: shipment.sender_id == me or shipment.sender_phone in phones,
        Party.RECIPIENT: (
            shipment.recipient_id == me
            or shipment.recipient_phone in phones
            or (order is not None and order.customer_id == me)
        ),
        Party.MERCHANT: order is not None and order.merchant_id == me,
    }
    return frozenset(party for party, held in holds.items() if held)


async def _verified_phones(session: AsyncSession, customer_id: int) -> set[str]:
    rows = await session.scalars(
        select(ContactPoint.value).where(
            ContactPoint.customer_id == customer_id,
            ContactPoint.kind == ContactKind.PHONE,
            ContactPoint.verified,
        )
    )
    return set(rows)
