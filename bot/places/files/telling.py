"""What a file would change, as sentences: how many of each sort, the first of them by name, what there is to choose."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.places import edits
from bot.places.files.planning import SHOWN, Plan, shown
from bot.places.register import Place, State
from bot.values import texts
from bot.values.geo import Point

Line = tuple[str, dict[str, Any]]

UNSHOWN = frozenset({"contacts", "responsible", "raw"})
"""Of these it is only said that they change."""


def counts(plan: Plan, file: str) -> Line:
    """How many of each sort."""
    told = {"new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone), "same": plan.same}
    told |= {"doubtful": len(plan.doubtful), "older": len(plan.older), "wrong": plan.wrong}
    return "places-plan", {"file": file, **told}


def lines(plan: Plan, file: str, *, swapped: int, prune: bool = False, most: int = SHOWN) -> list[Line]:
    """All that is said of it before anything is written."""
    found = [counts(plan, file), *plan.notes]
    for each, count in (
        (_new(plan), len(plan.new)),
        (_changed(plan), len(plan.changed)),
        (_gone(plan), len(plan.gone)),
        (_doubtful(plan), len(plan.doubtful)),
        (_older(plan), len(plan.older)),
    ):
        found += [line for line, _ in zip(each, range(most), strict=False)]
        if count > most:
            found.append(("places-plan-more", {"count": count - most}))
    found += [(one.key, dict(one.facts)) for one in plan.mistakes[: 2 * most]]
    if plan.wrong > 2 * most:
        found.append(("places-plan-more", {"count": plan.wrong - 2 * most}))
    if swapped:
        found.append(("places-plan-swapped", {"count": swapped}))
    if plan.doubtful:
        found.append(("places-plan-leave", {}))
    if prune and (plan.wrong or plan.doubtful):
        found.append(("places-plan-no-prune", {}))
    return found


def _new(plan: Plan) -> Iterator[Line]:
    return (("places-plan-new", {"name": shown(one)}) for one in plan.new)


def _gone(plan: Plan) -> Iterator[Line]:
    return (("places-plan-gone", {"name": shown(one)}) for one in plan.gone)


def _changed(plan: Plan) -> Iterator[Line]:
    for one in plan.changed:
        facts = {name: pair for name, pair in plan.facts[one.code].items() if name != "raw"}
        for name in facts:
            yield _field(one, name, facts)


def _field(place: Place, name: str, facts: Mapping[str, Any]) -> Line:
    told = {"name": shown(place), "field": {"word": f"place-field-{name}"}}
    if name in UNSHOWN:
        return "places-plan-field", told
    before, after = (_said(name, value) for value in facts[name])
    return "places-plan-changed", {**told, "before": before, "after": after}


def _said(name: str, value: Any) -> Any:
    """One side of a change."""
    if name == "state":
        return edits.shown(State(value))
    if isinstance(value, Point):
        return f"{value.lat:.6f}, {value.lon:.6f}"
    if isinstance(value, bool):
        return {"word": "places-yes" if value else "places-no"}
    if isinstance(value, Mapping):
        return texts.cut(", ".join(f"{a} {b}" for a, b in value.items()), 60) or edits.shown("")
    told = edits.shown(tuple(value) if isinstance(value, list) else value)
    return texts.cut(told, 60) if isinstance(told, str) else told


def _doubtful(plan: Plan) -> Iterator[Line]:
    for row, candidates in plan.doubtful:
        first = candidates[0]
        facts = {"line": row.number, "name": texts.cut(row.name, 60), "other": f"{first.name} ({first.code})"}
        if first.metres is None:
            yield "places-plan-doubtful-nowhere", facts
        else:
            yield "places-plan-doubtful", {**facts, "metres": round(first.metres)}


def _older(plan: Plan) -> Iterator[Line]:
    return (("places-plan-older", {"line": line, "code": code}) for line, code in plan.older)
