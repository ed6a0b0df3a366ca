"""Has a conversation with the house, and holds every reply against what was expected of it."""

import asyncio
from pathlib import Path
from typing import Any

from given import Made, make
from house import Customer, House
from rows import wrong
from script import Rows, Said, Script
from sqlalchemy import text

from backend.database import connect, reading, transaction

LONGEST = 420
"""Characters of a message; the longest texts are the rules that an FAQ gives."""
BROKEN_TEXT = ("{", "}", "None", "utter_", "_shipment", "Traceback")


class Talk:
    def __init__(self, house: House, script: Script) -> None:
        self._house, self._script = house, script
        self._url = f"sqlite+aiosqlite:///{house.database}"
        self.lines: list[str] = []
        self.made: Made = asyncio.run(self._make())
        me = script.given.me
        external_id = me.external_id or self.made.external_id
        self._customer = Customer(house, external_id if me.signed_in else None)

    def run(self) -> list[str]:
        """Everything that went wrong."""
        problems: list[str] = []
        for turn in self._script.turns:
            problems += self._turn(turn)
        return problems + asyncio.run(self._wrong_rows())

    def _turn(self, turn: Said) -> list[str]:
        try:
            replies = self._act(turn)
        except LookupError as error:
            return [str(error)]
        self.lines += [_line(reply) for reply in replies]
        return [f"{self._acted(turn)}: {problem}" for problem in self._problems(turn, replies)]

    def _act(self, turn: Said) -> list[dict[str, Any]]:
        self.lines.append(f"客户：{self._acted(turn)}")
        if turn.waits_minutes is not None:
            for column, value in turn.becomes.items():
                self._change(
                    f"UPDATE shipments SET {column} = :value WHERE id = :id",  # noqa: S608 - from our own files
                    value=value,
                    id=self.made.shipment_ids[0],
                )
            self._change(
                "UPDATE tickets SET created_at = datetime(created_at, :ago)"
                " WHERE customer_id = :me",
                ago=f"-{turn.waits_minutes} minutes",
                me=self.made.customer_id,
            )
            return self._customer.hear()
        if turn.proves is not None:
            return self._customer.prove(self._fill(turn.proves))
        if turn.broken:
            self._change(f"ALTER TABLE {turn.broken} RENAME TO {turn.broken}_away")
        try:
            replies = self._customer.say(self._acted(turn))
            return replies + self._customer.send_again() if turn.sends_again else replies
        finally:
            if turn.broken:
                self._change(f"ALTER TABLE {turn.broken}_away RENAME TO {turn.broken}")

    def _acted(self, turn: Said) -> str:
        if turn.waits_minutes is not None:
            return f"（{turn.waits_minutes}分钟后）"
        if turn.proves is not None:
            return "（用验证码核实了手机号）"
        return self._fill(turn.says if turn.says is not None else f"▸{turn.picks}")

    def _problems(self, turn: Said, replies: list[dict[str, Any]]) -> list[str]:
        heard = "\n".join(reply["text"] for reply in replies)
        titles = [choice["title"] for reply in replies for choice in reply.get("choices") or []]
        cards = [reply["card"]["kind"] for reply in replies if reply.get("card")]
        problems = [f"not heard: {w}" for w in turn.hears if self._fill(w) not in heard]
        problems += [f"heard: {w}" for w in turn.never if self._fill(w) in heard]
        problems += [f"no choice: {w}" for w in turn.choices if not any(w in t for t in titles)]
        problems += [f"unfit text: {w}" for w in BROKEN_TEXT if w in heard]
        problems += [f"too long: {r['text']}" for r in replies if len(r["text"]) > LONGEST]
        if turn.card and turn.card not in cards:
            problems.append(f"cards are {cards}, not {turn.card}")
        if turn.state and self._customer.state != turn.state:
            problems.append(f"state is {self._customer.state}, not {turn.state}")
        if turn.silent == bool(replies):
            problems.append("not silent" if turn.silent else "a silent turn")
        return problems

    def _fill(self, words: str) -> str:
        return words.format_map(self.made.names) if "{" in words else words

    async def _make(self) -> Made:
        engine = connect(self._url)
        async with transaction(engine) as session:
            made = await make(session, self._script.given)
        await engine.dispose()
        return made

    async def _wrong_rows(self) -> list[str]:
        engine = connect(self._url)
        async with reading(engine) as session:
            found = [
                await wrong(session, self._filled(rows), self.made, self._customer.conversation_id)
                for rows in self._script.then
            ]
        await engine.dispose()
        return [problem for problem in found if problem]

    def _filled(self, rows: Rows) -> Rows:
        where = {
            name: self._fill(value) if isinstance(value, str) else value
            for name, value in rows.where.items()
        }
        return rows.model_copy(update={"where": where})

    def _change(self, statement: str, **values: Any) -> None:
        asyncio.run(self._execute(statement, values))

    async def _execute(self, statement: str, values: dict[str, Any]) -> None:
        engine = connect(self._url)
        async with transaction(engine) as session:
            await session.execute(text(statement), values)
        await engine.dispose()


def _line(reply: dict[str, Any]) -> str:
    who = {"bot": "驿答", "system": "系统", "agent": "客服"}[reply["author"]]
    words = [reply["text"]] if reply["text"] else []
    if reply.get("card"):
        words.append(f"〔{reply['card']['kind']}〕")
    words += [f"［{choice['title']}］" for choice in reply.get("choices") or []]
    return f"{who}：{' '.join(words)}"


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"
