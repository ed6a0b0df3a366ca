"""`python -m service`: migrate the database, then serve until stopped."""

import asyncio

import structlog
from aiohttp import web

from backend.migrations import migrate
from service import logging
from service.app import create_app
from service.settings import ServiceSettings

log = structlog.get_logger(__name__)


def main() -> None:
    settings = ServiceSettings()
    logging.configure()
    asyncio.run(migrate(settings.database_url))
    web.run_app(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=None,
        print=lambda _: log.info("serving", host=settings.host, port=settings.port),
        shutdown_timeout=3,
    )


if __name__ == "__main__":
    main()
