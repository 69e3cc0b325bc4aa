"""What confirmed incidents say at the door of a place, and the rule by which they colour it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.handbook.versions import BOOK
from bot.incidents import table, where
from bot.incidents.orders import following, orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.places import edits
from bot.places.notes import going_in
from bot.places.standing import colours, linking, located
from bot.places.standing.links import LINKS
from bot.register.districts import District
from bot.register.programs import PROGRAMS
from bot.values import formats, geo
from bot.values.port import Port
from bot.work import answer
from bot.work.at_door import Colour, Mark
from bot.work.at_hand import Notes
from bot.work.work import Work

ORDER = 40
"""After alert notes, hazards and checks."""

WAS_SO = frozenset({"fixed", "minor", "ordered", "penalty"})
"""Outcomes of a case that was as reported; what was unfounded, gone or a duplicate says nothing of a place."""

MOST = 200
"""So many of the newest are looked at."""

MOST_AROUND = 20
"""So many live cases about a new place, the newest, are looked at."""

NAMED = 3
"""So many items, and systems, are named."""

CASES, DAYS = "orange", "doordays"
"""Under these names a district keeps its own figures."""

BOUNDS = {CASES: (2, 50), DAYS: (7, 365)}
"""The least and the most that a captain may choose for each."""


@dataclass(frozen=True)
class Rule:
    """Cases count for so many *days*; from so many *cases* of different reporters on a place is orange."""

    cases: int = 3
    days: int = 30


def figure(district: District, name: str) -> int:
    """One of the two figures as it holds in a district."""
    return int(district.settings.get(name, {CASES: Rule.cases, DAYS: Rule.days}[name]))


def rule_of(district: District) -> Rule:
    """The rule that holds in a district."""
    return Rule(figure(district, CASES), figure(district, DAYS))


@dataclass(frozen=True)
class Confirmed:
    """A confirmed case at a place, as far as its door asks."""

    case_id: int
    counts_at: datetime
    item: str | None
    item_version: int
    reporter_id: int | None
    program_id: int | None
    source: str | None
    self_found: bool

    @property
    def by(self) -> tuple[str, int | str | None]:
        """Whose report it was: a program, another system that somebody passed it on from, or a person."""
        if self.program_id is not None:
            return "program", self.program_id
        return ("system", self.source) if self.source else ("person", self.reporter_id)


@dataclass(frozen=True)
class Unlinked:
    """A case that says nowhere at which place it is."""

    case_id: int
    number: int


class AtDoors(Protocol):
    """Finds confirmed cases by place."""

    async def at(self, district_id: int, code: str, since: datetime, *, drill: bool, most: int) -> list[Confirmed]:
        """Those that count at a place, or at one that became part of it, after *since*, the newest first."""

    async def numbers(self, district_id: int, since: datetime) -> tuple[int, int]:
        """The number of the first case that was reported *since* then, and the newest of all; zeros for none."""

    async def unlinked(self, district_id: int, since: datetime, after: int, to: int) -> Sequence[Unlinked]:
        """Cases with a point, reported *since* then, that are linked to no place and were unlinked from none.

        By number, those behind *after* up to *to*.
        """


AT_DOORS: Port[AtDoors] = Port("confirmed_at_doors")


def coloured_until(found: Sequence[Confirmed], rule: Rule) -> datetime | None:
    """Until when these cases make a place orange; None where they do not. Pure.

    A reporter counts once, by their newest case, and what a team found itself not at all: a colour measures the place,
    not its inspector or a zealous neighbour.
    """
    newest: dict[object, datetime] = {}
    for one in found:
        if not one.self_found:
            newest[one.by] = max(one.counts_at, newest.get(one.by, one.counts_at))
    if len(newest) < rule.cases:
        return None
    return sorted(newest.values(), reverse=True)[rule.cases - 1] + timedelta(days=rule.days)


async def marks(work: Work, code: str) -> Sequence[Mark]:
    """The confirmed cases of the last days at the place of a code: how many, of what, the newest when, by whom."""
    rule, district = rule_of(work.district), work.district
    since = work.now - timedelta(days=rule.days)
    found = await work.tx[AT_DOORS].at(district.id, code, since, drill=district.drill, most=MOST)
    if not found:
        return ()
    until, newest = coloured_until(found, rule), found[0].counts_at
    word = {
        "word": "door-confirmed",
        "count": len(found),
        "days": rule.days,
        "day": formats.day_word(newest.astimezone(district.zone).date()),
        "items": _items(work, found),
    }
    return [
        Mark(
            ORDER,
            word,
            Colour.ORANGE if until else None,
            await _sources(work, found),
            newest,
            tuple(one.case_id for one in found),
            until,
        )
    ]


def _items(work: Work, found: Sequence[Confirmed]) -> object:
    """Of what most of them were."""
    named = {one.item: work.at_hand[BOOK].reading(one.item, one.item_version).named for one in reversed(found)}
    often = sorted(named, key=lambda item: -sum(one.item == item for one in found))
    return answer.listed(named[item] for item in often[:NAMED])


async def _sources(work: Work, found: Sequence[Confirmed]) -> object:
    """How many people reported them, which programs and other systems, and how many a team found itself."""
    others = [one for one in found if not one.self_found]
    people = {one.reporter_id for one in others if one.by[0] == "person"}
    systems = sorted({one.source or "" for one in others if one.by[0] == "system"})
    programs = await work.tx[PROGRAMS].names(sorted({one.program_id for one in others if one.program_id is not None}))
    found_by_teams = len(found) - len(others)
    parts = [{"word": "door-reporters", "count": len(people)}] if people else []
    parts += [{"word": "door-system", "name": name} for name in (*programs.values(), *systems)[:NAMED]]
    parts += [{"word": "door-self-found", "count": found_by_teams}] if found_by_teams else []
    return answer.listed(parts)


# --- what a move changes


MOVED: Notes[dict[int, str | None]] = Notes("cases-moved", dict)
"""By the ids of the cases that were relocated in this work what their place was called before."""


def counts(case: Incident) -> bool:
    """Whether a case says something of its place: confirmed, and as it was reported."""
    return case.state == table.CLOSED and case.outcome in WAS_SO


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A case that was moved is at another door; one that is confirmed counts there, one that is begun anew does not."""
    case = change.case
    if change.move == "relocate":
        code = str(facts.given.get("at_code", ""))
        await linking.follow(work, case, was=change.before.point, words=case.words, code=code)
        work.at_hand.notes(MOVED)[case.id] = change.before.place
    if counts(change.before) != counts(case):
        await work.tx[LINKS].count(case.id, work.now if counts(case) else None)
        if (place := await linking.place_of(work, case.id)) is not None:
            colours.stir(work, place.code)


async def _count_late(work: Work, case: Incident) -> None:
    """A case that was linked after it ended counts as if it had been before: since it was closed."""
    link = await work.tx[LINKS].of_case(case.id)
    if link is not None and link.code and link.counts_at is None:
        await work.tx[LINKS].count(case.id, case.closed_at or work.now)
        if (place := await linking.place_of(work, case.id)) is not None:
            colours.stir(work, place.code)


async def tell_relinked(work: Work) -> None:
    """A case is called by the place that it is at now, and who goes there reads what is known of that door.

    One that is confirmed counts there.
    """
    await _link_those_around(work)
    await _call_anew(work)
    moved, relinked = work.at_hand.notes(MOVED), work.at_hand.notes(linking.RELINKED)
    for case_id in dict.fromkeys([*moved, *relinked]):
        incident = await work.tx[INCIDENTS].get(case_id)
        if incident is None:
            continue
        measured = await following.measure_anew(work, incident) if case_id in moved else incident
        renamed = await where.renamed(work, measured, relinked.get(case_id), moved.get(case_id))
        if renamed is not incident:
            changes.note(work, renamed)
        if case_id in relinked:
            await _tell(work, renamed)


async def find_where(work: Work) -> None:
    """Live cases that lay nobody knew where, at a place of which that is known now: they are there, and are sent to."""
    linked = work.at_hand.notes(linking.FOUND)
    for case_id in linked:
        case, place = await work.tx[INCIDENTS].get(case_id), await linking.place_of(work, case_id)
        if case is not None and case.point is None and case.state in table.LIVE and place is not None and place.point:
            given = {"point": place.point, "place": linking.called(work, place), "at_code": place.code}
            await cases_perform.perform(work, case, "relocate", facts=Facts(automatic=True, given=given))
    if not located.is_news(work):
        return
    for incident in [one for one in await work.tx[INCIDENTS].live(work.district.id) if one.point is None]:
        if (place := await located.found(work, incident.marks.get(table.DOOR))) is not None:
            given = {"point": place.point, "place": linking.called(work, place)}
            await cases_perform.perform(work, incident, "relocate", facts=Facts(automatic=True, given=given))


async def _link_those_around(work: Work) -> None:
    """Live cases about a place that was registered, or found, in this work: they may be at that one."""
    new = (*work.at_hand.notes(edits.ADDED), *work.at_hand.notes(edits.LOCATED))
    added = [one.point for one in new if one.point is not None]
    live = await work.tx[INCIDENTS].live(work.district.id) if added else []
    around = [one for one in live if one.point and min(geo.metres(one.point, at) for at in added) <= linking.AROUND_M]
    for incident in around[-MOST_AROUND:]:
        await linking.found_late(work, incident, incident.words)


async def _call_anew(work: Work) -> None:
    """Live cases at a place that is called otherwise now."""
    codes = work.at_hand.notes(edits.RENAMED)
    live = await work.tx[INCIDENTS].live(work.district.id) if codes else []
    for incident in [one for one in live if one.marks.get(table.DOOR) in codes][-MOST_AROUND:]:
        renamed = await where.renamed(work, incident, None, incident.place)
        if renamed is not incident:
            changes.note(work, renamed)
            await orders.refresh_all(work, renamed)


async def _tell(work: Work, incident: Incident) -> None:
    if counts(incident):
        await _count_late(work, incident)
    await orders.refresh_all(work, incident)
    for held in incident.assignments:
        if held.is_open and held.accepted_at is not None:
            await going_in.hand_over(work, incident, incident.number, held.team_id, elsewhere=True)
