"""GeoJSON (RFC 7946): points with what is known of them. Longitude stands before latitude here, and only here."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, Literal, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from handlers.web.answers import Latitude, Longitude


class GeoResponse(JSONResponse):
    """An answer that map programs know."""

    media_type = "application/geo+json"


class Spot(BaseModel):
    """A point: longitude and latitude."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[Longitude, Latitude]


Known = TypeVar("Known", bound=BaseModel)


class Feature(BaseModel, Generic[Known]):
    """One thing; its place is null where it is not known."""

    type: Literal["Feature"] = "Feature"
    id: int
    geometry: Spot | None
    properties: Known


class Features(BaseModel, Generic[Known]):
    """All of them."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature[Known]]


def features(parts: Iterable[Mapping[str, Any]], key: str) -> dict[str, Any]:
    """*parts* as GeoJSON; *key* names the field that tells them apart."""
    return {"features": [_feature(part, int(part[key])) for part in parts]}


def _feature(part: Mapping[str, Any], number: int) -> dict[str, Any]:
    point = part["point"]
    spot = {"coordinates": (point[1], point[0])} if point else None
    return {"id": number, "geometry": spot, "properties": dict(part)}
