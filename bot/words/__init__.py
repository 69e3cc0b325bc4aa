"""The words that people read: Project Fluent files, one folder a language, one file a feature."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from fluent.runtime.types import FluentInt, NumberFormatOptions
from fluent.syntax.ast import StringLiteral, TextElement, VariableReference

from bot.words import figures
from bot.words.unread import Bundle

HERE = Path(__file__).parent
log = logging.getLogger(__name__)


class MissingWord(KeyError):
    """A key that no word file of the language has, or a sentence that lacks one of its facts."""


class Words:
    """Says keys in a language. *strict* raises MissingWord; else the key itself is said, and logged.

    *more* are folders like this one, with words for languages that there are.
    """

    def __init__(self, *, strict: bool = False, more: tuple[Path, ...] = ()) -> None:
        self.strict = strict
        self.languages = tuple(folder.name for folder in sorted(HERE.iterdir()) if _is_language(folder))
        """The languages there are; each is read when something is first said in it."""
        self._folders = (HERE, *more)

    def keys(self, language: str) -> frozenset[str]:
        """All keys of one language."""
        return self._known(language).keys

    def has(self, language: str, key: str) -> bool:
        """Whether *language* has a sentence *key*."""
        return language in self.languages and bool(self._known(language).has_message(key))

    def say(self, language: str, key: str, **facts: Any) -> str:
        """The sentence *key* in *language*.

        A fact may be ``{"word": KEY, …}``, said first in the same language; ``{"name_zh": …, "name_en": …}``; or a
        list of such, one a line. Numbers are written plainly, without separators.
        """
        bundle = self._known(language if language in self.languages else "zh")
        pattern = bundle.get_message(key).value if bundle.has_message(key) else None
        if pattern is None:
            return self._missing(f"{language}: {key}", key)
        told = {k: self._fact(language, v) for k, v in facts.items()}
        aside = _long_ones(told)
        said, errors = bundle.format_pattern(pattern, told | {k: mark for k, (mark, _) in aside.items()})
        whole = _GAP.sub(" ", str(said)) if any(v == "" for v in told.values()) else str(said)
        for mark, text in aside.values():
            whole = whole.replace(mark, text)
        return self._missing(f"{language}: {key}: {errors[0]}", whole) if errors else whole

    def pattern(self, language: str, key: str) -> str:
        """The sentence *key* with its facts still open, as ``{name}``: for a page that fills them in itself.

        Raises MissingWord for a key that is not there, or a sentence that chooses between forms.
        """
        bundle = self._known(language)
        value = bundle.get_message(key).value if bundle.has_message(key) else None
        if value is None:
            raise MissingWord(f"{language}: {key}")
        elements = getattr(value, "elements", [value])
        return "".join(_open(element, f"{language}: {key}") for element in elements)

    def open_sentences(self, language: str, begins: tuple[str, ...], but: str | None = None) -> dict[str, str]:
        """The patterns of all keys that begin so, by key; *but* those that begin like that."""
        keys = [key for key in sorted(self.keys(language)) if key.startswith(begins)]
        return {key: self.pattern(language, key) for key in keys if but is None or not key.startswith(but)}

    def _known(self, language: str) -> Bundle:
        if language not in self.languages:
            raise KeyError(language)
        return _bundle(language, self._folders)

    def _missing(self, what: str, instead: str) -> str:
        if self.strict:
            raise MissingWord(what)
        log.error("missing word %s", what)
        return instead

    def fact(self, language: str, value: Any) -> str:
        """A fact by itself, as it would stand in a sentence."""
        return str(self._fact(language, value))

    def _fact(self, language: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            if "word" in value:
                own, instead = value["word"], value.get("else")
                key = own if instead is None or self.has(language, own) else instead
                return self.say(language, key, **{k: v for k, v in value.items() if k not in {"word", "else"}})
            return value.get(f"name_{language}") or value.get("name_zh", "")
        if isinstance(value, bool | float):
            return f"{value:.10g}" if isinstance(value, float) else str(value)
        if isinstance(value, int):
            return PlainNumber(value)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(str(self._fact(language, one)) for one in value)
        return "" if value is None else value


def _open(element: Any, where: str) -> str:
    """A piece of a sentence: its text, or its fact as ``{name}``."""
    if isinstance(element, TextElement):
        return str(element.value)
    inner = getattr(element, "expression", element)
    if isinstance(inner, StringLiteral):
        return str(inner.parse()["value"])
    if not isinstance(inner, VariableReference):
        raise MissingWord(f"{where}: chooses between forms, which a page cannot")
    return f"{{{inner.id.name}}}"


class PlainNumber(FluentInt):
    """A whole number that chooses plural forms, and is written without separators: ``#1042``."""

    default_number_format_options = NumberFormatOptions(useGrouping=False)


_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""What an empty fact leaves between the words before and behind it."""

LONG = 500
"""Characters. The library refuses more than 2,500 inside one choice of a sentence, which may hold several texts."""


def _long_ones(facts: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Long texts, such as a whole history, each with a mark that stands for it while the sentence is made."""
    texts = {name: fact for name, fact in facts.items() if isinstance(fact, str)}
    long = [name for name, text in texts.items() if len(text) > LONG]
    mark = "\ue000"  # longer than any run of it in the texts
    while long and any(mark in text for text in texts.values()):
        mark += "\ue000"
    return {name: (f"{mark}{n}\ue001", texts[name]) for n, name in enumerate(long)}


def _units(of: Callable[[], Bundle]) -> dict[str, Callable[[Any], Any]]:
    """The functions by which a sentence says a figure, each in the words of its own language."""

    def say(of_unit: Callable[[float], figures.Figure], figure: Any) -> str:
        try:
            key, facts = of_unit(float(str(figure)))
        except ValueError:
            return str(figure)  # a dash, or whatever else stands where nobody knows
        told = {name: PlainNumber(fact) if isinstance(fact, int) else fact for name, fact in facts.items()}
        pattern = of().get_message(key).value
        return str(of().format_pattern(pattern, told)[0]) if pattern else key

    return {name: partial(say, of_unit) for name, of_unit in figures.BY_UNIT.items()}


def _is_language(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.ftl"))


@lru_cache
def _bundle(language: str, folders: tuple[Path, ...]) -> Bundle:
    bundle: Bundle = Bundle([language], functions=_units(lambda: bundle), use_isolating=False)
    for file in (file for folder in folders for file in sorted((folder / language).glob("*.ftl"))):
        bundle.take(file.read_text(encoding="utf8"))
    return bundle
