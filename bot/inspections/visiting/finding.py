"""What fails becomes a finding, and is none any more when its answer is corrected; a re-check says what it came to."""

from collections.abc import Collection, Sequence
from typing import Any

from bot.inspections.table import Visit, VisitKind
from bot.inspections.visit import FAILS, Answered, Result
from bot.inspections.visiting import items
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.places.merging import merging
from bot.work.features import FEATURES
from bot.work.findings import Finding, Made, OpenFinding
from bot.work.work import Work

GRAVE = "critical"


async def follow_up(work: Work, visit: Visit, before: Whole, after: Whole, touched: Sequence[Item]) -> list[Any]:
    """Tell whoever keeps findings what these answers change; sentences for whoever answered, as facts of the words.

    What two officers differ about stays as it was found until one of them settles it.
    """
    features = work.at_hand[FEATURES]
    failed = {one.item for one in before.answered if one.result in FAILS}
    is_open = await _open(work, visit) if any(_now(after, item) for item in touched) else {}
    said: list[Any] = []
    for item in touched:
        found, was = _now(after, item), item.key in failed
        if found is None:
            if was and not after.in_conflict(item.key) and features.unfinds is not None:
                said += _stays(item, await features.unfinds(work, visit.id, item.key))
            continue
        if was and _same(found, _now(before, item)):
            continue
        known = is_open.get(item.key)
        if known is not None and known.visit_id != visit.id:
            if not was:
                said.append({"word": "visiting-open-already", "n": item.number, "number": known.number})
            continue
        if features.finds is not None:
            made = await features.finds(work, _finding(work, visit, item, found))
            said += _stays(item, made) or _grave(item, found, made.number)
    return said


def _now(record: Whole, item: Item) -> Answered | None:
    """What failed of an item as it stands, also what was noted for an officer who is there."""
    found = record.newest.get(item.key)
    return found if found is not None and found.result in FAILS else None


def _same(one: Answered, other: Answered | None) -> bool:
    def facts(answered: Answered) -> tuple[Any, ...]:
        return answered.result, answered.severity, answered.hours, answered.words, answered.photos, answered.to_body

    return other is not None and facts(one) == facts(other)


def _stays(item: Item, made: Made | None) -> list[Any]:
    """What somebody else did about it meanwhile stands, and the answer is kept all the same."""
    if made is None or made.stays is None:
        return []
    return [{"word": "visiting-hazard-stays", "n": item.number, "number": made.number, "why": made.stays}]


def _grave(item: Item, found: Answered, number: int) -> list[Any]:
    """A critical one is dealt with at once."""
    if found.severity != GRAVE or found.result is Result.FIXED:
        return []
    return [{"word": "visiting-critical", "n": item.number, "number": number}]


def _finding(work: Work, visit: Visit, item: Item, found: Answered) -> Finding:
    return Finding(
        place=visit.place,
        title=item.named.get(f"name_{work.district.language}") or item.title,
        severity=found.severity or item.severity,
        by_id=found.by_id,
        at=found.said_at,
        item=item.key,
        edition=item.edition,
        body=found.to_body or item.department or found.body,
        hours=found.hours,
        fixed=found.result is Result.FIXED,
        photos=found.photos,
        visit_id=visit.id,
        incident_id=visit.incident_id,
        guidance=visit.visit_kind is VisitKind.GUIDANCE,
    )


async def _open(work: Work, visit: Visit) -> dict[str, OpenFinding]:
    """What is open at the place, by the key under which a visit asks it."""
    ask = work.at_hand[FEATURES].open_findings
    if ask is None:
        return {}
    codes = await merging.all_codes(work, visit.place)
    return {items.asked_as(one): one for one in await ask(work, codes)}


async def settle(work: Work, visit: Visit, whole: Whole, signed_by: Collection[int]) -> None:
    """A visit was signed: what it looked at again is passed, or sent back with the new limit.

    Who was named and neither answered nor signed was not seen there, and stands for nobody who found or fixed it.
    """
    tell = work.at_hand[FEATURES].rechecked
    if tell is None or visit.visit_kind is not VisitKind.RECHECK:
        return
    came = {*signed_by, *(one.by_id for one in whole.answered)}
    there = tuple(one for one in visit.officers if one in came)
    for key, one in (await _open(work, visit)).items():
        answered = whole.newest.get(key)
        if answered is None or answered.result is Result.NONE or answered.is_note:
            continue
        passed = answered.result in {Result.PASS, Result.FIXED}
        facts = {"reason": answered.words or "-", "hours": answered.hours, "photos": answered.photos}
        facts |= {"with": there, "on_spot": visit.on_spot}
        await tell(work, one.case_id, passed=passed, facts=facts)
