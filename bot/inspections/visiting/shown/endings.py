"""What is read out, who has signed it, and what the place is told."""

from collections.abc import Sequence
from typing import Any

from bot.cases.buttons import case_button
from bot.inspections import next_step, show
from bot.inspections import visit as visit_values
from bot.inspections.table import FED_BACK, Visit
from bot.inspections.visit import FAILS, Result, Signature, Signs
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown import steps
from bot.inspections.visiting.shown.steps import Content, Reader
from bot.inspections.visiting.shown.views import View
from bot.values import formats
from bot.work.work import Work

MOST_FAILS = 25
"""So many fails stand in one message; the record as a file has all."""


def counts(whole: Whole) -> dict[str, Any]:
    """How many of each, as facts."""
    return {
        "word": "visiting-counts",
        "pass": whole.count_asked(Result.PASS),
        "fixed": whole.count_asked(Result.FIXED),
        "fail": whole.count_asked(Result.FAIL),
        "handed": whole.count_asked(Result.HANDED),
        "na": whole.count_asked(Result.NONE),
        "open": len(whole.left),
    }


def read_out(
    work: Work, visit: Visit, whole: Whole, reader: Reader, signed: Sequence[Signature], view: View
) -> Content:
    """All fails with their limits, the counts, who signed, and what to press to sign."""
    stand = visit_values.stand(signed, visit.round)
    failed = steps.fails(whole, MOST_FAILS) or [{"word": "visiting-no-fails"}]
    lines: list[Any] = [{"word": "visiting-read-out"}, *failed, counts(whole)]
    lines += [*steps.left_out(whole, "visiting-part-left-out"), *_signatures(work, reader, stand)]
    by_me = any(one.signs is Signs.OFFICER and one.by_id == reader.user_id for one in stand)
    by_place = any(one.signs is Signs.PLACE for one in stand)
    officers = sum(1 for one in stand if one.signs is Signs.OFFICER and one.by_id in visit.officers)
    lines += _missing(2 if visit.firm else 1, officers, by_place=by_place)
    if view.asks in {"signature", "witness"} and view.round == visit.round and not by_place:
        lines.append({"word": f"visiting-ask-{view.asks}"})
    if reader.is_helper or steps.waits_for(visit, reader):
        return Content(lines, ())
    n = str(visit.round)
    place = (steps.press(work, visit, "photo", n), steps.press(work, visit, "refused", n))
    mine, back = steps.press(work, visit, "sign", n), steps.press(work, visit, "correct")
    page = case_button(visit, work.district, "page", key="button-visit-page")
    shown = (page, steps.press(work, visit, "code"))
    return Content(lines, steps.rows(() if by_me else (mine,), () if by_place else place, shown, (back,)))


def _signatures(work: Work, reader: Reader, stand: Sequence[Signature]) -> list[Any]:
    lines = []
    for one in stand:
        at = formats.clock(one.at, work.district.zone)
        who = reader.names.get(one.by_id, str(one.by_id)) if one.signs is Signs.OFFICER else one.name
        facts = {"name": who, "at": at, "witness": one.witness}
        lines.append({"word": f"visiting-signed-{one.signs}-{one.how}", **facts})
    return lines


def _missing(wanted: int, officers: int, *, by_place: bool) -> list[Any]:
    """Whose signature is still wanted."""
    left: list[Any] = []
    if officers < wanted:
        left.append({"word": "visiting-wants-officers", "count": wanted - officers})
    return left if by_place else [*left, {"word": "visiting-wants-place"}]


def signed(work: Work, visit: Visit, reader: Reader, page: str) -> Content:
    """It is signed: the result goes to the place, then it is closed."""
    paper = (case_button(visit, work.district, "record", key="button-visit-record"),)
    if visit.state == FED_BACK:
        buttons = () if reader.is_helper else ((steps.press(work, visit, "close"),),)
        told_already = {"word": "visiting-told-place", "next": next_step.word(visit, show.today(work))}
        return Content([told_already], (*buttons, paper))
    lines: list[Any] = [{"word": "visiting-is-signed"}, {"word": "visiting-forward"}]
    lines += [{"word": "visiting-code-page", "url": page}] if page else []
    told = () if reader.is_helper else ((steps.press(work, visit, "told"),),)
    return Content(lines, (*told, paper))


def result(work: Work, visit: Visit, whole: Whole, place: str, page: str) -> dict[str, Any]:
    """What the place is told, as facts: what failed, until when; nothing of anybody else."""
    lines = steps.fails(whole, MOST_FAILS)
    day = (visit.begun_at or work.now).astimezone(work.district.zone).date()
    lines = [*lines, *([{"word": "visiting-code-page", "url": page}] if page else [])]
    failed = whole.count_asked(*FAILS)
    return {"number": visit.number, "place": place, "day": formats.day_word(day), "count": failed, "lines": lines}
