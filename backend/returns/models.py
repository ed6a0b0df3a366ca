from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Line, Moment, Name, choice
from backend.database import Base


class ReturnKind(StrEnum):
    REFUND = "refund"
    EXCHANGE = "exchange"


class ReturnState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    RECEIVED = "received"
    REFUNDED = "refunded"
    RESHIPPED = "reshipped"
    WITHDRAWN = "withdrawn"


class Return(Base):
    """`refund_due`: seven days after the goods came back (消费者权益保护法 25)."""

    __tablename__ = "returns"

    id: Mapped[Key]
    return_no: Mapped[str] = mapped_column(String(14), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64))
    turn_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    kind: Mapped[ReturnKind] = mapped_column(choice(ReturnKind))
    state: Mapped[ReturnState] = mapped_column(choice(ReturnState), index=True)
    reason: Mapped[Line]
    refund_fen: Mapped[int] = mapped_column(default=0)
    waybill_no: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[Moment]
    received_at: Mapped[Moment | None]
    refund_due: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]

    items: Mapped[list["ReturnItem"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class ReturnItem(Base):
    __tablename__ = "return_items"

    id: Mapped[Key]
    return_id: Mapped[int] = mapped_column(ForeignKey("returns.id", ondelete="CASCADE"), index=True)
    order_item_id: Mapped[int] = mapped_column(ForeignKey("order_items.id"))
    quantity: Mapped[int]
    exchange_for: Mapped[Name | None]
