"""What the assistant shows beside words."""

import pytest
from playwright.sync_api import Page, expect
from web_mock import Mock
from web_widget import Widget


def test_tracking_shows_the_newest_event_first(widget: Widget) -> None:
    widget.open()
    widget.send("我的快递到哪了")
    card = widget.frame.locator(".card")
    for fact in ("派送中", "SF1423987650012", "顺丰速运", "预计送达"):
        expect(card).to_contain_text(fact)
    events = card.locator(".timeline li")
    expect(events.first).to_contain_text("正在派送")
    expect(events).to_have_count(3)
    widget.button("查看全部 5 条").click()
    times = events.locator("time").evaluate_all("all => all.map(e => e.dateTime)")
    assert times == sorted(times, reverse=True)
    assert len(times) == 5


def test_events_in_another_order_are_sorted(widget: Widget, mock: Mock) -> None:
    widget.open()
    events = [
        {"time": "2026-11-20T08:00:00+08:00", "text": "已揽收"},
        {"time": "2026-11-22T08:00:00+08:00", "text": "已签收"},
        {"time": "2026-11-21T08:00:00+08:00", "text": "运输中"},
    ]
    mock.say("", card={"kind": "tracking", "events": events})
    expect(widget.frame.locator(".timeline li")).to_contain_text(["已签收", "运输中", "已揽收"])


@pytest.mark.parametrize("kind", ["tracking", "order", "return", "ticket", "quote"])
def test_a_card_with_every_field_missing_still_shows(widget: Widget, mock: Mock, kind: str) -> None:
    widget.open()
    mock.say("", card={"kind": kind})
    expect(widget.frame.locator(".card h3")).to_be_visible()


def test_a_card_of_an_unknown_kind_is_said_in_words(widget: Widget, mock: Mock) -> None:
    widget.open()
    mock.say("请看：", card={"kind": "hologram"})
    expect(widget.says("bot")).to_have_text(["请看：", "该内容暂时无法显示"])


def test_money_and_weight_are_shown_in_yuan_and_kilograms(widget: Widget) -> None:
    widget.open()
    widget.send("寄 3 公斤到北京多少钱")
    card = widget.frame.locator(".card")
    for fact in ("杭州 → 北京", "¥38.00", "约 1 天", "3 kg"):
        expect(card).to_contain_text(fact)


def test_a_signed_in_customer_picks_one_of_their_orders(page: Page, mock: Mock) -> None:
    widget = Widget(page)
    widget.visit(f"{mock.address}/demo/")
    page.select_option("#customer", "C1001")
    expect(page.locator(".order")).to_have_count(2)
    widget.open()
    widget.button("查物流").click()
    orders = widget.frame.get_by_role("dialog").locator(".order")
    expect(orders).to_have_count(2)
    orders.first.click()
    expect(widget.says("customer")).to_have_text(["查询订单 YD202611200318 的物流"])
    expect(widget.frame.locator(".card .timeline")).to_be_visible()


def test_the_picker_keeps_the_focus_and_gives_it_back(page: Page, mock: Mock) -> None:
    widget = Widget(page)
    widget.visit(f"{mock.address}/demo/")
    page.select_option("#customer", "C1001")
    expect(page.locator(".order")).to_have_count(2)
    widget.open()
    widget.button("查物流").press("Enter")
    picker = widget.frame.get_by_role("dialog")
    expect(picker.get_by_role("button", name="关闭")).to_be_focused()
    widget.field.evaluate("e => e.focus()")
    expect(widget.field).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(picker).to_have_count(0)
    expect(widget.iframe).to_be_visible()
    expect(widget.button("查物流")).to_be_focused()


def test_a_visitor_is_not_shown_a_picker(widget: Widget, mock: Mock) -> None:
    widget.open()
    widget.button("查物流").click()
    expect(widget.says("customer")).to_have_text(["查物流"])
    assert "GET /orders" not in mock.seen()["calls"]
