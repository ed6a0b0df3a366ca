"""Whether a customer wants to be told things unasked. Nobody is, before they say so."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.clock import now
from backend.notices.models import NoticeConsent
from backend.upsert import insert_into


async def change(session: AsyncSession, customer_id: int, *, given: bool) -> None:
    values = {"given": given, "changed_at": now()}
    await session.execute(
        insert_into(session, NoticeConsent)
        .values(customer_id=customer_id, **values)
        .on_conflict_do_update(index_elements=["customer_id"], set_=values)
    )


async def is_given(session: AsyncSession, customer_id: int) -> bool:
    query = select(NoticeConsent.given).where(NoticeConsent.customer_id == customer_id)
    return bool((await session.execute(query)).scalar_one_or_none())
