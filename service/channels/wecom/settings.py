from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class WecomSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_WECOM_", extra="ignore")

    corp_id: str | None = Field(None, description="CorpID.")
    secret: SecretStr | None = Field(None, description="Secret of 微信客服's API.")
    token: SecretStr | None = Field(None, description="Token of the callback.")
    aes_key: SecretStr | None = Field(
        None, min_length=43, max_length=43, description="EncodingAESKey."
    )
    api: str = Field("https://qyapi.weixin.qq.com", description="The platform's API.")
