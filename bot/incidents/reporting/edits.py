"""Somebody corrects what they wrote: of who reported it counts until a team is there, later it is only written down.

An edit never moves a case: no command, no answer and no move is read from it.
"""

from dataclasses import replace
from datetime import timedelta

from bot.cases import changes, kinds
from bot.evidence.pieces import EVIDENCE, Evidence
from bot.handbook.model import Item
from bot.incidents import limits
from bot.incidents.orders import orders
from bot.incidents.reporting import danger, form, pieces, questions
from bot.incidents.store import INCIDENTS
from bot.incidents.table import BEFORE_ARRIVAL, MOST_WORDS, Incident
from bot.places.standing import linking
from bot.values import texts
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.history import Record
from bot.work.work import Work

NAME = "edited"
"""How a line of the history is called that says what somebody's words became."""

MOST_OF_MESSAGE, MOST_OF_ONE = 20, 50
"""So often one message is corrected, and what one person said in a case; who has more to say says it anew.

Danger that was not said before is heard however often.
"""

CAN_BE_EDITED = timedelta(days=2)
"""So long Telegram lets people edit what they wrote."""


async def edited(work: Work, *, text: str) -> Answer:
    """The words of a message, or under a picture, are others now."""
    if work.who.member is None or not work.who.may_act or work.district_or_none is None:
        return QUIET
    piece = await work.tx[EVIDENCE].by_message(work.who.chat_id, work.who.message_id or 0)
    if piece is not None and (piece.by_id, piece.district_id) != (work.who.user_id, work.district.id):
        return QUIET
    if piece is not None and piece.case_id is None:
        await work.tx[EVIDENCE].reword(piece.id, text)
        return QUIET
    incident = await _case_of(work, piece)
    if incident is None:
        return QUIET
    mine = await work.tx.history.newest(incident.id, (NAME,), MOST_OF_ONE, work.who.user_id)
    here = [row for row in mine if row.record.facts.get("message") == _name(work)]
    before = here[0].text or "" if here else await _words_first(work, incident, piece)
    if before == text:
        return QUIET
    counts = incident.reporter_id == work.who.user_id and incident.state in BEFORE_ARRIVAL
    is_too_often = len(here) >= MOST_OF_MESSAGE or len(mine) >= MOST_OF_ONE
    if is_too_often and not (counts and danger.says_more(work, text, before)):
        return answer("edit-too-often", alert=True, number=incident.number)
    await _write_down(work, incident, text, counts=counts)
    if not counts:
        return _said(work, "edit-noted", incident)
    await _correct(work, incident, before, text)
    return _said(work, "edit-taken", incident)


def _said(work: Work, key: str, incident: Incident) -> Answer:
    """In the group the card says it."""
    return answer(key, number=incident.number) if work.who.in_private else QUIET


async def _case_of(work: Work, piece: Evidence | None) -> Incident | None:
    """The case that the message belongs to, or that it made itself (``/report`` with the name of a place)."""
    if piece is not None:
        return await work.tx[INCIDENTS].get(piece.case_id or 0)
    here = (work.who.chat_id, work.who.message_id)
    mine = await work.tx[INCIDENTS].reported_by(work.district.id, work.who.user_id, work.now - CAN_BE_EDITED)
    return next((one for one in mine if (one.origin_chat_id, one.origin_message_id) == here), None)


async def _words_first(work: Work, incident: Incident, piece: Evidence | None) -> str:
    """What the message said when it came."""
    if piece is not None:
        return piece.text
    reported = await work.tx.history.newest(incident.id, ("report",), 1)
    return reported[0].text or "" if reported else ""


def _name(work: Work) -> str:
    return f"{work.who.chat_id}/{work.who.message_id}"


async def _write_down(work: Work, incident: Incident, text: str, *, counts: bool) -> None:
    who, part = work.who, min((await kinds.actor(work, incident)).parts, default="")
    facts: dict[str, object] = {"message": _name(work), "counts": counts}
    at = min(who.said_at, work.now)
    line = Record(NAME, incident.state, incident.state, at, who.user_id, part, who.channel, facts=facts)
    await work.tx.history.add(work.district.id, incident.id, line, work.now, text)


async def _correct(work: Work, incident: Incident, before: str, text: str) -> None:
    """The words of the case, its item where they mean another, and one line for those who are on their way."""
    words = _corrected(incident.words, before, text)
    marks = {name: value for name, value in incident.marks.items() if name != pieces.TALK}
    new = replace(incident, words=texts.cut(words.strip(), MOST_WORDS), marks=marks)
    kept = await work.tx[INCIDENTS].keep(new)
    changes.note(work, kept)
    await linking.named(work, kept, text, corrected=True)
    item = await _meant(work, kept, text)
    if item is not None:
        await questions.set_item(work, number=kept.number, code=item.code)
        kept = await work.tx[INCIDENTS].get(kept.id) or kept
    kept, _ = await danger.heard(work, kept, text, may_name=False)
    if item is None:
        await orders.refresh_all(work, kept, moved=True)
    await _tell_teams(work, kept, text, lead_knows=item is not None)


def _corrected(words: str, before: str, text: str) -> str:
    """The words of a case with *text* in the place of *before*, and after all others where these were not among them.

    What was too long is there as it was cut.
    """
    for was in (before, texts.cut(before, MOST_WORDS)):
        if was and was in words:
            return words.replace(was, text, 1)
    return f"{words} {text}"


async def _meant(work: Work, incident: Incident, text: str) -> Item | None:
    """The item that the new words mean, where it is another; not against what somebody else has said it is.

    No correction takes a critical item away: there are ways to say that nobody is in danger.
    """
    if incident.item is not None and limits.item_of(work, incident).severity == "critical":
        return None
    item = danger.item_of(work, text, danger.judge(work, text))
    if item is None or item.retired or item.code == incident.item:
        return None
    said = await work.tx.history.newest(incident.id, ("recategorise",), 1)
    return None if said and said[0].record.by_id != incident.reporter_id else item


async def _tell_teams(work: Work, incident: Incident, text: str, *, lead_knows: bool) -> None:
    """*lead_knows*: another item is told to the lead by the move itself."""
    muster = await mustering.of(work)
    teams = [a.team_id for a in incident.assignments if a.is_open and not (lead_knows and a is incident.lead)]
    people = [m for team in teams if (s := muster.of(team)) for m in s.available if m.user_id != work.who.user_id]
    await telling.tell(
        work,
        people,
        "words-corrected",
        about=incident,
        collapse=f"edited:{incident.id}",
        number=incident.number,
        words=text,
    )


@action(Right.ANYBODY, "pieces.report_edited")
async def report_edited(work: Work, *, text: str) -> Answer:
    """A ``/report`` in words was corrected: what it says beside place and source; the place stays."""
    if work.who.member is None or work.district_or_none is None:
        return QUIET
    return await edited(work, text=await form.rest_of(work, text))
