"""Writing, sending, and staying connected."""

import pytest
from playwright.sync_api import expect
from web_mock import Mock
from web_widget import Widget

LOST = "网络连接中断，正在重连…"


@pytest.fixture(autouse=True)
def _opened(widget: Widget) -> None:
    widget.open()


def test_a_suggestion_is_sent_as_the_customers_own_message(widget: Widget, mock: Mock) -> None:
    widget.button("我的快递到哪了").click()
    expect(widget.says("customer")).to_have_text(["我的快递到哪了"])
    assert mock.texts() == ["我的快递到哪了"]


def test_enter_sends_and_shift_enter_breaks_the_line(widget: Widget, mock: Mock) -> None:
    widget.field.type("第一行")
    widget.field.press("Shift+Enter")
    widget.field.type("第二行")
    assert mock.texts() == []
    widget.field.press("Enter")
    expect(widget.says("customer")).to_have_count(1)
    assert mock.texts() == ["第一行\n第二行"]
    expect(widget.field).to_have_value("")


@pytest.mark.parametrize("key", ["{isComposing: true}", "{keyCode: 229}"])
def test_the_enter_of_an_input_method_never_sends(widget: Widget, mock: Mock, key: str) -> None:
    widget.field.fill("ni hao")
    widget.field.evaluate(
        f"""e => e.dispatchEvent(new KeyboardEvent("keydown",
                 {{key: "Enter", bubbles: true, cancelable: true, ...{key}}}))"""
    )
    expect(widget.field).to_have_value("ni hao")
    expect(widget.frame.locator(".bubble--own")).to_have_count(0)
    assert mock.texts() == []


def test_a_message_ends_at_a_thousand_characters_and_says_so(widget: Widget) -> None:
    widget.field.fill("字" * 899)
    expect(widget.frame.locator(".composer__count")).to_have_count(0)
    widget.field.fill("字" * 999)
    widget.field.press("End")
    widget.field.type("多余的字")
    expect(widget.field).to_have_value("字" * 999 + "多")
    expect(widget.frame.locator(".composer__count")).to_have_text("1000/1000")


def test_white_space_alone_is_not_sent(widget: Widget, mock: Mock) -> None:
    widget.send("  \n ")
    expect(widget.button("发送")).to_be_disabled()
    assert mock.texts() == []


def test_a_sent_message_is_marked_delivered(widget: Widget) -> None:
    widget.send("你好呀")
    expect(widget.frame.locator(".row--own .meta")).to_have_text(["已送达"])


def test_a_failed_message_can_be_sent_again(widget: Widget, mock: Mock) -> None:
    mock.set(failSends=1)
    widget.send("你好呀")
    expect(widget.frame.locator(".meta--bad")).to_contain_text("服务暂时不可用")
    widget.button("重试").click()
    expect(widget.says("customer")).to_have_text(["你好呀"])
    expect(widget.frame.locator(".meta--bad")).to_have_count(0)


def test_a_retry_of_a_message_that_did_arrive_does_not_double_it(
    widget: Widget, mock: Mock
) -> None:
    """The service stored it, but its answer was lost on the way."""
    mock.set(refuseSockets=True, loseAnswers=1)
    mock.drop_sockets()
    widget.send("你好呀")
    retry = widget.button("重试")
    retry.click()
    expect(widget.frame.locator(".bubble--own")).to_have_text(["你好呀"])
    expect(retry).to_have_count(0)
    mock.set(refuseSockets=False)
    expect(widget.says("bot")).to_have_count(1)
    expect(widget.says("customer")).to_have_text(["你好呀"])
    assert mock.texts() == ["你好呀"]


def test_what_was_missed_during_a_drop_arrives_in_order(widget: Widget, mock: Mock) -> None:
    mock.say("第一条")
    expect(widget.says("bot")).to_have_count(1)
    mock.set(refuseSockets=True)
    mock.drop_sockets()
    expect(widget.banner).to_have_text(LOST)
    mock.say("第二条")
    widget.send("我还在")
    expect(widget.says("customer")).to_have_text(["我还在"])
    mock.say("第三条")
    mock.set(refuseSockets=False)
    expect(widget.banner).to_have_count(0)
    expect(widget.frame.locator("[data-author] .bubble")).to_contain_text(
        ["第一条", "第二条", "我还在", "第三条"]
    )


def test_without_sockets_it_polls(widget: Widget, mock: Mock) -> None:
    mock.set(refuseSockets=True)
    mock.drop_sockets()
    expect(widget.banner).to_have_text(LOST)
    expect(widget.banner).to_have_count(0, timeout=20_000)
    widget.send("我要退货")
    expect(widget.says("bot")).to_contain_text("请问您要退哪一件商品")


def test_a_thinking_assistant_is_seen_to_think(widget: Widget) -> None:
    widget.send("你好呀")
    expect(widget.frame.get_by_label("智能助手正在输入")).to_be_visible()
    expect(widget.says("bot")).to_have_count(1)
    expect(widget.frame.get_by_label("智能助手正在输入")).to_have_count(0)


def test_a_choice_is_answered_once(widget: Widget, mock: Mock) -> None:
    widget.send("我要退货")
    widget.button("手作粗陶茶杯").click()
    expect(widget.says("customer")).to_have_text(["我要退货", "手作粗陶茶杯"])
    expect(widget.button("手作粗陶茶杯")).to_be_disabled()
    expect(widget.frame.locator(".card")).to_contain_text("待寄回")


class TestThumbs:
    def test_an_answer_gets_a_thumb_and_the_last_word_counts(
        self, widget: Widget, mock: Mock
    ) -> None:
        widget.send("寄 3 公斤到北京多少钱")
        widget.button("有帮助").click()
        expect(widget.log).to_contain_text("感谢您的反馈")
        widget.button("没有帮助").click()
        expect(widget.log).to_contain_text("抱歉没帮到您")
        expect(widget.button("没有帮助")).to_have_attribute("aria-pressed", "true")
        expect(widget.button("有帮助")).to_have_attribute("aria-pressed", "false")
        assert [row.get("helpful") for row in mock.seen()["messages"]] == [None, False]
        widget.page.reload()
        widget.open()
        expect(widget.button("没有帮助")).to_have_attribute("aria-pressed", "true")

    def test_a_thumb_that_did_not_get_through_is_taken_back_and_said(
        self, widget: Widget, mock: Mock
    ) -> None:
        widget.send("寄 3 公斤到北京多少钱")
        expect(widget.button("有帮助")).to_be_visible()
        mock.set(failSends=1)
        widget.button("有帮助").click()
        expect(widget.banner).to_contain_text("服务暂时不可用")
        expect(widget.button("有帮助")).to_have_attribute("aria-pressed", "false")

    def test_only_the_end_of_an_answer_of_the_assistants_can_have_one(
        self, widget: Widget, mock: Mock
    ) -> None:
        for text in ("第一句", "第二句"):
            mock.say(text)
        mock.say("客服小林已接入", author="system")
        mock.say("您好", author="agent", author_name="小林")
        expect(widget.says("agent")).to_have_count(1)
        expect(widget.button("有帮助")).to_have_count(1)
        mock.say("请验证", card={"kind": "verify_phone"})
        mock.say("选哪一件？", choices=[{"id": "1-1", "title": "茶杯"}])
        expect(widget.button("茶杯")).to_be_visible()
        expect(widget.button("有帮助")).to_have_count(1)


def test_markup_is_text(widget: Widget, mock: Mock) -> None:
    attack = "<img src=x onerror=\"document.title='broken'\"><b>粗</b>"
    mock.say(attack)
    expect(widget.says("bot")).to_have_text([attack])
    expect(widget.log.locator("img, b")).to_have_count(0)
