"""The auditor: what is due, not worked off or not sent for over five minutes is told once, and once when it is well.

One *matter* is one kind of trouble in one district. It is told when it begins; what joins it later is told together,
at most once an hour, each thing only once; when nothing of it is left, that is told too. An update that was given up
and a letter that Telegram refused stay so: they are told at once, and never told to be well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.desk.desk import Desk
from bot.health.figures import DISK, FULL_DISK, LATE, NUMBERS, Late
from bot.outbox.letters import Priority
from bot.work import mustering, speaker, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, listed
from bot.work.speaker import Speaker
from bot.work.work import Work

REMEMBERED = "auditor"
AGAIN = timedelta(hours=1)
"""What joins a matter that was told already is told at most this often."""

SETTLING = timedelta(minutes=2)
"""After a start, or an outage of the Bot API, what waited is given this time to be worked off."""

FINAL = frozenset({"dead", "unread", "killed", "refused"})
"""Kinds that nothing mends: they are told, never told to be well."""

NAMED = frozenset({"dead", "killed", "refused"})
"""Kinds of which somebody is to be asked what it was, or told what it said: they are named."""

MOST_NAMED = 10
"""So many of them; of the others it is said how many they are."""

AT_ONCE = frozenset({"rival", DISK, FULL_DISK})
"""Told also while there is no contact, and just after a start: it is the reason, or will be."""

OWNERS_ONLY = frozenset({"copy", "copy-hangs"})
"""Kinds that only who keeps the machine can mend."""

DEAD_AGAIN = timedelta(minutes=1)
"""Dead letters are told at once; many of them together, once a minute."""


@dataclass(frozen=True)
class News:
    """What is to be told of one matter: how many new things since when; *count* 0: all is well again.

    *who* are those whose updates they are, or for whom the letters were, each once.
    """

    kind: str
    count: int = 0
    since: datetime | None = None
    figure: int = 0
    who: tuple[str, ...] = ()


Memory = dict[str, dict[str, Any]]
"""By kind: the ids that were told (``ids``), and when something was last told (``at``). Plain JSON."""


def review(remembered: Mapping[str, Any], late: Iterable[Late], now: datetime) -> tuple[Memory, list[News]]:
    """Compare what is *late* in one district with what was told: the new memory, and what is to be told now. Pure."""
    by_kind: dict[str, list[Late]] = defaultdict(list)
    for one in late:
        by_kind[one.kind].append(one)
    memory: Memory = {}
    news: list[News] = []
    for kind in sorted({*remembered, *by_kind}):
        told = remembered.get(kind)
        known = frozenset(told["ids"]) if told else frozenset()
        here = by_kind.get(kind, [])
        fresh = [one for one in here if one.id not in known]
        pause = DEAD_AGAIN if kind in FINAL else AGAIN
        is_time = told is None or not timedelta(0) <= now - datetime.fromisoformat(told["at"]) < pause
        if not here:
            news += [] if kind in FINAL else [News(kind)]
        elif fresh and is_time:
            since, figure = min((one.since, one.figure) for one in fresh)
            who = dict.fromkeys(one.who for one in fresh if one.who and kind in NAMED)
            news.append(News(kind, len(fresh), since, figure, tuple(who)))
            memory[kind] = {"ids": sorted(one.id for one in here), "at": now.isoformat()}
        elif told is not None:
            memory[kind] = {**told, "ids": sorted(one.id for one in here if one.id in known)}
    return memory, news


class Auditor:
    """Looks every minute, and has the desk tell what is late. *around*: what the program itself sees besides."""

    def __init__(self, the_desk: Desk, is_blind: Callable[[], bool], around: Callable[[], Iterable[Late]]) -> None:
        self.desk = the_desk
        self.is_blind = is_blind
        self.around = around
        self.not_before: datetime | None = None

    async def turn(self) -> None:
        """One look. While nobody can be reached, and just after, lateness is nobody's fault and is not told."""
        now = self.desk.clock.now()
        if self.not_before is None or self.is_blind():
            self.not_before = now + SETTLING
        await self._look(now, None if now >= self.not_before else AT_ONCE)

    async def dead_letter(self) -> None:
        """An update has just been given up."""
        await self._look(self.desk.clock.now(), FINAL)

    async def _look(self, now: datetime, only: frozenset[str] | None = None) -> None:
        async with self.desk.store.look() as tx:
            late = await tx[NUMBERS].late(now - LATE)
            remembered: dict[str, Memory] = await tx.kept.get(REMEMBERED) or {}
            districts = {district.id: district for district in await tx.districts.all()}
        late += self.around()
        for where in {one.district_id for one in late} | {int(name) or None for name in remembered}:
            mine = [one for one in late if one.district_id == where]
            news = review(remembered.get(str(where or 0), {}), mine, now)[1]
            if any(only is None or one.kind in only for one in news):
                district = districts.get(where or 0)
                nobody = Speaker(0, "", 0, now, channel="clock")
                await self.desk.do(tell, speaker.as_clock(district, now) if district else nobody, late=mine, only=only)


@action(Right.HOUSE, "auditor.tell")
async def tell(work: Work, late: list[Late], only: frozenset[str] | None = None) -> Answer:
    """Tell captains and owners what is new, and remember that it was told, in one transaction."""
    everywhere = dict(await work.tx.kept.get(REMEMBERED) or {})
    where = str(work.district_or_none.id if work.district_or_none else 0)
    before = everywhere.pop(where, {})
    memory, news = review(before, late, work.now)
    if only is not None:
        others = {kind: told for kind, told in before.items() if kind not in only}
        memory = others | {kind: told for kind, told in memory.items() if kind in only}
        news = [one for one in news if one.kind in only]
    for one in news:
        await _tell(work, one)
    await work.tx.kept.put(REMEMBERED, {**everywhere, where: memory} if memory else everywhere)
    return QUIET


async def _tell(work: Work, news: News) -> None:
    key = f"late-{news.kind}" if news.count else f"well-again-{news.kind}"
    key += "-of" if news.who else ""
    minutes = int((work.now - news.since).total_seconds() // 60) if news.since else 0
    facts: dict[str, Any] = {"count": news.count, "minutes": minutes, "figure": news.figure}
    facts |= {"who": listed(_named(news.who))} if news.who else {}
    told: set[int] = set()
    for place in await _places(work):
        captains = [] if news.kind in OWNERS_ONLY else await mustering.captains(place)
        people = [m for m in [*captains, *await mustering.owners(place)] if m.user_id not in told]
        told |= {m.user_id for m in people}
        await telling.tell(
            place,
            people,
            key,
            priority=Priority.OVERDUE,
            collapse=_collapse(news, work, place.district.id),
            **facts,
        )
    await _tell_owners_elsewhere(work, news, key, facts, told)


def _named(who: Sequence[str]) -> Sequence[str]:
    more = len(who) - MOST_NAMED
    return [*who[:MOST_NAMED], f"+{more}"] if more > 0 else who


def _collapse(news: News, work: Work, heard_in: int) -> str | None:
    """That all is well takes the place of the trouble where that was not sent yet; every dead letter is told."""
    about = work.district_or_none.id if work.district_or_none else 0
    return f"late:{news.kind}:{about}:{heard_in}" if news.kind not in FINAL else None


async def _places(work: Work) -> list[Work]:
    """The district it is about; all of them where it belongs to none."""
    if work.district_or_none is not None:
        return [work]
    return [replace(work, district_or_none=d, mustered=None) for d in await work.tx.districts.all()]


async def _tell_owners_elsewhere(work: Work, news: News, key: str, facts: dict[str, Any], told: set[int]) -> None:
    """Owners who belong to no district concerned hear of it in private, if they ever opened that."""
    for user_id in sorted(work.rules.owners - told):
        person = await work.tx.people.get(user_id)
        if person is None or not person.private_open:
            continue
        spoken, collapse = person.language or work.rules.language, _collapse(news, work, user_id)
        await telling.tell_somebody(
            work, user_id, key, language=spoken, priority=Priority.OVERDUE, collapse=collapse, **facts
        )
