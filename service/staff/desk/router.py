"""Keeps the desk moving: offers what waits, and takes back what nobody looks after."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import reading, transaction
from backend.desk import absence, ending, routing
from backend.desk.models import Case
from backend.desk.routing import Desk
from service.realtime.hub import Hub
from service.settings import ServiceSettings


class Router:
    """Several processes may run one each: every step is a guarded update of its own."""

    def __init__(self, settings: ServiceSettings, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._patience = timedelta(seconds=settings.offer_seconds)
        self._grace = timedelta(seconds=settings.grace_seconds)

    async def look(self) -> None:
        async with reading(self._database) as session:
            over = await ending.left_over(session)
            absent = await absence.absent(session, now() - self._grace)
            orphaned = await absence.orphaned(session, now() - self._grace)
        for case_id in over:
            async with transaction(self._database) as session:
                await ending.end_left_over(session, case_id)
        for member_id in absent:
            await self._miss(member_id)
        for member_id, conversation_id in orphaned:
            await self._let_go(member_id, conversation_id)
        async with reading(self._database) as session:
            desk = await routing.look(session)
        for case in desk.waiting:
            desk = await self._route(case, desk)

    async def _route(self, case: Case, desk: Desk) -> Desk:
        """The desk as it is afterwards."""
        member = routing.choose(case, desk)
        if member is None and case.offered_to_id is None:
            return desk
        async with transaction(self._database) as session:
            if member is None:
                done = await routing.withdraw(session, case)
            else:
                done = await routing.offer(session, case, member.id, self._patience)
        if done:
            self._hub.wake(case.conversation_id)
        loads = dict(desk.loads)
        for holder, change in ((case.offered_to_id, -1), (member.id if member else None, 1)):
            if done and holder is not None:
                loads[holder] = loads.get(holder, 0) + change
        return Desk(desk.waiting, desk.present, loads)

    async def _miss(self, member_id: int) -> None:
        async with transaction(self._database) as session:
            await absence.mark_offline(session, member_id, now() - self._grace)
        self._hub.stir()  # the next round takes back what they had in hand

    async def _let_go(self, member_id: int, conversation_id: str) -> None:
        async with transaction(self._database) as session:
            await absence.let_go(session, member_id, conversation_id)
        self._hub.wake(conversation_id)
