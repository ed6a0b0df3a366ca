import hashlib
from datetime import timedelta

from pydantic import SecretStr

from backend.channels.models import Inlet
from service.channels.base import (
    Call,
    Capabilities,
    Menu,
    Part,
    Picture,
    Quota,
    Received,
    Resources,
    Text,
    TransportError,
)
from service.channels.calling import Json, needed
from service.channels.tokens import Fetched, Tokens
from service.channels.wecom.calls import read
from service.channels.wecom.messages import Page, PlatformState
from service.channels.wecom.settings import WecomSettings
from service.channels.weixin import Seal
from service.channels.weixin_api import WeixinApi, WeixinFailure

WRONG_STATE = 95018
"""The platform's own staff have the customer, or nobody has: we may not speak."""
AGAIN = frozenset({-1, 45009, 95001, 95002})


class WecomChannel:
    capabilities = Capabilities(
        length=600, options=10, pictures=True, quota=Quota(5, timedelta(hours=48))
    )

    def __init__(
        self, resources: Resources, settings: WecomSettings, secret: SecretStr, seal: Seal
    ) -> None:
        self._corp_id, self._secret, self._seal = settings.corp_id, secret, seal
        tokens = Tokens(resources.database, "wecom", self._token)
        self._api = WeixinApi(resources.http, settings.api, tokens, AGAIN)

    def receive(self, call: Call) -> Received:
        return read(self._seal, call)

    async def send(self, user: str, part: Part, key: str) -> None:
        match part:
            case Text(text):
                said: Json = {"msgtype": "text", "text": {"content": text}}
            case Menu(text, options):
                listed = [
                    {"type": "click", "click": {"id": each.key, "content": each.title}}
                    for each in options
                ]
                said = {"msgtype": "msgmenu", "msgmenu": {"head_content": text, "list": listed}}
            case Picture():
                said = await self._api.image(part)
            case _:
                raise TransportError("cannot be shown", permanent=True)
        account, _, customer = user.partition(":")
        # The platform takes a `msgid` once: a lost answer makes no second message.
        msgid = hashlib.sha256(key.encode()).hexdigest()[:32]
        body = {"touser": customer, "open_kfid": account, "msgid": msgid, **said}
        try:
            await self._api.post("/cgi-bin/kf/send_msg", body)
        except WeixinFailure as failure:
            if failure.code != WRONG_STATE or not await self._regained(user):
                raise
            await self._api.post("/cgi-bin/kf/send_msg", body)

    async def picture(self, reference: str) -> bytes:
        return await self._api.media(reference)

    async def read(self, inlet: Inlet) -> Page:
        """The next page of an account's queue. Raises TransportError."""
        body = {"open_kfid": inlet.name, "limit": 1000}
        if inlet.cursor:
            body["cursor"] = inlet.cursor
        if inlet.token:
            body["token"] = inlet.token
        return Page.model_validate(await self._api.post("/cgi-bin/kf/sync_msg", body))

    async def state(self, user: str) -> PlatformState:
        """Raises TransportError."""
        account, _, customer = user.partition(":")
        answer = await self._api.post(
            "/cgi-bin/kf/service_state/get", {"open_kfid": account, "external_userid": customer}
        )
        return PlatformState(int(needed(answer, "service_state")))

    async def _regained(self, user: str) -> bool:
        """Whether the customer is the bot's again. From its own staff nothing is taken away."""
        if await self.state(user) is PlatformState.HUMAN:
            return False
        account, _, customer = user.partition(":")
        body = {
            "open_kfid": account,
            "external_userid": customer,
            "service_state": int(PlatformState.BOT),
        }
        try:
            await self._api.post("/cgi-bin/kf/service_state/trans", body)
        except WeixinFailure:
            # An ended session opens again when the customer writes, and only then.
            return False
        return True

    async def _token(self) -> Fetched:
        query = {"corpid": self._corp_id, "corpsecret": self._secret.get_secret_value()}
        answer = await self._api.plain("GET", "/cgi-bin/gettoken", params=query)
        return Fetched(needed(answer, "access_token"), float(needed(answer, "expires_in")))


def make(resources: Resources) -> WecomChannel | None:
    settings = WecomSettings()
    seal = settings.seal(settings.corp_id)
    if not (seal and settings.secret):
        return None
    return WecomChannel(resources, settings, settings.secret, seal)
