"""What came after the parcels: tickets, returns, invoices, surveys; and pickups booked."""

from datetime import datetime, timedelta

from backend.clock import local
from backend.customers.models import Customer, CustomerKind
from backend.invoices.models import Invoice, InvoiceKind, InvoiceState
from backend.numbers.service import Prefix
from backend.orders.models import Order, OrderState
from backend.pickups.models import Pickup, PickupState
from backend.returns.models import Return, ReturnItem, ReturnKind, ReturnState
from backend.seed.tables import AFTERMATH, NAMES, Matter
from backend.seed.trade import party_of
from backend.seed.world import World
from backend.shipments.models import Shipment
from backend.surveys.models import Survey
from backend.tickets.clocks import deadlines
from backend.tickets.models import Ticket, TicketEvent, TicketEventKind, TicketState
from backend.tickets.rules import priority_of

PICKUPS = 24
INVOICE_EVERY = 5
SURVEY_EVERY = 3
TICKET_ODDS = 0.6
REFUND_WITHIN = timedelta(days=7)
CAME_BACK = {ReturnState.RECEIVED, ReturnState.REFUNDED, ReturnState.RESHIPPED}
CLOSED = {
    ReturnState.REFUNDED,
    ReturnState.RESHIPPED,
    ReturnState.REJECTED,
    ReturnState.WITHDRAWN,
}


def tickets(world: World, shipments: list[Shipment]) -> list[Ticket]:
    rows = []
    for shipment in shipments:
        last = max(shipment.events, key=lambda event: event.happened_at, default=None)
        fitting = [m for m in AFTERMATH.data.matters if last and last.code in m.codes]
        if last is None or not fitting or world.dice.random() > TICKET_ODDS:
            continue
        opened_at = min(last.happened_at + world.hours(1, 12), world.moment)
        rows.append(_ticket(world, shipment, fitting[0], opened_at))
    return rows


def _ticket(world: World, shipment: Shipment, matter: Matter, opened_at: datetime) -> Ticket:
    kind, summary = matter.kind, matter.summary
    priority = priority_of(kind, summary)
    due = deadlines(kind, priority, None, opened_at)
    resolved_at = opened_at + world.hours(2, 60)
    is_resolved = resolved_at < world.moment
    cause = {"root_cause": matter.cause} if is_resolved and matter.cause else {}
    return Ticket(
        ticket_no=world.number(Prefix.TICKET, opened_at),
        kind=kind,
        priority=priority,
        state=TicketState.RESOLVED if is_resolved else TicketState.OPEN,
        summary=summary,
        facts={"waybill_no": shipment.waybill_no} | cause,
        customer_id=shipment.recipient_id or shipment.sender_id,
        shipment_id=shipment.id,
        order_id=shipment.order_id,
        created_at=opened_at,
        updated_at=resolved_at if is_resolved else opened_at,
        sla_first_due=due.first_reply,
        sla_due=due.resolution,
        statutory_due=due.statutory,
        first_reply_at=opened_at + timedelta(minutes=20) if is_resolved else None,
        resolved_at=resolved_at if is_resolved else None,
        events=[
            TicketEvent(
                kind=TicketEventKind.OPENED, actor="customer", note=summary, happened_at=opened_at
            )
        ],
    )


def returns(world: World, shipments: list[Shipment]) -> list[Return]:
    """One for each of the newest parcels signed for, through all states."""
    signed = sorted(
        (s for s in shipments if s.signed_at and s.order),
        key=lambda s: s.signed_at or world.moment,
        reverse=True,
    )
    counts = AFTERMATH.data.return_states
    states = [state for state, count in counts.items() for _ in range(count)]
    world.dice.shuffle(states)
    return [
        _return(world, shipment, state) for shipment, state in zip(signed, states, strict=False)
    ]


def _return(world: World, shipment: Shipment, state: ReturnState) -> Return:
    order = _order(shipment)
    asked_at = min((shipment.signed_at or world.moment) + world.hours(1, 10), world.moment)
    received_at = min(asked_at + timedelta(days=3), world.moment) if state in CAME_BACK else None
    is_exchange = state is ReturnState.RESHIPPED
    return Return(
        return_no=world.number(Prefix.RETURN, asked_at),
        order_id=order.id,
        customer_id=order.customer_id,
        kind=ReturnKind.EXCHANGE if is_exchange else ReturnKind.REFUND,
        state=state,
        reason=world.dice.choice(AFTERMATH.data.return_reasons),
        refund_fen=0 if is_exchange else order.items_fen,
        created_at=asked_at,
        received_at=received_at,
        refund_due=received_at + REFUND_WITHIN if received_at else None,
        closed_at=received_at or asked_at if state in CLOSED else None,
        items=[ReturnItem(order_item_id=item.id, quantity=item.quantity) for item in order.items],
    )


def _order(shipment: Shipment) -> Order:
    if shipment.order is None:
        raise ValueError("a parcel without an order")
    return shipment.order


def invoices(world: World, shipments: list[Shipment]) -> list[Invoice]:
    done = (OrderState.DELIVERED, OrderState.COMPLETED)
    orders = [s.order for s in shipments if s.order and s.order.state in done]
    rows = []
    for number, order in enumerate(orders[::INVOICE_EVERY], start=1):
        requested_at = min(order.created_at + timedelta(days=4), world.moment)
        is_issued = requested_at + timedelta(days=1) < world.moment
        rows.append(
            Invoice(
                order_id=order.id,
                customer_id=order.customer_id,
                kind=InvoiceKind.ORDINARY,
                title=order.recipient_name,
                amount_fen=order.total_fen,
                state=InvoiceState.ISSUED if is_issued else InvoiceState.REQUESTED,
                invoice_no=f"2633200000{number:010d}" if is_issued else None,
                requested_at=requested_at,
                issued_at=requested_at + timedelta(days=1) if is_issued else None,
            )
        )
    return rows


def surveys(world: World, shipments: list[Shipment]) -> list[Survey]:
    signed = [s for s in shipments if s.signed_at and s.recipient_id]
    rows = []
    for shipment in signed[::SURVEY_EVERY]:
        (score,) = world.dice.choices([5, 4, 3, 2, 1], [50, 25, 12, 8, 5])
        answered_at = (shipment.signed_at or world.moment) + world.hours(1, 24)
        rows.append(
            Survey(
                customer_id=shipment.recipient_id,
                order_id=shipment.order_id,
                shipment_id=shipment.id,
                score=score,
                comment=world.dice.choice(AFTERMATH.data.praise[score]),
                answered_at=min(answered_at, world.moment),
            )
        )
    return rows


def pickups(world: World, customers: list[Customer]) -> list[Pickup]:
    """The first are of the known customers."""
    people = [c for c in customers if c.kind is CustomerKind.INDIVIDUAL][:PICKUPS]
    morning = local(world.moment).replace(hour=9, minute=0)
    rows = []
    for number, customer in enumerate(people):
        party = party_of(world, customer)
        start = morning + timedelta(days=number % 3 - 1, hours=2 * (number % 4))
        state = _pickup_state(world, start)
        booked_at = min(start, world.moment) - world.hours(3, 20)
        rows.append(
            Pickup(
                pickup_no=world.number(Prefix.PICKUP, booked_at),
                customer_id=customer.id,
                contact_name=party.name,
                contact_phone=party.phone,
                city=party.city.name,
                address=party.address,
                destination_city=world.city().name,
                goods=world.dice.choice(AFTERMATH.data.pickup_goods),
                weight_g=world.dice.randint(5, 60) * 100,
                window_start=start,
                window_end=start + timedelta(hours=2),
                state=state,
                courier_name=world.dice.choice(NAMES.data.couriers),
                courier_phone=world.phone(),
                created_at=booked_at,
            )
        )
    return rows


def _pickup_state(world: World, start: datetime) -> PickupState:
    if start > world.moment:
        return PickupState.BOOKED
    if start + timedelta(hours=2) > world.moment:
        return PickupState.ASSIGNED
    return world.dice.choice([PickupState.COLLECTED, PickupState.COLLECTED, PickupState.MISSED])
