"""Who approved a visit for which of its bodies, and when: from its history, since a visit keeps one of them only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from bot.inspections import show
from bot.inspections.papers.record.sheet import stamp
from bot.inspections.table import Visit
from bot.work.history import HistoryRow


@dataclass(frozen=True)
class Approval:
    """One yes, for *bodies* (codes) of a visit; *by_id* is None where nobody knows any more whose it was."""

    by_id: int | None
    at: datetime | None
    bodies: tuple[str, ...]


def by(visit: Visit, rows: Iterable[HistoryRow]) -> list[Approval]:
    """The yes that counts for each body that approved, oldest first; several by one person at one time are one."""
    newest: dict[str, tuple[int | None, datetime]] = {}
    for row in rows:
        if row.record.move in show.APPROVES:
            newest |= dict.fromkeys(_for(visit, row), (row.record.by_id, row.record.at))
    found: dict[tuple[int | None, datetime | None], list[str]] = {}
    for body in visit.approved:
        found.setdefault(newest.get(body, (None, None)), []).append(body)
    each = [Approval(by_id, at, tuple(bodies)) for (by_id, at), bodies in found.items()]
    return sorted(each, key=lambda one: (one.at is not None, one.at.timestamp() if one.at else 0.0))


def _for(visit: Visit, row: HistoryRow) -> list[str]:
    facts: Mapping[str, Any] = row.record.facts
    if "body" in facts:
        return [str(facts["body"])]
    said = facts.get("bodies")
    return [str(one) for one in said] if isinstance(said, Sequence) else list(visit.bodies[:1])


def told(visit: Visit, given: Sequence[Approval], names: Mapping[int, str], zone: tzinfo) -> Any:
    """A line for each approval, as facts of the words; bodies that have not said yes are named. Pure."""
    lines: list[Any] = [_line(visit, one, names, zone) for one in given]
    if visit.unapproved:
        lines.append({"word": "visit-paper-not-approved-by", "bodies": show.bodies_named(visit.unapproved)})
    return lines or {"word": "visit-paper-not-approved"}


def _line(visit: Visit, one: Approval, names: Mapping[int, str], zone: tzinfo) -> Any:
    late = visit.begun_at is not None and one.at is not None and one.at > visit.begun_at
    facts = {"name": names.get(one.by_id or 0, "-"), "at": stamp(one.at, zone) if one.at else "-"}
    key = "visit-paper-approved-late" if late else "visit-paper-approved"
    return {"word": key, "bodies": show.bodies_named(one.bodies), **facts}
