"""Sizes, themes, languages, accessibility, weight."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect
from web_axe import violations
from web_mock import Mock
from web_widget import Widget

WEB = Path(__file__).parents[2] / "web"


def everything_shown(widget: Widget, mock: Mock) -> Frame:
    """Opens the widget and fills it with every kind of thing it can show."""
    widget.open()
    for question in ("我的快递到哪了", "寄东西多少钱", "我要理赔", "我的订单", "我要退货"):
        answered = widget.says("bot").count()
        widget.send(question)
        expect(widget.says("bot")).to_have_count(answered + 1)
    widget.button("有帮助").last.click()
    mock.set(failSends=1)
    widget.send("这条会失败")
    expect(widget.frame.locator(".meta--bad")).to_be_visible()
    mock.state("human", agent_name="小林")
    mock.say("您好", author="agent", author_name="小林")
    mock.say("客服小林已接入", author="system")
    mock.say("请先验证手机号。", card={"kind": "verify_phone"})
    mock.say("您可以留言。", author="system", card={"kind": "leave_message"})
    widget.button("提交留言").click()
    expect(widget.frame.get_by_role("alert").last).not_to_be_empty()
    mock.say("请评价。", author="system", card={"kind": "rating"})
    mock.state("queued", queue_position=2)
    widget.frame.get_by_label("4 星").check()
    return next(frame for frame in widget.page.frames if "/widget/" in frame.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, mock: Mock, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # one of its literals
    widget = Widget(page)
    widget.visit(f"{mock.address}/demo/")
    page.select_option("#customer", "C1001")
    expect(page.locator(".order")).to_have_count(2)
    assert violations(page) == []
    frame = everything_shown(widget, mock)
    assert violations(frame) == []
    widget.button("查物流").click()
    expect(widget.frame.get_by_role("dialog").locator(".order")).to_have_count(2)
    assert violations(frame) == []


@pytest.mark.parametrize("width", [375, 480])
def test_a_phone_shows_it_full_screen_without_sideways_scroll(
    page: Page, mock: Mock, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    widget = Widget(page)
    widget.visit(mock.host())
    frame = everything_shown(widget, mock)
    assert widget.iframe.bounding_box() == {"x": 0, "y": 0, "width": width, "height": 720}
    for target in (page, frame):
        assert target.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert widget.log.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_wider_window_shows_it_in_a_corner(page: Page, mock: Mock) -> None:
    page.set_viewport_size({"width": 481, "height": 720})
    widget = Widget(page)
    widget.visit(mock.host())
    widget.open()
    box = widget.iframe.bounding_box()
    assert box is not None
    assert box["width"] == 400


def test_it_follows_the_systems_theme(widget: Widget) -> None:
    widget.open()
    root = widget.frame.locator(":root")
    light = root.evaluate("e => getComputedStyle(e).backgroundColor")
    widget.page.emulate_media(color_scheme="dark")
    assert root.evaluate("e => getComputedStyle(e).backgroundColor") != light


@pytest.mark.parametrize(
    ("lang", "title"), [("", "驿达客服"), ("zh-TW", "驛達客服"), ("en", "Yida support")]
)
def test_it_speaks_the_host_pages_language(page: Page, mock: Mock, lang: str, title: str) -> None:
    widget = Widget(page)
    widget.visit(mock.host(lang=lang))
    widget.open()
    expect(widget.frame.locator("h1")).to_have_text(title)
    assert widget.frame.locator(":root").get_attribute("lang") == (lang or "zh-CN")


def test_it_speaks_the_browsers_language_unless_told(context: BrowserContext, mock: Mock) -> None:
    assert context.browser is not None
    taiwan = context.browser.new_context(locale="zh-TW")
    widget = Widget(taiwan.new_page())
    widget.visit(mock.host())
    widget.open()
    expect(widget.frame.locator("h1")).to_have_text("驛達客服")
    taiwan.close()


def test_replies_are_announced_politely(widget: Widget) -> None:
    widget.open()
    assert widget.log.get_attribute("aria-live") == "polite"


def test_loader_and_widget_are_light_enough(mock_address: str) -> None:
    node = shutil.which("node")
    assert node is not None
    weighed = subprocess.run(
        [node, "dev/size.mjs"], cwd=WEB, capture_output=True, text=True, check=False
    )
    assert weighed.returncode == 0, weighed.stdout
