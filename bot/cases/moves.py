"""Moves as data: one row says from where, to where, by whom, who is told and what it does to the teams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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


class How(StrEnum):
    """How chat asks for a fact that was not given."""

    WORDS = "words"
    """The next words of the one who pressed."""
    CHOICE = "choice"
    """One button for each value."""
    POINT = "point"
    """The next location that they send."""


@dataclass(frozen=True)
class Need:
    """One fact that a move wants. *usage* is how a command names it: empty where words cannot give it.

    *how* chat asks for it and in which words (*question*), *codes* are the values that it may have and *label* what
    their words begin with, *default* is the value where none is given. An *optional* one is refused nowhere, a
    *found* one nobody is asked for: the move is refused without it, but the program finds it. *kind* is the name
    under which its reading and its choices are registered, its own name where nothing else is said.
    """

    name: str
    usage: str = ""
    how: How = How.WORDS
    codes: tuple[str, ...] = ()
    label: str = ""
    question: str = ""
    default: str = ""
    optional: bool = False
    found: bool = False
    kind: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", self.kind or self.name)

    def if_given(self) -> "Need":
        """The same, where nobody has to give it."""
        return replace(self, optional=True)

    def worked_out(self) -> "Need":
        """The same, where nobody is asked: the program finds it."""
        return replace(self, found=True)

    @property
    def in_usage(self) -> str:
        """As it stands behind a command: in brackets where it may be left out."""
        return f"[{self.usage}]" if self.optional or self.default else self.usage


REASON = Need("reason", "REASON")


@dataclass(frozen=True)
class Move:
    """One step in the life of a case.

    *to* is None where the state stays or is worked out by the kind's rule of the same name. *needs* are the facts
    that it wants, in the order in which words give them, *never* the parts that may not make it whatever else they
    are, *outcome* is written on the assignments that it ends, *shown_in* are the states in which a card offers it
    as a button, *asks_once* means a confirming tap, *command* is the text command beside the button, *at_hand* that
    it may leave out the number: the one case at hand is meant. *wished_by* are those who may not make it and ask a
    captain with the same words. *into*: the states that the kind's rule may work out where *to* is None.
    """

    name: str
    start: frozenset[str]
    to: str | None
    by: frozenset[Part]
    tell: frozenset[Tell] = frozenset()
    does: tuple[Does, ...] = ()
    needs: tuple[Need, ...] = ()
    never: frozenset[Part] = frozenset()
    implies: tuple[str, ...] = ()
    outcome: str = "done"
    shown_in: frozenset[str] = frozenset()
    asks_once: bool = False
    command: str = ""
    at_hand: bool = False
    wished_by: frozenset[Part] = frozenset()
    into: frozenset[str] = frozenset()

    @property
    def required(self) -> frozenset[str]:
        """The names of the facts without which it is refused."""
        return frozenset(need.name for need in self.needs if not need.optional)

    @property
    def asked(self) -> tuple[Need, ...]:
        """What somebody may give along with it."""
        return tuple(need for need in self.needs if not need.found)

    @property
    def usage(self) -> str:
        """What follows its command, as ``/help`` shows it."""
        return " ".join(["[42]" if self.at_hand else "42", *(need.in_usage for need in self.asked if need.usage)])

    @property
    def asks_words(self) -> bool:
        """Whether its button asks for words first. Where it wants a second tap, the words are that second thought."""
        return any(need.how is How.WORDS and (self.asks_once or not need.optional) for need in self.asked)

    @property
    def is_why(self) -> bool:
        """Whether a reason in words is all that one may give: then the words are the reason."""
        return [(need.name, need.how) for need in self.asked] == [(REASON.name, How.WORDS)]

    @property
    def is_for_captains(self) -> bool:
        """Whether captains alone make it or ask for it, the clock apart."""
        return (self.by | self.wished_by) - {Part.CLOCK} == {Part.CAPTAIN}


@dataclass(frozen=True)
class Table:
    """The moves of one kind of case, with the states in which such a case begins, lives and ends.

    *first* is what begins such a case, which is no move. *stages* are its states while the lead is sent, has accepted,
    is on scene; empty where the state does not tell how far the lead is. *drills*: such cases are drills, also where
    the district is none: screens show them as that, and nothing counts them.
    """

    kind: str
    begins: str
    live: frozenset[str]
    moves: tuple[Move, ...]
    first: str = "report"
    stages: tuple[str, ...] = ()
    drills: bool = False
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
                for after in sorted({move.to or "", *move.into} - {"", state}):
                    arrows.setdefault((state, after), []).append(move.name)
        lines = ["stateDiagram-v2", f"    [*] --> {self.begins}: {self.first}"]
        lines += [f"    {a} --> {b}: {', '.join(names)}" for (a, b), names in arrows.items()]
        ends = [state for state in self.states if state not in self.live]
        return "\n".join([*lines, *(f"    {state} --> [*]" for state in ends)]) + "\n"
