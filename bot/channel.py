"""The service's door to the engine: one POST a turn, an honest error when a turn fails."""

import asyncio
import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import models, schema_cache
from bot.since import SINCE, typed, understood
from bot.turn import TURN_ID, Turn

schema_cache.install()

logger = logging.getLogger(__name__)


class YidaChannel(InputChannel):
    """`POST /webhooks/yida/turn`; the shapes are in docs/engine-protocol.md."""

    @classmethod
    def name(cls) -> str:
        return "yida"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("yida_channel", "bot_channel")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = _agent(request)
            ready = agent.is_ready()
            answer = {"ready": ready, "model": agent.model_name}
            return response.json(answer, status=200 if ready else 503)

        @blueprint.post("/model")
        async def change_model(request: Request) -> HTTPResponse:
            if not _authorised(request):
                return response.json({"error": {"code": "unauthorized"}}, status=401)
            try:
                name = str((request.json or {}).get("model"))
                await models.use(request.app, _agent(request), name)
            except models.NoSuchModel:
                return response.json({"error": {"code": "no_such_model"}}, status=404)
            return response.json({"model": name})

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not _authorised(request):
                return response.json({"error": {"code": "unauthorized"}}, status=401)
            message = _user_message(request.json or {})
            if message is None:
                return response.json({"error": {"code": "invalid_input"}}, status=422)
            try:
                if since := (request.json or {}).get(SINCE):
                    message.metadata[SINCE] = await understood(_agent(request), since)
                return response.json(await _take_turn(_agent(request), message, on_new_message))
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.exception("turn failed")
                return response.json({"error": {"code": "turn_failed"}}, status=502)

        return blueprint


def _agent(request: Request) -> Agent:
    """The running agent, freed of Rasa's fail-safe store.

    That wrapper answers a database error with an empty tracker, so the dialogue would start from
    nothing in the middle of a task. A failed turn is retried by the service instead.
    """
    agent: Agent = request.app.ctx.agent
    if isinstance(agent.tracker_store, FailSafeTrackerStore):
        agent.tracker_store = agent.tracker_store._tracker_store
        if agent.processor:
            agent.processor.tracker_store = agent.tracker_store
    return agent


def _authorised(request: Request) -> bool:
    expected = os.environ.get("YIDA_ENGINE_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return not expected or hmac.compare_digest(given.encode(), expected.encode())


def _user_message(body: dict[str, Any]) -> UserMessage | None:
    """A stored choice's payload is a command; typed text never is, even with a leading slash."""
    conversation_id, turn_id = body.get("conversation_id"), body.get("turn_id")
    text, payload = body.get("text"), body.get("payload")
    if not conversation_id or turn_id is None or bool(text) == bool(payload):
        return None
    if text:
        text = typed(str(text))
    return UserMessage(
        payload or text,
        CollectingOutputChannel(),
        str(conversation_id),
        input_channel=YidaChannel.name(),
        metadata={**(body.get("metadata") or {}), TURN_ID: str(turn_id)},
    )


async def _take_turn(
    agent: Agent, message: UserMessage, handle: Callable[[UserMessage], Awaitable[Any]]
) -> dict[str, Any]:
    """Runs the turn, or only repeats its answer when it ran before and the answer got lost."""
    tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is None or Turn(tracker).id != message.metadata[TURN_ID]:
        await handle(message)
        tracker = await agent.tracker_store.retrieve(message.sender_id)
    if tracker is None:
        raise LookupError("no tracker after the turn")
    return Turn(tracker).answer()
