"""The widget on the demo shop page, in a real Chromium, against the real house."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from house import House
from playwright.async_api import Page, async_playwright, expect

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    chromium = os.environ.get("YIDA_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on the PATH, nor in YIDA_CHROMIUM")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        yield page
        await browser.close()


async def test_a_visitor_asks_in_the_widget_and_gets_the_card(house: House, page: Page) -> None:
    await page.goto(f"{house.url}/demo/")
    await page.locator("[data-yida-launcher], button[aria-haspopup=dialog]").first.click()
    widget = page.frame_locator("iframe")
    for words in ("我的快递到哪了", "SF1234567890123", "1234"):
        composer = widget.get_by_role("textbox").first
        await composer.fill(words)
        await composer.press("Enter")
        await expect(widget.get_by_role("log")).to_contain_text(words)
        await expect(widget.get_by_role("log")).to_contain_text(
            {"我的快递到哪了": "运单号", "SF1234567890123": "后四位", "1234": "派送中"}[words],
            timeout=20_000,
        )
    events = widget.locator("ol li")
    assert await events.count() > 2
