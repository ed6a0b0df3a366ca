"""`yida migrate` and `yida seed`."""

import asyncio
from pathlib import Path

import click

from backend.database import connect, transaction
from backend.learning import registry
from backend.migrations import migrate
from backend.seed.service import seed
from backend.settings import settings


async def prepare_database(with_seed: bool) -> bool:
    """Whether the seed was laid now; a database that has it keeps what it has."""
    url = settings().database_url
    await migrate(url)
    if not with_seed:
        return False
    engine = connect(url)
    try:
        return await seed(engine)
    finally:
        await engine.dispose()


async def model_in_use(base: Path) -> Path:
    """The model to start with: the one that staff promoted, unless `base` is of newer data."""
    present = frozenset(path.name for path in base.parent.glob("*.tar.gz"))
    engine = connect(settings().database_url)
    try:
        async with transaction(engine) as session:
            return base.with_name(await registry.adopt(session, base.name, present))
    finally:
        await engine.dispose()


@click.command("migrate", help="Bring the database to the newest schema.")
def migrate_command() -> None:
    asyncio.run(prepare_database(with_seed=False))


@click.command("seed", help="Fill an empty database with the demo company.")
def seed_command() -> None:
    laid = asyncio.run(prepare_database(with_seed=True))
    click.echo("演示数据已写入。" if laid else "演示数据已存在，未作改动。")
