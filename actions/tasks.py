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
from actions.service_requests import RequestService
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
    RequestService(),
    RateService(),
    RequestHuman(),
)

TASKS: dict[str, Task] = {task.intent: task for task in ALL}
