"""What SQLite and PostgreSQL spell differently, and medians, which only one of them has."""

from typing import Any

from sqlalchemy import ColumnElement, Float, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

Value = Select[Any, int]
"""One row: the figure, null when there is nothing to compute it from, and from how many rows."""


class seconds_between(GenericFunction[float]):
    """From the first moment to the second."""

    type = Float()
    inherit_cache = True


class shanghai_day(GenericFunction[str]):
    """The day of a moment on a calendar in Shanghai, as 2026-11-23."""

    type = String()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _seconds_sqlite(element: seconds_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(each, **kw) for each in element.clauses)
    return f"((julianday({second}) - julianday({first})) * 86400.0)"


@compiles(seconds_between, "postgresql")
def _seconds_postgresql(element: seconds_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(each, **kw) for each in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({second} - {first})) AS DOUBLE PRECISION)"


@compiles(shanghai_day, "sqlite")
def _day_sqlite(element: shanghai_day, compiler: SQLCompiler, **kw: Any) -> str:
    (moment,) = (compiler.process(each, **kw) for each in element.clauses)
    return f"date({moment}, '+8 hours')"  # no summer time there


@compiles(shanghai_day, "postgresql")
def _day_postgresql(element: shanghai_day, compiler: SQLCompiler, **kw: Any) -> str:
    (moment,) = (compiler.process(each, **kw) for each in element.clauses)
    return f"to_char({moment} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"


def share(condition: ColumnElement[bool], *where: ColumnElement[bool]) -> Value:
    """The part of the rows that meets the condition, of one."""
    return select(mean_of(condition), func.count()).where(*where)


def mean_of(condition: ColumnElement[bool]) -> ColumnElement[float]:
    return func.avg(cast(case((condition, 1.0), else_=0.0), Float))


def median(value: ColumnElement[Any], *where: ColumnElement[bool]) -> Value:
    x, place, number = _ranked(value, *where)
    middle = or_(place == (number + 1) // 2, place == (number + 2) // 2)
    return select(func.avg(x).filter(middle), func.count(x))


def quartile_distance(value: ColumnElement[Any], *where: ColumnElement[bool]) -> Value:
    """How far apart the middle half lies: quartiles by the nearest rank."""
    x, place, number = _ranked(value, *where)
    upper = func.max(x).filter(place == (3 * number + 3) // 4)
    lower = func.max(x).filter(place == (number + 3) // 4)
    return select(upper - lower, func.count(x))


def _ranked(
    value: ColumnElement[Any], *where: ColumnElement[bool]
) -> tuple[ColumnElement[float], ColumnElement[int], ColumnElement[int]]:
    """The values that are there, each with its place and their number."""
    rows = (
        select(
            value.label("x"),
            func.row_number().over(order_by=value).label("place"),
            func.count().over().label("number"),
        )
        .where(and_(value.is_not(None), *where))
        .subquery()
    )
    return rows.c.x, rows.c.place, rows.c.number
