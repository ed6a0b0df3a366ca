from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Line, Moment, Name, Phone, choice
from backend.database import Base
from backend.orders.models import Order


class ShipmentState(StrEnum):
    PENDING = "pending"
    COLLECTED = "collected"
    IN_TRANSIT = "in_transit"
    DELIVERING = "delivering"
    AWAITING_PICKUP = "awaiting_pickup"
    SIGNED = "signed"
    ABNORMAL = "abnormal"
    RETURNING = "returning"
    RETURNED = "returned"
    INTERCEPTED = "intercepted"
    LOST = "lost"
    CANCELLED = "cancelled"


class Shipment(Base):
    """Weights in grams, money in fen. `sender_id` and `recipient_id` name accounts where known."""

    __tablename__ = "shipments"
    __table_args__ = (Index(None, "carrier_code", "state"),)

    id: Mapped[Key]
    waybill_no: Mapped[str] = mapped_column(String(32), unique=True)
    carrier_code: Mapped[str] = mapped_column(String(16))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    sender_name: Mapped[Name]
    sender_phone: Mapped[Phone] = mapped_column(index=True)
    sender_city: Mapped[Name]
    sender_address: Mapped[Line]
    recipient_name: Mapped[Name]
    recipient_phone: Mapped[Phone] = mapped_column(index=True)
    recipient_city: Mapped[Name]
    recipient_address: Mapped[Line]
    goods: Mapped[Name]
    weight_g: Mapped[int]
    freight_fen: Mapped[int]
    insured_fen: Mapped[int] = mapped_column(default=0)
    state: Mapped[ShipmentState] = mapped_column(choice(ShipmentState), index=True)
    created_at: Mapped[Moment] = mapped_column(index=True)
    promised_at: Mapped[Moment | None]
    signed_at: Mapped[Moment | None]
    signed_by: Mapped[Name | None]
    pickup_point: Mapped[Line | None]
    courier_name: Mapped[Name | None]
    courier_phone: Mapped[Phone | None]
    station: Mapped[Name | None]
    station_phone: Mapped[Phone | None]

    order: Mapped[Order | None] = relationship(lazy="raise")
    events: Mapped[list["TraceEvent"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TraceEvent.happened_at.desc()"
    )


class TraceEvent(Base):
    """One scan. `code` is a key of carriers/data/trace_codes.yml."""

    __tablename__ = "trace_events"
    __table_args__ = (UniqueConstraint("shipment_id", "happened_at", "code"),)

    id: Mapped[Key]
    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipments.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(8))
    happened_at: Mapped[Moment]
    place: Mapped[Name]
    text: Mapped[str] = mapped_column(String(300))
