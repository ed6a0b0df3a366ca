import json
from typing import ClassVar

from aiohttp import web

from cli.simulators.base import Callback, Json, Platform, Shown, answer, down, moment, uploaded

TOKEN = "1:simulated"  # noqa: S105
SECRET = "a-secret-of-the-simulated-telegram-platform"  # noqa: S105


class Telegram(Platform):
    kind = "telegram"
    user: ClassVar[str] = "1001"

    def environment(self) -> dict[str, str]:
        return {
            "YIDA_TELEGRAM_TOKEN": TOKEN,
            "YIDA_TELEGRAM_SECRET": SECRET,
            "YIDA_TELEGRAM_API": self.url,
        }

    def said(self, text: str, message_id: str, *, user: str = "", at: float = 0) -> Callback:
        return self._update(message_id, message=self._message(user, at) | {"text": text})

    def photo(self, data: bytes, message_id: str, *, user: str = "") -> Callback:
        file_id = f"file-{len(self.pictures)}"
        self.pictures[file_id] = data
        sizes = [{"file_id": "thumbnail"}, {"file_id": file_id}]
        return self._update(message_id, message=self._message(user, 0) | {"photo": sizes})

    def pressed(self, key: str, title: str, message_id: str, *, user: str = "") -> Callback:
        query = {"id": "9", "data": key, "message": self._message(user, 0)}
        return self._update(message_id, callback_query=query)

    def routes(self, app: web.Application) -> None:
        app.router.add_post(f"/bot{TOKEN}/sendMessage", self._send_message)
        app.router.add_post(f"/bot{TOKEN}/sendPhoto", self._send_photo)
        app.router.add_post(f"/bot{TOKEN}/getFile", self._get_file)
        app.router.add_get(f"/file/bot{TOKEN}/{{file_id}}", self._file)

    def _message(self, user: str, at: float) -> Json:
        chat = {"id": int(user or self.user), "type": "private"}
        return {"message_id": 1, "date": int(moment(at)), "chat": chat, "from": chat}

    def _update(self, message_id: str, **content: Json) -> Callback:

        number = int.from_bytes(message_id.encode()[-7:], "big")
        body = json.dumps({"update_id": number, **content}).encode()
        return Callback(body, {"X-Telegram-Bot-Api-Secret-Token": SECRET})

    async def _send_message(self, request: web.Request) -> web.Response:
        if failed := self._failed():
            return failed
        body = await request.json()
        rows = body.get("reply_markup", {}).get("inline_keyboard", [])
        options = tuple((each["callback_data"], each["text"]) for row in rows for each in row)
        if any(len(key.encode()) > 64 for key, _ in options):
            return answer({"ok": False, "error_code": 400, "description": "BUTTON_DATA_INVALID"})
        self.show(Shown(str(body["chat_id"]), body["text"], options))
        return answer({"ok": True, "result": {"message_id": self.tries}})

    async def _send_photo(self, request: web.Request) -> web.Response:
        if failed := self._failed():
            return failed
        user = str((await request.post())["chat_id"])
        self.show(Shown(user, picture=await uploaded(request, "photo")))
        return answer({"ok": True, "result": {}})

    async def _get_file(self, request: web.Request) -> web.Response:
        if failed := self._failed():
            return failed
        return answer({"ok": True, "result": {"file_path": (await request.json())["file_id"]}})

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.pictures[request.match_info["file_id"]])

    def _failed(self) -> web.Response | None:
        match self.failure():
            case "busy":
                return answer(
                    {
                        "ok": False,
                        "error_code": 429,
                        "description": "Too Many Requests",
                        "parameters": {"retry_after": 0},
                    },
                    429,
                )
            case "refused":
                blocked = "Forbidden: bot was blocked by the user"
                return answer({"ok": False, "error_code": 403, "description": blocked}, 403)
            case "down":
                return down()
        return None
