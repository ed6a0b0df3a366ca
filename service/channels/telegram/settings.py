from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.settings import Secret


class TelegramSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_TELEGRAM_", extra="ignore")

    token: SecretStr | None = Field(None, description="Of the bot, from @BotFather.")
    secret: Secret = Field(None, description="The `secret_token` given to `setWebhook`.")
    api: str = Field("https://api.telegram.org", description="The Bot API.")
