"""A button that makes a move on a case."""

from bot.incidents.table import Incident
from bot.outbox.letters import Button
from bot.register.districts import District


def case_button(incident: Incident, district: District, move: str, choice: str = "", *, key: str = "") -> Button:
    """A button that makes *move* on *incident*: ``incident:<district>.<number>:<move>[:<choice>]``."""
    data = f"{incident.kind}:{district.id}.{incident.number}:{move}" + (f":{choice}" if choice else "")
    return Button(key or f"button-{move.replace('_', '-')}", data)
