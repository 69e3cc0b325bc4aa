"""A kind of case: all that the engine has to know of it, in one value; the engine names none of them."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bot.cases import retold
from bot.cases.case import Actor, Case, Change, Role
from bot.cases.moves import Move, Table
from bot.cases.rulebook import Facts, Rulebook
from bot.outbox.letters import Button
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.at_hand import Ready
from bot.work.history import HistoryRow, Part
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

C = TypeVar("C", bound=Case)


async def usual_parts(work: Work, case: Case, for_team: int | None = None) -> frozenset[Part]:
    """What the one who speaks is to a case: captain, reporter, of the team that leads or was sent along.

    *for_team* is the team that a captain speaks for.
    """
    who, parts = work.who, set[Part]()
    if not who.may_act:
        return frozenset()
    if who.is_captain:
        parts.add(Part.CAPTAIN)
    if case.reporter_id is not None and case.reporter_id == who.user_id:
        parts.add(Part.REPORTER)
    teams = {who.team_id} | ({for_team} if who.is_captain else set())
    for team_id in teams - {None}:
        if held := case.of_team(team_id or 0):
            parts.add(Part.LEAD if held.role is Role.LEAD else Part.SUPPORT)
    return frozenset(parts)


def nothing_due(work: Work, case: Any) -> Sequence[Due]:
    """A kind that has no limits."""
    return ()


def patrol_reads(work: Work, case: Any) -> Answer | None:
    """Whoever belongs to the patrol reads the history of a case; Refused for who is only of a body."""
    if work.who.is_only_of_bodies:
        raise Refused("officers-do-visits")
    return None


Follower = Callable[[Work, Change[Any], Facts], Awaitable[None]]
"""What follows from a move, called in its transaction: (work, the change as stored, what came with the move)."""


@dataclass(frozen=True)
class Kind(Generic[C]):
    """One kind of case.

    *parts*: who somebody is in a case; *dues*: what comes due for it as it stands (pure); *decide*: what the clock
    does about each name of a due thing; *follows*: what follows from a move; *show*: the whole of it, for ``/case``;
    *request*: a move that was asked for by words or by a button; *meant*: the case that a word without a number
    means; *of_reply*: the case that a reply to somebody's own message means; *entry*: the handbook's entry that it is
    about, with *entry_button* under it; *retold*: a line of its history in words, with its object (None: not for who
    asks); *reads*: raises Refused for who may not read it, or answers with the way to where it may be read;
    *release*: how a team that holds one gives it back (None: nobody holds it); *waits*: whether one that was given
    back waits for a team; *critical*: how much a team on its scene is at risk (None: nobody is looked after there);
    *handed_over*: in which list of a handover it stands (None: in none), and *line* how it stands there. *together*:
    its due things are kept by the case's id, and this calls what *decide* names for them, several at once; else each
    is kept by its subject, which begins with the kind's name, and the engine calls it. *card*: what its card in the
    group says at the moment of sending (None: a writer of the chat knows); see :mod:`bot.cases.cards`. *on_screen*:
    what screens show of a live one beside what all kinds have in common (None: they show none by this way).
    *topic_words*: how captains call the topic of its messages, beside its name. *outside*: what other systems hear of
    one beside what all kinds have in common (None: they hear of none, ever). *located*: the key of what is said, by
    *number* and *place*, when a live one that lay nobody knew where lies at a place from now on (None: it stays).
    """

    name: str
    rulebook: Rulebook
    store: Port[Any]
    show: Callable[[Work, C], Awaitable[Answer]]
    request: Callable[..., Awaitable[Answer]]
    parts: Callable[[Work, C, int | None], Awaitable[frozenset[Part]]] = usual_parts
    dues: Callable[[Work, C], Sequence[Due]] = nothing_due
    decide: Mapping[str, Callable[[Work, C, Occasion], Awaitable[None]]] = field(default_factory=dict)
    follows: tuple[Follower, ...] = ()
    meant: Callable[[Work, int | None, str], Awaitable[C]] | None = None
    of_reply: Callable[[Work, int | None], Awaitable[C | None]] | None = None
    entry: Callable[[Work, C], Any] | None = None
    entry_button: Callable[[Work, C], Button | None] | None = None
    release: Callable[[Work, C, int, str], Awaitable[None]] | None = None
    waits: Callable[[C], bool] | None = None
    retold: Callable[[Work, C, HistoryRow], Awaitable[Any]] = retold.plainly
    reads: Callable[[Work, C], Answer | None] = patrol_reads
    critical: Callable[[Work, C], bool] | None = None
    handed_over: Callable[[Work, C], str | None] | None = None
    line: Callable[[Work, C], Awaitable[Mapping[str, Any]]] | None = None
    together: Callable[..., Awaitable[None]] | None = None
    card: Callable[[Work, C], Awaitable[Answer]] | None = None
    on_screen: Callable[[C], Mapping[str, Any]] | None = None
    topic_words: tuple[str, ...] = ()
    outside: Callable[[C], Mapping[str, Any]] | None = None
    located: Callable[[C], str] | None = None

    @property
    def table(self) -> Table:
        """Its moves."""
        return self.rulebook.table

    def subject(self, case: C) -> str:
        """What its due things belong to, apart from what comes after the stroke."""
        return "" if self.together else f"{self.name}:{case.id}/"


class Kinds:
    """Every kind of case, in the order of the features that bring them; made once."""

    def __init__(self, kinds: Iterable[Kind[Any]]) -> None:
        self._by_name = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[Kind[Any]]:
        return iter(self._by_name.values())

    def of(self, case: Case) -> Kind[Any]:
        """The kind of a case."""
        return self._by_name[case.kind]

    def named(self, name: str) -> Kind[Any] | None:
        """The kind of a name; None where there is none."""
        return self._by_name.get(name)

    def move(self, name: str, kind: str | None = None) -> Move | None:
        """The row of a move: that of *kind* where it has one, else of the first kind that does."""
        tables = [one.table for one in self if kind in (None, one.name)]
        return next((table[name] for table in tables if name in table), None)


KINDS: Ready[Kinds] = Ready("kinds")
"""The kinds of this program, laid ready for every work."""


async def by_number(work: Work, number: int) -> Any | None:
    """The case of this district with *number*, of whatever kind."""
    for kind in work.at_hand[KINDS]:
        if found := await work.tx[kind.store].by_number(work.district.id, number):
            return found
    return None


async def by_id(work: Work, case_id: int | None) -> Any | None:
    """The case of a global id, of whatever kind; also another district's."""
    for kind in work.at_hand[KINDS] if case_id is not None else ():
        if found := await work.tx[kind.store].get(case_id):
            return found
    return None


async def actor(work: Work, case: Case, *, for_team: int | None = None) -> Actor:
    """The one who speaks, with their parts in *case*; *for_team* is the team a captain speaks for."""
    who = work.who
    parts = await work.at_hand[KINDS].of(case).parts(work, case, for_team)
    user_id = None if who.program_id else who.user_id
    return Actor(user_id, parts, who.team_id, who.channel, for_team, who.program_id)
