from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from service.channels.weixin import CallbackSettings


class WechatSettings(CallbackSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_WECHAT_", extra="ignore")

    app_id: str | None = Field(None, description="AppID.")
    app_secret: SecretStr | None = Field(None, description="AppSecret.")
    template_id: str | None = Field(None, description="Of the message that asks to write again.")
    template_field: str = Field("thing1", description="Its field, for 20 characters.")
    api: str = Field("https://api.weixin.qq.com", description="The platform's API.")
