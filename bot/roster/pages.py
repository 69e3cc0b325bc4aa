"""The roster as people see it, and what the clock does about it: reminders, and who is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.duty import duty, planned
from bot.duty import plan as duty_plan
from bot.duty.plan import Shift
from bot.outbox.letters import Button, Posting, Rows
from bot.register.people import Member
from bot.values import formats
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.schedule import Occasion
from bot.work.work import Work

AHEAD_DAYS, OWN_A_PAGE, LINES_A_PAGE, MOST_NAMES = 28, 6, 14, 6
"""How many days ahead the roster is shown; shifts and lines on one page; names in one line."""


def _me(work: Work) -> Member:
    if work.who.member is None or not work.who.may_act:
        raise Refused("not-registered")
    return work.who.member


@action(Right.MEMBER, "rostering.show")
async def show(work: Work) -> Answer:
    """``/roster``: the whole of today for a captain, one's own shifts for a member."""
    return await (whole(work) if work.who.is_captain else own(work))


def today(work: Work) -> date:
    """The local day."""
    return work.now.astimezone(work.district.zone).date()


async def say(work: Work, key: str, buttons: Rows, **facts: Any) -> Answer:
    """Answer, or turn the page: a press in private changes the message that it stands on."""
    who = work.who
    if who.channel != "button":
        return answer(key, buttons, **facts)
    if who.in_private and who.message_id is not None:
        stands = Posting(who.chat_id, who.message_id, "roster", work.now, user_id=who.user_id)
        await telling.amend(work, stands, key, language=who.language, buttons=buttons, **facts)
        return QUIET
    await telling.tell(work, [_me(work)], key, buttons=buttons, purpose="roster", **facts)
    return answer("shift-in-private")


def page_button(work: Work, key: str, move: str, choice: int) -> Button:
    """A button that turns a page."""
    return Button(key, f"roster:{work.district.id}.0:{move}:{choice}")


def hours(work: Work, shift: Shift) -> dict[str, Any]:
    """A shift's day and hours as facts."""
    zone = work.district.zone
    return {
        "weekday": {"word": f"weekday-{duty_plan.WEEKDAYS[shift.day.weekday()]}"},
        "day": formats.day_word(shift.day),
        "begin": formats.clock(shift.begins_at, zone),
        "end": formats.clock(shift.ends_at, zone),
    }


async def coming(work: Work, user_id: int) -> list[Shift]:
    """Somebody's shifts that are not over, of the days that are shown."""
    days = planned.days_around(today(work), 1, AHEAD_DAYS)
    found = await planned.shifts(work.tx, work.district, days)
    return [s for s in found if s.user_id == user_id and s.ends_at > work.now]


@action(Right.MEMBER, "rostering.own")
async def own(work: Work, *, page: int = 0) -> Answer:
    """One's own next shifts, a few a page, each with a button that offers it to somebody else."""
    me = _me(work)
    mine = await coming(work, me.user_id)
    rows: list[tuple[Button, ...]] = []
    if work.who.is_captain:
        rows.append((page_button(work, "button-roster-whole", "day", 0),))
    if not mine:
        return await say(work, "roster-none", tuple(rows), days=AHEAD_DAYS)
    pages = (len(mine) + OWN_A_PAGE - 1) // OWN_A_PAGE
    page = max(0, min(page, pages - 1))
    shown = mine[page * OWN_A_PAGE : (page + 1) * OWN_A_PAGE]
    lines = [{"word": "roster-own-captain" if s.captain else "roster-own-line", **hours(work, s)} for s in shown]
    swap = [
        Button("button-swap", f"swap:{work.district.id}.{s.minute}:ask", hours(work, s))
        for s in shown
        if s.begins_at > work.now
    ]
    rows = [*(tuple(swap[i : i + 2]) for i in range(0, len(swap), 2)), *rows, *_turning(work, "own", page, pages)]
    return await say(work, "roster-own", tuple(rows), lines=lines, page=page + 1, pages=pages)


def _turning(work: Work, move: str, page: int, pages: int) -> list[tuple[Button, ...]]:
    back = [page_button(work, "button-page-back", move, page - 1)] if page > 0 else []
    forth = [page_button(work, "button-page-forth", move, page + 1)] if page + 1 < pages else []
    return [(*back, *forth)] if back or forth else []


# --- the whole


@action(Right.CAPTAIN, "rostering.whole")
async def whole(work: Work, *, day: int = 0, page: int = 0) -> Answer:
    """A captain's view of one day, *day* days from today: who is planned, and when nobody or no captain is."""
    _me(work)
    day = max(0, min(day, AHEAD_DAYS))
    local = today(work) + timedelta(days=day)
    zone = work.district.zone
    begin, end = (duty_plan.instant(local + timedelta(days=n), "00:00", zone) for n in (0, 1))
    around = await planned.shifts(work.tx, work.district, planned.days_around(local, 1, 0))
    shifts = [s for s in around if s.begins_at < end and s.ends_at > begin]
    lines = [*_gaps(work, shifts, begin, end), *(await _shift_lines(work, shifts, local))]
    pages = max(1, (len(lines) + LINES_A_PAGE - 1) // LINES_A_PAGE)
    page = max(0, min(page, pages - 1))
    rows = _turning(work, f"part:{day}", page, pages)
    days = [page_button(work, "button-day-back", "day", day - 1)] if day > 0 else []
    days += [page_button(work, "button-day-forth", "day", day + 1)] if day < AHEAD_DAYS else []
    rows += [tuple(days), (page_button(work, "button-roster-own", "own", 0),)]
    return await say(
        work,
        "roster-day",
        tuple(rows),
        day=local.isoformat(),
        page=page + 1,
        pages=pages,
        weekday={"word": f"weekday-{duty_plan.WEEKDAYS[local.weekday()]}"},
        people=len({s.user_id for s in shifts}),
        lines=lines[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE],
    )


def _gaps(work: Work, shifts: Sequence[Shift], begin: datetime, end: datetime) -> list[dict[str, Any]]:
    """When nobody is planned, and when somebody is but no captain."""
    nobody = duty_plan.uncovered(shifts, begin, end)
    captains = [s for s in shifts if s.captain]
    covered = [Shift(0, s.day, s.begins_at, s.ends_at) for s in captains]
    covered += [Shift(0, begin.date(), since, until) for since, until in nobody]
    no_captain = duty_plan.uncovered(covered, begin, end)
    found = [("roster-gap-nobody", gap) for gap in nobody] + [("roster-gap-captain", gap) for gap in no_captain]
    zone = work.district.zone
    return [
        {
            "word": key,
            "begin": formats.clock(since, zone),
            "end": duty_plan.DAY_END if until == end else formats.clock(until, zone),
        }
        for key, (since, until) in found
    ]


async def _shift_lines(work: Work, shifts: Sequence[Shift], local: date) -> list[dict[str, Any]]:
    """One line for the captains, and one for each team, of every pair of hours."""
    muster = await mustering.of(work)
    together = defaultdict[tuple[Any, ...], list[Shift]](list)
    for shift in shifts:
        whose = None if shift.captain else shift.team_id
        together[shift.begins_at, shift.ends_at, not shift.captain, whose].append(shift)
    lines = []
    for (_, _, is_team, team_id), some in together.items():
        standing = muster.of(team_id)
        team: Any = standing.team.name if standing else {"word": "roster-no-team" if is_team else "role-captain"}
        key = "roster-line" if some[0].day == local else "roster-line-before"
        lines.append({"word": key, **hours(work, some[0]), "team": team, "names": _names(some, muster.members)})
    return lines


def _names(shifts: Sequence[Shift], members: Mapping[int, Member], most: int = MOST_NAMES) -> str:
    names = [members[s.user_id].name for s in shifts if s.user_id in members]
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")


# --- what comes due


@action(Right.HOUSE, "rostering.plan")
async def plan(work: Work) -> None:
    """Have the shifts of the next days come due."""
    await planned.plan_ahead(work.tx, work.district, work.now)


@action(Right.HOUSE, "rostering.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Half an hour before shifts that begin together, and ten minutes after."""
    _, day, minute = occasion.subject.split("/")
    found = await planned.shifts(work.tx, work.district, [date.fromordinal(int(day))])
    shifts = [s for s in found if s.minute == int(minute) and s.ends_at > work.now]
    is_late = occasion.name == "shift_soon" and bool(shifts) and shifts[0].begins_at <= work.now
    result = "moot" if is_late or not shifts else "done"
    if not await work.tx.occasions.decide(occasion.id, work.now, result) or result == "moot":
        return
    members = (await mustering.of(work)).members
    if occasion.name == "shift_soon":
        await _remind(work, shifts, members)
    else:
        await _missed(work, [s for s in shifts if s.user_id in members and members[s.user_id].duty is None], members)


async def _remind(work: Work, shifts: Sequence[Shift], members: Mapping[int, Member]) -> None:
    """Who is not on duty is reminded, with the button; the duty of who is goes on to the roster's end."""
    by_end = defaultdict[datetime, list[Shift]](list)
    for shift in shifts:
        by_end[shift.ends_at].append(shift)
    on_duty = Button("button-duty", f"duty:{work.district.id}.0:duty")
    for some in by_end.values():
        people = [members[s.user_id] for s in some if s.user_id in members]
        await telling.tell(
            work,
            [m for m in people if m.duty is None],
            "shift-soon",
            purpose="roster",
            buttons=((on_duty,),),
            **hours(work, some[0]),
        )
        await _go_on(work, [m for m in people if m.duty is not None])


async def _go_on(work: Work, people: Iterable[Member]) -> None:
    for member in people:
        end = await planned.duty_end(work, member.user_id)
        if member.duty is not None and end is not None and end != member.duty.until:
            longer = replace(member.duty, until=end, asked=member.duty.asked + 1)
            await work.tx.people.save_duty(longer)
            await duty.schedule(work, longer)


async def _missed(work: Work, absent: Sequence[Shift], members: Mapping[int, Member]) -> None:
    """The captains hear in one message who is not on duty ten minutes after the beginning."""
    if absent:
        names = _names(absent, members, most=20)
        await telling.tell(
            work,
            await mustering.captains(work),
            "shift-missed",
            purpose="roster",
            count=len(absent),
            names=names,
            **hours(work, absent[0]),
        )
