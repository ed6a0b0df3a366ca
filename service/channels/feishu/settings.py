from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class FeishuSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_FEISHU_", extra="ignore")

    app_id: str | None = Field(None, description="App ID.")
    app_secret: SecretStr | None = Field(None, description="App Secret.")
    encrypt_key: SecretStr | None = Field(None, description="Encrypt Key of the callbacks.")
    verification_token: SecretStr | None = Field(None, description="Verification Token.")
    api: str = Field("https://open.feishu.cn", description="The platform's API.")
