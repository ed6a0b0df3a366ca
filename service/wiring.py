"""What the handlers share. Made once, in app.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from service.channels.base import Channel
from service.codes.senders import CodeSender
from service.limits import Throttle
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
    channels: Mapping[str, Channel]
    codes: CodeSender
    per_session: Throttle
    per_address: Throttle


SERVICES = web.AppKey("services", Services)
