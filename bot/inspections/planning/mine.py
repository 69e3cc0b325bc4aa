"""``/visit``: alone my visits with their next step, today's first; with words a wish for the places that they name."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import kinds
from bot.checklists import editions
from bot.inspections import show
from bot.inspections.course import people
from bot.inspections.planning import deciding, planning, reading, wishing
from bot.inspections.planning.advice import Advice
from bot.inspections.planning.reading import Known, Said
from bot.inspections.planning.wishes import Wish
from bot.inspections.table import AHEAD, KIND, ON_SPOT, VISITS, Visit, VisitKind
from bot.inspections.visiting import spot as on_spot
from bot.outbox.letters import Button
from bot.places import codes, finding
from bot.places.register import Place
from bot.places.talk import press, spot
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.drafts import Draft
from bot.work.work import Work

WHERE = "visit-place"
"""The draft that keeps the other words while somebody chooses which place they mean."""

MOST, MOST_PLACES, MOST_HITS, MOST_DUE = 12, 10, 6, 200
"""Visits in one list, places in one wish, places to choose from, visits that are looked at for a captain."""


@action(Right.DISTRICT, "inspections.mine")
async def mine(work: Work) -> Answer:
    """Mine, today's first; of captains who are no officers those of the whole district that are due."""
    found = await of_person(work) if work.who.is_of_body else await _due(work)
    if not spot.is_private(work):
        return show.in_private(work)
    asked = await deciding.waiting(work)
    if not found and not asked:
        return Answer("visit-none", {}, ((_near(work),),)) if work.who.is_of_body else Answer("visit-none-due", {})
    lines: list[dict[str, Any]] = []
    row: list[Button] = []
    for wished in asked[:MOST]:
        lines.append(await deciding.line(work, wished))
        row.append(await deciding.opens(work, wished))
    for one in found[:MOST]:
        told = await show.facts(work, one)
        step = {"word": f"visit-step-{next_step(work, one)}"}
        names = ("number", "place", "kind", "days", "state", "bodies")
        lines.append({"word": "visit-mine-line", **{name: told[name] for name in names}, "step": step})
        row.append(show.opens(work, one, texts.cut(str(told["place"]), 20)))
    if len(found) > MOST:
        lines.append({"word": "visit-more", "count": len(found) - MOST})
    rows = tuple(tuple(row[n : n + 2]) for n in range(0, len(row), 2))
    if work.who.is_of_body:
        rows = (*rows, (_near(work),))
    return Answer("visit-mine", {"count": len(found) + len(asked), "lines": lines}, rows, turns=True)


def _near(work: Work) -> Button:
    """The places around: each card has the button that plans a visit."""
    return press.button(work, "button-visit-near", "near")


async def of_person(work: Work) -> list[Visit]:
    """The live visits of the one who speaks: as an officer, or because they have to approve; today's first."""
    rows = await officers.mine(work)
    approves = {one.body for one in rows if one.approver}
    live = await work.tx[VISITS].live(work.district.id)
    me = work.who.user_id

    def is_mine(one: Visit) -> bool:
        waits = bool(approves & set(one.unapproved)) and (one.state in AHEAD | ON_SPOT or one.waits_for_approval)
        return me in one.officers or me in one.helpers or me == one.reporter_id or waits

    return sorted((one for one in live if is_mine(one)), key=lambda one: _order(work, one))


async def _due(work: Work) -> list[Visit]:
    if not work.who.is_captain:
        raise Refused("officers-only")
    begun = await work.tx[VISITS].due(work.district.id, show.today(work), MOST_DUE)
    return sorted((one for one in begun if show.listed_in(work, one)), key=lambda one: _order(work, one))


def _order(work: Work, one: Visit) -> tuple[Any, ...]:
    """What is under way, then emergencies, which may begin at once, what may be today, then by day."""
    today = show.today(work)
    is_today = one.since is not None and one.until is not None and one.since <= today <= one.until
    urgent = one.emergency and one.state in AHEAD
    return (one.state not in ON_SPOT, not urgent, not is_today, one.since or today, one.number)


def next_step(work: Work, one: Visit) -> str:
    """What is to be done next, as its word says it."""
    if one.state in ON_SPOT:
        return "late" if one.waits_for_approval else "go-on"
    if one.state in AHEAD:
        if show.is_over(work, one):
            return "over"
        if one.unapproved and not one.emergency:
            return "wait"
        return "begin" if show.can_begin(work, one) else "ahead"
    return "late" if one.waits_for_approval else "done"


# --- a wish in words


@action(Right.DISTRICT, "inspections.wish")
async def wish(work: Work, *, text: str) -> Answer:
    """``/visit PLACE …``: what it is answered, place by place; nothing is planned before a tap."""
    own = await people.mine(work)
    if not spot.is_private(work):
        return show.in_private(work)
    said = reading.read(text, await _known(work), show.today(work))
    if not said.places:
        raise Refused("visit-how")
    if len(said.places) > MOST_PLACES:
        raise Refused("visit-too-many-places", most=MOST_PLACES)
    if len(said.places) == 1:
        return await _one(work, said, said.places[0])
    people.body_of(own, said.body)
    return await _several(work, said)


async def _known(work: Work) -> Known:
    lists = await editions.newest(work)
    rows = await officers.of(work)
    own = {one.body for one in rows}
    called = [(one.code, (one.zh, one.en, *one.also)) for one in (bodies.of(code) for code in own)]
    return Known(
        reading.by_all_names((one.code, (one.name_zh, one.name_en)) for one in lists),
        reading.by_all_names(called),
        {one.name: one.user_id for one in rows if one.certificate},
    )


async def _one(work: Work, said: Said, words: str) -> Answer:
    hits = await _hits(work, words)
    if len(hits) == 1:
        return await _answered(work, said, hits[0])
    more = {"word": "visit-which-more", "count": len(hits) - MOST_HITS} if len(hits) > MOST_HITS else ""
    data: dict[str, Any] = {"said": _kept(said)}
    await work.tx.drafts.put(Draft(work.who.user_id, work.who.user_id, WHERE, work.now, 0, work.district.id, data))
    row = [
        at_button(work, one, "button-visit-at", name=one.name, told=one.address or one.code) for one in hits[:MOST_HITS]
    ]
    return Answer(
        "visit-which-place", {"said": texts.cut(words, 40), "more": more}, tuple((one,) for one in row), turns=True
    )


async def _hits(work: Work, words: str) -> list[Place]:
    """The places that words may mean: the only one, the one of a code or of just that name; Refused for none."""
    here = await on_spot.stands(work) or await spot.here(work)
    found = [one for one in await finding.search(work.tx, work.district.id, words, here) if one.place.is_there]
    if not found:
        raise Refused("visit-no-place", said=texts.cut(words, 40))
    exact = [one.place for one in found if words.lower() in {one.place.code.lower(), one.place.name.lower()}]
    return exact if len(exact) == 1 else [one.place for one in found]


def at_button(work: Work, place: Place, key: str, **facts: Any) -> Button:
    """A button that wishes a visit to a place."""
    return Button(key, f"{KIND}:{work.district.id}.0:at:{codes.packed(place.code)}", facts)


@action(Right.DISTRICT, "inspections.at")
async def at(work: Work, *, code: str) -> Answer:
    """The tap on a place: the wish whose words wait, else a daily visit today."""
    await people.mine(work)
    draft = await work.tx.drafts.get(work.who.user_id, work.who.user_id, WHERE)
    said = Said()
    if draft is not None and draft.district_id == work.district.id:
        await work.tx.drafts.drop(draft)
        said = _unkept(draft.data["said"])
    return await _answered(work, said, await planning.place_of(work, code))


def _kept(said: Said) -> dict[str, Any]:
    told = asdict(said)
    days = {name: told[name].isoformat() if told[name] else "" for name in ("since", "until")}
    lists = {name: list(told[name]) for name in ("lists", "officers")}
    return {**told, **days, **lists, "kind": str(said.kind)}


def _unkept(kept: dict[str, Any]) -> Said:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("since", "until")}
    lists = {name: tuple(kept[name]) for name in ("lists", "officers")}
    return Said(**{**kept, **days, **lists, "kind": VisitKind(kept["kind"])})


async def _wish(work: Work, said: Said, place: Place) -> tuple[Wish, Advice]:
    return await planning.wish(work, place, said, await _case(work, said.case))


async def _case(work: Work, number: int) -> int | None:
    """The id of the case within which the visit is made; Refused where there is none of that number."""
    if not number:
        return None
    found = await kinds.by_number(work, number)
    if found is None:
        raise Refused("no-such-case", number=number)
    return int(found.id)


async def _answered(work: Work, said: Said, place: Place) -> Answer:
    wished, found = await _wish(work, said, place)
    return await wishing.answered(work, wished, found)


async def _several(work: Work, said: Said) -> Answer:
    """A line and a tap for each place; what is not one clear place is named."""
    lines: list[dict[str, Any]] = []
    row: list[Button] = []
    for words in said.places:
        try:
            hits = await _hits(work, words)
        except Refused:
            hits = []
        if len(hits) != 1:
            lines.append({"word": "visit-several-unclear", "said": texts.cut(words, 40)})
            continue
        wished, found = await _wish(work, said, hits[0])
        name = texts.cut(hits[0].name, 24)
        lines.append({"word": "visit-several-line", "place": hits[0].name})
        lines += await wishing.lines(work, hits[0], wished, found)
        row.append(wishing.first_tap(work, wished, found, name))
    return Answer("visit-several", {"count": len(row), "lines": lines}, tuple((one,) for one in row))


async def offer(work: Work, place: Any) -> Sequence[Button]:
    """The button under a place's card, for officers and approvers."""
    if not work.who.is_of_body or not place.is_there:
        return ()
    return (at_button(work, place, "button-visit-plan"),)
