"""The columns of the files. Times without a zone are Shanghai's; money is in fen."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from backend.carriers.waybills import normalize_waybill
from backend.clock import SHANGHAI
from backend.customers.models import CustomerKind
from backend.orders.models import OrderChannel, OrderState
from backend.shipments.models import ShipmentState


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


Time = Annotated[datetime, AfterValidator(_zoned)]
Fen = Annotated[int, Field(ge=0)]
Score = Annotated[int, Field(ge=0, le=100)]
Short = Annotated[str, Field(min_length=1, max_length=80)]
Long = Annotated[str, Field(min_length=1, max_length=200)]
Phone = Annotated[str, Field(pattern=r"^[0-9+\-]{7,20}$")]
OrderNo = Annotated[str, Field(pattern=r"^DD\d{12}$")]
Waybill = Annotated[str, BeforeValidator(lambda v: normalize_waybill(str(v))), Field(min_length=8)]


class Columns(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CustomerColumns(Columns):
    external_id: Annotated[str, Field(min_length=1, max_length=64)]
    name: Short
    kind: CustomerKind = CustomerKind.INDIVIDUAL
    is_merchant: bool = False
    phone: Phone
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=120)] | None = None
    industry_fit: Score = 0
    trade_volume: Score = 0
    trade_frequency: Score = 0
    credit_standing: Score = 0


class OrderColumns(Columns):
    """One row per order; the goods of a CSV row are one item."""

    order_no: OrderNo
    customer: Annotated[str, Field(min_length=1)]
    channel: OrderChannel = OrderChannel.WEB
    state: OrderState
    item_name: Short
    quantity: Annotated[int, Field(gt=0)] = 1
    price_fen: Fen
    freight_fen: Fen = 0
    recipient_name: Short
    recipient_phone: Phone
    recipient_city: Short
    recipient_address: Long
    created_at: Time
    ship_by: Time | None = None


class EventColumns(Columns):
    code: Annotated[str, Field(max_length=8)]
    happened_at: Time
    place: Annotated[str, Field(max_length=80)] = ""
    text: Annotated[str, Field(min_length=1, max_length=300)]


class ShipmentColumns(Columns):
    """In CSV the column `events` holds the trace as a JSON list."""

    waybill_no: Waybill
    carrier_code: Annotated[str, Field(min_length=1, max_length=16)]
    order_no: OrderNo | None = None
    sender_name: Short
    sender_phone: Phone
    sender_city: Short
    sender_address: Long
    recipient_name: Short
    recipient_phone: Phone
    recipient_city: Short
    recipient_address: Long
    goods: Short
    weight_g: Annotated[int, Field(gt=0)]
    freight_fen: Fen = 0
    insured_fen: Fen = 0
    state: ShipmentState
    created_at: Time
    promised_at: Time | None = None
    signed_at: Time | None = None
    signed_by: Short | None = None
    events: list[EventColumns] = []
