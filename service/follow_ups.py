"""Plans the visits of the tiers' cycles, so that they are among the tickets before their day."""

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import local, now
from backend.database import transaction
from backend.follow_ups.cycle import plan_due

EVERY_SECONDS = 3600.0


class Visits:
    def __init__(self, database: AsyncEngine) -> None:
        self._database = database

    async def look(self) -> None:
        async with transaction(self._database) as session:
            await plan_due(session, local(now()).date())
