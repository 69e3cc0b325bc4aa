"""The situation: what a screen shows of a district at one moment, read in one go.

It is made of parts that are told apart by a key (``case:12``, ``team:3``), so that a screen can be sent only those
that changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.access import seats
from bot.cases.case import Case
from bot.cases.kinds import Kind
from bot.evidence import wall
from bot.evidence.pieces import EVIDENCE
from bot.handbook.book import Handbook
from bot.incidents.limits import deadline_of, is_overdue
from bot.incidents.reminders.reminders import REMINDERS
from bot.incidents.store import INCIDENTS
from bot.insight import figures as insight_figures
from bot.places.naming.called import as_everybody_may
from bot.register.districts import District
from bot.register.people import RoleName
from bot.register.programs import PROGRAMS
from bot.register.teams import Muster, muster
from bot.screens import parts as screens_parts
from bot.screens.checks import on_wall as on_wall_checks
from bot.screens.checks.seen import OF_CHECKS
from bot.screens.ground import Ground
from bot.screens.parts import OnScreen, Part, Seen, figures_part, shown_part, team_work
from bot.sos.table import CALLS, Sos
from bot.values.geo import Point
from bot.work import standing
from bot.work.ports import Tx
from bot.work.rules import Rules

PICTURES = 12
"""So many of the newest pictures are shown."""

PICTURES_OF = timedelta(hours=12)
"""Older ones are not *live* any more."""

MOST_REMINDERS = 100
"""So many reminders of a case are counted: who sees a hundred needs no more."""

PERSONAL = frozenset({"reporter", "words", "members", "by", "source"})
"""What a wall that everybody may see leaves out."""


@dataclass(frozen=True)
class Situation:
    """One district at *at*. *roles* are those of everybody who belongs to it, by user id.

    *on_wall* are the newest pictures of its cases, none while they are off or hidden.
    """

    district_id: int
    at: datetime
    parts: Mapping[str, Part]
    figures: insight_figures.DayFigures
    roles: Mapping[int, frozenset[RoleName]]
    on_wall: Mapping[str, Part] = field(default_factory=dict)

    def without_people(self) -> dict[str, Part]:
        """The same parts for a wall: no names of people, no words of theirs; pictures where a captain wants them.

        Places whose names may be somebody's are called as in public.
        """
        shown = {
            key: {name: as_everybody_may(value) for name, value in part.items() if name not in PERSONAL}
            for key, part in self.parts.items()
            if not key.startswith("picture:")
        }
        return {**shown, **self.on_wall}


async def read(
    tx: Tx,
    district: District,
    book: Handbook,
    rules: Rules,
    now: datetime,
    ground: Ground,
    kinds: Iterable[Kind[Any]] = (),
) -> Situation:
    """The situation of *district* as *tx* sees it; of *kinds* those are shown that say how."""
    since = now.astimezone(district.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    live = [i for i in await tx[INCIDENTS].live(district.id) if i.drill == district.drill]
    ended = [i for i in await ground.ended.learn(tx, district.id, since) if i.drill == district.drill]
    today = sorted((i for i in (*live, *ended) if i.reported_at >= since), key=lambda i: i.number)
    members = await tx.people.members(district.id)
    teams = muster(
        await tx.teams.all(district.id),
        members,
        await tx.teams.positions(district.id),
        await tx.teams.holds(district.id),
        now,
        rules.position_s,
    )
    have = await tx[EVIDENCE].outlines_of([i.id for i in live])
    reminders = await tx.occasions.done_of([i.id for i in live], REMINDERS, MOST_REMINDERS)
    calls = [one for one in await tx[CALLS].live(district.id) if one.drill == district.drill]
    others = [(one, on_screen) for on_screen, found in await _others(tx, district, kinds) for one in found]
    work = team_work([*live, *calls, *(one for one, _ in others)], today)
    programs = await tx[PROGRAMS].names({i.program_id for i in live if i.program_id is not None})
    await ground.learn(tx, district, _points(live, calls, [one for one, _ in others], teams))
    seen = Seen(district, book, teams, ground, have, reminders, work, programs)
    due = {i.number: deadline_of(i, seen.limits(i)) for i in live}
    overdue = [i.number for i in live if is_overdue(i, seen.limits(i), now)]
    figures = insight_figures.day_figures(today, live, overdue, float(district.limits.get("close", 600)), since, now)
    group = await standing.of(tx.kept, district.id)
    parts: dict[str, Part] = {
        "district": seen.district_part() | {"group": group.word},
        "figures": figures_part(figures),
        "checks": await on_wall_checks.part(tx, district, now),
    }
    parts |= {f"case:{i.number}": seen.case_part(i, due[i.number], now) for i in live}
    parts |= {f"sos:{one.number}": seen.call_part(one, now) for one in calls}
    parts |= {f"{one.kind}:{one.number}": seen.other_part(one, on_screen, now) for one, on_screen in others}
    parts |= {f"team:{s.team.id}": seen.team_part(s, now) for s in teams.standings.values()}
    for piece, number in await tx[EVIDENCE].newest_pictures(district, now - PICTURES_OF, PICTURES, OF_CHECKS):
        parts[f"picture:{piece.id}"] = seen.picture_part(piece, number)
    on_wall = {}
    if wall.of(district) == "on":
        shown = await tx[EVIDENCE].newest_seen([i.id for i in live])
        on_wall = {f"shown:{i.number}": shown_part(shown[i.id], i.number) for i in live if i.id in shown}
    roles = {m.user_id: seats.roles_of(m, rules, now) for m in members}
    return Situation(district.id, now, parts, figures, roles, on_wall)


def _points(live: Iterable[Case], calls: Iterable[Sos], others: Iterable[Case], teams: Muster) -> Iterator[Point]:
    """All of which is said what they are near to; of a call without a point where its team is taken to be."""
    calls = list(calls)
    yield from (one.point for one in (*live, *calls, *others) if one.point is not None)
    taken = (screens_parts.taken_to_be(teams.of(one.team_id)) for one in calls)
    yield from (point for point in taken if point is not None)


async def _others(tx: Tx, district: District, kinds: Iterable[Kind[Any]]) -> list[tuple[OnScreen, list[Any]]]:
    """The live cases of the kinds that say themselves how screens show them; a kind of drills also among real ones."""
    shown = [(kind, kind.on_screen, await tx[kind.store].live(district.id)) for kind in kinds if kind.on_screen]
    return [
        (how, [one for one in found if kind.table.drills or one.drill == district.drill]) for kind, how, found in shown
    ]
