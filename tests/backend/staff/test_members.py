import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import connect, reading, transaction
from backend.errors import InvalidInput
from backend.settings import settings
from backend.staff import members, passwords
from backend.staff.errors import UsernameTaken, WeakPassword
from backend.staff.members import NewMember
from backend.staff.models import Role
from cli.main import main

WANG = NewMember("Wang", "王芳", Role.AGENT, ["shipping"])


async def test_user_names_differ_by_more_than_case(engine: AsyncEngine) -> None:
    async with transaction(engine) as session:
        assert (await members.add(session, WANG, "x")).username == "wang"
    with pytest.raises(UsernameTaken):
        async with transaction(engine) as session:
            await members.add(session, NewMember("WANG", "别人", Role.AGENT), "x")


async def test_a_group_that_is_not_in_the_table_is_refused(engine: AsyncEngine) -> None:
    with pytest.raises(InvalidInput):
        async with transaction(engine) as session:
            await members.add(session, NewMember("wang", "王芳", Role.AGENT, ["nowhere"]), "x")


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaaa", "ababababababab"])
async def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(WeakPassword):
        await passwords.hashed(weak)


async def test_nobody_matches_no_password() -> None:
    assert not await passwords.matches(None, "nobody has this password")
    assert not await passwords.matches("not a hash", "x")


@pytest.fixture
def database_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'yida.db'}"
    monkeypatch.setenv("YIDA_DATABASE_URL", url)
    settings.cache_clear()
    yield url
    settings.cache_clear()


def test_the_command_makes_the_first_admin_with_a_password_shown_once(database_file: str) -> None:
    added = CliRunner().invoke(main, ["staff", "add", "boss", "--role", "admin"])
    assert added.exit_code == 0, added.output
    password = added.output.strip().rpartition("：")[2]
    assert len(password) >= passwords.SHORTEST
    again = CliRunner().invoke(main, ["staff", "add", "boss"])
    assert again.exit_code == 1
    assert "已被使用" in again.output

    async def check() -> None:
        engine = connect(database_file)
        async with reading(engine) as session:
            member = await members.by_username(session, "boss")
            assert member is not None
            assert member.role is Role.ADMIN
            assert await passwords.matches(member.password_hash, password)
        await engine.dispose()

    asyncio.run(check())


def test_a_password_may_be_typed_and_weak_ones_are_refused(database_file: str) -> None:
    typed = "a good long one\na good long one\n"
    added = CliRunner().invoke(main, ["staff", "add", "li", "--ask"], input=typed)
    assert added.exit_code == 0, added.output
    assert "a good long one" not in added.output
    weak = CliRunner().invoke(main, ["staff", "add", "mei", "--ask"], input="x\nx\n")
    assert weak.exit_code == 1
    assert "至少 10 个字符" in weak.output
