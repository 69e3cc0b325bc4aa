"""A place as a row of a file that is given out, and that says the same when it is brought in again. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.places.files import fields
from bot.places.register import Place
from bot.values.refused import Refused

COLUMNS = (
    *("code", "name", "aliases", "kind", "lat", "lon", "coordinates", "address", "community", "licence", "credit"),
    *("firm", "outside", "state", "as_of"),
)
"""What everybody gets who may have the register."""

PERSONAL = ("responsible", "contacts")
"""What only captains get."""

SYSTEM = "wgs84"

MOST_IN_YAML = 3_000
"""More places than these in one YAML file could be too much to be read again (:mod:`bot.values.files.tree`)."""


def must_come_back(kind: str, count: int) -> None:
    """Refused where a file of *count* places as *kind* is more than an import takes: the other kinds are."""
    if kind == "yaml" and count > MOST_IN_YAML:
        raise Refused("places-yaml-too-many", count=count, most=MOST_IN_YAML)


def columns(*, personal: bool) -> tuple[str, ...]:
    """The columns in their order."""
    return COLUMNS + (PERSONAL if personal else ())


def row(place: Place, *, personal: bool) -> dict[str, str | float | None]:
    """Every column of one place: texts, and numbers with all their digits."""
    told: Mapping[str, Any] = {"lat": None, "lon": None, "coordinates": None}
    if place.point is not None:
        told = {"lat": place.point.lat, "lon": place.point.lon, "coordinates": SYSTEM}
    told = {**told, "as_of": fields.cell("as_of", place.changed_at)}
    return {
        name: told[name] if name in told else fields.cell(name, getattr(place, name))
        for name in columns(personal=personal)
    }
