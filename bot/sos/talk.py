"""What is said about a call for help that is not over: by who called, and by those who are on their way to them."""

from dataclasses import replace
from datetime import datetime

from bot.cases import release, show
from bot.cases.buttons import case_button
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.outbox.letters import Priority
from bot.sos import actions, alerts, newest, passing, table
from bot.sos.table import CALLS, Sos
from bot.values import plain_words, texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work import questions as work_questions
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

ON_THE_WAY = {"accept": "set_off", "arrive": "reach"}
"""What the words of an order mean to a team that is sent to help."""


# --- by the one who called


async def own(work: Work) -> Sos | None:
    """The call of the one who speaks that is not over; in private, of somebody of several districts, in any of them."""
    who = work.who
    if work.district_or_none is not None:
        return await work.tx[CALLS].open_of(work.district.id, who.user_id, None) if who.member else None
    for member in await work.tx.people.districts_of(who.user_id) if who.in_private else ():
        call = await work.tx[CALLS].open_of(member.district_id, who.user_id, None)
        if call is not None:
            work.district_or_none = await work.tx.districts.get(member.district_id)
            work.who = replace(who, member=member, name=member.name, roles=member.role_names(work.now))
            return call
    return None


async def joins(work: Work, call: Sos, new: Evidence, reply_to: int | None) -> Answer | None:
    """Whatever the one who called says or sends belongs to the call, and goes on to all who help, at once.

    None where it answers a card, or what was asked since about a call.
    """
    if (replied := await show.of_reply(work, reply_to)) is not None and replied.kind != table.KIND:
        return None
    asked = await work_questions.open_draft(work, "reason") if new.kind is EvidenceKind.TEXT else None
    if asked is not None and asked.started_at >= call.reported_at and asked.data["move"] in table.MOVES:
        return None
    if await work.tx[EVIDENCE].add(replace(new, case_id=call.id)) is None:
        return QUIET
    said = texts.cut(texts.line(new.text), actions.MOST_WORDS)
    added = await actions.make(work, replace(call, words=actions.add_words(call, said)), "add", Facts(), said)
    told = await alerts.moved(work, added)
    await alerts.schedule(work, told)
    await passing.on(work, told, new)
    # What it means is not guessed: the words went on as they are, and one tap says it.
    key = "sos-passed-on-safe" if plain_words.may_be_false_alarm(said) else "sos-passed-on"
    return await newest.to_caller(work, told, key)


async def corrected(work: Work, text: str) -> Answer | None:
    """Who called corrects what they wrote about it: the new words go on like any others. None: it is no call's."""
    call, who = await own(work), work.who
    piece = await work.tx[EVIDENCE].by_message(who.chat_id, who.message_id or 0) if call else None
    if call is None or piece is None or piece.case_id != call.id:
        return None
    if text == piece.text:
        return QUIET
    return await _reworded(work, call, piece, text)


async def call_edited(work: Work, text: str) -> Answer:
    """``/sos on the fifth floor`` was corrected: the new words go on."""
    call = await own(work)
    if call is None or not text.strip():
        return QUIET
    who = work.who
    piece = Evidence(
        work.district.id, EvidenceKind.TEXT, who.user_id, who.said_at, who.chat_id, who.message_id or 0, text=text
    )
    return await _reworded(work, call, piece, text)


async def _reworded(work: Work, call: Sos, piece: Evidence, text: str) -> Answer:
    said = texts.cut(texts.line(text), actions.MOST_WORDS)
    added = await actions.make(work, replace(call, words=actions.add_words(call, said)), "add", Facts(), said)
    told = await alerts.moved(work, added)
    await alerts.schedule(work, told)
    await passing.on(work, told, replace(piece, kind=EvidenceKind.TEXT, text=said))
    return await newest.to_caller(work, told, "sos-passed-on")


@action(Right.ANYBODY, "calling.false_alarm")
async def false_alarm(
    work: Work, *, number: int | None = None, reply_to: int | None = None, text: str = "", pressed: bool = False
) -> Answer:
    """``/falsealarm`` or its button: a captain decides it; from the one who called it goes on to the captains."""
    call = await own(work)
    if work.who.is_captain and pressed and number is not None:
        return await actions.ask_reason(work, number=number)
    if work.who.is_captain:
        return await actions.move(work, name="false_alarm", number=number, reply_to=reply_to, text=text)
    if call is None or number not in {None, call.number}:
        raise Refused("captains-only-command")
    said = texts.cut(texts.line(text), actions.MOST_WORDS)
    ends = [row.name for row in table.FOR_CAPTAINS if table.ends(row)]
    await telling.tell(
        work,
        await alerts.commanders(work, call),
        "sos-says-false",
        priority=Priority.SOS,
        purpose=alerts.SAID_SAFE,
        about=call,
        buttons=(tuple(case_button(call, work.district, name) for name in ends),),
        number=call.number,
        name=work.who.name,
        words=said,
    )
    await alerts.relabel(work, call, besides={work.who.user_id})
    return newest.answer(work, "sos-false-passed-on", number=call.number)


async def is_own(work: Work, *, number: int | None, reply_to: int | None, may_end: bool = False) -> bool:
    """Whether a command of somebody whose call is not over is about that: by number, by reply, or by neither.

    *may_end*: a captain's command that does end calls is no question how theirs ends.
    """
    if may_end and work.who.is_captain:
        return False
    call = await own(work)
    if call is None or number is not None or reply_to is None:
        return call is not None and number in {None, call.number}
    replied = await show.of_reply(work, reply_to)
    return replied is not None and replied.id == call.id


@action(Right.ANYBODY, "calling.how_it_ends")
async def how_it_ends(work: Work) -> Answer:
    """``/cancel`` and the like by who called: nothing but a tap says that they are safe, and a captain ends it."""
    call = await own(work)
    if call is None:
        raise Refused("no-call")
    return await newest.to_caller(work, call, "sos-how-it-ends")


# --- by those who help


async def on_the_way(work: Work, new: Evidence, reply_to: int | None) -> Answer | None:
    """收到 and 到了 of a team that is sent to help; other words in reply to an alarm go on to all who help.

    Without a reply, in private, they mean what the team was sent for last. None where no call is meant.
    """
    replied = await _of_reply(work, reply_to)
    if reply_to is not None and replied is None:
        return None
    meant = await _read(work, new.text)
    name = ON_THE_WAY.get(meant[0]) if meant else None
    if replied is None and not work.who.in_private:
        return None
    call = replied or (await _sent_last(work, name) if name else None)
    if call is None:
        return None
    if name is None or call.of_team(work.who.team_id or 0) is None:
        return await _words(work, call, new)
    return await _step(work, call, name)


async def _read(work: Work, text: str) -> tuple[str, dict[str, str]] | None:
    """The move that words say, of their own team too: ``二队到了``."""
    if (meant := plain_words.read(text)) is not None:
        return meant
    standing = (await mustering.of(work)).of(work.who.team_id)
    own_name = plain_words.folded(standing.team.name) if standing else ""
    return next((said for name, said, _ in plain_words.addressed(text) if plain_words.folded(name) == own_name), None)


async def _of_reply(work: Work, reply_to: int | None) -> Sos | None:
    """The call whose card or alarm was replied to, where it is not over and concerns the one who replies."""
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    call = await work.tx[CALLS].get(posting.case_id) if posting and posting.case_id else None
    if call is None or not call.is_live or call.district_id != work.district.id:
        return None
    people = [*await alerts.commanders(work, call), *await alerts.rescuers(work, call)]
    return call if work.who.user_id in {m.user_id for m in people} else None


async def _sent_last(work: Work, name: str) -> Sos | None:
    """The call that the team was sent to; None where a case still waits for the same word, and was ordered later."""
    call = await _helping(work)
    sent = call.of_team(work.who.team_id or 0) if call else None
    if call is None or sent is None:
        return None
    held = [i.of_team(work.who.team_id or 0) for i in await release.held_by(work, work.who.team_id or 0)]
    wanted = [a for a in held if a and (a.accepted_at if name == "set_off" else a.arrived_at) is None]
    was_said = sent.accepted_at if name == "set_off" else sent.arrived_at
    if wanted and (was_said or max(a.sent_at for a in wanted) > sent.sent_at):
        return None
    return call


async def _helping(work: Work) -> Sos | None:
    """The newest call that is not over to which the team of the one who speaks is sent."""
    team_id = work.who.team_id
    live = await work.tx[CALLS].live(work.district.id) if team_id is not None else []
    sent: list[tuple[datetime, Sos]] = [(a.sent_at, one) for one in live if (a := one.of_team(team_id or 0))]
    return max(sent, key=lambda row: row[0])[1] if sent else None


async def _step(work: Work, call: Sos, name: str) -> Answer:
    held = call.of_team(work.who.team_id or 0)
    standing = (await mustering.of(work)).of(work.who.team_id)
    is_said = held is not None and (held.arrived_at or (name == "set_off" and held.accepted_at))
    if not is_said:
        made = await actions.make(work, call, name, Facts(), "")
        stepped = await alerts.moved(work, made)
        await alerts.relabel(work, stepped)
        await alerts.schedule(work, stepped)
        await alerts.tell_of_move(work, call, stepped, name, "")
    team = standing.team.name if standing else ""
    return newest.answer(work, f"did-{name.replace('_', '-')}", number=call.number, team=team)


@action(Right.MEMBER, "calling.step")
async def step(work: Work, *, number: int, name: str) -> Answer:
    """*On my way* or *there*, by a tap of somebody whose team was sent."""
    call = await actions.find(work, number, None)
    if call.of_team(work.who.team_id or 0) is None or not call.is_live:
        raise Refused("not-yours" if call.is_live else "not-now", number=number, move=name, state=call.state)
    return await _step(work, call, name)


async def _words(work: Work, call: Sos, new: Evidence) -> Answer:
    await work.tx[EVIDENCE].add(replace(new, case_id=call.id))
    await passing.on(work, call, new)
    return newest.answer(work, "sos-passed-on", number=call.number)


async def left_over(work: Work, stored: Evidence) -> Answer | None:
    """Words in private that nothing else takes, of somebody on their way to help: they are about the call."""
    call = await _helping(work) if stored.kind is EvidenceKind.TEXT else None
    if call is None:
        return None
    await work.tx[EVIDENCE].attach(stored.id, call.id, "report")
    await passing.on(work, call, stored)
    return newest.answer(work, "sos-passed-on", number=call.number)
