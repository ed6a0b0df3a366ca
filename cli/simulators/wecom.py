from typing import ClassVar
from uuid import uuid4

from aiohttp import web

from cli.simulators import weixin
from cli.simulators.base import Callback, Json, Shown, answer, moment
from cli.simulators.weixin import QUOTA, WeixinPlatform

CORP_ID, SECRET, ACCOUNT = "wwsimulated", "simulated", "wkSimulated1"
PAGE = 2
BOT, HUMAN, ENDED = 1, 3, 4


class Wecom(WeixinPlatform):
    """Its calls carry nothing: what was said lies in a queue. `states` are its own desk's."""

    kind = "wecom"
    user: ClassVar[str] = "wmSimulated1"
    refusal: ClassVar[int] = 95000

    def __init__(self) -> None:
        super().__init__()
        self.run = uuid4().hex
        self.queue: list[Json] = []
        self.states: dict[str, int] = {}
        self.msgids: set[str] = set()

    def environment(self) -> dict[str, str]:
        return {
            "YIDA_WECOM_CORP_ID": CORP_ID,
            "YIDA_WECOM_SECRET": SECRET,
            "YIDA_WECOM_TOKEN": weixin.TOKEN,
            "YIDA_WECOM_AES_KEY": weixin.AES_KEY,
            "YIDA_WECOM_API": self.url,
        }

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._customer(message_id, user, at, msgtype="text", text={"content": text})

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        media_id = f"media-{len(self.pictures)}"
        self.pictures[media_id] = data
        return self._customer(message_id, user, 0, msgtype="image", image={"media_id": media_id})

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        text = {"content": title, "menu_id": key}
        return self._customer(message_id, user, 0, msgtype="text", text=text)

    def staff_said(self, text: str, message_id: str) -> Callback:
        """By a person in the platform's own client."""
        entry = {"msgid": message_id, "origin": 5, "msgtype": "text", "text": {"content": text}}
        return self._news(entry | {"open_kfid": ACCOUNT, "external_userid": self.user}, 0)

    def changed(self, change: int, state: int, message_id: str) -> Callback:
        """`change` 1: a person took the customer over; 3: the session has ended."""
        self.states[self.user] = state
        event = {
            "event_type": "session_status_change",
            "open_kfid": ACCOUNT,
            "external_userid": self.user,
            "change_type": change,
        }
        return self._news({"msgid": message_id, "origin": 4, "msgtype": "event", "event": event}, 0)

    def proof(self, at: float = 0) -> Callback:
        """The question that comes before any message."""
        timestamp, sealed = str(int(moment(at))), weixin.seal("5837", CORP_ID)
        query = {
            "msg_signature": weixin.sign(timestamp, weixin.NONCE, sealed),
            "timestamp": timestamp,
            "nonce": weixin.NONCE,
            "echostr": sealed,
        }
        return Callback(b"", query=query, method="GET")

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/cgi-bin/gettoken", self._token)
        app.router.add_post("/cgi-bin/kf/sync_msg", self._sync)
        app.router.add_post("/cgi-bin/kf/send_msg", self._send)
        app.router.add_post("/cgi-bin/kf/service_state/get", self._state)
        app.router.add_post("/cgi-bin/kf/service_state/trans", self._trans)
        self.media_routes(app)

    def _customer(self, message_id: str, user: str, at: float, **content: object) -> Callback:
        customer = user or self.user
        self.sent[customer] = 0
        if self.states.get(customer) == ENDED:
            self.states[customer] = 0
        entry: Json = {
            "msgid": message_id,
            "open_kfid": ACCOUNT,
            "external_userid": customer,
            "send_time": int(moment(at)),
            "origin": 3,
            **content,
        }
        return self._news(entry, at)

    def _news(self, entry: Json, at: float) -> Callback:
        """Stored until it is read; a repeated call brings nothing new into the queue."""
        if entry["msgid"] not in {known["msgid"] for known in self.queue}:
            self.queue.append(entry)
        event = {
            "ToUserName": CORP_ID,
            "CreateTime": str(int(moment(at))),
            "MsgType": "event",
            "Event": "kf_msg_or_event",
            "Token": "news-token",
            "OpenKfId": ACCOUNT,
        }
        return weixin.callback(event, CORP_ID, CORP_ID, at)

    async def _token(self, request: web.Request) -> web.Response:
        if dict(request.query) != {"corpid": CORP_ID, "corpsecret": SECRET}:
            return answer({"errcode": 40001, "errmsg": "invalid credential"})
        return answer({"errcode": 0, "access_token": self.token(), "expires_in": 7200})

    async def _sync(self, request: web.Request) -> web.Response:
        if request.query.get("access_token") != self.current:
            return answer({"errcode": 42001})
        # A cursor of an earlier run, which a service may well remember, begins from the start.
        run, _, reached = (await request.json()).get("cursor", "").partition("/")
        start = int(reached) if run == self.run else 0
        found = self.queue[start : start + PAGE]
        upto = start + len(found)
        return answer(
            {
                "errcode": 0,
                "next_cursor": f"{self.run}/{upto}",
                "has_more": int(upto < len(self.queue)),
                "msg_list": found,
            }
        )

    async def _send(self, request: web.Request) -> web.Response:
        if failed := self.failed(request):
            return failed
        body = await request.json()
        user = body["touser"]
        if self.states.get(user, 0) not in (0, BOT):
            return answer({"errcode": 95018, "errmsg": "send msg session status invalid"})
        if body["msgid"] in self.msgids:
            return answer({"errcode": 0, "msgid": body["msgid"]})
        if self.sent[user] >= QUOTA:
            return answer({"errcode": 95001, "errmsg": "over count limit"})
        self.sent[user] += 1
        self.msgids.add(body["msgid"])
        match body["msgtype"]:
            case "text":
                self.show(Shown(user, body["text"]["content"]))
            case "msgmenu":
                menu = body["msgmenu"]
                options = tuple(
                    (each["click"]["id"], each["click"]["content"]) for each in menu["list"]
                )
                self.show(Shown(user, menu["head_content"], options))
            case "image":
                self.show(Shown(user, picture=self.media[body["image"]["media_id"]]))
        return answer({"errcode": 0, "msgid": body["msgid"]})

    async def _state(self, request: web.Request) -> web.Response:
        body = await request.json()
        state = self.states.get(body["external_userid"], 0)
        return answer({"errcode": 0, "service_state": state})

    async def _trans(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self.states.get(body["external_userid"], 0) == ENDED:
            return answer({"errcode": 95016, "errmsg": "not allow change state"})
        self.states[body["external_userid"]] = body["service_state"]
        return answer({"errcode": 0})
