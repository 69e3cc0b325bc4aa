"""Whoever reports does not know where it is: the case is there at once, and captains say where or send by hand."""

from typing import Any

from bot.cases.buttons import case_button
from bot.incidents import captains
from bot.incidents.reporting import pieces, reports, which_place
from bot.incidents.reporting.loose import moving_over, saying
from bot.incidents.table import STANDS, Incident
from bot.outbox.letters import Rows
from bot.places.register import Place
from bot.places.standing.linking import Spot
from bot.places.talk import press
from bot.values import plain_words
from bot.work import questions as work_questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

PURPOSE = "nowhere"
"""Of what captains hear: each such message has the buttons of its own case, and is bundled with no other."""


def is_said(text: str) -> bool:
    """Whether all that somebody writes is that they do not know where it is, or what the key says."""
    return plain_words.is_no_idea_where(text) or press.says(text, moving_over.KEY)


def set_location(work: Work, incident: Incident) -> Rows:
    """What comes next of a case that lies nobody knows where; sending by hand for captains only."""
    place = (case_button(incident, work.district, "relocate", key="button-set-location"),)
    return (place, (case_button(incident, work.district, "assign"),)) if work.who.is_captain else (place,)


async def report(
    work: Work,
    *,
    words: str,
    place: Place | Spot | None = None,
    source: str | None = None,
    source_ref: str | None = None,
    asks: tuple[str, ...] = (),
    also: tuple[int, ...] = (),
    asked: bool = False,
) -> Answer:
    """A case without a point: captains hear of it, and its reporter may still say where it is.

    *asked*: what is said is too grave to wait for its place, so that is asked now.
    """
    incident = await begin(
        work,
        words=words,
        place=place,
        source=source,
        source_ref=source_ref,
        asks=asks,
        also=also,
        asked=asked,
    )
    if work.who.is_captain:
        return answer("report-without-point", set_location(work, incident), number=incident.number)
    if asked:
        return moving_over.where("report-grave-where", number=incident.number)
    return answer("report-nowhere", set_location(work, incident), number=incident.number)


async def begin(work: Work, *, asked: bool = False, **said: Any) -> Incident:
    """The case itself, of which captains hear; *said* as for any report. *asked*: the reporter's next place is its."""
    incident = await reports.open_case(work, point=None, **said)
    if not work.who.is_captain:
        both = (*set_location(work, incident), (case_button(incident, work.district, "assign"),))
        await captains.hear(work, incident, "captain-hears-nowhere", PURPOSE, buttons=both)
    if asked:
        await moving_over.asked_no_more(work)
        await which_place.want(work, incident, first=True)
    return incident


async def still_asked(work: Work) -> Incident | None:
    """The case of theirs that waits for no place, and of which the one who speaks was asked here where it is."""
    draft = await asked_about(work)
    if draft is None or not draft.data.get(which_place.FIRST):
        return None
    return await which_place.awaits(work, draft)


async def noted(work: Work, incident: Incident, text: str) -> Answer:
    """More words about it, which do not say where it is: they are the case's, and that is asked on."""
    told = await pieces.note(work, incident, text)
    return moving_over.where("report-noted-where", number=incident.number) if told.key == "note-kept" else told


async def asked_about(work: Work) -> Draft | None:
    """The question for a place that was asked last here: of a report, or of a case."""
    each = await work_questions.open_drafts(work)
    return next((one for one in each if one.kind in {"report", which_place.RELOCATE}), None)


async def stays(work: Work, draft: Draft) -> Answer | None:
    """Nobody knows the place of a case, which was asked for; None where that is asked no more."""
    incident = await which_place.awaits(work, draft)
    await which_place.forget(work, draft)
    if incident is None:
        return None
    if STANDS in incident.marks:
        await saying.to_teams(work, incident, "reporter-stands", words=incident.words)
        return answer("lies-elsewhere-unknown", number=incident.number)
    key = "place-stays-unknown" if incident.is_nowhere else "place-stays"
    return answer(key, number=incident.number)
