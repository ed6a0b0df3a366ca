from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.columns import Moment, choice
from backend.database import Base


class Level(IntEnum):
    """NONE: nothing. TRACE: masked trace (phone tail). FULL: account or one-time code."""

    NONE = 0
    TRACE = 1
    FULL = 2


class GuessScope(StrEnum):
    ASKER = "asker"
    WAYBILL = "waybill"
    CODE_AGAIN = "code_again"
    CODE_PHONE = "code_phone"
    CODE_ADDRESS = "code_address"


class GuessCounter(Base):
    """Since `window_start`: wrong guesses, per asker and per waybill (existing or not); one-time
    codes, per phone (as a hash) and per network address."""

    __tablename__ = "guess_counters"

    scope: Mapped[GuessScope] = mapped_column(choice(GuessScope), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    window_start: Mapped[Moment]
    count: Mapped[int]


class Grant(Base):
    """What a conversation has proved about a shipment. `level` as in `Level`."""

    __tablename__ = "access_grants"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    shipment_id: Mapped[int] = mapped_column(
        ForeignKey("shipments.id", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[int]
    expires_at: Mapped[Moment]
