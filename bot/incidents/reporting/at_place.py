"""A report at a registered place, from its card or from the code on its door: the case is there at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.incidents import table
from bot.incidents.reporting import danger, reports
from bot.incidents.reporting.loose import moving_over
from bot.incidents.reporting.nowhere import unknown
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.outbox.letters import Button
from bot.places import edits
from bot.places.naming import heard
from bot.places.register import Place
from bot.places.standing import linking
from bot.places.talk import press, show, spot
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

REPORTED, ALREADY = "label-reported", "label-reported-already"
"""What somebody hears who reported from the code on the door."""

WHERE = "label-report-where"
"""What they hear where nobody knows where the place lies: their location makes the case."""

NOWHERE = "label-reported-nowhere"
"""The same of grave words: the case is there, and their location becomes its own."""

SAME = timedelta(minutes=2)
"""A second tap without new words within this time means the same case: a slow phone sends twice."""


async def offer(work: Work, place: Place) -> Sequence[Button]:
    """*Report here*, for who may."""
    if not work.who.may_act or not place.is_there:
        return ()
    return (press.button(work, "button-place-report", "report", press.packed(place.code)),)


@action(Right.MEMBER, "places.report")
async def report(work: Work, *, code: str) -> Answer:
    """From the card of a place, which whoever looks for it has before them wherever they are."""
    place = await _there(work, code)
    before = await _just_now(work, place, "")
    if before is None and place.point is None:
        await _ask_where(work, place, "")
        is_press = work.who.channel == "button"
        return moving_over.where("report-where-at", name=heard.name(work, place), alert=is_press)
    number = (before or await _made(work, place, "", place.point)).number
    done = {"word": "place-report-taken", "number": number}
    return await show.card(work, place, done, toast=answer("place-report-taken", number=number))


@action(Right.MEMBER, "report_form.at_a_place")
async def scanned(work: Work, *, code: str, words: str = "") -> Answer:
    """From the code on its door, in the name of who scanned it: they stand there."""
    place = await _there(work, code)
    return await _said(work, place, words, place.point or await spot.here(work))


async def written(work: Work, code: str, words: str) -> Answer:
    """The same from a desk: where whoever writes is says nothing of the place."""
    place = await _there(work, code)
    return await _said(work, place, words, place.point)


async def _said(work: Work, place: Place, words: str, point: Point | None) -> Answer:
    """A case at *point*; None: nobody knows where the place lies, so they are asked."""
    said = texts.cut(texts.plain(words).strip(), table.MOST_WORDS)
    if before := await _just_now(work, place, said):
        return answer(ALREADY, number=before.number, **_named(place))
    if point is None and danger.is_grave(work, said):
        incident = await unknown.begin(work, words=said, place=linking.by_code(place), asked=True)
        return answer(NOWHERE, number=incident.number, **_named(place))
    if point is None:
        await _ask_where(work, place, said)
        return answer(WHERE, **_named(place))
    return answer(REPORTED, number=(await _made(work, place, said, point)).number, **_named(place))


def _named(place: Place) -> dict[str, Any]:
    return {"name": place.name, "code": place.code}


async def told(work: Work, *, code: str, number: int, key: str) -> Answer | None:
    """What was said of their report there, once more; None where that number is no report of theirs at this place."""
    incident, place = await work.tx[INCIDENTS].by_number(work.district.id, number), await edits.get(work, code)
    if incident is None or incident.reporter_id != work.who.user_id or not _is_at(incident, place):
        return None
    return answer(
        key if key in {REPORTED, ALREADY, NOWHERE} else REPORTED, number=number, name=place.name, code=place.code
    )


async def _there(work: Work, code: str) -> Place:
    work_rights.may_report(work)
    place = await edits.get(work, code)
    if not place.is_there:
        raise Refused("place-no-report", code=place.code, name=place.name)
    return place


async def _made(work: Work, place: Place, said: str, point: Point | None) -> Incident:
    return await reports.open_case(work, point=point, words=said, place=linking.by_code(place))


def _is_at(incident: Incident, place: Place) -> bool:
    """Whether a case lies where the place does; of one that lies nobody knows where, whether it is marked with it."""
    if place.point is None:
        return incident.marks.get(table.DOOR) == place.code
    return incident.point == place.point


async def _ask_where(work: Work, place: Place, said: str) -> None:
    """Their next location in private makes the case, at this place."""
    own = work.who.user_id
    data = {"text": said, "source": None, "ref": None, "at": place.code, "scanned": True}
    await work.tx.drafts.put(Draft(own, own, "report", work.now, 0, work.district.id, data))


async def _just_now(work: Work, place: Place, said: str) -> Incident | None:
    """The case that they made at this place a moment ago, where they say nothing new."""
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, work.who.user_id, work.now - SAME)
    here = [
        one for one in mine if one.state in LIVE and _is_at(one, place) and one.place == linking.called(work, place)
    ]
    return next((one for one in here if not said or said in one.words), None)
