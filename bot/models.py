"""Changing a running worker's model: turns under way end with the old, the next find the new."""

import asyncio
import os
import re
from pathlib import Path

from rasa.core.agent import Agent
from sanic import Sanic

FILE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\.tar\.gz")

_changing = asyncio.Lock()


class NoSuchModel(Exception):
    """A name that can be none, or no such file in the models' folder."""


def model_file(name: str) -> Path:
    """Raises NoSuchModel."""
    path = Path(os.environ.get("YIDA_MODELS_DIR", "models")) / name
    if not FILE_NAME.fullmatch(name) or not path.is_file():
        raise NoSuchModel(name)
    return path


async def use(app: Sanic, agent: Agent, name: str) -> None:
    """Loads beside the loop, so that customers are served meanwhile. Raises NoSuchModel."""
    async with _changing:
        if app.ctx.agent.model_name == name:
            return
        # Of the same stores: both agents may serve one conversation, one turn after the other.
        app.ctx.agent = await asyncio.to_thread(
            Agent.load,
            model_file(name),
            tracker_store=agent.tracker_store,
            lock_store=agent.lock_store,
            action_endpoint=agent.action_endpoint,
        )
