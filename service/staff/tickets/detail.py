"""One ticket, with everything that it is about."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field, JsonValue

from backend.conversations.models import Attachment
from backend.orders.views import OrderView
from backend.privacy import mask_address, mask_name, mask_phone, mask_phones_in
from backend.returns.models import Return, ReturnKind, ReturnState
from backend.returns.rules import RETURNS
from backend.shipments.views import TrackingView
from backend.staff.sessions import SignedIn
from backend.tickets.deeds import Action
from backend.tickets.matter import Matter
from backend.tickets.models import TicketEvent, TicketEventKind
from backend.tickets.rules import TICKETS
from backend.tickets.settling import limit_fen
from backend.tickets.work import fitting
from service.http import Schema
from service.staff.tickets.schemas import Row

MASKS = {"phone": mask_phone, "address": mask_address, "name": mask_name}
"""What of a ticket's facts is personal."""


class HistoryLine(Schema):
    """`event`: its kind, or what exactly was done to a return."""

    at: datetime
    who: str
    event: str
    text: str

    @classmethod
    def of(cls, event: TicketEvent) -> Self:
        kind, text = str(event.kind), event.note
        if event.kind is TicketEventKind.RETURN:
            kind, _, text = text.partition(" ")
        return cls(at=event.happened_at, who=event.actor, event=kind, text=mask_phones_in(text))


class Evidence(Schema):
    id: str
    name: str
    media_type: str

    @classmethod
    def of(cls, file: Attachment) -> Self:
        return cls(id=file.id, name=file.name, media_type=file.media_type)


class GoodsBack(Schema):
    no: str
    kind: ReturnKind
    state: ReturnState
    status_text: str
    reason: str
    refund_fen: int
    refund_due_at: datetime | None

    @classmethod
    def of(cls, goods: Return) -> Self:
        return cls(
            no=goods.return_no,
            kind=goods.kind,
            state=goods.state,
            status_text=RETURNS.data.states[goods.state],
            reason=mask_phones_in(goods.reason),
            refund_fen=goods.refund_fen,
            refund_due_at=goods.refund_due,
        )


class Estimate(Schema):
    """`limit_fen`: what this member may still grant; null where nothing is compensated."""

    low_fen: int | None
    high_fen: int | None
    clause: str | None
    paid_fen: int
    limit_fen: int | None


class Cause(Schema):
    key: str
    name: str


class TicketView(Row):
    """`causes`: of which one is to be chosen to resolve it; none where that is not asked."""

    model_config = ConfigDict(serialize_by_alias=True)

    conversation_id: str | None
    summary: str
    facts: dict[str, JsonValue]
    history: list[HistoryLine]
    evidence: list[Evidence]
    estimate: Estimate | None
    order: OrderView | None
    shipment: TrackingView | None
    return_: GoodsBack | None = Field(serialization_alias="return")
    actions: list[Action]
    causes: list[Cause]


def view(
    matter: Matter,
    member: SignedIn,
    files: list[Attachment],
    order: OrderView | None,
    shipment: TrackingView | None,
) -> TicketView:
    ticket, actions = matter.ticket, fitting(matter)
    return TicketView.model_validate(
        {
            **Row.fields(ticket, matter.customer),
            "conversation_id": ticket.conversation_id,
            "summary": mask_phones_in(ticket.summary),
            "facts": {key: _told(key, value) for key, value in ticket.facts.items()},
            "history": [HistoryLine.of(event) for event in ticket.events],
            "evidence": [Evidence.of(file) for file in files],
            "estimate": _estimate(matter, member, actions),
            "order": order,
            "shipment": shipment,
            "return_": GoodsBack.of(matter.goods_back) if matter.goods_back else None,
            "actions": actions,
            "causes": _causes(matter, actions),
        }
    )


def _causes(matter: Matter, actions: list[Action]) -> list[Cause]:
    rules = TICKETS.data
    if Action.RESOLVE not in actions or not rules.kinds[matter.ticket.kind].caused:
        return []
    return [Cause(key=key, name=name) for key, name in rules.causes.items()]


def _told(key: str, value: object) -> object:
    if key == "root_cause":
        return TICKETS.data.causes.get(str(value), value)
    if key in MASKS:
        return MASKS[key](str(value))
    return mask_phones_in(value) if isinstance(value, str) else value


def _estimate(matter: Matter, member: SignedIn, actions: list[Action]) -> Estimate | None:
    facts, grants = matter.ticket.facts, Action.COMPENSATE in actions
    if not grants and "high_fen" not in facts:
        return None
    left = max(limit_fen(matter, member) - matter.paid_fen, 0)
    return Estimate.model_validate(
        {
            **{key: facts.get(key) for key in ("low_fen", "high_fen", "clause")},
            "paid_fen": matter.paid_fen,
            "limit_fen": left if grants else None,
        }
    )
