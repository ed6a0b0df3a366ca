"""The calls that WeChat and WeCom take alike: a token in the query, an `errcode` in the answer."""

import json
from collections.abc import Awaitable, Callable, Set

import aiohttp

from service.channels.base import TransportError
from service.channels.calling import Json, call, check_status, parsed
from service.channels.tokens import Tokens

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

        return await self.upload(path, body)

    async def upload(self, path: str, body: Body, **query: str) -> Json:
        return parsed(await self._with_token("POST", path, body, query))

    async def download(self, path: str, **query: str) -> bytes:
        return await self._with_token("GET", path, _nothing, query)

    async def plain(self, method: str, path: str, **options: object) -> Json:
        """A call without a token."""
        status, body, _ = await call(self._http, method, self._base + path, **options)
        check_status(status)
        self._check(body)
        return parsed(body)

    async def _with_token(self, method: str, path: str, body: Body, query: Json) -> bytes:
        for attempt in (1, 2):
            token = await self._tokens.get()
            status, answer, _ = await call(
                self._http,
                method,
                self._base + path,
                params={"access_token": token, **query},
                data=await body(),
            )
            check_status(status)
            try:
                self._check(answer)
            except WeixinFailure as failure:
                if failure.code not in STALE:
                    raise
                await self._tokens.refused(token)
                if attempt == 2:
                    raise
            else:
                return answer
        raise AssertionError

    def _check(self, answer: bytes) -> None:
        """A picture begins otherwise; every error is an object."""
        if not answer.startswith(b"{"):
            return
        code = parsed(answer).get("errcode", 0)
        if code != 0:
            raise WeixinFailure(code, permanent=code not in self._again)


async def _nothing() -> object:
    return None
