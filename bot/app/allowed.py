"""What each setting may hold: types that refuse the rest with a ValueError."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.register import countries

SHORTEST_KEY = 32
"""Characters of the key of seals and hashes: a shorter one can be guessed."""


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    ids = frozenset(int(part) for part in re.split(r"[,\uff0c\s]+", value) if part)
    if any(i <= 0 for i in ids):
        raise ValueError("a person's id is above zero")
    return ids


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", value.get_secret_value(), re.ASCII):
        raise ValueError("not number:secret")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{1,256}", value.get_secret_value(), re.ASCII):
        raise ValueError("Telegram would refuse it")
    return value


def _bearer(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", value.get_secret_value()):
        raise ValueError("does not fit into a header")
    return value


def _hash_key(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_KEY:
        raise ValueError("can be guessed")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError) as unknown:
        raise ValueError("no such zone") from unknown
    return value


def _country(value: str) -> str:
    if value.upper() not in countries.codes():
        raise ValueError("no such country")
    return value.upper()


def _database(value: str) -> str:
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("no such driver")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError("no address")
    return value


def _tiles(value: str) -> str:
    return _address(value) if value else value


def _folder(value: Path) -> Path:
    if value.exists() and not value.is_dir():
        raise ValueError("not a folder")
    return value


def _geocoder(value: str) -> str:
    from geopy.geocoders import SERVICE_TO_GEOCODER

    if value.lower() not in SERVICE_TO_GEOCODER:
        raise ValueError("no such geocoder")
    return value.lower()


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    return frozenset(ip_network(part) for part in re.split(r"[,\uff0c\s]+", value) if part)


Seconds = Annotated[int, Field(ge=1, le=604800)]
Days = Annotated[int, Field(ge=1, le=3650)]
Megabytes = Annotated[int, Field(ge=0, le=10_000)]
Port = Annotated[int, Field(ge=0, le=65535)]
Token = Annotated[SecretStr, AfterValidator(_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Bearer = Annotated[SecretStr, AfterValidator(_bearer)]
HashKey = Annotated[SecretStr, AfterValidator(_hash_key)]
Database = Annotated[str, AfterValidator(_database)]
Address = Annotated[str, AfterValidator(_address)]
Tiles = Annotated[str, AfterValidator(_tiles)]
Geocoder = Annotated[str, AfterValidator(_geocoder)]
Folder = Annotated[Path, AfterValidator(_folder)]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[
    Literal["zh", "en"], BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]
Network = IPv4Network | IPv6Network
Networks = Annotated[frozenset[Network], NoDecode, BeforeValidator(_networks)]
