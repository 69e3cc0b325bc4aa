"""What a kind's moves are: the table, what comes with a move, and what a row cannot say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cases.case import Actor
from bot.cases.moves import Table


@dataclass(frozen=True)
class Facts:
    """What comes with a move.

    *at* is when it happened (the record time where nobody said otherwise); *team_id* whom it sends; *given* the
    rest by name: reason, outcome, minutes, free, metres, automatic, override and so on.
    """

    at: datetime | None = None
    team_id: int | None = None
    automatic: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)


Rule = Callable[[Any, Actor, datetime, Facts], Any]
"""A kind's special rule for one move: (case after the row's effects, actor, event time, facts) -> case."""


Guard = Callable[[Any, Actor, Facts], None]
"""A kind's special condition for one move, on the case before it; raises Refused."""


Keeps = Callable[[Any, Any], Mapping[str, Any]]
"""What is written down of a case as it was before a move, beside what came with it: (before, after) -> facts."""


def keeps_nothing(before: Any, after: Any) -> Mapping[str, Any]:
    """A kind of which what came with a move tells all."""
    return {}


@dataclass(frozen=True)
class Rulebook:
    """A kind of case: its table of moves, and what a row cannot say: guards before a move, rules after its effects.

    *keeps* are further facts of a line of its history: what it was before.
    """

    table: Table
    guards: Mapping[str, Guard]
    rules: Mapping[str, Rule]
    keeps: Keeps = keeps_nothing
