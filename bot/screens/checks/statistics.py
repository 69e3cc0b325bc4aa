"""What the figures of visits and hazards rest on: cases of a time, read with a bound, as plain values."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.bodies import bodies
from bot.checklists import editions
from bot.hazards import marks
from bot.hazards.table import CLOSED, CLUE, DISMISSED, Hazard
from bot.insight import visits as insight_visits
from bot.insight.visits import Figures, Found, Made, Share, Wished
from bot.inspections import visit as inspections_visit
from bot.inspections.planning import advice
from bot.inspections.planning.wishes import Became, Wish
from bot.inspections.table import CLOSED as VISIT_CLOSED
from bot.inspections.table import DONE, Visit
from bot.screens.checks import seen
from bot.screens.checks.port import CHECKS, MOST_COUNTED
from bot.screens.checks.seen import Part
from bot.work.work import Work

DAYS = (30, 90, 365)
"""Times that may be chosen, in days up to today."""

MOST_PLACES = 20
"""So many places at which the same came again, those where it came most."""


async def counted(work: Work, since: datetime) -> tuple[Figures, bool]:
    """The figures since then, and whether only the newest thousand of something were counted."""
    seen.may_look(work)
    kept, where = work.tx[CHECKS], seen.where(work)
    made = await kept.made(where, since, MOST_COUNTED + 1)
    found = await kept.found(where, since, MOST_COUNTED + 1)
    wished = await kept.wished(where.district_id, since, MOST_COUNTED + 1)
    cut = max(len(made), len(found), len(wished)) > MOST_COUNTED
    there = [one for one in made[:MOST_COUNTED] if advice.was_made(one)]
    visits = [Made(one.number, str(one.visit_kind), advice.taking_part(one)) for one in there]
    hazards = [of_hazard(work, one) for one in found[:MOST_COUNTED] if one.state not in {CLUE, DISMISSED}]
    return insight_visits.figures(visits, await _wishes(work, wished[:MOST_COUNTED]), hazards), cut


async def figures(work: Work, *, days: int) -> Part:
    """The figures of the last *days*; *cut* says that only the newest thousand of something were counted."""
    since = work.now - timedelta(days=days)
    told, cut = await counted(work, since)
    return {
        "days": days,
        "since": since.isoformat(),
        "cut": cut,
        "made": told.made,
        "by_kind": [{"name": {"word": f"visit-kind-{kind}"}, "cases": cases} for kind, cases in told.by_kind.items()],
        "by_body": [{"name": bodies.of(body).named, "cases": cases} for body, cases in told.by_body.items()],
        "joined": _pairs(told.joined),
        "avoided": _pairs(told.avoided),
        "whole": _share(told.whole),
        "hazards": told.hazards,
        "on_spot": told.on_spot,
        "in_time": _share(told.in_time),
        "waiting": told.waiting,
        "first_time": _share(told.first_time),
        "again": await _by_place(work, told.again),
    }


async def _by_place(work: Work, again: Mapping[str, Sequence[int]]) -> list[Part]:
    """The places at which the same came again, those that became part of another with it."""
    rows: dict[str, Part] = {}
    for code, cases in list(again.items())[:MOST_PLACES]:
        place = await seen.place_of(work, code)
        row = rows.setdefault(place["code"], {"name": place["name"], "cases": []})
        row["cases"] = sorted([*row["cases"], *cases])
    return list(rows.values())


def _pairs(each: Sequence[tuple[int, str]]) -> list[Part]:
    return [{"number": number, "name": bodies.of(body).named} for number, body in each]


def _share(one: Share) -> Part:
    return {"good": one.good, "bad": one.bad, "rate": one.rate, "low": one.low, "high": one.high}


# --- hazards


def of_hazard(work: Work, hazard: Hazard) -> Found:
    """A hazard as the figures see it."""
    on_spot = hazard.state == CLOSED and hazard.limit_at is None and hazard.rechecked_by is None
    known = in_time(hazard, work.now), _first_time(hazard), on_spot
    return Found(hazard.number, *known, hazard.place, hazard.item, marks.called(hazard))


def in_time(hazard: Hazard, now: Any) -> bool | None:
    """Whether it was put right by its limit, once, and closed by the end of its re-check; None while that may be."""
    if hazard.sent_back:
        return False
    limit, fixed, until = hazard.limit_at, hazard.fixed_at, hazard.recheck_at
    if limit is not None and (fixed or now) > limit:
        return False
    if until is not None and (hazard.ended_at or now) > until:
        return False
    return True if hazard.state == CLOSED else None


def _first_time(hazard: Hazard) -> bool | None:
    if hazard.sent_back:
        return False
    return True if hazard.state == CLOSED and hazard.rechecked_by is not None else None


# --- wishes


async def _wishes(work: Work, wished: Sequence[Wish]) -> list[Wished]:
    """Those that a visit serves, or of which the advice was taken, with whether all that they planned was checked."""
    shown = [one for one in wished if one.became in {Became.MADE, Became.JOINED, Became.AVOIDED}]
    kept = work.tx[CHECKS]
    serving = {one.id: one.about if one.became is Became.AVOIDED else one.visit_id for one in shown}
    ids = sorted({one for one in serving.values() if one is not None})
    visits, answered = await kept.visits_of(ids), await kept.answered(ids)
    told = []
    for one in shown:
        visit = visits.get(serving[one.id] or 0)
        if visit is None or visit.drill != work.district.drill:
            continue
        is_over = visit.state in DONE | {VISIT_CLOSED}
        whole = await _is_whole(work, one, visit, answered[visit.id]) if is_over else None
        told.append(Wished(visit.number, one.body, one.became is Became.AVOIDED, whole))
    return told


async def _is_whole(work: Work, wish: Wish, visit: Visit, answered: set[str]) -> bool:
    """Whether every item that was planned is decided there, also where another list of the visit asks the same."""
    left = set(wish.items) - answered
    if not left:
        return True
    asked: dict[str, tuple[str, str]] = {}
    for used in visit.lists:
        one = await editions.edition(work, used.code, used.edition)
        asked |= {inspections_visit.key(one.code, i.code): (i.text_zh or i.text_en, i.department) for i in one.items}
    said = {asked[item] for item in answered if item in asked}
    return all(asked.get(item) in said for item in left)
