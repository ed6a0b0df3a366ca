"""The application, put together."""

import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from backend.database import connect
from service import headers, pages
from service.api import endpoints
from service.background import repeating
from service.channels.base import Channel
from service.channels.webhook import inbound
from service.channels.webhook.outbound import WebhookChannel
from service.http import add
from service.limits import Limiter
from service.metrics import Metrics
from service.middleware import MIDDLEWARES
from service.outbox.dispatcher import Dispatcher
from service.realtime.hub import Hub, watching
from service.settings import ServiceSettings
from service.turns.engine import Engine
from service.turns.runner import TurnRunner
from service.turns.sweep import Sweep
from service.wiring import SERVICES, Services

BODY_BYTES = 64 * 1024


def create_app(settings: ServiceSettings) -> web.Application:
    """The whole service. The database has to be migrated before it starts."""
    settings = _with_demo_secret(settings)
    app = web.Application(middlewares=MIDDLEWARES, client_max_size=BODY_BYTES)
    app.on_response_prepare.append(headers.secure)
    app.on_shutdown.append(_end_waiting)
    app.cleanup_ctx.append(lambda app: _run(app, settings))
    for prefix, group in endpoints(demo=settings.demo):
        add(app, prefix, group)
    pages.add(app, settings.web_dir, demo=settings.demo)
    return app


async def _run(app: web.Application, settings: ServiceSettings) -> AsyncIterator[None]:
    """Everything with a life of its own, ended in the opposite order."""
    async with AsyncExitStack() as stack:
        database = connect(settings.database_url)
        stack.push_async_callback(database.dispose)
        http = await stack.enter_async_context(
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        )
        hub, metrics = Hub(), Metrics()
        engine = Engine(http, settings)
        runner = TurnRunner(settings, database, engine, hub, metrics)
        stack.push_async_callback(runner.stop)
        app[SERVICES] = Services(
            settings=settings,
            database=database,
            hub=hub,
            metrics=metrics,
            engine=engine,
            turns=runner,
            per_session=Limiter(settings.session_burst, settings.session_rate),
            per_address=Limiter(settings.address_burst, settings.address_rate),
        )
        sweep = Sweep(settings, database, hub, runner)
        outbox = Dispatcher(
            database, _channels(settings, http), metrics, timedelta(hours=settings.delivery_hours)
        )
        await stack.enter_async_context(watching(database, hub, settings.poll_seconds))
        await stack.enter_async_context(repeating("sweep", settings.tick_seconds, sweep.look))
        await stack.enter_async_context(repeating("outbox", settings.poll_seconds, outbox.look))
        yield


def _channels(settings: ServiceSettings, http: aiohttp.ClientSession) -> dict[str, Channel]:
    channels: dict[str, Channel] = {}
    if settings.webhook_url and settings.webhook_secret:
        channels[inbound.KIND] = WebhookChannel(http, settings.webhook_url, settings.webhook_secret)
    return channels


def _with_demo_secret(settings: ServiceSettings) -> ServiceSettings:
    """The demo page signs its customers in by itself, so any secret will do."""
    if not settings.demo or settings.identity_secret is not None:
        return settings
    return settings.model_copy(update={"identity_secret": SecretStr(secrets.token_urlsafe(32))})


async def _end_waiting(app: web.Application) -> None:
    app[SERVICES].hub.close()
