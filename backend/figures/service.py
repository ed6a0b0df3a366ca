"""All figures of a period."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from backend.figures import availability, desk, performance, reliability, seven_rights
from backend.figures.agents import agents
from backend.figures.causes import causes
from backend.figures.figure import Figure, Unit
from backend.figures.period import Period
from backend.figures.series import series

GROUPS: dict[str, tuple[Figure, ...]] = {
    "availability": availability.FIGURES,
    "performance": performance.FIGURES,
    "reliability": reliability.FIGURES,
    "seven_rights": seven_rights.FIGURES,
    "desk": desk.FIGURES,
}


@dataclass(frozen=True)
class Measured:
    """`n`: how many rows the value comes from."""

    key: str
    unit: Unit
    value: float | None
    n: int


@dataclass(frozen=True)
class AgentRow:
    """Times in seconds; `sla_met` of one, `csat` from 1 to 5; null where there is nothing."""

    id: int
    name: str
    cases: int
    resolved: int
    first_reply: float | None
    handling: float | None
    sla_met: float | None
    csat: float | None
    tickets_resolved: int


@dataclass(frozen=True)
class Report:
    """`causes`: a key of the tickets' rules and how many were resolved with it."""

    groups: dict[str, list[Measured]]
    causes: list[tuple[str, int]]
    series: dict[str, list[tuple[str, float]]]
    agents: list[AgentRow]


async def report(session: AsyncSession, period: Period) -> Report:
    return Report(
        groups={
            key: [await measure(session, figure, period) for figure in figures]
            for key, figures in GROUPS.items()
        },
        causes=[(row[0], row[1]) for row in await session.execute(causes(period))],
        series={
            key: [(day, float(value)) for day, value in await session.execute(query)]
            for key, query in series(period).items()
        },
        agents=[AgentRow(**row) for row in (await session.execute(agents(period))).mappings()],
    )


async def measure(session: AsyncSession, figure: Figure, period: Period) -> Measured:
    value, n = (await session.execute(figure.query(period))).one()
    return Measured(figure.key, figure.unit, None if value is None else float(value), n)
