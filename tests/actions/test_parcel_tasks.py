from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, buyer_of, done, known, number

from actions.couriers import ContactCourier
from actions.delivery import ReportNotReceived, UrgeDelivery
from actions.delivery_time import AskDeliveryTime
from actions.redirect import ChangeAddress, InterceptShipment, RescheduleDelivery
from actions.signing_in import IDENTITY
from actions.task import Ask
from actions.turn import Entity
from backend.clock import now
from backend.database import reading
from backend.orders.models import OrderState
from backend.tickets.models import Ticket, TicketKind

OUT = number("waybill_no", "SF1234567890123")
STALLED = number("waybill_no", "78300000000012")
AT_STATION = number("waybill_no", "JDVA00000000013")
SIGNED_BY_ANOTHER = number("waybill_no", "YT7700000000011")
LEAVING = number("waybill_no", "SF1510000000051")
TAIL = number("phone_tail", "1234")
NEW_HOME = Entity("address", "杭州市西湖区文三路90号")


async def filed(engine: AsyncEngine, kind: TicketKind) -> int:
    """How many tickets of the kind there are from this conversation."""
    async with reading(engine) as session:
        query = select(func.count(Ticket.id)).where(
            Ticket.kind == kind, Ticket.conversation_id == "c1"
        )
        return await session.scalar(query) or 0


def time_from(hours: int) -> Entity:
    start = now() + timedelta(hours=hours)
    normal = {"from": start.isoformat(), "to": (start + timedelta(hours=2)).isoformat()}
    return Entity("time", "那时候", normal)


async def test_the_time_is_told_to_who_knows_the_phone(engine: AsyncEngine) -> None:
    talk = Talk(engine, AskDeliveryTime())
    assert asked(await talk.say("几点到", OUT)) == "phone_tail"
    reply = done(await talk.say("1234", TAIL))
    assert reply.response.startswith("utter_tracking_")
    assert reply.values["waybill_no"] == OUT.value


async def test_a_wrong_phone_is_told_nothing(engine: AsyncEngine) -> None:
    talk = Talk(engine, AskDeliveryTime())
    outcome = await talk.say("几点到，尾号0000", OUT, number("phone_tail", "0000"))
    assert isinstance(outcome, Ask)
    assert outcome.replies[0].response == "utter_tracking_not_found"
    assert outcome.forget == ("phone_tail",)


async def test_what_waits_at_a_station_has_arrived(engine: AsyncEngine) -> None:
    talk = Talk(engine, AskDeliveryTime(), await known(engine, "demo-lin"))
    assert done(await talk.say("几点到", AT_STATION)).response == "utter_tracking_awaiting_pickup"


async def test_the_courier_can_be_called_while_out_for_delivery(engine: AsyncEngine) -> None:
    talk = Talk(engine, ContactCourier())
    reply = done(await talk.say("电话多少", OUT, TAIL))
    assert reply.response == "utter_tracking_courier"
    assert reply.values["phone"]


async def test_a_stalled_parcel_is_hurried_once(engine: AsyncEngine) -> None:
    talk = Talk(engine, UrgeDelivery(), await known(engine, "demo-lin"))
    reply = done(await talk.say("催一下", STALLED))
    again = done(await talk.say("再催一下", STALLED))
    assert again.response == "utter_delivery_urged_again"
    assert again.values["ticket_no"] == reply.values["ticket_no"]


async def test_what_is_signed_for_cannot_be_hurried(engine: AsyncEngine) -> None:
    talk = Talk(engine, UrgeDelivery(), await known(engine, "demo-lin"))
    assert done(await talk.say("催一下", SIGNED_BY_ANOTHER)).response == "utter_delivery_signed"


async def test_an_order_is_hurried_before_there_is_a_parcel(engine: AsyncEngine) -> None:
    asker, order_no = await buyer_of(engine, OrderState.PAID)
    talk = Talk(engine, UrgeDelivery(), asker)
    reply = done(await talk.say("快点发货", number("order_no", order_no), intent="urge_delivery"))
    assert reply.response == "utter_delivery_order_urged"
    assert await filed(engine, TicketKind.ORDER) == 1


async def test_what_nobody_received_is_investigated(engine: AsyncEngine) -> None:
    talk = Talk(engine, ReportNotReceived(), await known(engine, "demo-lin"))
    reply = done(await talk.say("没收到", SIGNED_BY_ANOTHER))
    assert reply.response.startswith("utter_delivery_investigated")
    assert reply.card is not None
    assert reply.card["ticket_no"] == reply.values["ticket_no"]


async def test_a_station_without_consent_becomes_a_complaint(engine: AsyncEngine) -> None:
    talk = Talk(engine, ReportNotReceived(), await known(engine, "demo-lin"))
    assert asked(await talk.say("没收到", AT_STATION)) == "consented"
    reply = done(await talk.say("没经过我同意"))
    assert reply.response == "utter_delivery_left_without_consent"
    assert await filed(engine, TicketKind.COMPLAINT) == 1


async def test_a_visitor_is_asked_to_sign_in_for_more(engine: AsyncEngine) -> None:
    assert asked(await Talk(engine, ReportNotReceived()).say("没收到", AT_STATION)) == IDENTITY


async def test_an_address_is_changed_only_after_a_yes_to_the_fee(engine: AsyncEngine) -> None:
    talk = Talk(engine, ChangeAddress(), await known(engine, "demo-lin"))
    assert asked(await talk.say("改地址", OUT)) == "new_recipient"
    outcome = await talk.say("新地址", NEW_HOME)
    assert isinstance(outcome, Ask)
    assert outcome.field == "change_confirmed"
    assert outcome.replies[0].response == "utter_redirect_change_fee"
    assert await filed(engine, TicketKind.CHANGE_ADDRESS) == 0
    reply = done(await talk.say("好", intent="affirm"))
    assert reply.response == "utter_redirect_change_requested"
    assert await filed(engine, TicketKind.CHANGE_ADDRESS) == 1


async def test_a_no_with_another_address_asks_again(engine: AsyncEngine) -> None:
    talk = Talk(engine, ChangeAddress(), await known(engine, "demo-lin"))
    await talk.say("改地址", OUT, NEW_HOME)
    other = Entity("address", "杭州市滨江区江南大道1号")
    outcome = await talk.say("不对", other, intent="deny")
    assert isinstance(outcome, Ask)
    assert outcome.replies[0].values["to"] == other.value


async def test_the_recipient_cannot_intercept_but_the_merchant_can(engine: AsyncEngine) -> None:
    buyer = Talk(engine, InterceptShipment(), await known(engine, "demo-wang"))
    reply = done(await buyer.say("拦截", LEAVING))
    assert reply.response == "utter_tracking_only_for_sender"
    talk = Talk(engine, InterceptShipment(), await known(engine, "demo-qinghe"))
    assert asked(await talk.say("拦截", LEAVING)) == "intercept_confirmed"
    assert done(await talk.say("不了", intent="deny")).response == "utter_redirect_left"
    assert await filed(engine, TicketKind.INTERCEPT) == 0


async def test_a_yes_to_one_parcel_intercepts_no_other(engine: AsyncEngine) -> None:
    talk = Talk(engine, InterceptShipment(), await known(engine, "demo-qinghe"))
    await talk.say("拦截", LEAVING)
    await talk.say("好", intent="affirm")
    outcome = await talk.say("那这个呢", number("waybill_no", "9800000000052"))
    assert done(outcome).response == "utter_redirect_intercept_not_now"


async def test_another_time_and_way_are_noted(engine: AsyncEngine) -> None:
    talk = Talk(engine, RescheduleDelivery(), await known(engine, "demo-lin"))
    assert asked(await talk.say("改一下", OUT)) == "delivery_wish"
    reply = done(await talk.say("晚点送，放门卫", time_from(20)))
    assert reply.response == "utter_redirect_rescheduled"


async def test_a_time_that_is_over_is_asked_for_again(engine: AsyncEngine) -> None:
    talk = Talk(engine, RescheduleDelivery(), await known(engine, "demo-lin"))
    outcome = await talk.say("昨天送", OUT, time_from(-30))
    assert isinstance(outcome, Ask)
    assert outcome.forget == ("delivery_wish",)
