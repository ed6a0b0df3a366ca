from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Key, Line, Moment, Name, Phone, choice
from backend.database import Base


class PickupState(StrEnum):
    BOOKED = "booked"
    ASSIGNED = "assigned"
    COLLECTED = "collected"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Pickup(Base):
    __tablename__ = "pickups"

    id: Mapped[Key]
    pickup_no: Mapped[str] = mapped_column(String(14), unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    contact_name: Mapped[Name]
    contact_phone: Mapped[Phone]
    city: Mapped[Name]
    address: Mapped[Line]
    destination_city: Mapped[Name | None]
    goods: Mapped[Name]
    weight_g: Mapped[int | None]
    window_start: Mapped[Moment]
    window_end: Mapped[Moment]
    state: Mapped[PickupState] = mapped_column(choice(PickupState))
    courier_name: Mapped[Name | None]
    courier_phone: Mapped[Phone | None]
    waybill_no: Mapped[str | None] = mapped_column(String(32))
    urged_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
