"""Every code that the service speaks in has a name for staff, and every name is that of a code."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from backend.clock import now
from backend.conversations.models import Author, State
from backend.conversations.states import WEB
from backend.customers.models import CustomerKind
from backend.desk.models import NoteKind
from backend.figures.figure import Unit
from backend.figures.period import Period
from backend.figures.series import series
from backend.figures.service import GROUPS, AgentRow
from backend.learning.models import ModelState
from backend.orders.models import OrderState
from backend.returns.models import ReturnState
from backend.reviews.models import Decision, Reason
from backend.shipments.models import ShipmentState
from backend.staff.models import Presence, Role
from backend.tickets.deeds import Action
from backend.tickets.models import TicketEventKind, TicketKind, TicketPriority, TicketState
from service.channels.registry import MAKERS

ROOT = Path(__file__).parents[2]
NAMES = json.loads((ROOT / "web/console/src/words/names.json").read_text("utf-8"))


def told(function: str, place: int, *folders: str) -> Iterator[str]:
    """The strings that calls of a function are given at a place."""
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == function:
                    given = node.args[place] if len(node.args) > place else None
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        yield given.value


def audited() -> Iterable[str]:
    yield from told("audit.record", 2, "backend", "service", "cli")
    yield from told("looked", 1, "service")
    yield from told("_record", 1, "cli")


def cards() -> set[str]:
    """Those that the widget draws."""
    drawn = (ROOT / "web/widget/src/cards/index.tsx").read_text("utf-8")
    return set(re.findall(r'case "(\w+)":', drawn))


CODES: dict[str, Iterable[str]] = {
    "states": {*OrderState, *ShipmentState, *ReturnState, *TicketState, *State},
    "conversationStates": State,
    "authors": Author,
    "channels": {WEB, *MAKERS},
    "customerKinds": CustomerKind,
    "ticketKinds": TicketKind,
    "ticketPriorities": TicketPriority,
    "ticketActions": Action,
    "ticketEvents": TicketEventKind,
    "reviewReasons": {"all", *Reason},
    "decisions": Decision,
    "modelStates": ModelState,
    "presence": Presence,
    "role": Role,
    "deskEvents": set(told("notes.happened", 3, "backend")),
    "figureGroups": GROUPS,
    "figures": {
        *(figure.key for group in GROUPS.values() for figure in group),
        *(set(AgentRow.__dataclass_fields__) - {"id", "name"}),
        "member",
    },
    "audit": set(audited()),
    "cards": cards(),
}


@pytest.mark.parametrize("noun", CODES)
def test_codes_and_names_are_the_same(noun: str) -> None:
    assert set(NAMES[noun]) == {str(code) for code in CODES[noun]}


def test_every_trend_has_a_name() -> None:
    today = Period(now().date(), now().date())
    assert {*series(today)} <= {*NAMES["trends"], *NAMES["figures"]}


def test_units_that_need_words_have_them() -> None:
    assert {Unit.STARS, Unit.PER_10K} <= {*NAMES["units"]}


def test_names_are_chinese() -> None:
    plain = [
        (noun, code)
        for noun, names in NAMES.items()
        for code, name in names.items()
        if name.isascii() and code != "telegram"
    ]
    assert plain == []


def test_the_catalogue_words_each_kind_of_note() -> None:
    words = (ROOT / "web/console/src/words/desk.ts").read_text("utf-8")
    assert all(f"{kind}: " in words for kind in NoteKind if kind is not NoteKind.EVENT)
