"""What a captain writes of an officer or an approver: ``fire 沪A-123 2027-06-30``, ``market head``. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from bot.bodies import bodies
from bot.bodies.officers import MOST_CERTIFICATE, MOST_DEED, How
from bot.values import texts
from bot.values.refused import Refused
from bot.words import spoken_words

_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True)
class Said:
    """What was said of somebody. *duration*: for how long the role itself is given, as it was written."""

    body: str
    certificate: str = ""
    certified_until: date | None = None
    approver: bool = False
    how: How | None = None
    deed: str = ""
    duration: str = ""


def day(text: str) -> date | None:
    """A day with its year, as ``2027-06-30``, ``2027.6.30`` or ``20270630``; None: it is none."""
    found = _DAY.fullmatch(text.strip()) or _TIGHT.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def officer(words: str) -> Said:
    """``BODY CERTIFICATE UNTIL [2h]``; Refused with what is missing."""
    first, *rest = texts.line(words).split() or [""]
    body = bodies.meant(first)
    at = next((n for n, word in enumerate(rest) if day(word)), None)
    if at is None:
        raise Refused("officer-wants-until")
    number = " ".join(rest[:at])
    if not number or texts.utf16(number) > MOST_CERTIFICATE:
        raise Refused("officer-wants-certificate", most=MOST_CERTIFICATE)
    return Said(body, number, day(rest[at]), duration=" ".join(rest[at + 1 :]))


def approver(words: str) -> Said:
    """``BODY head`` or ``BODY DEED``: who is no head is deputised in writing, and the deed is named."""
    first, *rest = texts.line(words).split() or [""]
    body, deed = bodies.meant(first), " ".join(rest)
    if not deed or texts.utf16(deed) > MOST_DEED:
        raise Refused("approver-wants-deed", most=MOST_DEED)
    if deed.casefold() in spoken_words.written("officer-word-head"):
        return Said(body, approver=True, how=How.HEAD)
    return Said(body, approver=True, how=How.DEED, deed=deed)
