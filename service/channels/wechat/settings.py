from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class WechatSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_WECHAT_", extra="ignore")

    app_id: str | None = Field(None, description="AppID.")
    app_secret: SecretStr | None = Field(None, description="AppSecret.")
    token: SecretStr | None = Field(None, description="Token of the server configuration.")
    aes_key: SecretStr | None = Field(
        None, min_length=43, max_length=43, description="EncodingAESKey."
    )
    api: str = Field("https://api.weixin.qq.com", description="The platform's API.")
