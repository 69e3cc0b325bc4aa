"""The word files: the same in both languages, nothing missing, nothing left over."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.cases.case import Role
from bot.cases.moves import Tell
from bot.dispatch.matching import Reason
from bot.evidence.pieces import EvidenceKind
from bot.handbook.model import SEVERITIES, Mode, Officers, Shot, Verification
from bot.handovers import table as handovers_table
from bot.incidents import phrases as incidents_phrases
from bot.incidents.reporting import edits
from bot.incidents.table import DECLINE_REASONS, ENDED, MOVES, OUTCOMES, State
from bot.menus import help as menus_help
from bot.publishing.rule import Status
from bot.register.people import RoleName
from bot.sos import table as sos_table
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES as OF_THE_CHAT
from tests.house.tree import ROOT, modules, nodes, scripts

WORDS = ROOT / "bot" / "words"
SPEAKING = ("bot", "handlers", "storage")
LANGUAGES = sorted(p.name for p in WORDS.iterdir() if any(p.glob("*.ftl")))
FEATURES = sorted({p.stem for p in WORDS.glob("*/*.ftl")})
SAYS = {"say": (0, 1), "_say": (0, 1), "answer": (0,), "Answer": (0,), "Refused": (0,), "Button": (0,), "tell": (1,)}
"""Calls that take a key of the words, and where it may stand among the arguments."""
ADDED_BY_THE_DESK = {"move": {"move_word", "command"}, "state": {"state_word"}}
"""Facts of a refusal that the desk puts into words, and what the sentence may use then."""
SUPPORT_STEPS = [f"support_{step}" for step in ("accept", "arrive", "decline", "resolve", "expire", "release")]
"""Lines of history of a team that was sent along."""

USAGES = [one.usage for one in Register(OF_THE_CHAT).commands.values()]
"""What follows each command, with blanks such as ``REASON``."""

CODES: dict[str, Sequence[str]] = {
    "state-": [*State, *sos_table.State, *handovers_table.State],
    "mark-": [*State, "overdue", *sos_table.State],
    "move-": ["offer", *(move.name for move in (*MOVES, *sos_table.MOVES, *handovers_table.MOVES))],
    "reason-": [*DECLINE_REASONS, *incidents_phrases.RELEASE_REASONS],
    "outcome-": OUTCOMES,
    "nobody-": list(Reason),
    "nearer-": list(Reason),
    "severity-": SEVERITIES,
    "role-": [*RoleName, *Role],
    "piece-": list(EvidenceKind),
    **{f"{tell}-hears-": [move.name for move in MOVES if tell in move.tell] for tell in Tell if tell is not Tell.CARD},
    "history-": ["report", *(move.name for move in MOVES), edits.NAME, "evidence", "step", *SUPPORT_STEPS],
    "will-": [move.name for move in MOVES if move.asks_once],
    "ended-": sorted(ENDED),
    "ended-to-team-": sorted(ENDED),
    "part-": ["open", "promoted", "declined", *(move.outcome for move in MOVES)],
    "assignment-": ["promoted", *(move.outcome for move in MOVES)],
    "needs-": sorted({need for move in (*MOVES, *sos_table.MOVES) for need in move.required}),
    "choice-": [code for move in MOVES for need in move.needs if need.label == "choice-" for code in need.codes],
    "help-": list(Register(OF_THE_CHAT).commands),
    "blank-": sorted({word.lower() for usage in USAGES for word in menus_help.BLANK.findall(usage)}),
    "mode-": get_args(Mode),
    "officers-": get_args(Officers),
    "entry-basis-": get_args(Verification),
    "entry-": get_args(Shot.model_fields["takes"].annotation),
    "document-mode-": get_args(Mode),
    "document-mark-": get_args(Verification),
    "document-meaning-": get_args(Verification),
    "document-officers-": get_args(Officers),
    "document-officers-meaning-": get_args(Officers),
    "public-note-": list(Status),
}
"""Codes that are put together with the beginning of a key."""
FORMER = "former"
"""The file of sentences that only messages need which an earlier version left to be sent."""
KEY_NAMES = {"key", "word"}
"""Names of arguments and of dictionary entries that hold a key."""


class Facts(Visitor):  # type: ignore[misc]  # the library has no types for it
    """Collects the facts that a sentence needs."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        """One fact."""
        self.names.add(node.id.name)


def facts_of(message: ftl.Message) -> set[str]:
    """The names of the facts that *message* needs."""
    facts = Facts()
    facts.visit(message)
    return facts.names


@cache
def entries(path: Path) -> tuple[ftl.Message | ftl.Junk, ...]:
    """What stands in a word file, comments apart."""
    body = FluentParser().parse(path.read_text(encoding="utf8")).body
    return tuple(entry for entry in body if isinstance(entry, ftl.Message | ftl.Junk))


def messages(language: str, feature: str) -> dict[str, ftl.Message]:
    """The sentences of one file by key."""
    path = WORDS / language / f"{feature}.ftl"
    return {m.id.name: m for m in entries(path) if isinstance(m, ftl.Message)} if path.exists() else {}


def all_keys() -> set[str]:
    """Every key of every file of the first language; the others are held equal by a test."""
    return {key for feature in FEATURES for key in messages(LANGUAGES[0], feature)}


def test_both_languages_are_there() -> None:
    """Chinese and English."""
    assert LANGUAGES == ["en", "zh"]


@pytest.mark.parametrize("feature", FEATURES)
def test_a_file_has_the_same_keys_and_facts_in_every_language(feature: str) -> None:
    """A key that one language lacks, or a fact that it leaves out, would be seen by its readers only."""
    wanted = {key: facts_of(m) for key, m in messages(LANGUAGES[0], feature).items()}
    for language in LANGUAGES[1:]:
        assert {key: facts_of(m) for key, m in messages(language, feature).items()} == wanted


@pytest.mark.parametrize("path", sorted(WORDS.glob("*/*.ftl")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_line_is_understood(path: Path) -> None:
    """The library drops a line that it cannot read without a word."""
    assert [e.content.strip() for e in entries(path) if isinstance(e, ftl.Junk)] == []
    assert [e.id.name for e in entries(path) if isinstance(e, ftl.Message) and e.value is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_there_twice(language: str) -> None:
    """The second of two would never be said."""
    names = (e.id.name for p in (WORDS / language).glob("*.ftl") for e in entries(p) if isinstance(e, ftl.Message))
    assert [key for key, times in Counter(names).items() if times > 1] == []


def test_keys_are_written_in_kebab_case() -> None:
    """``no-such-team``, as everywhere."""
    assert [key for key in all_keys() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_english_is_english() -> None:
    """A Chinese word in an English sentence was forgotten there, except a command people may type in both."""
    found = [
        f"{path.stem}: {line}"
        for path in (WORDS / "en").glob("*.ftl")
        for line in path.read_text(encoding="utf8").splitlines()
        if re.search(r"[\u4e00-\u9fff]", line)
    ]
    assert found == []


TAPPED = [one.name for one in Register(OF_THE_CHAT).commands.values() if one.usage in {"42", "[42]"}]
"""Commands that a number alone completes."""


@pytest.mark.parametrize("path", sorted(WORDS.glob("*/*.ftl")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_command_that_a_number_completes_can_be_tapped(path: Path) -> None:
    """``/accept_42``: Telegram makes of ``/accept 42`` only the first word something to tap, and that means no case."""
    apart = re.compile(rf"/(?:{'|'.join(TAPPED)}) \{{ \$(?:number|of)")
    assert apart.findall(path.read_text("utf8")) == []


@cache
def written() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every string in the code and the pages, and the pattern of every string that is put together there."""
    plain, composed = set(), set()
    for _, module in modules(*SPEAKING):
        for node in nodes(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z0-9-]+" for p in node.values)
                composed.add("".join(parts))
    for _, text in scripts():
        plain |= set(re.findall(r'"([a-z0-9-]+)"', text))
        composed |= {re.sub(r"\$\{[^}]*\}", "[a-z0-9-]+", t) for t in re.findall(r"`([a-z-]+\$\{[^`]*)`", text)}
        composed |= {f"{prefix}-[a-z0-9-]+" for prefix in re.findall(r'\bcode\("([a-z-]+)",', text)}
    return frozenset(plain), tuple(p for p in composed if re.match(r"[a-z]+\\?-|\[a-z0-9-\]\+\\?-[a-z]", p))


def test_every_key_is_said_somewhere() -> None:
    """A sentence that no line of code can say is left over from something that was changed."""
    plain, composed = written()
    chosen = {f"{need.label}{code.replace('_', '-')}" for move in MOVES for need in move.needs for code in need.codes}
    ours = all_keys() - messages(LANGUAGES[0], FORMER).keys()
    left = {key for key in ours - plain - chosen if not any(re.fullmatch(p, key) for p in composed)}
    assert sorted(left) == []


def keys_said(node: ast.AST) -> list[str]:
    """The keys that stand as plain strings in one call or dictionary of the code."""
    if isinstance(node, ast.Dict):
        named = zip(node.keys, node.values, strict=True)
        values = [v for k, v in named if isinstance(k, ast.Constant) and k.value == "word"]
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        values = [node.args[i] for i in SAYS.get(name, ()) if i < len(node.args)]
        values += [k.value for k in node.keywords if k.arg in KEY_NAMES and name in {*SAYS, "Letter", "case_button"}]
    else:
        return []
    choices = [c for v in values for c in ((v.body, v.orelse) if isinstance(v, ast.IfExp) else (v,))]
    return [c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)]


def test_every_key_that_code_says_is_in_the_files() -> None:
    """A key without a sentence would be shown to people as it is."""
    known, unknown = all_keys() | set(LANGUAGES) | {""}, []
    for name, module in modules(*SPEAKING):
        for node in nodes(module):
            unknown += [f"{name}:{node.lineno} {key}" for key in keys_said(node) if key not in known]  # type: ignore[attr-defined]
    assert unknown == []


def said_in_scripts() -> Iterator[tuple[str, str, set[str]]]:
    """Where, the key, and the facts given, of every sentence that a page's script says by its full key."""
    for name, text in scripts():
        for key, facts in re.findall(r'say\("([a-z0-9-]+)"(?:, \{([^}]*)\})?', text):
            yield name, key, set(re.findall(r"(?:^|,)\s*(\w+)\s*(?=[:,]|$)", facts))


def test_every_key_that_a_script_says_is_in_the_files_and_gets_its_facts() -> None:
    """The page would show the key, or a name in braces, as it is."""
    needed = {key: facts_of(m) for feature in FEATURES for key, m in messages(LANGUAGES[0], feature).items()}
    wrong = [f"{name}: {key}" for name, key, given in said_in_scripts() if not needed.get(key, {"?"}) <= given]
    assert wrong == []
    assert len(list(said_in_scripts())) > 50


@pytest.mark.parametrize(("begin", "codes"), CODES.items())
def test_every_code_has_its_word(begin: str, codes: Sequence[str]) -> None:
    """A state, a move or a reason without a word would be seen only by the first who meets it."""
    assert codes
    assert [code for code in codes if begin + code.replace("_", "-") not in all_keys()] == []


def test_every_sentence_is_given_its_facts() -> None:
    """Where code names the facts one by one, they are those that the sentence needs."""
    needed = {key: facts_of(m) for feature in FEATURES for key, m in messages(LANGUAGES[0], feature).items()}
    short = []
    for name, module in modules(*SPEAKING):
        for node in nodes(module):
            if not isinstance(node, ast.Call) or any(k.arg is None for k in node.keywords):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in {"say", "_say", "answer", "Refused", "tell"}:
                continue
            given = {k.arg or "" for k in node.keywords}
            given |= {more for fact, added in ADDED_BY_THE_DESK.items() if fact in given for more in added}
            for key in keys_said(node):
                if lacking := needed.get(key, set()) - given:
                    short.append(f"{name}:{node.lineno} {key} lacks {sorted(lacking)}")
    assert short == []


def test_captains_have_one_name_in_chinese() -> None:
    """值班长; 队长 would be whoever leads a team."""
    other = re.compile(r"队长")
    said = {file.name: other.findall(file.read_text("utf8")) for file in (WORDS / "zh").glob("*.ftl")}
    assert not {name for name, found in said.items() if found}
