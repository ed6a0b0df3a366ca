"""The engine: asking one of its workers, once."""

import aiohttp
from pydantic import ValidationError

from backend.conversations.turns import Answer, Job
from service.settings import ServiceSettings
from service.turns.protocol import HEALTH, PATH, EngineAnswer, request_body
from service.turns.workers import Workers


class EngineFailure(Exception):
    """No usable answer. `reason`: timeout, unreachable, status or invalid."""

    def __init__(self, reason: str, worker: str) -> None:
        super().__init__(reason)
        self.reason, self.worker = reason, worker


class Engine:
    def __init__(self, http: aiohttp.ClientSession, settings: ServiceSettings) -> None:
        self._http = http
        self._workers = Workers(settings.engine_urls)
        self._timeout = aiohttp.ClientTimeout(total=settings.attempt_seconds)
        token = settings.engine_token
        self._headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}

    async def ask(self, job: Job) -> Answer:
        """One attempt at one worker. Raises EngineFailure; the next attempt may go elsewhere."""
        worker = self._workers.choose(job.conversation_id)
        try:
            answer = await self._post(worker, job)
        except EngineFailure:
            self._workers.failed(worker)
            raise
        self._workers.answered(worker)
        return answer

    async def alive(self) -> bool:
        """Whether any worker is up with its model loaded."""
        for worker in self._workers.urls:
            try:
                async with self._http.get(worker + HEALTH, timeout=self._timeout) as response:
                    if response.status == 200:
                        return True
            except (aiohttp.ClientError, TimeoutError):
                continue
        return False

    async def _post(self, worker: str, job: Job) -> Answer:
        body = request_body(job)
        try:
            async with self._http.post(
                worker + PATH, json=body, headers=self._headers, timeout=self._timeout
            ) as response:
                if response.status != 200:
                    raise EngineFailure("status", worker)
                return EngineAnswer.model_validate_json(await response.read()).answer()
        except TimeoutError as error:
            raise EngineFailure("timeout", worker) from error
        except aiohttp.ClientError as error:
            raise EngineFailure("unreachable", worker) from error
        except ValidationError as error:
            raise EngineFailure("invalid", worker) from error
