"""A person in every table of the database, with a mark of theirs in every field that holds one."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.clock import now
from backend.database import Base, UtcDateTime
from backend.migrations import import_models

import_models()

IMPERSONAL = {
    "channel_inlets",  # cursors into a platform's queue
    "channel_tokens",
    "desk_quick_replies",  # written for all customers
    "engine_models",
    "outlets",
    "products",
    "serials",
    "staff_login_attempts",
    "staff_members",
    "staff_sessions",
    "stock",
    "substitutes",
}
STAYS = {
    "desk_cases": {"topic", "group_key", "passed_over"},
    "conversations": {"channel", "locale", "merged_into"},
    "invoices": {"turn_id", "invoice_no"},
    "order_items": {"name"},  # of the product
    "orders": {"order_no"},
    "payouts": {"granted_by"},  # a member of staff
    "pickups": {"pickup_no", "turn_id", "conversation_id", "waybill_no", "courier_name",
                "courier_phone"},
    "receipts": {"channel", "key"},  # the platform's number of its call
    "returns": {"return_no", "turn_id", "conversation_id", "waybill_no"},
    "shipments": {"waybill_no", "carrier_code", "courier_name", "courier_phone", "station",
                  "station_phone"},
    "staff_audit": {"kind", "object"},
    "ticket_events": {"actor"},  # a role, or a member of staff
    "tickets": {"ticket_no", "turn_id", "conversation_id", "assignee"},
    "trace_events": {"code", "place"},  # of the carrier
}  # fmt: skip
"""Text columns that an erasure leaves alone: numbers for the accounts, and other people's names."""

DONE = {"orders": "completed", "shipments": "signed", "tickets": "resolved", "pickups": "collected"}


class Marked:
    """`mark` stands in every value that is the person's."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.ids: dict[str, Any] = {}
        self._numbers: Iterator[int] = count(1)

    @property
    def user(self) -> str:
        return f"{self.mark}u"

    @property
    def phone(self) -> str:
        return f"{self.mark}13800"

    @property
    def external_id(self) -> str:
        return f"{self.mark}x"

    async def settle(self, engine: AsyncEngine) -> None:
        """A row in every table that can be about a person."""
        async with engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                if table.name in IMPERSONAL:
                    continue
                row = {
                    column.key: self._value(table, column)
                    for column in table.columns
                    if not (column.primary_key and isinstance(column.type, sa.Integer)
                            and not column.foreign_keys)
                }  # fmt: skip
                result = await connection.execute(table.insert().values(row))
                self.ids[table.name] = result.inserted_primary_key[0]

    def _value(self, table: Table, column: Column[Any]) -> object:
        fixed = {
            "customers.external_id": self.external_id,
            "contact_points.value": self.phone,
            "one_time_codes.phone": self.phone,
            "guess_counters.key": f"customer:{self.ids.get('customers')}",
            "staff_audit.object": f"customer:{self.ids.get('customers')}",
            "conversations.merged_into": None,
            "desk_cases.passed_over": [],
        }
        if (name := f"{table.name}.{column.key}") in fixed:
            return fixed[name]
        if column.foreign_keys:
            (target,) = column.foreign_keys
            return self.ids.get(target.column.table.name)
        if column.key == "conversation_id":
            return self.ids["conversations"]
        if column.key == "channel_user":
            return self.user
        if column.key == "channel" and not isinstance(column.type, sa.Enum):
            return "webhook"
        if column.key == "state" and table.name in DONE:
            return DONE[table.name]
        return self._of_type(table, column)

    def _of_type(self, table: Table, column: Column[Any]) -> object:
        kind = column.type
        if isinstance(kind, sa.Enum):
            return kind.enums[0]
        if isinstance(kind, sa.JSON):
            return {"a": self._canary(), "b": [{"c": self._canary()}]}
        if column.key in STAYS.get(table.name, ()) or column.primary_key:
            return f"{ord(self.mark) % 100}-{next(self._numbers)}"
        if isinstance(kind, sa.String):
            return self._canary()
        if isinstance(kind, UtcDateTime):
            return now()
        return date(2026, 1, 1) if isinstance(kind, sa.Date) else True if isinstance(
            kind, sa.Boolean) else 1  # fmt: skip

    def _canary(self) -> str:
        return f"{self.mark}{next(self._numbers)}"


async def everything(engine: AsyncEngine) -> dict[str, list[str]]:
    """Table → its rows, each as one line."""
    async with engine.connect() as connection:
        return {
            table.name: [
                json.dumps({**row}, ensure_ascii=False, default=_plain, sort_keys=True)
                for row in (await connection.execute(sa.select(table))).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
