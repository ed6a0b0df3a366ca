import asyncio
import re

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import local, now
from backend.database import transaction
from backend.errors import Unavailable
from backend.numbers.models import Serial
from backend.numbers.service import DAY_CAPACITY, Prefix, next_number


async def take(engine: AsyncEngine, prefix: Prefix) -> str:
    async with transaction(engine) as session:
        return await next_number(session, prefix)


async def test_numbers_carry_prefix_day_and_serial(engine: AsyncEngine) -> None:
    number = await take(engine, Prefix.TICKET)
    assert re.fullmatch(rf"GD{local(now()):%Y%m%d}0001", number)
    assert (await take(engine, Prefix.TICKET)).endswith("0002")
    assert (await take(engine, Prefix.RETURN)).endswith("0001")


async def test_numbers_taken_at_once_are_all_different(engine: AsyncEngine) -> None:
    numbers = await asyncio.gather(*(take(engine, Prefix.ORDER) for _ in range(30)))
    assert len(set(numbers)) == 30


async def test_a_day_without_numbers_left_is_said(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        session.add(Serial(prefix="DD", day=local(now()).date(), last=DAY_CAPACITY))
    with pytest.raises(Unavailable):
        await take(engine, Prefix.ORDER)
