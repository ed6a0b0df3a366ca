"""One house for all tests here; those that break things build their own."""

from collections.abc import Iterator

import pytest
from house import House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    built = House(tmp_path_factory.mktemp("house"))
    built.start()
    yield built
    built.stop()
