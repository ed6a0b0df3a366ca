from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Name
from backend.database import Base


class Product(Base):
    """`no_return_reason`: a rules key, null when the seven-day return applies."""

    __tablename__ = "products"

    id: Mapped[Key]
    sku: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    category: Mapped[Name]
    price_fen: Mapped[int]
    weight_g: Mapped[int]
    no_return_reason: Mapped[str | None] = mapped_column(String(24))

    stock: Mapped[list["Stock"]] = relationship(lazy="raise")


class Stock(Base):
    __tablename__ = "stock"
    __table_args__ = (
        UniqueConstraint("product_id", "warehouse"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
    )

    id: Mapped[Key]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"))
    warehouse: Mapped[Name]
    on_hand: Mapped[int]
    reserved: Mapped[int] = mapped_column(default=0)
    restock_on: Mapped[date | None]


class Substitute(Base):
    """`rank` 1 is the first thing to offer."""

    __tablename__ = "substitutes"

    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True
    )
    substitute_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(default=1)
