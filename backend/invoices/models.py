from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Key, Moment, Name, choice
from backend.database import Base


class InvoiceKind(StrEnum):
    ORDINARY = "ordinary"
    SPECIAL = "special"  # VAT special invoice, for enterprises: needs a tax number


class InvoiceState(StrEnum):
    REQUESTED = "requested"
    ISSUED = "issued"
    VOID = "void"


class Invoice(Base):
    __tablename__ = "invoices"

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    kind: Mapped[InvoiceKind] = mapped_column(choice(InvoiceKind))
    title: Mapped[Name]
    tax_no: Mapped[str | None] = mapped_column(String(24))
    email: Mapped[str | None] = mapped_column(String(120))
    amount_fen: Mapped[int]
    state: Mapped[InvoiceState] = mapped_column(choice(InvoiceState))
    invoice_no: Mapped[str | None] = mapped_column(String(24), unique=True)
    requested_at: Mapped[Moment]
    issued_at: Mapped[Moment | None]
