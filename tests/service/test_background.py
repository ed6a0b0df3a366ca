"""Jobs beside the requests."""

import asyncio

import pytest

from service import background
from service.background import repeating


async def test_a_step_that_is_under_way_is_seen_to_its_end() -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def step() -> None:
        begun.set()
        await may_end.wait()
        done.append("step")

    async with repeating("test", 60, step):
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, may_end.set)
    assert done == ["step"]


async def test_a_step_without_end_is_cut_off_and_its_clearing_up_awaited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(background, "STOP_SECONDS", 0.01)
    begun, cleared = asyncio.Event(), []

    async def step() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            cleared.append("step")

    async with repeating("test", 60, step):
        await begun.wait()
    assert cleared == ["step"]


async def test_a_step_that_failed_is_tried_again() -> None:
    tries: asyncio.Queue[int] = asyncio.Queue()

    async def step() -> None:
        tries.put_nowait(1)
        raise RuntimeError

    async with repeating("test", 0, step):
        async with asyncio.timeout(30):
            await tries.get()
            await tries.get()
