"""The widget as a customer uses it."""

from playwright.sync_api import FrameLocator, Locator, Page, expect


class Widget:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher: Locator = page.locator("yida-widget .launcher")
        self.badge: Locator = page.locator("yida-widget .badge")
        self.iframe: Locator = page.locator("yida-widget iframe")
        self.frame: FrameLocator = page.frame_locator("yida-widget iframe")
        self.field: Locator = self.frame.locator(".composer textarea")
        self.log: Locator = self.frame.get_by_role("log")
        self.banner: Locator = self.frame.locator(".banner")

    def visit(self, address: str) -> None:
        self.page.goto(address)
        expect(self.launcher).to_be_visible()

    def open(self) -> None:
        self.launcher.click()
        self.ready()

    def ready(self) -> None:
        """Opened, with the history there."""
        expect(self.frame.locator(".welcome button").first).to_be_enabled()

    def close(self) -> None:
        self.frame.get_by_role("button", name="关闭").click()
        expect(self.iframe).to_be_hidden()

    def send(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def says(self, author: str) -> Locator:
        """The bubbles of one author that the service has confirmed."""
        return self.frame.locator(f"[data-author={author}] .bubble")

    def button(self, name: str) -> Locator:
        return self.frame.get_by_role("button", name=name, exact=True)
