import csv
import io
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from consoles import Console, answered, refused
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import local, now
from backend.figures.service import GROUPS
from backend.seed.service import seed
from backend.staff.models import Role
from service.staff.sheets import safe
from service.texts import words

Hire = Callable[..., Awaitable[Console]]


async def test_figures_of_the_last_thirty_days_unless_told(
    member: Hire, database: AsyncEngine
) -> None:
    await seed(database)
    console, today = await member("boss", Role.SUPERVISOR), local(now()).date()
    found = await answered(await console.call("GET", "/figures"), 200)
    assert (found["from"], found["to"]) == (
        (today - timedelta(days=29)).isoformat(),
        today.isoformat(),
    )
    groups = {g["key"]: {f["key"]: f for f in g["figures"]} for g in found["groups"]}
    assert set(groups) == set(GROUPS)
    assert 0 < groups["reliability"]["on_time_rate"]["value"] <= 1
    assert groups["reliability"]["on_time_rate"]["n"] > 20
    assert [s["points"] for s in found["series"] if s["key"] == "signed"] != [[]]


async def test_an_agent_sees_their_own_work_and_a_supervisor_everybodys(member: Hire) -> None:
    fang, boss = await member("fang"), await member("boss", Role.SUPERVISOR)
    seen = [
        [row["member"]["name"] for row in (await answered(response, 200))["agents"]]
        for response in (await fang.call("GET", "/figures"), await boss.call("GET", "/figures"))
    ]
    assert seen == [["fang"], ["fang", "boss"]]


async def test_the_sheet_runs_no_formula(member: Hire) -> None:
    console = await member("boss", Role.SUPERVISOR, name='=HYPERLINK("http://x")')
    response = await console.call("GET", "/figures.csv")
    assert response.status == 200
    assert response.content_type == "text/csv"
    rows = list(csv.reader(io.StringIO((await response.read()).decode("utf-8-sig"))))
    assert '\'=HYPERLINK("http://x")' in [row[0] for row in rows if row]
    names, figures = words("figures"), [f.key for group in GROUPS.values() for f in group]
    assert [row[1] for row in rows[1 : len(figures) + 1]] == [names[key] for key in figures]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_would_be_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == "'" + cell


def test_numbers_stay_numbers() -> None:
    assert [safe(-1.5), safe(0), safe(None), safe("客服")] == [-1.5, 0, "", "客服"]


@pytest.mark.parametrize("query", ["from=2026-11-02&to=2026-11-01", "from=x", "from=1900-01-01"])
async def test_no_such_period(member: Hire, query: str) -> None:
    console = await member("fang")
    await refused(await console.call("GET", f"/figures?{query}"), 400, "invalid_input")
