"""Which moves of a case somebody may make now, and what each of them still needs: read from the table of moves."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cases import kinds, moves
from bot.cases.case import Actor
from bot.cases.moves import Move
from bot.cases.rulebook import Facts
from bot.dispatch import matching
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import limits, table
from bot.incidents.closing import gate
from bot.incidents.requests import before, requests
from bot.incidents.rules import INCIDENT
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, RESOLVED, WHY_FAR, Incident, State
from bot.register.teams import Standing
from bot.values import formats, geo
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.history import Part
from bot.work.work import Work

MOST_CASES = 50
"""So many cases to merge into are offered, nearest first."""


@dataclass(frozen=True)
class Choice:
    """One value that a need may have; *label* and *note* are facts of the words."""

    value: str | int
    label: Any
    note: Any = None


@dataclass(frozen=True)
class Need:
    """One fact that a move wants. Without *choices* it is free: words, a number, a point."""

    name: str
    choices: tuple[Choice, ...] | None = None
    optional: bool = False


@dataclass(frozen=True)
class Possible:
    """One move that may be made now."""

    move: str
    command: str
    asks_once: bool
    needs: tuple[Need, ...] = ()


async def options_for(work: Work, incident: Incident) -> list[Possible]:
    """The moves that the one who speaks may make on *incident* as it stands, in the table's order.

    A program of another system takes back what it reported, and moves nothing else.
    """
    if not work.who.may_act and not work.who.program_id:
        return []
    held = incident.of_team(work.who.team_id) if work.who.team_id is not None else None
    parts = await _parts(work, incident)
    found = []
    for move in MOVES if not work.who.program_id else (MOVES["cancel"],):
        mine = parts[requests.speaks_for(work, incident, move.name) is not None]
        on_the_table = incident.state in move.start and bool(move.by & mine) and not move.never & mine
        as_support = Part.SUPPORT in mine and held is not None and move.name in table.NEXT[held.stage]
        if (on_the_table and await _fits(work, incident, move, mine)) or (not move.by & mine and as_support):
            needs = await _needs(work, incident, move)
            found.append(Possible(move.name, move.command, move.asks_once, needs))
    return found


async def _parts(work: Work, incident: Incident) -> tuple[frozenset[Part], frozenset[Part]]:
    """What the one who speaks is to the case: by themselves, and where they speak for the team that leads."""
    own = await kinds.actor(work, incident)
    lead = incident.lead
    return own.parts, (await kinds.actor(work, incident, for_team=lead.team_id)).parts if lead else own.parts


async def _fits(work: Work, incident: Incident, move: Move, parts: frozenset[Part]) -> bool:
    """What a row of the table cannot say."""
    if move.name == "take":
        return await own_team_may(work, incident, limits.item_of(work, incident))
    if guard := INCIDENT.guards.get(move.name):
        try:
            guard(incident, Actor(work.who.user_id, parts), Facts(given={"into": 0}))
        except Refused:
            return False
    return True


# --- what a move needs, with its choices


async def _needs(work: Work, incident: Incident, move: Move) -> tuple[Need, ...]:
    wanted = [need for need in move.asked if await _is_wanted(work, incident, need)]
    return tuple([await _need(work, incident, need) for need in wanted])


async def _need(work: Work, incident: Incident, need: moves.Need) -> Need:
    return Need(need.name, await _choices(work, incident, need), need.optional and need != WHY_FAR)


async def _choices(work: Work, incident: Incident, need: moves.Need) -> tuple[Choice, ...] | None:
    """Those that the memory knows, else those of the row; None where it is free."""
    if remembered := _REMEMBERED.get(need.kind):
        return await remembered(work, incident)
    return _codes(need.label, need.codes) if need.codes else None


async def _is_wanted(work: Work, incident: Incident, need: moves.Need) -> bool:
    """By hand from far away wants one word of reason, except of a captain who speaks for the team."""
    if need != WHY_FAR:
        return True
    metres = None if work.who.is_captain else await before.metres_off(work, incident)
    return metres is not None and metres > table.AT_THE_SPOT_M


async def _team(work: Work, incident: Incident) -> tuple[Choice, ...]:
    lead = incident.lead
    return await _teams(work, incident, lead.team_id if lead else None)


async def _another_team(work: Work, incident: Incident) -> tuple[Choice, ...]:
    return await _teams(work, incident, *[a.team_id for a in incident.assignments if a.is_open])


async def _teams(work: Work, incident: Incident, *without: int | None) -> tuple[Choice, ...]:
    """Those that are free come first, each kind by distance."""
    standings = [s for s in (await mustering.of(work)).standings.values() if s.team.id not in without]
    rows = sorted(matching.by_distance(standings, incident.point), key=lambda row: row[1].doing != "team-free")
    return tuple(_team_choice(work, metres, standing) for metres, standing in rows)


def _team_choice(work: Work, metres: float | None, standing: Standing) -> Choice:
    position = standing.position
    age_s = int((work.now - position.fixed_at).total_seconds()) if position and standing.fresh else None
    known = "position-unknown" if standing.point is None else "position-base" if age_s is None else "position-age"
    note = {
        "word": "team-choice", "far": far(metres), "position": {"word": known, "seconds": age_s or 0},
        "state": {"word": standing.doing},
    }  # fmt: skip
    return Choice(standing.team.id, standing.team.name, note)


def far(metres: float | None) -> dict[str, Any]:
    """A distance as a fact of the words."""
    if metres is None:
        return {"word": "distance-unknown"}
    return formats.metres_word(metres)


def _codes(begin: str, codes: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, {"word": begin + code.replace("_", "-")}) for code in codes)


async def _item(work: Work, incident: Incident) -> tuple[Choice, ...]:
    named = [Choice(i.code, i.named) for i in work.at_hand[BOOK].items]
    return tuple(choice for choice in named if choice.value != incident.item)


async def _piece(work: Work, incident: Incident) -> tuple[Choice, ...]:
    return tuple(Choice(one.key, one.name) for one in (await gate.stands(work, incident)).missing)


async def _into(work: Work, incident: Incident) -> tuple[Choice, ...]:
    live = await work.tx[INCIDENTS].live(work.district.id)
    others = [i for i in live if i.id != incident.id and i.drill == incident.drill and i.state != RESOLVED]
    rows = [(geo.metres(i.point, incident.point) if i.point and incident.point else None, i) for i in others]
    rows.sort(key=lambda row: (row[0] is None, row[0] or 0.0, row[1].number))
    return tuple(_case_choice(work, metres, other) for metres, other in rows[:MOST_CASES])


def _case_choice(work: Work, metres: float | None, other: Incident) -> Choice:
    item = limits.item_of(work, other)
    named = item.named
    label = {"word": "case-choice", "number": other.number, "item": named}
    state = formats.state_word(other.state)
    note = {"word": "case-choice-note", "far": far(metres), "place": other.place or "", "state": state}
    return Choice(other.number, label, note)


_REMEMBERED: Mapping[str, Callable[[Work, Incident], Awaitable[tuple[Choice, ...]]]] = {
    "team": _team,
    "another_team": _another_team,
    "item": _item,
    "piece": _piece,
    "into": _into,
}
"""Choices that the memory knows, by the kind of need."""


async def own_team_may(work: Work, incident: Incident, item: Item) -> bool:
    """Whether *我们处理* stands on the card: the reporter's own team is free, on duty, and may handle it."""
    if incident.state not in {State.OPEN, State.DISPATCHED} or incident.reporter_id is None:
        return False
    muster = await mustering.of(work)
    reporter = muster.members.get(incident.reporter_id)
    standing = muster.of(reporter.team_id) if reporter else None
    if standing is None or not standing.is_available or [c for c in standing.holds if c != incident.id]:
        return False
    return standing.may_handle(item.code, item.group)
