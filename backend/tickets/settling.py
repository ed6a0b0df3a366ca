"""Deeds on what the ticket is about: the goods that go back, and the money."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.claims.estimate import goodwill_limit
from backend.clock import now
from backend.errors import InvalidInput
from backend.payouts.models import Payout, PayoutKind
from backend.payouts.rules import PAYOUTS
from backend.returns import progress
from backend.returns.models import Return
from backend.staff.models import Role
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Deed, Notice, yuan
from backend.tickets.errors import NotNow, OverLimit
from backend.tickets.handling import close
from backend.tickets.matter import Matter
from backend.tickets.models import TicketEventKind, TicketState
from backend.tickets.service import note


async def approve_return(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    goods = _goods(matter)
    progress.approve(goods)
    _moved(session, matter, deed, TicketState.WAITING)
    return Notice("return_approved", {"return_no": goods.return_no, "text": deed.text})


async def refuse_return(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    goods = _goods(matter)
    progress.refuse(goods)
    close(session, matter, deed)
    return Notice("return_refused", {"return_no": goods.return_no, "text": deed.text})


async def receive_return(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    goods = _goods(matter)
    progress.receive(goods)
    _moved(session, matter, deed, TicketState.IN_PROGRESS)
    return Notice("return_received", {"return_no": goods.return_no, "text": deed.text})


async def reship(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    goods = _goods(matter)
    progress.settle(goods)
    close(session, matter, deed)
    return Notice("reshipped", {"return_no": goods.return_no, "text": deed.text})


async def refund(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    """All of it unless an amount is given. Raises `OverLimit`, `InvalidInput`."""
    goods = _goods(matter)
    amount = goods.refund_fen if deed.amount_fen is None else deed.amount_fen
    if amount > goods.refund_fen:
        raise OverLimit(limit_fen=goods.refund_fen)
    _grant(session, matter, deed, amount, goods)
    progress.settle(goods)
    close(session, matter, deed)
    params = {"return_no": goods.return_no, "amount": yuan(amount), "text": deed.text}
    return Notice("refunded", params)


async def compensate(session: AsyncSession, matter: Matter, deed: Deed) -> Notice:
    """Raises `OverLimit`, `InvalidInput`."""
    if deed.amount_fen is None:
        raise InvalidInput("an amount is needed", field="amount_fen")
    left = limit_fen(matter, deed.member) - matter.paid_fen
    if deed.amount_fen > left:
        raise OverLimit(limit_fen=max(left, 0))
    _grant(session, matter, deed, deed.amount_fen)
    if matter.ticket.state is TicketState.OPEN:
        matter.ticket.state = TicketState.IN_PROGRESS
    return Notice("compensated", {"amount": yuan(deed.amount_fen), "text": deed.text})


def limit_fen(matter: Matter, member: SignedIn) -> int:
    """What the member may grant in compensation on one ticket, all in all."""
    if member.may(Role.SUPERVISOR):
        return PAYOUTS.data.supervisor_fen
    high = matter.ticket.facts.get("high_fen")
    return (high if isinstance(high, int) else 0) + goodwill_limit(matter.tier)


def _grant(
    session: AsyncSession, matter: Matter, deed: Deed, amount_fen: int, goods: Return | None = None
) -> None:
    """With `goods` the money for them. Raises `InvalidInput`."""
    if amount_fen <= 0:
        raise InvalidInput("an amount is more than nothing", field="amount_fen")
    ticket = matter.ticket
    ticket.first_reply_at = ticket.first_reply_at or now()
    session.add(
        Payout(
            kind=PayoutKind.REFUND if goods else PayoutKind.COMPENSATION,
            ticket_id=ticket.id,
            return_id=goods.id if goods else None,
            customer_id=ticket.customer_id,
            amount_fen=amount_fen,
            reason=deed.text[:200],
            granted_by=deed.member.name,
            granted_at=now(),
        )
    )
    words = f"¥{yuan(amount_fen)} {deed.text}".strip()
    note(session, ticket, TicketEventKind.PAID, deed.member.name, words)


def _moved(session: AsyncSession, matter: Matter, deed: Deed, state: TicketState) -> None:
    matter.ticket.state = state
    matter.ticket.first_reply_at = matter.ticket.first_reply_at or now()
    words = f"{deed.action.value} {deed.text}".strip()
    note(session, matter.ticket, TicketEventKind.RETURN, deed.member.name, words)


def _goods(matter: Matter) -> Return:
    if matter.goods_back is None:
        raise NotNow("the ticket is about no return")
    return matter.goods_back
