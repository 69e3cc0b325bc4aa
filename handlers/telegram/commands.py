"""Commands and buttons: what each is called, who may use it, and the one intention that it means.

Each feature says in one ``Feature`` what it brings; the ``Register`` is what all of them bring together.
"""

from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from telegram import Bot, Message

from bot.desk.desk import Action, Otherwise
from bot.outbox.letters import LetterKind
from bot.values import texts
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.telegram.writing.calls import Writer
from handlers.telegram.writing.told import Told
from handlers.telegram.writing.writers import MakeWriter, Means

Name = TypeVar("Name", bound=Hashable)
Brought = TypeVar("Brought")


class For(StrEnum):
    """Who sees a command in ``/help`` and in the menus. What is allowed is decided at the desk."""

    EVERYBODY = "everybody"
    DISTRICT = "district"
    REGISTERED = "registered"
    OFFICERS = "officers"
    MEMBERS = "members"
    PLANNED = "planned"
    """Members and officers: whoever has days of their own."""
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
    For.EVERYBODY: Topic.SETTINGS,
    For.DISTRICT: Topic.LOOKS,
    For.OFFICERS: Topic.LOOKS,
    For.REGISTERED: Topic.LOOKS,
    For.MEMBERS: Topic.CASE,
    For.CAPTAINS: Topic.COMMAND,
}
"""What a command is about that does not say so."""


@dataclass(frozen=True)
class Said:
    """What somebody said: the speaker, the words after the command, a leading case number, and the reply.

    *words* is all that came after the command, the number in front as it was written; *first* the word before them,
    where that said what the command is about. *register* is all that would have been understood.
    """

    speaker: Speaker
    register: "Register"
    text: str = ""
    words: str = ""
    first: str = ""
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
    """One intention: an action of the desk and what it needs. *district_id*: a link named the district it is about.

    *otherwise*: what the words mean where that is known to be.
    """

    action: Action
    wants: dict[str, Any] = field(default_factory=dict)
    district_id: int | None = None
    otherwise: Otherwise | None = None


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


Press = Callable[[Said, str, str], Awaitable[Wants]]
"""The meaning of a button: what was said, the move, the choice."""


@dataclass(frozen=True)
class Command:
    """One command. *usage* is what follows its name, as the README and ``/help`` show it."""

    name: str
    meaning: Meaning
    audience: For
    usage: str = ""
    where: Where = Where.ANYWHERE
    topic: Topic = Topic.SETTINGS


FIRST = frozenset({"duty", "off", "break", "back", "accept", "sos"})
"""Commands that come before the others of their topic."""

LAST = frozenset({"topic"})
"""Commands that come after them."""


class Feature:
    """What one feature brings to the chat: commands, buttons, and who writes the kinds of letters that are its own."""

    def __init__(self, name: str, writers: Mapping[LetterKind, MakeWriter] | None = None) -> None:
        self.name = name
        self.commands: dict[str, Command] = {}
        self.buttons: dict[str, Press] = {}
        self.parts: dict[tuple[str, str], Meaning] = {}
        self.writers = dict(writers or {})

    def command(
        self, name: str, audience: For, usage: str = "", *, where: Where = Where.ANYWHERE, topic: Topic | None = None
    ) -> Callable[[Meaning], Meaning]:
        """Take a function as the meaning of ``/name``."""
        if name in self.commands:
            raise ValueError(f"/{name} stands twice in {self.name}")

        def take(meaning: Meaning) -> Meaning:
            self.commands[name] = Command(name, meaning, audience, usage, where, topic or _TOPICS[audience])
            return meaning

        return take

    def part(self, name: str, *firsts: str) -> Callable[[Meaning], Meaning]:
        """Take a function as the meaning of ``/name FIRST …``, whoever brings ``/name``; it gets the words behind."""

        def take(meaning: Meaning) -> Meaning:
            self.parts |= dict.fromkeys(((name, first) for first in firsts), meaning)
            return meaning

        return take

    def button(self, kind: str) -> Callable[[Press], Press]:
        """Take a function as the meaning of all buttons whose data begin with *kind*."""
        if kind in self.buttons:
            raise ValueError(f"buttons of {kind} stand twice in {self.name}")

        def take(meaning: Press) -> Press:
            self.buttons[kind] = meaning
            return meaning

        return take


class Register:
    """What all features bring, in their order; ValueError where two bring the same."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.features = tuple(features)
        self.commands = _together(one.commands for one in self.features)
        self.buttons = _together(one.buttons for one in self.features)
        self.parts = _together(one.parts for one in self.features)
        notes: Mapping[LetterKind, MakeWriter] = {LetterKind.NOTE: _note_writer}
        self.makers = _together([notes, *(one.writers for one in self.features)])

    def named(self, name: str) -> Command | None:
        """The command that somebody wrote."""
        return self.commands.get(name)

    def part(self, name: str, said: Said) -> tuple[Meaning, Said] | None:
        """What the first word behind ``/name`` means, with the rest of the words; None: it is for the command."""
        first, _, rest = said.words.partition(" ")
        meaning = self.parts.get((name, first.lower()))
        rest = rest.strip()
        return (meaning, replace(said, first=first, words=rest, text=rest, number=None)) if meaning else None

    def spelled(self, written: str) -> tuple[Command | None, str]:
        """The command of a word as somebody wrote or tapped it, and the words that are tied to it with strokes.

        ``accept_42`` is ``/accept 42``: Telegram makes only the first of them something that can be tapped.
        """
        if (command := self.named(written)) is not None:
            return command, ""
        name, *tied = written.split("_")
        command = self.named(name)
        is_numbered = bool(tied) and texts.whole_number(tied[-1], digits=9) is not None
        return (command, " ".join(tied)) if command is not None and is_numbered else (None, "")

    def offers(self) -> list[dict[str, str]]:
        """The commands as the brain knows them, most used first: name, usage, audience, where and topic of each."""
        topics = list(Topic)
        ordered = sorted(
            self.commands.values(), key=lambda one: (topics.index(one.topic), one.name not in FIRST, one.name in LAST)
        )
        return [
            {
                "name": c.name,
                "usage": c.usage,
                "audience": str(c.audience),
                "where": str(c.where),
                "topic": str(c.topic),
            }
            for c in ordered
        ]

    def writers(self, means: Means) -> dict[LetterKind, Writer]:
        """Who writes each kind of letter, with *means*."""
        return {kind: make(means) for kind, make in self.makers.items()}


def _note_writer(means: Means) -> Writer:
    """Notes are no feature's own: each of them has something to tell."""
    return Told(means.board, means.plain, means.pairs)


def _together(parts: Iterable[Mapping[Name, Brought]]) -> dict[Name, Brought]:
    joined: dict[Name, Brought] = {}
    for part in parts:
        if twice := joined.keys() & part.keys():
            raise ValueError(f"two features bring {', '.join(sorted(map(str, twice)))}")
        joined |= part
    return joined
