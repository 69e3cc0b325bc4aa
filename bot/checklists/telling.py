"""What a list would change, in lines for the words."""

from collections.abc import Iterator
from typing import Any

from bot.checklists import starter
from bot.checklists.changing import Change, Plan
from bot.checklists.model import ListItem
from bot.values import formats, texts
from bot.work.answer import listed

MOST_LINES = 25
"""So many stand in a message; the others are counted."""

MOST_TEXT = 60
"""UTF-16 units of an item's text in a line."""

Line = dict[str, Any]


def lines(plan: Plan, most: int = MOST_LINES) -> list[Line]:
    """What it changes: first how much, then what, *most* items of it."""
    counts = {"new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone)}
    found: list[Line] = [{"word": "list-plan", "list": plan.after.named, "code": plan.after.code, **counts}]
    if plan.before is None:
        found.append({"word": "list-plan-first"})
    if plan.of_list:
        found.append({"word": "list-plan-itself", "fields": _fields(plan.of_list)})
    return found + shortened([*map(_line, plan.changed), *map(_line, plan.gone), *map(_line, plan.new)], most)


def shortened(told: list[Line], most: int = MOST_LINES) -> list[Line]:
    """The first of *told*, and how many more there are."""
    over = len(told) - most
    return [*told[:most], {"word": "list-plan-more", "count": over}] if over > 0 else told


def _line(change: Change) -> Line:
    item = change.item
    facts = {"number": item.number, "code": item.code, "text": _cut(item)}
    if change.before is None:
        return {"word": "list-plan-new", **facts}
    if change.after is None:
        return {"word": "list-plan-gone", **facts}
    return {"word": "list-plan-changed", **facts, "fields": listed(_changed(change))}


def _cut(item: ListItem) -> dict[str, str]:
    return {name: texts.cut(text, MOST_TEXT) for name, text in item.named.items()}


def _fields(names: tuple[str, ...]) -> Any:
    return listed({"word": f"list-field-{formats.dashed(name)}"} for name in names)


def _changed(change: Change) -> Iterator[Line]:
    """The fields that differ; of those that a captain has to weigh also what they were and become."""
    for name in change.fields:
        field = {"word": f"list-field-{formats.dashed(name)}"}
        if name in _WEIGHED and change.before is not None and change.after is not None:
            was, becomes = (_WEIGHED[name](one) for one in (change.before, change.after))
            yield {"word": "list-field-was", "field": field, "before": was, "after": becomes}
        else:
            yield field


def _department(item: ListItem) -> Any:
    found = starter.departments().get(item.department)
    return found.named if found else item.department


def _limit(item: ListItem) -> Any:
    found = starter.limit(item.limit)
    return found.named if found else item.limit


_WEIGHED = {
    "severity": lambda item: starter.severities()[item.severity].named,
    "limit": _limit,
    "department": _department,
}
