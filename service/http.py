"""Endpoints as data: routing, validation, authentication and documentation read one table."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from backend.conversations.sessions import Caller
from backend.errors import InvalidInput, YidaError
from service.sessions.authentication import authenticate
from service.wiring import SERVICES, Services


class Schema(BaseModel):
    """A body or an answer of the API."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Nothing(Schema):
    """No arguments."""


Args = TypeVar("Args", bound=BaseModel)


@dataclass(frozen=True)
class Call(Generic[Args]):
    """A valid call. `args` come from the JSON body of a POST, or else from the query."""

    request: web.Request
    services: Services
    args: Args
    session: Caller | None

    @property
    def caller(self) -> Caller:
        """Whose token came with the call; only for endpoints that ask for one."""
        assert self.session is not None  # noqa: S101 - Endpoint.signed saw to it
        return self.session


@dataclass(frozen=True)
class Endpoint(Generic[Args]):
    """`args` None: the handler reads the body itself. `answer` None: it makes the response."""

    method: str
    path: str
    summary: str
    handle: Callable[[Call[Args]], Awaitable[BaseModel | web.StreamResponse]]
    args: type[Args]
    answer: type[BaseModel] | None
    status: int = 200
    signed: bool = True
    errors: tuple[type[YidaError], ...] = ()
    upload: bool = False
    media: tuple[str, ...] = field(default=("application/json",))

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        services = request.app[SERVICES]
        session = await authenticate(services.database, request) if self.signed else None
        body = self.method == "POST" and not self.upload
        call = Call(request, services, await arguments(self.args, request, body=body), session)
        result = await self.handle(call)
        return result if isinstance(result, web.StreamResponse) else render(result, self.status)


AnyEndpoint = Endpoint[Any]
"""An endpoint whose arguments are its own matter."""


async def arguments(kind: type[Args], request: web.Request, *, body: bool) -> Args:
    """Out of the JSON body or out of the query. Raises InvalidInput."""
    try:
        if body:
            return kind.model_validate_json(await request.read() or b"{}")
        return kind.model_validate(dict(request.query))
    except ValidationError as error:
        raise InvalidInput(", ".join(_places(error))) from error


def render(answer: BaseModel, status: int = 200) -> web.Response:
    return web.Response(
        text=answer.model_dump_json(exclude_none=True),
        status=status,
        content_type="application/json",
    )


def add(app: web.Application, prefix: str, endpoints: Iterable[AnyEndpoint]) -> None:
    for endpoint in endpoints:
        app.router.add_route(endpoint.method, prefix + endpoint.path, endpoint.__call__)


def _places(error: ValidationError) -> list[str]:
    return [".".join(map(str, problem["loc"])) for problem in error.errors(include_input=False)]
