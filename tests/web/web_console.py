"""The console as a member of staff uses it, and the control side of web/dev/console-mock.mjs."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from web_mock import Control


class ConsoleMock(Control):
    def say(self, conversation: str, text: str, **more: object) -> None:
        self._control("say", id=conversation, text=text, **more)

    def change(self, conversation: str, **fields: object) -> None:
        self._control("row", id=conversation, **fields)

    def arrive(self, number: int, **options: object) -> None:
        self._control("arrive", number=number, **options)

    def colleague_takes(self, conversation: str, *, silent: bool = False) -> None:
        """`silent`: the page does not hear of it."""
        self._control("take", id=conversation, silent=silent)

    def customer_types(self, conversation: str) -> None:
        self._control("typing", id=conversation)

    def colleague_changes_ticket(self, number: str) -> None:
        self._control("touchTicket", no=number)

    def drop_sockets(self) -> None:
        self._control("drop")

    def set(self, **fields: object) -> None:
        self._control("set", **fields)

    def seen(self) -> dict[str, Any]:
        found = self._control("look")
        assert isinstance(found, dict)
        return found

    def conversation(self, conversation: str) -> dict[str, Any]:
        found: dict[str, Any] = self.seen()["conversations"][conversation]
        return found

    def agents_texts(self, conversation: str) -> list[str]:
        messages = self.conversation(conversation)["messages"]
        return [row["text"] for row in messages if row["author"] == "agent"]


class Console:
    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._root = f"{address}/console/"
        self.queue: Locator = page.get_by_role("listbox", name="的会话")
        self.rows: Locator = self.queue.get_by_role("option")
        self.log: Locator = page.get_by_role("log")
        self.reply: Locator = page.get_by_role("textbox", name="回复客户")
        self.note: Locator = page.get_by_role("textbox", name="内部备注")

    def sign_in(self, username: str, password: str = "") -> None:
        """The stand-in's passwords are the names of the accounts."""
        self.page.goto(self._root)
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码", exact=True).fill(password or username)
        self.button("登录").click()
        expect(self.page.get_by_role("navigation")).to_be_visible()

    def go(self, path: str) -> None:
        self.page.goto(f"{self._root}#/{path}")

    def button(
        self, name: str | re.Pattern[str], *, within: Page | Locator | None = None
    ) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name)

    def open_list(self, name: str) -> None:
        self.tab(name).click()
        expect(self.tab(name)).to_have_attribute("aria-selected", "true")

    def row(self, conversation: str) -> Locator:
        return self.page.locator(f"#row-{conversation}")

    def open(self, conversation: str) -> None:
        self.go(f"desk/{conversation}")
        expect(self.log.locator(".bubble").first).to_be_visible()

    def names(self) -> list[str]:
        return [text.strip() for text in self.rows.locator("b.clip").all_inner_texts()]

    def says(self, author: str) -> Locator:
        return self.log.locator(f"[data-author={author}]:not(.message--outgoing) .bubble")

    def mode(self, name: str) -> None:
        self.page.locator(".composer .ant-segmented-item", has_text=name).click()

    def send(self, text: str) -> None:
        self.reply.fill(text)
        self.reply.press("Enter")

    def choose(self, field: Locator, option: str) -> None:
        """From a drop-down list. A long one shows only what is typed, or near the choice made."""
        field.click()
        if field.is_editable():
            field.fill(option)
        self.page.locator(".ant-select-item-option", has_text=option).first.click()

    def notice(self, text: str) -> Locator:
        return self.page.locator(".ant-message").get_by_text(text)
