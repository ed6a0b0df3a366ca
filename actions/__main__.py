"""`python -m actions`: serves the custom actions."""

import logging
import os

from aiohttp import web

from actions.dialogue import Dialogue
from actions.form import TaskForm
from actions.server import create_app
from actions.tasks import tasks
from backend.database import connect
from backend.settings import settings


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    tasks()  # a module that cannot be imported is to be noticed at the start
    engine = connect(settings().database_url)
    app = create_app([TaskForm(Dialogue(engine))])

    async def close(_app: web.Application) -> None:
        await engine.dispose()

    app.on_cleanup.append(close)
    web.run_app(
        app,
        host=os.environ.get("YIDA_ACTIONS_HOST", "127.0.0.1"),
        port=int(os.environ.get("YIDA_ACTIONS_PORT", "5055")),
        print=None,
    )


if __name__ == "__main__":
    main()
