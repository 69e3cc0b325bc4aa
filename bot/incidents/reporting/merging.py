"""Two cases that are one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from bot.cases import changes, programs, show
from bot.cases import perform as cases_perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE
from bot.incidents import reuse
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ALSO, ALSO_MORE, Incident
from bot.values import formats, texts
from bot.values.refused import Refused
from bot.work import history
from bot.work.history import Part
from bot.work.work import Work

MOST_SHOWN = 200
"""UTF-16 units of the words of each that are kept and shown."""

MOST_NAMED = 20
"""So many of the last reports that became part of a case are named on it."""


async def merge_into(
    work: Work, incident: Incident, into: Incident, *, actor: Actor | None = None, by_reporter: bool = False
) -> None:
    """End *incident* as merged; its evidence and its reporter follow to *into*."""
    parts = frozenset({Part.CAPTAIN, Part.REPORTER}) if by_reporter else frozenset()
    mover = actor or Actor(work.who.user_id, parts, work.who.team_id, work.who.channel)
    if incident.id == into.id:
        raise Refused("merge-with-itself", number=incident.number)
    facts = Facts(given={"into": into.id, "into_number": into.number})
    await cases_perform.perform(work, incident, "merge", actor=mover, facts=facts)
    follow = await work.tx[EVIDENCE].of_case(incident.id)
    await work.tx[EVIDENCE].follow(incident.id, into.id)
    await reuse.moved(work, follow, incident, into)
    into = await work.tx[INCIDENTS].get(into.id) or into
    kept = await work.tx[INCIDENTS].keep(replace(into, marks=also_marks(into, incident)))
    changes.note(work, kept)
    await orders.refresh_all(work, kept, moved=True)


def also_marks(into: Incident, incident: Incident) -> dict[str, Any]:
    """The marks of *into* with whose report *incident* was: the last of them in their words, the others as a count.

    Each case that became part of another keeps what was said of it under its own number. Pure.
    """
    theirs: dict[str, Any] = {"by": incident.reporter_id, "number": incident.number, "words": incident.words}
    theirs |= history.by_program(incident.program_id) | {"at": incident.reported_at.isoformat()}
    told = [*into.marks.get(ALSO, []), *incident.marks.get(ALSO, []), theirs]
    last = [one | {"words": texts.cut(one["words"], MOST_SHOWN)} for one in told[-MOST_NAMED:]]
    more = more_than(into) + more_than(incident) + len(told) - len(last)
    return {**into.marks, ALSO: last} | ({ALSO_MORE: more} if more else {})


def more_than(incident: Incident) -> int:
    """How many reports became part of a case beside those that are named. Pure."""
    return int(incident.marks.get(ALSO_MORE, 0))


def more_lines(incident: Incident) -> list[dict[str, Any]]:
    """The line about these, as facts of the words; none where all are named. Pure."""
    count = more_than(incident)
    return [{"word": "also-reported-more", "count": count}] if count else []


@dataclass(frozen=True)
class Also:
    """Somebody whose report became part of this case: their name, when, under which number, and their own words."""

    by_id: int | None
    name: Any
    at: datetime
    number: int
    words: str
    zone: tzinfo

    @property
    def word(self) -> dict[str, Any]:
        """As a line of the words."""
        key = "also-reported-words" if self.words else "also-reported"
        told = {"name": self.name, "number": self.number, "words": texts.cut(texts.line(self.words), MOST_SHOWN)}
        return {"word": key, "at": formats.clock(self.at, self.zone), **told}


async def also_reported(work: Work, incident: Incident) -> tuple[Also, ...]:
    """Whose reports were merged into a case, oldest first."""
    found, zone = [], work.district.zone
    for one in incident.marks.get(ALSO, []):
        at = datetime.fromisoformat(one["at"])
        found.append(Also(one["by"], await _name(work, one), at, one["number"], one["words"], zone))
    return tuple(found)


async def _name(work: Work, one: Mapping[str, Any]) -> Any:
    if one["by"]:
        return await show.name(work, one["by"])
    return await programs.name(work, one.get(history.PROGRAM)) or {"word": "unknown"}
