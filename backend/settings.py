"""Settings of the backend, from the environment. Documented in docs/settings.md."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class BackendSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_", extra="ignore")

    database_url: str = Field(
        default=f"sqlite+aiosqlite:///{ROOT / 'var' / 'yida.db'}",
        description="SQLAlchemy URL: sqlite+aiosqlite:///… or postgresql+asyncpg://…",
    )
    tracker_url: str = Field(
        default=f"sqlite:///{ROOT / 'var' / 'trackers.db'}",
        description="The engine's trackers: sqlite:///… or postgresql://…",
    )
    retention_days: int = Field(
        default=1095,
        description="How long closed conversations and finished business keep personal data.",
    )


@lru_cache
def settings() -> BackendSettings:
    return BackendSettings()
