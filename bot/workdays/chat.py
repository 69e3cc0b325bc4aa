"""``/workdays``: captains see what is known of the district's working days, and bring in its own."""

import re
from datetime import date
from typing import Any

from bot.register.districts import District
from bot.values.refused import Mistakes, Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work
from bot.workdays import anew, file, own, told
from bot.workdays.own import Own

MOST_MISTAKES = 15
"""So many mistakes of a file are told; whoever mends them sends it again."""

_FORGET = re.compile(r"(?:forget|drop|\u5220\u9664|\u5fd8\u8bb0|\u53bb\u6389)\s*(\d{4})\s*\u5e74?", re.IGNORECASE)


@action(Right.CAPTAIN, "workdays.show")
async def show(work: Work) -> Answer:
    """What is known, and how to tell more."""
    return answer(
        "workdays",
        district=work.district.name,
        lines=[*_lines(work), {"word": "workdays-how", "year": _today(work).year + 1}],
    )


@action(Right.CAPTAIN, "workdays.said")
async def said(work: Work, *, text: str) -> Answer:
    """``/workdays forget 2027``, or the lines of a file behind the command."""
    if found := _FORGET.fullmatch(text.strip()):
        return await _forget(work, int(found[1]))
    written = text.replace("\uff1a", ": ").replace("\uff0c", ", ")
    if ":" not in written:
        raise Refused("workdays-what", year=_today(work).year + 1)
    return await _bring(work, written.encode(), "/workdays")


@action(Right.CAPTAIN, "workdays.file_sent")
async def sent(work: Work, *, data: bytes, name: str) -> Answer:
    """A file: the years that it names are as it says from now on, other years stay; nothing where anything is wrong."""
    return await _bring(work, data, name)


async def _bring(work: Work, data: bytes, name: str) -> Answer:
    try:
        found = file.of_data(data, name)
    except Mistakes as wrong:
        raise _all_of(wrong) from wrong
    return await _put(work, {**own.of(work.district), **found})


def _all_of(wrong: Mistakes) -> Refused:
    """Every mistake as one answer."""
    lines: list[dict[str, Any]] = [{"word": one.key, **one.facts} for one in wrong.all[:MOST_MISTAKES]]
    if len(wrong.all) > MOST_MISTAKES:
        lines.append({"word": "workdays-more-wrong", "count": len(wrong.all) - MOST_MISTAKES})
    return Refused("workdays-file-wrong", count=len(wrong.all), lines=lines)


async def _forget(work: Work, year: int) -> Answer:
    before = own.of(work.district)
    if year not in before:
        raise Refused("workdays-no-such-year", year=year)
    return await _put(work, {one: kept for one, kept in before.items() if one != year})


async def _put(work: Work, wanted: Own) -> Answer:
    """Keep them, have dates counted anew, and show what is known now."""
    after = own.put(work.district, wanted)
    key = "workdays-kept"
    if after == work.district:
        key = "workdays-same"
    else:
        await _save(work, after)
    return answer(key, district=work.district.name, lines=_lines(work))


async def _save(work: Work, after: District) -> None:
    """Keep it, with a line of history of the years that are others now, and have dates counted anew."""
    before, now = own.of(work.district), own.of(after)
    years = sorted(year for year in before.keys() | now.keys() if before.get(year) != now.get(year))
    await work.tx.districts.save(after)
    work.district_or_none = after
    facts: dict[str, object] = {"years": years}
    line = Record("workdays", "", "", work.now, work.who.user_id, Part.CAPTAIN, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
    await anew.check(work)


def _lines(work: Work) -> list[dict[str, Any]]:
    return told.lines(work.district, _today(work))


def _today(work: Work) -> date:
    return work.now.astimezone(work.district.zone).date()
