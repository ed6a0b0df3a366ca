"""What a conversation left in the database."""

from typing import Any

from given import Made
from script import Rows
from sqlalchemy import Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Base
from backend.migrations import import_models

import_models()

HAS = "has"


async def wrong(
    session: AsyncSession, expected: Rows, made: Made, conversation_id: str
) -> str | None:
    """What is not as expected, if anything."""
    table = Base.metadata.tables[expected.table]
    found = await _own(session, table, made, conversation_id)
    fitting = [row for row in found if _fits(row, expected.where)]
    if len(fitting) == expected.count:
        return None
    return f"{expected.table} {expected.where}: {len(fitting)}, not {expected.count}, of {found}"


async def _own(
    session: AsyncSession, table: Table, made: Made, conversation_id: str
) -> list[dict[str, Any]]:
    """The rows of this customer, this conversation, and the parcels made for it."""
    if table.name in ("ticket_events", "return_items"):
        parent = "tickets" if table.name == "ticket_events" else "returns"
        key = table.c["ticket_id" if parent == "tickets" else "return_id"]
        owners = await _own(session, Base.metadata.tables[parent], made, conversation_id)
        mine = key.in_([row["id"] for row in owners])
    elif table.name in ("shipments", "trace_events"):
        mine = table.c["id" if table.name == "shipments" else "shipment_id"].in_(made.shipment_ids)
    else:
        owners_by = [
            table.c[column] == value
            for column, value in (
                ("conversation_id", conversation_id),
                ("customer_id", made.customer_id),
            )
            if column in table.c
        ]
        if table.name == "conversations":
            owners_by = [table.c.id == conversation_id]
        mine = or_(*owners_by)
    rows = await session.execute(select(table).where(mine))
    return [dict(row) for row in rows.mappings()]


def _fits(row: dict[str, Any], where: dict[str, Any]) -> bool:
    return all(_is(_at(row, name), wanted) for name, wanted in where.items())


def _at(row: dict[str, Any], name: str) -> Any:
    """`facts.fee_fen` is a value within the column `facts`."""
    column, _, key = name.partition(".")
    return (row[column] or {}).get(key) if key else row[column]


def _is(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return str(wanted[HAS]) in str(value)
    plain = getattr(value, "value", value)
    return bool(plain == wanted)
