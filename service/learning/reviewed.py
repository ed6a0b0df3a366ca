"""The file of reviewed examples, which the training reads beside data/nlu/."""

import os
from pathlib import Path
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading
from backend.reviews.examples import reviewed_yaml

NAME = "reviewed.yml"


def folder(var_dir: Path) -> Path:
    return var_dir / "nlu"


async def write(database: AsyncEngine, var_dir: Path) -> int:
    """Made from the database, in one piece. Returns the number of examples."""
    async with reading(database) as session:
        text, number = await reviewed_yaml(session)
    target = folder(var_dir)
    target.mkdir(parents=True, exist_ok=True)
    fresh = target / f".{uuid4().hex}"
    fresh.write_text(text, "utf-8")
    os.replace(fresh, target / NAME)
    return number
