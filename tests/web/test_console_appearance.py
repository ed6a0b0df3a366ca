"""How the console looks and feels: contrast and names, widths, and many rows."""

from itertools import pairwise
from statistics import median

import pytest
from playwright.sync_api import CDPSession, Page, expect
from web_axe import violations
from web_console import Console, ConsoleMock

PAGES = {
    "desk/v8": ".bubble",
    "desk/v0": ".claim",
    "tickets": ".ant-table-row",
    "tickets/GD202611230001": ".history",
    "review": ".label-editor",
    "models": ".report",
    "figures": ".chart svg",
    "members": ".ant-table-row",
    "audit": ".ant-table-row",
    "search/杯子": ".hits mark",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page: Page, desk: ConsoleMock, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # one of its literals
    console = Console(page, desk.address)
    page.goto(f"{desk.address}/console/")
    expect(page.get_by_label("账号")).to_be_visible()
    found = {"login": violations(page)}
    console.sign_in("zhaolei")
    for path, shown in PAGES.items():
        console.go(path)
        expect(page.locator(shown).first).to_be_visible()
        found[path] = violations(page)
    assert {path: rules for path, rules in found.items() if rules} == {}


def test_axe_finds_nothing_in_what_opens_above_a_page(page: Page, desk: ConsoleMock) -> None:
    page.emulate_media(reduced_motion="reduce")
    console = Console(page, desk.address)
    console.sign_in("wangfang")
    console.open("v8")
    console.mode("内部备注")
    console.note.fill("备注")
    console.note.press("Enter")
    expect(console.log.locator(".note")).to_be_visible()
    console.mode("回复客户")
    console.reply.fill("/")
    found = violations(page)
    console.reply.fill("")
    for name in ("转接", "结束会话"):
        console.button(name).click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        found += violations(page)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    assert found == []


@pytest.mark.parametrize("width", [1280, 1920])
def test_no_page_scrolls_sideways(page: Page, desk: ConsoleMock, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    console = Console(page, desk.address)
    console.sign_in("zhaolei")
    for path, shown in PAGES.items():
        console.go(path)
        expect(page.locator(shown).first).to_be_visible()
        content = page.locator("#content")
        assert content.evaluate("e => e.scrollWidth <= e.clientWidth"), path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_typing_stays_quick_with_500_rows_and_1000_messages(page: Page, desk: ConsoleMock) -> None:
    """Of the page's own processor time, until the key is painted. The usual key counts: what
    another program or the rows' clocks, once a second, add to some is none of its."""
    desk.reset(queue=500, length=1000)
    console = Console(page, desk.address)
    console.sign_in("wangfang")
    expect(console.rows).to_have_count(500)
    console.open("v500")
    for shown in (200, 400, 600, 800):
        expect(console.log.locator(".message")).to_have_count(shown)
        console.button("更早的消息").click()
    expect(console.log.locator(".message")).to_have_count(1000)
    console.reply.focus()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    keys, spent = "abcdefghijklmnopqrstuvwxyz" * 2, [processor_seconds(devtools)]
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        spent.append(processor_seconds(devtools))
    expect(console.reply).to_have_value(keys)
    assert median(after - before for before, after in pairwise(spent)) < 0.05


def processor_seconds(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")
