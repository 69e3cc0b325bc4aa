"""Settings from the environment or ``.env``; all mistakes are told at once, by name, never with a secret's value."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_plus, urlsplit

from dotenv import dotenv_values
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import fuzz, process

from bot.app import allowed
from bot.work.rules import Rules

TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105  # its name
ALIKE = 85.0
"""From this likeness (of 100) on a name in the file is taken for one of ours that is misspelt."""

PORT_TRIES = 20
"""Where nobody has chosen a port, so many are tried, each the next one."""

MAY_BE_EMPTY = frozenset({"patrol_tile_url"})
"""Where an empty value says something; everywhere else it is the same as not set."""


class WrongSettings(Exception):
    """Settings that cannot be used: (name of the setting, key of the sentence) for each mistake."""

    def __init__(self, mistakes: Iterable[tuple[str, str]]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(", ".join(name for name, _ in self.mistakes))


def of_terminal(environment: Mapping[str, str]) -> str:
    """The language of ours for whoever sits at the terminal; empty where it names none (``C``)."""
    told = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = re.split(r"[_.@-]", told.lower())[0]
    return "" if code in {"", "c", "posix"} else "zh" if code == "zh" else "en"


@dataclass(frozen=True)
class Web:
    """What the web server needs to know. With a public address and a webhook's secret, updates come by webhook."""

    host: str = "127.0.0.1"
    port: int = 0
    port_tries: int = 1
    language: str = "zh"
    api_token: str | None = field(default=None, repr=False)
    public_url: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    tiles: str = field(default="", repr=False)
    proxies: frozenset[allowed.Network] = frozenset()

    @property
    def tile_origins(self) -> tuple[str, ...]:
        """Where map tiles come from, as a content policy names it; nothing for a plain background."""
        parts = urlsplit(self.tiles)
        return (f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}",) if self.tiles else ()

    @property
    def has_webhook(self) -> bool:
        """Updates come by webhook instead of polling."""
        return self.public_url is not None and self.webhook_secret is not None


LONG_WORD = 12
"""Characters. A word of an address's path as long as this is a key, not a name."""


def _secret_parts(address: str) -> tuple[str, ...]:
    """The password of an address as it is written and as it is meant; of the web also the query and long words."""
    parts = urlsplit(address)
    written = parts.password or ""
    found = {written, unquote(written), unquote_plus(written)}
    if parts.scheme in {"http", "https"}:
        found |= {parts.query, *(word for word in parts.path.split("/") if len(word) >= LONG_WORD)}
    return tuple(sorted(found - {""}))


class Settings(BaseSettings):
    """Everything that may be set. Names are those of the environment, in lower case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, case_sensitive=False)

    telegram_bot_token: allowed.Token | None = None
    telegram_api_url: allowed.Address | None = None
    database_url: allowed.Database | None = Field(None, repr=False)  # may hold a password
    patrol_owner_ids: allowed.Ids = frozenset()
    patrol_language: allowed.Language = "zh"
    patrol_timezone: allowed.Zone = "Asia/Shanghai"
    patrol_country: allowed.Country | None = None
    patrol_accept_seconds: allowed.Seconds = 60
    patrol_arrive_seconds: allowed.Seconds = 180
    patrol_close_seconds: allowed.Seconds = 600
    patrol_remind_seconds: allowed.Seconds = 300
    patrol_confirm_seconds: allowed.Seconds = 600
    patrol_ask_seconds: allowed.Seconds = 30
    patrol_position_seconds: allowed.Seconds = 900
    patrol_welfare_seconds: allowed.Seconds = 1200
    patrol_track_days: allowed.Days = 30
    patrol_photo_days: allowed.Days = 180
    patrol_ballast_mb: allowed.Megabytes = 32
    patrol_http_host: str = "127.0.0.1"
    patrol_http_port: allowed.Port = 8080
    patrol_drill_port: allowed.Port = 8099
    patrol_public_url: allowed.Address | None = None
    patrol_proxies: allowed.Networks = frozenset()
    patrol_webhook_secret: allowed.WebhookSecret | None = None
    patrol_api_token: allowed.Bearer | None = None
    patrol_hash_key: allowed.HashKey | None = None
    patrol_webhooks_private: bool = False
    patrol_heartbeat_url: allowed.Address | None = Field(None, repr=False)  # its path is the key of a check
    patrol_data_dir: allowed.Folder = Path("data")
    patrol_routing_url: allowed.Address | None = Field(None, repr=False)  # may hold a key
    patrol_geocoder: allowed.Geocoder | None = None
    patrol_tile_url: allowed.Tiles = Field(
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        repr=False,  # may hold a key
    )

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Spaces around a value mean nothing, and an empty value is a value not set."""
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in trimmed.items() if value != "" or name in MAY_BE_EMPTY}

    @property
    def has_token(self) -> bool:
        """There is a token, so the bot runs for real; without one the drill ground opens."""
        return self.telegram_bot_token is not None

    @property
    def database(self) -> str:
        """The database's address; by default a file in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.patrol_data_dir}/patrol.db"

    @property
    def is_forgotten_token(self) -> bool:
        """No token, but a database or a public address is set: somebody forgot the token."""
        return self.telegram_bot_token is None and bool(self.database_url or self.patrol_public_url)

    def tries(self, port: str) -> int:
        """How many ports are tried from *port* (a name of ours) on: only it where somebody has chosen it.

        Behind a public address too, since a proxy passes on to it.
        """
        return 1 if port in self.model_fields_set or self.patrol_public_url else PORT_TRIES

    @property
    def secrets(self) -> tuple[str, ...]:
        """All that must never be seen in a log."""
        words = (self.telegram_bot_token, self.patrol_webhook_secret, self.patrol_api_token, self.patrol_hash_key)
        addresses = (self.database_url, self.patrol_heartbeat_url, self.patrol_routing_url, self.telegram_api_url)
        found = [word.get_secret_value() for word in words if word is not None]
        return (*found, *(part for address in addresses if address for part in _secret_parts(address)))

    @property
    def spoken(self) -> str:
        """What the command line speaks: the language that was set, else that of the terminal, else the usual one."""
        is_set = "patrol_language" in self.model_fields_set
        return self.patrol_language if is_set else of_terminal(os.environ) or self.patrol_language

    def web(self) -> "Web":
        """What the web server needs to know."""
        token, secret = self.patrol_api_token, self.patrol_webhook_secret
        return Web(
            host=self.patrol_http_host,
            port=self.patrol_http_port,
            port_tries=self.tries("patrol_http_port"),
            language=self.patrol_language,
            api_token=token.get_secret_value() if token else None,
            public_url=self.patrol_public_url.rstrip("/") if self.patrol_public_url else None,
            webhook_secret=secret.get_secret_value() if secret else None,
            tiles=self.patrol_tile_url,
            proxies=self.patrol_proxies,
        )

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
            photo_days=self.patrol_photo_days,
            welfare_s=self.patrol_welfare_seconds,
            language=self.patrol_language,
            timezone=self.patrol_timezone,
            zone_known="patrol_timezone" in self.model_fields_set,
            country=self.patrol_country or "",
            owners=self.patrol_owner_ids,
            webhooks_private=self.patrol_webhooks_private,
        )


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; raises WrongSettings with every mistake, those of names in *env_file* included."""
    try:
        unknown = [(name, "setting-unknown") for name in _unknown_names(env_file)]
        meant = dict(look_alikes(env_file))
    except (UnicodeDecodeError, OSError):
        raise WrongSettings([(str(env_file), "setting-unreadable")]) from None
    try:
        found = Settings(_env_file=env_file)  # type: ignore[call-arg]  # a private argument of the library
    except ValidationError as wrong:
        raise WrongSettings([*_mistakes(wrong), *unknown]) from None
    if found.telegram_bot_token is None:
        unknown += [(name, "setting-token-misspelt") for name, other in meant.items() if other == TOKEN]
    if unknown:
        raise WrongSettings(unknown)
    return found


def _mistakes(wrong: ValidationError) -> Iterator[tuple[str, str]]:
    names = (str(error["loc"][0]) for error in wrong.errors(include_input=False, include_url=False))
    return ((name.upper(), _SENTENCES.get(name, "setting-seconds")) for name in dict.fromkeys(names))


def _unknown_names(env_file: Path | None) -> list[str]:
    """Names of ours in the file that nobody knows: most likely misspelt.

    Only the file is looked at: an environment may hold names that the machine made, such as those of a cluster.
    """
    return [n for n in _written(env_file) if n.upper().startswith("PATROL_") and n.lower() not in Settings.model_fields]


def look_alikes(env_file: Path | None = Path(".env")) -> list[tuple[str, str]]:
    """Names in the file that are none of ours, each with the one of ours that it looks like."""
    ours = [name.upper() for name in Settings.model_fields]
    others = [
        name for name in _written(env_file) if name.upper() not in ours and not name.upper().startswith("PATROL_")
    ]
    found = ((name, process.extractOne(name.upper(), ours, scorer=_alike, score_cutoff=ALIKE)) for name in others)
    return [(name, best[0]) for name, best in found if best is not None]


def _alike(one: str, other: str, **_about: Any) -> float:
    """How alike two names are, 0 to 100; who writes whole words of one, such as TELEGRAM_TOKEN, means it."""
    said, meant = (set(name.split("_")) for name in (one, other))
    is_part = said < meant and said & {"TOKEN", "DATABASE"}
    return 100.0 if is_part else fuzz.ratio(one, other)


def _written(env_file: Path | None) -> Mapping[str, str | None]:
    """All that stands in the file, whosesoever it is."""
    return dotenv_values(env_file, interpolate=False) if env_file is not None and env_file.is_file() else {}


_SENTENCES = {
    "telegram_bot_token": "setting-token",
    "telegram_api_url": "setting-address",
    "patrol_public_url": "setting-address",
    "patrol_routing_url": "setting-address",
    "patrol_heartbeat_url": "setting-address",
    "patrol_tile_url": "setting-tiles",
    "database_url": "setting-database",
    "patrol_owner_ids": "setting-ids",
    "patrol_proxies": "setting-proxies",
    "patrol_language": "setting-language",
    "patrol_timezone": "setting-timezone",
    "patrol_country": "setting-country",
    "patrol_track_days": "setting-days",
    "patrol_photo_days": "setting-days",
    "patrol_ballast_mb": "setting-megabytes",
    "patrol_http_port": "setting-port",
    "patrol_drill_port": "setting-port",
    "patrol_webhook_secret": "setting-webhook-secret",
    "patrol_api_token": "setting-api-token",
    "patrol_hash_key": "setting-hash-key",
    "patrol_data_dir": "setting-folder",
    "patrol_webhooks_private": "setting-yes-or-no",
    "patrol_geocoder": "setting-geocoder",
}
"""The sentence that says what is allowed; those not named here are limits in seconds."""
