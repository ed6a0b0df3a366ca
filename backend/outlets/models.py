from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Key, Line, Name, Phone
from backend.database import Base


class Outlet(Base):
    """`hours` and `services` are shown as they are written."""

    __tablename__ = "outlets"
    __table_args__ = (UniqueConstraint("city", "name"),)

    id: Mapped[Key]
    name: Mapped[Name]
    province: Mapped[Name]
    city: Mapped[Name] = mapped_column(index=True)
    district: Mapped[Name]
    address: Mapped[Line]
    phone: Mapped[Phone]
    hours: Mapped[Name]
    services: Mapped[Line]
