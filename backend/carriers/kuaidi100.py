"""Traces over HTTP, in the query form of 快递100 (实时查询接口, POST poll/query.do)."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import aiohttp
from pydantic import BaseModel, Field, ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_none

from backend.carriers.rules import CARRIERS
from backend.carriers.trace import Scan, Trace
from backend.clock import SHANGHAI
from backend.errors import Forbidden, InvalidInput, NotFound, Unavailable, YidaError

BUDGET_S = 2.0
ATTEMPTS = 2
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"

# returnCode → what it means to us; any other (signature, quota, their fault) is `Unavailable`.
ERRORS: dict[str, type[YidaError]] = {
    "400": InvalidInput,  # the parameters are incomplete or the carrier is unknown
    "408": Forbidden,  # the phone number did not pass the carrier's check
    "500": NotFound,  # nothing found, or not yet
}


class Kuaidi100Item(BaseModel):
    """`ftime` is Shanghai's time; `statusCode` comes with `resultv2` from 4 on."""

    ftime: str
    context: str
    status_code: str | None = Field(default=None, alias="statusCode")
    area_name: str | None = Field(default=None, alias="areaName")

    def scan(self) -> Scan:
        moment = datetime.strptime(self.ftime, TIME_FORMAT).replace(tzinfo=SHANGHAI)
        return Scan(moment.astimezone(UTC), self.status_code, self.area_name or "", self.context)


class Kuaidi100Answer(BaseModel):
    """`result` comes with failures only, and is false then."""

    result: Literal[False] | None = None
    return_code: str | None = Field(default=None, alias="returnCode")
    message: str = ""
    state: str | None = None
    data: list[Kuaidi100Item] = []


@dataclass(frozen=True)
class Kuaidi100Account:
    url: str
    customer: str
    key: str

    def sign(self, param: str) -> str:
        text = f"{param}{self.key}{self.customer}"
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest().upper()


class Kuaidi100Carrier:
    """`http` is the caller's, who closes it."""

    def __init__(
        self, http: aiohttp.ClientSession, account: Kuaidi100Account, budget_s: float = BUDGET_S
    ) -> None:
        self._http = http
        self._account = account
        self._budget_s = budget_s

    async def trace(self, waybill_no: str, carrier_code: str, phone_tail: str | None) -> Trace:
        row = CARRIERS.data.by_code(carrier_code)
        if row is None:
            raise InvalidInput(f"unknown carrier {carrier_code}")
        param = json.dumps(
            {
                "com": row.kuaidi100,
                "num": waybill_no,
                "phone": phone_tail or "",
                "from": "",
                "to": "",
                "resultv2": "4",
                "show": "0",
                "order": "desc",
            },
            ensure_ascii=False,
        )
        answer = await self._ask(param)
        scans = sorted(
            (item.scan() for item in answer.data), key=lambda scan: scan.happened_at, reverse=True
        )
        return Trace(waybill_no, carrier_code, answer.state, tuple(scans))

    async def _ask(self, param: str) -> Kuaidi100Answer:
        try:
            async with asyncio.timeout(self._budget_s):  # over all attempts together
                async for attempt in AsyncRetrying(
                    stop=stop_after_attempt(ATTEMPTS),
                    wait=wait_none(),
                    retry=retry_if_exception_type(aiohttp.ClientError),
                    reraise=True,
                ):
                    with attempt:
                        answer = await self._post(param)
        except (aiohttp.ClientError, TimeoutError, ValidationError, ValueError) as error:
            raise Unavailable(f"kuaidi100: {type(error).__name__}") from error
        if answer.result is False:
            raise ERRORS.get(answer.return_code or "", Unavailable)(
                f"kuaidi100 {answer.return_code}: {answer.message}"
            )
        return answer

    async def _post(self, param: str) -> Kuaidi100Answer:
        form = {
            "customer": self._account.customer,
            "sign": self._account.sign(param),
            "param": param,
        }
        async with self._http.post(self._account.url, data=form) as response:
            response.raise_for_status()
            return Kuaidi100Answer.model_validate_json(await response.read())
