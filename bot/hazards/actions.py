"""What others want of hazards: visits find them, take them back and ask what is open; the place says what it did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases import changes, kinds
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.hazards import marks, moving, parts, told
from bot.hazards.answers import following
from bot.hazards.clock import alarms
from bot.hazards.table import CLOSED, FOUND, HAZARDS, KIND, MOVES, RECTIFIED, Hazard, Severity
from bot.places import edits
from bot.places.kinds import kinds as place_kinds
from bot.places.register import Place
from bot.places.standing import colours, links, located
from bot.values import texts
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.findings import Finding, Made, OpenFinding
from bot.work.history import Part, Record
from bot.work.work import Work

MOST_TITLE = 200
"""UTF-16 units of what a hazard is called."""

MOST_WORDS = 500

_ORDER = tuple(Severity)


# --- found


async def find(work: Work, finding: Finding) -> Made:
    """``Feature.finds``: a case of what was found, as whoever speaks; the same item of one visit is one hazard.

    With *hours* its limit begins (0 ends with the day), *fixed* closes it. A visit of guidance sets none.
    """
    hazard, stays = await _found(work, finding)
    return Made(hazard.number, stays)


async def found(work: Work, finding: Finding, *, clue: bool = False) -> Hazard:
    """The same, as the case. *clue*: whoever found it only registers what they see."""
    if clue:
        hazard = await _new(work, finding)
        return await moving.move(work, hazard, "doubt", actor=await _finder(work, hazard))
    return (await _found(work, finding))[0]


async def _found(work: Work, finding: Finding) -> tuple[Hazard, dict[str, Any] | None]:
    """The hazard as it stands then, and why it stays as it was where the answer would have it otherwise."""
    before = await _of_visit(work, finding)
    hazard = before or await _new(work, finding)
    actor = await _finder(work, hazard)
    follows = following.of(hazard, finding, actor, work.now)
    for name, given in follows.moves:
        hazard = await moving.move(work, hazard, name, actor=actor, **given)
    await alarms.begin(work, hazard)
    if before is None and hazard.state == FOUND and finding.body and not await _decides(work, finding):
        await told.handed(work, hazard, Facts())
    return await work.tx[HAZARDS].get(hazard.id) or hazard, follows.stays


async def _decides(work: Work, found: Finding) -> bool:
    """Whether whoever speaks goes on themselves with what is a body's; else it is handed over to that body."""
    return any(parts.has_power(work, one, found.body, found.item) for one in await parts.mine_certified(work))


async def _finder(work: Work, hazard: Hazard) -> Actor:
    """Who speaks, with the powers that a visit has looked at before: they answered the item, so it is theirs."""
    actor = await kinds.actor(work, hazard)
    own = {Part.FINDER, Part.OFFICER} if hazard.visit_id is not None else {Part.FINDER}
    return replace(actor, parts=actor.parts | own)


async def _of_visit(work: Work, finding: Finding) -> Hazard | None:
    """That of the same item in the same visit, by the other officer or before a correction.

    One that was fixed on the spot, and is not any more, is taken back: it is found anew.
    """
    if finding.visit_id is None or not finding.item:
        return None
    same = [one for one in await work.tx[HAZARDS].of_visit(finding.visit_id) if one.item == finding.item]
    live = next((one for one in same if one.is_live), None)
    closed = next((one for one in same if one.state == CLOSED), None)
    if live is None and closed is not None and finding.fixed:
        return closed
    if live is None and closed is not None:
        await moving.move(work, closed, "take_back", actor=await _finder(work, closed))
    return live


async def _new(work: Work, finding: Finding) -> Hazard:
    place = await _place_of(work, finding)
    hazard = await work.tx[HAZARDS].add(
        Hazard(
            work.district.id,
            KIND,
            await work.tx.districts.next_number(work.district.id),
            FOUND,
            work.now,
            drill=work.district.drill,
            point=place.point,
            reporter_id=finding.by_id,
            place=place.code,
            firm=place_kinds.is_firm(work.district, place) is not False,
            title=texts.cut(texts.line(finding.title), MOST_TITLE),
            item=finding.item,
            edition=finding.edition,
            body=finding.body,
            severity=Severity(finding.severity),
            finder_id=finding.by_id,
            visit_id=finding.visit_id,
            incident_id=finding.incident_id,
            before=finding.photos,
            guidance=finding.guidance,
        )
    )
    line = Record(MOVES.first, "", FOUND, finding.at, finding.by_id, Part.FINDER, work.who.channel)
    await work.tx.history.add(work.district.id, hazard.id, line, work.now, hazard.title or None)
    changes.note(work, hazard, touched=True)
    colours.stir(work, hazard.place)
    return hazard


async def _place_of(work: Work, finding: Finding) -> Place:
    """The place as it is today; what a visit found is kept, also where the place is gone meanwhile."""
    if finding.visit_id is None:
        return await moving.place_there(work, finding.place)
    place = await edits.get(work, finding.place)
    return await links.standing_for(work.tx, work.district.id, place.code) or place


async def unfind(work: Work, visit_id: int, item: str) -> Made | None:
    """``Feature.unfinds``: the answer of a visit that is not signed yet was corrected, so it was none."""
    stays: Made | None = None
    for hazard in await work.tx[HAZARDS].of_visit(visit_id):
        if hazard.item != item or not (hazard.is_live or hazard.state == CLOSED):
            continue
        actor = await _finder(work, hazard)
        if (why := following.stands_against(hazard, "take_back", actor, work.now)) is not None:
            stays = Made(hazard.number, why)
            continue
        await moving.move(work, hazard, "take_back", actor=actor)
    return stays


# --- what is open


async def open_findings(work: Work, places: Sequence[str], *, since: datetime | None = None) -> Sequence[OpenFinding]:
    """``Feature.open_findings``: what is open at places, the worst and oldest first; *since*: or ended after that."""
    found = [one for code in dict.fromkeys(places) for one in await marks.open_at(work, code)]
    if since is not None:
        past = await work.tx[HAZARDS].at_place(work.district.id, tuple(dict.fromkeys(places)), marks.MOST_BEFORE)
        found += [one for one in past if one.ended_at is not None and one.ended_at > since]
    each = {one.id: one for one in found}.values()
    return [_as_finding(one) for one in sorted(each, key=lambda one: (-_ORDER.index(one.severity), one.id))]


def _as_finding(one: Hazard) -> OpenFinding:
    return OpenFinding(
        one.id,
        one.number,
        one.place,
        one.title,
        one.severity,
        one.state,
        one.item,
        one.body,
        one.due_at,
        waits_for_recheck=one.state == RECTIFIED,
        must_not_open=one.must_not_open,
        visit_id=one.visit_id,
        hours=one.hours,
        found_at=one.reported_at,
        ended_at=None if one.is_open else one.ended_at,
    )


async def found_where(work: Work) -> None:
    """``Feature.seeks``: what is open at a place lies there, once it is known where that is."""
    await located.lie_there(work, work.tx[HAZARDS])


# --- by the place itself, over its own page


def _place(work: Work) -> Actor:
    return Actor(None, frozenset({Part.PLACE}), channel=work.who.channel)


@action(Right.HOUSE, "hazards.by_firm")
async def by_firm(work: Work, *, number: int, photos: Sequence[int], words: str = "") -> Answer:
    """The place says itself that it is put right, with ids of photos that are kept of the case."""
    hazard = await moving.get(work, number)
    said = texts.cut(texts.plain(words).strip(), MOST_WORDS)
    given: dict[str, Any] = {"photos": tuple(photos) or None, "reason": said or None}
    name = "picture" if hazard.state == RECTIFIED else "rectify"
    await moving.move(work, hazard, name, actor=_place(work), **given)
    return QUIET


@action(Right.HOUSE, "hazards.hasten_by_firm")
async def hasten_by_firm(work: Work, *, number: int) -> Answer:
    """The place wishes that somebody looks again sooner."""
    await moving.move(work, await moving.get(work, number), "hasten", actor=_place(work))
    return QUIET
