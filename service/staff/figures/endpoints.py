"""Figures of a period, as JSON and as a sheet."""

from dataclasses import asdict, replace
from datetime import date, timedelta

from aiohttp import web
from pydantic import ConfigDict, Field

from backend.clock import local, now
from backend.database import reading
from backend.figures.figure import Unit
from backend.figures.period import Period
from backend.figures.service import AgentRow, Report, report
from backend.staff.models import Role
from backend.tickets.rules import TICKETS
from service.http import Schema
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.schemas import Listed, Who
from service.staff.sheets import Cell, sheet
from service.texts import words

USUAL = timedelta(days=29)


class Between(Schema):
    """The last thirty days, unless told."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")

    def period(self) -> Period:
        last = self.last or local(now()).date()
        return Period(self.first or last - USUAL, last)


class FigureView(Schema):
    model_config = ConfigDict(from_attributes=True)

    key: str
    value: float | None
    unit: Unit
    n: int


class GroupView(Schema):
    key: str
    figures: list[FigureView]


class Point(Schema):
    day: date
    value: float


class SeriesView(Schema):
    key: str
    points: list[Point]


class AgentView(Schema):
    """Of `backend.figures.service.AgentRow`, with the member as elsewhere."""

    member: Who
    cases: int
    resolved: int
    first_reply: float | None
    handling: float | None
    sla_met: float | None
    csat: float | None
    tickets_resolved: int

    @classmethod
    def of(cls, row: AgentRow) -> "AgentView":
        return cls.model_validate({**asdict(row), "member": Who(id=row.id, name=row.name)})


class CauseView(Schema):
    """What tickets that were resolved had at their root."""

    key: str
    name: str
    n: int

    @classmethod
    def of(cls, key: str, number: int) -> "CauseView":
        return cls(key=key, name=TICKETS.data.causes.get(key, key), n=number)


class Figures(Listed):
    model_config = ConfigDict(serialize_by_alias=True)

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    groups: list[GroupView]
    causes: list[CauseView]
    series: list[SeriesView]
    agents: list[AgentView]


async def show(call: StaffCall[Between]) -> Figures:
    period = call.args.period()
    found = await _found(call, period)
    return Figures.model_validate(
        {
            "first": period.first,
            "last": period.last,
            "groups": [
                GroupView(key=key, figures=[FigureView.model_validate(row) for row in rows])
                for key, rows in found.groups.items()
            ],
            "causes": [CauseView.of(*row) for row in found.causes],
            "series": [
                SeriesView(key=key, points=[Point.model_validate(_point(p)) for p in points])
                for key, points in found.series.items()
            ],
            "agents": [AgentView.of(row) for row in found.agents],
        }
    )


async def download(call: StaffCall[Between]) -> web.Response:
    period = call.args.period()
    found, names = await _found(call, period), words("figures")
    rows: list[tuple[Cell, ...]] = [
        tuple(names[key] for key in ("group", "figure", "value", "unit", "n"))
    ]
    for group, figures in found.groups.items():
        rows += [(names[group], names[f.key], f.value, names[f.unit], f.n) for f in figures]
    rows += [(), (names["cause"], names["tickets"])]
    rows += [(CauseView.of(*row).name, row[1]) for row in found.causes]
    columns = [key for key in AgentRow.__dataclass_fields__ if key not in ("id", "name")]
    rows += [(), (names["agent"], *(names[key] for key in columns))]
    rows += [(row.name, *(getattr(row, key) for key in columns)) for row in found.agents]
    return sheet(f"figures-{period.first}-{period.last}", rows)


async def _found(call: StaffCall[Between], period: Period) -> Report:
    """Of their colleagues' work only supervisors see the figures."""
    async with reading(call.database) as session:
        found = await report(session, period)
    if call.member.may(Role.SUPERVISOR):
        return found
    return replace(found, agents=[row for row in found.agents if row.id == call.member.id])


def _point(point: tuple[str, float]) -> dict[str, object]:
    day, value = point
    return {"day": day, "value": value}


ENDPOINTS = (
    StaffEndpoint("GET", "/figures", Role.AGENT, show, Between),
    StaffEndpoint("GET", "/figures.csv", Role.AGENT, download, Between),
)
