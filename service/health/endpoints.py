"""Health: alive depends on nothing, ready on everything."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from backend.clock import now
from backend.conversations import log
from backend.database import reading
from service.http import Call, Endpoint, Nothing, Schema, render


class Alive(Schema):
    status: str = "ok"


class Ready(Schema):
    ready: bool
    database: bool
    engine: bool


async def live(_call: Call[Nothing]) -> Alive:
    return Alive()


async def ready(call: Call[Nothing]) -> web.StreamResponse:
    try:
        async with reading(call.services.database) as session:
            await log.changed_since(session, now())
        database = True
    except (SQLAlchemyError, OSError):
        database = False
    engine = await call.services.engine.alive()
    answer = Ready(ready=database and engine, database=database, engine=engine)
    return render(answer, 200 if answer.ready else 503)


async def metrics(call: Call[Nothing]) -> web.StreamResponse:
    body = generate_latest(call.services.metrics.registry)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


ENDPOINTS = (
    Endpoint("GET", "/livez", "Alive", live, Nothing, Alive, signed=False),
    Endpoint("GET", "/readyz", "Ready to serve; 503 if not", ready, Nothing, Ready, signed=False),
    Endpoint(
        "GET",
        "/metrics",
        "Figures for Prometheus",
        metrics,
        Nothing,
        None,
        signed=False,
        media=("text/plain",),
    ),
)
