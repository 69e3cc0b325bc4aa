"""An incident in the list that one captain hands over to the next."""

from typing import Any

from bot.incidents import limits
from bot.incidents.limits import is_overdue
from bot.incidents.reminders import open_list
from bot.incidents.table import HELD, LIVE, RESOLVED, Incident
from bot.values import texts
from bot.work.work import Work

MOST_ITEM, MOST_PLACE, MOST_TEAM = 44, 20, 16
"""UTF-16 units of an item, a place and a team in such a line: all lines fit into one message beside the notes."""


def listed(work: Work, incident: Incident) -> str:
    """In which list of a handover it stands: what the next captain has to know of it first."""
    if is_overdue(incident, limits.limits_of(work, incident), work.now):
        return "overdue"
    return "held" if incident.state == HELD else "waiting" if incident.state == RESOLVED else "open"


async def line(work: Work, incident: Incident) -> dict[str, Any]:
    """Number, item, place, state, time left or over, team; of one that has ended only what became of it."""
    line = await open_list.line_of(work, incident)
    kind = line.kind if incident.state in LIVE else "ended"
    item = {language: texts.cut(name, MOST_ITEM) for language, name in limits.item_of(work, incident).named.items()}
    place = texts.cut(texts.line(incident.place or ""), MOST_PLACE)
    who = team_of(line.words) if incident.lead or incident.state == RESOLVED else {"word": "nobody"}
    told = {"word": f"shift-line-{kind}", "item": item, "place": place, "who": who}
    return line.words | told


def team_of(words: dict[str, Any]) -> Any:
    """The team of a line, no longer than there is room."""
    who = words["who"]
    return texts.cut(who, MOST_TEAM) if isinstance(who, str) else who
