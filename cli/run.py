"""`yida run`: the whole house on this machine, until Ctrl-C."""

import asyncio
import os
import secrets
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import click
import yaml

from cli.child import Child
from cli.database import model_in_use, prepare_database
from cli.paths import MODELS, ROOT, VAR
from cli.simulators.registry import environment
from cli.train import engine_environment, ensure_model, rasa

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _endpoints(actions_port: int, folder: Path) -> Path:
    """The project's endpoints.yml, pointed at the port that was free."""
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text("utf-8"))
    endpoints["action_endpoint"]["url"] = f"http://{HOST}:{actions_port}/webhook"
    path = folder / "endpoints.yml"
    path.write_text(yaml.safe_dump(endpoints), "utf-8")
    return path


def children(
    model: Path, port: int, workers: int, folder: Path, *, simulate: bool = False
) -> list[Child]:
    """Actions, engine workers, service. Only the service's port is for others to know."""
    token = os.environ.get("YIDA_ENGINE_TOKEN") or secrets.token_urlsafe(32)
    actions_port = free_port()
    engine_ports = [free_port() for _ in range(workers)]
    endpoints = _endpoints(actions_port, folder)
    actions = Child(
        name="actions",
        command=[sys.executable, "-m", "actions"],
        environment={**os.environ, "YIDA_ACTIONS_PORT": str(actions_port)},
        health=f"http://{HOST}:{actions_port}/health",
        log=folder / "actions.log",
    )
    engines = [
        Child(
            name=f"engine-{number}",
            command=rasa(
                "run", "--interface", HOST, "--port", str(engine_port), "--model", str(model),
                "--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml"),
            ),
            environment={
                **engine_environment(),
                "YIDA_ENGINE_TOKEN": token,
                "YIDA_MODELS_DIR": str(MODELS),
            },
            health=f"http://{HOST}:{engine_port}/webhooks/yida/",
            log=folder / f"engine-{number}.log",
        )
        for number, engine_port in enumerate(engine_ports, 1)
    ]  # fmt: skip
    service = Child(
        name="service",
        command=[sys.executable, "-m", "service"],
        environment={
            **os.environ,
            **(environment() if simulate else {}),
            "YIDA_PORT": str(port),
            "YIDA_DEMO": os.environ.get("YIDA_DEMO", "1"),
            "YIDA_ENGINE_TOKEN": token,
            "YIDA_MODELS_DIR": str(MODELS),
            "YIDA_ENGINE_URLS": ",".join(f"http://{HOST}:{p}" for p in engine_ports),
        },
        health=f"http://{HOST}:{port}/livez",
        log=folder / "service.log",
    )
    return [actions, *engines, service]


async def supervise(house: list[Child], port: int) -> None:
    """Until SIGINT or SIGTERM, then stops every child."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    timeout = aiohttp.ClientTimeout(total=2)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        keeping = [asyncio.create_task(child.keep(http)) for child in house]
        announcing = asyncio.create_task(_announce(house, port))
        await stopping.wait()
        click.echo("\n正在停止…")
        for task in (*keeping, announcing):
            task.cancel()
        await asyncio.gather(*keeping, announcing, return_exceptions=True)
    click.echo("已全部停止。对话和数据都保存在 var/ 里。")


async def _announce(house: list[Child], port: int) -> None:
    for child in house:
        await child.ready.wait()
        click.echo(f"  ✓ {child.name}")
    click.echo(f"\n演示商城：http://localhost:{port}/demo/   （Ctrl-C 停止）")
    click.echo(f"客服控制台：http://localhost:{port}/console/")
    click.echo("  还没有账号时，先在另一个终端运行 yida staff add 用户名 --role admin\n")


@click.command(help="Run everything on this machine: engine, actions, service, demo shop.")
@click.option("--port", type=int, envvar="PORT", default=8080, show_default=True)
@click.option("--workers", type=int, envvar="YIDA_WORKERS", default=2, show_default=True)
@click.option("--seed/--no-seed", default=True, help="Lay the demo company into an empty database.")
@click.option("--simulate", is_flag=True, help="Open the channels that `yida simulate` plays.")
def run(port: int, workers: int, seed: bool, simulate: bool) -> None:
    folder = Path(os.environ.get("YIDA_VAR_DIR", VAR)) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    model = ensure_model()
    if asyncio.run(prepare_database(with_seed=seed)):
        click.echo("演示数据已写入。")
    model = asyncio.run(model_in_use(model))
    click.echo("正在启动…（日志在 var/run/）")
    asyncio.run(supervise(children(model, port, workers, folder, simulate=simulate), port))
