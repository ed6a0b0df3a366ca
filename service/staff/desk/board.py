"""What changes at the desk, read once for each process and handed to every open console."""

from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.conversations.models import State
from backend.database import reading
from backend.desk import lists, routing
from backend.desk.rows import Row, rows_of
from backend.desk.visibility import Viewer
from backend.staff import members
from service.background import repeating
from service.http import Schema
from service.realtime.hub import AllNews, Hub, Subscription
from service.staff.account.schemas import MemberView
from service.staff.desk.frames import Counts, Gone, PresenceFrame, RowFrame
from service.staff.desk.schemas import RowView

LISTS = {State.QUEUED: "waiting", State.HUMAN: "mine", State.BOT: "bot", State.CLOSED: "closed"}
MOST_WAITING = 2000
"""Frames kept for a console that does not read; past that it has to load its lists anew."""


class Outlet:
    """One open console: the frames that wait for it."""

    def __init__(self, viewer: Viewer, news: Subscription) -> None:
        self.viewer, self.news = viewer, news
        self.frames: deque[Schema] = deque(maxlen=MOST_WAITING)
        self._lists: dict[str, str | None] = {}
        self._counts: dict[str, int] = {}

    def put(self, frame: Schema) -> None:
        self.frames.append(frame)
        self.news.tell()

    def show(self, row: Row, view: RowView) -> None:
        before = self._lists.get(row.conversation.id, "waiting")
        if self._may_see(row):
            self._lists[view.id] = LISTS[view.state]
            self.put(RowFrame(row=view))
        elif before is not None:
            self._lists[view.id] = None
            self.put(Gone(id=view.id, list=before))

    def count(self, counts: dict[str, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self.put(Counts(counts=counts))

    def _may_see(self, row: Row) -> bool:
        """As `backend/desk/visibility.py` decides, on a row that is loaded already."""
        own = row.open_case is not None and row.open_case.assignee_id == self.viewer.id
        return self.viewer.sees_all or own or row.conversation.state is not State.HUMAN


class Board:
    def __init__(self, database: AsyncEngine, hub: Hub) -> None:
        self._database, self._hub = database, hub
        self._outlets: set[Outlet] = set()
        self._members: dict[int, MemberView] = {}

    @contextmanager
    def open(self, viewer: Viewer) -> Iterator[Outlet]:
        outlet = Outlet(viewer, Subscription())
        self._outlets.add(outlet)
        self._hub.stir()  # its first counts
        try:
            yield outlet
        finally:
            self._outlets.discard(outlet)

    async def look(self, news: AllNews) -> None:
        """One round: what changed since the last one."""
        changed = news.changed()
        if not self._outlets:
            return
        async with reading(self._database) as session:
            rows = await rows_of(session, changed) if changed else []
            counts = await lists.shared_counts(session)
            loads = await routing.loads(session)
            present = [
                MemberView.of(member, loads.get(member.id, 0))
                for member in await members.everyone(session)
            ]
        self._spread(rows, counts, self._news_of(present))

    def _spread(
        self, rows: Sequence[Row], counts: lists.SharedCounts, present: Sequence[MemberView]
    ) -> None:
        views = [(row, RowView.of(row)) for row in rows]
        for outlet in self._outlets:
            for row, view in views:
                outlet.show(row, view)
            outlet.count(counts.of(outlet.viewer))
            for member in present:
                outlet.put(PresenceFrame(member=member))

    def _news_of(self, present: Sequence[MemberView]) -> Sequence[MemberView]:
        fresh = [view for view in present if self._members.get(view.id) != view]
        self._members = {view.id: view for view in present}
        return fresh


BOARD = web.AppKey("board", Board)


@asynccontextmanager
async def posting(board: Board, hub: Hub, every: float) -> AsyncIterator[None]:
    """Runs the board while the context is open: upon news, and every so many seconds."""
    with hub.subscribe_to_all() as news:

        async def round_() -> None:
            await news.wait(every)
            await board.look(news)

        async with repeating("board", min(every, 0.1), round_):
            yield
