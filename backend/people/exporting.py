"""A person's data as they may ask for it: complete, and in a form that machines read."""

from pydantic import JsonValue
from pydantic_core import to_jsonable_python
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.people.holdings import HOLDINGS
from backend.people.whose import Belongings

Sections = dict[str, list[dict[str, JsonValue]]]


async def export(session: AsyncSession, person: Belongings) -> Sections:
    """Section → rows. What others are on the same parcel stays theirs."""
    sections: Sections = {}
    for holding in reversed(HOLDINGS):
        if not holding.told:
            continue
        rows = sections.setdefault(holding.name, [])
        for values in person.chunks(holding.whose):
            query = select(*holding.told).where(holding.among(values))
            found = (await session.execute(query)).mappings()
            rows += [to_jsonable_python({**row}) for row in found]
    return sections
