"""The lists of conversations: order, clocks, claiming."""

import re

from playwright.sync_api import BrowserContext, expect
from web_console import Console, ConsoleMock


def test_four_lists_show_their_counts_live(console: Console, desk: ConsoleMock) -> None:
    for name, count in (("待接入", 8), ("我的会话", 2), ("机器人接待", 1), ("已结束", 1)):
        expect(console.tab(name)).to_contain_text(str(count))
    expect(console.rows).to_have_count(8)
    desk.arrive(20, due=30)
    expect(console.tab("待接入")).to_contain_text("9")
    expect(console.rows).to_have_count(9)
    expect(console.page).to_have_title(re.compile(r"^\(9\)"))


def test_the_queue_goes_by_deadline_and_a_new_one_takes_its_place(
    console: Console, desk: ConsoleMock
) -> None:
    expect(console.rows).to_have_count(8)
    before = console.names()
    desk.arrive(21, due=130)
    expect(console.rows).to_have_count(9)
    after = console.names()
    assert after[:2] + after[3:] == before


def test_rows_keep_their_places_while_the_clock_ticks(console: Console) -> None:
    first = console.rows.first.locator(".sla")
    shown = first.inner_text()
    places = console.rows.evaluate_all("rows => rows.map(r => [r.id, r.getBoundingClientRect().y])")
    expect(first).not_to_have_text(shown)
    expect(console.rows.nth(1).locator(".sla")).to_have_text(re.compile("仅剩 00:3"))
    assert places == console.rows.evaluate_all(
        "rows => rows.map(r => [r.id, r.getBoundingClientRect().y])"
    )


def test_deadlines_are_told_in_words_by_the_servers_clock(
    context: BrowserContext, desk: ConsoleMock
) -> None:
    page = context.new_page()
    page.clock.install(time="2031-05-01T08:00:00Z")  # a browser whose clock is years ahead
    console = Console(page, desk.address)
    console.sign_in("wangfang")
    expect(console.rows.nth(0).locator(".sla--late")).to_have_text(re.compile("超时 01:"))
    expect(console.rows.nth(1).locator(".sla--soon")).to_have_text(re.compile("仅剩 00:"))
    expect(console.rows.nth(2).locator(".sla--calm")).to_have_text(re.compile("剩 0[34]:"))


def test_a_customer_without_an_answer_for_100_seconds_turns_the_row_red(
    console: Console, desk: ConsoleMock
) -> None:
    console.open_list("我的会话")
    expect(console.row("v8")).to_have_class(re.compile("row--slow"))
    expect(console.row("v8")).to_contain_text("未回复")
    expect(console.row("v9")).not_to_have_class(re.compile("row--slow"))


def test_a_claimed_conversation_is_mine_and_can_be_answered(
    console: Console, desk: ConsoleMock
) -> None:
    console.open("v1")
    expect(console.reply).to_have_count(0)
    console.button("接入会话").click()
    expect(console.reply).to_be_focused()
    expect(console.tab("我的会话")).to_have_attribute("aria-selected", "true")
    expect(console.row("v1")).to_be_visible()
    expect(console.log).to_contain_text("王芳接入了会话")


def test_who_is_too_late_is_told_who_was_faster(console: Console, desk: ConsoleMock) -> None:
    console.open("v1")
    desk.colleague_takes("v1", silent=True)
    console.button("接入会话").click()
    expect(console.notice("已由孙燕接入。")).to_be_visible()
    expect(console.reply).to_have_count(0)
    expect(console.button("接入会话")).to_have_count(0)


def test_a_row_taken_by_a_colleague_leaves_the_queue(console: Console, desk: ConsoleMock) -> None:
    expect(console.row("v2")).to_be_visible()
    desk.colleague_takes("v2")
    expect(console.row("v2")).to_have_count(0)
    expect(console.rows).to_have_count(7)


def test_an_offer_counts_down_in_the_row_of_whom_it_is_for(
    console: Console, desk: ConsoleMock
) -> None:
    soon = "2099-01-01T00:00:00Z"
    desk.change("v3", offered_to={"id": 1, "name": "王芳"}, offer_until=soon)
    expect(console.row("v3")).to_contain_text("派给您")
    desk.change("v3", offered_to={"id": 4, "name": "孙燕"}, offer_until=soon)
    expect(console.row("v3")).to_contain_text("已派给孙燕")


def test_the_queue_is_worked_by_keyboard_alone(console: Console) -> None:
    expect(console.rows).to_have_count(8)
    console.queue.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        console.page.keyboard.press(key)
    marked = console.queue.get_attribute("aria-activedescendant")
    assert marked == console.rows.nth(1).get_attribute("id")
    outline = console.rows.nth(1).evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline == "solid"
    console.page.keyboard.press("Enter")
    expect(console.button("接入会话")).to_be_focused()
    console.page.keyboard.press("Enter")
    expect(console.reply).to_be_focused()


def test_tabs_are_turned_by_arrows(console: Console) -> None:
    console.tab("待接入").focus()
    console.page.keyboard.press("ArrowRight")
    expect(console.tab("我的会话")).to_be_focused()
    expect(console.row("v8")).to_be_visible()


def test_a_filter_finds_conversations_by_their_words(console: Console) -> None:
    expect(console.rows).to_have_count(8)
    console.page.get_by_label("按姓名、内容筛选").fill("林雨桐")
    expect(console.rows).to_have_count(1)


def test_only_supervisors_watch_every_conversation(console: Console, desk: ConsoleMock) -> None:
    expect(console.tab("全部")).to_have_count(0)
    console.page.context.clear_cookies()
    console.page.reload()
    console.sign_in("lina")
    console.open_list("全部")
    expect(console.row("v13")).to_contain_text("由孙燕接待")
    console.open("v13")
    desk.say("v13", "还有人吗")
    expect(console.says("customer").last).to_have_text("还有人吗")
    console.mode("悄悄话")
    console.page.get_by_role("textbox", name="悄悄话").fill("先安抚，再查件")
    console.page.keyboard.press("Enter")
    expect(console.log.locator(".note--whisper")).to_contain_text("先安抚，再查件")
    assert desk.agents_texts("v13") == []
