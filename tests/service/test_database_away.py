"""The database goes away for a while, as in a restart or a failover."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from fakes import Customer, FakeEngine, running_service
from sqlalchemy import make_url, text
from structlog.testing import capture_logs

from backend.database import connect, reading
from service.errors import DATABASE_DOWN
from service.settings import ServiceSettings

Settings = Callable[..., ServiceSettings]


class Line:
    """The way to PostgreSQL, which can be cut and mended."""

    def __init__(self, there: str) -> None:
        url = make_url(there)
        self._host, self._port = url.host or "127.0.0.1", url.port or 5432
        self._there = url
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._here = 0

    @property
    def url(self) -> str:
        here = self._there.set(host="127.0.0.1", port=self._here)
        return here.render_as_string(hide_password=False)

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self._here)
        self._here = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for end in self._open:
            end.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._host, self._port)
        self._open |= {writer, far_writer}
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
        except ConnectionError:
            pass
        finally:
            writer.transport.abort()
            self._open.discard(writer)


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[Line]:
    line = Line(postgres_url)
    await line.mend()
    yield line
    line.cut()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Every job complains; to draw all that takes longer than the test."""
    with capture_logs():
        yield


async def sent_again(customer: Customer, text: str, client_id: str) -> None:
    """As a customer presses "again" until it goes."""
    async with asyncio.timeout(60):
        body = {"client_id": client_id, "text": text}
        while (await customer.post("/messages", body)).status != 202:
            pass


async def test_a_query_that_is_cut_off_means_that_the_database_is_away(line: Line) -> None:
    database = connect(line.url)
    asyncio.get_running_loop().call_later(0.5, line.cut)
    with pytest.raises(DATABASE_DOWN):
        async with reading(database) as session:
            await session.execute(text("SELECT pg_sleep(30)"))
    await database.dispose()


async def test_without_the_database_a_message_is_refused_and_can_be_sent_again(
    settings: Settings, line: Line
) -> None:
    async with running_service(settings(database_url=line.url)) as service:
        customer = await service.open()
        await customer.send("在吗", "a")
        await customer.settled()
        line.cut()
        refused = await customer.post("/messages", {"client_id": "b", "text": "你好"})
        assert (refused.status, (await refused.json())["error"]["code"]) == (503, "unavailable")
        await line.mend()
        await sent_again(customer, "你好", "b")
        said = [message["text"] for message in await customer.settled()]
    assert said == ["在吗", "答：在吗", "你好", "答：你好"]


async def test_a_turn_whose_answer_could_not_be_stored_is_answered_once(
    settings: Settings, engine: FakeEngine, line: Line
) -> None:
    engine.usual, thaw = engine.frozen()
    quick = settings(database_url=line.url, attempt_seconds=5, lease_seconds=6)
    async with running_service(quick) as service:
        customer = await service.open()
        await customer.send("在吗", "a")
        await engine.arrived.get()
        line.cut()
        thaw.set()
        await asyncio.sleep(0.5)
        await line.mend()
        await sent_again(customer, "你好", "b")
        said = [message["text"] for message in await customer.settled()]
    assert said == ["在吗", "你好", "答：在吗", "答：你好"]
    assert len({asked["turn_id"] for asked in engine.asked}) == 2
