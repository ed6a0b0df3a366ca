"""`yida staff`: the first admin, and whoever else is to be added by hand."""

import asyncio
import secrets

import click

from backend.database import connect, transaction
from backend.migrations import migrate
from backend.settings import settings
from backend.staff import audit, members, passwords
from backend.staff.errors import UsernameTaken, WeakPassword
from backend.staff.groups import GROUPS
from backend.staff.members import NewMember
from backend.staff.models import Role

GENERATED_BYTES = 12


@click.group(help="Members of staff.")
def staff() -> None:
    pass


@staff.command(help="Add a member. Without a password typed in, one is made up and shown once.")
@click.argument("username")
@click.option("--name", help="Shown to customers and colleagues; the user name by default.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default="agent", show_default=True
)
@click.option(
    "--group", "groups", multiple=True, type=click.Choice([*GROUPS.data.groups]),
    help="Skill group; may be given several times. Without any, all groups.",
)  # fmt: skip
@click.option("--capacity", type=click.IntRange(0, 100), default=5, show_default=True)
@click.option("--ask/--generate", default=False, help="Ask for the password instead.")
def add(
    username: str,
    *,
    name: str | None,
    role: str,
    groups: tuple[str, ...],
    capacity: int,
    ask: bool,
) -> None:
    password = (
        click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
        if ask
        else secrets.token_urlsafe(GENERATED_BYTES)
    )
    new = NewMember(
        username, name or username, Role(role), groups or [*GROUPS.data.groups], capacity
    )
    try:
        asyncio.run(_add(new, password))
    except UsernameTaken as taken:
        raise click.ClickException(f"用户名 {username} 已被使用。") from taken
    except WeakPassword as weak:
        raise click.ClickException("密码至少 10 个字符，且不能过于简单。") from weak
    click.echo(f"已添加 {username}（{role}）。")
    if not ask:
        click.echo(f"密码（只显示这一次）：{password}")


async def _add(new: NewMember, password: str) -> None:
    password_hash = await passwords.hashed(password)
    url = settings().database_url
    await migrate(url)
    engine = connect(url)
    try:
        async with transaction(engine) as session:
            member = await members.add(session, new, password_hash)
            detail = {"username": member.username, "role": member.role.value, "by": "yida staff"}
            audit.record(session, None, "member_added", f"member:{member.id}", {**detail})
    finally:
        await engine.dispose()
