"""The two engines under measurement, each a process of its own over the same action server."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import yaml

from cli.child import Child
from cli.paths import ROOT
from cli.run import HOST, free_port
from cli.train import engine_environment, ensure_model, rasa

STOCK = ROOT / "benchmarks" / "stock"


@dataclass(frozen=True)
class Engine:
    """`send` takes (conversation, text) and returns once the replies are there."""

    name: str
    url: str
    http: aiohttp.ClientSession

    async def send(self, conversation: str, text: str) -> None:
        body: dict[str, Any] = {"sender": conversation, "message": text}
        path = "/webhooks/rest/webhook"
        if self.name == "yida":
            body = {"conversation_id": conversation, "turn_id": uuid4().hex, "text": text}
            path = "/webhooks/yida/turn"
        async with self.http.post(self.url + path, json=body) as response:
            response.raise_for_status()
            await response.read()


async def train_stock(folder: Path) -> Path:
    """A model of the project's data by the stock configuration. Minutes, even with few epochs."""
    command = rasa(
        "train", "--config", str(STOCK / "config.yml"), "--out", str(folder),
        "--fixed-model-name", "stock", "--skip-validation",
    )  # fmt: skip
    with (folder / "train.log").open("wb") as log:
        training = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=engine_environment(), stdout=log, stderr=log
        )
        if await training.wait():
            raise RuntimeError((folder / "train.log").read_text("utf-8")[-3000:])
    return folder / "stock.tar.gz"


@asynccontextmanager
async def kept(child: Child, http: aiohttp.ClientSession) -> AsyncIterator[Child]:
    keeping = asyncio.create_task(child.keep(http))
    try:
        async with asyncio.timeout(240):
            await child.ready.wait()
        yield child
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


def _actions(folder: Path, port: int) -> Child:
    return Child(
        name="actions",
        command=[sys.executable, "-m", "actions"],
        environment={**os.environ, "YIDA_ACTIONS_PORT": str(port)},
        health=f"http://{HOST}:{port}/health",
        log=folder / "actions.log",
    )


def _engine(name: str, model: Path, folder: Path, actions_port: int, port: int) -> Child:
    """Stock: Rasa's own tracker store and REST channel. Ours: the project's."""
    stock = name == "stock"
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text("utf-8"))
    endpoints["action_endpoint"]["url"] = f"http://{HOST}:{actions_port}/webhook"
    if stock:
        endpoints["tracker_store"] = {
            "type": "SQL",
            "dialect": "sqlite",
            "db": f"{folder}/stock.db",
        }
    path = folder / f"{name}.yml"
    path.write_text(yaml.safe_dump(endpoints), "utf-8")
    credentials = STOCK / "credentials.yml" if stock else ROOT / "credentials.yml"
    return Child(
        name=name,
        command=rasa(
            "run", "--interface", HOST, "--port", str(port), "--model", str(model),
            "--endpoints", str(path), "--credentials", str(credentials),
        ),
        environment={
            **engine_environment(),
            "YIDA_TRACKER_URL": f"sqlite:///{folder}/trackers.db",
            "YIDA_ENGINE_TOKEN": "",
        },
        health=f"http://{HOST}:{port}/" if stock else f"http://{HOST}:{port}/webhooks/yida/",
        log=folder / f"{name}.log",
    )  # fmt: skip


@asynccontextmanager
async def both_engines(folder: Path) -> AsyncIterator[list[Engine]]:
    """Ours and stock Rasa, on the same data, domain, actions and database."""
    models = {"yida": ensure_model(), "stock": await train_stock(folder)}
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=60)
        http = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        actions_port = free_port()
        await stack.enter_async_context(kept(_actions(folder, actions_port), http))
        engines = []
        for name, model in models.items():
            port = free_port()
            child = _engine(name, model, folder, actions_port, port)
            await stack.enter_async_context(kept(child, http))
            engines.append(Engine(name, f"http://{HOST}:{port}", http))
        yield engines
