"""Calls to platforms, with every way to fail sorted into permanent and temporary."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from service.channels.base import Picture, TransportError

TIMEOUT = aiohttp.ClientTimeout(total=10)
LARGEST = 10 * 1024 * 1024
_TRY_AGAIN = frozenset({408, 425, 429})

Json = dict[str, Any]
"""A platform's answer, of which only the named fields are believed."""


async def call(
    http: aiohttp.ClientSession, method: str, url: str, **options: Any
) -> tuple[int, bytes, Mapping[str, str]]:
    """Status, body and headers. Raises TransportError when nothing came back."""
    try:
        async with http.request(
            method, url, timeout=TIMEOUT, allow_redirects=False, **options
        ) as response:
            body = await response.content.read(LARGEST + 1)
            while len(body) <= LARGEST and (more := await response.content.read(LARGEST)):
                body += more
            return response.status, body, response.headers
    except (aiohttp.ClientError, TimeoutError) as error:
        raise TransportError(type(error).__name__, permanent=False) from error


def check_status(status: int) -> None:
    """Raises TransportError unless it is one of success."""
    if not 200 <= status < 300:
        refused = 400 <= status < 500 and status not in _TRY_AGAIN
        raise TransportError(f"status {status}", permanent=refused)


def parsed(body: bytes) -> Json:
    """Raises TransportError: a platform that answers something else has a bad hour."""
    try:
        found = json.loads(body)
    except ValueError as error:
        raise TransportError("not JSON", permanent=False) from error
    if not isinstance(found, dict):
        raise TransportError("not an object", permanent=False)
    return found


async def fetch(http: aiohttp.ClientSession, url: str, **options: Any) -> bytes:
    """A file of the platform's. Raises TransportError."""
    status, body, _ = await call(http, "GET", url, **options)
    check_status(status)
    if len(body) > LARGEST:
        raise TransportError("too large", permanent=True)
    return body


async def bytes_of(picture: Picture) -> bytes:
    """Raises TransportError when the file is gone."""
    try:
        return await asyncio.to_thread(picture.path.read_bytes)
    except OSError as error:
        raise TransportError("the file is gone", permanent=True) from error


async def form(picture: Picture, field: str, **others: str) -> aiohttp.FormData:
    """A multipart body with the picture. Raises TransportError."""
    body = aiohttp.FormData(others)
    data = await bytes_of(picture)
    body.add_field(field, data, filename=picture.name, content_type=picture.media_type)
    return body


def needed(answer: Json, *path: str) -> str:
    """A value that the platform's answer has to hold. Raises TransportError."""
    found: object = answer
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, str | int | float):
        raise TransportError(f"no {path[-1]}", permanent=False)
    return str(found)
