"""Where who asks stands, whether they are answered in private, and whether a point may be meant as it is."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.outbox.letters import Button
from bot.places.register import Place
from bot.values import geo
from bot.values.geo import Point
from bot.work import questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

QUESTIONS = frozenset({"place-new", "place-edit", "place-near", "place-note", "place-photo"})
"""Drafts of places that take what comes next."""


OF_ONE = frozenset({"place-edit", "place-note", "place-photo"})
"""Those about one place, which whoever has its card before them again is not answering."""


def is_private(work: Work) -> bool:
    """Whether what is answered comes into their private chat."""
    member = work.who.member
    return work.who.in_private or bool(member and member.private_open)


def begun(work: Work, kind: str, data: dict[str, object]) -> Draft:
    """A draft that waits in their private chat, where the next step is said."""
    return Draft(work.who.user_id, work.who.user_id, kind, work.now, 0, work.district.id, data)


async def forget_others(work: Work, kind: str) -> None:
    """Whoever is asked something new about a place has let the other questions be."""
    await _forget(work, QUESTIONS - {kind})


async def let_be(work: Work) -> None:
    """Who opens a card, as by *back*, or reports has let be what was asked about one: their next words are no name."""
    await _forget(work, OF_ONE)


async def _forget(work: Work, kinds: Collection[str]) -> None:
    for draft in await questions.open_drafts(work, work.who.user_id):
        if draft.kind in kinds:
            await work.tx.drafts.drop(draft)


async def waiting(work: Work, kind: str) -> Draft | None:
    """The draft of a kind that waits there."""
    return await questions.open_draft(work, kind, work.who.user_id)


def into_private(work: Work) -> Answer:
    """The way into the private chat."""
    return answer("place-in-private", ((Button("button-open-private", url=work.link()),),))


def link(work: Work, place: Place) -> Button:
    """Opens the place in private."""
    return Button("button-open-private", url=work.link(f"place_{place.code}" if _is_link(place.code) else "hello"))


def _is_link(code: str) -> bool:
    """Whether a link may hold it: Telegram takes so many letters, and no others."""
    return len(code) <= 58 and code.isascii() and code.replace("-", "").replace("_", "").isalnum()


async def here(work: Work) -> Point | None:
    """Where they are, where that is known, fresh, and exact to a street."""
    found = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    if found is None or found.is_imprecise or not found.is_fresh(work.now, work.rules.position_s):
        return None
    return found.point


@dataclass(frozen=True)
class Doubt:
    """A point that may not be meant: it lies outside, or *instead* is what it is where maps are not shifted."""

    instead: Point | None = None

    @property
    def key(self) -> str:
        """How it is asked."""
        return "shifted" if self.instead else "outside"


def doubt(work: Work, point: Point) -> Doubt | None:
    """What is asked about *point*; None where it may lie in the district."""
    if work.district.may_hold(point):
        return None
    shifted = geo.from_gcj(point)
    return Doubt(shifted if work.district.land.shifted and work.district.may_hold(shifted) else None)
