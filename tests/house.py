"""The whole house for tests: `yida run` on free ports, over a database of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import SecretStr

from service.sessions.identity import sign

ROOT = Path(__file__).parent.parent
START_SECONDS = 240
TURN_SECONDS = 60
IDENTITY_SECRET = "the host site's secret, at least thirty-two bytes long"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class House:
    folder: Path
    workers: int = 1
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "yida.db"

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database}"

    def start(self) -> None:
        """Returns once everything is ready."""
        environment = {
            **os.environ,
            "YIDA_VAR_DIR": str(self.folder),
            "YIDA_DATABASE_URL": self.database_url,
            "YIDA_TRACKER_URL": f"sqlite:///{self.folder / 'trackers.db'}",
            "YIDA_DUTY": "always",
            "YIDA_SESSION_BURST": "100000",
            "YIDA_ADDRESS_BURST": "100000",
            "YIDA_IDENTITY_SECRET": IDENTITY_SECRET,
            "PYTHONUNBUFFERED": "1",
        }
        with (self.folder / "house.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "cli.main",
                    "run",
                    "--port",
                    str(self.port),
                    "--workers",
                    str(self.workers),
                    "--simulate",
                ],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self._until_ready()

    def _until_ready(self) -> None:
        assert self.process is not None
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(self.log())

    def hire(self, username: str, *options: str) -> str:
        """A member, made as an operator would; returns the password, which is shown once."""
        command = [sys.executable, "-m", "cli.main", "staff", "add", username, *options]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "YIDA_DATABASE_URL": self.database_url},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.rsplit("：", 1)[1].strip()

    def log(self) -> str:
        return (self.folder / "house.log").read_text("utf-8")[-4000:]

    def code_sent_to(self, phone: str) -> str:
        """The last one-time code, which the service shows on its console."""
        told = (self.folder / "run" / "service.log").read_text("utf-8")
        return re.findall(rf"验证码 (\d+) → {phone}", told)[-1]

    def pids_of(self, words: str) -> list[int]:
        """The house's own processes whose command line holds the words."""
        assert self.process is not None
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    parent = (entry / "stat").read_text().rsplit(")", 1)[1].split()[1]
                except OSError:
                    continue
                if words in line and parent == str(self.process.pid):
                    found.append(int(entry.name))
        return found

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)


class Customer:
    """A customer on the API of the house. `external_id`: a seeded one, signed in."""

    def __init__(
        self, house: House, external_id: str | None = None, token: str | None = None
    ) -> None:
        self._house = house
        body: dict[str, Any] = {}
        if external_id:
            body["identity"] = sign(external_id, external_id, SecretStr(IDENTITY_SECRET))
        self.token = token
        session = self._call("POST", "/api/v1/sessions", body)
        self.token = session["token"]
        self.conversation_id: str = session["conversation_id"]
        self.seen = 0
        self.state = "bot"
        self._last: dict[str, str] = {}
        self.choices: list[dict[str, str]] = []
        self.seen = self._call("GET", "/api/v1/messages?after=0&wait=0")["last_seq"]

    def say(self, text: str) -> list[dict[str, Any]]:
        """Sends the text (or the choice whose title holds it) and returns the replies."""
        chosen = next((c for c in self.choices if text.removeprefix("▸") in c["title"]), None)
        picked = text.startswith("▸")
        if picked and chosen is None:
            raise LookupError(f"no choice {text} among {[c['title'] for c in self.choices]}")
        said = {"choice_id": chosen["id"]} if picked and chosen else {"text": text}
        self._last = {"client_id": str(uuid4()), **said}
        return self.send_again()

    def send_again(self) -> list[dict[str, Any]]:
        """The last message once more, as a client does that got no acknowledgement."""
        self._call("POST", "/api/v1/messages", self._last)
        return self.replies()

    def prove(self, phone: str) -> list[dict[str, Any]]:
        """Signs in by a one-time code; whatever is said then."""
        self._call("POST", "/api/v1/codes", {"phone": phone})
        code = {"code": self._house.code_sent_to(phone)}
        session = self._call("POST", "/api/v1/codes/verify", code)
        self.token, self.conversation_id = session["token"], session["conversation_id"]
        return self.replies()

    def replies(self) -> list[dict[str, Any]]:
        """Everything new that was not said by the customer, once the turn is over."""
        collected: list[dict[str, Any]] = []
        end = time.monotonic() + TURN_SECONDS
        while time.monotonic() < end:
            news = self._call("GET", f"/api/v1/messages?after={self.seen}&wait=10")
            self.seen = max([self.seen, *(message["seq"] for message in news["messages"])])
            collected += [m for m in news["messages"] if m["author"] != "customer"]
            self.state = news["state"]
            if not news["busy"]:
                self.choices = [c for m in collected for c in m.get("choices") or []]
                return collected
        raise TimeoutError(str(collected))

    def hear(self) -> list[dict[str, Any]]:
        """What comes next without having been asked for."""
        end = time.monotonic() + TURN_SECONDS
        while time.monotonic() < end:
            if heard := self.replies():
                return heard
        raise TimeoutError

    def history(self) -> list[dict[str, Any]]:
        """Everything, page by page."""
        messages: list[dict[str, Any]] = []
        while True:
            after = messages[-1]["seq"] if messages else 0
            page = self._call("GET", f"/api/v1/messages?after={after}&wait=0")
            messages += page["messages"]
            if not page["messages"] or messages[-1]["seq"] >= page["last_seq"]:
                return messages

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if getattr(self, "token", None):
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            self._house.url + path, method=method, data=data, headers=headers
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
