"""Every channel there is. One without credentials in the environment is off."""

from collections.abc import Callable

from service.channels.base import Channel, Resources
from service.channels.dingtalk import channel as dingtalk
from service.channels.feishu import channel as feishu
from service.channels.telegram import channel as telegram
from service.channels.webhook import channel as webhook
from service.channels.wechat import channel as wechat
from service.channels.wecom import channel as wecom

MAKERS: dict[str, Callable[[Resources], Channel | None]] = {
    "dingtalk": dingtalk.make,
    "feishu": feishu.make,
    "telegram": telegram.make,
    "webhook": webhook.make,
    "wechat": wechat.make,
    "wecom": wecom.make,
}


def open_channels(resources: Resources) -> dict[str, Channel]:
    made = {kind: make(resources) for kind, make in MAKERS.items()}
    return {kind: channel for kind, channel in made.items() if channel is not None}
