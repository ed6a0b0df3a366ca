"""The calls that WeChat and WeCom take alike: a token in the query, an `errcode` in the answer."""

import json
from collections.abc import Awaitable, Callable, Set

import aiohttp

from service.channels.base import Picture, TransportError
from service.channels.calling import Json, call, check_status, form, needed, parsed
from service.channels.tokens import StaleToken, Tokens

STALE = frozenset({40001, 40014, 42001})
"""The token is not, or no longer, good."""

Body = Callable[[], Awaitable[object]]
"""Makes the body anew: one that has been sent cannot be sent again."""


class WeixinFailure(TransportError):
    def __init__(self, code: object, *, permanent: bool) -> None:
        super().__init__(f"errcode {code}", permanent=permanent)
        self.code = code


class WeixinApi:
    def __init__(
        self, http: aiohttp.ClientSession, base: str, tokens: Tokens, again: Set[int]
    ) -> None:
        """`again`: the codes after which the same call may succeed later."""
        self._http, self._base, self._tokens, self._again = http, base, tokens, again

    async def post(self, path: str, said: Json) -> Json:
        """Raises WeixinFailure. Characters go as they are: clients show escapes as typed."""

        async def body() -> object:
            return json.dumps(said, ensure_ascii=False).encode()

        return parsed(await self._with_token("POST", path, body))

    async def image(self, picture: Picture) -> Json:
        """A message with the picture, which is uploaded for it."""

        async def body() -> object:
            return await form(picture, "media")

        answer = await self._with_token("POST", "/cgi-bin/media/upload", body, type="image")
        return {"msgtype": "image", "image": {"media_id": needed(parsed(answer), "media_id")}}

    async def media(self, media_id: str) -> bytes:
        """What a user sent."""
        return await self._with_token("GET", "/cgi-bin/media/get", _nothing, media_id=media_id)

    async def plain(self, method: str, path: str, **options: object) -> Json:
        """A call without a token."""
        status, body, _ = await call(self._http, method, self._base + path, **options)
        check_status(status)
        self._check(body)
        return parsed(body)

    async def _with_token(self, method: str, path: str, body: Body, **query: str) -> bytes:
        async def ask(token: str) -> bytes:
            given = {"access_token": token, **query}
            status, answer, _ = await call(
                self._http, method, self._base + path, params=given, data=await body()
            )
            check_status(status)
            self._check(answer)
            return answer

        return await self._tokens.spend(ask)

    def _check(self, answer: bytes) -> None:
        """A picture begins otherwise; every error is an object."""
        if not answer.startswith(b"{"):
            return
        code = parsed(answer).get("errcode", 0)
        if code in STALE:
            raise StaleToken
        if code != 0:
            raise WeixinFailure(code, permanent=code not in self._again)


async def _nothing() -> object:
    return None
