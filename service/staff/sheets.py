"""CSV that a spreadsheet opens as text and never runs."""

import csv
import io
from collections.abc import Iterable, Sequence

from aiohttp import web

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
"""Without it Excel takes Chinese for gibberish."""

Cell = str | int | float | None


def safe(cell: Cell) -> str | int | float:
    """A text that would be a formula gets an apostrophe; numbers stay numbers."""
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def sheet(name: str, rows: Iterable[Sequence[Cell]]) -> web.Response:
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rows)
    return web.Response(
        body=(BOM + text.getvalue()).encode(),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
