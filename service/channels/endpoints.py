"""Where platforms call us. One address for each channel, all handled alike."""

from aiohttp import web

from backend.channels import inlets
from backend.conversations.receipts import Replayed
from backend.database import transaction
from backend.errors import NotFound
from service.channels import base
from service.channels.intake import take
from service.errors import Unauthenticated
from service.http import Call, Endpoint, Nothing, render
from service.messages.schemas import Accepted


async def receive(call: Call[Nothing]) -> web.StreamResponse:
    """The signature covers the raw call, so it is checked before anything is parsed."""
    kind = call.request.match_info["kind"]
    channel = call.services.channels.get(kind)
    if channel is None:
        raise NotFound("the channel is not set up")
    received = channel.receive(await _raw(call.request))
    stored = [await take(call.services, kind, incoming, received) for incoming in received.incoming]
    if received.inlet is not None:
        async with transaction(call.services.database) as session:
            await inlets.want(session, kind, *received.inlet)
    answer = received.answer
    if answer is None and stored[0] is not None:
        return render(Accepted(id=stored[0].id, seq=stored[0].seq), 202)
    answer = answer or base.Answer()
    return web.Response(text=answer.body, content_type=answer.media_type, status=answer.status)


async def prove(call: Call[Nothing]) -> web.StreamResponse:
    """Before it sends anything, a platform asks whether the address is ours."""
    return await receive(call)


async def _raw(request: web.Request) -> base.Call:
    return base.Call(
        method=request.method,
        query=dict(request.query),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.read(),
    )


ENDPOINTS = (
    Endpoint(
        "POST",
        "/channels/{kind}",
        "A call from a messaging platform, signed its own way",
        receive,
        Nothing,
        None,
        signed=False,
        upload=True,
        errors=(Unauthenticated, Replayed, NotFound),
    ),
    Endpoint(
        "GET",
        "/channels/{kind}",
        "A messaging platform's question whether this address is ours",
        prove,
        Nothing,
        None,
        signed=False,
        errors=(Unauthenticated, NotFound),
    ),
)
