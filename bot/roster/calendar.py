"""What a person is planned for, for their phone's calendar, by a private address: shifts with their swaps, visits."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.duty import plan, planned
from bot.duty.plan import ROSTERS, Rule, Shift, Swap, SwapState
from bot.outbox.letters import Button
from bot.register.people import Member
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.dates import Dated
from bot.work.features import FEATURES
from bot.work.work import Work

BACK_DAYS, AHEAD_DAYS = 7, 183
"""From so many days ago to so many ahead; a roster without an end would else never stop."""

Told = Mapping[str, Sequence[Any]]
"""What a phone was told of each shift, by its minute: a mark of what it said, how often that changed, and when last."""


@dataclass(frozen=True)
class Calendar:
    """The calendar of one person in one district. Of its address only the SHA-256 of the secret is known."""

    district_id: int
    user_id: int
    secret_hash: str
    made_at: datetime
    told: Told = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One shift as a calendar shows it. *minute* tells it apart for ever; *changes* counts how often it was changed."""

    minute: int
    begins_at: datetime
    ends_at: datetime
    captain: bool
    team: str
    changes: int
    changed_at: datetime


@dataclass(frozen=True)
class DayEntry:
    """What stands on whole days: from the first to the last one. *key* tells it apart for ever."""

    key: str
    since: date
    until: date
    summary: Any
    changes: int
    changed_at: datetime


@dataclass(frozen=True)
class Given:
    """What the pages of a calendar are made of."""

    calendar: Calendar
    district: str
    timezone: str
    language: str
    now: datetime
    days: Sequence[date]
    rules: Sequence[Rule]
    swaps: Sequence[Swap]
    members: Mapping[int, Member]
    teams: Mapping[int, str]
    dated: Sequence[Dated] = ()


@dataclass(frozen=True)
class Pages:
    """All that is shown, in whose language, and what is to be remembered of it (None: it is known already)."""

    calendar: Calendar
    district: str
    timezone: str
    language: str
    entries: tuple[Entry, ...]
    news: Told | None
    days: tuple[DayEntry, ...] = ()


class Calendars(Protocol):
    """Calendars by the secret of their address; part of a transaction."""

    async def put(self, calendar: Calendar) -> None:
        """Store one; it replaces the person's former one in that district."""

    async def by_key(self, secret_hash: str) -> Calendar | None:
        """The calendar of an address."""

    async def of(self, district_id: int, user_id: int) -> Calendar | None:
        """The calendar of a person in a district."""

    async def remember(self, secret_hash: str, told: Told) -> None:
        """What a phone was told under this address; nothing where the address is none any more."""

    async def drop(self, district_id: int, user_id: int) -> bool:
        """Forget a person's calendar; False where there was none."""


CALENDARS: Port[Calendars] = Port("calendars")


def _their_own(work: Work) -> None:
    """In private, for whoever is planned for something: who may only look is not."""
    if not (work.who.may_act or work.who.is_of_body):
        raise Refused("viewer-may-only-look")
    if not work.who.in_private:
        raise Refused("only-in-private")


@action(Right.DISTRICT, "calendar.ask")
async def ask(work: Work) -> Answer:
    """``/calendar``: an address for the phone's calendar, made when it is sent; a new one replaces the former."""
    _their_own(work)
    end = Button("button-calendar-end", f"calendar:{work.district.id}.0:off")
    await work.post(telling.secret(work, "calendar-key", f"calendar:{work.who.user_id}", buttons=((end,),)))
    return QUIET


@action(Right.HOUSE, "calendar.keep_key")
async def keep_key(work: Work, *, user_id: int, secret_hash: str) -> Answer:
    """An address that is about to be sent; what phones were told of the shifts stays known."""
    member = await work.tx.people.member(work.district.id, user_id)
    if member is None or member.left_at is not None:
        raise Refused("not-registered")
    before = await work.tx[CALENDARS].of(work.district.id, user_id)
    told = before.told if before else {}
    await work.tx[CALENDARS].put(Calendar(work.district.id, user_id, secret_hash, work.now, told))
    return QUIET


@action(Right.DISTRICT, "calendar.off")
async def off(work: Work) -> Answer:
    """``/calendar off``: the address shows nothing any more."""
    _their_own(work)
    if not await work.tx[CALENDARS].drop(work.district.id, work.who.user_id):
        raise Refused("calendar-none")
    return answer("calendar-off")


@action(Right.HOUSE, "calendar.note")
async def note(work: Work, *, secret_hash: str, told: Told) -> None:
    """What a phone is being told now."""
    await work.tx[CALENDARS].remember(secret_hash, told)


async def of_key(work: Work, *, secret_hash: str) -> Calendar:
    """Whose calendar an address shows; Refused where it shows none."""
    found = await work.tx[CALENDARS].by_key(secret_hash)
    if found is None:
        raise Refused("calendar-unknown")
    return found


async def read(work: Work, *, calendar: Calendar) -> Given:
    """All that its pages are made of; Refused where its owner does not belong to the district any more.

    Only the rules that can bring them a shift are read.
    """
    tx, district = work.tx, work.district
    owner = await tx.people.member(district.id, calendar.user_id)
    if owner is None or owner.left_at is not None:
        raise Refused("calendar-left")
    today = work.now.astimezone(district.zone).date()
    days = tuple(planned.days_around(today, BACK_DAYS, AHEAD_DAYS))
    swaps = tuple(await tx[ROSTERS].swaps(district.id, plan.instant(days[0], "00:00", district.zone)))
    known = [await tx.people.member(district.id, giver) for giver in sorted(givers(calendar.user_id, swaps))]
    members = {one.user_id: one for one in known if one is not None and one.left_at is None}
    teams = sorted({one.team_id for one in members.values() if one.team_id is not None})
    rules = tuple(await tx[ROSTERS].rules_of(district.id, list(members), teams))
    names = {one.id: one.name for one in [await tx.teams.get(team_id) for team_id in teams] if one is not None}
    language = owner.language or district.language
    dated = [one for of in work.at_hand[FEATURES].dates for one in await of(work, owner)]
    shown = tuple(one for one in dated if one.until >= days[0] and one.since <= days[-1])
    own = (calendar, district.name, district.timezone, language, work.now)
    return Given(*own, days, rules, swaps, members, names, shown)


def pages(given: Given) -> Pages:
    """What is shown. Pure, and long where a roster has many rules: done beside everything else."""
    zone, calendar = ZoneInfo(given.timezone), given.calendar
    found = plan.expand(given.rules, given.swaps, given.members, given.days, zone)
    own = [shift for shift in found if shift.user_id == calendar.user_id]
    since = plan.instant(given.days[0], "00:00", zone)
    before = {key: mark for key, mark in calendar.told.items() if key.isdigit()}
    shown, told = entries(own, given.teams, before, since, given.now)
    dated, said = on_days(given.dated, calendar.told, given.now)
    told |= said
    news = told if told != dict(calendar.told) else None
    return Pages(calendar, given.district, given.timezone, given.language, tuple(shown), news, tuple(dated))


def givers(user_id: int, swaps: Iterable[Swap]) -> set[int]:
    """This person, whoever gave them a shift, and whoever gave it to those."""
    confirmed = [swap for swap in swaps if swap.state is SwapState.CONFIRMED]
    people, more = set[int](), {user_id}
    while more:
        people |= more
        more = {swap.user_id for swap in confirmed if swap.to_id in more} - people
    return people


def entries(
    shifts: Iterable[Shift], teams: Mapping[int, str], told: Told, since: datetime, now: datetime
) -> tuple[list[Entry], dict[str, list[Any]]]:
    """The shifts as a calendar shows them, and what is told with them: one that was changed counts up. Pure.

    One that was taken away is remembered as long as it could come back: then it counts up too.
    """
    shown: list[Entry] = []
    news: dict[str, list[Any]] = {}
    for shift in shifts:
        team = teams.get(shift.team_id or 0, "")
        mark = f"{int(shift.ends_at.timestamp())}:{shift.captain:d}:{team}"
        changes, at = _changed(told.get(str(shift.minute)), mark, now)
        news[str(shift.minute)] = [mark, changes, at]
        changed_at = datetime.fromisoformat(at)
        shown.append(Entry(shift.minute, shift.begins_at, shift.ends_at, shift.captain, team, changes, changed_at))
    first = int(since.timestamp()) // 60
    for minute, before in told.items():
        if minute not in news and int(minute) >= first:
            changes, at = _changed(before, "", now)
            news[minute] = ["", changes, at]
    return shown, news


def on_days(dated: Iterable[Dated], told: Told, now: datetime) -> tuple[list[DayEntry], dict[str, list[Any]]]:
    """The same of what stands on whole days; what is over or was taken away is not remembered. Pure."""
    shown: list[DayEntry] = []
    news: dict[str, list[Any]] = {}
    for one in sorted(dated, key=lambda one: (one.since, one.key)):
        mark = hashlib.sha256(repr((one.since, one.until, one.summary)).encode()).hexdigest()[:16]
        changes, at = _changed(told.get(one.key), mark, now)
        news[one.key] = [mark, changes, at]
        shown.append(DayEntry(one.key, one.since, one.until, one.summary, changes, datetime.fromisoformat(at)))
    return shown, news


def _changed(before: Sequence[Any] | None, mark: str, now: datetime) -> tuple[int, str]:
    """How often it was changed, and when last, where it says *mark* now."""
    if before is None:
        return 0, now.replace(microsecond=0).isoformat()
    if before[0] == mark:
        return int(before[1]), str(before[2])
    return int(before[1]) + 1, now.replace(microsecond=0).isoformat()
