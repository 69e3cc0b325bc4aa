"""The register of commands: what each is called, who may use it, and the one intention that it means."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from telegram import Bot, Message

from bot import texts
from bot.desk import Action, Speaker
from bot.refused import Refused


class For(StrEnum):
    """Who sees a command in ``/help`` and in the menus. What is allowed is decided at the desk."""

    EVERYBODY = "everybody"
    REGISTERED = "registered"
    MEMBERS = "members"
    CAPTAINS = "captains"


class Where(StrEnum):
    """Where a command makes sense, and is shown. It is understood everywhere."""

    ANYWHERE = "anywhere"
    GROUP = "group"
    PRIVATE = "private"


class Topic(StrEnum):
    """What somebody wants to do: ``/help`` and the menus show the commands in this order, most used first."""

    SHIFT = "shift"
    REPORT = "report"
    CASE = "case"
    SAFETY = "safety"
    HANDBOOK = "handbook"
    LOOKS = "looks"
    COMMAND = "command"
    PEOPLE = "people"
    SETTINGS = "settings"


_TOPICS = {
    For.EVERYBODY: Topic.SETTINGS, For.REGISTERED: Topic.LOOKS, For.MEMBERS: Topic.CASE, For.CAPTAINS: Topic.COMMAND,
}  # fmt: skip
"""What a command is about that does not say so."""


@dataclass(frozen=True)
class Said:
    """What somebody said: the speaker, the words after the command, a leading case number, and the reply."""

    speaker: Speaker
    text: str = ""
    number: int | None = None
    reply_to: int | None = None
    reply_user: "Named | None" = None
    message: Message | None = None
    bot: Bot | None = None


@dataclass(frozen=True)
class Named:
    """The person whose message was replied to."""

    user_id: int
    name: str
    username: str | None
    is_bot: bool


@dataclass(frozen=True)
class Wants:
    """One intention: an action of the desk and what it needs. *district_id*: a link named the district it is about."""

    action: Action
    wants: dict[str, Any] = field(default_factory=dict)
    district_id: int | None = None


def wants(action: Action, **facts: Any) -> Wants:
    """An intention, its facts as keywords."""
    return Wants(action, facts)


def whole(choice: str) -> int:
    """The number that a button chose; Refused for data that no button of ours ever held."""
    number = texts.whole_number(choice, digits=9)
    if number is None:
        raise Refused("stale-button")
    return number


def case_number(said: Said) -> int:
    """The number of the case whose button was pressed; Refused for data that no button of ours ever held."""
    if said.number is None:
        raise Refused("stale-button")
    return said.number


Meaning = Callable[[Said], Awaitable[Wants]]


@dataclass(frozen=True)
class Command:
    """One command. *usage* is what follows its name, as the README and ``/help`` show it."""

    name: str
    meaning: Meaning
    audience: For
    usage: str = ""
    feature: str = ""
    where: Where = Where.ANYWHERE
    topic: Topic = Topic.SETTINGS


FIRST = frozenset({"duty", "off", "break", "back", "accept", "sos"})
"""Commands that come before the others of their topic."""

COMMANDS: dict[str, Command] = {}
"""Every command by name; each is registered once."""


def offers() -> list[dict[str, str]]:
    """The register as the brain knows it, most used first: name, usage, audience, where and topic of each command."""
    topics = list(Topic)
    ordered = sorted(COMMANDS.values(), key=lambda one: (topics.index(one.topic), one.name not in FIRST))
    return [
        {"name": c.name, "usage": c.usage, "audience": str(c.audience), "where": str(c.where), "topic": str(c.topic)}
        for c in ordered
    ]


def command(
    name: str, audience: For, usage: str = "", *, where: Where = Where.ANYWHERE, topic: Topic | None = None
) -> Callable[[Meaning], Meaning]:
    """Register a function as the meaning of ``/name``."""

    def register(meaning: Meaning) -> Meaning:
        if name in COMMANDS:
            raise ValueError(f"/{name} is registered twice")
        feature = meaning.__module__.rsplit(".", 1)[-1]
        COMMANDS[name] = Command(name, meaning, audience, usage, feature, where, topic or _TOPICS[audience])
        return meaning

    return register


Press = Callable[[Said, str, str], Awaitable[Wants]]
"""The meaning of a button: what was said, the move, the choice."""

BUTTONS: dict[str, Press] = {}
"""By the first word of the callback data."""


def button(kind: str) -> Callable[[Press], Press]:
    """Register a function as the meaning of all buttons whose data begin with *kind*."""

    def register(meaning: Press) -> Press:
        if kind in BUTTONS:
            raise ValueError(f"buttons of {kind} are registered twice")
        BUTTONS[kind] = meaning
        return meaning

    return register
