"""What comes due for a visit: an approval that is missing, its day, the end of its window, its end."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.cases import perform
from bot.cases.rulebook import Facts
from bot.inspections.course import approving, told
from bot.inspections.table import (
    AHEAD,
    APPROVED,
    FED_BACK,
    KIND,
    NOTIFIED,
    ON_SPOT,
    READ_BACK,
    SIGNED,
    UNDER_WAY,
    State,
    Visit,
)
from bot.places.standing import colours
from bot.register import districts
from bot.values import formats
from bot.work import mustering
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

WANTED, LATE, OPENS, OVER, CLOSES = "visit_wanted", "visit_late", "visit_opens", "visit_over", "visit_closes"
SOON, STANDS = "visit_soon", "visit_stands"

MORNING = time(8)
"""The hour of the district at which people hear of what a day brings."""

MORNINGS = 4
"""On so many of them, from the day before its window on, an approval that is missing is asked for again."""

LATE_HOURS = (3, 6, 9, 12, 18, 24)
"""Hours after the beginning of an emergency at which a missing approval is asked for again; then every day."""

LATE_DAYS = 30

PART_HOURS = (1, 3, 6, 12)
"""Hours after a body joined a visit that is under way at which its missing approval is asked for again."""

CLOSES_AFTER = timedelta(days=3)

STAND_MORNINGS, CAPTAINS_FROM = 14, 3
"""So many mornings those who came hear of a visit that stands still; from which one on the captains do, too."""

SOON_DAYS = timedelta(days=14)
"""A check that is due within this colours its place."""


def occasions(visit: Visit, zone: ZoneInfo) -> list[Due]:
    """What will come due of *visit* as it stands, by the clock of its district. Pure."""
    subject = f"{KIND}:{visit.id}/"
    found: list[Due] = []
    if visit.unapproved and not visit.emergency and visit.since is not None:
        found += _wanted(subject, visit, zone) if visit.state in AHEAD else _part(subject, visit)
    if visit.state in AHEAD and visit.since is not None:
        near = districts.begin_of(visit.since - SOON_DAYS, zone)
        found += [Due(f"{subject}{visit.since}", SOON, near)] if near > visit.reported_at else []
    if visit.state in {APPROVED, NOTIFIED} and visit.since is not None:
        at = _at(visit.since, zone)
        if at > (visit.approved_at or visit.reported_at):
            found.append(Due(f"{subject}{visit.since}", OPENS, at))
    if visit.state in AHEAD and visit.until is not None:
        found.append(Due(f"{subject}{visit.until}", OVER, _at(visit.until + timedelta(days=1), zone)))
    if visit.waits_for_approval and visit.begun_at is not None:
        hours = [*LATE_HOURS, *(24 * day for day in range(2, LATE_DAYS + 1))]
        found += [Due(subject, LATE, visit.begun_at + timedelta(hours=one), n) for n, one in enumerate(hours, 1)]
    if (stood := _since(visit)) is not None:
        begun = stood.astimezone(zone).date()
        each = ((n, _at(begun + timedelta(days=n), zone)) for n in range(1, STAND_MORNINGS + 1))
        found += [Due(f"{subject}{visit.state}{visit.round}", STANDS, at, n) for n, at in each]
    if visit.state == FED_BACK and visit.fed_back_at is not None:
        found.append(Due(subject, CLOSES, visit.fed_back_at + CLOSES_AFTER))
    return found


def _at(day: date, zone: ZoneInfo) -> datetime:
    return districts.begin_of(day, zone, MORNING)


def _since(visit: Visit) -> datetime | None:
    """Since when a visit waits for what only those who came can do; None where it does not. Pure."""
    return {UNDER_WAY: visit.begun_at, READ_BACK: visit.read_at, SIGNED: visit.signed_at}.get(State(visit.state))


def _wanted(subject: str, visit: Visit, zone: ZoneInfo) -> list[Due]:
    """The morning of the day before its window, and that of each of its days: whoever has to approve is asked again."""
    since, until = visit.since or date.min, visit.until or date.min
    many = min((until - since).days + 2, MORNINGS)
    days = [since - timedelta(days=1) + timedelta(days=n) for n in range(many)]
    each = ((n, _at(day, zone)) for n, day in enumerate(days))
    return [Due(f"{subject}{since}", WANTED, at, n) for n, at in each if at > (visit.asked_at or visit.reported_at)]


def _part(subject: str, visit: Visit) -> list[Due]:
    """A body joined while somebody is there: nothing of its part is asked before its approver says yes."""
    if visit.state not in ON_SPOT or visit.asked_at is None:
        return []
    asked, since = visit.asked_at, f"{subject}{int(visit.asked_at.timestamp())}"
    return [Due(since, WANTED, asked + timedelta(hours=one), n) for n, one in enumerate(PART_HOURS, 1)]


def dues(work: Work, visit: Visit) -> list[Due]:
    """The same in the district of *work*."""
    return occasions(visit, work.district.zone)


async def wanted(work: Work, visit: Visit, occasion: Occasion) -> None:
    """Nobody has said yes or no."""
    await approving.remind(work, visit, "visit-ask-again")


async def late(work: Work, visit: Visit, occasion: Occasion) -> None:
    """An emergency was begun, and nobody has approved it yet; after a day the captains know it too."""
    await approving.remind(work, visit, "visit-ask-late-again")
    if occasion.n >= len(LATE_HOURS):
        captains = [one.user_id for one in await mustering.captains(work)]
        await told.step(work, visit, (*visit.officers, *captains), "visit-late-over")


async def soon(work: Work, visit: Visit, occasion: Occasion) -> None:
    """It is two weeks away: the place is yellow from now on."""
    colours.stir(work, visit.place)


async def stands(work: Work, visit: Visit, occasion: Occasion) -> None:
    """Begun and not ended: what is left stands in the newest message of those who came; later the captains know it."""
    captains = [one.user_id for one in await mustering.captains(work)] if occasion.n >= CAPTAINS_FROM else []
    since = _since(visit) or visit.reported_at
    day = formats.day_word(since.astimezone(work.district.zone).date())
    await told.step(work, visit, (*visit.officers, *captains), f"visit-stands-{formats.dashed(visit.state)}", day=day)


async def opens(work: Work, visit: Visit, occasion: Occasion) -> None:
    """Its day has come: whoever goes has the next step as their newest message."""
    await told.step(work, visit, visit.officers, "visit-today")


async def over(work: Work, visit: Visit, occasion: Occasion) -> None:
    """Its window is over, and nobody went: move it, which asks for approval anew, or cancel it."""
    planner = (visit.reporter_id,) if visit.reporter_id else ()
    await told.step(work, visit, (*visit.officers, *planner), "visit-window-over")


async def closes(work: Work, visit: Visit, occasion: Occasion) -> None:
    """All is signed and said: it is over."""
    await perform.perform(work, visit, "close", facts=Facts(automatic=True))
