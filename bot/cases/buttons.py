"""A button that makes a move on a case."""

from bot.cases.case import Case
from bot.outbox.letters import Button
from bot.register.districts import District


def case_button(case: Case, district: District, move: str, choice: str = "", *, key: str = "") -> Button:
    """A button that makes *move* on *case*: ``case:<district>.<number>:<move>[:<choice>]``."""
    data = f"{case.kind}:{district.id}.{case.number}:{move}" + (f":{choice}" if choice else "")
    return Button(key or f"button-{move.replace('_', '-')}", data)
