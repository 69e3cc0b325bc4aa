"""A captain's shift: how things stand at its beginning, and its handover to the next captain at its end."""

from dataclasses import replace
from typing import Any

from bot.cases import changes, kinds, perform, release
from bot.duty import duty
from bot.handovers import listing, picture, table
from bot.handovers.table import HANDOVERS, OFFERED, TAKEN, Handover
from bot.outbox.letters import Button, Priority, Rows
from bot.register.people import Member, RoleName
from bot.values import formats, texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES, Gap
from bot.work.history import Part, Record
from bot.work.schedule import Occasion
from bot.work.work import Work

MOST_NOTES = 800
"""So many UTF-16 units of notes stand in a handover."""


def _me(work: Work) -> Member:
    if work.who.member is None or not work.who.is_captain:
        raise Refused("captains-only-command")
    return work.who.member


@action(Right.CAPTAIN, "shifts.how")
async def how(work: Work) -> Answer:
    """``/shift`` alone: what there is to write, and a button for what a captain on or off duty does next."""
    steps = ("start", "end") if _me(work).duty else ("start",)
    return answer("shift-how", tuple((_button(work, step),) for step in steps))


# --- the beginning


@action(Right.CAPTAIN, "shifts.start")
async def start(work: Work) -> Answer:
    """``/shift start``: the captain is on duty, and reads how things stand in one private message."""
    me = _me(work)
    await _on_duty(work, me)
    facts, buttons = await picture.now(work, me.user_id), await _ways(work)
    if work.who.channel != "button":
        return answer("shift-now", buttons, **facts)
    await telling.tell(work, [me], "shift-now", buttons=buttons, purpose="shift", **facts)
    return answer("shift-in-private")


async def _on_duty(work: Work, member: Member) -> None:
    if member.duty is None:
        await duty.begin(work, member)
    elif member.duty.break_until is not None:
        await duty.back(work, member, member.duty)


async def _ways(work: Work) -> Rows:
    """What may be tapped under it: to look again, to end the shift, and what others greet a captain with."""
    greetings = [one for greet in work.at_hand[FEATURES].greets if (one := await greet(work))]
    return ((*greetings, _button(work, "start")), (_button(work, "end"),))


def _button(work: Work, move: str, number: int = 0) -> Button:
    return Button(f"button-shift-{move}", f"shift:{work.district.id}.{number}:{move}")


# --- the handover


@action(Right.CAPTAIN, "shifts.end")
async def end(work: Work, *, notes: str = "") -> Answer:
    """``/shift end [NOTES]``: offers everything that is open to all other captains; duty goes on until one takes it."""
    me = _me(work)
    if me.duty is None:
        raise Refused("not-on-duty")
    if mine := await offered_by(work, me):
        raise Refused("handover-open", number=mine.number)
    if texts.utf16(notes) > MOST_NOTES:
        raise Refused("handover-notes-too-long", most=MOST_NOTES)
    handover = await work.tx[HANDOVERS].add(
        Handover(
            work.district.id,
            table.KIND,
            await work.tx.districts.next_number(work.district.id),
            OFFERED,
            work.now,
            drill=work.district.drill,
            reporter_id=me.user_id,
            by_id=me.user_id,
            notes=notes,
            counted_from=work.now,
            listed=listing.listed_of(work, await listing.live(work)),
        )
    )
    record = Record("offer", "", OFFERED, work.now, me.user_id, Part.CAPTAIN, work.who.channel)
    await work.tx.history.add(work.district.id, handover.id, record, work.now, notes or None)
    changes.note(work, handover)
    await _offer(work, handover)
    button = _button(work, "withdraw", handover.number)
    return answer("handover-offered", ((button,),), number=handover.number)


async def _captains(work: Work) -> list[Member]:
    """All captains of the district, on duty or not."""
    return [m for m in (await mustering.of(work)).members.values() if m.has(RoleName.CAPTAIN, work.now)]


async def _name(work: Work, user_id: int | None) -> str:
    member = await work.tx.people.member(work.district.id, user_id) if user_id else None
    return member.name if member else texts.NAMELESS


async def told_of(work: Work, handover: Handover) -> dict[str, Any]:
    """The facts of its sentences: *number*, *name* of the one who offers it, *lines* of what is handed over."""
    lines = await listing.lines(work, handover.listed)
    if handover.notes:
        lines.append({"word": "handover-notes", "notes": handover.notes})
    name = await _name(work, handover.by_id)
    if handover.state == OFFERED and not any(m.user_id == handover.by_id for m in await _captains(work)):
        lines.append({"word": "handover-orphaned", "name": name})
    return {"number": handover.number, "name": name, "lines": lines}


async def _offer(work: Work, handover: Handover) -> None:
    """To every other captain in private, and in the group, where those are mentioned who have no private chat."""
    others = [m for m in await _captains(work) if m.user_id != handover.by_id]
    told, take = await told_of(work, handover), ((_button(work, "take", handover.number),),)
    private = [m for m in others if m.private_open]
    await telling.tell(
        work,
        private,
        "handover-offer",
        priority=Priority.OVERDUE,
        purpose="handover",
        about=handover,
        buttons=take,
        **told,
    )
    await telling.tell_group(
        work,
        "handover-offer",
        priority=Priority.OVERDUE,
        purpose="handover",
        about=handover,
        buttons=take,
        mentions=[m for m in others if not m.private_open],
        **told,
    )


async def _meant(work: Work, number: int | None) -> Handover:
    """The handover of a number; without one the only one that is offered."""
    if number is not None:
        found = await work.tx[HANDOVERS].by_number(work.district.id, number)
        if found is None:
            raise Refused("no-such-handover", number=number)
        return found
    offered = await work.tx[HANDOVERS].offered(work.district.id)
    if len(offered) != 1:
        raise Refused("which-handover" if offered else "no-handover", numbers=" ".join(f"#{h.number}" for h in offered))
    return offered[0]


@action(Right.CAPTAIN, "shifts.take")
async def take(work: Work, *, number: int | None = None) -> Answer:
    """*take over*: the first who taps has it; they are on duty from now on, and only now the former captain is off."""
    me, handover = _me(work), await _meant(work, number)
    await _refuse_ended(work, handover)
    if handover.by_id == me.user_id:
        raise Refused("handover-own", number=handover.number)
    handover = await _move(work, handover, "take_over")
    await _on_duty(work, me)
    former = (await mustering.of(work)).members.get(handover.by_id)
    if former is not None:
        await _relieve(work, former, me.name, handover)
    await _amend(work, handover, "handover-taken-over", taker=me.name)
    return answer("handover-yours", number=handover.number, name=former.name if former else texts.NAMELESS)


@action(Right.CAPTAIN, "shifts.withdraw")
async def withdraw(work: Work, *, number: int | None = None) -> Answer:
    """The one who offered it goes on."""
    me = _me(work)
    mine = await offered_by(work, me) if number is None else await _meant(work, number)
    if mine is None:
        raise Refused("no-handover")
    await _refuse_ended(work, mine)
    if mine.by_id != me.user_id:
        raise Refused("handover-not-yours", number=mine.number, name=await _name(work, mine.by_id))
    handover = await _move(work, mine, "withdraw")
    await _amend(work, handover, "handover-back")
    return answer("handover-withdrawn", number=handover.number)


async def _refuse_ended(work: Work, handover: Handover) -> None:
    if handover.state == TAKEN:
        raise Refused("handover-taken", number=handover.number, name=await _name(work, handover.taken_by))
    if handover.state != OFFERED:
        raise Refused("handover-gone", number=handover.number)


async def _move(work: Work, handover: Handover, move: str) -> Handover:
    return await perform.perform(work, handover, move, actor=await kinds.actor(work, handover))


async def _relieve(work: Work, former: Member, taker: str, handover: Handover) -> None:
    """End the former captain's duty, unless their team would leave a live case alone."""
    held = await release.left_alone(work, former) if former.duty else []
    if former.duty is not None and not held:
        await duty.off(work, former)
    key = "handover-done-but-case" if held else "handover-done"
    case = held[0].number if held else 0
    await telling.tell(work, [former], key, purpose="shift", number=handover.number, name=taker, case=case)


async def _amend(work: Work, handover: Handover, key: str, **more: Any) -> None:
    """Its messages say what became of it, without buttons; those that wait are not sent any more."""
    await work.tx.outbox.cancel(handover.id, ["handover"], work.now)
    told, members = await told_of(work, handover), (await mustering.of(work)).members
    at = formats.clock(handover.ended_at, work.district.zone)
    for posting in await work.tx.outbox.postings(handover.id, "handover"):
        reader = members.get(posting.user_id or 0)
        language = reader.language if reader else None
        await telling.amend(work, posting, key, language=language, at=at, **told, **more)


# --- what comes due


async def nobody_took(work: Work, handover: Handover, occasion: Occasion) -> None:
    """Nobody has taken it over: the owners hear."""
    stored = await work.tx[HANDOVERS].save(replace(handover, told=occasion.n + 1))
    minutes = int((work.now - stored.reported_at).total_seconds() // 60)
    is_captain = any(m.user_id == stored.by_id for m in await _captains(work))
    key = "handover-nobody" if is_captain else "handover-nobody-at-all"
    await telling.tell(
        work,
        await mustering.owners(work) or await _captains(work),
        key,
        priority=Priority.OVERDUE,
        purpose="handover",
        about=stored,
        buttons=((_button(work, "take", stored.number),),),
        minutes=minutes,
        **await told_of(work, stored),
    )


async def offered_on(work: Work, member: Member) -> None:
    """A captain who offers a handover is gone: it is offered to the others once more, and says so."""
    for handover in await work.tx[HANDOVERS].offered(work.district.id):
        if handover.by_id == member.user_id:
            await _offer(work, handover)


async def offered_anew_after(work: Work, gap: Gap) -> None:
    """Presses were lost: what is offered is offered again, with ten minutes more before the owners hear of it."""
    if not gap.presses_lost:
        return
    for handover in await work.tx[HANDOVERS].offered(work.district.id):
        stored = await work.tx[HANDOVERS].save(table.anew(handover, work.now))
        changes.note(work, stored)
        await _offer(work, stored)


async def offered_by(work: Work, member: Member) -> Handover | None:
    """The handover that this captain offers and nobody has taken over: they stay responsible until then."""
    return next((h for h in await work.tx[HANDOVERS].offered(work.district.id) if h.by_id == member.user_id), None)


async def keeps(work: Work, member: Member) -> int | None:
    """The number of the handover that keeps this captain on duty."""
    offered = await offered_by(work, member)
    return offered.number if offered else None


async def request(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """A move that was asked for by its name."""
    return await (take(work, number=number) if name == "take_over" else withdraw(work, number=number))
