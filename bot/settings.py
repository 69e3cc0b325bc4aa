"""Settings from the environment or ``.env``; all mistakes are told at once, by name, never with a secret's value."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.work import Rules

Seconds = Annotated[int, Field(ge=1, le=604800)]


class WrongSettings(Exception):
    """Settings that cannot be used: (name of the setting, key of the sentence) for each mistake."""

    def __init__(self, mistakes: Iterable[tuple[str, str]]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(", ".join(name for name, _ in self.mistakes))


class Settings(BaseSettings):
    """Everything that may be set. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True, case_sensitive=False
    )

    telegram_bot_token: SecretStr | None = Field(None, pattern=None)
    telegram_api_url: str | None = None
    database_url: str | None = None
    patrol_owner_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    patrol_language: Literal["zh", "en"] = "zh"
    patrol_timezone: str = "Asia/Shanghai"
    patrol_accept_seconds: Seconds = 60
    patrol_arrive_seconds: Seconds = 180
    patrol_close_seconds: Seconds = 600
    patrol_remind_seconds: Seconds = 300
    patrol_confirm_seconds: Seconds = 600
    patrol_ask_seconds: Seconds = 30
    patrol_position_seconds: Seconds = 900
    patrol_welfare_seconds: Seconds = 1200
    patrol_track_days: Annotated[int, Field(ge=1, le=3650)] = 30
    patrol_http_host: str = "127.0.0.1"
    patrol_http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    patrol_public_url: str | None = None
    patrol_webhook_secret: SecretStr | None = None
    patrol_api_token: SecretStr | None = None
    patrol_data_dir: Path = Path("data")
    patrol_routing_url: str | None = None
    patrol_geocoder: str | None = None
    patrol_tile_url: str = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"

    @field_validator("patrol_owner_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        return frozenset(int(part) for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, secret = value.get_secret_value().partition(":") if value else ("1", "", "x")
        if not number.isdigit() or not secret:
            raise ValueError("shape")
        return value

    @field_validator("patrol_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError) as unknown:
            raise ValueError("zone") from unknown
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("database")
        return value

    @field_validator("telegram_api_url", "patrol_public_url", "patrol_routing_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("address")
        return value

    @property
    def database(self) -> str:
        """The database's address; by default a file in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.patrol_data_dir}/patrol.db"

    @property
    def is_forgotten_token(self) -> bool:
        """No token, but a database or a public address is set: somebody forgot the token."""
        return self.telegram_bot_token is None and bool(self.database_url or self.patrol_public_url)

    def rules(self) -> Rules:
        """The figures that the brain works with."""
        return Rules(
            ask_s=self.patrol_ask_seconds,
            position_s=self.patrol_position_seconds,
            accept_s=self.patrol_accept_seconds,
            arrive_s=self.patrol_arrive_seconds,
            close_s=self.patrol_close_seconds,
            remind_s=self.patrol_remind_seconds,
            confirm_s=self.patrol_confirm_seconds,
            track_days=self.patrol_track_days,
            language=self.patrol_language,
            timezone=self.patrol_timezone,
            owners=self.patrol_owner_ids,
        )


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; raises WrongSettings with every mistake."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # a private argument of the library
    except ValidationError as wrong:
        names = [str(error["loc"][0]) for error in wrong.errors(include_input=False, include_url=False)]
        raise WrongSettings((name.upper(), _SENTENCES.get(name, "setting-number")) for name in names) from None


_SENTENCES = {
    "telegram_bot_token": "setting-token",
    "telegram_api_url": "setting-address",
    "patrol_public_url": "setting-address",
    "patrol_routing_url": "setting-address",
    "database_url": "setting-database",
    "patrol_owner_ids": "setting-ids",
    "patrol_language": "setting-language",
    "patrol_timezone": "setting-timezone",
    "patrol_data_dir": "setting-folder",
}
