"""Services and requests in the fields of GeoReport v2. Whatever is not said here is told to nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from bot.handbook.book import Handbook
from bot.handbook.model import Item
from bot.publishing.reading import Told
from bot.publishing.rule import Published
from bot.values.formats import dashed
from bot.words import Words

VERSION = "http://wiki.open311.org/GeoReport_v2"
ROOT = "/open311/v2"
REQUESTS = "service_requests"
"""What the outermost element of requests is called in XML."""

CHANGED = "2026-03-01T00:00:00Z"
"""When what is described here was last another thing."""


def service(item: Item, book: Handbook, words: Words, language: str) -> dict[str, Any]:
    """One service: an item of the handbook. It asks for nothing beside the place and the words."""
    return {
        "service_code": item.code,
        "service_name": words.fact(language, item.named),
        "description": words.fact(language, item.named),
        "metadata": False,
        "type": "realtime",
        "keywords": words.fact(language, item.short),
        "group": words.fact(language, _group(item, book)),
    }


def _group(item: Item, book: Handbook) -> Mapping[str, str]:
    own = {"name_zh": item.category_zh, "name_en": item.category_en}
    return own if all(own.values()) else book.category(item.group)


def definition(item: Item) -> dict[str, Any]:
    """What a service asks for: nothing of its own."""
    return {"service_code": item.code, "attributes": []}


def requests(found: Sequence[Published], zone: tzinfo, words: Words, language: str) -> list[dict[str, Any]]:
    """Requests as a stranger reads them; of a program's also its words, where exactly, and how each stands."""
    said: dict[str, str] = {}
    return [_request(one, zone, words, language, said) for one in found]


def _request(one: Published, zone: tzinfo, words: Words, language: str, said: dict[str, str]) -> dict[str, Any]:
    """*said* keeps what was put into words already: of many requests there are few items and states."""
    whole = one if isinstance(one, Told) else None
    note = f"state-{dashed(whole.state)}" if whole else f"public-note-{one.status}"
    if note not in said:
        said[note] = words.say(language, note)
    if (name := f"item {one.item}") not in said:
        said[name] = words.fact(language, one.named)
    return {
        "service_request_id": str(one.number),
        "status": str(one.status),
        "status_notes": said[note],
        "service_name": said[name],
        "service_code": one.item,
        "description": whole.words if whole else None,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": _written(one.requested_at, zone),
        "updated_datetime": _written(one.updated_at, zone),
        "expected_datetime": _written(one.due_at, zone),
        "address": whole.place if whole else None,
        "address_id": None,
        "zipcode": None,
        "lat": one.point.lat if one.point else None,
        "long": one.point.lon if one.point else None,
        "media_url": None,
    }


def _written(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def taken(number: int, note: str | None) -> list[dict[str, Any]]:
    """A request that was just made."""
    return [{"service_request_id": str(number), "service_notice": note, "account_id": None}]


def token(number: int) -> list[dict[str, Any]]:
    """A token is the number of the request itself: nobody has to wait for one."""
    return [{"token": str(number), "service_request_id": str(number)}]


def discovery(address: str, how: str) -> dict[str, Any]:
    """What there is, and how to get a key."""
    formats: Sequence[str] = ("text/xml", "application/json")
    endpoint = {
        "specification": VERSION,
        "url": f"{address}{ROOT}",
        "changeset": CHANGED,
        "type": "production",
        "formats": list(formats),
    }
    return {"changeset": CHANGED, "contact": how, "key_service": how, "endpoints": [endpoint]}
