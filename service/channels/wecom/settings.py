from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from service.channels.weixin import CallbackSettings


class WecomSettings(CallbackSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_WECOM_", extra="ignore")

    corp_id: str | None = Field(None, description="CorpID.")
    secret: SecretStr | None = Field(None, description="Secret of 微信客服's API.")
    api: str = Field("https://qyapi.weixin.qq.com", description="The platform's API.")
