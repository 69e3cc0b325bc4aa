"""``patrolbot init``: the few things without which nothing runs, asked in the terminal and tried before they count."""

import asyncio
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import typer
from rapidfuzz import process
from tzlocal import get_localzone_name

from bot.app.console import Told, say, told_in, words
from bot.app.settings import TOKEN, Settings
from bot.register import countries
from handlers.telegram.transport import first_contact
from handlers.telegram.transport.first_contact import (
    Found,
    RunsAlready,
    TooManyWait,
    Unreachable,
    WebhookSet,
    WrongToken,
)

ENV = Path(".env")
MINUTES = 10
"""How long the link is good for."""


@dataclass
class Asking:
    """What is asked and found out. *there* is what the environment and the file say already."""

    there: Settings
    language: str
    lines: dict[str, str] = field(default_factory=dict)
    bot_name: str = ""

    def say(self, key: str, *, problem: bool = False, **facts: Any) -> None:
        """A sentence in the language that was chosen."""
        say(self.language, key, problem=problem, **facts)

    def words(self, key: str) -> str:
        """A question in the language that was chosen."""
        return words.say(self.language, key)

    def ask(self, question: str, default: str = "", *, hidden: bool = False) -> str:
        """What somebody types; the end of the program where nobody can be asked any more."""
        try:
            told: str = typer.prompt(
                question,
                default=default or None,
                hide_input=hidden,
                show_default=bool(default),
            )
        except typer.Abort:
            self.say("init-given-up", problem=True)
            raise Told(1) from None
        return told.strip()

    def is_set(self, name: str) -> bool:
        """Whether the environment or the file says it already."""
        return name.lower() in self.there.model_fields_set


def init(there: Settings) -> None:
    """Ask for what is missing, find the owner, and write ``.env``, or say what is missing in the one that is there."""
    with told_in(there.spoken):
        _init(Asking(there, there.spoken))


def _init(asking: Asking) -> None:
    there = asking.there
    if not asking.is_set("patrol_language"):
        _language(asking)
    token = _token(asking)
    for name, ask in (
        ("patrol_timezone", _zone),
        ("patrol_country", _country),
        ("patrol_data_dir", _folder),
    ):
        if not asking.is_set(name):
            ask(asking)
    if not there.patrol_owner_ids:
        _owner(asking, token)
    _write(asking)
    asking.say("init-next", name=asking.bot_name)


def _until(asking: Asking, question: str, default: str, is_good: Callable[[str], bool], wrong: str) -> str:
    while True:
        told = asking.ask(question, default)
        if is_good(told):
            return told
        asking.say(wrong, problem=True, value=told)


def _language(asking: Asking) -> None:
    default = "zh" if os.environ.get("LANG", "").lower().startswith("zh") else "en"
    told = _until(
        asking,
        " / ".join(words.say(one, "init-language") for one in ("zh", "en")),
        default,
        lambda one: one.lower() in words.languages,
        "init-language-wrong",
    )
    asking.language = asking.lines["PATROL_LANGUAGE"] = told.lower()


def _token(asking: Asking) -> str:
    """A token that the service knows."""
    known = asking.there.telegram_bot_token
    while True:
        token = known.get_secret_value() if known else asking.ask(asking.words("init-token"), hidden=True)
        known = None
        try:
            Settings(_env_file=None, telegram_bot_token=token)  # type: ignore[call-arg, arg-type]
            asking.bot_name = asyncio.run(first_contact.name_of(token, asking.there.telegram_api_url))
        except ValueError:
            asking.say("setting-token", problem=True, name=TOKEN)
        except WrongToken:
            asking.say("token-refused", problem=True)
        except Unreachable as trouble:
            asking.say("check-api-unreachable", problem=True, error=str(trouble))
            raise Told(1) from None
        else:
            asking.say("check-token-ok", name=asking.bot_name)
            if not asking.is_set(TOKEN):
                asking.lines[TOKEN] = token
            return token


def _zone(asking: Asking) -> None:
    here = get_localzone_name() or ""
    is_told = here in available_timezones() and not here.startswith(("UTC", "Etc/"))  # a server tells nothing by those
    default = here if is_told else asking.there.patrol_timezone
    while True:
        told = asking.ask(asking.words("init-zone"), default)
        if told in available_timezones():
            asking.lines["PATROL_TIMEZONE"] = ZoneInfo(told).key
            return
        alike = process.extract(told, sorted(available_timezones()), limit=3)
        asking.say("init-zone-wrong", problem=True, value=told, alike=", ".join(name for name, _, _ in alike))


def _country(asking: Asking) -> None:
    """Whom to call, which map and whose law go by it; the one of the time zone is offered."""
    zone = asking.lines.get("PATROL_TIMEZONE", asking.there.patrol_timezone)
    default = countries.of_zone(zone) or ""
    told = _until(asking, asking.words("init-country"), default, _is_country, "init-country-wrong")
    asking.lines["PATROL_COUNTRY"] = countries.meant(told) or told.upper()


def _is_country(told: str) -> bool:
    return bool(countries.meant(told))


def _folder(asking: Asking) -> None:
    told = _until(asking, asking.words("init-folder"), "data", _can_hold, "init-folder-wrong")
    asking.lines["PATROL_DATA_DIR"] = str(Path(told).expanduser())


def _can_hold(told: str) -> bool:
    folder = Path(told).expanduser().absolute()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return there.is_dir() and os.access(there, os.W_OK)


# --- the owner


def _owner(asking: Asking, token: str) -> None:
    """Who opens the link and is confirmed here; else an id that somebody types, or none for now."""
    code = first_contact.new_code()
    link = f"https://t.me/{asking.bot_name}?start={code}"
    asking.say("init-link", link=link, minutes=MINUTES)
    try:
        found = asyncio.run(
            first_contact.who_opens(token, asking.there.telegram_api_url, code, within_s=60.0 * MINUTES)
        )
    except WebhookSet as other:
        asking.say("init-webhook", problem=True, host=other.host)
    except RunsAlready:
        asking.say("init-runs-already", problem=True)
    except Unreachable as trouble:
        asking.say("check-api-unreachable", problem=True, error=str(trouble))
    except TooManyWait:
        asking.say("init-too-many-wait", problem=True)
    else:
        if found is None:
            asking.say("init-link-over", problem=True)
        elif _is_them(asking, found):
            asking.lines["PATROL_OWNER_IDS"] = str(found.user_id)
            return
        else:
            asking.say("init-not-them")
    told = _until(
        asking, asking.words("init-owner"), "0", lambda one: one.isascii() and one.isdigit(), "init-owner-wrong"
    )
    if int(told):
        asking.lines["PATROL_OWNER_IDS"] = told


def _is_them(asking: Asking, found: Found) -> bool:
    name = f"{found.name} (@{found.username})" if found.username else found.name
    try:
        return typer.confirm(words.say(asking.language, "init-is-it", name=name, id=str(found.user_id)))
    except typer.Abort:
        raise Told(1) from None


# --- the file


def _quoted(value: str) -> str:
    """As the file has to say it: in quotes where a sign would else end it or mean something."""
    if re.fullmatch(r"[\w./:@+,~-]*", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _write(asking: Asking) -> None:
    """A new file for nobody else's eyes; one that is there is not touched."""
    text = "".join(f"{name}={_quoted(value)}\n" for name, value in asking.lines.items())
    if not text:
        asking.say("init-all-there", file=str(ENV))
        return
    try:
        handle = os.open(ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        asking.say("init-file-there", file=str(ENV))
        typer.echo(text, nl=False)
        return
    except OSError as trouble:
        asking.say("init-file-unwritable", problem=True, file=str(ENV), error=type(trouble).__name__)
        typer.echo(text, nl=False)
        raise Told(1) from None
    with os.fdopen(handle, "w", encoding="utf8") as file:
        file.write(text)
    asking.say("init-written", file=str(ENV))
