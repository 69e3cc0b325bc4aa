"""The page that a place has of its visit: what it shows.

Nothing of other places or of people beyond those who came, and never that it must not open: whoever has the address
may be anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from bot.bodies import bodies
from bot.inspections import at_place, show
from bot.inspections.papers import address
from bot.inspections.papers.record import people, recording
from bot.inspections.papers.record.sheet import Row, Sheet, row, stamp
from bot.inspections.table import BEGUN, CLOSED, DONE, HANDED_OVER, READ_BACK, VISITS, Visit
from bot.inspections.visit import FAILS
from bot.inspections.visiting import record
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.register.districts import District
from bot.values import formats
from bot.values.refused import Refused
from bot.work.findings import FoundThere
from bot.work.work import Work

READ_OUT = frozenset({READ_BACK, CLOSED, HANDED_OVER}) | DONE
"""From here on the place has heard what was found."""

SIGNED = frozenset({CLOSED}) | DONE
"""From here on the record is one, and it may be rated."""


@dataclass(frozen=True)
class Found:
    """One thing that was found. *said* are facts below it; *number* is that of the hazard (None: there is none).

    *before* and *after* are ids of evidence. *takes_photos*: the place may say that it is put right.
    """

    text: Any
    state: Any
    said: tuple[Any, ...] = ()
    number: int | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    takes_photos: bool = False
    may_hasten: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Page:
    """All that the page shows. *until* says how long the address works, None as long as something is open."""

    district: str
    number: int
    place: str
    state: Any
    rows: tuple[Row, ...]
    found: tuple[Found, ...] = ()
    counted: Any = ""
    is_read_out: bool = False
    is_signed: bool = False
    may_complain: bool = False
    stars: int | None = None
    until: str | None = None

    @property
    def photos(self) -> frozenset[int]:
        """The pictures that this address may show."""
        return frozenset(photo for one in self.found for photo in (*one.before, *one.after))


@dataclass(frozen=True)
class Whose:
    """The district of an address, and the language of its people."""

    district: District
    number: int


async def district(work: Work, *, key_hash: str) -> Whose:
    """Where the visit of an address is; Refused where it shows none."""
    visit = await address.whose(work, key_hash=key_hash)
    found = await work.tx.districts.get(visit.district_id)
    if found is None:
        raise Refused("own-page-unknown")
    return Whose(found, visit.number)


async def page(work: Work, *, key_hash: str) -> Page:
    """What an address shows; Refused where it shows nothing."""
    visit, hazards = await address.open_visit(work, key_hash)
    zone, whole = work.district.zone, await record.whole(work, visit)
    place = await at_place.of(work, visit)
    named = await people.officers(work, visit)
    found = _found(visit, whole, hazards, work) if visit.state in READ_OUT else ()
    rated = [one.stars for one in await work.tx[VISITS].ratings(visit.id) if one.stars is not None]
    figures = {"count": len(whole.asked), "done": whole.done, "found": whole.count_asked(*FAILS)}
    ends = visit.ended_at + address.STAYS if visit.ended_at and not any(one.is_open for one in hazards) else None
    return Page(
        district=work.district.name,
        number=visit.number,
        place=at_place.called(place, visit)["place"],
        state=formats.state_word(visit.state, "inspection"),
        rows=(
            row("bodies", show.bodies_named(visit.bodies)),
            row("officers", [one.told for one in named]),
            row("kind", {"word": f"visit-kind-{visit.visit_kind}"}),
            row("lists", await recording.lists(work, visit)),
            row("approval", recording.approved(visit)),
            *([row("rests-on", visit.rests_on)] if visit.rests_on else []),
            row("begun", stamp(visit.begun_at, zone) if visit.begun_at else show.window(visit)),
            *([row("signed-at", stamp(visit.signed_at, zone))] if visit.signed_at else []),
            *([row("official", visit.official)] if visit.official else []),
        ),
        found=tuple(found),
        counted={"word": "own-page-counted", **figures} if visit.state in READ_OUT else "",
        is_read_out=visit.state in READ_OUT,
        is_signed=visit.state in SIGNED,
        may_complain=visit.state in BEGUN,
        stars=rated[-1] if rated else None,
        until=stamp(ends, zone) if ends else None,
    )


def _found(visit: Visit, whole: Whole, hazards: Sequence[FoundThere], work: Work) -> list[Found]:
    """What failed, with its hazard where there is one; then hazards that are of no item."""
    of_item = {one.item: one for one in hazards if one.item}
    found = []
    for item in whole.asked:
        now = whole.newest.get(item.key)
        if now is None or now.result not in FAILS:
            continue
        said: list[Any] = [now.words] if now.words else []
        if now.to_body:
            said.append({"word": "visit-paper-to", "body": bodies.of(now.to_body).named})
        hazard = of_item.pop(item.key, None)
        if hazard is None:
            found.append(Found(_text(item), recording.answer_word(now), tuple(said), before=now.photos))
        else:
            found.append(of_hazard(hazard, _text(item), said, now.photos, work.district.zone))
    rest = [one for one in hazards if not one.item or one.item in of_item]
    return [*found, *(of_hazard(one, one.title, [], (), work.district.zone) for one in rest)]


def _text(item: Item) -> Any:
    return {"word": "own-page-item", "n": item.number, "text": item.named}


def of_hazard(one: FoundThere, text: Any, said: Sequence[Any], photos: Sequence[int], zone: tzinfo) -> Found:
    """One that is followed up; *photos* are those of the answer. What shows it put right stands there alone. Pure."""
    more = list(said)
    more.append({"word": "visit-paper-severity", "severity": {"word": f"visit-paper-severity-{one.severity}"}})
    if one.is_open and one.limit_at is not None and one.recheck_at is None:
        more.append({"word": "own-page-until", "at": stamp(one.limit_at, zone)})
    if one.is_open and one.recheck_at is not None:
        more.append({"word": "own-page-recheck", "at": stamp(one.recheck_at, zone)})
    if one.hastened and one.is_open:
        more.append({"word": "own-page-hastened"})
    return Found(
        text=text,
        state={"word": f"own-page-hazard-{one.state}", "else": f"state-hazard-{one.state}"},
        said=tuple(more),
        number=one.number,
        before=tuple(photo for photo in dict.fromkeys((*photos, *one.before)) if photo not in one.after),
        after=one.after,
        takes_photos=one.takes_photos,
        may_hasten=one.may_hasten,
        is_over=not one.is_open,
    )


async def sheet(work: Work, *, key_hash: str) -> Sheet:
    """The record for the place; Refused before it is signed."""
    visit, _ = await address.open_visit(work, key_hash)
    if visit.state not in SIGNED:
        raise Refused("own-page-no-record")
    return await recording.of(work, visit, for_place=True)


async def photo(work: Work, *, key_hash: str, evidence_id: int) -> int:
    """The id of a picture that this address may show; Refused for every other one."""
    if evidence_id not in (await page(work, key_hash=key_hash)).photos:
        raise Refused("no-such-picture")
    return evidence_id
