"""What a feature brings to the desk and the clock: one value each, put into one list that is read once.

A feature that wants to hear of something writes it here, and whoever causes it asks the list; neither knows the other.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.outbox.letters import Button, Letter
from bot.register.people import Member
from bot.values.geo import Point
from bot.work.actions import Action
from bot.work.answer import Answer
from bot.work.at_door import AtDoor
from bot.work.at_hand import Ready
from bot.work.dates import Dates
from bot.work.drafts import Draft
from bot.work.findings import Finds, FoundIn, OpenFindings, Rechecked, Unfinds
from bot.work.matters import Matter
from bot.work.ports import Store
from bot.work.work import Work

Settle = Callable[[Work], Awaitable[None]]
"""What a feature does at the end of every work, in its transaction."""

Decide = Action[..., None]
"""An action of the clock: ``async def decide(work, *, occasion)``."""


PRESSES_KEPT = timedelta(seconds=150)
"""How long Telegram keeps the press of a button."""


@dataclass(frozen=True)
class Gap:
    """A time without contact with Telegram that is over now."""

    since: datetime
    until: datetime

    @property
    def presses_lost(self) -> bool:
        """It was longer than Telegram keeps presses."""
        return self.is_lost(self.since)

    def is_lost(self, at: datetime) -> bool:
        """Whether a press at that time came to nothing."""
        return self.until - at > PRESSES_KEPT


class Fixed(Protocol):
    """Hears of a position that somebody sent; True where it is theirs even off duty."""

    async def __call__(self, work: Work, /, *, point: Point, at: datetime, accuracy_m: float | None) -> bool:
        """*accuracy_m* in metres; None where the phone does not say."""
        ...


class Foremost(Protocol):
    """Something of which captains have to see the newest message; True while it waits for one of them."""

    async def __call__(self, work: Work, /, *, again: bool) -> bool:
        """*again*: something else was just sent after it; it comes once more, without a sound."""
        ...


@dataclass(frozen=True)
class Feature:
    """All that the desk, the clock and other features have to know of one feature.

    *decides*: what the clock does about what comes due, by what its subject begins with. *waits_for_people*: names of
    due things that are not decided while nobody's answer can reach us. *plans*: actions that give a district what
    comes due by itself. *seeks* runs at the end of a work before due times are worked out anew, *settles* after it,
    each in the order of its number. *hears*: whatever anybody of a team does; *signs*: the same of who speaks.
    *fixed*: a position came; *positioned*: it was kept. *stays*: the number of what keeps somebody on duty. *greets*:
    a button under the first message of a captain's shift. *takes_rest*: words in private that nothing else takes.
    *after_gap*: what is made good after a time without contact. *cards_anew*: writes the group's card of everything
    live as it stands now, and says of how many. *undelivered*: what to do with a letter that could not be said in
    private, by its kind. *repeats*: actions that a confirming tap does. *answers*: what words mean to a question of
    its own that waits, by the kind of the draft; *takes_pieces*: a photo or paper that somebody sends may be its own;
    None: it is not. *case_offers*: buttons on the order of a case that is at a place, and where it is looked at
    whole, by who reads it (the chat's own person where nobody speaks). *takes_points*: a location that is no live one
    may be its own. *case_places*: the codes of the registered places that a case is linked to. *needs*: what needs a
    captain, worked out from how things stand; *foremost*: what has to stay their newest message. *at_door*: what is
    known of a place before somebody goes in; *place_offers*: buttons under its card; *scanned*: the code on its door
    was scanned. *listens*: words, a photo or a paper that somebody sends may be its own before all others are asked,
    with what it replies to. *own_page*: the address of the page that a place has of a case, empty where there is
    none; *paper*: sends whoever speaks the record of a case as a file. *finds*, *unfinds*, *open_findings*,
    *rechecked*: what becomes of what somebody found wrong at a place, *found_in* what of it was found in a visit
    (:mod:`bot.work.findings`). *dates*: what stands on somebody's days (:mod:`bot.work.dates`). *on_board*: a line
    under the list of open cases, as a fact of the words; None: nothing is due. *figures*: its lines of ``/stats`` since
    a moment, each with the cases that it counts. *begins*: what is done at every start of the program, before anybody
    is listened to. *days_known*: other working days are known than before: count its own provisional dates anew, and
    say how many changed.
    """

    name: str
    kinds: tuple[Any, ...] = ()
    decides: Mapping[str, Decide] = field(default_factory=dict)
    waits_for_people: frozenset[str] = frozenset()
    plans: tuple[Decide, ...] = ()
    seeks: tuple[Settle, ...] = ()
    settles: tuple[tuple[int, Settle], ...] = ()
    hears: tuple[Callable[[Work, int | None], Awaitable[None]], ...] = ()
    signs: tuple[Callable[[Work], Awaitable[None]], ...] = ()
    fixed: tuple[Fixed, ...] = ()
    positioned: tuple[Callable[..., Awaitable[None]], ...] = ()
    stays: tuple[Callable[[Work, Member], Awaitable[int | None]], ...] = ()
    greets: tuple[Callable[[Work], Awaitable[Button | None]], ...] = ()
    takes_rest: tuple[tuple[int, Callable[[Work, Any], Awaitable[Answer | None]]], ...] = ()
    after_gap: tuple[tuple[int, Callable[[Work, Gap], Awaitable[None]]], ...] = ()
    cards_anew: tuple[Callable[[Work], Awaitable[int]], ...] = ()
    undelivered: Mapping[str, Callable[[Work, Letter, Member], Awaitable[None]]] = field(default_factory=dict)
    repeats: tuple[Action[..., Any], ...] = ()
    needs: tuple[Callable[[Work], Awaitable[Sequence[Matter]]], ...] = ()
    foremost: tuple[Foremost, ...] = ()
    at_door: tuple[AtDoor, ...] = ()
    answers: Mapping[str, Callable[[Work, Draft, str], Awaitable[Answer | None]]] = field(default_factory=dict)
    takes_pieces: tuple[Callable[[Work, Any], Awaitable[Answer | None]], ...] = ()
    case_offers: tuple[Callable[[Work, Any, str], Awaitable[Sequence[Button]]], ...] = ()
    takes_points: tuple[Callable[[Work, Point], Awaitable[Answer | None]], ...] = ()
    case_places: tuple[Callable[[Work, int], Awaitable[Sequence[str]]], ...] = ()
    place_offers: tuple[Callable[[Work, Any], Awaitable[Sequence[Button]]], ...] = ()
    scanned: tuple[Callable[[Work, Any], Awaitable[None]], ...] = ()
    listens: tuple[Callable[[Work, Any, int | None], Awaitable[Answer | None]], ...] = ()
    own_page: Callable[[Work, Any], Awaitable[str]] | None = None
    paper: Callable[[Work, Any], Awaitable[None]] | None = None
    finds: Finds | None = None
    unfinds: Unfinds | None = None
    open_findings: OpenFindings | None = None
    rechecked: Rechecked | None = None
    found_in: FoundIn | None = None
    dates: tuple[Dates, ...] = ()
    on_board: tuple[Callable[[Work], Awaitable[Any | None]], ...] = ()
    figures: tuple[Callable[[Work, datetime], Awaitable[Sequence[Any]]], ...] = ()
    begins: tuple[Callable[[Store, datetime], Awaitable[None]], ...] = ()
    days_known: tuple[Callable[[Work], Awaitable[int]], ...] = ()


class Features:
    """The list, read once; ValueError where two features claim the same."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self.all = tuple(features)
        self.kinds = tuple(kind for one in self.all for kind in one.kinds)
        self.decides = _merged("decide", (one.decides for one in self.all))
        self.undelivered = _merged("say in the group", (one.undelivered for one in self.all))
        self.waits_for_people = frozenset(name for one in self.all for name in one.waits_for_people)
        self.plans = tuple(plan for one in self.all for plan in one.plans)
        self.seeks = tuple(seek for one in self.all for seek in one.seeks)
        self.settles = _in_order(one.settles for one in self.all)
        self.hears = tuple(hear for one in self.all for hear in one.hears)
        self.signs = tuple(sign for one in self.all for sign in one.signs)
        self.fixed = tuple(fixed for one in self.all for fixed in one.fixed)
        self.positioned = tuple(one for feature in self.all for one in feature.positioned)
        self.greets = tuple(greet for one in self.all for greet in one.greets)
        self.stays = tuple(stay for one in self.all for stay in one.stays)
        self.takes_rest: tuple[Callable[[Work, Any], Awaitable[Answer | None]], ...] = _in_order(
            one.takes_rest for one in self.all
        )
        self.needs = tuple(need for one in self.all for need in one.needs)
        self.foremost = tuple(one for feature in self.all for one in feature.foremost)
        self.at_door = tuple(one for feature in self.all for one in feature.at_door)
        self.answers: dict[str, Callable[[Work, Draft, str], Awaitable[Answer | None]]] = _merged(
            "read answers to", (one.answers for one in self.all)
        )
        self.takes_pieces = tuple(one for feature in self.all for one in feature.takes_pieces)
        self.on_board = tuple(one for feature in self.all for one in feature.on_board)
        self.figures = tuple(one for feature in self.all for one in feature.figures)
        self.case_offers = tuple(one for feature in self.all for one in feature.case_offers)
        self.takes_points = tuple(one for feature in self.all for one in feature.takes_points)
        self.case_places = tuple(one for feature in self.all for one in feature.case_places)
        self.place_offers = tuple(offer for one in self.all for offer in one.place_offers)
        self.scanned = tuple(one for feature in self.all for one in feature.scanned)
        self.listens = tuple(one for feature in self.all for one in feature.listens)
        self.own_page = _only("give a case's page", (one.own_page for one in self.all))
        self.paper = _only("send a case's record", (one.paper for one in self.all))
        self.finds = _only("find", (one.finds for one in self.all))
        self.unfinds = _only("take back what was found", (one.unfinds for one in self.all))
        self.open_findings = _only("tell what is open at a place", (one.open_findings for one in self.all))
        self.rechecked = _only("look again", (one.rechecked for one in self.all))
        self.found_in = _only("tell what was found in a visit", (one.found_in for one in self.all))
        self.dates = tuple(dates for one in self.all for dates in one.dates)
        self.begins = tuple(begin for one in self.all for begin in one.begins)
        self.days_known = tuple(known for one in self.all for known in one.days_known)
        self.after_gap = _in_order(one.after_gap for one in self.all)
        self.cards_anew = tuple(anew for one in self.all for anew in one.cards_anew)
        self.repeats: dict[str, Action[..., Answer | None]] = {
            action.name: action for one in self.all for action in one.repeats
        }

    def __iter__(self) -> Iterator[Feature]:
        return iter(self.all)


FEATURES: Ready[Features] = Ready("features")
"""The features of this program, laid ready for every work."""


def _merged(what: str, parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        for name, one in part.items():
            if name in found:
                raise ValueError(f"two features {what} {name}")
            found[name] = one
    return found


def _only(what: str, each: Iterable[Any]) -> Any:
    """The one feature that does it; None where none does."""
    found = [one for one in each if one is not None]
    if len(found) > 1:
        raise ValueError(f"two features {what}")
    return found[0] if found else None


def _in_order(parts: Iterable[Sequence[tuple[int, Any]]]) -> tuple[Any, ...]:
    return tuple(one for _, one in sorted((row for part in parts for row in part), key=lambda row: row[0]))
