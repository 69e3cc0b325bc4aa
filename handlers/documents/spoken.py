"""A document in two languages: first that of the district, beside or below it the other one."""

from collections.abc import Mapping
from typing import Any, get_args

from bot.handbook.model import Officers, Papers, Verification
from bot.words import Words
from handlers.documents.paper import Said

MARKS: tuple[Verification, ...] = get_args(Verification)
"""How far a legal text was checked, the best first."""
OFFICERS: tuple[Officers, ...] = get_args(Officers)


class Spoken:
    """Says what stands in a document; *alone* in the district's language, without the other one beside it."""

    def __init__(self, words: Words, language: str, papers: Papers | None = None, *, alone: bool = False) -> None:
        self.words = words
        self.alone = alone
        self.papers = papers or Papers()
        self.language = language if language in words.languages else "zh"
        self.other = "en" if self.language == "zh" else "zh"

    def say(self, key: str, **facts: Any) -> str:
        """In the district's language."""
        return self.words.say(self.language, key.replace("_", "-"), **facts)

    def say_other(self, key: str) -> str:
        """In the other one; nothing where a document is in one alone."""
        return "" if self.alone else self.words.say(self.other, key.replace("_", "-"))

    def say_in(self, key: str, *, other: bool) -> str:
        """In one of the two."""
        return self.say_other(key) if other else self.say(key)

    def both(self, key: str) -> str:
        """On one line."""
        return f"{self.say(key)} {self.say_other(key)}".strip()

    def pair(self, key: str) -> list[Said]:
        """One below the other."""
        return [Said(self.say(key)), Said(self.say_other(key), "Cell dim")]

    def beside(self, key: str, style: str = "Cell") -> list[Said]:
        """On one line, the other language smaller."""
        return [Said(self.say(key), style, self.say_other(key))]

    def label(self, key: str) -> list[Said]:
        """Names what stands beside or below it."""
        return self.beside(key, "Cell head")

    def heads(self, *keys: str) -> list[Said]:
        """Heads of columns."""
        return [self.label(key)[0] for key in keys]

    def sorted(self, zh: str, en: str) -> tuple[str, str]:
        """The district's language first."""
        return (zh, en) if self.language == "zh" else (en, zh)

    def named(self, zh: str, en: str) -> str:
        """The one in the district's language."""
        return self.sorted(zh, en)[0]

    def two(self, zh: str, en: str) -> list[Said]:
        """The same in both languages, one below the other."""
        first, second = self.sorted(zh, en)
        return [Said(first), Said("" if self.alone or second == first else second, "Cell dim")]

    def own(self, zh: str) -> str:
        """A text that the handbook has in Chinese alone, in the district's language where it says what that means."""
        return self.words.fact(self.language, self.papers.both(zh))

    def meta(self, meta: Mapping[str, Any], name: str, *, other: bool = False) -> str:
        """A text about the handbook: in its language where it has several, else as it is."""
        if other and self.alone:
            return ""
        found = meta.get(f"{name}_{self.other if other else self.language}", "" if other else meta.get(name, ""))
        return found if isinstance(found, str) else ""

    def version(self, version: int) -> str:
        """Which version it is: the district's own, or an edition of what comes along."""
        if version > 0:
            return self.say("document-version-n", version=version)
        return self.say("document-version-starter", edition=1 - version)

    def mark(self, code: Verification) -> list[Said]:
        """How far a legal text was checked, in words; what is not confirmed stands out."""
        style = "Cell warning" if code == "unverified" else "Cell"
        return [
            Said(self.say(f"document-mark-{code}"), style),
            Said(self.say_other(f"document-mark-{code}"), "Cell dim"),
        ]

    def officers(self, code: Officers) -> list[Said]:
        """For whom something is reserved."""
        return self.pair(f"document-officers-{code}")
