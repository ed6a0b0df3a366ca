"""The loader on other people's pages."""

from playwright.sync_api import BrowserContext, Page, expect
from web_mock import Mock
from web_widget import Widget

NO_STORAGE = """
if (location.hostname === "%s") {
  const deny = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, "localStorage", { get: deny });
  Object.defineProperty(window, "sessionStorage", { get: deny });
}
"""


def test_one_script_tag_leaves_the_host_page_as_it_was(widget: Widget) -> None:
    assert widget.page.evaluate(
        """() => [document.styleSheets.length, document.adoptedStyleSheets.length,
                  document.querySelectorAll("style, [style]").length]"""
    ) == [0, 0, 0]
    family = widget.page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Noto" not in family


def test_nothing_is_stored_and_nobody_asked_before_the_first_open(
    widget: Widget, mock: Mock, context: BrowserContext
) -> None:
    widget.launcher.hover()
    expect(widget.frame.locator("#app .panel")).to_be_attached()
    assert mock.seen()["calls"] == []
    assert context.cookies() == []
    assert widget.page.evaluate("localStorage.length") == 0


def test_a_foreign_page_can_embed_the_widget(page: Page, mock: Mock) -> None:
    widget = Widget(page)
    widget.visit(mock.host(foreign=True))
    widget.open()
    widget.send("我要退货")
    expect(widget.says("bot")).to_contain_text("请问您要退哪一件商品")


def test_a_reload_brings_the_history_back(widget: Widget) -> None:
    widget.open()
    widget.send("你好呀")
    expect(widget.says("bot")).to_have_count(1)
    widget.page.reload()
    widget.open()
    expect(widget.says("customer")).to_have_text(["你好呀"])
    expect(widget.says("bot")).to_have_count(1)


def test_the_history_comes_back_with_third_party_storage_blocked(
    page: Page, mock: Mock, context: BrowserContext
) -> None:
    context.add_init_script(NO_STORAGE % "localhost")
    widget = Widget(page)
    widget.visit(mock.host(foreign=True))
    widget.open()
    widget.send("你好呀")
    expect(widget.says("customer")).to_have_count(1)
    page.reload()
    widget.open()
    expect(widget.says("customer")).to_have_text(["你好呀"])


def test_it_works_on_a_page_without_any_storage(
    page: Page, mock: Mock, context: BrowserContext
) -> None:
    context.add_init_script(NO_STORAGE % "127.0.0.1")
    widget = Widget(page)
    widget.visit(mock.host())
    widget.open()
    widget.send("你好呀")
    expect(widget.says("bot")).to_have_count(1)


def test_a_reply_while_closed_shows_a_badge_that_opening_clears(widget: Widget, mock: Mock) -> None:
    widget.open()
    widget.close()
    expect(widget.badge).to_be_hidden()
    mock.say("您的退款已到账")
    expect(widget.badge).to_have_text("1")
    widget.page.reload()
    expect(widget.badge).to_have_text("1")
    widget.open()
    expect(widget.badge).to_be_hidden()


def test_escape_closes_and_gives_the_focus_back(widget: Widget) -> None:
    widget.open()
    expect(widget.field).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.iframe).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_the_frame_obeys_no_other_window(widget: Widget, mock: Mock) -> None:
    """A window inside the page that pretends to be the host, or the widget, is not heard."""
    widget.open()
    widget.page.evaluate("""() => window.postMessage({ type: "save", state: "forged" }, "*")""")
    widget.send("你好呀")
    expect(widget.says("customer")).to_have_count(1)
    assert "forged" not in widget.page.evaluate("localStorage.getItem('yida')")


def test_the_host_page_can_sign_in_and_out(page: Page, mock: Mock) -> None:
    widget = Widget(page)
    widget.visit(f"{mock.address}/demo/")
    page.select_option("#customer", "C1001")
    expect(page.locator(".order")).to_have_count(2)
    page.get_by_role("button", name="有问题？问问在线客服").click()
    widget.ready()
    widget.send("我是王晓明")
    expect(widget.says("customer")).to_have_text(["我是王晓明"])
    page.select_option("#customer", "")
    widget.ready()
    expect(widget.says("customer")).to_have_count(0)
