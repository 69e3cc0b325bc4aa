"""What somebody writes or sends that is no command: whose it is, asked in a fixed order."""

from dataclasses import replace

from bot.conversation import questions
from bot.evidence import room
from bot.evidence.pieces import EVIDENCE, UNKNOWN, Evidence, EvidenceKind
from bot.incidents import find
from bot.incidents.closing import albums as closing_albums
from bot.incidents.closing import gate
from bot.incidents.orders import signs
from bot.incidents.reporting import danger, edits
from bot.incidents.reporting import form as reporting_form
from bot.incidents.reporting import pieces as reporting_pieces
from bot.incidents.reporting.loose import belonging
from bot.incidents.reporting.nowhere import unknown
from bot.incidents.table import Incident
from bot.incidents.talk import spoken
from bot.outbox.letters import Button
from bot.sos import actions as sos_actions
from bot.sos import talk
from bot.trials import actions as trials_actions
from bot.values import plain_words
from bot.values.refused import Refused
from bot.work import questions as work_questions
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.features import FEATURES
from bot.work.work import Work

# The lasting names of these actions are those of the file in which they once stood: forms that wait know them by these.

NOT_UNDERSTOOD = frozenset(
    {
        "",
        "private-what",
        "case-in-hand",
        "case-on-hold",
        "order-waits",
        "note-kept",
        "is-of-trial",
        "pieces-limited",
        "case-has-enough",
        "report-where",
        "report-grave-where",
        "report-noted-where",
    }
)
"""What is said to words that are nothing that we know, too much to be kept, or that do not say where a report is."""

NOT_HEARD = frozenset({"", "private-what", "pieces-limited", "case-in-hand", "case-on-hold", "order-waits"})
"""Where nobody hears of them; in private nothing is said to a report of theirs that they went to."""


@action(Right.ANYBODY, "pieces.text")
async def text(work: Work, *, text: str, reply_to: int | None = None, forwarded: bool = False) -> Answer:
    """Plain words: a move, the answer to a question, a part of a report, or talk that is none of ours.

    What was forwarded are somebody else's words: they are kept, but move nothing and answer nothing. Who cries for help
    and is not understood as anything else is offered the call with one tap.
    """
    told = await _tried(work, reply_to, "" if forwarded else text)
    if told is None and not forwarded and work.who.member is not None and not await talk.own(work):
        told = await _heard(work, reporting_pieces.piece(work, EvidenceKind.TEXT, text=text), reply_to)
    told = told or await _text(work, text, reply_to, forwarded=forwarded)
    is_cry = not forwarded and work.who.member is not None and plain_words.is_cry(text)
    if is_cry and told.key in NOT_UNDERSTOOD:
        return sos_actions.offer(work)
    return await _offered(work, text, told) or told


async def _offered(work: Work, text: str, told: Answer) -> Answer | None:
    """Grave words in private that went to no case: the call, and the report of what they say, each with one tap.

    Only the call, where their team has a case in hand, where they are not kept, and for who may not report.
    """
    who = work.who
    if not who.in_private or who.member is None or told.key not in NOT_HEARD or (not told.key and who.may_act):
        return None
    if not danger.is_grave(work, text):
        return None
    piece = await work.tx[EVIDENCE].by_message(who.chat_id, who.message_id or 0) if told.key == "private-what" else None
    if piece is None:
        return sos_actions.offer(work)
    return sos_actions.offer(work, Button("button-report-said", f"piece:{work.district.id}.0:report:{piece.id}"))


def _of_the_patrol(work: Work) -> None:
    """Raises Refused for who is only of a body: what they write and send is nothing of a case."""
    if work.who.is_only_of_bodies:
        raise Refused("officers-do-visits")


async def _tried(work: Work, reply_to: int | None, text: str = "") -> Answer | None:
    """What is sent in reply to a message of a trial stays in it, unless somebody's own call for help is open."""
    if reply_to is None or work.who.is_only_of_bodies or await talk.own(work):
        return None
    return await trials_actions.replied(work, reply_to, text)


async def _text(work: Work, text: str, reply_to: int | None, *, forwarded: bool) -> Answer:
    if (call := None if forwarded else await talk.own(work)) and (
        told := await talk.joins(work, call, reporting_pieces.piece(work, EvidenceKind.TEXT, text=text), reply_to)
    ):
        return told
    _of_the_patrol(work)
    if work.who.member is None or not work.who.may_act:
        return QUIET
    await signs.of_life(work)
    meant = await find.case_of_reply(work, reply_to, text)
    said = reporting_pieces.piece(work, EvidenceKind.TEXT, text=text)
    if meant is None and not forwarded and (told := await talk.on_the_way(work, said, reply_to)):
        return told
    if not forwarded and meant is None and (asked := await questions.answer_question(work, text, before_moves=True)):
        return asked
    if not forwarded and (moved := await _as_move(work, meant, text)):
        return moved
    if meant is not None:
        return await reporting_pieces.note(work, meant, text)
    if not forwarded and (asked := await questions.answer_question(work, text)):
        return asked
    if of_report := await _of_a_report(work, text, forwarded=forwarded):
        return of_report
    if not await room.has_time(work):
        return await _too_fast(work, said, await belonging.newest(work))
    return await belonging.belongs(work, replace(said, source="forwarded") if forwarded else said)


async def _of_a_report(work: Work, text: str, *, forwarded: bool) -> Answer | None:
    """Words while it is asked where a report is, which may be there already."""
    if draft := await work_questions.open_draft(work, "report"):
        return await reporting_form.report_form(work, draft, point=None, text=text)
    waits = await unknown.still_asked(work) if work.who.in_private and not forwarded else None
    return await unknown.noted(work, waits, text) if waits is not None else None


async def _heard(work: Work, said: Evidence, reply_to: int | None) -> Answer | None:
    """What a feature takes before all others are asked: words and photos of something that somebody is about."""
    for listens in work.at_hand[FEATURES].listens:
        if (told := await listens(work, said, reply_to)) is not None:
            return told
    return None


async def _as_move(work: Work, meant: Incident | None, text: str) -> Answer | None:
    """Words as a move; in reply to a list also without the number that they begin with."""
    moved, rest = await spoken.as_move(work, meant, text), find.beside_number(work, text, meant)
    return moved or (await spoken.as_move(work, meant, rest) if rest else None)


@action(Right.ANYBODY, "pieces.edited")
async def edited(work: Work, *, text: str, calls: bool = False) -> Answer:
    """The words of a message, or under a picture, are others now: of a call for help, else of a case.

    *calls*: the message is the ``/sos`` itself.
    """
    if calls:
        return await talk.call_edited(work, text)
    if work.who.member is not None and work.who.in_private:
        said = replace(reporting_pieces.piece(work, EvidenceKind.TEXT, text=text), source="edited")
        if (told := await _heard(work, said, None)) is not None:
            return told
    return await talk.corrected(work, text) or await edits.edited(work, text=text)


@action(Right.ANYBODY, "pieces.piece")
async def piece(
    work: Work,
    *,
    kind: EvidenceKind,
    file_id: str,
    file_unique_id: str,
    caption: str = "",
    album: str | None = None,
    reply_to: int | None = None,
    forwarded: bool = False,
    is_picture: bool = False,
) -> Answer:
    """A photo, video, voice note or document: attached to its case, or kept until its location comes.

    *is_picture*: a document that is a picture sent as a file.
    """
    call = await talk.own(work)
    if work.who.member is None:
        return QUIET
    never = UNKNOWN if kind is EvidenceKind.DOCUMENT and not is_picture else None
    file = {"file_id": file_id, "file_unique_id": file_unique_id, "album": album, "likeness": never}
    new = reporting_pieces.piece(work, kind, text=caption, **file)
    new = replace(new, source="forwarded") if forwarded else replace(new, point=await reporting_pieces.where(work))
    if call is not None and (told := await talk.joins(work, call, new, reply_to)):
        return told
    if not forwarded and (told := await _heard(work, new, reply_to)):
        return told
    _of_the_patrol(work)
    if not work.who.may_act:
        raise Refused("viewer-may-only-look")
    if not await room.has_time(work):
        return await _too_fast(work, new, await _captioned(work, new, reply_to) if new.text else None)
    if tried := await _tried(work, reply_to):
        return tried
    await signs.of_life(work)
    try:
        meant = await find.case_of_reply(work, reply_to, new.text)
    except find.Several as several:
        return await reporting_pieces.ask_which(work, new, several.among)
    told = None if meant is not None else await _to_a_feature(work, new)
    return told or await _to_a_case(work, new, meant)


async def _too_fast(work: Work, said: Evidence, *cases: Incident | None) -> Answer:
    """What is not kept: danger is heard in its words for the first of *cases* that there is.

    Words that may be none of ours are not answered in the group.
    """
    incident = next((one for one in cases if one is not None), None)
    if incident is not None:
        await reporting_pieces.not_kept(work, incident, said.text)
    is_of_us = incident is not None or work.who.in_private or said.kind is not EvidenceKind.TEXT
    return room.too_fast() if is_of_us else QUIET


async def _captioned(work: Work, new: Evidence, reply_to: int | None) -> Incident | None:
    """The case that the words under a picture are plainly about, of those that somebody replied to or holds."""
    try:
        meant = await find.case_of_reply(work, reply_to, new.text)
    except find.Several:
        return None
    held = await reporting_pieces.held(work)
    if meant is None and not held:
        return await belonging.newest(work)
    return meant or (held[0] if len(held) == 1 else None)


async def _to_a_case(work: Work, new: Evidence, meant: Incident | None) -> Answer:
    """A piece of the case that was replied to, else of whichever it belongs to."""
    if wanted := await gate.wanted_here(work, meant):
        incident, key = wanted
        said = replace(new, counts_as=key) if gate.fits(work, incident, key, new.kind) else new
        return await reporting_pieces.attach(work, said, incident)
    if meant is not None:
        return await reporting_pieces.attach(work, new, meant)
    return await _to_whichever(work, new)


async def _to_a_feature(work: Work, new: Evidence) -> Answer | None:
    """A piece that a feature has asked for, such as the photo of a place."""
    for take in work.at_hand[FEATURES].takes_pieces:
        if (told := await take(work, new)) is not None:
            return told
    return None


async def _to_whichever(work: Work, new: Evidence) -> Answer:
    """A piece that was sent to no case: to that of its album, to the one in hand, else to the pin that comes."""
    if before := await closing_albums.before(work, new):
        return await reporting_pieces.with_others(work, new, before[0])
    return await _of_what_they_hold(work, new)


async def _of_what_they_hold(work: Work, new: Evidence) -> Answer:
    held = await reporting_pieces.held(work)
    if len(held) == 1:
        return await reporting_pieces.attach(work, new, held[0])
    if held:
        return await reporting_pieces.ask_which(work, new, held)
    if work.who.in_private and (waits := await unknown.still_asked(work)):
        return await reporting_pieces.attach(work, new, waits)
    told = await belonging.belongs(work, new)
    return await reporting_form.at_once(work, new.text) or await reporting_form.what_then(work) or told
