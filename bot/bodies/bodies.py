"""What bodies there are: data that the program brings; a district may name others, called as it names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.values import texts
from bot.values.refused import Refused

DATA = Path(__file__).parent / "bodies.yaml"

LONGEST = 40
"""Letters of a body's code or name."""

_BEHIND = re.compile(r"[/(（,，]")


@dataclass(frozen=True)
class Body:
    """One body. *also* is what people call it besides; *is_known*: it is listed, else its code is the name given."""

    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    is_known: bool = True

    @property
    def named(self) -> dict[str, str]:
        """What it is called, as a fact of the words."""
        return {"name_zh": self.zh, "name_en": self.en}

    @property
    def short(self) -> dict[str, str]:
        """As short as people call it: without what its full name says in brackets or behind a stroke or comma."""
        return {"name_zh": _BEHIND.split(self.zh)[0], "name_en": _BEHIND.split(self.en)[0]}


@cache
def brought() -> Mapping[str, Body]:
    """Those that the program brings, by code, in the order of its list."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf8"))
    return {row["code"]: Body(**row | {"also": tuple(row["also"])}) for row in rows}


@cache
def _meanings() -> Mapping[str, str]:
    """The code by everything that a body is called."""
    bodies = brought().values()
    return {_plain(name): one.code for one in bodies for name in (one.code, one.zh, one.en, *one.also)}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def of(code: str) -> Body:
    """The body of a code, also one that only this district knows."""
    return brought().get(code) or Body(code, code, code, is_known=False)


def meant(text: str) -> str:
    """The code of the body that somebody wrote: listed ones by code or name, others as written; Refused for nothing."""
    name = texts.name(text, LONGEST)
    if not texts.line(text):
        raise Refused("officer-wants-body")
    return _meanings().get(_plain(name), name)
