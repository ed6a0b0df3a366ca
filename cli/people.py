"""`yida export`, `yida erase` and `yida retain`: personal data, given out and done away with."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import click
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from backend.clock import now
from backend.database import connect, reading, transaction
from backend.errors import NotFound
from backend.people import erasing, exporting, trackers
from backend.people.errors import Ambiguous, Unfinished
from backend.people.finding import belongings
from backend.people.finished import check_finished
from backend.people.person import find
from backend.people.retention import outlived
from backend.people.whose import Belongings, Whose
from backend.staff import audit
from service.attachments.files import Files
from service.learning import reviewed
from service.settings import ServiceSettings

T = TypeVar("T")


@click.command("export", help="Print all data of a customer (external id or phone) as JSON.")
@click.argument("customer")
def export_command(customer: str) -> None:
    sections = _with_database(lambda engine, _: export(engine, customer))
    click.echo(json.dumps(sections, ensure_ascii=False, indent=2))


@click.command("erase", help="Erase all data of a customer (external id or phone) for good.")
@click.argument("customer")
@click.option("--unfinished", is_flag=True, help="Even with parcels or tickets still open.")
@click.confirmation_option(prompt="确定要永久清除此人的个人信息吗？")
def erase_command(customer: str, *, unfinished: bool) -> None:
    _with_database(
        lambda engine, settings: erase(engine, settings, customer, unfinished=unfinished)
    )
    click.echo("已清除。")


@click.command("retain", help="Erase what is older than YIDA_RETENTION_DAYS; run it daily.")
def retain_command() -> None:
    _with_database(retain)
    click.echo("已清除保存期满的个人信息。")


async def export(engine: AsyncEngine, customer: str) -> exporting.Sections:
    async with transaction(engine) as session:
        person = await belongings(session, await find(session, customer))
        _record(session, "customer_exported", person)
        return await exporting.export(session, person)


async def erase(
    engine: AsyncEngine, settings: ServiceSettings, customer: str, *, unfinished: bool = False
) -> None:
    async with transaction(engine) as session:
        person = await belongings(session, await find(session, customer))
        if not unfinished:
            await check_finished(session, person)
        await _erase(session, settings, person)
        _record(session, "customer_erased", person)
    await _write_reviewed(engine, settings)


async def retain(engine: AsyncEngine, settings: ServiceSettings) -> None:
    before = now() - timedelta(days=settings.retention_days)
    while True:
        async with transaction(engine) as session:
            if not (old := await outlived(session, before)):
                break
            await _erase(session, settings, old)
    async with reading(engine) as session:
        await trackers.sweep(settings.tracker_url, session)
    await _write_reviewed(engine, settings)


async def _erase(session: AsyncSession, settings: ServiceSettings, gone: Belongings) -> None:
    """Files and trackers go before the commit: what fails half-way is found again by the rows."""
    files = Files(settings.var_dir)
    for key in await erasing.attachments(session, gone):
        files.path(key).unlink(missing_ok=True)
    await erasing.erase(session, gone)
    await trackers.forget(settings.tracker_url, gone)


async def _write_reviewed(engine: AsyncEngine, settings: ServiceSettings) -> None:
    if (reviewed.folder(settings.var_dir) / reviewed.NAME).exists():
        await reviewed.write(engine, settings.var_dir)


def _record(session: AsyncSession, kind: str, person: Belongings) -> None:
    for key in person.of(Whose.CUSTOMER) or ("",):
        audit.record(session, None, kind, f"customer:{key}", {"by": "yida"})


def _with_database(step: Callable[[AsyncEngine, ServiceSettings], Awaitable[T]]) -> T:
    async def run() -> T:
        settings = ServiceSettings()
        engine = connect(settings.database_url)
        try:
            return await step(engine, settings)
        finally:
            await engine.dispose()

    try:
        return asyncio.run(run())
    except NotFound as missing:
        raise click.ClickException("没有找到这个人的任何数据。") from missing
    except Ambiguous as several:
        names = "、".join(several.names)
        raise click.ClickException(f"有多个客户验证过这个手机号，请指定：{names}") from several
    except Unfinished as open_:
        numbers = "、".join(open_.numbers)
        message = f"还有未了结的业务：{numbers}。仍要清除请加 --unfinished。"
        raise click.ClickException(message) from open_
