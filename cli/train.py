"""`yida train`: a Rasa model of the present data, unless there is one already."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from cli.paths import BOT_PYTHON, MODELS, ROOT

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
"""No word to the outside, and none of TensorFlow's and SQLAlchemy's to the operator."""


def engine_environment() -> dict[str, str]:
    return {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}


def rasa(*arguments: str) -> list[str]:
    return [str(BOT_PYTHON), "-m", "rasa", *arguments]


def _sources() -> Iterator[Path]:
    yield from (ROOT / name for name in ("config.yml", "domain.yml", "bot/requirements.lock"))
    for folder, pattern in (("data", "*.yml"), ("bot/nlu", "*.*")):
        files = sorted((ROOT / folder).rglob(pattern))
        yield from (path for path in files if path.is_file() and path.suffix != ".pyc")


def model_path() -> Path:
    """The model's file, named after everything that it was or would be trained on."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return MODELS / f"{digest.hexdigest()[:16]}.tar.gz"


def ensure_model() -> Path:
    """The model of the present data; trained now if it has to be. Raises CalledProcessError."""
    path = model_path()
    if not path.exists():
        click.echo("训练模型（数据有变化时才需要，约 1–2 分钟）…")
        arguments = [
            "train", "--out", str(MODELS), "--fixed-model-name", path.name.split(".")[0],
            "--skip-validation",  # `make check` validates; it would double the time here
        ]  # fmt: skip
        subprocess.run(rasa(*arguments), cwd=ROOT, env=engine_environment(), check=True)
    return path


@click.command(help="Train the engine's model, if the data changed since the last time.")
def train() -> None:
    click.echo(ensure_model())
