"""Messages that come up for review, and the decisions on them."""

from backend.database import reading, transaction
from backend.errors import VersionConflict
from backend.reviews import service as reviews
from backend.reviews.labels import LABELS, intents
from backend.reviews.models import Decision, Reason
from backend.reviews.service import Verdict, Wanted
from backend.staff import audit
from backend.staff.models import Role
from service.http import Nothing
from service.learning import reviewed
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.reviews.schemas import (
    Decide,
    EntityView,
    Filter,
    IntentView,
    Names,
    ReviewRow,
    Reviews,
)


async def list_reviews(call: StaffCall[Filter]) -> Reviews:
    args = call.args
    reason = None if args.reason == "all" else Reason(args.reason)
    async with reading(call.database) as session:
        found = await reviews.page(session, Wanted(reason, args.state, args.before, args.limit))
        rows = [
            ReviewRow.of(review, message, await reviews.context(session, message))
            for review, message in found.rows
        ]
    return Reviews(rows=rows, counts=found.counts, next=found.next)


async def decide(call: StaffCall[Decide]) -> ReviewRow:
    """The decision and its record; the file of examples follows the commit."""
    args, message_id = call.args, call.path("message_id")
    spans = tuple(given.span() for given in args.entities)
    verdict = Verdict(args.decision, args.version, call.member.id, args.intent, spans)
    try:
        async with transaction(call.database) as session:
            review, message = await reviews.decide(session, message_id, verdict)
            detail = {"decision": args.decision.value, "intent": args.intent}
            object_ = f"message:{message_id}"
            audit.record(session, call.member.id, "message_reviewed", object_, {**detail})
            row = ReviewRow.of(review, message, await reviews.context(session, message))
    except VersionConflict as conflict:
        async with reading(call.database) as session:
            review, message = await reviews.of_message(session, message_id)
            current = ReviewRow.of(review, message, await reviews.context(session, message))
        raise VersionConflict(current=current.model_dump(mode="json")) from conflict
    if args.decision is not Decision.DISCARD or args.version > 1:
        await reviewed.write(call.database, call.services.settings.var_dir)
    return row


async def names(_call: StaffCall[Nothing]) -> Names:
    return Names(
        intents=[IntentView(name=name, title=title) for name, title in intents().items()],
        entities=[
            EntityView(name=name, title=row.title, roles=[*row.roles])
            for name, row in LABELS.data.entities.items()
        ],
    )


ENDPOINTS = (
    StaffEndpoint("GET", "/reviews", Role.AGENT, list_reviews, Filter),
    StaffEndpoint("POST", "/reviews/{message_id}", Role.AGENT, decide, Decide),
    StaffEndpoint("GET", "/intents", Role.AGENT, names),
)
