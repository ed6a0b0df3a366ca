"""Settings of the service, from the environment."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode, SettingsConfigDict

from backend.duty.service import Mode
from backend.settings import BackendSettings

ROOT = Path(__file__).resolve().parent.parent


def _split(value: object) -> object:
    return (
        [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str)
        else value
    )


def _long_enough(secret: SecretStr | None) -> SecretStr | None:
    if secret is not None and len(secret.get_secret_value().encode()) < 32:
        raise ValueError("a secret needs 32 bytes at least")
    return secret


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Secret = Annotated[SecretStr | None, AfterValidator(_long_enough)]


class ServiceSettings(BackendSettings):
    model_config = SettingsConfigDict(env_prefix="YIDA_", extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, description="Port to listen on; 0 picks a free one.")
    var_dir: Path = Field(ROOT / "var", description="Folder for attachments; never served as is.")
    web_dir: Path = Field(ROOT / "web" / "dist", description="Folder of the built web parts.")
    demo: bool = Field(False, description="Offer the demo shop page and its sign-in.")

    models_dir: Path = Field(
        ROOT / "models", description="Folder of the engine's models, the workers' too."
    )
    train_command: Names = Field(
        (str(ROOT / "bot" / ".venv" / "bin" / "python"), "-m", "bot.candidate"),
        description="What trains a candidate model; with its program missing, none is trained.",
    )
    model_seconds: float = Field(
        5, description="How often trainings and the workers' models are looked for."
    )

    engine_urls: Names = Field(
        ("http://127.0.0.1:5005",), description="Engine workers, separated by commas."
    )
    engine_token: SecretStr | None = Field(
        None, description="Bearer token that the engine workers ask for."
    )
    attempt_seconds: float = Field(6, description="Time one engine worker has for one attempt.")
    notice_seconds: float = Field(
        3, description="After this long without an answer the customer is told to wait."
    )
    turn_seconds: float = Field(
        60, description="After this long without an answer a person takes over."
    )
    retry_seconds: float = Field(0.25, description="First pause between attempts; it doubles.")
    retry_seconds_max: float = Field(2, description="Longest pause between attempts.")
    lease_seconds: float = Field(
        9,
        description="How long a conversation stays with a process that has stopped answering. "
        "Longer than an attempt and a pause, renewed before each attempt.",
    )
    tick_seconds: float = Field(
        0.25, description="How often waiting and abandoned turns are looked for."
    )
    turns_at_once: int = Field(64, description="Turns that one process runs at the same time.")

    identity_secret: Secret = Field(
        None, description="Secret shared with the host site, which signs its customers with it."
    )
    session_hours: float = Field(168, description="Life of a customer's session token.")
    allowed_origins: Names = Field(
        (), description="Origins besides our own that may call us and embed the widget."
    )
    trusted_proxies: Names = Field(
        (), description="Addresses of proxies whose X-Forwarded-For is believed."
    )
    session_burst: int = Field(30, description="Messages one session may send at once.")
    session_rate: float = Field(1, description="Messages a second one session may send.")
    address_burst: int = Field(600, description="Calls one address may make at once.")
    address_rate: float = Field(100, description="Calls a second one address may make.")
    attachment_bytes: int = Field(8 * 1024 * 1024, description="Size limit of one attachment.")
    heartbeat_seconds: float = Field(20, description="Time between heartbeats on a WebSocket.")
    poll_seconds: float = Field(
        0.5, description="How often changes made by other processes are looked for."
    )

    duty: Mode = Field(
        Mode.PRESENCE,
        description="When people take over: in office hours with a member of staff signed in "
        "(presence), in office hours (hours), or always.",
    )
    idle_warn_minutes: float = Field(
        30, description="After this long without a word the customer is told that it will end."
    )
    idle_close_minutes: float = Field(
        5, description="This long after the warning the conversation is closed."
    )
    code_sender_url: str | None = Field(
        None, description="Where one-time codes are handed over to be sent; none: to the console."
    )
    code_sender_secret: Secret = Field(
        None, description="Secret that signs the calls to the sender of one-time codes."
    )
    redis_url: str | None = Field(
        None, description="Redis that carries wake-ups and rate limits between service processes."
    )

    staff_idle_minutes: float = Field(
        120, description="A staff session ends after this long without use."
    )
    staff_session_hours: float = Field(12, description="Longest life of a staff session.")
    login_attempts: int = Field(
        5,
        description="Sign-in attempts for one staff account in 15 minutes; an address has four "
        "times as many.",
    )
    offer_seconds: float = Field(
        30, description="How long a waiting conversation is offered to one member of staff."
    )
    grace_seconds: float = Field(
        180, description="How long a member whose console is gone still counts as present."
    )

    delivery_hours: float = Field(24, description="How long a delivery is tried again.")
