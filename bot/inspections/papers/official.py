"""The text that is copied into the official system, in the order of its form; and the names of the photos. All pure.

The form of that system asks for the place, its credit code, the bodies, the officers, the date, what failed, what was
done about it, and by when it is to be put right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from bot.bodies import bodies
from bot.inspections import at_place, show
from bot.inspections.papers.record.people import Named
from bot.inspections.papers.record.sheet import stamp
from bot.inspections.table import Visit
from bot.inspections.visit import FAILS, Answered, Result
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.places.register import Place
from bot.work.findings import FoundThere

OF_ONE = 10
"""So many failed items stand in one message; more go in the next."""


@dataclass(frozen=True)
class Shot:
    """One photo of an item: *name* says which item it shows and nothing of who took it."""

    name: str
    evidence_id: int


def head(visit: Visit, place: Place | None, named: Sequence[Named], zone: tzinfo) -> dict[str, Any]:
    """The first lines of the form, as facts of the words."""
    return {
        **at_place.called(place, visit),
        "credit": (place.credit if place else "") or "-",
        "bodies": show.bodies_named(visit.bodies),
        "officers": [one.told for one in named],
        "at": stamp(visit.begun_at, zone),
        "kind": {"word": f"visit-kind-{visit.visit_kind}"},
        "official": visit.official or "-",
    }


def failed(whole: Whole, hazards: Sequence[FoundThere], zone: tzinfo) -> list[Any]:
    """What failed, in the order of the lists: item, measure, limit."""
    limits = {one.item: one for one in hazards if one.item}
    return [_failed(item, now, limits.get(item.key), zone) for item, now in fails(whole)]


def fails(whole: Whole) -> Iterator[tuple[Item, Answered]]:
    """The items that failed, with the answer that stands."""
    for item in whole.asked:
        now = whole.newest.get(item.key)
        if now is not None and now.result in FAILS:
            yield item, now


def _failed(item: Item, now: Answered, hazard: FoundThere | None, zone: tzinfo) -> Any:
    limit: Any = "-"
    if hazard is not None and hazard.limit_at is not None:
        limit = stamp(hazard.limit_at, zone)
    elif now.hours is not None:
        limit = {"word": "visit-paper-hours", "hours": now.hours}
    return {
        "word": "visit-official-item",
        "n": item.number,
        "text": item.named,
        "words": now.words or "-",
        "measure": measure(now),
        "limit": limit,
    }


def measure(now: Answered) -> Any:
    """What was done about it."""
    match now.result:
        case Result.FIXED:
            return {"word": "visit-official-fixed"}
        case Result.HANDED:
            return {"word": "visit-official-handed", "body": bodies.of(now.to_body).named}
    return {"word": "visit-official-limited"}


def shots(whole: Whole) -> list[Shot]:
    """The photos of what failed: ``07-1.jpg`` is the first of item 7. By their names they stand in order."""
    found, wide = [], max(2, len(str(len(whole.asked))))
    for item, now in fails(whole):
        for n, photo in enumerate(now.photos, 1):
            found.append(Shot(f"{item.number:0{wide}d}-{n}.jpg", photo))
    return found
