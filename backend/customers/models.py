from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Moment, Name, choice
from backend.database import Base


class CustomerKind(StrEnum):
    INDIVIDUAL = "individual"
    ENTERPRISE = "enterprise"
    PUBLIC = "public"


class Tier(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


class ContactKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    WECHAT = "wechat"


class Customer(Base):
    """The four measures run from 0 to 100; `tier` is computed from them (rules/data/tiers.yml)."""

    __tablename__ = "customers"

    id: Mapped[Key]
    external_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    kind: Mapped[CustomerKind] = mapped_column(choice(CustomerKind))
    is_merchant: Mapped[bool] = mapped_column(default=False)
    tier: Mapped[Tier] = mapped_column(choice(Tier), index=True)
    industry_fit: Mapped[int] = mapped_column(default=0)
    trade_volume: Mapped[int] = mapped_column(default=0)
    trade_frequency: Mapped[int] = mapped_column(default=0)
    credit_standing: Mapped[int] = mapped_column(default=0)
    account_owner: Mapped[Name | None]
    created_at: Mapped[Moment]

    contacts: Mapped[list["ContactPoint"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )


class ContactPoint(Base):
    __tablename__ = "contact_points"
    __table_args__ = (
        UniqueConstraint("customer_id", "kind", "value"),
        Index(None, "kind", "value"),
    )

    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind))
    value: Mapped[str] = mapped_column(String(120))
    verified: Mapped[bool] = mapped_column(default=False)
