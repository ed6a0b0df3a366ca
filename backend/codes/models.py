from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.clock import now
from backend.columns import Moment, Phone
from backend.conversations.models import new_id
from backend.database import Base, UtcDateTime


class OneTimeCode(Base):
    """Sent for one conversation to one phone. `tries` are counted before they are compared."""

    __tablename__ = "one_time_codes"
    __table_args__ = (Index(None, "conversation_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    phone: Mapped[Phone]
    code_hash: Mapped[str] = mapped_column(String(128))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment] = mapped_column(default=now)
    expires_at: Mapped[Moment] = mapped_column(index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
