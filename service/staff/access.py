"""The one door to every staff call: who asks, from where, and whether the role allows it.

A route is a `StaffEndpoint`, which cannot be made without a role. Objects are checked where they
are fetched: `backend/desk/visibility.py` for conversations.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading, transaction
from backend.desk.visibility import Viewer
from backend.errors import Forbidden, NotFound
from backend.staff import members, sessions
from backend.staff.models import Role
from backend.staff.sessions import SignedIn
from service.errors import ForeignOrigin, SignedOut
from service.http import Nothing, arguments
from service.wiring import SERVICES, Services

BASE = "/api/v1/staff"
COOKIE = "yida_staff"
CONSOLE = "X-Yida-Console"

MEMBER = web.RequestKey("member", SignedIn)
"""Who asks; set before any handler but an open one runs."""

OPEN = None
"""Instead of a role, for the one call that makes a session."""

Args = TypeVar("Args", bound=BaseModel)


@dataclass(frozen=True)
class StaffCall(Generic[Args]):
    """A valid, allowed call. `args` come from the query of a GET or DELETE, else from the body."""

    request: web.Request
    services: Services
    args: Args

    @property
    def member(self) -> SignedIn:
        return self.request[MEMBER]

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.member.id, self.member.name, self.member.role)

    @property
    def database(self) -> AsyncEngine:
        return self.services.database

    def path(self, name: str) -> str:
        return self.request.match_info[name]

    def number(self, name: str) -> int:
        """A numeric id out of the path. Raises NotFound for what can be none."""
        digits = self.path(name)
        # Nine digits stay within a database's integer.
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
            raise NotFound
        return int(digits)


@dataclass(frozen=True)
class StaffEndpoint(Generic[Args]):
    """`role` is the least that is needed. A handler answers a model, a response, or None (204)."""

    method: str
    path: str
    role: Role | None
    handle: Callable[[StaffCall[Args]], Awaitable[BaseModel | web.StreamResponse | None]]
    args: type[Args] = Nothing  # type: ignore[assignment]  # the default of a type variable
    status: int = 200
    upload: bool = False

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        services = request.app[SERVICES]
        if request.method != "GET":
            refuse_foreign(request, marked=True)
        if self.role is not OPEN:
            request[MEMBER] = await signed_in(request)
            if not request[MEMBER].may(self.role):
                raise Forbidden
        body = self.method not in ("GET", "DELETE") and not self.upload
        call = StaffCall(request, services, await arguments(self.args, request, body=body))
        result = await self.handle(call)
        if result is None:
            return web.Response(status=204)
        if isinstance(result, web.StreamResponse):
            return result
        return web.Response(
            text=result.model_dump_json(), status=self.status, content_type="application/json"
        )


AnyStaffCall = StaffCall[Any]
AnyStaffEndpoint = StaffEndpoint[Any]


def add(app: web.Application, endpoints: Iterable[AnyStaffEndpoint]) -> None:
    for endpoint in endpoints:
        app.router.add_route(endpoint.method, BASE + endpoint.path, endpoint.__call__)


async def signed_in(request: web.Request) -> SignedIn:
    """Raises SignedOut. Writes down now and then that the session is in use."""
    services = request.app[SERVICES]
    found = await session_of(services, request.cookies.get(COOKIE, ""))
    if sessions.needs_touch(found):
        async with transaction(services.database) as session:
            await sessions.touch(session, found.session_id)
            await members.seen(session, found.id)
    return found


async def session_of(services: Services, token: str) -> SignedIn:
    """Raises SignedOut."""
    idle = timedelta(minutes=services.settings.staff_idle_minutes)
    async with reading(services.database) as session:
        found = await sessions.find(session, token, idle) if token else None
    if found is None:
        raise SignedOut
    return found


def refuse_foreign(request: web.Request, *, marked: bool) -> None:
    """Raises ForeignOrigin unless a page of our own asks; `marked`: with the console's header too.

    Stricter than for customers: host sites that embed the widget have no business here, and a
    browser always names the origin of such a call.
    """
    origin = request.headers.get("Origin", "")
    own = origin.startswith("http") and urlsplit(origin).netloc == request.host
    if not own or (marked and request.headers.get(CONSOLE) != "1"):
        raise ForeignOrigin
