"""One access token for all processes."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect
from service.channels.base import TransportError
from service.channels.tokens import Fetched, Tokens


class Source:
    """The platform's token endpoint: slow, and it counts."""

    def __init__(self) -> None:
        self.fetched = 0
        self.broken = 0

    async def fetch(self) -> Fetched:
        await asyncio.sleep(0.05)
        if self.broken:
            self.broken -= 1
            raise TransportError("status 502", permanent=True)
        self.fetched += 1
        return Fetched(f"token-{self.fetched}", 7200)


@pytest.fixture
async def processes(database_url: str) -> AsyncIterator[list[AsyncEngine]]:
    engines = [connect(database_url) for _ in range(2)]
    yield engines
    for engine in engines:
        await engine.dispose()


async def test_two_processes_that_need_one_at_once_fetch_one(
    processes: list[AsyncEngine],
) -> None:
    source = Source()
    holders = [Tokens(engine, "wechat", source.fetch) for engine in processes]
    got = await asyncio.gather(*(holder.get() for holder in holders for _ in range(10)))
    assert (set(got), source.fetched) == ({"token-1"}, 1)


async def test_a_refused_token_is_replaced_once_however_many_were_refused(
    processes: list[AsyncEngine],
) -> None:
    source = Source()
    holders = [Tokens(engine, "wechat", source.fetch) for engine in processes]
    await holders[0].get()
    await asyncio.gather(*(holder.refused("token-1") for holder in holders))
    assert {await holder.get() for holder in holders} == {"token-2"}
    await holders[1].refused("token-1")
    assert await holders[0].get() == "token-2"


async def test_a_fetch_that_fails_does_not_keep_the_others_waiting(
    processes: list[AsyncEngine],
) -> None:
    source = Source()
    source.broken = 1
    first, second = (Tokens(engine, "wechat", source.fetch) for engine in processes)
    with pytest.raises(TransportError) as failed:
        await first.get()
    assert not failed.value.permanent
    assert await asyncio.wait_for(second.get(), 60) == "token-1"
