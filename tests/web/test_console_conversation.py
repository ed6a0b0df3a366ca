"""A conversation in an agent's hands."""

from playwright.sync_api import FilePayload, expect
from web_console import Console, ConsoleMock

MINE = "v8"
OTHER = "v9"


def test_a_reply_is_shown_at_once_and_sent_once(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.send("您好，正在为您查询")
    expect(console.says("agent")).to_have_text(["您好，正在为您查询"])
    expect(console.reply).to_have_value("")
    assert desk.agents_texts(MINE) == ["您好，正在为您查询"]


def test_a_reply_that_failed_is_sent_again_without_a_second_copy(
    console: Console, desk: ConsoleMock
) -> None:
    desk.set(failSends=1)
    console.open(MINE)
    console.send("网点说今天送")
    expect(console.log.get_by_role("alert")).to_contain_text("没有发出去")
    console.button("重新发送").click()
    expect(console.says("agent")).to_have_text(["网点说今天送"])
    assert desk.agents_texts(MINE) == ["网点说今天送"]


def test_the_customers_words_and_typing_come_live(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    desk.customer_types(MINE)
    expect(console.page.get_by_text("客户正在输入…")).to_be_visible()
    desk.say(MINE, "我在等您回复")
    expect(console.says("customer").last).to_have_text("我在等您回复")
    expect(console.page.get_by_text("客户正在输入…")).to_have_count(0)


def test_the_customer_is_told_that_the_agent_types(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.reply.press_sequentially("您好")
    expect(console.reply).to_have_value("您好")
    assert desk.seen()["calls"].count("WS typing") == 1


def test_news_missed_while_the_line_was_down_are_fetched(
    console: Console, desk: ConsoleMock
) -> None:
    console.open(MINE)
    desk.set(refuseSockets=True)
    desk.drop_sockets()
    expect(console.page.get_by_text("连接已断开，正在重连…")).to_be_visible()
    desk.say(MINE, "断线时说的话")
    desk.set(refuseSockets=False)
    expect(console.says("customer").last).to_have_text("断线时说的话", timeout=30_000)
    expect(console.page.get_by_text("连接已断开，正在重连…")).to_have_count(0, timeout=30_000)


def test_what_was_understood_stands_under_the_message_and_doubt_is_marked(
    console: Console,
) -> None:
    console.open("v1")
    sure, unsure = (console.log.locator(".nlu").nth(at) for at in (0, 1))
    expect(sure).to_contain_text("查快递到哪了 97%")
    expect(sure).to_contain_text("运单号")
    expect(sure).not_to_contain_text("把握低")
    expect(unsure).to_contain_text("催派送 44%")
    expect(unsure).to_contain_text("把握低")


def test_the_summary_tells_who_what_and_what_is_missing(console: Console) -> None:
    console.open("v1")
    summary = console.page.locator(".summary")
    for line in ("陈建国，B 级", "收到的杯子碎了", "查询物流", "希望的处理方式"):
        expect(summary).to_contain_text(line)


def test_a_note_looks_different_and_never_reaches_the_customer(
    console: Console, desk: ConsoleMock
) -> None:
    console.open(MINE)
    console.mode("内部备注")
    console.note.fill("客户情绪激动")
    console.note.press("Enter")
    note = console.log.locator(".note--note")
    expect(note).to_contain_text("客户看不到")
    background = "e => getComputedStyle(e).backgroundColor"
    assert note.evaluate(background) != console.says("bot").first.evaluate(background)
    assert desk.agents_texts(MINE) == []


def test_a_reply_begun_is_not_sent_as_a_note(console: Console) -> None:
    console.open(MINE)
    console.reply.fill("给客户的话")
    console.mode("内部备注")
    expect(console.note).to_have_value("")
    console.mode("回复客户")
    expect(console.reply).to_have_value("给客户的话")


def test_each_conversation_keeps_its_draft(console: Console) -> None:
    console.open(MINE)
    console.reply.fill("写到一半")
    console.open(OTHER)
    expect(console.reply).to_have_value("")
    console.page.reload()
    console.open(MINE)
    expect(console.reply).to_have_value("写到一半")


def test_a_slash_finds_quick_replies_and_fills_their_variables(
    console: Console, desk: ConsoleMock
) -> None:
    console.open(MINE)
    console.reply.press_sequentially("/催件")
    options = console.page.get_by_role("listbox", name="快捷回复").get_by_role("option")
    expect(options).to_have_count(1)
    console.reply.press("Enter")
    expect(console.reply).to_have_value("运单YT8800000000001已为您催派，网点会在两小时内联系您。")
    assert desk.agents_texts(MINE) == []
    console.reply.fill("/")
    expect(options).to_have_count(3)
    console.reply.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    console.reply.press("Escape")
    expect(options).to_have_count(0)


def test_a_variable_that_could_not_be_filled_is_not_sent(
    console: Console, desk: ConsoleMock
) -> None:
    console.open(OTHER)  # an anonymous visitor
    console.send("运单{waybill}已催派")
    expect(console.page.get_by_text("有变量没有填上")).to_be_visible()
    assert desk.agents_texts(OTHER) == []


def test_a_new_quick_reply_is_there_at_once(console: Console) -> None:
    console.open(MINE)
    console.reply.fill("/")
    console.button("管理快捷回复").click()
    drawer = console.page.get_by_role("dialog")
    console.button("新增", within=drawer).click()
    drawer.get_by_label("标题").fill("道歉")
    drawer.get_by_label("内容").fill("给您带来不便，非常抱歉。")
    console.button("保存", within=drawer).click()
    expect(drawer.locator("li", has_text="道歉")).to_be_visible()
    drawer.get_by_label("关闭").first.click()
    console.reply.fill("/道歉")
    console.reply.press("Enter")
    expect(console.reply).to_have_value("给您带来不便，非常抱歉。")


def test_a_knowledge_text_is_taken_into_the_draft(console: Console) -> None:
    console.open(MINE)
    console.button("填入：理赔规则").click()
    expect(console.reply).to_have_value("保价快件按保价金额赔付，未保价快件按运费倍数赔付。")


def test_an_input_methods_enter_does_not_send(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.reply.fill("nihao")
    console.reply.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    expect(console.reply).to_have_value("nihao")
    console.reply.press("Shift+Enter")
    expect(console.reply).to_have_value("nihao\n")
    assert desk.agents_texts(MINE) == []


def test_a_transfer_needs_a_reason_and_tells_it(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.button("转接").click()
    dialog = console.page.get_by_role("dialog")
    console.choose(dialog.get_by_label("转接给"), "孙燕")
    console.button("转接", within=dialog).click()
    expect(dialog.get_by_text("请写明原因")).to_be_visible()
    dialog.get_by_label("转接原因").fill("需要派送组处理")
    console.button("转接", within=dialog).click()
    expect(dialog).to_have_count(0)
    expect(console.log).to_contain_text("王芳转接了会话，转给孙燕，原因：需要派送组处理")
    expect(console.reply).to_have_count(0)
    assert desk.conversation(MINE)["row"]["assignee"]["name"] == "孙燕"


def test_a_conversation_is_resolved_with_a_summary(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.button("结束会话").click()
    dialog = console.page.get_by_role("dialog")
    console.choose(dialog.get_by_label("问题类别"), "催派")
    dialog.get_by_label("处理小结").fill("已联系网点，今日派送")
    console.button("结束会话", within=dialog).click()
    expect(console.log).to_contain_text("请您评价本次服务")
    expect(console.page.locator(".summary")).to_contain_text("催派 · 已联系网点，今日派送")
    assert desk.conversation(MINE)["row"]["state"] == "bot"


def test_a_conversation_goes_back_to_the_assistant(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    console.button("交回机器人").click()
    expect(console.notice("已交回机器人")).to_be_visible()
    expect(console.reply).to_have_count(0)
    expect(console.button("接管会话")).to_be_visible()


def test_markup_in_a_message_is_text(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    desk.say(MINE, "<img src=x onerror=alert(1)>")
    expect(console.says("customer").last).to_have_text("<img src=x onerror=alert(1)>")
    expect(console.log.locator("img")).to_have_count(0)


def test_a_file_goes_with_the_next_reply(console: Console, desk: ConsoleMock) -> None:
    console.open(MINE)
    file = FilePayload(name="照片.png", mimeType="image/png", buffer=b"png")
    console.page.locator(".composer input[type=file]").set_input_files(file)
    expect(console.page.locator(".composer").get_by_text("照片.png")).to_be_visible()
    console.button("发送").click()
    expect(console.log.locator("[data-author=agent] .files li")).to_have_count(1)
