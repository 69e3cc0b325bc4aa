"""Figures in sentences, as somebody reads them: *1 case*, *2 cases*, *13 min*; never *1 cases*, *993 s*, *168 h*."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.incidents.table import State
from bot.words import HERE, Words, figures

WORDS = Words(strict=True)
LANGUAGES = ("zh", "en")
OF_PAGES = ("screen-", "ground-", "visit-page-")
"""Patterns that a page fills in by itself: they choose no forms, and the page knows the units."""


def _named(names: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", names))


COUNTS = _named(
    "busiest busy cases changed count days done erased files free gone have hours items laws lines "
    "members minutes most n need nobody on_break on_duty on_time open overdue people reached seconds "
    "since stay texts times today value waiting in_group all added retired good doubtful pages found stars"
)
"""Facts that say how many."""

NAMES = _named(
    "also by captain case cases code department district field file forged freed from_state head given "
    "into into_case item lead limit name names next number numbers old one other others outcome person "
    "place piece pieces reporter said sent state step taker team teams text they undone was was_item "
    "was_team what who whose words register value url kind kinds version month of percent reason place "
    "host letters length column named year authority body list"
)
"""Facts that name somebody or something: *2 is* is no mistake of theirs."""

NO_PLURALS = _named("is was has this its as us does less across always ends goes perhaps pass wants")
"""Words that end in s and count nothing."""


class _Facts(Visitor):  # type: ignore[misc]  # the library has no types for it
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def _messages(language: str) -> tuple[ftl.Message, ...]:
    files: list[Path] = sorted((HERE / language).glob("*.ftl"))
    entries = [entry for file in files for entry in FluentParser().parse(file.read_text(encoding="utf8")).body]
    return tuple(entry for entry in entries if isinstance(entry, ftl.Message))


def _source(message: ftl.Message) -> str:
    return str(FluentSerializer().serialize_entry(message))


def _said(language: str, message: ftl.Message, n: int) -> str:
    """The sentence with every count *n*, and every other fact a word."""
    facts = _Facts()
    facts.visit(message)
    return WORDS.say(language, message.id.name, **{name: n if name in COUNTS else "X" for name in facts.names})


def _wrong_plurals(text: str) -> Iterator[str]:
    for found in re.finditer(r"(?<![\d.:/#–-])\b1 (?:more |group |open )?([a-z]{3,}s)\b", text):
        if found[1] not in NO_PLURALS:
            yield found[0]


def test_one_of_something_is_no_plural() -> None:
    """Wherever English counts."""
    spoken = [message for message in _messages("en") if not message.id.name.startswith(OF_PAGES)]
    said = {message.id.name: list(_wrong_plurals(_said("en", message, 1))) for message in spoken}
    assert {key: wrong for key, wrong in said.items() if wrong} == {}


def test_a_plural_that_is_wrong_is_found() -> None:
    """The look of the thing that is looked for."""
    assert list(_wrong_plurals("1 mistakes in the settings:")) == ["1 mistakes"]
    assert list(_wrong_plurals("… 1 more steps")) == ["1 more steps"]
    assert list(_wrong_plurals("1 case is open, #1 ends, 12:01 hours")) == []


def test_every_fact_in_front_of_a_plural_is_known_as_count_or_name() -> None:
    """A new fact that counts is looked at above; one that names is none."""
    found = set()
    for message in _messages("en"):
        for name, word in re.findall(r"\{ \$(\w+) \} (?:more )?([a-z]{3,}s)\b", _source(message)):
            if word not in NO_PLURALS and not message.id.name.startswith(OF_PAGES):
                found.add(name)
    assert found - COUNTS - NAMES == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_every_sentence_can_be_said_of_any_number(language: str, n: int) -> None:
    """Also of none; none of them shows a brace, a key or a hole."""
    for message in _messages(language):
        said = _said(language, message, n)
        assert not re.search(r"\{ ?\$|\{\w+\}|\$\w", said), message.id.name


RAW = re.compile(
    r"\{ \$(\w+) \} ?(?:(?:s|min|h|m|km|hours?|minutes?|seconds?|days?)\b|秒|分钟|分(?!类)|小时|米|公里|天)"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_names_the_unit_of_a_raw_figure(language: str) -> None:
    """A length of time or a distance is said by the function of its unit, which knows when it is too large for it."""
    own = {message.id.name for message in FluentParser().parse((HERE / language / "figures.ftl").read_text("utf8")).body
           if isinstance(message, ftl.Message)}  # fmt: skip
    spoken = [m for m in _messages(language) if m.id.name not in own and not m.id.name.startswith(OF_PAGES)]
    assert [m.id.name for m in spoken if RAW.search(_source(m))] == []


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (("SECONDS", 993), "16 min", "16 分钟"),
        (("SECONDS", "7.5"), "7 s", "7 秒"),
        (("MINUTES", 0), "under a minute", "1 分钟不到"),
        (("MINUTES", 240), "4 h", "4 小时"),
        (("HOURS", 24), "24 h", "24 小时"),
        (("HOURS", 168), "7 days", "7 天"),
        (("DAYS", 1), "1 day", "1 天"),
        (("METRES", 1240), "1.2 km", "1.2 公里"),
        (("METRES", "-"), "-", "-"),
    ],
)
def test_a_figure_is_said_in_a_unit_that_fits_it(call: tuple[str, object], english: str, chinese: str) -> None:
    """Whatever the unit is in which it was kept; what is no figure stays as it is."""
    unit, figure = call
    assert unit in figures.BY_UNIT
    key, fact = {"SECONDS": ("all-too-soon", "seconds"), "MINUTES": ("break-started", "minutes"),
                 "HOURS": ("fix-too-old", "hours"), "DAYS": ("roster-none", "days"),
                 "METRES": ("arrive-why", "metres")}[unit]  # fmt: skip
    for language, wanted in (("en", english), ("zh", chinese)):
        assert wanted in WORDS.say(language, key, **{fact: figure, "number": 42})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_have_one_word(language: str) -> None:
    """Done and waiting to be confirmed is another thing than closed."""
    said = [WORDS.say(language, f"state-{state.replace('_', '-')}") for state in State]
    assert len(set(said)) == len(said)
    assert WORDS.say("zh", "state-closed") == "已结案"
