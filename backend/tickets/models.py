from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Moment, Name, choice
from backend.database import Base
from backend.staff.models import Member


class TicketKind(StrEnum):
    COMPLAINT = "complaint"
    CLAIM = "claim"
    NOT_RECEIVED = "not_received"
    EXPEDITE = "expedite"
    CHANGE_ADDRESS = "change_address"
    RESCHEDULE = "reschedule"
    INTERCEPT = "intercept"
    RETURN = "return"
    INVOICE = "invoice"
    AFTER_SALES = "after_sales"
    PICKUP = "pickup"
    ORDER = "order"
    CALLBACK = "callback"
    MESSAGE = "message"
    FOLLOW_UP = "follow_up"


class TicketPriority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class Ticket(Base):
    """`sla_*` run in business hours, `statutory_due` in calendar days (complaints: seven,
    快递暂行条例). `version` guards against two people saving at once. `assignee` is the name of the
    staff member `assignee_id`."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("turn_id", "kind"),
        Index(None, "state", "sla_due"),
    )

    id: Mapped[Key]
    ticket_no: Mapped[str] = mapped_column(String(14), unique=True)
    kind: Mapped[TicketKind] = mapped_column(choice(TicketKind))
    priority: Mapped[TicketPriority] = mapped_column(choice(TicketPriority))
    state: Mapped[TicketState] = mapped_column(choice(TicketState))
    summary: Mapped[str] = mapped_column(String(500))
    facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    shipment_id: Mapped[int | None] = mapped_column(ForeignKey("shipments.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    turn_id: Mapped[str | None] = mapped_column(String(64))
    assignee: Mapped[Name | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id), index=True)
    created_at: Mapped[Moment] = mapped_column(index=True)
    updated_at: Mapped[Moment]
    sla_first_due: Mapped[Moment]
    sla_due: Mapped[Moment]
    statutory_due: Mapped[Moment | None]
    first_reply_at: Mapped[Moment | None]
    resolved_at: Mapped[Moment | None]
    version: Mapped[int] = mapped_column()

    events: Mapped[list["TicketEvent"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TicketEvent.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it so


class TicketEventKind(StrEnum):
    OPENED = "opened"
    URGED = "urged"
    MERGED = "merged"
    NOTE = "note"
    ASSIGNED = "assigned"
    STATE = "state"
    REPLIED = "replied"
    RETURN = "return"
    PAID = "paid"
    EVIDENCE = "evidence"
    WITHDRAWN = "withdrawn"
    FOLLOW_UP = "follow_up"
    POSTPONED = "postponed"


class TicketEvent(Base):
    """`actor` is `customer`, `bot`, `system` or a staff account's name."""

    __tablename__ = "ticket_events"

    id: Mapped[Key]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TicketEventKind] = mapped_column(choice(TicketEventKind))
    actor: Mapped[Name]
    note: Mapped[str] = mapped_column(String(500), default="")
    happened_at: Mapped[Moment]
