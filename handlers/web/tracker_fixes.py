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

from bot.positions.tracker_health import Battery
from bot.values.geo import Point

METRES_OF_HDOP = 5.0
"""What one of the dilution of precision is worth, for devices that tell no accuracy."""

MILLISECONDS = 100_000_000_000
"""A time above this is in milliseconds: in seconds it would lie thousands of years ahead."""

OWNTRACKS_PLUGGED = (2, 3)
"""What OwnTracks calls a battery that charges, and one that is full."""


@dataclass(frozen=True)
class Fix:
    """One fix: the device's key, where and when. *at* is None where the device told no time: now.

    *nothing*: the device told something else than a place. *trouble*: the sentence that says why no more
    can be read than who it is. *battery* is None where the device tells nothing of it.
    """

    key: str
    point: Point | None
    at: datetime | None
    accuracy_m: float | None = None
    nothing: bool = False
    trouble: str = ""
    battery: Battery | None = None


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
    battery = _battery(_number(told.get("batt")), charging=told.get("charge", "").lower() in {"1", "true"})
    return _fix(key, point, told.get("timestamp"), accuracy, battery)


def _of_json(asked: Mapping[str, str], told: dict[str, Any]) -> Fix:
    """Traccar Client's way, or that of OwnTracks."""
    if "_type" in told:
        key = asked.get("id") or ""
        if told["_type"] != "location":
            return Fix(key, None, None, nothing=True)
        point = Point.read(_number(told.get("lat")), _number(told.get("lon")))
        battery = _battery(_number(told.get("batt")), charging=told.get("bs") in OWNTRACKS_PLUGGED)
        return _fix(key, point, told.get("tst"), _number(told.get("acc")), battery)
    location = told.get("location")
    coords = location.get("coords") if isinstance(location, dict) else None
    named = told.get("device_id")
    key = named if isinstance(named, str) else asked.get("id") or ""
    if not isinstance(location, dict) or not isinstance(coords, dict):
        return Fix(key, None, None, trouble="fix-unreadable")
    point = Point.read(_number(coords.get("latitude")), _number(coords.get("longitude")))
    return _fix(
        key, point, location.get("timestamp"), _number(coords.get("accuracy")), _of_level(location.get("battery"))
    )


def _of_level(told: Any) -> Battery | None:
    """Traccar Client tells a share of one; below zero it does not know."""
    level = _number(told.get("level")) if isinstance(told, dict) else None
    return _battery(
        level * 100 if level is not None else None, charging=bool(level and told.get("is_charging") is True)
    )


def _battery(percent: float | None, *, charging: bool) -> Battery | None:
    return Battery(percent, charging) if percent is not None and 0 <= percent <= 100 else None


def _fix(key: str, point: Point | None, time: Any, accuracy_m: float | None, battery: Battery | None = None) -> Fix:
    try:
        return Fix(key, point, _instant(time), _accuracy(accuracy_m), battery=battery)
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
