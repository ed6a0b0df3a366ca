"""Sending messages, and reading them by long poll."""

import asyncio

from backend.conversations.errors import ClientIdReused, ConversationClosed
from service.errors import TooMany
from service.http import Call, Endpoint
from service.messages.intake import take_in
from service.messages.pages import page_after
from service.messages.schemas import Accepted, Messages, SendMessage, Since


async def send(call: Call[SendMessage]) -> Accepted:
    conversation_id = call.caller.conversation_id
    await call.services.per_session.take(conversation_id)
    return await take_in(call.services, conversation_id, call.args)


async def read(call: Call[Since]) -> Messages:
    """Answers at once when there are messages, else when there is news or the wait is over."""
    services, conversation_id = call.services, call.caller.conversation_id
    deadline = asyncio.get_running_loop().time() + call.args.wait
    with services.hub.subscribe(conversation_id) as news:
        first = page = await page_after(services.database, conversation_id, call.args.after)
        while page == first and not page.messages and not services.hub.closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await news.wait(left):
                break
            page = await page_after(services.database, conversation_id, call.args.after)
    return page


ENDPOINTS = (
    Endpoint(
        "POST",
        "/messages",
        "Send a message; the same client_id again gives the same answer",
        send,
        SendMessage,
        Accepted,
        status=202,
        errors=(ClientIdReused, ConversationClosed, TooMany),
    ),
    Endpoint("GET", "/messages", "Messages after a seq; waits for news", read, Since, Messages),
)
