import asyncio
from datetime import timedelta

import pytest
from desks import hire, waiting
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.conversations.models import State
from backend.conversations.opening import lock
from backend.customers.models import Tier
from backend.database import reading, transaction
from backend.desk import absence, claiming, ending, lists, routing, searching
from backend.desk.lists import Listing, Wanted
from backend.desk.models import Case, Outcome
from backend.desk.opening import current
from backend.desk.rows import rows_of
from backend.errors import NotFound
from backend.staff.models import Member, Presence, Role

PATIENCE = timedelta(seconds=30)


async def test_the_last_place_of_a_member_is_filled_once(engine: AsyncEngine) -> None:
    member = await hire(engine, "wang", capacity=2)
    ids = [await waiting(engine) for _ in range(6)]

    async def offer(conversation_id: str) -> bool:
        async with transaction(engine) as session:
            case = await current(session, conversation_id)
            assert case is not None
            return await routing.offer(session, case, member.id, PATIENCE)

    assert sum(await asyncio.gather(*(offer(each) for each in ids))) == 2
    async with reading(engine) as session:
        assert await routing.loads(session) == {member.id: 2}


async def test_an_offer_comes_too_late_for_a_case_that_was_claimed(engine: AsyncEngine) -> None:
    wang, li = await hire(engine, "wang"), await hire(engine, "li")
    conversation_id = await waiting(engine)
    async with reading(engine) as session:
        seen = (await routing.look(session)).waiting[0]
    async with transaction(engine) as session:
        await claiming.claim(session, wang, conversation_id)
    async with transaction(engine) as session:
        assert not await routing.offer(session, seen, li.id, PATIENCE)


async def test_a_case_that_left_the_desk_by_itself_ends_once(engine: AsyncEngine) -> None:
    ended = {State.BOT: Outcome.LEFT, State.CLOSED: Outcome.CLOSED}
    for state, outcome in ended.items():
        conversation_id = await waiting(engine)
        async with transaction(engine) as session:
            (await lock(session, conversation_id)).state = state
        async with reading(engine) as session:
            (case_id,) = await ending.left_over(session)
        for _ in range(2):
            async with transaction(engine) as session:
                await ending.end_left_over(session, case_id)
        async with reading(engine) as session:
            case = await session.get_one(Case, case_id)
            assert (case.outcome, case.to_seq) == (outcome, 1)
            assert await ending.left_over(session) == []


async def test_only_who_is_gone_for_the_whole_grace_loses_their_work(engine: AsyncEngine) -> None:
    gone, there = await hire(engine, "gone"), await hire(engine, "there")
    for viewer in (gone, there):
        conversation_id = await waiting(engine)
        async with transaction(engine) as session:
            await claiming.claim(session, viewer, conversation_id)
    limit = now() - timedelta(seconds=180)
    async with transaction(engine) as session:
        (await session.get_one(Member, gone.id)).seen_at = limit - timedelta(seconds=1)
        await session.flush()
        assert await absence.absent(session, limit) == [gone.id]
        for member_id in (gone.id, there.id):
            await absence.mark_offline(session, member_id, limit)
    async with transaction(engine) as session:
        assert (await session.get_one(Member, there.id)).presence is Presence.ONLINE
        ((member_id, conversation_id),) = await absence.orphaned(session, limit)
        assert member_id == gone.id
        await absence.let_go(session, member_id, conversation_id)
    async with reading(engine) as session:
        (row,) = await rows_of(session, [conversation_id])
        assert (row.conversation.state, row.assignee) == (State.QUEUED, None)


async def test_lists_and_search_take_the_signs_of_like_literally(engine: AsyncEngine) -> None:
    boss = await hire(engine, "boss", Role.SUPERVISOR)
    texts = ("打折100%吗", "打折1000吗", "a_b", "axb", "反斜\\杠")
    ids = {text: await waiting(engine, text) for text in texts}
    for typed, text in (("100%", "打折100%吗"), ("A_B", "a_b"), ("\\", "反斜\\杠")):
        async with reading(engine) as session:
            page = await lists.page(session, boss, Wanted(Listing.WAITING, typed))
            assert [row.conversation.id for row in page.rows] == [ids[text]]
            found = await searching.messages(session, boss, typed, 10)
            assert [each.message.text for each in found] == [text]


async def test_what_waits_comes_by_due_time_then_tier_then_age(engine: AsyncEngine) -> None:
    ids = [await waiting(engine) for _ in range(4)]
    due = now()
    async with transaction(engine) as session:
        for conversation_id, tier in zip(ids, (None, Tier.C, Tier.A, None), strict=True):
            case = await current(session, conversation_id)
            assert case is not None
            case.tier, case.due_at = tier, due
        last = await current(session, ids[3])
        assert last is not None
        last.due_at = due - timedelta(minutes=1)
    wang = await hire(engine, "wang")
    async with reading(engine) as session:
        page = await lists.page(session, wang, Wanted(Listing.WAITING))
    assert [row.conversation.id for row in page.rows] == [ids[3], ids[2], ids[1], ids[0]]


async def test_the_pages_of_a_list_neither_miss_nor_repeat(engine: AsyncEngine) -> None:
    wang = await hire(engine, "wang")
    ids = {await waiting(engine) for _ in range(5)}
    for conversation_id in ids:
        async with transaction(engine) as session:
            await claiming.claim(session, wang, conversation_id)
    seen, before = [], None
    while True:
        async with reading(engine) as session:
            wanted = Wanted(Listing.MINE, before=before, limit=2)
            page = await lists.page(session, wang, wanted)
        seen += [row.conversation.id for row in page.rows]
        if (before := page.next) is None:
            break
    assert len(seen) == 5
    assert {*seen} == ids


async def test_a_conversation_that_is_not_there_can_not_be_claimed(engine: AsyncEngine) -> None:
    wang = await hire(engine, "wang")
    with pytest.raises(NotFound):
        async with transaction(engine) as session:
            await claiming.claim(session, wang, "f" * 32)
