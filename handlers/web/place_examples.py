"""Examples of what the API says of places, for its description; a test holds each against what it is an example of.

They are put in when the description stands: what makes it leaves out every null of an example.
"""

from typing import Any

WISH: dict[str, Any] = {
    "name": "Tongsheng Noodles",
    "kind": "eatery",
    "point": [30.3149, 120.2741],
    "address": "12 Tongsheng Road",
    "state": "open",
    "outside": {"market-office": "JB-2291"},
}
CHANGE: dict[str, Any] = {"version": 3, "state": "closed", "address": "14 Tongsheng Road"}
PLACE: dict[str, Any] = {
    "type": "Feature",
    "id": "K7M4QX",
    "geometry": {"type": "Point", "coordinates": [120.2741, 30.3149]},
    "properties": {
        "code": "K7M4QX",
        "name": "Tongsheng Noodles",
        "kind": "eatery",
        "address": "12 Tongsheng Road",
        "aliases": ["Old Noodles"],
        "community": "Tongsheng",
        "responsible": None,
        "contacts": [{"name": "W**", "phone": "138****1234", "role": "owner"}],
        "licence": "JY13301040000001",
        "credit": "",
        "firm": True,
        "outside": {"market-office": "JB-2291"},
        "state": "open",
        "into": None,
        "version": 3,
        "changed_at": "2026-03-02T01:15:00+00:00",
        "metres": None,
        "compass": None,
    },
}
NEAR: dict[str, Any] = {**PLACE, "properties": {**PLACE["properties"], "metres": 42, "compass": "ne"}}
PLACES: dict[str, Any] = {
    "type": "FeatureCollection",
    "district": 1,
    "features": [PLACE],
    "next": "c~K7M4QX",
    "as_of": "2026-03-02T01:20:00+00:00",
}
PLACES_NEAR: dict[str, Any] = {**PLACES, "features": [NEAR], "next": None, "as_of": None}
KINDS: dict[str, Any] = {
    "district": 1,
    "kinds": [{"code": "eatery", "name_zh": "餐饮店", "name_en": "Eatery", "firm": True}],
}
HISTORY: dict[str, Any] = {
    "code": "K7M4QX",
    "lines": [
        {
            "version": 3,
            "at": "2026-03-02T01:15:00+00:00",
            "by": "Wang",
            "channel": "private",
            "move": "edit",
            "changes": [{"field": "state", "before": "closed", "after": "open"}],
        }
    ],
    "next": 118,
}
CONFLICT: dict[str, Any] = {
    "refused": "place-api-conflict",
    "sentence": "Somebody else has changed the same field since. Read the place again and choose.",
    "sure": False,
    "needs": None,
    "conflicts": [{"field": "name", "theirs": "Tongsheng Noodle Bar", "yours": "Tongsheng Noodles East"}],
    "version": 4,
    "code": None,
}
THERE: dict[str, Any] = {
    "refused": "place-there",
    "sentence": "This place seems to be registered already: Tongsheng Noodles (K7M4QX).",
    "sure": True,
    "needs": None,
    "conflicts": None,
    "version": None,
    "code": "K7M4QX",
}
OF: dict[str, list[dict[str, Any]]] = {
    "NewPlaceWish": [WISH],
    "PlaceChange": [CHANGE],
    "PlaceFeature": [PLACE],
    "Places": [PLACES, PLACES_NEAR],
    "Kinds": [KINDS],
    "PlaceHistory": [HISTORY],
    "PlaceRefusal": [CONFLICT, THERE],
}
"""By the name of what it is an example of."""
