"""Moves as data: one row says from where, to where, by whom, who is told and what it does to the teams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.work.history import Part


class Tell(StrEnum):
    """Who hears of a move besides the one who made it."""

    CARD = "card"
    """The group's card is edited."""
    LEAD = "lead"
    """The members on duty of the team that leads afterwards."""
    FORMER = "former"
    """The members of every team that the move freed: a new message, since an edit alerts nobody."""
    SUPPORT = "support"
    """The members of the support teams."""
    CAPTAIN = "captain"
    """Captains on duty, else all captains, else the owners."""
    REPORTER = "reporter"
    """Who reported it."""


class Does(StrEnum):
    """What a move does to the assignments of a case."""

    SEND_LEAD = "send_lead"
    """The named team becomes lead; a former lead is released."""
    LEAD_ON_SCENE = "lead_on_scene"
    """The named team leads and stands there already."""
    SEND_SUPPORT = "send_support"
    """The named team is sent along."""
    ACCEPT = "accept"
    ARRIVE = "arrive"
    END_LEAD = "end_lead"
    """The lead is freed; the most advanced support becomes lead."""
    END_ALL = "end_all"
    """Lead and support are freed."""
    FREE_IF_ASKED = "free_if_asked"
    """Lead and support are freed when the fact ``free`` is given."""


@dataclass(frozen=True)
class Move:
    """One step in the life of a case.

    *to* is None where the state stays or is worked out by the kind's rule of the same name. *needs* are the
    facts without which the move is refused, *never* the parts that may not make it whatever else they are,
    *outcome* is written on the assignments that it ends, *shown_in* are the states in which a card offers it as a
    button, *asks_once* means a confirming tap, *command* is the text command beside the button.
    """

    name: str
    start: frozenset[str]
    to: str | None
    by: frozenset[Part]
    tell: frozenset[Tell] = frozenset()
    does: tuple[Does, ...] = ()
    needs: frozenset[str] = frozenset()
    never: frozenset[Part] = frozenset()
    implies: tuple[str, ...] = ()
    outcome: str = "done"
    shown_in: frozenset[str] = frozenset()
    asks_once: bool = False
    command: str = ""


@dataclass(frozen=True)
class Table:
    """The moves of one kind of case, with the states in which such a case begins, lives and ends.

    *first* is what begins such a case, which is no move. *stages* are its states while the lead is sent, has accepted,
    is on scene; empty where the state does not tell how far the lead is.
    """

    kind: str
    begins: str
    live: frozenset[str]
    moves: tuple[Move, ...]
    first: str = "report"
    stages: tuple[str, ...] = ()
    _by_name: dict[str, Move] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name.update({move.name: move for move in self.moves})
        if len(self._by_name) != len(self.moves):
            raise ValueError(f"two moves of one name in {self.kind}")

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __getitem__(self, name: str) -> Move:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @property
    def states(self) -> tuple[str, ...]:
        """Every state named in the table, in order of appearance."""
        seen: dict[str, None] = {self.begins: None}
        for move in self.moves:
            for state in (*sorted(move.start), move.to):
                if state:
                    seen.setdefault(state)
        return tuple(seen)

    def open_moves(self, state: str, parts: Iterable[Part]) -> tuple[Move, ...]:
        """The moves that somebody who is *parts* may make on a case in *state*, in the table's order."""
        mine = frozenset(parts)
        return tuple(move for move in self.moves if state in move.start and move.by & mine and not move.never & mine)

    def as_mermaid(self) -> str:
        """The life cycle as a Mermaid state diagram, one arrow for each pair of states and its moves."""
        arrows: dict[tuple[str, str], list[str]] = {}
        for move in self.moves:
            for state in sorted(move.start, key=self.states.index):
                if move.to and move.to != state:
                    arrows.setdefault((state, move.to), []).append(move.name)
        lines = ["stateDiagram-v2", f"    [*] --> {self.begins}: {self.first}"]
        lines += [f"    {a} --> {b}: {', '.join(names)}" for (a, b), names in arrows.items()]
        ends = [state for state in self.states if state not in self.live]
        return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends)]) + "\n"
