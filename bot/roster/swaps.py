"""Swaps: a planned shift goes to somebody else once they agree and a captain confirms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.duty import planned
from bot.duty.plan import ROSTERS, Shift, Swap, SwapState
from bot.outbox.letters import Button, Rows
from bot.register.people import Member, RoleName
from bot.roster import pages
from bot.values import calendar
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Record
from bot.work.work import Work

MOST_CANDIDATES = 8
OPEN = frozenset({SwapState.OFFERED, SwapState.AGREED})


def _me(work: Work) -> Member:
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")
    return work.who.member


# --- offering


@action(Right.MEMBER, "swaps.ask")
async def ask(work: Work, *, minute: int) -> Answer:
    """To whom the shift is to go: a button for each who may take it and is free then, one's own team first."""
    me = _me(work)
    shift = await _own_shift(work, me, minute)
    busy = await _planned_then(work, shift)
    free = [m for m in await _others(work, shift) if m.user_id not in busy]
    rows: list[tuple[Button, ...]] = [
        (Button("button-swap-to", f"swap:{work.district.id}.{minute}:to:{m.user_id}", {"name": m.name}),)
        for m in free[:MOST_CANDIDATES]
    ]
    rows.append((pages.page_button(work, "button-roster-own", "own", 0),))
    key = "swap-to-whom" if free else "swap-nobody-free"
    return await pages.say(work, key, tuple(rows), **pages.hours(work, shift))


async def _own_shift(work: Work, me: Member, minute: int) -> Shift:
    """One's own planned shift by its beginning; Refused where there is none, or it has begun."""
    found = [s for s in await pages.coming(work, me.user_id) if s.minute == minute]
    if not found:
        raise Refused("swap-no-shift")
    if found[0].begins_at <= work.now:
        raise Refused("swap-too-late")
    return found[0]


async def _others(work: Work, shift: Shift) -> list[Member]:
    """Who may take a shift besides the one who has it: for a captain's shift captains, one's own team first."""
    members = (await mustering.of(work)).members.values()
    may = [m for m in members if m.user_id != shift.user_id and _may_take(work, m, shift)]
    return sorted(may, key=lambda m: (m.team_id != shift.team_id, m.user_id))


def _may_take(work: Work, member: Member, shift: Shift) -> bool:
    needed = {RoleName.CAPTAIN} if shift.captain else {RoleName.CAPTAIN, RoleName.MEMBER, RoleName.AUXILIARY}
    return bool(member.role_names(work.now) & needed)


async def _planned_then(work: Work, shift: Shift) -> set[int]:
    """Who has a shift of their own at that time."""
    around = await planned.shifts(work.tx, work.district, planned.days_around(shift.day, 1, 1))
    return {s.user_id for s in around if s.begins_at < shift.ends_at and shift.begins_at < s.ends_at}


@action(Right.MEMBER, "swaps.offer")
async def offer(work: Work, *, minute: int, to_id: int) -> Answer:
    """Offer one's own shift to somebody, who is asked."""
    me = _me(work)
    shift = await _own_shift(work, me, minute)
    other = (await mustering.of(work)).members.get(to_id)
    await _refuse_unfit(work, shift, other)
    known = await work.tx[ROSTERS].swaps(work.district.id, shift.begins_at)
    for swap in known:
        if (swap.user_id, swap.begins_at) == (me.user_id, shift.begins_at) and swap.state in OPEN:
            raise Refused("swap-open", id=swap.id)
    assert other is not None  # noqa: S101  # refused above
    made = await work.tx[ROSTERS].add_swap(
        Swap(work.district.id, me.user_id, to_id, shift.begins_at, shift.ends_at, work.now)
    )
    await _record(work, made, "")
    told = await _told(work, made)
    await telling.tell(work, [other], "swap-offer", purpose="roster", buttons=_yes_no(work, made), **told)
    withdraw = Button("button-swap-withdraw", f"swap:{work.district.id}.{made.id}:withdraw")
    return answer("swap-offered", ((withdraw,),), **told)


async def _refuse_unfit(work: Work, shift: Shift, other: Member | None) -> None:
    if other is None or other.user_id == shift.user_id or not _may_take(work, other, shift):
        raise Refused("swap-not-them")
    if other.user_id in await _planned_then(work, shift):
        raise Refused("swap-planned-then", name=other.name)


@action(Right.MEMBER, "swaps.offer_in_words")
async def offer_in_words(work: Work, *, words: Sequence[str], to_id: int | None) -> Answer:
    """``/roster swap 2026-03-02 [20:00] PERSON``: by name, @username or id, or in reply to their message."""
    me, rest = _me(work), calendar.plain(" ".join(words)).split()
    day = _day(work, rest.pop(0)) if rest else None
    hour = rest.pop(0).zfill(5) if rest and ":" in rest[0] else ""
    if day is None:
        raise Refused("swap-how")
    mine = [s for s in await pages.coming(work, me.user_id) if s.day == day]
    mine = [s for s in mine if not hour or pages.hours(work, s)["begin"] == hour]
    if len(mine) != 1:
        raise Refused("swap-which-shift" if mine else "swap-no-shift")
    if to_id is None:
        named = await _people(work, " ".join(rest))
        named = [m for m in named if m.user_id != me.user_id] or named
        if len(named) > 1:
            return await _which_of_them(work, mine[0], " ".join(rest), named)
        to_id = named[0].user_id
    return await offer(work, minute=mine[0].minute, to_id=to_id)


def _day(work: Work, text: str) -> date | None:
    """A date as it is written in the district's country; without its year the next such day."""
    today, told = pages.today(work), work.district.land.calendar.read(text)
    if told is None or told.year is not None:
        return told.of(today.year) if told else None
    found = (told.of(year) for year in (today.year, today.year + 1))
    return next((one for one in found if one and (today - one).days <= 1), None)


async def _people(work: Work, name: str) -> list[Member]:
    """Whom *name* means: all of that name, else who has it as @username or id; Refused where that is nobody."""
    members = (await mustering.of(work)).members.values()
    wanted = name.lstrip("@").casefold()
    if not wanted:
        raise Refused("swap-how")
    called = [m for m in members if not name.startswith("@") and " ".join(m.name.casefold().split()) == wanted]
    found = called or [m for m in members if wanted in {(m.username or "").casefold(), str(m.user_id)}]
    if not found:
        raise Refused("swap-nobody-of-name", name=name)
    return found


async def _which_of_them(work: Work, shift: Shift, name: str, people: Sequence[Member]) -> Answer:
    """Several have the name: a button for each, with what tells them apart."""
    standings = (await mustering.of(work)).standings
    rows = []
    for member in people[:MOST_CANDIDATES]:
        standing = standings.get(member.team_id or 0)
        known = [f"@{member.username}" if member.username else str(member.user_id)]
        known += [standing.team.name] if standing else []
        facts = {"name": f"{member.name} ({', '.join(known)})"}
        data = f"swap:{work.district.id}.{shift.minute}:to:{member.user_id}"
        rows.append((Button("button-swap-to", data, facts),))
    return await pages.say(work, "swap-two-of-name", tuple(rows), name=name)


# --- yes and no


@action(Right.MEMBER, "swaps.reply")
async def reply(work: Work, *, swap_id: int, yes: bool) -> Answer:
    """The other one agrees or declines; then a captain who has no part in it confirms or refuses."""
    me, swap = _me(work), await _open_one(work, swap_id)
    if swap.state is SwapState.OFFERED and me.user_id == swap.to_id:
        return await (_agree(work, swap) if yes else _end(work, swap, SwapState.DECLINED))
    if swap.state is SwapState.AGREED and work.who.is_captain:
        if me.user_id in {swap.user_id, swap.to_id} and len(await _deciders(work, swap)) > 0:
            raise Refused("swap-own")
        return await (_confirm(work, swap) if yes else _end(work, swap, SwapState.REFUSED))
    raise Refused("swap-not-asked", id=swap_id)


@action(Right.MEMBER, "swaps.withdraw")
async def withdraw(work: Work, *, swap_id: int) -> Answer:
    """The one who offered it keeps the shift."""
    me, swap = _me(work), await _open_one(work, swap_id)
    if swap.user_id != me.user_id:
        raise Refused("swap-not-asked", id=swap_id)
    return await _end(work, swap, SwapState.WITHDRAWN)


async def _open_one(work: Work, swap_id: int) -> Swap:
    swap = await work.tx[ROSTERS].swap(swap_id)
    if swap is None or swap.district_id != work.district.id:
        raise Refused("no-such-swap", id=swap_id)
    if swap.state not in OPEN:
        raise Refused("swap-decided", id=swap_id, outcome={"word": f"swap-{swap.state}"})
    if swap.begins_at <= work.now:
        raise Refused("swap-too-late")
    return swap


async def _deciders(work: Work, swap: Swap) -> list[Member]:
    """Captains on duty, else all, without those whose shift it is."""
    both = {swap.user_id, swap.to_id}
    captains = [m for m in (await mustering.of(work)).members.values() if m.has(RoleName.CAPTAIN, work.now)]
    found = [m for m in await mustering.captains(work) if m.user_id not in both]
    return found or [m for m in captains if m.user_id not in both]


async def _agree(work: Work, swap: Swap) -> Answer:
    agreed = await _save(work, swap, SwapState.AGREED)
    told, members = await _told(work, agreed), (await mustering.of(work)).members
    deciders = await _deciders(work, agreed) or await mustering.captains(work)
    await telling.tell(work, deciders, "swap-confirm", purpose="roster", buttons=_yes_no(work, agreed), **told)
    await telling.tell(work, [m for m in members.values() if m.user_id == swap.user_id], "swap-agreed-you", **told)
    return answer("swap-agreed-told", **told)


async def _confirm(work: Work, swap: Swap) -> Answer:
    """Once more: is it still planned, and is the other one still free?"""
    days = planned.days_around(swap.begins_at.astimezone(work.district.zone).date(), 1, 1)
    found = await planned.shifts(work.tx, work.district, days)
    shift = next((s for s in found if (s.user_id, s.begins_at) == (swap.user_id, swap.begins_at)), None)
    if shift is None:
        raise Refused("swap-no-shift")
    await _refuse_unfit(work, shift, (await mustering.of(work)).members.get(swap.to_id))
    confirmed = await _save(work, swap, SwapState.CONFIRMED)
    await pages.plan(work)
    return await _tell_both(work, confirmed)


async def _end(work: Work, swap: Swap, state: SwapState) -> Answer:
    return await _tell_both(work, await _save(work, swap, state))


async def _tell_both(work: Work, swap: Swap) -> Answer:
    """Both whose shift it is hear what became of it, besides the one who just said so."""
    told, members = await _told(work, swap), (await mustering.of(work)).members
    both = [m for m in members.values() if m.user_id in {swap.user_id, swap.to_id} - {work.who.user_id}]
    outcome = {"word": f"swap-{swap.state}"}
    await telling.tell(work, both, "swap-outcome", purpose="roster", outcome=outcome, **told)
    return answer("swap-outcome", outcome=outcome, **told)


async def _save(work: Work, swap: Swap, state: SwapState) -> Swap:
    by = work.who.user_id if state in {SwapState.CONFIRMED, SwapState.REFUSED} else None
    changed = replace(swap, state=state, confirmed_by=by)
    await work.tx[ROSTERS].save_swap(changed)
    await _record(work, changed, swap.state)
    return changed


async def _record(work: Work, swap: Swap, before: str) -> None:
    facts = {"swap": swap.id, "whose": swap.user_id, "to": swap.to_id, "begins": swap.begins_at}
    part = "captain" if swap.confirmed_by else "member"
    record = Record("swap", before, swap.state, work.now, work.who.user_id, part, work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, record, work.now)


async def _told(work: Work, swap: Swap) -> dict[str, Any]:
    members = (await mustering.of(work)).members
    day = swap.begins_at.astimezone(work.district.zone).date()
    shift = Shift(swap.user_id, day, swap.begins_at, swap.ends_at)
    names = {
        key: members[one].name if one in members else str(one)
        for key, one in (("name", swap.user_id), ("other", swap.to_id))
    }
    return {"id": swap.id, **names, **pages.hours(work, shift)}


def _yes_no(work: Work, swap: Swap) -> Rows:
    data = f"swap:{work.district.id}.{swap.id}"
    return ((Button("button-swap-yes", f"{data}:yes"), Button("button-swap-no", f"{data}:no")),)
