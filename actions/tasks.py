"""Every task, by the intent that begins it."""

from actions.claims import FileClaim
from actions.complaints import FileComplaint
from actions.couriers import ContactCourier
from actions.delivery import ReportNotReceived, UrgeDelivery
from actions.delivery_time import AskDeliveryTime
from actions.handover import RequestHuman
from actions.invoices import RequestInvoice
from actions.orders import CancelOrder, QueryOrder
from actions.outlets import FindOutlet
from actions.pickup import BookPickup, UrgePickup
from actions.prohibited import CheckProhibited
from actions.quotes import AskPrice, AskTransitTime
from actions.rating import RateService
from actions.redirect import ChangeAddress, InterceptShipment, RescheduleDelivery
from actions.returns import QueryReturn, RequestExchange, RequestReturn
from actions.stock import CheckStock
from actions.task import Task
from actions.tickets import QueryTicket, UrgeTicket
from actions.tracking import TrackShipment
from actions.withdrawal import WithdrawRequest

ALL: tuple[Task, ...] = (
    TrackShipment(),
    AskDeliveryTime(),
    UrgeDelivery(),
    ChangeAddress(),
    RescheduleDelivery(),
    InterceptShipment(),
    ContactCourier(),
    ReportNotReceived(),
    QueryOrder(),
    CancelOrder(),
    BookPickup(),
    UrgePickup(),
    RequestInvoice(),
    CheckStock(),
    WithdrawRequest(),
    RequestReturn(),
    RequestExchange(),
    QueryReturn(),
    FileComplaint(),
    FileClaim(),
    QueryTicket(),
    UrgeTicket(),
    AskPrice(),
    AskTransitTime(),
    FindOutlet(),
    CheckProhibited(),
    RateService(),
    RequestHuman(),
)

TASKS: dict[str, Task] = {task.intent: task for task in ALL}

REPEATABLE = frozenset(
    {
        "track_shipment",
        "query_order",
        "query_return",
        "query_ticket",
        "check_stock",
        "ask_price",
        "ask_transit_time",
        "find_outlet",
        "check_prohibited",
    }
)
"""Tasks that change nothing: another value may run the last one once more (那上海呢)."""
