"""The action server: loopback or a private network only, a bounded body, never a silent turn.

The SDK's own server listens on every address and repeats the request in its errors.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from aiohttp import web
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 2 * 1024 * 1024
LIMIT_SECONDS = 3.0

ACTIONS: web.AppKey[dict[str, Action]] = web.AppKey("actions")


def create_app(actions: Iterable[Action]) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app[ACTIONS] = {action.name(): action for action in actions}
    app.router.add_post("/webhook", webhook)
    app.router.add_get("/health", health)
    return app


async def health(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def webhook(request: web.Request) -> web.Response:
    """Rasa's action call: `next_action` and `tracker` in, `events` and `responses` out."""
    call = await request.json()
    action = request.app[ACTIONS].get(call.get("next_action"))
    if action is None:
        return web.json_response({"error": "unknown action"}, status=404)
    return web.json_response(await run(action, Tracker.from_dict(call["tracker"])))


async def run(action: Action, tracker: Tracker) -> dict[str, Any]:
    """The action's events and responses. A failure says so, offers a person, changes nothing."""
    dispatcher = CollectingDispatcher()
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            events = await action.run(dispatcher, tracker, {})
    except Exception:
        logger.exception("action %s failed", action.name())
        dispatcher, events = CollectingDispatcher(), []
        dispatcher.utter_message(response="utter_action_failed")
    return {"events": events, "responses": dispatcher.messages}
