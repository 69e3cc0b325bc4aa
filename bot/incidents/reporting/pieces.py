"""Texts, photos, voice and papers: to which case a piece belongs, and what it counted as."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.cases import changes, kinds
from bot.cases.case import Assignment, Role
from bot.evidence import room
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.handbook.model import Item
from bot.incidents import activity, find, limits, proof, reuse, table
from bot.incidents.closing import albums, captions, gate, piece_list
from bot.incidents.orders import orders
from bot.incidents.reporting import danger, questions
from bot.incidents.store import INCIDENTS
from bot.incidents.table import BEFORE_ARRIVAL, LIVE, MOVES, WITH_TEAM, Incident, State
from bot.outbox.letters import Button
from bot.places.standing import linking
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work


async def take_in(work: Work, incident: Incident, loose: Sequence[Evidence], former: Incident | None = None) -> None:
    """Give pieces that waited, or were with a *former* case, to the case that has come."""
    await work.tx[EVIDENCE].attach_all([piece.id for piece in loose], incident.id, "report")
    await reuse.moved(work, loose, former, incident)


TALK = "talk"
"""The mark of a case whose words are only what was said before its location and means nothing: ids of these pieces."""


async def note(work: Work, incident: Incident, said: str) -> Answer:
    """Words in reply to a card are kept with the case, as many as fit."""
    actor = await kinds.actor(work, incident)
    if not actor.parts:
        raise Refused("not-yours", number=incident.number, move="note", state=incident.state)
    is_in_time = await room.has_time(work)
    if not is_in_time or await room.is_full(work, incident.id):
        await not_kept(work, incident, said)
        return room.enough(incident.number) if is_in_time else room.too_fast()
    await work.tx[EVIDENCE].add(replace(piece(work, EvidenceKind.TEXT, text=said), case_id=incident.id))
    await recognise(work, incident, said)
    return answer("note-kept", number=incident.number)


async def not_kept(work: Work, incident: Incident, said: str) -> None:
    """Of what is too much to be kept danger is heard all the same, of whoever has a part in the case."""
    if danger.is_said(work, said) and (await kinds.actor(work, incident)).parts:
        await recognise(work, incident, said)


async def noted(work: Work, incident: Incident, said: str) -> None:
    """The same of words that were answered already; what somebody who has no part in it says is not kept."""
    if (await kinds.actor(work, incident)).parts:
        await note(work, incident, said)


async def with_others(work: Work, new: Evidence, first: Evidence) -> Answer:
    """One more of an album goes where the *first* is: to its case, else it waits with it and says nothing."""
    incident = await work.tx[INCIDENTS].get(first.case_id) if first.case_id else None
    if incident is not None:
        return await attach(work, new, incident)
    await work.tx[EVIDENCE].add(new if first.point else replace(new, point=None))
    return QUIET


def piece(work: Work, kind: EvidenceKind, **more: object) -> Evidence:
    """A piece as the one who speaks sent it, with when and from where."""
    who = work.who
    return Evidence(
        district_id=work.district.id,
        kind=kind,
        by_id=who.user_id,
        taken_at=who.said_at,
        chat_id=who.chat_id,
        message_id=who.message_id or 0,
        source="private" if who.in_private else "chat",
        **more,  # type: ignore[arg-type]
    )


async def held(work: Work) -> list[Incident]:
    """The cases that the team of the one who speaks has in hand, those on hold too."""
    if work.who.team_id is None:
        return []
    return [i for i in await work.tx[INCIDENTS].held_by(work.who.team_id) if i.state in WITH_TEAM | {State.HELD}]


async def attach(work: Work, new: Evidence, incident: Incident) -> Answer:
    """Keep a piece with its case and say what it counted as."""
    actor = await kinds.actor(work, incident)
    if not actor.parts:
        raise Refused("not-yours", number=incident.number, move="evidence", state=incident.state)
    kept = replace(new, case_id=incident.id, stage=_stage(work, incident), turn=incident.turn)
    kept = replace(kept, counts_as=await _as_captioned(work, incident, kept))
    if not await _is_taken(work, incident, [kept]):
        await not_kept(work, incident, new.text)
        return room.enough(incident.number)
    stored = await work.tx[EVIDENCE].add(kept)
    if stored is None:
        return QUIET
    await recognise(work, incident, new.text)
    for held in incident.assignments:
        if held.is_open:
            await orders.refresh_orders(work, incident, held.team_id)
    return await piece_list.taken(work, incident, stored)


async def _is_taken(work: Work, incident: Incident, new: Sequence[Evidence]) -> bool:
    """Whether a case takes more of the one who speaks: always what it still lacks."""
    if not await room.is_full(work, incident.id):
        return True
    pieces, item = await work.tx[EVIDENCE].of_case(incident.id), limits.item_of(work, incident)
    return any(proof.is_lacking(incident, item, pieces, one) for one in new)


async def _as_captioned(work: Work, incident: Incident, new: Evidence) -> str | None:
    """What a piece counts as by its caption, the first of these that is still missing; else as was said before.

    Who tapped which piece comes next and writes something else under it means what they wrote. One more of a view says
    nothing: it may be from before or after.
    """
    item = limits.item_of(work, incident)
    said = [key for key in captions.shots(item, new.text) if gate.fits(work, incident, key, new.kind)]
    if not said or new.counts_as in said or new.kind is EvidenceKind.TEXT:
        return new.counts_as
    pieces = [piece for piece in await work.tx[EVIDENCE].of_case(incident.id) if piece.id != new.id]
    have = proof.filled(item, proof.all_kinds(item), pieces, incident.turn)
    otherwise = said[0] if captions.says_when(new.text) else new.counts_as
    return next((key for key in said if key not in have), otherwise)


def _stage(work: Work, incident: Incident, sent_at: datetime | None = None) -> str:
    """When in the case a piece comes that its sender's team sends now, or sent then (Telegram's date, whole seconds).

    ``after`` is after the arrival, also while the case is on hold; ``report`` is from somebody who did not hold it.
    """
    held = [a for a in incident.assignments if (_held_at(a, sent_at) if sent_at else a.is_open)]
    if work.who.team_id not in {a.team_id for a in held}:
        return "report"
    arrivals = [a.arrived_at for a in held if a.role is Role.LEAD and a.arrived_at]
    return "after" if any(sent_at is None or at.replace(microsecond=0) <= sent_at for at in arrivals) else "before"


def _held_at(held: Assignment, at: datetime) -> bool:
    return held.sent_at.replace(microsecond=0) <= at and (held.ended_at is None or at < held.ended_at)


async def where(work: Work) -> Point | None:
    """Where the sender was, from their own fresh position; what is unknown or imprecise stays unknown."""
    position = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    fresh = position is not None and position.is_fresh(work.now, work.rules.position_s)
    return position.point if position and fresh and not position.is_imprecise else None


async def count(work: Work, incident: Incident) -> tuple[int, int]:
    """How many pieces of what its outcome asks for there are, and how many are asked for less what was waived."""
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    return proof.of(incident, limits.item_of(work, incident), pieces).count


async def ask_which(work: Work, new: Evidence, held: list[Incident]) -> Answer:
    """Keep a piece, and ask to which of several cases it belongs; for an album once."""
    stored = await work.tx[EVIDENCE].add(new)
    if stored is None:
        return QUIET
    if stored.album:
        return albums.which(work, stored, held)
    buttons = tuple(
        (Button("button-number", f"piece:{work.district.id}.{i.number}:keep:{stored.id}", facts={"number": i.number}),)
        for i in held[:8]
    )
    return answer("piece-which", buttons=buttons)


async def recognise(work: Work, incident: Incident, said: str) -> None:
    """Where the item is still asked, words that name it answer the question: the question turns into the card.

    Words of those who may not say what it is (a support team, who had the case before) are kept and answer nothing.
    """
    await activity.note_activity(work, incident)
    if not said:
        await orders.out_of_list(work, incident)
        return
    actor = await kinds.actor(work, incident)
    if incident.reporter_id == work.who.user_id:
        incident = await without_talk(work, incident)
        words = texts.cut(" ".join(filter(None, (incident.words, said))), table.MOST_WORDS)
        incident = await work.tx[INCIDENTS].keep(replace(incident, words=words))
        changes.note(work, incident)
        if incident.state in BEFORE_ARRIVAL:
            await linking.named(work, incident, said)
    may_name = incident.state in MOVES["recategorise"].start and actor.parts & MOVES["recategorise"].by
    incident, item = await danger.heard(work, incident, said, may_name=bool(may_name))
    if item is None and incident.item is None and may_name:
        item = danger.item_of(work, said, danger.judge(work, said))
    if item is None or not await _named(work, incident, item):
        await orders.card(work, incident, moved=True)


async def without_talk(work: Work, incident: Incident) -> Incident:
    """What was said before the location and means nothing goes, now that something better is said."""
    talk = incident.marks.get(TALK)
    if not talk:
        return incident
    await work.tx[EVIDENCE].attach_all(talk, None, "report")
    marks = {name: value for name, value in incident.marks.items() if name != TALK}
    return replace(incident, words="", marks=marks)


async def _named(work: Work, incident: Incident, item: Item) -> bool:
    """Whether the words have answered what it is; what they cannot be taken for takes no words away."""
    try:
        await questions.set_item(work, number=incident.number, code=item.code)
    except Refused:
        return False
    return True


@action(Right.MEMBER, "pieces.drop")
async def drop(work: Work, *, number: int, evidence_id: int, whole: bool = False) -> Answer:
    """*Not this case*: the piece, or its *whole* album, waits for its own again."""
    incident = await find.find(work, number)
    stored = await own(work, incident, evidence_id)
    if stored.case_id != incident.id:
        raise Refused("question-settled", number=number)
    those = await albums.with_it(work, stored) if whole else [stored]
    await work.tx[EVIDENCE].attach_all([piece.id for piece in those], None, "report")
    await reuse.moved(work, those, incident, None)
    await orders.refresh_all(work, incident)
    await piece_list.refresh(work, incident)
    return answer("piece-dropped", number=number)


@action(Right.MEMBER, "pieces.keep")
async def keep(work: Work, *, number: int, evidence_id: int, whole: bool = False) -> Answer:
    """The answer to *which case*: of one piece, or of its *whole* album."""
    incident = await find.find(work, number)
    stored = await own(work, incident, evidence_id)
    before = await work.tx[INCIDENTS].get(stored.case_id) if stored.case_id else None
    if before is not None and before.state not in LIVE:
        raise Refused("question-settled", number=number)
    if before is not None and before.id == incident.id:
        return answer("piece-kept-with", number=number)
    actor = await kinds.actor(work, incident)
    if not actor.parts:
        raise Refused("not-yours", number=number, move="evidence", state=incident.state)
    those = await albums.with_it(work, stored) if whole else [stored]
    there = [
        replace(piece, stage=_stage(work, incident, piece.taken_at), turn=incident.turn, counts_as=None)
        for piece in those
    ]
    if not await _is_taken(work, incident, there):
        await not_kept(work, incident, " ".join(piece.text for piece in there if piece.text))
        return room.enough(number)
    for new in there:
        counts_as = await _as_captioned(work, incident, new)
        await work.tx[EVIDENCE].attach(new.id, incident.id, new.stage, counts_as, turn=new.turn)
    await reuse.moved(work, those, before, incident)
    if before is not None:
        await orders.refresh_all(work, before)
        await piece_list.refresh(work, before)
    await orders.refresh_all(work, incident, moved=True)
    await piece_list.tell(work, incident)
    return answer("piece-kept-with", number=number)


async def own(work: Work, incident: Incident, evidence_id: int) -> Evidence:
    """A piece that the one who speaks sent to this district; what belongs to an ended case is settled."""
    stored = await work.tx[EVIDENCE].get(evidence_id)
    is_theirs = stored is not None and (stored.by_id, stored.district_id) == (work.who.user_id, work.district.id)
    if stored is None or not is_theirs or stored.counts_as == proof.OFFICER or incident.state not in LIVE:
        raise Refused("question-settled", number=incident.number)
    return stored
