"""`yida import`: one's own customers, orders and shipments, all rows or none."""

import asyncio
from pathlib import Path

import click

from backend.database import connect
from backend.imports.problems import BadRows
from backend.imports.service import Subject, import_file
from backend.settings import settings


async def _import(subject: Subject, path: Path) -> int:
    engine = connect(settings().database_url)
    try:
        return await import_file(engine, subject, path)
    finally:
        await engine.dispose()


@click.command("import", help="Import a CSV or JSON file; bad rows are reported by line.")
@click.argument("subject", type=click.Choice([subject.value for subject in Subject]))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(subject: str, path: Path) -> None:
    try:
        saved = asyncio.run(_import(Subject(subject), path))
    except BadRows as bad:
        for problem in bad.problems:
            click.echo(f"第 {problem.line} 行：{problem.message}（{problem.code}）", err=True)
        raise SystemExit(1) from bad
    click.echo(f"已导入 {saved} 行。")
