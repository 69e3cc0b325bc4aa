"""The kinds of messages that may have a topic of a forum of their own: what each holds, and how captains name it.

Those that are not listed here bear the name of the kind of case that they are about.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.outbox.letters import Letter, LetterKind
from bot.register.districts import District

KEPT = "topics"
"""The district's setting: the numbers of topics by kind."""

SUPERGROUP = "-100"
"""What stands before the number of a supergroup in its chat id."""


class Kind(StrEnum):
    """What a topic may be for."""

    INCIDENT = "incident"
    """Cards of cases, and whatever is said of a case in the group."""
    SOS = "sos"
    """Calls for help, and questions whether all is well with a team."""
    BOARD = "board"
    """The pinned list of open cases."""
    REPORTS = "reports"
    """The morning report, and how things stand at the beginning of a shift."""
    HANDOVER = "handover"
    """What one captain hands over to the next."""
    ROSTER = "roster"
    """Shifts that begin, and swaps."""
    NOTICE = "notice"
    """What a captain tells everybody."""


_SAID: dict[Kind, tuple[str, ...]] = {
    Kind.INCIDENT: ("incidents", "case", "cases", "事件", "案件"),
    Kind.SOS: ("help", "求助", "紧急求助"),
    Kind.BOARD: ("list", "待办", "清单"),
    Kind.REPORTS: ("report", "morning", "shift", "报告", "早报", "班次"),
    Kind.HANDOVER: ("handovers", "交接班", "交接"),
    Kind.ROSTER: ("rosters", "排班", "换班"),
    Kind.NOTICE: ("notices", "all", "通知"),
}

_OFF = ("off", "关", "关闭", "取消")

_KINDS = {word: kind for kind, words in _SAID.items() for word in (str(kind), *words)}

_OF_LETTERS = {
    LetterKind.ORDER: Kind.INCIDENT,
    LetterKind.LIST: Kind.INCIDENT,
    LetterKind.SOS: Kind.SOS,
    LetterKind.BOARD: Kind.BOARD,
}

_OF_PURPOSES = {
    "handover": Kind.HANDOVER,
    "morning": Kind.REPORTS,
    "notice": Kind.NOTICE,
    "reminder-confirm": Kind.INCIDENT,
    "roster": Kind.ROSTER,
    "shift": Kind.REPORTS,
    "told": Kind.SOS,
    "welfare": Kind.SOS,
}


def named(word: str, more: Mapping[str, str]) -> str | None:
    """The kind that somebody names, in either language; None where there is none of that name.

    *more* are the words for those that are not listed here.
    """
    return _KINDS.get(word.lower()) or more.get(word.lower())


def means_off(word: str) -> bool:
    """Whether a word takes a setting back."""
    return word.lower() in _OFF


def of(letter: Letter) -> Kind | None:
    """What *letter* is, as far as it says so itself; of others the kind is that of their case."""
    return _OF_LETTERS.get(letter.kind) or _OF_PURPOSES.get(letter.purpose)


def kept(district: District) -> dict[str, int]:
    """The topics that are set, in the order of the kinds; those that are not listed here last."""
    found: dict[str, int] = district.settings.get(KEPT, {})
    return {kind: found[kind] for kind in Kind if kind in found} | found


def place(district: District, thread: int) -> dict[str, Any]:
    """Where a topic is, as a fact of the words."""
    chat = str(district.chat_id).removeprefix(SUPERGROUP)
    return {"word": "topics-place", "url": f"https://t.me/c/{chat}/{thread}"}
