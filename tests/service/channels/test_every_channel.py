"""What holds for each channel alike."""

import asyncio

import pytest
from aiohttp import web
from fakes import FakeEngine, Json, Service, offering
from lines import IN_WORDS, WITH_BUTTONS, WITH_TOKENS, Line

from cli.simulators.base import BUSY, DOWN, PNG, REFUSED, STALE, Shown


def only(kinds: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", kinds, indirect=True)


async def test_a_message_is_answered_on_its_platform(line: Line) -> None:
    await line.say("你好", "m-1")
    assert await line.seen() == Shown(line.platform.user, "答：你好")


async def test_it_is_acknowledged_within_a_second_with_the_engine_frozen(
    line: Line, engine: FakeEngine
) -> None:
    answer, thaw = engine.frozen()
    engine.next.append(answer)
    await asyncio.wait_for(line.say("你好", "m-1"), 60)
    thaw.set()
    assert (await line.seen()).text == "答：你好"


async def test_repeats_count_once(line: Line, engine: FakeEngine) -> None:
    for at in (0, -60, -120, -240):
        assert await line.send(line.platform.said("你好", "m-1", at=at)) in (200, 202)
    assert (await line.seen()).text == "答：你好"
    await line.say("再见", "m-2")
    assert (await line.seen()).text == "答：再见"
    assert [asked["text"] for asked in engine.asked] == ["你好", "再见"]


async def test_two_users_have_two_conversations(line: Line, engine: FakeEngine) -> None:
    await line.say("甲", "m-1")
    await line.say("乙", "m-2", user="2002")
    seen = {(shown.user, shown.text) for shown in [await line.seen(), await line.seen()]}
    assert seen == {(line.platform.user, "答：甲"), ("2002", "答：乙")}
    assert len({asked["conversation_id"] for asked in engine.asked}) == 2


@only(WITH_BUTTONS)
async def test_a_button_presses_its_choice(line: Line, engine: FakeEngine) -> None:
    engine.next.append(offering)
    await line.say("帮助", "m-1")
    shown = await line.seen()
    ((key, title),) = shown.options
    assert (shown.text, title) == ("请选择", "查物流")
    await line.send(line.platform.pressed(key, title, "m-2"))
    await line.seen()
    assert engine.asked[-1]["payload"] == "/track_shipment"


async def test_a_number_presses_the_choice_of_that_number(line: Line, engine: FakeEngine) -> None:
    engine.next.append(offering)
    await line.say("帮助", "m-1")
    await line.seen()
    await line.say("回复1", "m-2")
    await line.seen()
    assert engine.asked[-1]["payload"] == "/track_shipment"


async def test_a_number_is_a_number_when_nothing_was_offered(
    line: Line, engine: FakeEngine
) -> None:
    await line.say("1", "m-1")
    await line.seen()
    assert engine.asked[-1]["text"] == "1"


async def carded(_asked: Json) -> web.StreamResponse:
    card = {
        "kind": "tracking",
        "carrier": "顺丰速运",
        "waybill_no": "SF1234567890123",
        "status_text": "派送中",
        "pickup_point": None,
        "expected_at": "2026-11-23T10:00:00+00:00",
        "events": [{"time": "2026-11-23T01:30:00+00:00", "text": "快件正在派送"}],
    }
    return web.json_response({"messages": [{"text": "查到了", "card": card}]})


@only(IN_WORDS)
async def test_a_card_is_put_into_words(line: Line, engine: FakeEngine) -> None:
    engine.next.append(carded)
    await line.say("查快递", "m-1")
    assert (await line.seen()).text == (
        "查到了\n\n顺丰速运 SF1234567890123：派送中\n预计送达：11月23日 18:00\n"
        "· 11月23日 09:30 快件正在派送"
    )


async def test_a_picture_reaches_the_engine_and_what_follows_waits_for_it(
    line: Line, engine: FakeEngine
) -> None:
    line.platform.failing.append(BUSY)
    await line.send(line.platform.photo(PNG, "m-1"))
    await line.say("看看", "m-2")
    await line.read(2)
    first, second = engine.asked
    (file,) = first["metadata"]["attachments"]
    assert (file["media_type"], file["size"]) == ("image/png", len(PNG))
    assert second["text"] == "看看"


async def test_a_picture_that_cannot_be_had_is_asked_for_again(line: Line) -> None:
    await line.send(line.platform.photo(b"MZ no picture at all", "m-1"))
    assert "重新发送" in (await line.seen()).text


@pytest.mark.parametrize("way", [BUSY, DOWN])
async def test_a_reply_is_tried_again_until_it_arrives(line: Line, way: str) -> None:
    line.platform.failing.extend([way, way])
    await line.say("第一句", "m-1")
    assert (await line.seen()).text == "答：第一句"
    assert line.platform.tries == 3


async def test_a_refusal_for_good_is_not_tried_again_and_the_next_reply_goes_out(
    line: Line,
) -> None:
    line.platform.failing.append(REFUSED)
    await line.say("第一句", "m-1")
    await line.say("第二句", "m-2")
    assert (await line.seen()).text == "答：第二句"
    assert line.platform.tries == 2


@only(WITH_TOKENS)
async def test_a_token_that_is_no_longer_good_is_replaced(line: Line) -> None:
    await line.say("第一句", "m-1")
    await line.seen()
    line.platform.failing.append(STALE)
    await line.say("第二句", "m-2")
    assert (await line.seen()).text == "答：第二句"
    assert line.platform.tokens == 2


async def test_a_channel_without_credentials_is_off(kind: str, service: Service) -> None:
    assert (await service.http.post(f"/api/v1/channels/{kind}", data=b"{}")).status == 404
