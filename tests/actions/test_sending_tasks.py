from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, city, done

from actions.outlets import FindOutlet
from actions.prohibited import CheckProhibited
from actions.quotes import AskPrice, AskTransitTime
from actions.task import Ask
from actions.turn import Entity


async def test_a_price_is_asked_together_and_asked_again_elsewhere(engine: AsyncEngine) -> None:
    talk = Talk(engine, AskPrice())
    assert asked(await talk.say("寄北京多少钱", city("北京", "to"))) == "origin"
    assert asked(await talk.say("杭州", city("杭州"))) == "weight_g"
    reply = done(await talk.say("3"))
    assert (reply.values["origin"], reply.values["destination"]) == ("浙江省杭州市", "北京市")
    assert reply.card is not None
    assert reply.card["weight_g"] == 3000
    fees = [option["price_fen"] for option in reply.card["options"]]
    assert fees == sorted(fees)
    again = done(await talk.say("那上海呢", city("上海")))
    assert (again.values["destination"], again.values["weight"]) == ("上海市", "3")


async def test_a_bulky_parcel_is_billed_by_its_size(engine: AsyncEngine) -> None:
    ends = (city("杭州", "from"), city("北京", "to"))
    light = Entity("weight", "1公斤", {"grams": 1000})
    reply = done(await Talk(engine, AskPrice()).say("60*50*40，1公斤", *ends, light))
    assert reply.response == "utter_quotes_price_volumetric"


async def test_a_place_that_nobody_knows_is_asked_for_again(engine: AsyncEngine) -> None:
    outcome = await Talk(engine, AskTransitTime()).say("几天", city("霍格沃茨", "from"))
    assert isinstance(outcome, Ask)
    assert (outcome.field, outcome.replies[0].response) == ("origin", "utter_places_unknown")


async def test_a_route_tells_its_days(engine: AsyncEngine) -> None:
    ends = (city("上海", "from"), city("成都", "to"))
    reply = done(await Talk(engine, AskTransitTime()).say("上海到成都几天", *ends))
    assert "天" in reply.values["services"]


async def test_outlets_are_listed_or_another_place_is_asked_for(engine: AsyncEngine) -> None:
    talk = Talk(engine, FindOutlet())
    assert asked(await talk.say("附近哪有网点")) == "outlet_place"
    assert asked(await talk.say("三沙", city("三沙"))) == "outlet_place"
    assert "余杭" in done(await talk.say("余杭", city("余杭"))).values["outlets"]


async def test_goods_are_graded_each_for_itself(engine: AsyncEngine) -> None:
    named = (Entity("item", "烟花"), Entity("item", "充电宝"))
    outcome = await Talk(engine, CheckProhibited()).say("能寄吗", *named)
    assert done(outcome).response == "utter_prohibited_forbidden"
    assert outcome.replies[1].response == "utter_prohibited_land_only"


async def test_goods_that_the_table_lacks_are_not_promised(engine: AsyncEngine) -> None:
    talk = Talk(engine, CheckProhibited())
    assert asked(await talk.say("这个能寄吗")) == "goods"
    assert done(await talk.say("时光机")).response == "utter_prohibited_unknown"
