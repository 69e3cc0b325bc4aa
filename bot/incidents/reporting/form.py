"""``/report`` in words, and the form that asks for what is missing, one question at a time."""

from dataclasses import replace

from bot.evidence.pieces import Evidence
from bot.incidents import table
from bot.incidents.reporting import reports
from bot.places import register as places_register
from bot.places.register import PLACES
from bot.values import texts
from bot.values.geo import Point
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work


@action(Right.MEMBER, "report_form.report")
async def report(work: Work, *, text: str, pieces_of: tuple[Evidence, ...] = ()) -> Answer:
    """``/report …``: a registered place gives the location, the rest the item; alone it asks for what is missing."""
    work_rights.may_report(work)
    text, source, ref = _source(text)
    if not text:
        await _ask_place(work, "")
        return answer("report-where", facts_keyboard="location")
    found = places_register.find_in(text, await work.tx[PLACES].all(work.district.id))
    if found is not None:
        place, rest = found
        incident = await reports.open_case(
            work, point=place.point, words=rest or text, place=place, source=source, source_ref=ref
        )
        return reports.taken(work, incident)
    if work.who.is_captain:
        incident = await reports.open_case(work, point=None, words=text, source=source, source_ref=ref)
        return answer("report-without-point", number=incident.number)
    await _ask_place(work, text, source, ref)
    return answer("report-where", facts_keyboard="location")


async def _ask_place(work: Work, text: str, source: str | None = None, ref: str | None = None) -> None:
    data = {"text": text, "source": source, "ref": ref}
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.chat_id, "report", work.now, 0, work.district.id, data))


def _source(text: str) -> tuple[str, str | None, str | None]:
    """``… from 12345 NUMBER`` at the end: the source and its own number."""
    words = text.split()
    for i in range(max(0, len(words) - 3), len(words) - 1):
        if words[i].lower() in {"from", "来自"}:
            return " ".join(words[:i]), words[i + 1], " ".join(words[i + 2 :]) or None
    return text.strip(), None, None


async def report_form(work: Work, draft: Draft, *, point: Point | None, text: str) -> Answer:
    """The next answer to the report form: a location makes the case, a text may name a place."""
    said = texts.cut(" ".join(filter(None, (draft.data.get("text"), text))), table.MOST_WORDS)
    source, ref = draft.data.get("source"), draft.data.get("ref")
    if point is None:
        found = places_register.find_in(said, await work.tx[PLACES].all(work.district.id))
        if found is None:
            await work.tx.drafts.put(replace(draft, data={**draft.data, "text": said}))
            return answer("report-where", facts_keyboard="location")
        place, rest = found
        await work.tx.drafts.drop(draft)
        incident = await reports.open_case(
            work, point=place.point, words=rest, place=place, source=source, source_ref=ref
        )
    else:
        await work.tx.drafts.drop(draft)
        incident = await reports.open_case(work, point=point, words=said, source=source, source_ref=ref)
    return reports.taken(work, incident)
