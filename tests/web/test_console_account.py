"""Signing in, presence, and one's own account."""

from playwright.sync_api import Page, expect
from web_console import Console, ConsoleMock


def test_a_wrong_password_is_refused_and_too_many_are_stopped(
    page: Page, desk: ConsoleMock
) -> None:
    console = Console(page, desk.address)
    page.goto(f"{desk.address}/console/")
    page.get_by_label("账号").fill("wangfang")
    for attempt in range(6):
        page.get_by_label("密码", exact=True).fill(f"guess {attempt}")
        console.button("登录").click()
        said = "账号或密码不正确" if attempt < 5 else "尝试次数过多"
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(console.button("登录")).to_be_enabled()
    assert page.get_by_role("navigation").count() == 0


def test_a_session_outlives_a_reload_and_ends_with_the_logout(
    console: Console, desk: ConsoleMock
) -> None:
    console.page.reload()
    expect(console.rows).to_have_count(8)
    console.button("我的账号：王芳 客服").click()
    console.page.get_by_role("menuitem", name="退出登录").click()
    expect(console.button("登录")).to_be_visible()
    console.page.reload()
    expect(console.button("登录")).to_be_visible()


def test_a_session_ended_elsewhere_leads_back_to_the_login(
    console: Console, desk: ConsoleMock
) -> None:
    expect(console.rows).to_have_count(8)
    console.page.context.clear_cookies()
    console.tab("机器人接待").click()
    expect(console.button("登录")).to_be_visible()
    expect(console.rows).to_have_count(0)


def test_presence_is_set_from_the_header(console: Console) -> None:
    console.button("我的状态：在线").click()
    console.page.get_by_role("menuitem", name="忙碌").click()
    expect(console.button("我的状态：忙碌")).to_be_visible()


def test_whoever_is_not_online_is_told_so_and_comes_back_with_one_click(console: Console) -> None:
    expect(console.page.get_by_text("上线接待")).to_have_count(0)
    console.button("我的状态：在线").click()
    console.page.get_by_role("menuitem", name="离线").click()
    expect(console.page.get_by_text("您是离线状态")).to_be_visible()
    console.button("上线接待").click()
    expect(console.button("我的状态：在线")).to_be_visible()
    expect(console.page.get_by_text("您是离线状态")).to_have_count(0)


def test_the_new_password_is_typed_twice_alike(console: Console, desk: ConsoleMock) -> None:
    console.button("我的账号：王芳 客服").click()
    console.page.get_by_role("menuitem", name="修改密码").click()
    dialog = console.page.get_by_role("dialog")
    dialog.get_by_label("当前密码").fill("wangfang")
    dialog.get_by_label("新密码", exact=True).fill("a long new one")
    dialog.get_by_label("再输一次新密码").fill("another long one")
    console.button("保存", within=dialog).click()
    expect(dialog.get_by_text("两次输入的新密码不一致")).to_be_visible()
    assert "POST /me/password" not in desk.seen()["calls"]
    dialog.get_by_label("再输一次新密码").fill("a long new one")
    console.button("保存", within=dialog).click()
    expect(console.notice("密码已修改")).to_be_visible()


def test_other_devices_can_be_signed_out(console: Console, desk: ConsoleMock) -> None:
    console.button("我的账号：王芳 客服").click()
    console.page.get_by_role("menuitem", name="登录设备").click()
    drawer = console.page.get_by_role("dialog")
    expect(drawer.locator("li", has_text="Chromium")).to_contain_text("本机")
    console.button("强制下线", within=drawer).click()
    expect(console.notice("已下线")).to_be_visible()
    assert "DELETE /me/sessions/s2" in desk.seen()["calls"]


def test_the_theme_is_chosen_and_kept(console: Console) -> None:
    background = "getComputedStyle(document.querySelector('.shell')).backgroundColor"
    light = console.page.evaluate(background)
    console.button("我的账号：王芳 客服").click()
    console.page.get_by_role("menuitem", name="深色").click()
    expect(console.page.locator("html")).to_have_attribute("data-scheme", "dark")
    console.page.reload()
    expect(console.rows).to_have_count(8)
    assert console.page.evaluate(background) != light
