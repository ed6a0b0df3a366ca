"""Finding typed words inside texts: LIKE, with its own signs taken literally."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

ESCAPE = "\\"


def contains(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[bool]:
    """Whether the column holds the typed words, whatever their case."""
    literal = typed
    for sign in (ESCAPE, "%", "_"):
        literal = literal.replace(sign, ESCAPE + sign)
    return column.ilike(f"%{literal}%", escape=ESCAPE)
