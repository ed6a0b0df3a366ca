"""Waiting for a person, talking with one, sending files, rating."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import expect
from web_mock import Mock
from web_widget import Widget

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
GIVE_FILE = """(target, [event, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(bytes)], "破损.png", {type: "image/png"}));
  const init = {bubbles: true, cancelable: true};
  target.dispatchEvent(event === "drop"
    ? new DragEvent("drop", {...init, dataTransfer: transfer})
    : new ClipboardEvent("paste", {...init, clipboardData: transfer}));
}"""


@pytest.fixture(autouse=True)
def _opened(widget: Widget) -> None:
    widget.open()


def test_a_person_is_always_in_reach(widget: Widget, mock: Mock) -> None:
    widget.button("转人工").click()
    expect(widget.says("customer")).to_have_text(["转人工"])


def test_the_queue_tells_the_place_live_and_can_be_left(widget: Widget, mock: Mock) -> None:
    mock.state("queued", queue_position=3)
    expect(widget.banner).to_contain_text("前面还有 2 位")
    mock.state("queued", queue_position=1)
    expect(widget.banner).to_contain_text("马上就到您了")
    widget.button("取消排队").click()
    expect(widget.says("customer")).to_have_text(["取消排队"])
    expect(widget.log).to_contain_text("已为您取消排队")
    expect(widget.banner).to_have_count(0)


def test_an_agent_is_named_and_seen_typing(widget: Widget, mock: Mock) -> None:
    mock.state("human", agent_name="小林")
    expect(widget.frame.locator("header").first).to_contain_text("小林 正在为您服务")
    expect(widget.button("转人工")).to_have_count(0)
    mock.agent_types()
    expect(widget.frame.get_by_label("小林正在输入")).to_be_visible()
    mock.say("您好", author="agent", author_name="小林")
    expect(widget.says("agent")).to_have_text(["您好"])
    expect(widget.frame.get_by_label("小林正在输入")).to_have_count(0)


def test_every_bubble_of_a_person_tells_who_wrote_it(widget: Widget, mock: Mock) -> None:
    mock.state("human", agent_name="小林")
    for name, text in (("小林", "您好"), ("小林", "请稍等"), ("王芳", "我来接手")):
        mock.say(text, author="agent", author_name=name)
    names = widget.frame.locator("[data-author=agent] > .meta")
    expect(names).to_contain_text(["小林", "王芳"])
    expect(names).to_have_count(2)
    mock.state("human", agent_name="王芳")
    expect(widget.frame.locator("header").first).to_contain_text("王芳 正在为您服务")
    mock.state("bot")
    expect(widget.frame.locator("header").first).to_contain_text("智能助手在线")


def test_an_idle_customer_is_warned_and_can_still_press_a_choice(
    widget: Widget, mock: Mock
) -> None:
    warning = "如果没有其他问题，会话将在5分钟后结束。"
    widget.send("我要退货")
    expect(widget.button("手作粗陶茶杯")).to_be_enabled()
    mock.say(warning, author="system")
    expect(widget.log).to_contain_text(warning)
    widget.button("手作粗陶茶杯").click()
    expect(widget.frame.locator(".card")).to_contain_text("待寄回")


def test_a_warning_reaches_a_closed_widget_as_unread(widget: Widget, mock: Mock) -> None:
    widget.close()
    mock.say("会话将在5分钟后结束。", author="system")
    expect(widget.badge).to_have_text("1")


def test_a_closed_conversation_goes_on_with_the_next_message(widget: Widget, mock: Mock) -> None:
    widget.send("你好呀")
    expect(widget.says("bot")).to_have_count(1)
    mock.say("会话已结束，感谢您的咨询。", author="system")
    mock.state("closed")
    expect(widget.banner).to_contain_text("直接发送消息即可继续")
    widget.send("还在吗")
    expect(widget.says("bot")).to_have_count(2)
    expect(widget.says("customer")).to_have_text(["你好呀", "还在吗"])
    expect(widget.banner).to_have_count(0)


def ask_for_rating(mock: Mock) -> None:
    mock.say("您的问题已处理完毕。", author="system", card={"kind": "rating"})


def test_a_resolved_case_is_rated_once(widget: Widget, mock: Mock) -> None:
    ask_for_rating(mock)
    widget.frame.get_by_label("4 星").check()
    expect(widget.button("提交评价")).to_be_in_viewport()
    widget.frame.get_by_label("说说您的感受（选填）").fill("很耐心")
    widget.button("提交评价").click()
    expect(widget.log).to_contain_text("感谢您的评价")
    expect(widget.button("提交评价")).to_have_count(0)
    widget.page.reload()
    widget.open()
    expect(widget.log).to_contain_text("感谢您的评价")
    expect(widget.frame.get_by_label("4 星")).to_have_count(0)
    assert mock.seen()["ratings"] == [{"stars": 4, "comment": "很耐心"}]


def test_who_rated_in_words_is_not_asked_any_more(widget: Widget, mock: Mock) -> None:
    ask_for_rating(mock)
    expect(widget.frame.get_by_label("4 星")).to_be_visible()
    mock.state("bot", rated=True)
    expect(widget.log).to_contain_text("感谢您的评价")


def test_a_closed_conversation_offers_a_new_one(widget: Widget, mock: Mock) -> None:
    widget.send("你好呀")
    expect(widget.says("bot")).to_have_count(1)
    mock.state("closed")
    widget.field.fill("换个问题")
    widget.button("重新开始").click()
    widget.ready()
    expect(widget.says("customer")).to_have_count(0)
    widget.button("发送").click()
    expect(widget.says("customer")).to_have_text(["换个问题"])


def test_a_picked_picture_is_sent_and_shown(widget: Widget, tmp_path: Path) -> None:
    picture = tmp_path / "破损.png"
    picture.write_bytes(PIXEL)
    widget.frame.locator("input[type=file]").set_input_files(picture)
    image = widget.log.locator("img")
    expect(image).to_be_visible()
    assert image.evaluate("e => e.naturalWidth") == 1


def test_ones_own_picture_stands_on_ones_own_side(widget: Widget, tmp_path: Path) -> None:
    wide = tmp_path / "远景.png"
    wide.write_bytes(widget.page.screenshot())
    widget.frame.locator("input[type=file]").set_input_files(wide)
    expect(widget.log.locator("img")).to_be_visible()
    picture, log = widget.log.locator("img").bounding_box(), widget.log.bounding_box()
    assert picture is not None
    assert log is not None
    assert picture["width"] == 220
    assert log["x"] + log["width"] - (picture["x"] + picture["width"]) < 40


def test_a_picture_that_comes_late_is_still_seen_whole(widget: Widget, tmp_path: Path) -> None:
    widget.send("寄 3 公斤到北京多少钱")
    expect(widget.says("bot")).to_have_count(1)
    photo = tmp_path / "破损.png"
    photo.write_bytes(widget.page.screenshot())
    widget.frame.locator("input[type=file]").set_input_files(photo)
    expect(widget.log.locator("img")).to_be_visible()
    expect(widget.frame.get_by_text("已送达")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("event", ["paste", "drop"])
def test_a_pasted_or_dropped_picture_is_sent(widget: Widget, event: str) -> None:
    widget.frame.locator(".panel").evaluate(GIVE_FILE, [event, list(PIXEL)])
    expect(widget.log.locator("img")).to_be_visible()


def test_a_file_of_the_wrong_kind_is_refused_in_chinese(
    widget: Widget, mock: Mock, tmp_path: Path
) -> None:
    program = tmp_path / "程序.exe"
    program.write_bytes(b"MZ")
    widget.frame.locator("input[type=file]").set_input_files(program)
    expect(widget.banner).to_contain_text("“程序.exe”的格式不支持")
    assert "POST /attachments" not in mock.seen()["calls"]


def test_a_file_too_large_is_refused_in_chinese(widget: Widget, mock: Mock, tmp_path: Path) -> None:
    photo = tmp_path / "照片.png"
    photo.write_bytes(PIXEL + bytes(8 * 1024 * 1024))
    widget.frame.locator("input[type=file]").set_input_files(photo)
    expect(widget.banner).to_contain_text("“照片.png”超过 8 MB")
    assert "POST /attachments" not in mock.seen()["calls"]
