"""Forms within the conversation: leaving a message, proving a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect
from web_axe import violations
from web_mock import Mock
from web_widget import Widget

CODE = "246810"


def offer_to_leave(widget: Widget, mock: Mock, *, phone_known: bool = False) -> Locator:
    mock.say(
        "暂时没有客服在线，您可以留言。",
        author="system",
        card={"kind": "leave_message", "phone_known": phone_known},
        choices=[{"id": "1-1", "title": "我要留言"}, {"id": "1-2", "title": "不用了"}],
    )
    return widget.frame.get_by_role("form", name="给客服留言")


def ask_for_proof(widget: Widget, mock: Mock) -> Locator:
    mock.say("请先验证手机号。", card={"kind": "verify_phone"})
    return widget.frame.get_by_role("form", name="验证手机号")


def code_sent(form: Locator) -> None:
    form.get_by_label("手机号").fill("138 0000 1234")
    form.get_by_role("button", name="获取验证码").click()
    expect(form.get_by_label("验证码已发送至 13800001234")).to_be_focused()


def give(form: Locator, code: str) -> None:
    form.get_by_label("验证码已发送至").fill(code)
    form.get_by_role("button", name="验证", exact=True).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_forms(widget: Widget, mock: Mock, scheme: str) -> None:
    widget.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of its literals
    widget.open()
    proof, leaving = ask_for_proof(widget, mock), offer_to_leave(widget, mock)
    frame = next(frame for frame in widget.page.frames if "/widget/" in frame.url)
    expect(leaving).to_be_visible()
    assert violations(frame) == []
    code_sent(proof)
    give(proof, "000000")
    expect(proof.get_by_role("alert")).to_contain_text("验证码不正确")
    widget.button("提交留言").click()
    expect(leaving.get_by_role("alert")).to_have_text("请填写留言内容")
    assert violations(frame) == []


class TestLeavingAMessage:
    @pytest.fixture(autouse=True)
    def _opened(self, widget: Widget) -> None:
        widget.open()

    def test_a_left_message_is_confirmed_with_its_ticket(self, widget: Widget, mock: Mock) -> None:
        form = offer_to_leave(widget, mock)
        form.get_by_label("留言内容").fill("包裹破了，请回电")
        form.get_by_label("联系电话").fill("+86 138-0000-1234")
        widget.button("提交留言").click()
        card = widget.frame.locator(".card")
        for fact in ("留言已提交", "LY20261123008", "11/24 20:00"):
            expect(card).to_contain_text(fact)
        expect(form).to_have_count(0)
        expect(widget.says("customer")).to_have_text(["包裹破了，请回电"])
        assert mock.seen()["left"] == [{"text": "包裹破了，请回电", "phone": "13800001234"}]

    def test_the_phone_may_be_left_out(self, widget: Widget, mock: Mock) -> None:
        form = offer_to_leave(widget, mock, phone_known=True)
        expect(form.get_by_placeholder("不填则使用账户手机号")).to_be_visible()
        form.get_by_label("留言内容").fill("请回电")
        widget.button("提交留言").click()
        expect(widget.frame.locator(".card")).to_contain_text("留言已提交")
        assert mock.seen()["left"] == [{"text": "请回电"}]

    @pytest.mark.parametrize(
        ("text", "phone", "problem"),
        [
            ("  ", "", "请填写留言内容"),
            ("请回电", "12345", "请输入正确的 11 位手机号"),
            ("请回电", "电话是多少", "请输入正确的 11 位手机号"),
        ],
    )
    def test_what_is_wrong_is_said_before_anything_is_sent(
        self, widget: Widget, mock: Mock, text: str, phone: str, problem: str
    ) -> None:
        form = offer_to_leave(widget, mock)
        form.get_by_label("留言内容").fill(text)
        form.get_by_label("联系电话").fill(phone)
        widget.button("提交留言").click()
        expect(form.get_by_role("alert")).to_have_text(problem)
        assert "POST /left-messages" not in mock.seen()["calls"]

    def test_a_refused_message_stays_to_be_sent_again(self, widget: Widget, mock: Mock) -> None:
        mock.set(failSends=1)
        form = offer_to_leave(widget, mock)
        form.get_by_label("留言内容").fill("请回电")
        widget.button("提交留言").click()
        expect(form.get_by_role("alert")).to_have_text("服务暂时不可用，请稍后再试。")
        widget.button("提交留言").click()
        expect(widget.frame.locator(".card")).to_contain_text("留言已提交")
        assert mock.seen()["left"] == [{"text": "请回电"}]

    def test_sent_again_after_a_lost_answer_it_is_filed_once(
        self, widget: Widget, mock: Mock
    ) -> None:
        mock.set(loseAnswers=1)
        form = offer_to_leave(widget, mock)
        form.get_by_label("留言内容").fill("请回电")
        widget.button("提交留言").click()
        expect(form.get_by_role("alert")).to_have_text("没有提交成功，请稍后再试")
        widget.button("提交留言").click()
        expect(widget.frame.locator(".card")).to_contain_text("留言已提交")
        assert mock.seen()["left"] == [{"text": "请回电"}]

    def test_the_form_goes_when_the_customer_goes_on_instead(
        self, widget: Widget, mock: Mock
    ) -> None:
        form = offer_to_leave(widget, mock)
        expect(form).to_be_visible()
        expect(widget.button("我要留言")).to_have_count(0)
        widget.send("那帮我查运费")
        expect(form).to_have_count(0)

    def test_what_was_begun_in_the_form_is_not_lost(self, widget: Widget, mock: Mock) -> None:
        form = offer_to_leave(widget, mock)
        form.get_by_label("留言内容").fill("我的包裹")
        widget.send("等一下")
        expect(widget.says("bot")).to_have_count(1)
        expect(form.get_by_label("留言内容")).to_have_value("我的包裹")


class TestProvingAPhone:
    def test_the_right_code_signs_in_and_the_conversation_goes_on(
        self, widget: Widget, mock: Mock
    ) -> None:
        widget.open()
        widget.send("你好呀")
        expect(widget.says("bot")).to_have_count(1)
        form = ask_for_proof(widget, mock)
        code_sent(form)
        give(form, CODE)
        expect(widget.log).to_contain_text("身份已确认")
        expect(form).to_have_count(0)
        expect(widget.says("customer")).to_have_text(["你好呀"])
        assert mock.seen()["codes"] == ["13800001234"]
        mock.say("还有什么可以帮您？")
        expect(widget.log).to_contain_text("还有什么可以帮您？")
        widget.button("查物流").click()
        expect(widget.frame.get_by_role("dialog").locator(".order")).to_have_count(2)

    def test_a_reload_keeps_the_proof(self, widget: Widget, mock: Mock) -> None:
        widget.open()
        form = ask_for_proof(widget, mock)
        code_sent(form)
        give(form, CODE)
        expect(widget.log).to_contain_text("身份已确认")
        widget.page.reload()
        widget.open()
        expect(widget.log).to_contain_text("身份已确认")
        expect(form).to_have_count(0)

    def test_a_wrong_code_can_be_corrected(self, widget: Widget, mock: Mock) -> None:
        widget.open()
        form = ask_for_proof(widget, mock)
        code_sent(form)
        give(form, "000000")
        expect(form.get_by_role("alert")).to_contain_text("验证码不正确或已失效")
        mock.say("我还在听")
        expect(widget.log).to_contain_text("我还在听")
        give(form, CODE)
        expect(widget.log).to_contain_text("身份已确认")

    @pytest.mark.parametrize("phone", ["", "1380000", "23800001234"])
    def test_a_wrong_number_is_sent_no_code(self, widget: Widget, mock: Mock, phone: str) -> None:
        widget.open()
        form = ask_for_proof(widget, mock)
        form.get_by_label("手机号").fill(phone)
        form.get_by_role("button", name="获取验证码").click()
        expect(form.get_by_role("alert")).to_have_text("请输入正确的 11 位手机号")
        assert mock.seen()["codes"] == []

    def test_too_many_codes_are_refused_in_chinese(self, widget: Widget, mock: Mock) -> None:
        mock.set(refuseCodes=True)
        widget.open()
        form = ask_for_proof(widget, mock)
        form.get_by_label("手机号").fill("13800001234")
        form.get_by_role("button", name="获取验证码").click()
        expect(form.get_by_role("alert")).to_have_text("获取验证码太频繁了，请稍后再试。")

    def test_another_code_can_be_had_after_a_minute_or_for_another_phone_at_once(
        self, page: Page, mock: Mock
    ) -> None:
        page.clock.install()
        widget = Widget(page)
        widget.visit(mock.host())
        widget.open()
        form = ask_for_proof(widget, mock)
        code_sent(form)
        waiting = form.get_by_role("button", name="秒后可重新获取")
        again = form.get_by_role("button", name="重新获取验证码")
        expect(waiting).to_be_disabled()
        page.clock.run_for(61_000)
        expect(again).to_be_enabled()
        again.click()
        expect(waiting).to_be_disabled()
        form.get_by_label("手机号").fill("13900005678")
        again.click()
        expect(form.get_by_label("验证码已发送至 13900005678")).to_be_visible()
        assert mock.seen()["codes"] == ["13800001234", "13800001234", "13900005678"]
