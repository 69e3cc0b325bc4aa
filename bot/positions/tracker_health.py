"""How a tracker does: silent, refused, nearly empty. Its owner is told once, and again only after it was well."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.access.keys import TRACKERS, Tracker
from bot.register.people import Member
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

LOW_PERCENT, WELL_PERCENT = 15.0, 20.0
"""A battery is low from the one down, and well again from the other up."""

WELL = timedelta(minutes=5)
"""What was refused is over after so long without: a receiver between houses loses its fix again and again."""

SILENT, BATTERY, REFUSED = "silent", "battery", "refused:"


@dataclass(frozen=True)
class Battery:
    """What a device tells of its battery."""

    percent: float
    charging: bool = False

    @property
    def is_low(self) -> bool:
        """Whether its owner should do something about it."""
        return self.percent <= LOW_PERCENT and not self.charging

    @property
    def is_well(self) -> bool:
        """Whether it is out of what was low."""
        return self.charging or self.percent >= WELL_PERCENT


async def tell_once(work: Work, member: Member, tracker: Tracker, name: str, sentence: str, **facts: Any) -> Tracker:
    """*tracker* with the trouble *name* noted as seen now; its owner is told where it is new."""
    known = dict(tracker.troubles or {})
    if name not in known:
        await telling.tell(work, [member], sentence, collapse=f"tracker-{name}", **facts)
    return replace(tracker, troubles={**known, name: work.now.isoformat()})


def over(tracker: Tracker, battery: Battery | None, now: datetime) -> Tracker:
    """*tracker* without the troubles that a good fix ends. Pure."""
    known = {name: seen for name, seen in (tracker.troubles or {}).items() if not _is_over(name, seen, battery, now)}
    return replace(tracker, troubles=known or None)


def _is_over(name: str, seen: str, battery: Battery | None, now: datetime) -> bool:
    if name == SILENT:
        return True
    if name == BATTERY:
        return battery is not None and battery.is_well
    return now - datetime.fromisoformat(seen) >= WELL


async def heard(work: Work, member: Member, battery: Battery | None) -> None:
    """A good fix came: it is not silent, what troubled it may be over, and its battery is looked at."""
    tracker = await work.tx[TRACKERS].of(work.district.id, member.user_id)
    if tracker is None:
        return
    newer = over(replace(tracker, heard_at=work.now), battery, work.now)
    if battery is not None and battery.is_low:
        newer = await tell_once(work, member, newer, BATTERY, "tracker-battery", percent=round(battery.percent))
    if newer.watched_until is None or newer.watched_until <= work.now:
        newer = await _watch(work, newer)
    await work.tx[TRACKERS].put(newer)


def _subject(tracker: Tracker) -> str:
    return f"tracker:{tracker.user_id}/{tracker.district_id}."


async def _watch(work: Work, tracker: Tracker) -> Tracker:
    """Look again when the newest fix has become too old to say where they are."""
    until = (tracker.heard_at or work.now) + timedelta(seconds=work.rules.position_s)
    due = Due(_subject(tracker), SILENT, until, int(until.timestamp()))
    await work.tx.occasions.sync(work.district.id, None, _subject(tracker), [due])
    return replace(tracker, watched_until=until)


@action(Right.HOUSE, "trackers.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Time to look whether a tracker went silent while its owner is on duty."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    user_id = int(occasion.subject.removeprefix("tracker:").partition("/")[0])
    tracker = await work.tx[TRACKERS].of(work.district.id, user_id)
    member = await work.tx.people.member(work.district.id, user_id)
    if tracker is None or member is None:
        return
    await work.tx[TRACKERS].put(await _looked_at(work, replace(tracker, watched_until=None), member))


async def _looked_at(work: Work, tracker: Tracker, member: Member) -> Tracker:
    silent_s = (work.now - (tracker.heard_at or tracker.made_at)).total_seconds()
    if member.duty is None:
        return tracker
    if silent_s < work.rules.position_s:
        return await _watch(work, tracker)
    return await tell_once(work, member, tracker, SILENT, "tracker-silent", minutes=int(silent_s // 60))
