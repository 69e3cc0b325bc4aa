"""One row laid over the place that stands: field by field, and nothing of what the row does not say. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

from bot.places import edits
from bot.places.files.reading import Row
from bot.places.register import Contact, Place, State

Fields = Mapping[str, Any]

SAME_M = 0.05
"""Two points that are no farther apart are one: what an office program rounded off is no change."""

_DEGREE_M = 111_000.0


def changes(before: Place, row: Row) -> dict[str, Any]:
    """The fields that *row* changes, with what they become; empty where it says what is known."""
    found: dict[str, Any] = {}
    for name, value in row.said:
        if name == "code" or value == getattr(before, name):
            continue
        if name == "outside":
            value = {**before.outside, **value}  # noqa: PLW2901  # numbers of other systems stay
        if name == "point" and _is_same_point(before, row):
            continue
        if value != getattr(before, name):
            found[name] = value
    if "point" in found and row.raw != before.raw:
        found["raw"] = row.raw
    if row.contact is not None:
        contacts = _with(found.get("contacts", before.contacts), row.contact)
        if contacts != before.contacts:
            found["contacts"] = contacts
    return found


def _is_same_point(before: Place, row: Row) -> bool:
    """Also where the file says what it said before, and somebody has corrected the point since."""
    point = row.point
    if point is None or (row.raw is not None and row.raw == before.raw):
        return True
    if before.point is None:
        return False
    return max(abs(point.lat - before.point.lat), abs(point.lon - before.point.lon)) * _DEGREE_M < SAME_M


def _with(contacts: tuple[Contact, ...], one: Contact) -> tuple[Contact, ...]:
    """*contacts* with somebody more; who is there already, by number or else by name, is only filled in."""
    for n, known in enumerate(contacts):
        by_phone = one.phone and known.phone == one.phone
        if by_phone or (one.name and known.name == one.name):
            filled = replace(known, name=one.name or known.name, phone=one.phone or known.phone)
            return (*contacts[:n], filled, *contacts[n + 1 :])
    return (*contacts, one) if one != Contact() else contacts


def is_older(before: Place, row: Row, zone: tzinfo) -> bool:
    """Whether the row says of itself that it is older than the last change of the place."""
    if row.as_of is None or before.changed_at is None:
        return False
    if isinstance(row.as_of, datetime):
        return row.as_of < before.changed_at.replace(microsecond=before.changed_at.microsecond // 1000 * 1000)
    day: date = row.as_of
    return day < before.changed_at.astimezone(zone).date()


def told(before: Place, after: Fields) -> dict[str, list[Any]]:
    """What history keeps of it: of each field what it was and what it becomes."""
    return {name: [edits.plain(getattr(before, name)), edits.plain(value)] for name, value in after.items()}


def overtaken(staged: Place, theirs: Place, touched: frozenset[str], said: Collection[str]) -> tuple[Place, list[str]]:
    """*staged* as it is written over what somebody made of the place meanwhile, and the fields in which they stay.

    *touched* are the fields that they changed, *said* those that the file changes; what they have not touched is as the
    file says. What the file would have made gone stays: somebody has just been there.
    """
    if staged.state is State.GONE and theirs.is_there and "state" in said:
        return theirs, ["state"]
    kept = {name: getattr(theirs, name) for name in touched}
    names = sorted(name for name in touched & set(said) if getattr(staged, name) != kept[name])
    return replace(staged, **kept), names


def differing(one: Place, other: Place) -> list[str]:
    """The fields in which two versions of a place differ."""
    return [name for name in edits.FIELDS if getattr(one, name) != getattr(other, name)]
