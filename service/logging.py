"""JSON logs, without personal data: what is not known to be harmless does not get in."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import TextIO

import structlog
from structlog.typing import Processor, WrappedLogger

PLAIN = frozenset(
    [
        "event",
        "level",
        "timestamp",
        "logger",
        "error",
        "where",
        "method",
        "route",
        "status",
        "ms",
        "conversation_id",
        "turn_id",
        "message_id",
        "attachment_id",
        "worker",
        "attempt",
        "attempts",
        "channel",
        "host",
        "port",
        "count",
        "job",
        "reason",
    ]
)
"""Keys whose values may be logged. Texts, names, addresses and tokens have no key here."""

_TAILED = re.compile(
    r"(?<![A-Za-z0-9])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|[A-Za-z]{0,3}[0-9A-Za-z]?\d{8,18})(?![A-Za-z0-9])"
)
_REDACTED = "[redacted]"

Event = MutableMapping[str, object]


def mask(text: str) -> str:
    """Phones, waybills and other long numbers, down to their last four digits."""
    return _TAILED.sub(lambda found: "****" + found.group()[-4:], text)


def keep_plain(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """Structlog's processor at the boundary: unknown keys lose their value, numbers are masked."""
    return {key: _clean(key, value) for key, value in event.items()}


def reduce_error(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """An exception's type and place. Its message may quote the customer, so it stays out."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-5:]
        event["error"] = type(error).__name__
        event["where"] = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames))
    return event


def unformatted(_logger: WrappedLogger, _method: str, event: Event) -> Event:
    """A library's own record: its template without the arguments, which may be anything."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        event["event"] = str(record.msg)
        event["logger"] = record.name
        event.setdefault("exc_info", record.exc_info)
    return event


def configure(stream: TextIO | None = None) -> None:
    """Send everything, libraries included, through the boundary, to standard error by default."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        reduce_error,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[unformatted, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                keep_plain,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # A record that cannot be written would be printed whole, past the boundary.
    logging.raiseExceptions = False


def _clean(key: str, value: object) -> object:
    if key not in PLAIN:
        return _REDACTED
    if isinstance(value, str):
        return value if key.endswith("_id") else mask(value)
    return value if isinstance(value, int | float | None) else _REDACTED
