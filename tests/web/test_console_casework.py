"""Customers, tickets, labels, models, figures, members and the audit trail."""

import re

from playwright.sync_api import Locator, expect
from web_console import Console, ConsoleMock


def as_admin(console: Console) -> Console:
    console.page.context.clear_cookies()
    console.page.reload()
    console.sign_in("zhaolei")
    return console


def mark(text: Locator, start: int, length: int) -> None:
    """By keyboard; an emoji is one step."""
    text.press("Home")
    for _ in range(start):
        text.press("ArrowRight")
    for _ in range(length):
        text.press("Shift+ArrowRight")


def test_the_profile_shows_the_customer_with_the_phone_masked(console: Console) -> None:
    console.open("v1")
    profile = console.page.get_by_role("complementary", name="客户", exact=True)
    for text in ("陈建国", "138****5678", "YT8800000000001", "DD202611200001", "2026-12-01"):
        expect(profile).to_contain_text(text)


def test_the_whole_phone_is_shown_for_a_reason_only(console: Console, desk: ConsoleMock) -> None:
    console.open("v1")
    console.button("查看完整手机").click()
    reveal = console.page.get_by_role("tooltip")
    expect(console.button("查看完整", within=reveal)).to_be_disabled()
    reveal.get_by_role("textbox").fill("核对收件人")
    console.button("查看完整", within=reveal).click()
    expect(console.page.get_by_text("13812345678")).to_be_visible()
    assert "POST /customers/2/reveal" in desk.seen()["calls"]


def test_a_profile_that_failed_can_be_asked_for_again(console: Console, desk: ConsoleMock) -> None:
    desk.set(failProfile=3)
    console.open("v1")
    profile = console.page.get_by_role("complementary", name="客户", exact=True)
    expect(profile.get_by_role("alert")).to_contain_text("服务暂时不可用")
    console.button("重试", within=profile).click()
    expect(profile).to_contain_text("138****5678")


def test_a_visitor_has_no_profile(console: Console, desk: ConsoleMock) -> None:
    console.open("v4")
    expect(console.page.get_by_text("访客没有登录")).to_be_visible()
    assert [call for call in desk.seen()["calls"] if "/customers/" in call] == []


def test_tickets_show_both_clocks_and_open_with_their_history(console: Console) -> None:
    console.go("tickets")
    complaint = console.page.get_by_role("row", name="GD202611230002")
    expect(complaint.locator(".sla--late")).to_have_text(re.compile("超时 03:"))
    expect(complaint.locator(".sla--calm")).to_have_text(re.compile("剩 [45] 天"))
    console.page.get_by_role("link", name="GD202611230001").click()
    detail = console.page.get_by_role("dialog")
    for text in ("外包装破损，杯子碎了", "赔付预估（非承诺）", "¥60.00", "创建工单"):
        expect(detail).to_contain_text(text)


def test_tickets_are_filtered_by_kind(console: Console) -> None:
    console.go("tickets")
    expect(console.page.locator(".ant-table-row")).to_have_count(4)
    console.choose(console.page.get_by_role("combobox", name="类型"), "理赔")
    expect(console.page.locator(".ant-table-row")).to_have_count(1)


def test_a_ticket_is_answered_and_resolved(console: Console) -> None:
    console.go("tickets/GD202611230002")
    detail = console.page.get_by_role("dialog")
    console.button("开始处理", within=detail).click()
    expect(detail.get_by_text("处理中")).to_be_visible()
    console.button("解决工单", within=detail).click()
    console.choose(detail.get_by_label("根本原因"), "服务态度")
    detail.get_by_label("处理结果（会发给客户）").fill("已向网点核实并致歉")
    console.button("解决工单", within=detail).last.click()
    expect(detail.locator(".history")).to_contain_text("已向网点核实并致歉")
    expect(detail.get_by_text("已解决")).to_be_visible()


def test_whoever_is_late_at_a_ticket_sees_what_has_changed(
    console: Console, desk: ConsoleMock
) -> None:
    console.go("tickets/GD202611230001")
    detail = console.page.get_by_role("dialog")
    console.button("回复客户", within=detail).click()
    words = detail.get_by_label("回复内容（会发给客户）")
    words.fill("正在核实")
    desk.colleague_changes_ticket("GD202611230001")
    console.button("回复客户", within=detail).last.click()
    expect(detail.get_by_role("alert")).to_contain_text("孙燕刚刚更新了这张工单")
    expect(words).to_have_value("正在核实")
    console.button("回复客户", within=detail).last.click()
    expect(detail.locator(".history")).to_contain_text("正在核实")


def test_words_are_labelled_by_marking_them(console: Console, desk: ConsoleMock) -> None:
    console.go("review")
    text = console.page.get_by_label("选中文字，再点下面的实体类型")
    expect(text).to_have_value("从杭州寄到成都😊要几天")
    mark(text, 5, 2)
    expect(console.page.get_by_text("已选：成都")).to_be_visible()
    console.button("城市").click()
    console.choose(console.page.get_by_label("成都 角色"), "目的地")
    mark(text, 8, 3)
    expect(console.page.get_by_text("已选：要几天")).to_be_visible()
    console.button("时间").click()
    console.page.get_by_role("group", name="模型的其他猜测").get_by_role("button").nth(1).click()
    console.button("保存更正").click()
    expect(text).to_have_value("我那个怎么还没动静")  # the next one
    label = desk.seen()["reviews"][0]
    assert label["intent"] == "urge_delivery"
    assert label["entities"] == [
        {"start": 5, "end": 7, "entity": "city", "role": "destination"},
        {"start": 8, "end": 11, "entity": "time"},  # the emoji before it is one code point
    ]


def test_words_are_marked_with_the_mouse_too_and_never_changed(console: Console) -> None:
    console.go("review")
    text = console.page.get_by_label("选中文字，再点下面的实体类型")
    text.press_sequentially("改")
    expect(text).to_have_value("从杭州寄到成都😊要几天")
    text.dblclick(position={"x": 36, "y": 20})
    expect(console.page.get_by_text("已选：")).to_be_visible()


def test_a_right_guess_is_confirmed_and_a_useless_message_dropped(
    console: Console, desk: ConsoleMock
) -> None:
    console.go("review")
    console.button("确认无误").click()
    text = console.page.get_by_label("选中文字，再点下面的实体类型")
    expect(text).to_have_value("我那个怎么还没动静")
    console.button("不采用").click()
    expect(text).to_have_value("你们这样我要打12305")
    assert [row["decision"] for row in desk.seen()["reviews"]] == ["confirm", "discard", None]


def test_a_message_is_labelled_from_its_conversation(console: Console, desk: ConsoleMock) -> None:
    console.open("v1")
    console.button("标注", within=console.log).last.click()
    dialog = console.page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_have_value("收到的杯子碎了，要求赔偿")
    console.choose(dialog.get_by_role("combobox", name="意图"), "理赔")
    console.button("保存更正", within=dialog).click()
    expect(dialog).to_have_count(0)
    assert "POST /reviews/v1-3" in desk.seen()["calls"]


def test_a_candidate_is_compared_and_promoted(console: Console) -> None:
    as_admin(console).go("models")
    expect(console.page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    report = console.page.locator(".report")
    expect(report.get_by_role("row").nth(1)).to_contain_text("催派送")
    expect(report.get_by_role("row").nth(1)).to_contain_text("-2.0")
    expect(report.get_by_role("row", name="理赔")).to_have_count(0)
    report.get_by_label("只看有变化的").uncheck()
    expect(report.get_by_role("row", name="理赔")).to_be_visible()
    console.button("上线").click()
    console.button("确定").click()
    expect(console.notice("已上线")).to_be_visible()
    expect(console.page.get_by_text("使用中的模型：20261123-1015")).to_be_visible()


def test_figures_have_their_names_a_trend_and_a_csv(console: Console) -> None:
    console.go("figures")
    for text in ("准时率", "94.2%", "首次响应", "42 秒", "4.6 星", "样本 310"):
        expect(console.page.get_by_text(text).first).to_be_visible()
    expect(console.page.get_by_role("img", name="会话量").locator("svg")).to_be_visible()
    link = console.page.get_by_role("link", name="导出 CSV")
    expect(link).to_have_attribute("href", re.compile(r"figures\.csv\?from=\d{4}-.*&to=\d{4}-"))
    expect(console.page.get_by_role("row", name="李娜")).to_be_visible()


def test_an_admin_adds_and_stops_a_member(console: Console) -> None:
    as_admin(console).go("members")
    console.button("新增成员").click()
    drawer = console.page.get_by_role("dialog")
    drawer.get_by_label("账号").fill("qianqian")
    drawer.get_by_label("姓名").fill("钱倩")
    drawer.get_by_label("初始密码").fill("long enough words")
    console.button("保存", within=drawer).click()
    expect(console.page.get_by_role("row", name="钱倩")).to_contain_text("正常")
    console.button("编辑成员 钱倩").click()
    drawer.get_by_label("已停用").click()
    console.button("保存", within=drawer).click()
    expect(console.page.get_by_role("row", name="钱倩")).to_contain_text("已停用")


def test_pages_beyond_a_role_are_not_offered(console: Console) -> None:
    navigation = console.page.get_by_role("navigation")
    expect(navigation.get_by_role("link")).to_have_text(["会话", "工单", "标注", "数据", "成员"])
    console.go("audit")
    expect(console.tab("待接入")).to_be_visible()
    console.go("members")
    expect(console.page.get_by_role("row", name="王芳")).to_be_visible()
    expect(console.button("新增成员")).to_have_count(0)


def test_what_was_said_is_found_and_opened(console: Console) -> None:
    field = console.page.get_by_role("searchbox", name="查找消息或客户")
    field.fill("杯子碎了")
    field.press("Enter")
    hit = console.page.locator(".hits mark").first
    expect(hit).to_have_text("杯子碎了")
    hit.click()
    expect(console.says("customer").filter(has_text="杯子碎了")).to_be_visible()


def test_a_found_message_is_shown_however_old_it_is(console: Console, desk: ConsoleMock) -> None:
    desk.reset(length=1000)
    console.sign_in("wangfang")
    field = console.page.get_by_role("searchbox", name="查找消息或客户")
    field.fill("第 301 条")
    field.press("Enter")
    console.page.locator(".hits mark").first.click()
    found = console.log.locator("[aria-current]")
    expect(found).to_contain_text("第 301 条")
    expect(found).to_be_in_viewport()


def test_a_follow_up_is_planned_from_the_profile(console: Console, desk: ConsoleMock) -> None:
    console.open("v1")
    profile = console.page.get_by_role("complementary", name="客户", exact=True)
    console.button("安排回访", within=profile).click()
    plan = console.page.get_by_role("tooltip")
    plan.get_by_label("回访日期").fill("2099-12-01")
    plan.get_by_label("回访日期").press("Enter")
    plan.get_by_label("回访内容").fill("问问理赔是否到账")
    console.button("保存", within=plan).click()
    expect(console.notice("已安排回访")).to_be_visible()
    assert "POST /customers/2/follow-ups" in desk.seen()["calls"]
