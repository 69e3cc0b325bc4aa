"""The record of a visit is put together from what the memory has of it; as it stands in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from bot.bodies import bodies
from bot.cases import show as cases_show
from bot.checklists import editions
from bot.inspections import at_place, show
from bot.inspections import visit as inspections_visit
from bot.inspections.papers.record import approvals, conflicts, people, presence
from bot.inspections.papers.record.conflicts import Dispute
from bot.inspections.papers.record.people import Named
from bot.inspections.papers.record.sheet import ItemLine, Row, Sheet, Signed, official_row, row, stamp
from bot.inspections.table import AHEAD, ON_SPOT, VISITS, Visit
from bot.inspections.visit import FAILS, Answered, How, Signature, Signs
from bot.inspections.visiting import record
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.places.register import Place
from bot.values import formats
from bot.work.features import FEATURES
from bot.work.findings import FoundThere
from bot.work.work import Work

MOST_PHOTOS = 60
"""So many pictures are shown in a record; the others are counted."""


async def of(work: Work, visit: Visit, *, for_place: bool = False) -> Sheet:
    """The record of *visit* as it stands in this transaction.

    *for_place*: without what is the bodies' own: whose complaint it was, why somebody was recused, who approved, what
    officers differed about, what somebody noted who may not decide.
    """
    whole, zone = await record.whole(work, visit), work.district.zone
    named = await people.officers(work, visit)
    names = await _names(work, whole, named)
    lines, omitted = _few_pictures([_line(one, whole, names, zone, for_place=for_place) for one in whole.asked])
    signed = await _signed(work, visit, names)
    differed = conflicts.disputes(whole.answered)
    hazards = [hazard_line(one, zone) for one in await found_in(work, visit)]
    pictures = [photo for one in lines for photo in one.photos] + [one.photo for one in signed if one.photo]
    return Sheet(
        number=visit.number,
        drafted=visit.state in AHEAD | ON_SPOT,
        rows=(
            *await _about(work, visit, for_place=for_place),
            *await _people(work, visit, named, for_place=for_place),
            *await _times(work, visit, whole),
        ),
        items=lines,
        disputes=() if for_place else tuple(_dispute(one, whole, names, zone) for one in differed),
        hazards=tuple(hazards),
        signed=signed,
        omitted=omitted,
        made_at=stamp(work.now, zone),
        pictures=tuple(dict.fromkeys(pictures)),
    )


async def found_in(work: Work, visit: Visit) -> Sequence[FoundThere]:
    """What was found in a visit, by whoever keeps it; nothing where nobody does."""
    keeper = work.at_hand[FEATURES].found_in
    return await keeper.of_visit(work, visit.id) if keeper is not None else ()


async def _names(work: Work, whole: Whole, named: Iterable[Named]) -> Mapping[int, str]:
    known = {one.user_id: one.name for one in named}
    for answered in whole.answered:
        if answered.by_id not in known:
            known[answered.by_id] = await cases_show.name(work, answered.by_id)
    return known


async def _about(work: Work, visit: Visit, *, for_place: bool) -> list[Row]:
    place = await at_place.of(work, visit)
    return [
        *of_place(place, visit),
        row("kind", {"word": f"visit-kind-{visit.visit_kind}"}),
        *([] if for_place else why(visit)),
        row("lists", await lists(work, visit)),
        row("rests-on", visit.rests_on),
        official_row("official", visit.official),
        official_row("official-case", ""),
    ]


def of_place(place: Place | None, visit: Visit) -> list[Row]:
    """The place as the register has it today. Pure."""
    called = at_place.called(place, visit)
    merged = [row("place-was", visit.place)] if place is not None and place.code != visit.place else []
    return [
        row("place", called["place"]),
        row("code", called["code"]),
        *merged,
        row("credit", place.credit if place else ""),
        row("address", called["address"]),
    ]


def why(visit: Visit) -> list[Row]:
    """Where a single case came from, and why its approver decided against the advice. Pure."""
    found = []
    if visit.source:
        told = {"source": {"word": f"visit-source-{formats.dashed(visit.source)}"}, "number": visit.reference or "-"}
        found.append(row("source", {"word": "visit-paper-source-is", **told}))
    if visit.advised:
        told = {"rule": {"word": f"visit-by-rule-{visit.advised}"}, "reason": visit.reason or "-"}
        found.append(row("advised", {"word": "visit-paper-advised-is", **told}))
    elif visit.reason:
        found.append(row("reason", visit.reason))
    return found


async def lists(work: Work, visit: Visit) -> Any:
    """The lists with the edition in which they were used, one a line."""
    found = []
    for used in visit.lists:
        checklist = await editions.edition(work, used.code, used.edition)
        own = "own" if used.edition > 0 else "starter"
        edition = used.edition if used.edition > 0 else 1 - used.edition
        found.append({"word": f"visit-paper-list-{own}", "list": checklist.named, "edition": edition})
    return found


async def _people(work: Work, visit: Visit, named: Sequence[Named], *, for_place: bool) -> list[Row]:
    came = [row("bodies", show.bodies_named(visit.bodies)), row("officers", [one.told for one in named])]
    if for_place:
        return [*came, row("approval", approved(visit))]
    found = [
        *came,
        row("helpers", await show.names(work, visit.helpers) if visit.helpers else ""),
    ]
    if visit.recused:
        found.append(row("recused", await show.names(work, visit.recused)))
    by = approvals.by(visit, await work.tx.history.of_moves(visit.id, show.APPROVES))
    names = {one.by_id: await cases_show.name(work, one.by_id) for one in by if one.by_id is not None}
    return [*found, row("approval", approvals.told(visit, by, names, work.district.zone))]


def approved(visit: Visit) -> Any:
    """By which bodies it was approved; who did is the bodies' own. Pure."""
    if not visit.approved:
        return {"word": "visit-paper-not-approved"}
    return {"word": "own-page-approved", "bodies": show.bodies_named(visit.approved)}


async def _times(work: Work, visit: Visit, whole: Whole) -> list[Row]:
    zone, there = work.district.zone, await presence.shown(work, visit)
    key = f"visit-paper-there-{there['by']}"
    shown = {"word": key, "at": stamp(visit.found_at, zone), "metres": there["metres"]}
    figures = {"count": len(whole.asked), "done": whole.done, "found": whole.count_asked(*FAILS)}
    return [
        row("notified", stamp(visit.notified_at, zone)),
        row("begun", stamp(visit.begun_at, zone)),
        row("there", shown),
        row("read", stamp(visit.read_at, zone)),
        row("signed-at", stamp(visit.signed_at, zone)),
        row("result", {"word": "visit-paper-counted", **figures}),
    ]


def _line(item: Item, whole: Whole, names: Mapping[int, str], zone: tzinfo, *, for_place: bool) -> ItemLine:
    now, noted = whole.newest.get(item.key), whole.noted.get(item.key)
    said: list[Any] = [] if now is None else told(now, names, zone)
    if noted is not None and not for_place:
        about = {"name": names[noted.by_id], "answer": answer_word(noted), "words": noted.words}
        said.append({"word": "visit-paper-noted", **about})
    photos = now.photos if now is not None and now.result in FAILS else ()
    result = str(now.result) if now is not None else ""
    answered = answer_word(now) if now is not None else {"word": "visit-paper-open"}
    return ItemLine(item.number, item.named, item.section, result, answered, tuple(said), photos)


def told(one: Answered, names: Mapping[int, str], zone: tzinfo) -> list[Any]:
    """What stands below an answer: its words, severity and limit, to whom it was handed, who said it when. Pure."""
    found: list[Any] = [one.words] if one.words else []
    if one.severity:
        found.append({"word": "visit-paper-severity", "severity": {"word": f"visit-paper-severity-{one.severity}"}})
    if one.hours is not None:
        found.append({"word": "visit-paper-limit", "hours": one.hours})
    if one.to_body:
        found.append({"word": "visit-paper-to", "body": bodies.of(one.to_body).named})
    by = "visit-paper-by-together" if one.together else "visit-paper-by"
    return [*found, {"word": by, "name": names.get(one.by_id, "-"), "at": stamp(one.said_at, zone)}]


def answer_word(one: Answered) -> Any:
    """What an answer is called."""
    return {"word": f"visit-paper-answer-{formats.dashed(one.result)}"}


def _few_pictures(lines: Sequence[ItemLine]) -> tuple[tuple[ItemLine, ...], int]:
    """The same with no more pictures than a record shows; and how many were left out."""
    room, kept, omitted = MOST_PHOTOS, [], 0
    for line in lines:
        shown = line.photos[:room]
        omitted, room = omitted + len(line.photos) - len(shown), room - len(shown)
        kept.append(ItemLine(**{**vars(line), "photos": shown}))
    return tuple(kept), omitted


def _dispute(one: Dispute, whole: Whole, names: Mapping[int, str], zone: tzinfo) -> Any:
    item = whole.item(one.item)

    def said(answered: Answered) -> Any:
        about = {"name": names[answered.by_id], "answer": answer_word(answered), "at": stamp(answered.said_at, zone)}
        return {"word": "visit-paper-dispute-said", **about}

    settled = said(one.settled) if one.settled is not None else {"word": "visit-paper-dispute-open"}
    number = item.number if item is not None else one.item
    return {
        "word": "visit-paper-dispute",
        "n": number,
        "said": _joined([said(each) for each in one.said]),
        "settled": settled,
    }


def _joined(each: Iterable[Any]) -> Any:
    joined: Any = ""
    for one in each:
        joined = {"word": "visit-paper-then", "one": joined, "other": one} if joined else one
    return joined


def hazard_line(one: FoundThere, zone: tzinfo) -> Any:
    """A hazard with its limit and how it stands. Pure."""
    until = {"word": "visit-paper-until", "at": stamp(one.limit_at, zone)} if one.limit_at else ""
    return {
        "word": "visit-paper-hazard",
        "number": one.number,
        "title": one.title,
        "severity": {"word": f"visit-paper-severity-{one.severity}"},
        "state": formats.state_word(one.state, "hazard"),
        "until": until,
    }


async def _signed(work: Work, visit: Visit, names: Mapping[int, str]) -> tuple[Signed, ...]:
    """Those of the round that counts."""
    stand = inspections_visit.stand(await work.tx[VISITS].signatures(visit.id), visit.round)
    found = []
    for one in stand:
        name = names.get(one.by_id) or await cases_show.name(work, one.by_id)
        found.append(_signature(one, name, work.district.zone))
    return tuple(found)


def _signature(one: Signature, name: str, zone: tzinfo) -> Signed:
    if one.signs is Signs.OFFICER:
        who: Any = {"word": "visit-paper-signs-officer", "name": name}
    else:
        who = {"word": "visit-paper-signs-place", "name": one.name or "-"}
    how: Any = {"word": f"visit-paper-how-{one.how}"}
    if one.how is How.REFUSED:
        how = {"word": "visit-paper-how-refused", "witness": one.witness or "-", "name": name}
    return Signed(who, how, stamp(one.at, zone), one.photo)
