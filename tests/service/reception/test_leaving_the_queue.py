import pytest
from fakes import Customer, FakeEngine, Service, frame, handover

from service.texts import words


async def queued(service: Service, engine: FakeEngine) -> Customer:
    engine.next.append(handover)
    customer = await service.open()
    await customer.send("转人工")
    await customer.settled()
    return customer


@pytest.mark.parametrize("said", ["取消排队", "不用了。", "不用了，谢谢", " 算了! ", "不等了"])
async def test_who_does_not_want_to_wait_is_back_with_the_assistant(
    service: Service, engine: FakeEngine, said: str
) -> None:
    customer = await queued(service, engine)
    await customer.send(said)
    page = await customer.read()
    assert (page["state"], "queue_position" in page) == ("bot", False)
    assert page["messages"][-1]["text"] == words("duty")["queue_left"]
    await customer.send("你好")
    assert (await customer.settled())[-1]["text"] == "答：你好"


async def test_other_words_in_the_queue_are_kept_for_the_person(
    service: Service, engine: FakeEngine
) -> None:
    customer = await queued(service, engine)
    await customer.send("我不用了三天就坏了")
    assert (await customer.read())["state"] == "queued"


async def test_outside_the_queue_the_words_go_to_the_engine(service: Service) -> None:
    customer = await service.open()
    await customer.send("取消排队")
    assert (await customer.settled())[-1]["text"] == "答：取消排队"


async def test_the_place_in_the_queue_is_shown_live(service: Service, engine: FakeEngine) -> None:
    customers = [await queued(service, engine) for _ in range(3)]
    sockets = [await customer.connect() for customer in customers]
    assert [(await frame(ws, "state"))["queue_position"] for ws in sockets] == [1, 2, 3]
    await customers[0].send("取消排队")
    assert (await frame(sockets[0], "state"))["state"] == "bot"
    assert [(await frame(ws, "state"))["queue_position"] for ws in sockets[1:]] == [1, 2]
