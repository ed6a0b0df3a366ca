from typing import ClassVar

from aiohttp import web

from cli.simulators import weixin
from cli.simulators.base import Callback, Json, Shown, answer, moment
from cli.simulators.weixin import QUOTA, WeixinPlatform

APP_ID, APP_SECRET = "wxsimulated0000000", "simulated"
TEMPLATE_FIELD = 20


class Wechat(WeixinPlatform):
    kind = "wechat"
    user: ClassVar[str] = "oSimulated_User-1"
    refusal: ClassVar[int] = 40003

    def environment(self) -> dict[str, str]:
        return {
            "YIDA_WECHAT_APP_ID": APP_ID,
            "YIDA_WECHAT_APP_SECRET": APP_SECRET,
            "YIDA_WECHAT_TOKEN": weixin.TOKEN,
            "YIDA_WECHAT_AES_KEY": weixin.AES_KEY,
            "YIDA_WECHAT_API": self.url,
        }

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._message(message_id, user, at, MsgType="text", Content=text)

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        media_id = f"media-{len(self.pictures)}"
        self.pictures[media_id] = data
        url = f"{self.url}/picture"
        return self._message(message_id, user, 0, MsgType="image", PicUrl=url, MediaId=media_id)

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        return self._message(message_id, user, 0, MsgType="text", Content=title, bizmsgmenuid=key)

    def proof(self, at: float = 0) -> Callback:
        """The question that comes before any message."""
        timestamp = str(int(moment(at)))
        signature = weixin.sign(timestamp, weixin.NONCE)
        query = {
            "signature": signature,
            "timestamp": timestamp,
            "nonce": weixin.NONCE,
            "echostr": "5837",
        }
        return Callback(b"", query=query, method="GET")

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/cgi-bin/stable_token", self._token)
        app.router.add_post("/cgi-bin/message/custom/send", self._send)
        app.router.add_post("/cgi-bin/message/template/send", self._send_template)
        self.media_routes(app)

    def _message(self, message_id: str, user: str, at: float, **content: str) -> Callback:
        sender = user or self.user
        self.sent[sender] = 0
        head = {"ToUserName": "gh_simulated", "FromUserName": sender}
        head |= {"CreateTime": str(int(moment(at))), "MsgId": message_id}
        return weixin.callback(head | content, "gh_simulated", APP_ID, at)

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["appid"] != APP_ID or body["secret"] != APP_SECRET:
            return answer({"errcode": 40125, "errmsg": "invalid appsecret"})
        return answer({"access_token": self.token(), "expires_in": 7200})

    async def _send(self, request: web.Request) -> web.Response:
        if failed := self.failed(request):
            return failed
        body: Json = await request.json()
        user = body["touser"]
        if self.sent[user] >= QUOTA:
            return answer({"errcode": 45047, "errmsg": "out of response count limit"})
        self.sent[user] += 1
        match body["msgtype"]:
            case "text":
                if len(body["text"]["content"].encode()) > 2048:
                    return answer({"errcode": 45002, "errmsg": "content size out of limit"})
                self.show(Shown(user, body["text"]["content"]))
            case "msgmenu":
                menu = body["msgmenu"]
                options = tuple((each["id"], each["content"]) for each in menu["list"])
                self.show(Shown(user, menu["head_content"], options))
            case "image":
                self.show(Shown(user, picture=self.media[body["image"]["media_id"]]))
            case _:
                return answer({"errcode": 40004, "errmsg": "invalid media type"})
        return answer({"errcode": 0, "errmsg": "ok"})

    async def _send_template(self, request: web.Request) -> web.Response:
        """Not counted; its fields are short."""
        if failed := self.failed(request):
            return failed
        body = await request.json()
        (said,) = (field["value"] for field in body["data"].values())
        if len(said) > TEMPLATE_FIELD:
            return answer({"errcode": 47003, "errmsg": "argument invalid"})
        self.show(Shown(body["touser"], said))
        return answer({"errcode": 0, "msgid": self.tries})
