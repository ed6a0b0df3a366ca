from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, done

from actions.handover import RequestHuman
from actions.rating import RateService
from actions.turn import Entity
from backend.conversations.models import Conversation, Rating
from backend.database import reading, transaction


async def test_a_rating_counts_once(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        session.add(Conversation(id="c1", channel="web"))
    talk = Talk(engine, RateService())
    assert asked(await talk.say("我要评价")) == "stars"
    assert done(await talk.say("2")).response == "utter_rating_bad"
    async with reading(engine) as session:
        rating = await session.get(Rating, "c1")
    assert rating is not None
    assert rating.stars == 2
    again = await Talk(engine, RateService()).say("五星", Entity("rating", "五星", {"stars": 5}))
    assert done(again).response == "utter_rating_given_before"


async def test_a_person_is_called(engine: AsyncEngine) -> None:
    assert done(await Talk(engine, RequestHuman()).say("转人工")).handover
