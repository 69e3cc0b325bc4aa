"""How a visit is shown: in ``/case`` and ``/visit 42``, in private messages, in a handover; with what may be done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import retold as cases_retold
from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.checklists import editions
from bot.inspections import at_place, next_step
from bot.inspections import parts as inspections_parts
from bot.inspections.table import (
    AHEAD,
    CLOSED,
    DONE,
    KIND,
    LIVE,
    MOVES,
    ON_SPOT,
    PLANNED,
    READ_BACK,
    SIGNED,
    UNDER_WAY,
    Visit,
)
from bot.outbox.letters import Button, Rows
from bot.places.talk import spot
from bot.values import formats
from bot.values.refused import Refused
from bot.work.answer import Answer, listed
from bot.work.history import HistoryRow, Part
from bot.work.work import Work

OFFERED = (
    "approve",
    "approve_part",
    "approve_late",
    "turn_down",
    "notify",
    "begin",
    "anew",
    "name_officer",
    "move_to",
    "no_access",
    "cancel",
)
"""The moves that stand as buttons under a visit, in this order."""

SELDOM = ("name_helper", "code_number", "recuse", "hand_over", "leave")
"""Those that stand behind *more*."""

TOLD_WITHIN = timedelta(days=1)
"""So soon after the last signature the place has the result."""

APPROVES = frozenset({"approve", "approve_part", "approve_late"})

OF_APPROVERS = frozenset({"approve", "approve_part", "approve_late", "turn_down", "leave", "anew", "move_to", "cancel"})
"""What is offered to who only approves."""


def today(work: Work) -> date:
    """The day of the district."""
    return work.now.astimezone(work.district.zone).date()


def window(visit: Visit) -> Any:
    """Its first and last day as a fact of the words."""
    if visit.since is None or visit.until is None:
        return "-"
    return days(visit.since, visit.until)


def days(since: date, until: date) -> Any:
    """A window of days as a fact of the words."""
    if since == until:
        return formats.day_word(since)
    return {"word": "visit-days", "since": formats.day_word(since), "until": formats.day_word(until)}


def bodies_named(codes: Iterable[str]) -> Any:
    """Bodies as one fact of the words."""
    return listed(body_named(one) for one in codes)


def bodies_said(codes: Sequence[str]) -> Any:
    """Bodies as they are said in a sentence: the last of several by *and*."""
    *first, last = codes or ("",)
    if not first:
        return bodies_named(codes)
    return {"word": "visit-bodies-and", "first": bodies_named(first), "last": body_named(last)}


def body_named(code: str) -> dict[str, str]:
    """A body as short as people call it."""
    return bodies.of(code).short


async def lists_named(work: Work, codes: Iterable[str]) -> Any:
    """Checklists as one fact of the words; one that is no more by its code."""
    known = {one.code: one.named for one in await editions.newest(work)}
    return listed(known.get(one, one) for one in codes)


async def names(work: Work, ids: Iterable[int]) -> Any:
    """People by name as one fact of the words; a dash for none."""
    return listed([await cases_show.name(work, one) for one in ids]) or "-"


def kind(of: str, *, emergency: bool) -> dict[str, Any]:
    """A kind of visit; before all else that it is an emergency."""
    named = {"word": f"visit-kind-{of}"}
    return {"word": "visit-kind-emergency", "kind": named} if emergency else named


async def facts(work: Work, visit: Visit) -> dict[str, Any]:
    """What every sentence about a visit may say: number, place, kind, window, bodies, officers, lists, state."""
    place = await at_place.of(work, visit)
    return {
        "number": visit.number,
        "state": formats.state_word(visit.state, KIND),
        "kind": kind(visit.visit_kind, emergency=visit.emergency),
        "days": window(visit),
        "bodies": bodies_named(visit.bodies),
        "officers": await names(work, visit.officers),
        "lists": await lists_named(work, (one.code for one in visit.lists)),
        "next": next_step.word(visit, today(work), await _too_few(work, visit)),
        **at_place.called(place, visit),
    }


async def visit(work: Work, one: Visit) -> Answer:
    """``/case`` and ``/visit 42``: all of it, with what the one who speaks may do next."""
    told = await facts(work, one)
    if not _may_read(work):
        return Answer("visit-brief", told)
    if not spot.is_private(work):
        return in_private(work)
    theirs = await inspections_parts.parts(work, one)
    return Answer(
        "visit-card", told | {"lines": await lines(work, one)}, buttons(work, one, theirs, work.who.user_id), turns=True
    )


def in_private(work: Work) -> Answer:
    """The way into the private chat: nothing of a visit is said where the patrol reads along."""
    return Answer("visit-in-private", {}, ((Button("button-open-private", url=work.link()),),))


def reads(work: Work, one: Visit) -> Answer | None:
    """Its history (``Kind.reads``) holds what is nobody else's: why somebody was recused, who differed."""
    if not _may_read(work):
        raise Refused("visit-history-not-yours", number=one.number)
    return None if spot.is_private(work) else in_private(work)


async def retold(work: Work, one: Visit, row: HistoryRow) -> Any:
    """A line of its history; who came reads nothing of what the place said of them."""
    return None if row.record.move == "rate" and came(work, one) else await cases_retold.plainly(work, one, row)


def came(work: Work, one: Visit) -> bool:
    """Whether the one who speaks is or was to be there."""
    return work.who.user_id in those_who_came(one)


def those_who_came(one: Visit) -> frozenset[int]:
    """The ids of who is or was to be there, also of who was taken out: none of them reads what the place says of it."""
    return frozenset({*one.officers, *one.helpers, *one.recused})


def _may_read(work: Work) -> bool:
    """Those of bodies and captains read all of it; the patrol that there is one, where and when."""
    return work.who.is_of_body or work.who.is_captain


async def lines(work: Work, one: Visit) -> list[dict[str, Any]]:
    """What stands below the head: what it waits for, where it comes from, what was advised, who helps."""
    found: list[dict[str, Any]] = []
    place = await at_place.of(work, one)
    if place is not None and place.code != one.place:
        found.append({"word": "visit-place-merged", "code": one.place})
    if place is not None and not place.is_there:
        found.append({"word": "visit-place-gone"})
    if one.state in LIVE and one.unapproved:
        late = one.emergency and one.state not in AHEAD
        found.append({"word": "visit-waits-late" if late else "visit-waits", "bodies": bodies_named(one.unapproved)})
    if one.source:
        found.append(
            {
                "word": "visit-source",
                "source": {"word": f"visit-source-{formats.dashed(one.source)}"},
                "number": one.reference,
            }
        )
    if one.advised:
        rule = {"word": f"visit-by-rule-{one.advised}"}
        found.append({"word": "visit-advised", "rule": rule, "reason": one.reason or "-"})
    if one.helpers:
        found.append({"word": "visit-helpers", "names": await names(work, one.helpers)})
    if one.recused:
        found.append({"word": "visit-recused", "names": await names(work, one.recused)})
    found += await _certificates(work, one)
    if one.official:
        found.append({"word": "visit-official-number", "official": one.official})
    if one.rests_on:
        found.append({"word": "visit-rests-on", "words": one.rests_on})
    return found


async def _certificates(work: Work, one: Visit) -> list[dict[str, Any]]:
    """Officers whose certificate is over, by name and since when; and how many more are needed."""
    if one.state not in AHEAD:
        return []
    named = await inspections_parts.named(work, one)
    found = [expired(who) for who in named if not officers.certified(who, today(work))]
    if missing := await _too_few(work, one):
        found.append({"word": "visit-officers-missing", "count": missing})
    return found


async def _too_few(work: Work, one: Visit) -> int:
    """How many officers with a certificate in date have yet to be named before it can begin."""
    if one.state not in AHEAD:
        return 0
    named = await inspections_parts.named(work, one)
    good = sum(1 for who in named if officers.certified(who, today(work)))
    return max(0, inspections_parts.needed(one) - good)


def expired(who: officers.Officer) -> dict[str, Any]:
    """Whose certificate is over, and since when."""
    return {"word": "visit-certificate-was", "name": who.name, "day": str(who.certified_until or "-")}


def buttons(work: Work, one: Visit, theirs: Iterable[Part], user_id: int | None = None) -> Rows:
    """What somebody who is *theirs* may do next, the likeliest first; nobody is offered to approve their own."""
    mine = frozenset(theirs)
    may = offered_to(work, one, mine, user_id)
    first: Sequence[str] = (*OFFERED, "leave") if "approve_part" in may else OFFERED
    if len(one.officers) < inspections_parts.needed(one):  # nobody begins before that
        first = sorted(first, key=lambda name: name in {"notify", "begin"})
    row = taps(work, one, (name for name in first if name in may))
    if one.state in ON_SPOT and Part.OFFICER in mine:
        row.insert(0, case_button(one, work.district, "go_on", key="button-visit-go-on"))
    if one.state in LIVE and Part.OFFICER in mine:
        row.append(case_button(one, work.district, "page", key="button-visit-page"))
    row += papers(work, one, mine)
    if may & set(SELDOM) - set(first):
        row.append(case_button(one, work.district, "more", key="button-visit-more"))
    return in_pairs(row)


def offered_to(work: Work, one: Visit, mine: frozenset[Part], user_id: int | None) -> frozenset[str]:
    """What is offered to somebody who is *mine*; nobody is offered to approve their own."""
    own = user_id in {one.reporter_id, *one.officers, *one.helpers, *one.recused}
    return offers(work, one, mine) - (APPROVES | {"turn_down"} if own else frozenset())


def taps(work: Work, one: Visit, names: Iterable[str]) -> list[Button]:
    """A button for each of these moves."""
    return [case_button(one, work.district, name, key=f"button-visit-{formats.dashed(name)}") for name in names]


def in_pairs(row: Sequence[Button]) -> Rows:
    """Two beside each other."""
    return tuple(tuple(row[n : n + 2]) for n in range(0, len(row), 2))


def papers(work: Work, one: Visit, mine: frozenset[Part]) -> list[Button]:
    """The record for who may read it, once it is read out; what is copied for its officers."""
    if one.state not in DONE | {READ_BACK, CLOSED} or not mine:
        return []
    named = ("record", "official") if Part.OFFICER in mine else ("record",)
    return [case_button(one, work.district, name, key=f"button-visit-{name}") for name in named]


def offers(work: Work, one: Visit, mine: frozenset[Part]) -> frozenset[str]:
    """The names of the moves that may stand as buttons."""
    may = {move.name for move in MOVES.open_moves(one.state, mine)} & {*OFFERED, *SELDOM}
    if not one.waits_for_approval:
        may -= {"approve_late"}
    if one.state == PLANNED or not one.unapproved or one.waits_for_approval:
        may -= {"approve_part"}
    if not can_begin(work, one):
        may -= {"begin", "no_access"}
    if "move_to" in may and is_over(work, one):
        may = may - {"notify"} | {"anew"}
    if one.state == UNDER_WAY:
        may -= {"name_officer"}
    if len(one.bodies) == 1:
        may -= {"leave"}
    joins = "approve_part" in may
    if Part.APPROVER in mine and Part.OFFICER not in mine:
        may &= OF_APPROVERS - ({"cancel"} if "turn_down" in may else {"cancel", "move_to"} if joins else set())
    return frozenset(may)


def is_over(work: Work, one: Visit) -> bool:
    """Its last day is past, and nobody has begun it."""
    return one.state in AHEAD and one.until is not None and one.until < today(work)


def can_begin(work: Work, one: Visit) -> bool:
    """Whether its day has come, and all who have to approve did."""
    if one.emergency or one.state in ON_SPOT:
        return True
    if one.state == PLANNED or one.unapproved or one.since is None or one.until is None:
        return False
    return one.since <= today(work) <= one.until


def listed_in(work: Work, one: Visit) -> str | None:
    """In which list of a handover it stands: of today, under way, its time over, its result not told within a day."""
    if one.waits_for_approval or is_over(work, one):
        return "overdue"
    if one.state == SIGNED and one.signed_at is not None and work.now - one.signed_at > TOLD_WITHIN:
        return "overdue"
    if one.state in ON_SPOT:
        return "open"
    return "open" if one.state in AHEAD and one.since is not None and one.since <= today(work) else None


async def line(work: Work, one: Visit) -> dict[str, Any]:
    """How it stands there."""
    told = await facts(work, one)
    return {
        "word": "visit-line",
        **{name: told[name] for name in ("number", "place", "kind", "days", "state", "bodies")},
    }


def opens(work: Work, one: Visit, place: str) -> Button:
    """A button of a list that shows one visit."""
    data = f"{KIND}:{work.district.id}.{one.number}:show"
    return Button("button-visit-open", data, {"number": one.number, "place": place})
