"""An agent at work, through all of the house: console, service, engine, actions."""

import re
import time
from uuid import uuid4

import pytest
from house import Customer, House
from playwright.sync_api import Page, expect
from web_console import Console

pytestmark = pytest.mark.stack


@pytest.fixture
def at_work(page: Page, house: House) -> Console:
    console = Console(page, house.url)
    username = f"admin{uuid4().hex[:6]}"
    console.sign_in(username, house.hire(username, "--role", "admin"))
    return console


def test_a_conversation_from_the_queue_to_its_rating(at_work: Console, house: House) -> None:
    customer = Customer(house, "demo-lin")
    customer.say("我的快递到哪了")
    customer.say("转人工")
    assert customer.state == "queued"
    row = at_work.row(customer.conversation_id)
    expect(row).to_contain_text("林晓梅")
    expect(row.locator(".sla")).to_have_text(re.compile("剩|超时"))

    row.click()
    expect(at_work.page.locator(".summary")).to_contain_text("林晓梅")
    expect(at_work.log.locator(".nlu").first).to_contain_text("查快递到哪了")
    at_work.button("接入会话").click()
    expect(at_work.reply).to_be_focused()
    at_work.send("您好，我来为您处理")
    heard = customer.hear()
    assert heard[-1]["text"] == "您好，我来为您处理"
    customer.say("那麻烦快一点")
    expect(at_work.says("customer").last).to_have_text("那麻烦快一点")

    at_work.mode("内部备注")
    at_work.note.fill("客户着急")
    at_work.note.press("Enter")
    expect(at_work.log.locator(".note")).to_contain_text("客户着急")
    profile = at_work.page.get_by_role("complementary", name="客户", exact=True)
    expect(profile).to_contain_text(re.compile(r"138\*{4}\d{4}"))

    at_work.button("结束会话").click()
    dialog = at_work.page.get_by_role("dialog")
    at_work.choose(dialog.get_by_label("问题类别"), "催派")
    dialog.get_by_label("处理小结").fill("已联系网点")
    at_work.button("结束会话", within=dialog).click()
    expect(at_work.page.locator(".thread__head")).to_contain_text("机器人接待")
    said = [message["text"] for message in customer.history()]
    assert "客户着急" not in said
    assert customer.hear()[-1]["card"] == {"kind": "rating"}


def test_a_word_of_the_customers_is_here_within_a_second(at_work: Console, house: House) -> None:
    """The time is that of a quiet machine; a busy one is given ten times as long."""
    customer = Customer(house)
    customer.say("转人工")
    at_work.open(customer.conversation_id)
    at_work.button("接入会话").click()
    expect(at_work.reply).to_be_focused()
    took = []
    for number in range(5):
        begun = time.monotonic()
        customer.say(f"第 {number} 句")
        expect(at_work.says("customer").last).to_have_text(f"第 {number} 句")
        took.append(time.monotonic() - begun)
    assert sorted(took)[2] < 10, took


def test_a_label_given_in_a_conversation_is_on_the_review_page(
    at_work: Console, house: House
) -> None:
    customer = Customer(house)
    text = f"我想投诉你们 {uuid4().hex[:6]}"
    customer.say(text)
    at_work.open(customer.conversation_id)
    at_work.button("标注", within=at_work.log).first.click()
    dialog = at_work.page.get_by_role("dialog")
    at_work.choose(dialog.get_by_role("combobox", name="意图"), "催派送")
    at_work.button("保存更正", within=dialog).click()
    expect(dialog).to_have_count(0)
    at_work.go("review")
    at_work.page.get_by_text("已处理").click()
    expect(at_work.button(re.compile(text))).to_contain_text("已更正")


def test_the_seeded_tickets_and_figures_are_shown(at_work: Console) -> None:
    at_work.go("tickets")
    at_work.page.locator(".ant-table-row").first.get_by_role("link").click()
    detail = at_work.page.get_by_role("dialog")
    expect(detail.locator(".history li").first).to_be_visible()
    at_work.button("内部备注", within=detail).click()
    detail.get_by_label("备注（客户看不到）").fill("已核对")
    at_work.button("内部备注", within=detail).last.click()
    expect(detail.locator(".history")).to_contain_text("已核对")
    at_work.go("figures")
    expect(at_work.page.get_by_text("准时率").first).to_be_visible()
    expect(at_work.page.get_by_text("7R 总分")).to_be_visible()
    at_work.go("audit")
    expect(at_work.page.get_by_role("row").filter(has_text="处理工单").first).to_be_visible()
