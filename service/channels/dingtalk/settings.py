from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class DingtalkSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_DINGTALK_", extra="ignore")

    app_key: str | None = Field(None, description="AppKey (Client ID), the robot's code too.")
    app_secret: SecretStr | None = Field(None, description="AppSecret (Client Secret).")
    api: str = Field("https://api.dingtalk.com", description="The platform's API.")
    media_api: str = Field("https://oapi.dingtalk.com", description="Its older one, for uploads.")
