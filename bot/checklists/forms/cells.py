"""One row of a sheet by column, and what its cells mean."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bot.checklists import model, starter
from bot.checklists.model import Called
from bot.values import texts
from bot.values.files.tree import TRUTH

_APART = re.compile(r"[,;|\u3001\uff0c\uff1b\n]")


class Wrong(Exception):  # becomes a Refused, with its sheet and row
    """What is wrong with one cell, as a key of the words and what its sentence needs."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass
class Cells:
    """The cells of a row by column and language (empty: none said); *line* is its number."""

    sheet: str
    line: int
    told: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, column: str, language: str = "") -> str:
        """What stands in a cell, on one line; empty where nothing does."""
        return texts.line(self.told.get((column, language), ""))

    def short(self, column: str, most: int) -> str:
        """A text of at most *most* letters."""
        return _short(column, self.text(column), most)

    def short_in(self, column: str, language: str, most: int) -> str:
        """The same in one language; what is told in none is told in each."""
        return _short(column, self.text(column, language) or self.text(column), most)

    def both(self, column: str, most: int) -> tuple[str, str]:
        """A text in Chinese and English; where one of them is missing the other stands for it."""
        zh, en = (self.short_in(column, language, most) for language in ("zh", "en"))
        if not zh and not en:
            raise Wrong("form-missing", column=column)
        return zh or en, en or zh

    def code(self, column: str, like: re.Pattern[str]) -> str:
        """A code."""
        said = self.text(column)
        if not said:
            raise Wrong("form-missing", column=column)
        if not like.fullmatch(said):
            key = "form-wants-code" if like is model.CODE else "form-wants-item-code"
            raise Wrong(key, column=column, value=shown(said))
        return said

    def several(self, column: str) -> Sequence[str]:
        """What stands in a cell, apart by commas, semicolons, strokes or new lines."""
        parts = _APART.split(self.told.get((column, ""), ""))
        return [one for part in parts if (one := part.strip())]

    def word(self, column: str, allowed: Sequence[str]) -> str:
        """One of some words; empty where nothing stands there."""
        said = self.text(column).casefold()
        if said and said not in allowed:
            raise Wrong("form-wants-one-of", column=column, value=shown(said), allowed=", ".join(allowed))
        return said

    def one_of(self, column: str, among: Iterable[Called]) -> str:
        """The code of one of these, which may be written by its name in either language."""
        said, each = self.text(column), list(among)
        allowed = ", ".join(one.code for one in each)
        if not said:
            raise Wrong("form-missing-one-of", column=column, allowed=allowed)
        plain = texts.compared(said)
        for one in each:
            if plain in {texts.compared(name) for name in (one.code, one.zh, one.en)}:
                return one.code
        raise Wrong("form-wants-one-of", column=column, value=shown(said), allowed=allowed)

    def limit(self, column: str) -> str:
        """The code of a limit, which may be written by its name."""
        said = unicodedata.normalize("NFKC", self.text(column))
        if not said:
            raise Wrong("form-missing-limit", column=column)
        code = starter.limit_of(said)
        if code is None:
            raise Wrong("form-wants-limit", column=column, value=shown(said))
        return code

    def known(self, column: str, among: Collection[str]) -> str | None:
        """One of some codes; None where nothing stands there."""
        said = self.text(column)
        if said and said not in among:
            raise Wrong("form-no-handbook", column=column, value=shown(said))
        return said or None

    def truth(self, column: str, *, otherwise: bool) -> bool:
        """Yes or no."""
        said = self.text(column).casefold()
        if said and said not in _TRUTH:
            raise Wrong("form-wants-yes-or-no", column=column, value=shown(said))
        return _TRUTH.get(said, otherwise)


_TRUTH = {**TRUTH, "true()": True, "false()": False, "1": True, "0": False}


def shown(text: str) -> str:
    """What stands in a cell, as a mistake shows it."""
    return texts.cut(text, 40)


def _short(column: str, said: str, most: int) -> str:
    if len(said) > most:
        raise Wrong("form-too-long", column=column, most=most)
    return said
