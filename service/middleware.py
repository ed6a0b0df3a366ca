"""Around every request: the error envelope, the log line, origins, limits and headers."""

import time
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import ConfigDict

from backend.errors import InvalidInput, NotFound, Unavailable, YidaError
from backend.staff.errors import TooManyAttempts
from service.errors import (
    DATABASE_DOWN,
    ForeignOrigin,
    MethodNotAllowed,
    TooLarge,
    TooMany,
    status_of,
)
from service.http import Schema, render
from service.texts import words
from service.wiring import SERVICES

log = structlog.get_logger(__name__)

HTTP_ERRORS: dict[int, type[YidaError]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
}


class Error(Schema):
    """Some codes tell more, such as who was faster."""

    model_config = ConfigDict(extra="allow", frozen=True)

    code: str
    message: str


class ErrorAnswer(Schema):
    error: Error


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The only place that turns a failure into an answer."""
    try:
        return await handler(request)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        return _answer(HTTP_ERRORS.get(error.status, InvalidInput)(), dict(error.headers))
    except YidaError as error:
        return _answer(error)
    except DATABASE_DOWN:
        log.exception("dependency_down")
        return _answer(Unavailable())
    except Exception:
        log.exception("request_failed")
        return _answer(YidaError())


@web.middleware
async def access_log(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line for each request, with the route's pattern: a path or query may hold anything."""
    started = time.monotonic()
    response = await handler(request)
    resource = request.match_info.route.resource
    log.info(
        "request",
        method=request.method,
        route=resource.canonical if resource else "",
        status=response.status,
        ms=round((time.monotonic() - started) * 1000),
    )
    return response


@web.middleware
async def origins(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A browser page of another site may neither write nor open a WebSocket."""
    origin = request.headers.get("Origin")
    writes = request.method not in ("GET", "HEAD") or "Upgrade" in request.headers
    if origin is not None and writes:
        own = urlsplit(origin).netloc == request.host and origin.startswith("http")
        if not own and origin not in request.app[SERVICES].settings.allowed_origins:
            raise ForeignOrigin
    return await handler(request)


@web.middleware
async def throttle(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.path.startswith("/api/"):
        services = request.app[SERVICES]
        await services.per_address.take(address(request, services.settings.trusted_proxies))
    return await handler(request)


def address(request: web.Request, trusted: tuple[str, ...]) -> str:
    """The caller's address; X-Forwarded-For is read from the right, as far as it is trusted."""
    found = request.remote or ""
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if found not in trusted or not hop.strip():
            break
        found = hop.strip()
    return found


def _answer(error: YidaError, given: dict[str, str] | None = None) -> web.Response:
    told = {name: error.params[name] for name in error.told}
    message = words("errors")[error.code].format_map(error.params)
    body = ErrorAnswer(error=Error.model_validate({**told, "code": error.code, "message": message}))
    response = render(body, status_of(type(error)))
    if isinstance(error, TooMany | TooManyAttempts):
        response.headers["Retry-After"] = str(error.retry_after)
    if given and "Allow" in given:
        response.headers["Allow"] = given["Allow"]
    return response


MIDDLEWARES = (access_log, errors, origins, throttle)
