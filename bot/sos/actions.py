"""Calls for help: raised by anybody who is registered, followed, taken and ended by captains."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases import kinds, perform
from bot.cases.buttons import case_button
from bot.cases.case import Assignment, Case, Change, Role
from bot.cases.rulebook import Facts
from bot.dispatch import matching
from bot.outbox.letters import Button, Letter
from bot.register import fixes
from bot.register.fixes import Fix
from bot.register.people import Member
from bot.register.teams import Position, Standing
from bot.sos import alerts, newest, reach, table, where
from bot.sos.table import CALLS, Sos, State
from bot.values import geo, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work import mustering
from bot.work import questions as work_questions
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.buttons import button as sos_button
from bot.work.drafts import Draft
from bot.work.history import Part, Record
from bot.work.schedule import Occasion
from bot.work.work import Work

SURE = "sos-sure"
"""The form that keeps the reason until the tap that ends a call."""

MOST_WORDS = 600
"""UTF-16 units of the words that a call is shown with; a further call adds to them and the oldest go."""


# --- calling


@action(Right.ANYBODY, "rescue.call")
async def call(work: Work, *, text: str = "") -> Answer:
    """``/sos [text]`` or the button. A second one while the first is not over adds to it and tells all again."""
    member = await _caller(work)
    said = texts.cut(texts.line(text), MOST_WORDS)
    own = await work.tx[CALLS].open_of(work.district.id, member.user_id, None)
    if own is not None:
        return await _again(work, own, said)
    position = (await work.tx.teams.positions(work.district.id)).get(member.user_id)
    raised = await _raise(work, await _new(work, member, said, position), without=member.team_id)
    told = {"teams": await _names(work, raised), "people": len(await reach.called(work, raised))}
    if raised.point:
        return await newest.to_caller(work, raised, "sos-raised", **told)
    # One message has one keyboard: here the one that sends where they are; how to end it is a command in the words.
    return newest.answer(work, "sos-raised-where", number=raised.number, facts_keyboard="location", **told)


async def _caller(work: Work) -> Member:
    """Who calls; in private, somebody of several districts is heard in the one where they are on duty."""
    if work.district_or_none is None and work.who.in_private:
        mine = await work.tx.people.districts_of(work.who.user_id)
        mine.sort(key=lambda m: m.duty is None)
        if mine:
            work.district_or_none = await work.tx.districts.get(mine[0].district_id)
            work.who = replace(work.who, member=mine[0], name=mine[0].name, roles=mine[0].role_names(work.now))
    if work.who.member is None:
        raise Refused("not-registered")
    return work.who.member


async def _new(work: Work, member: Member, said: str, position: Position | None) -> Sos:
    who, district = work.who, work.district
    in_group = who.chat_id == district.chat_id
    return Sos(
        district_id=district.id,
        kind=table.KIND,
        number=await work.tx.districts.next_number(district.id),
        state=State.RAISED,
        reported_at=min(who.said_at, work.now),
        drill=district.drill,
        reporter_id=member.user_id,
        point=position.point if position else None,
        fixed_at=position.fixed_at if position else None,
        accuracy_m=position.accuracy_m if position else None,
        words=said,
        origin_chat_id=who.chat_id if in_group else None,
        origin_message_id=who.message_id if in_group else None,
    )


async def _raise(work: Work, new: Sos, *, without: int | None) -> Sos:
    """Store it with the nearest teams sent, write it down, and tell everybody."""
    point, measured = await where.taken_to_be(work, new, (await mustering.of(work)).of(without))
    sent = await _nearest(work, point, without)
    stored = await work.tx[CALLS].add(replace(new, assignments=sent))
    bases = await _at_base(work, sent)
    facts: dict[str, object] = {"teams": len(sent), "measured": measured, "bases": bases}
    if stored.point:
        facts["point"] = [stored.point.lat, stored.point.lon]
    part = Part.REPORTER if stored.reporter_id else Part.CLOCK
    record = Record(
        "call",
        "",
        stored.state,
        stored.reported_at,
        stored.reporter_id,
        part,
        work.who.channel,
        automatic=stored.reporter_id is None,
        team_id=stored.team_id,
        facts=facts,
    )
    await work.tx.history.add(work.district.id, stored.id, record, work.now, stored.words or None)
    work.stir(look_for_teams=False)
    told = await alerts.sound(work, stored)
    await alerts.schedule(work, told)
    return told


async def _at_base(work: Work, sent: tuple[Assignment, ...]) -> list[int]:
    """The teams whose distance is that of their base, since nobody knows where they are."""
    muster = await mustering.of(work)
    known = [(a, muster.of(a.team_id)) for a in sent if a.sent_metres is not None]
    return [a.team_id for a, standing in known if standing and not standing.fresh]


async def _nearest(work: Work, point: Point | None, without: int | None) -> tuple[Assignment, ...]:
    """The two teams nearest to *point*, busy or not; those with somebody on duty before all others.

    Where it is unknown nobody is nearest: every team with somebody on duty is sent.
    """
    muster = await mustering.of(work)
    others = [s for s in muster.standings.values() if s.members and s.team.id != without]
    rows = matching.by_distance(others, point)
    rows.sort(key=lambda row: not _has_duty(row[1]))
    on_duty = sum(_has_duty(s) for s in others)
    chosen = rows[: table.TEAMS if point or on_duty < table.TEAMS else on_duty]
    return tuple(_assignment(work, n, metres, standing) for n, (metres, standing) in enumerate(chosen))


def _has_duty(standing: Standing) -> bool:
    return any(m.duty for m in standing.members)


def _assignment(work: Work, n: int, metres: float | None, standing: Standing) -> Assignment:
    """One team sent to help; *override*, so that whatever else it holds does not stand against it."""
    return Assignment(
        team_id=standing.team.id,
        role=Role.SUPPORT if n else Role.LEAD,
        sent_at=work.now,
        counted_from=work.now,
        override=True,
        automatic=True,
        by_id=work.who.user_id or None,
        sent_metres=metres,
    )


def add_words(own: Sos, said: str) -> str:
    """The words of a call with what was said now in front; the oldest go."""
    return texts.cut(" / ".join(filter(None, (said, own.words))), MOST_WORDS)


async def _again(work: Work, own: Sos, said: str) -> Answer:
    words = add_words(own, said)
    position = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    newer = replace(own, words=words)
    if position is not None and (own.fixed_at is None or position.fixed_at > own.fixed_at):
        newer = _at(newer, position.point, position.fixed_at, position.accuracy_m)
    people, reached = await reach.called(work, newer), await reach.reached(work, newer)
    moved = await make(work, newer, "call_again", Facts(), said)
    told = await alerts.sound(work, moved)
    await alerts.schedule(work, told)
    counts = {"reached": len(reached & people), "waiting": len(people - reached)}
    return await newest.to_caller(work, told, "sos-again", times=told.told, **counts)


async def _names(work: Work, raised: Sos) -> Any:
    muster = await mustering.of(work)
    return work_answer.listed(s.team.name for a in raised.assignments if (s := muster.of(a.team_id)))


async def for_team(work: Work, standing: Standing, incident: Case) -> Sos | None:
    """A team on scene answers nobody: that is a call for help by itself; None where one is open already."""
    live = await work.tx[CALLS].live(work.district.id)
    if any(one.team_id == standing.team.id for one in live):
        return None
    position = standing.position
    district = work.district
    new = Sos(
        district_id=district.id,
        kind=table.KIND,
        number=await work.tx.districts.next_number(district.id),
        state=State.RAISED,
        reported_at=work.now,
        drill=district.drill,
        team_id=standing.team.id,
        incident_id=incident.id,
        point=position.point if position else incident.point,
        fixed_at=position.fixed_at if position else None,
        accuracy_m=position.accuracy_m if position else None,
    )
    return await _raise(work, new, without=standing.team.id)


# --- where they are


def _at(one: Sos, point: Point, at: datetime, accuracy_m: float | None) -> Sos:
    return replace(one, point=point, fixed_at=at, accuracy_m=accuracy_m)


def _is_known_better(work: Work, own: Sos, new: Fix) -> bool:
    """Whether where they are is known later, or by so much better a fix that is still in its time."""
    if own.fixed_at is None or own.point is None:
        return False
    known = Fix(own.point, own.fixed_at, own.accuracy_m)
    return known.at >= new.at or fixes.is_far_worse(new, known, work.rules.position_s)


async def follow(work: Work, *, point: Point, at: datetime, accuracy_m: float | None) -> Sos | None:
    """A newer position of somebody who called for help, on duty or not; None where they did not."""
    who = work.who
    if who.member is None:
        return None
    own = await work.tx[CALLS].open_of(work.district.id, who.user_id, who.team_id)
    if own is None or _is_known_better(work, own, Fix(point, at, accuracy_m)):
        return own
    moved = own.point is None or own.fixed_at is None or geo.metres(own.point, point) >= 1
    newer = _at(own, point, at, accuracy_m)
    if own.fixed_at is None:
        followed = await alerts.found(work, newer)
    else:
        followed = await (alerts.card_soon(work, newer) if moved else work.tx[CALLS].save(newer))
    await alerts.schedule(work, followed)
    return followed


async def pin(work: Work, *, point: Point) -> Answer | None:
    """A location sent by somebody who called for help says where they are; it is no report."""
    own = await work.tx[CALLS].open_of(work.district.id, work.who.user_id, None) if work.who.member else None
    if own is None:
        return None
    newer = _at(own, point, work.who.said_at, None)
    told = await (alerts.found(work, newer) if own.fixed_at is None else alerts.moved(work, newer))
    await alerts.schedule(work, told)
    return await newest.to_caller(work, told, "sos-position-kept")


# --- what captains do


async def find(work: Work, number: int | None, reply_to: int | None) -> Sos:
    """The call of a number, of a reply, or the only one that is not over; Refused where none is meant."""
    if number is not None:
        found = await work.tx[CALLS].by_number(work.district.id, number)
        if found is None:
            raise Refused("no-such-call", number=number)
        return found
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if posting is not None and posting.case_id is not None:
        found = await work.tx[CALLS].get(posting.case_id)
        if found is not None and found.district_id == work.district.id:
            return found
    live = await work.tx[CALLS].live(work.district.id)
    if len(live) != 1:
        raise Refused("which-call" if live else "no-call")
    return live[0]


@action(Right.CAPTAIN, "rescue.move")
async def move(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """``/ack``, ``/clear``, ``/falsealarm`` or their buttons."""
    if name not in {row.name for row in table.FOR_CAPTAINS}:
        raise Refused("no-such-move", name=texts.cut(texts.line(name), 40))
    found = await find(work, number, reply_to)
    reason = texts.cut(texts.line(text), MOST_WORDS)
    after = await make(work, found, name, Facts(given={"reason": reason or None}), reason)
    await work.tx.outbox.cancel(after.id, [alerts.PURPOSE], work.now)
    if name == "acknowledge":
        after = replace(after, told_at=work.now)
    if not after.is_live:
        work.stir()
    after = await alerts.moved(work, after)
    await alerts.schedule(work, after)
    await alerts.tell_of_move(work, found, after, name, reason)
    return Answer(f"did-{name.replace('_', '-')}", {"number": after.number}, urgent=True)


@action(Right.CAPTAIN, "rescue.ask_reason")
async def ask_reason(work: Work, *, number: int) -> Answer:
    """The button *false alarm*: the next words of this captain are the reason."""
    found = await find(work, number, None)
    row = table.MOVES["false_alarm"]
    if found.state not in row.start:
        raise Refused("not-now", number=number, move=row.name, state=found.state)
    wanted = {"number": number, "move": row.name}
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.chat_id, "reason", work.now, 0, work.district.id, wanted))
    return Answer("reason-which", {"number": number, "move": {"word": "move-false-alarm"}}, urgent=True)


async def ask_if_sure(work: Work, *, number: int, text: str) -> Answer:
    """The words that came after the button: no words end a call, so one more tap does."""
    found = await find(work, number, None)
    said = texts.cut(texts.line(text), MOST_WORDS)
    data = {"number": number, "reason": said}
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.user_id, SURE, work.now, 0, work.district.id, data))
    sure = case_button(found, work.district, "false_alarm", SURE, key="button-sos-false-sure")
    return Answer("sos-false-sure", {"number": number, "reason": said}, ((sure,),), urgent=True)


@action(Right.CAPTAIN, "rescue.end_for_reason")
async def end_for_reason(work: Work, *, number: int) -> Answer:
    """The tap after the words."""
    asked = await work_questions.open_draft(work, SURE, work.who.user_id)
    if asked is None or asked.data["number"] != number:
        return await ask_reason(work, number=number)
    await work.tx.drafts.drop(asked)
    return await move(work, name="false_alarm", number=number, text=str(asked.data["reason"]))


def offer(work: Work, *others: Button) -> Answer:
    """Words that cry for help, or that are grave: one tap calls, and nothing is called by words alone.

    *others*: what else they may have meant.
    """
    key = "sos-offered-or" if others else "sos-offered"
    rows = ((sos_button(work.district.id),), *((one,) for one in others))
    return Answer(key, {}, rows, alert=True, urgent=True)


async def make(work: Work, found: Sos, name: str, facts: Facts, text: str) -> Sos:
    """Make the move *name* by the one who speaks, and write it down with their words; raises Refused."""
    return await perform.perform(work, found, name, actor=await kinds.actor(work, found), facts=facts, text=text)


async def parts(work: Work, call: Sos, for_team: int | None = None) -> frozenset[Part]:
    """Who the one who speaks is to a call: a viewer, too, who called for help is its reporter."""
    who = work.who
    found = {Part.CAPTAIN} if who.is_captain else set()
    found |= {Part.REPORTER} if call.reporter_id == who.user_id else set()
    if held := call.of_team(who.team_id or 0):
        found.add(Part.LEAD if held.role is Role.LEAD else Part.SUPPORT)
    return frozenset(found)


async def teams_stir(work: Work, change: Change[Sos], facts: Facts) -> None:
    """Teams are sent and freed by a move of a call; that alone is no reason to look for work for them."""
    work.stir(look_for_teams=False)


async def followed(work: Work, /, *, point: Point, at: datetime, accuracy_m: float | None) -> bool:
    """A position of somebody who called for help is theirs, on duty or not."""
    return await follow(work, point=point, at=at, accuracy_m=accuracy_m) is not None


# --- what the clock does


async def told_again(work: Work, call: Sos, occasion: Occasion) -> None:
    """Nobody has taken it, or it is not over: all are told again."""
    await alerts.sound(work, call)


async def card_anew(work: Work, call: Sos, occasion: Occasion) -> None:
    """A newer position is written on its card."""
    await alerts.card(work, call)


async def again_in_group(work: Work, letter: Letter, member: Member) -> None:
    """An alarm could not be said in private: the same in the group, with a mention."""
    one = await work.tx[CALLS].get(letter.case_id or 0)
    if one is not None and one.is_live:
        await alerts.in_group(work, one, [member])
