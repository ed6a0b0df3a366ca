"""docs/settings.md tells of every setting, and of none that is gone."""

import importlib
import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from backend.settings import BackendSettings
from service.channels.registry import MAKERS
from service.settings import ServiceSettings

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
ROW = re.compile(r"^\| `YIDA_(\w+)` \| `?([^`|]*)", re.MULTILINE)


def documented(heading: str) -> dict[str, str]:
    """Field → default as written, of one section's table."""
    _, _, rest = PAGE.read_text("utf-8").partition(f"\n## {heading}")
    section, _, _ = rest.partition("\n## ")
    return {name.lower(): default for name, default in ROW.findall(section)}


BACKEND = documented("Whatever reads the database")
SERVICE = BACKEND | documented("The service")


@pytest.mark.parametrize(
    ("settings", "page"), [(BackendSettings, BACKEND), (ServiceSettings, SERVICE)]
)
def test_the_page_names_the_settings_that_there_are(
    settings: type[BackendSettings], page: dict[str, str]
) -> None:
    assert sorted(page) == sorted(settings.model_fields)


def test_the_page_gives_the_numbers_that_hold_by_default() -> None:
    defaults = {
        name: field.default
        for name, field in ServiceSettings.model_fields.items()
        if isinstance(field.default, int | float) and not isinstance(field.default, bool)
    }
    assert {name: float(SERVICE[name]) for name in defaults} == defaults


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_the_page_names_every_channel_s_settings(kind: str) -> None:
    module = importlib.import_module(f"service.channels.{kind}.settings")
    (settings,) = (
        found
        for found in vars(module).values()
        if isinstance(found, type)
        and issubclass(found, BaseSettings)
        and found.__module__ == module.__name__
    )
    prefix = str(settings.model_config["env_prefix"]).removeprefix("YIDA_").lower()
    named = {name for name in documented("Channels") if name.startswith(prefix)}
    assert named == {prefix + name for name in settings.model_fields}
