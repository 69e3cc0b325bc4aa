"""Fixes as trackers write them: OsmAnd's query or form, the JSON of Traccar Client, the JSON of OwnTracks.

https://www.traccar.org/osmand/ and https://owntracks.org/booklet/tech/json/
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.values.geo import Point

METRES_OF_HDOP = 5.0
"""What one of the dilution of precision is worth, for devices that tell no accuracy."""

MILLISECONDS = 100_000_000_000
"""A time above this is in milliseconds: in seconds it would lie thousands of years ahead."""


@dataclass(frozen=True)
class Fix:
    """One fix: the device's key, where and when. *at* is None where the device told no time: now.

    *nothing*: the device told something else than a place. *trouble*: the sentence that says why no more
    can be read than who it is.
    """

    key: str
    point: Point | None
    at: datetime | None
    accuracy_m: float | None = None
    nothing: bool = False
    trouble: str = ""


def read(query: str, kind: str, body: bytes | None) -> Fix:
    """A fix from the query of the address and a body of media type *kind* (None: too large to be read)."""
    asked = dict(parse_qsl(query, keep_blank_values=True))
    if body is None:
        return Fix(asked.get("id") or "", None, None, trouble="fix-too-large")
    text = body.decode("utf8", "replace").strip()
    if not text:
        return _of_words(asked)
    if kind == "application/json" or text.startswith("{"):
        return _of_json(asked, _json(text))
    return _of_words(asked | dict(parse_qsl(text, keep_blank_values=True)))


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}


def _of_words(told: Mapping[str, str]) -> Fix:
    """OsmAnd's way, which others follow."""
    key = told.get("id") or told.get("deviceid") or ""
    lat, lon = told.get("lat"), told.get("lon")
    if lat is None and "," in told.get("location", ""):
        lat, _, lon = told["location"].partition(",")
    hdop = _number(told.get("hdop"))
    accuracy = _number(told.get("accuracy"))
    if accuracy is None and hdop is not None:
        accuracy = hdop * METRES_OF_HDOP
    point = Point.read(_number(lat), _number(lon))
    if told.get("valid", "").lower() in {"0", "false"}:
        point = None
    return _fix(key, point, told.get("timestamp"), accuracy)


def _of_json(asked: Mapping[str, str], told: dict[str, Any]) -> Fix:
    """Traccar Client's way, or that of OwnTracks."""
    if "_type" in told:
        key = asked.get("id") or ""
        if told["_type"] != "location":
            return Fix(key, None, None, nothing=True)
        point = Point.read(_number(told.get("lat")), _number(told.get("lon")))
        return _fix(key, point, told.get("tst"), _number(told.get("acc")))
    location = told.get("location")
    coords = location.get("coords") if isinstance(location, dict) else None
    named = told.get("device_id")
    key = named if isinstance(named, str) else asked.get("id") or ""
    if not isinstance(location, dict) or not isinstance(coords, dict):
        return Fix(key, None, None, trouble="fix-unreadable")
    point = Point.read(_number(coords.get("latitude")), _number(coords.get("longitude")))
    return _fix(key, point, location.get("timestamp"), _number(coords.get("accuracy")))


def _fix(key: str, point: Point | None, time: Any, accuracy_m: float | None) -> Fix:
    try:
        return Fix(key, point, _instant(time), _accuracy(accuracy_m))
    except ValueError:
        return Fix(key, None, None, trouble="fix-unreadable")


def _number(value: Any) -> float | None:
    """A number, written as one or as a text; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _accuracy(metres: float | None) -> float | None:
    """Metres; a device that tells none, zero or nonsense does not know."""
    return metres if metres is not None and math.isfinite(metres) and 0 < metres < 1_000_000 else None


def _instant(value: Any) -> datetime | None:
    """Seconds or milliseconds since 1970, or ISO 8601 (UTC where no zone is told); raises ValueError for others."""
    if value is None or value == "":
        return None
    number = _number(value)
    try:
        if number is not None:
            return datetime.fromtimestamp(number / 1000 if abs(number) >= MILLISECONDS else number, UTC)
        at = datetime.fromisoformat(str(value))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (OverflowError, OSError) as wrong:
        raise ValueError("no instant") from wrong
