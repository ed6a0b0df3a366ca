from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.columns import Key, Line, Moment, Name, Phone, choice
from backend.database import Base


class OrderState(StrEnum):
    UNPAID = "unpaid"
    PAID = "paid"
    PACKING = "packing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OrderChannel(StrEnum):
    WEB = "web"
    APP = "app"
    WECHAT = "wechat"
    PHONE = "phone"
    ENTERPRISE = "enterprise"


class Order(Base):
    """Prices in fen. `customer_id` bought, `merchant_id` sold (null: the house itself).
    `cancelled_from`: the state that undoing the cancellation brings back."""

    __tablename__ = "orders"

    id: Mapped[Key]
    order_no: Mapped[str] = mapped_column(String(14), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    merchant_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    channel: Mapped[OrderChannel] = mapped_column(choice(OrderChannel))
    state: Mapped[OrderState] = mapped_column(choice(OrderState), index=True)
    items_fen: Mapped[int]
    freight_fen: Mapped[int]
    total_fen: Mapped[int]
    recipient_name: Mapped[Name]
    recipient_phone: Mapped[Phone]
    recipient_city: Mapped[Name]
    recipient_address: Mapped[Line]
    created_at: Mapped[Moment] = mapped_column(index=True)
    ship_by: Mapped[Moment | None]
    shipped_at: Mapped[Moment | None]
    completed_at: Mapped[Moment | None]
    cancelled_at: Mapped[Moment | None]
    cancelled_from: Mapped[OrderState | None] = mapped_column(choice(OrderState))

    items: Mapped[list["OrderItem"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="OrderItem.id"
    )


class OrderItem(Base):
    """`name` and `price_fen` as they were when ordered."""

    __tablename__ = "order_items"

    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    name: Mapped[Name]
    quantity: Mapped[int]
    price_fen: Mapped[int]
