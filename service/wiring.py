"""What the handlers share. Made once, in app.py."""

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from service.limits import Limiter
from service.metrics import Metrics
from service.realtime.hub import Hub
from service.settings import ServiceSettings
from service.turns.engine import Engine
from service.turns.runner import TurnRunner


@dataclass(frozen=True)
class Services:
    settings: ServiceSettings
    database: AsyncEngine
    hub: Hub
    metrics: Metrics
    engine: Engine
    turns: TurnRunner
    per_session: Limiter
    per_address: Limiter


SERVICES = web.AppKey("services", Services)
