from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Key, Line, Moment, Name, choice
from backend.database import Base


class PayoutKind(StrEnum):
    REFUND = "refund"
    COMPENSATION = "compensation"


class Payout(Base):
    """Granted, for the accounts to pay. A return is refunded once: its key decides."""

    __tablename__ = "payouts"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount_positive"),)

    id: Mapped[Key]
    kind: Mapped[PayoutKind] = mapped_column(choice(PayoutKind))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    return_id: Mapped[int | None] = mapped_column(ForeignKey("returns.id"), unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    amount_fen: Mapped[int]
    reason: Mapped[Line]
    granted_by: Mapped[Name]
    granted_at: Mapped[Moment] = mapped_column(index=True)
