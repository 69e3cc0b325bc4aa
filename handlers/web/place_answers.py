"""Places as the API writes and reads them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.places.asked import views
from bot.places.asked.views import Eyes
from bot.places.register import Line, Place, State
from bot.register.districts import District
from handlers.web.answers import Latitude, Longitude, Pair, Refusal
from handlers.web.geojson import Spot

Text = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=64)]
Aliases = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=20)]
Outside = Annotated[dict[Annotated[str, Field(min_length=1, max_length=64)], Short], Field(max_length=20)]

EXAMPLE: dict[str, Any] = {
    "name": "Tongsheng Noodles",
    "kind": "eatery",
    "point": [30.3149, 120.2741],
    "address": "12 Tongsheng Road",
    "state": "open",
    "outside": {"market-office": "JB-2291"},
}


class ContactWish(BaseModel):
    """Somebody of a place who can be reached. What is written here is read back masked."""

    model_config = ConfigDict(extra="forbid")

    name: Short = ""
    phone: Short = ""
    role: Short = ""


Contacts = Annotated[list[ContactWish], Field(max_length=10)]


class PlaceWish(BaseModel):
    """What is known of a place. What is left out stays as it is, of a new one unknown.

    *point* is latitude and longitude, WGS-84. *kind* is a code of `/api/places/kinds`, or its name. *firm*: a legal
    person, body or individual shop. *outside*: its numbers in other systems, by system. *sure*: it is another place
    than the one that seems to be there, and it lies outside the district's area.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    name: Text | None = None
    kind: Short | None = None
    point: Pair | None = None
    address: Annotated[str, Field(max_length=300)] | None = None
    aliases: Aliases | None = None
    community: Text | None = None
    responsible: Short | None = None
    contacts: Contacts | None = None
    licence: Short | None = None
    credit: Short | None = None
    firm: bool | None = None
    outside: Outside | None = None
    state: State | None = None
    sure: bool = False


class NewPlaceWish(PlaceWish):
    """A new place: a name, a kind and a point at least."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Annotated[str, Field(min_length=1, max_length=64)]
    point: Pair


class PlaceChange(PlaceWish):
    """What is changed. *version* is the one that was seen; `If-Match` says the same. *firm*: null is *not known*."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"version": 3, "state": "closed", "address": "14 Tongsheng Road"}]},
    )

    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class Reachable(BaseModel):
    """A contact: masked, always."""

    name: str
    phone: str
    role: str


class Known(BaseModel):
    """What is known of a place. Empty texts, null and *unknown* are what nobody has said yet.

    Programs read the name as everybody may: of rental houses, and of shops that are called after a person, the kind and
    the house; nothing of people. *responsible* is for captains who ask for one place, and that they looked is written
    down. *into*: the code of the place that it was merged into. *metres* and *compass* (the direction of the point from
    there) only where somebody asked what is near.
    """

    code: str
    name: str
    kind: str
    address: str
    aliases: list[str]
    community: str
    responsible: str | None
    contacts: list[Reachable]
    licence: str
    credit: str
    firm: bool | None
    outside: dict[str, str]
    state: State
    into: str | None
    version: int
    changed_at: datetime | None
    metres: int | None
    compass: str | None


class PlaceFeature(BaseModel):
    """A place as GeoJSON; its *id* is its code."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Spot
    properties: Known


class Places(BaseModel):
    """Some places as GeoJSON. *next* leads on, as *after* of the next request; null: that was all.

    *as_of*: whoever asks next time for what has `updated_since` then misses nothing.
    """

    type: Literal["FeatureCollection"] = "FeatureCollection"
    district: int
    features: list[PlaceFeature]
    next: str | None
    as_of: datetime | None


class KindOfPlace(BaseModel):
    """A kind of places; *firm* is null where places of it are firms or not."""

    code: str
    name_zh: str
    name_en: str
    firm: bool | None


class Kinds(BaseModel):
    """Every kind of the district."""

    district: int
    kinds: list[KindOfPlace]


class Changed(BaseModel):
    """One field before and after; null where that is not for this visitor, or about people."""

    field: str
    before: Any
    after: Any


class PlaceLine(BaseModel):
    """One line of a place's history: *version* is the one that it made; *by* is null for programs and the program."""

    version: int
    at: datetime
    by: str | None
    channel: str
    move: str
    changes: list[Changed]


class PlaceHistory(BaseModel):
    """The newest lines first. *next* leads to older ones, as *before*."""

    code: str
    lines: list[PlaceLine]
    next: int | None


class Conflict(BaseModel):
    """A field that somebody else changed meanwhile; null where its value is not for this visitor, or about people."""

    field: str
    theirs: Any
    yours: Any


class PlaceRefusal(Refusal):
    """Why a place was not written. *conflicts*, *version*: what others changed since, and the newest version.

    *code*: the place that seems to be the same.
    """

    conflicts: list[Conflict] | None = None
    version: int | None = None
    code: str | None = None


def feature(district: District, place: Place, by: Eyes, *, alone: bool = False, **near: Any) -> dict[str, Any]:
    """A place as far as *by* may read it, as plain JSON."""
    told = views.seen(district, place, by, alone=alone)
    lat, lon = told.point.lat, told.point.lon
    return {
        "type": "Feature",
        "id": told.code,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "code": told.code,
            "name": told.name,
            "kind": told.kind,
            "address": told.address,
            "aliases": list(told.aliases),
            "community": told.community,
            "responsible": told.responsible or None,
            "contacts": [one.plain for one in told.contacts],
            "licence": told.licence,
            "credit": told.credit,
            "firm": told.firm,
            "outside": dict(told.outside),
            "state": str(told.state),
            "into": told.into or None,
            "version": told.version,
            "changed_at": told.changed_at.isoformat() if told.changed_at else None,
            "metres": None,
            "compass": None,
            **near,
        },
    }


def line(district: District, one: Line, by: Eyes, name: str | None) -> Mapping[str, Any]:
    """A line of the history."""
    return {
        "version": one.version,
        "at": one.at,
        "by": None if by is Eyes.PROGRAM else name,
        "channel": one.channel,
        "move": one.move,
        "changes": views.changes(district, one, by),
    }


Bounds = tuple[Longitude, Latitude, Longitude, Latitude]
"""West, south, east, north, as GeoJSON has them."""
