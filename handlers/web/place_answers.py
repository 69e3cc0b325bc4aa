"""Places as the API writes and reads them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.places.asked import views
from bot.places.asked.views import Eyes
from bot.places.limits import MOST, MOST_PARTS
from bot.places.register import Line, Place, State
from bot.register.districts import District
from handlers.web.answers import Latitude, Longitude, Pair, Refusal
from handlers.web.geojson import Spot

Name = Annotated[str, Field(max_length=MOST["name"])]
Kind = Annotated[str, Field(max_length=MOST["kind"])]
Address = Annotated[str, Field(max_length=MOST["address"])]
Community = Annotated[str, Field(max_length=MOST["community"])]
Responsible = Annotated[str, Field(max_length=MOST["responsible"])]
Licence = Annotated[str, Field(max_length=MOST["licence"])]
Credit = Annotated[str, Field(max_length=MOST["credit"])]
Contact = Annotated[str, Field(max_length=MOST["contacts"])]
Alias = Annotated[str, Field(min_length=1, max_length=MOST["aliases"])]
Aliases = Annotated[list[Alias], Field(max_length=MOST_PARTS["aliases"])]
System = Annotated[str, Field(min_length=1, max_length=MOST["outside"])]
Number = Annotated[str, Field(max_length=MOST["outside"])]
Outside = Annotated[dict[System, Number], Field(max_length=MOST_PARTS["outside"])]


class ContactWish(BaseModel):
    """Somebody of a place who can be reached. What is written here is read back masked."""

    model_config = ConfigDict(extra="forbid")

    name: Contact = ""
    phone: Contact = ""
    role: Contact = ""


Contacts = Annotated[list[ContactWish], Field(max_length=MOST_PARTS["contacts"])]


class PlaceWish(BaseModel):
    """What is known of a place. What is left out stays as it is, of a new one unknown.

    *point* is latitude and longitude, WGS-84. *kind* is a code of `/api/places/kinds`, or its name. *firm*: a legal
    person, body or individual shop. *outside*: its numbers in other systems, by system. *sure*: it is another place
    than the one that seems to be there, and it lies outside the district's area.
    """

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    kind: Kind | None = None
    point: Pair | None = None
    address: Address | None = None
    aliases: Aliases | None = None
    community: Community | None = None
    responsible: Responsible | None = None
    contacts: Contacts | None = None
    licence: Licence | None = None
    credit: Credit | None = None
    firm: bool | None = None
    outside: Outside | None = None
    state: State | None = None
    sure: bool = False


class NewPlaceWish(PlaceWish):
    """A new place: a name and a kind at least; without a point it lies nobody knows where."""

    name: Annotated[Name, Field(min_length=1)]
    kind: Annotated[Kind, Field(min_length=1)]


class PlaceChange(PlaceWish):
    """What is changed. *version* is the one that was seen; `If-Match` says the same. *firm*: null is *not known*."""

    model_config = ConfigDict(extra="forbid")

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
    """A place as GeoJSON; its *id* is its code. *geometry* is null where nobody knows yet where it lies."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Spot | None
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
    at = told.point
    return {
        "type": "Feature",
        "id": told.code,
        "geometry": {"type": "Point", "coordinates": [at.lon, at.lat]} if at is not None else None,
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
