"""A real Chromium in front of the built pages and a stand-in for the service."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from web_console import Console, ConsoleMock
from web_mock import Mock
from web_widget import Widget

WEB = Path(__file__).parents[2] / "web"
FLAGS = (
    "--no-sandbox",
    # With a foreign frame in a process of its own, typed text at times goes to the page around it.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
)

# The page's own waits are conditions; this only says when to give one up on a busy machine.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def stand_in(script: str, built: str) -> Iterator[str]:
    """Runs a stand-in service of web/dev/ and yields its origin."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the PATH")
    if not (WEB / "dist" / built).exists():
        pytest.skip("the web parts are not built: npm run build in web/")
    command = [node, f"dev/{script}", "0"]
    with subprocess.Popen(command, cwd=WEB, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        page = process.stdout.readline().strip()
        yield page.removesuffix("/").rpartition("/")[0]
        process.terminate()


@pytest.fixture(scope="session")
def mock_address() -> Iterator[str]:
    yield from stand_in("mock.mjs", "widget/loader.js")


@pytest.fixture(scope="session")
def console_address() -> Iterator[str]:
    yield from stand_in("console-mock.mjs", "console/index.html")


# Not for the whole session: its event loop would be in the way of asynchronous tests elsewhere.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("YIDA_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on the PATH, nor in YIDA_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def mock(mock_address: str) -> Mock:
    mock = Mock(mock_address)
    mock.reset()
    return mock


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Any script error or breach of the content-security policy fails the test."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda entry: problems.append(entry.text) if "Security Policy" in entry.text else None,
    )
    yield page
    assert problems == []


@pytest.fixture
def widget(page: Page, mock: Mock) -> Widget:
    """The widget on a bare host page under a strict content-security policy, still closed."""
    widget = Widget(page)
    widget.visit(mock.host())
    return widget


@pytest.fixture
def desk(console_address: str) -> ConsoleMock:
    desk = ConsoleMock(console_address)
    desk.reset()
    return desk


@pytest.fixture
def console(page: Page, desk: ConsoleMock) -> Console:
    """The console with 王芳, an agent, signed in."""
    console = Console(page, desk.address)
    console.sign_in("wangfang")
    return console
