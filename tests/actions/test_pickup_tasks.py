from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, done, known

from actions.orders import CancelOrder
from actions.pickup import BookPickup, UrgePickup
from actions.task import Ask
from actions.turn import Entity
from backend.clock import SHANGHAI, local, now
from backend.database import reading
from backend.pickups.models import Pickup, PickupState

TOMORROW = local(now()).date() + timedelta(days=1)
ADDRESS = Entity("address", "浙江省杭州市余杭区文一西路969号")


def tomorrow(hour: int) -> Entity:
    start = datetime.combine(TOMORROW, time(hour), SHANGHAI)
    end = start + timedelta(hours=2, seconds=-1)
    return Entity("time", "明天", {"from": start.isoformat(), "to": end.isoformat()})


async def booked(engine: AsyncEngine) -> Talk:
    talk = Talk(engine, BookPickup())
    assert (
        asked(await talk.say("寄件", Entity("item", "书"), ADDRESS, tomorrow(9))) == "contact_name"
    )
    assert asked(await talk.say("王建国")) == "contact_phone"
    assert asked(await talk.say("13900005678")) == "pickup_confirmed"
    return talk


async def test_a_courier_is_booked_once_everything_is_confirmed(engine: AsyncEngine) -> None:
    talk = await booked(engine)
    reply = done(await talk.say("确认", intent="affirm"))
    async with reading(engine) as session:
        pickup = (await session.scalars(select(Pickup).where(Pickup.conversation_id == "c1"))).one()
    assert reply.values["pickup_no"] == pickup.pickup_no
    assert (pickup.contact_name, pickup.city) == ("王建国", "杭州市")
    assert local(pickup.window_start) == datetime.combine(TOMORROW, time(9), SHANGHAI)


async def test_a_correction_at_the_end_changes_the_booking(engine: AsyncEngine) -> None:
    talk = await booked(engine)
    assert asked(await talk.say("不对", intent="deny")) == "correction"
    assert asked(await talk.say("改到下午", tomorrow(14))) == "pickup_confirmed"
    assert "14:00–16:00" in done(await talk.say("好", intent="affirm")).values["window"]


async def test_the_night_and_what_may_not_be_sent_are_refused(engine: AsyncEngine) -> None:
    talk = Talk(engine, BookPickup(), await known(engine, "demo-lin"))
    assert asked(await talk.say("寄件", Entity("item", "烟花"))) == "goods"
    assert asked(await talk.say("书")) == "pickup_address"
    assert asked(await talk.say("杭州")) == "pickup_address"
    outcome = await talk.say("夜里", ADDRESS, tomorrow(21))
    assert isinstance(outcome, Ask)
    assert outcome.forget == ("pickup_time",)


async def test_the_only_courier_awaited_is_hurried_and_called_off(engine: AsyncEngine) -> None:
    await (await booked(engine)).say("确认", intent="affirm")
    assert done(await Talk(engine, UrgePickup()).say("催")).response == "utter_pickup_not_due"
    talk = Talk(engine, CancelOrder())
    assert asked(await talk.say("不寄了")) == "cancel_confirmed"
    assert done(await talk.say("对", intent="affirm")).response == "utter_pickup_cancelled"
    async with reading(engine) as session:
        state = await session.scalar(select(Pickup.state).where(Pickup.conversation_id == "c1"))
    assert state is PickupState.CANCELLED


async def test_without_a_booking_one_is_offered(engine: AsyncEngine) -> None:
    assert done(await Talk(engine, UrgePickup()).say("怎么没来")).response == "utter_pickup_none"
