"""Where a label leads: our own page of the place, or, where people cannot reach our pages, the chat with the bot."""

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PAGE = "/p/"
"""Under this path a place has its page, behind it stands its code."""

MOST_CODE = 64
"""Characters of a code; whoever writes more means none of ours."""

PLAIN, CODED = "place_", "placex_"
"""How what a link of the bot names begins: the code itself, or one of letters that such a link may not have."""

_OF = re.compile(r"place(?P<coded>x?)of(?P<district>[1-9][0-9]{0,14})_")
"""The same with the district whose code it is, where others have it too."""

MOST_PAYLOAD = 64
_ALLOWED = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Leads:
    """What a QR picture holds, and what of it is printed. *is_page*: it is our page, not the chat with the bot."""

    content: str
    host: str
    is_page: bool


def leads(public_url: str, bot_name: str, code: str, district: int | None = None) -> Leads:
    """What the label of a place holds. Of a code that no link of the bot can carry, the bot alone.

    *district*: whose code it is, where others have the same.
    """
    if public_url:
        return Leads(public_url.rstrip("/") + path(code, district), urlsplit(public_url).netloc, is_page=True)
    return Leads(chat(bot_name, code, district), f"t.me/{bot_name}", is_page=False)


def path(code: str, district: int | None = None) -> str:
    """The path of a place's page; with a *district* that of its own among several."""
    return PAGE + quote(code, safe="") + (f"?d={district}" if district else "")


def chat(bot_name: str, code: str, district: int | None = None) -> str:
    """The link that opens the place in private with the bot."""
    named = payload(code, district) or payload(code)
    return f"https://t.me/{bot_name}" + (f"?start={named}" if named else "")


def payload(code: str, district: int | None = None) -> str | None:
    """What such a link names, in the 64 letters that Telegram allows there; None where the code is too long for it."""
    is_plain = _ALLOWED.fullmatch(code) is not None
    begin = f"place{'' if is_plain else 'x'}of{district}_" if district else PLAIN if is_plain else CODED
    said = begin + (code if is_plain else base64.urlsafe_b64encode(code.encode()).decode().rstrip("="))
    return said if len(said) <= MOST_PAYLOAD else None


def district_of(said: str) -> int | None:
    """The district that a link names with its code; None where it names none."""
    found = _OF.match(said)
    return int(found["district"]) if found is not None else None


def code_of(said: str) -> str | None:
    """The code that a link names; None where it names none."""
    if len(said) > MOST_PAYLOAD or not _ALLOWED.fullmatch(said):
        return None
    if (found := _OF.match(said)) is not None:
        said = (CODED if found["coded"] else PLAIN) + said[found.end() :]
    if said.startswith(CODED):
        coded = said.removeprefix(CODED)
        try:
            return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode() or None
        except (binascii.Error, UnicodeDecodeError):
            return None
    return said.removeprefix(PLAIN) or None if said.startswith(PLAIN) else None
