"""Brings every engine worker to the model in use: after a promotion, and after a worker's restart.

It compares and mends, whatever happened before: nothing has to be remembered.
"""

import aiohttp
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import reading, transaction
from backend.learning import registry
from service.settings import ServiceSettings
from service.turns.protocol import HEALTH

log = structlog.get_logger(__name__)

CHANGE = "/webhooks/yida/model"
LOADING = aiohttp.ClientTimeout(total=120)
ASKING = aiohttp.ClientTimeout(total=3)


class Rollout:
    def __init__(
        self, settings: ServiceSettings, database: AsyncEngine, http: aiohttp.ClientSession
    ) -> None:
        self._database, self._http = database, http
        self._urls = tuple(url.rstrip("/") for url in settings.engine_urls)
        token = settings.engine_token
        self._headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}

    async def look(self) -> None:
        """One worker after the other, so that the rest serve while one is busy loading."""
        async with reading(self._database) as session:
            wanted = await registry.active(session)
            file = wanted.file if wanted else None
        if file is None:
            await self._adopt()
            return
        for url in self._urls:
            if await self._model_of(url) not in (None, file):
                await self._change(url, file)

    async def _adopt(self) -> None:
        """At the very first start the workers know what is in use."""
        file = await self._model_of(self._urls[0])
        if file is not None:
            async with transaction(self._database) as session:
                await registry.adopt(session, file, frozenset({file}))

    async def _model_of(self, url: str) -> str | None:
        """None while the worker is away: it will be asked again."""
        try:
            async with self._http.get(url + HEALTH, timeout=ASKING) as response:
                told = await response.json(content_type=None) if response.status == 200 else None
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return None
        model = told.get("model") if isinstance(told, dict) else None
        return model if isinstance(model, str) else None

    async def _change(self, url: str, file: str) -> None:
        body = {"model": file}
        try:
            async with self._http.post(
                url + CHANGE, json=body, headers=self._headers, timeout=LOADING
            ) as response:
                log.info("model_changed", worker=url, model=file, status=response.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("model_not_changed", worker=url, model=file, reason=type(error).__name__)
