import pytest
from consoles import Console, Hire, hire, sign_in
from fakes import Service
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.staff.models import Role


@pytest.fixture
def member(service: Service, database: AsyncEngine) -> Hire:
    """A new member, signed in."""

    async def make(username: str, role: Role = Role.AGENT, **details: object) -> Console:
        await hire(database, username, role, **details)
        return await sign_in(service, username)

    return make
