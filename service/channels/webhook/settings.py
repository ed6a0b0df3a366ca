from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.settings import Secret


class WebhookSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_WEBHOOK_", extra="ignore")

    secret: Secret = Field(None, description="Signs the calls, in and out.")
    url: str | None = Field(None, description="Where replies go.")
