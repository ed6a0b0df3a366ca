"""What all tests share: with YIDA_TEST_STRICT a skipped test is a failed one."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from house import House

IN_THE_BOT_ENVIRONMENT = ("bot", "nlu")
HERE = Path(__file__).parent


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Those tests import Rasa; scripts/test runs them in its environment."""
    if any(collection_path == HERE / name for name in IN_THE_BOT_ENVIRONMENT):
        return True
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("YIDA_TEST_STRICT") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but YIDA_TEST_STRICT is set: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[House]":
    """One house for all tests that only talk in it; those that break things build their own."""
    from house import House  # not in the bot's environment, which has no service

    built = House(tmp_path_factory.mktemp("house"))
    built.start()
    yield built
    built.stop()
