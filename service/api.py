"""Every endpoint of the customer API, with the prefix it lives under."""

import json
from collections.abc import Sequence

from aiohttp import web

from service.attachments import endpoints as attachments
from service.channels import endpoints as channels
from service.codes import endpoints as codes
from service.demo import endpoints as demo_page
from service.feedback import endpoints as feedback
from service.health import endpoints as health
from service.http import AnyEndpoint, Call, Endpoint, Nothing
from service.links import endpoints as links
from service.messages import endpoints as messages
from service.openapi import document
from service.orders import endpoints as orders
from service.ratings import endpoints as ratings
from service.realtime import sockets
from service.reception import endpoints as reception
from service.sessions import endpoints as sessions

V1 = "/api/v1"
CUSTOMERS = (
    codes,
    sessions,
    messages,
    reception,
    sockets,
    attachments,
    ratings,
    feedback,
    orders,
    channels,
    links,
)
Group = tuple[str, Sequence[AnyEndpoint]]


def endpoints(*, demo: bool) -> list[Group]:
    groups: list[Group] = [(V1, module.ENDPOINTS) for module in CUSTOMERS]
    groups.append(("", health.ENDPOINTS))
    if demo:
        groups.append(("", demo_page.ENDPOINTS))
    return [*groups, (V1, (openapi_endpoint(groups),))]


def openapi_endpoint(groups: Sequence[Group]) -> AnyEndpoint:
    """The document of the given endpoints and of itself."""

    async def openapi(_call: Call[Nothing]) -> web.StreamResponse:
        return web.Response(text=text, content_type="application/json")

    itself = Endpoint("GET", "/openapi.json", "This document", openapi, Nothing, None, signed=False)
    described = [(prefix, endpoint) for prefix, group in groups for endpoint in group]
    text = json.dumps(document([*described, (V1, itself)]), ensure_ascii=False)
    return itself
