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
from service.attachments.files import Files
from service.background import repeating
from service.carriers import CarrierAnswers
from service.channels.base import Resources
from service.channels.jobs import channel_jobs
from service.channels.registry import open_channels
from service.codes.senders import sender
from service.follow_ups import EVERY_SECONDS, Visits
from service.http import add
from service.idle import IdleRules
from service.learning.rollout import Rollout
from service.learning.trainer import Trainer
from service.limits import Throttle
from service.metrics import Metrics
from service.middleware import MIDDLEWARES
from service.outbox.dispatcher import Dispatcher
from service.realtime.hub import Hub, watching
from service.redis.limits import connections
from service.redis.relay import relaying
from service.settings import ServiceSettings
from service.staff import access
from service.staff.api import ENDPOINTS as STAFF_ENDPOINTS
from service.staff.desk.board import BOARD, Board, posting
from service.staff.desk.router import Router
from service.staff.looks import LOOKS
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
    access.add(app, STAFF_ENDPOINTS)
    app[LOOKS] = {}
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
        redis = await stack.enter_async_context(connections(settings.redis_url))
        hub, metrics = Hub(), Metrics()
        engine = Engine(http, settings)
        runner = TurnRunner(settings, database, engine, hub, metrics)
        stack.push_async_callback(runner.stop)
        channels = open_channels(Resources(http, database))
        app[SERVICES] = Services(
            settings=settings,
            database=database,
            hub=hub,
            metrics=metrics,
            engine=engine,
            turns=runner,
            channels=channels,
            codes=sender(settings, http),
            per_session=Throttle("session", settings.session_burst, settings.session_rate, redis),
            per_address=Throttle("address", settings.address_burst, settings.address_rate, redis),
        )
        sweep = Sweep(settings, database, hub, runner)
        outbox = Dispatcher(
            database,
            channels,
            metrics,
            Files(settings.var_dir),
            timedelta(hours=settings.delivery_hours),
        )
        await stack.enter_async_context(relaying(settings.redis_url, hub))
        await stack.enter_async_context(watching(database, hub, settings.poll_seconds))
        await stack.enter_async_context(repeating("sweep", settings.tick_seconds, sweep.look))
        carriers = CarrierAnswers(database, hub)
        await stack.enter_async_context(repeating("carriers", settings.poll_seconds, carriers.look))
        idle = IdleRules(settings, database, hub)
        await stack.enter_async_context(repeating("idle", settings.poll_seconds, idle.look))
        await stack.enter_async_context(repeating("outbox", settings.poll_seconds, outbox.look))
        visits = Visits(database)
        await stack.enter_async_context(repeating("visits", EVERY_SECONDS, visits.look))
        board = app[BOARD] = Board(database, hub)
        await stack.enter_async_context(posting(board, hub, settings.poll_seconds))
        router = Router(settings, database, hub)
        await stack.enter_async_context(repeating("router", settings.tick_seconds, router.look))
        trainer, rollout = Trainer(settings, database), Rollout(settings, database, http)
        every = settings.model_seconds
        await stack.enter_async_context(repeating("trainer", every, trainer.look))
        await stack.enter_async_context(repeating("rollout", every, rollout.look))
        for job, every, step in channel_jobs(app[SERVICES]):
            await stack.enter_async_context(repeating(job, every, step))
        yield


def _with_demo_secret(settings: ServiceSettings) -> ServiceSettings:
    """The demo page signs its customers in by itself, so any secret will do."""
    if not settings.demo or settings.identity_secret is not None:
        return settings
    return settings.model_copy(update={"identity_secret": SecretStr(secrets.token_urlsafe(32))})


async def _end_waiting(app: web.Application) -> None:
    app[SERVICES].hub.close()
