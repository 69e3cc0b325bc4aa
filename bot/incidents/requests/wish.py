"""A move as somebody asked for it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cases.case import Actor
from bot.incidents.table import Incident
from bot.values.refused import Refused
from bot.work.answer import Answer
from bot.work.work import Work


@dataclass
class Wish:
    """A move as somebody asked for it, filled in step by step before it is made."""

    name: str
    incident: Incident
    actor: Actor
    facts: dict[str, Any] = field(default_factory=dict)
    team_id: int | None = None
    at: datetime | None = None
    text: str = ""
    done: Answer | None = None


def captain_only(work: Work, wish: Wish) -> None:
    """Raises Refused for everybody but captains."""
    if not work.who.is_captain:
        raise Refused("captains-only", number=wish.incident.number)
