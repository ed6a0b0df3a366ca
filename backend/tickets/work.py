"""Staff's work on tickets: which deeds fit now, and doing one of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.errors import VersionConflict
from backend.follow_ups import deeds as follow_ups
from backend.follow_ups.planning import plan_after
from backend.payouts.rules import PAYOUTS
from backend.returns import progress
from backend.returns.models import ReturnKind, ReturnState
from backend.tickets import handling, queries, settling
from backend.tickets.deeds import Action, Deed, Notice
from backend.tickets.errors import NotNow, TextNeeded
from backend.tickets.matter import Matter, load
from backend.tickets.models import TicketKind, TicketState

Effect = Callable[[AsyncSession, Matter, Deed], Awaitable[Notice | None]]


@dataclass(frozen=True)
class Rule:
    """`fits`: when it can be done. `worded`: the member has to say something with it."""

    effect: Effect
    fits: Callable[[Matter], bool]
    worded: bool = False


def _open(matter: Matter) -> bool:
    return matter.is_open


def _returning(*states: ReturnState) -> Callable[[Matter], bool]:
    return lambda m: m.is_open and m.goods_back is not None and m.goods_back.state in states


def _settling(kind: ReturnKind) -> Callable[[Matter], bool]:
    return lambda m: (
        m.is_open and m.goods_back is not None and progress.can_be_settled(m.goods_back, kind)
    )


def _resolvable(matter: Matter) -> bool:
    """Not while goods are on their way back: that would leave the money behind."""
    done = matter.goods_back is None or matter.goods_back.state in progress.DONE
    return matter.is_open and done and not matter.is_internal


def _reopenable(matter: Matter) -> bool:
    return matter.ticket.state is TicketState.RESOLVED and not matter.is_internal


def _followed(matter: Matter) -> bool:
    return matter.is_open and matter.ticket.kind is TicketKind.FOLLOW_UP


def _followable(matter: Matter) -> bool:
    return matter.customer is not None and not matter.is_internal


RULES: dict[Action, Rule] = {
    Action.ASSIGN: Rule(handling.assign, _open),
    Action.REPLY: Rule(handling.reply, lambda m: m.is_open and not m.is_internal, worded=True),
    Action.START: Rule(
        handling.start,
        lambda m: m.ticket.state in (TicketState.OPEN, TicketState.WAITING),
    ),
    Action.APPROVE_RETURN: Rule(settling.approve_return, _returning(ReturnState.REQUESTED)),
    Action.REFUSE_RETURN: Rule(
        settling.refuse_return, _returning(ReturnState.REQUESTED), worded=True
    ),
    Action.RECEIVE_RETURN: Rule(settling.receive_return, _returning(*progress.UNDER_WAY)),
    Action.REFUND: Rule(settling.refund, _settling(ReturnKind.REFUND)),
    Action.RESHIP: Rule(settling.reship, _settling(ReturnKind.EXCHANGE)),
    Action.COMPENSATE: Rule(
        settling.compensate,
        lambda m: m.is_open and m.ticket.kind in PAYOUTS.data.compensated,
        worded=True,
    ),
    Action.RESOLVE: Rule(handling.resolve, _resolvable, worded=True),
    Action.REOPEN: Rule(handling.reopen, _reopenable, worded=True),
    Action.FOLLOW_UP: Rule(follow_ups.arrange, _followable, worded=True),
    Action.RECORD: Rule(follow_ups.record, _followed, worded=True),
    Action.POSTPONE: Rule(follow_ups.postpone, _followed),
    Action.NOTE: Rule(handling.add_note, lambda _: True, worded=True),
}


def fitting(matter: Matter) -> list[Action]:
    return [action for action, rule in RULES.items() if rule.fits(matter)]


async def act(session: AsyncSession, ticket_no: str, deed: Deed) -> Notice | None:
    """Does it all or nothing; the notice is what the customer has to be told.

    Raises `NotFound`, `VersionConflict` when another saved the ticket meanwhile, `NotNow`,
    `TextNeeded`, and as the single deeds do.
    """
    # Held from here on: what was paid on it, too, is then read after whoever was faster.
    await queries.hold(session, ticket_no)
    matter = await load(session, ticket_no)
    if matter.ticket.version != deed.version:
        raise VersionConflict
    rule = RULES[deed.action]
    if not rule.fits(matter):
        raise NotNow(f"{deed.action} does not fit")
    if rule.worded and not deed.text:
        raise TextNeeded
    notice = await rule.effect(session, matter, deed)
    # Even a mere note makes a new version: the next one to save has then seen it.
    matter.ticket.updated_at = now()
    await session.flush()
    if deed.action is Action.RESOLVE:
        await plan_after(session, matter.ticket)
    return notice
