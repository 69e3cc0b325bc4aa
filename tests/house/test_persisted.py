"""What is kept bears a name that lasts: none of those that an earlier version wrote is gone."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from bot.desk.features import FEATURES
from bot.outbox import topics as outbox_topics
from bot.outbox.letters import LetterKind
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES as OF_THE_CHAT
from tests.house.tree import modules, nodes

Frozen = list[tuple[str, str]]

KINDS = {kind.name: kind for feature in FEATURES for kind in feature.kinds}


def frozen() -> Frozen:
    """Each name with the kind of thing that it names."""
    lines = (Path(__file__).parent / "persisted.txt").read_text("utf8").splitlines()
    rows = (line.split(": ") for line in lines if not line.startswith("#"))
    return [(kind, name) for kind, names in rows for name in names.split()]


@cache
def written() -> frozenset[str]:
    """Every text in the code, also the pieces of one that is put together; without docstrings."""
    found: set[str] = set()
    for _, tree in modules("bot", "handlers", "storage"):
        said = {id(node.value) for node in nodes(tree) if isinstance(node, ast.Expr)}
        texts = (one for one in nodes(tree) if isinstance(one, ast.Constant) and id(one) not in said)
        found |= {one.value for one in texts if isinstance(one.value, str)}
    return frozenset(found)


@cache
def beginnings() -> frozenset[str]:
    """Of every text that is put together of several, the first."""
    return frozenset(re.split(r"[:/.]", one)[0] for one in written() if re.search(r"[:/.]", one))


def _decided() -> set[str]:
    kinds = {name for name, kind in KINDS.items() if kind.decide and not kind.together}
    return kinds | {subject for feature in FEATURES for subject in feature.decides}


LISTED = {
    "button": set(Register(OF_THE_CHAT).buttons),
    "letter": {str(one) for one in LetterKind},
    "topic": {str(one) for one in outbox_topics.Kind},
    "subject": _decided(),
    **{f"move {name}": {move.name for move in kind.table} for name, kind in KINDS.items()},
    **{f"state {name}": set(kind.table.states) for name, kind in KINDS.items()},
}
"""What today's program knows by its own lists, by the kind of thing."""

IN_TEXTS = {
    "subject of a case": (beginnings,),
    "due": (written,),
    "purpose": (written, beginnings),
    "kept": (written, beginnings),
    "draft": (written,),
}
"""Kinds of thing of which there is no list: they stand in the texts of the code."""


def known(kind: str) -> set[str]:
    """What today's program knows of one kind of thing."""
    return {str(one) for one in LISTED[kind]} if kind in LISTED else set[str]().union(*(of() for of in IN_TEXTS[kind]))


@pytest.mark.parametrize(("kind", "name"), frozen())
def test_a_name_that_was_kept_is_known(kind: str, name: str) -> None:
    """A move of a history, a button under an old message, a row that comes due."""
    assert name in known(kind)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in frozen()} - IN_TEXTS.keys()))
def test_a_new_name_is_written_down(kind: str) -> None:
    """What is kept from now on is in the list from now on."""
    assert known(kind) - {name for of, name in frozen() if of == kind} == set()


def test_every_kind_of_case_is_in_the_list() -> None:
    """Its moves and its states."""
    assert {f"{what} {name}" for what in ("move", "state") for name in KINDS} <= {kind for kind, _ in frozen()}
