"""What one captain hands over to the next: a line for each case, as it stands when somebody reads of it."""

from collections.abc import Sequence
from typing import Any

from bot.handovers.table import Listed
from bot.incidents import limits as incidents_limits
from bot.incidents.limits import is_overdue
from bot.incidents.reminders import open_list
from bot.incidents.store import INCIDENTS
from bot.incidents.table import HELD, LIVE, RESOLVED, Incident
from bot.values import texts
from bot.work.work import Work

MOST_CASES = 20
"""So many cases have a line of their own in one message; of the others it says how many there are."""

MOST_ITEM, MOST_PLACE, MOST_TEAM = 44, 20, 16
"""UTF-16 units of an item, a place and a team in such a line: all lines fit into one message beside the notes."""

LISTS = ("overdue", "open", "held", "waiting")
"""The lists in the order in which they are read."""


def listed_of(work: Work, cases: Sequence[Incident]) -> Listed:
    """Live cases by what the next captain has to know of them."""
    by: dict[str, list[int]] = {name: [] for name in LISTS}
    for incident in cases:
        overdue = is_overdue(incident, incidents_limits.limits_of(work, incident), work.now)
        state = "held" if incident.state == HELD else "waiting" if incident.state == RESOLVED else "open"
        by["overdue" if overdue else state].append(incident.number)
    return Listed(**{name: tuple(numbers) for name, numbers in by.items()})


async def lines(work: Work, listed: Listed, most: int = MOST_CASES) -> list[dict[str, Any]]:
    """Facts of the words: each list with its cases below it, then how many more there are than *most*.

    A case stands in the list that it was handed over in, and is told as it is now.
    """
    live = {one.number: one for one in await work.tx[INCIDENTS].live(work.district.id)}
    said: list[dict[str, Any]] = []
    room = most
    for name in LISTS:
        numbers: tuple[int, ...] = getattr(listed, name)
        if numbers and room:
            said.append({"word": f"shift-{name}", "count": len(numbers)})
        for number in numbers[:room]:
            incident = live.get(number) or await work.tx[INCIDENTS].by_number(work.district.id, number)
            said += [await _line(work, incident)] if incident else []
        room -= len(numbers[:room])
    rest = sum(len(getattr(listed, name)) for name in LISTS) - (most - room)
    said += [{"word": "board-more", "count": rest}] if rest else []
    return said or [{"word": "shift-nothing-open"}]


async def _line(work: Work, incident: Incident) -> dict[str, Any]:
    """Number, item, place, state, time left or over, team; of one that has ended only what became of it."""
    line = await open_list.line_of(work, incident)
    kind = line.kind if incident.state in LIVE else "ended"
    item = {
        language: texts.cut(name, MOST_ITEM)
        for language, name in incidents_limits.item_of(work, incident).named.items()
    }
    place = texts.cut(texts.line(incident.place or ""), MOST_PLACE)
    who = team_of(line.words) if incident.lead or incident.state == RESOLVED else {"word": "nobody"}
    told = {"word": f"shift-line-{kind}", "item": item, "place": place, "who": who}
    return line.words | told


def team_of(words: dict[str, Any]) -> Any:
    """The team of a line, no longer than there is room."""
    who = words["who"]
    return texts.cut(who, MOST_TEAM) if isinstance(who, str) else who
