"""Every simulated platform."""

from cli.simulators.base import Platform
from cli.simulators.dingtalk import Dingtalk
from cli.simulators.feishu import Feishu
from cli.simulators.telegram import Telegram
from cli.simulators.webhook import Webhook
from cli.simulators.wechat import Wechat
from cli.simulators.wecom import Wecom

FIRST_PORT = 8101
HOST = "127.0.0.1"

PLATFORMS: dict[str, type[Platform]] = {
    platform.kind: platform for platform in (Dingtalk, Feishu, Telegram, Webhook, Wechat, Wecom)
}


def port_of(kind: str) -> int:
    """Where `yida simulate` plays the platform."""
    return FIRST_PORT + sorted(PLATFORMS).index(kind)


def at_home(kind: str) -> Platform:
    platform = PLATFORMS[kind]()
    platform.url = f"http://{HOST}:{port_of(kind)}"
    return platform


def environment() -> dict[str, str]:
    """For a service whose channels are all simulated. The credentials are for loopback only."""
    return {
        name: value for kind in PLATFORMS for name, value in at_home(kind).environment().items()
    }
