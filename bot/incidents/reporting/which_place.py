"""Which of several places of one name is meant: the case is there at once, and one tap says which it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cases import changes, kinds
from bot.cases import perform as cases_perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.incidents import asks as incident_asks
from bot.incidents.asks import By, Which
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import MOVES, Incident
from bot.outbox.letters import Button, Rows
from bot.places import finding, in_texts
from bot.places.in_texts import Named
from bot.places.naming import heard, public
from bot.places.register import PLACES, Place
from bot.places.standing import linking, links
from bot.places.talk import spot
from bot.values import formats, geo, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

AT_HAND_M = 500.0
"""A place so near to who reports is taken to be meant."""

MOST = 6
"""So many places are offered."""

WAITED_FOR = timedelta(minutes=5)
"""So long after a place was tapped that lies nobody knows where a location is its own; later it is a report."""

RELOCATE = "relocate"
"""The question for the place of a case: its *number*; where it is to be *at* a place of the register, that one's code.
"""

FIRST = "first"
"""The mark of that question about a case that nobody knows the place of: it is over once somebody has said that."""


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant: its number among them, its label, and how far it is from who reported."""

    n: int
    place: Place
    label: str
    metres: float | None


# --- a report that names several


async def choose(work: Work, named: Named, text: str) -> tuple[Place, tuple[str, ...]]:
    """At which place the case is taken to be, and what is asked about that; nothing where only one is named."""
    if len(named.places) == 1:
        return named.places[0], ()
    rows = await _by_distance(work, named.places)
    said = in_texts.by_address(text, named.places)
    if said is not None:
        by = By.ADDRESS
        rows.sort(key=lambda row: row[0] != said)
    else:
        nearest = rows[0][1]
        by = By.NEAR if nearest is not None and nearest <= AT_HAND_M else By.NOBODY
    kept = tuple((place.code, None if metres is None else round(metres)) for place, metres in rows[:MOST])
    return rows[0][0], (Which(by, kept).ask,)


async def named(work: Work, text: str) -> Named | None:
    """The place that *text* names, or several; of a chain of thousands those at hand are among them."""
    return await finding.named(work.tx, work.district.id, text, await _here(work))


async def _here(work: Work) -> Point | None:
    """Where who reports is, where that is known and fresh."""
    fix = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    return fix.point if fix is not None and fix.is_fresh(work.now, work.rules.position_s) else None


async def _by_distance(work: Work, places: Sequence[Place]) -> list[tuple[Place, float | None]]:
    """The nearest to who reports first, where their own position is known and fresh; else as they are registered.

    Those that lie nobody knows where come last: nobody can be sent there.
    """
    here = await _here(work)
    if here is None:
        return [(place, None) for place in sorted(places, key=lambda one: one.point is None)]
    measured = [(place, geo.metres(here, place.point) if place.point else None) for place in places]
    return sorted(measured, key=lambda row: math.inf if row[1] is None else row[1])


# --- how it is asked


async def candidates(work: Work, incident: Incident) -> tuple[Candidate, ...]:
    """The places that may be meant, the one at which the case stands first; none where nothing is asked."""
    found = incident_asks.which(incident.asks)
    if found is None:
        return ()
    known = {one.code: one for one in await work.tx[PLACES].of(work.district.id, [code for code, _ in found.of])}
    there = [(n, known[code], metres) for n, (code, metres) in enumerate(found.of) if code in known]
    labels = [_label(work, place) for _, place, _ in there]
    return tuple(
        Candidate(n, place, f"{label} {place.code}" if labels.count(label) > 1 else label, metres)
        for label, (n, place, metres) in zip(labels, there, strict=True)
    )


def _label(work: Work, place: Place) -> str:
    """What the place is called and where it is, as everybody may read it: it stands on the group's card."""
    name, address = public.name(work.district, place), public.address(work.district, place)
    return name if address in name else f"{name} {address}"


def rows(incident: Incident, each: Sequence[Candidate]) -> Rows:
    """A button for each place that it may be; what was decided already is not offered once more."""
    found = incident_asks.which(incident.asks)
    offered = each if found is not None and found.by is By.NOBODY else [one for one in each if one.n]
    return tuple((_button(incident, one),) for one in offered)


def _button(incident: Incident, one: Candidate) -> Button:
    data = f"incident:{incident.district_id}.{incident.number}:ask:{incident_asks.PLACE}:{one.n}"
    if one.metres is None:
        return Button("button-place", data, {"place": one.label})
    return Button("button-place-metres", data, {"place": one.label, "metres": formats.metres_word(one.metres)})


async def taken(work: Work, incident: Incident) -> Answer | None:
    """What who reported in private is told and asked; None where nothing is, or the group's card says it."""
    found, each = incident_asks.which(incident.asks), await candidates(work, incident)
    if found is None or not each or not work.who.in_private:
        return None
    return answer(
        f"report-place-{found.by}", rows(incident, each), number=incident.number, place=each[0].label, turns=True
    )


# --- the answer


async def answered(work: Work, incident: Incident, choice: str, actor: Actor) -> Answer:
    """A tap on one of them: the case is there, and whoever goes hears of it."""
    n = texts.whole_number(choice, digits=2)
    each = await candidates(work, incident)
    meant = next((one for one in each if one.n == n), None)
    if meant is None:
        raise Refused("question-settled", number=incident.number)
    if meant.n and meant.place.point is None and _lies_at_another(incident, each):
        return await _ask_where(work, incident, meant)
    await _let_be(work, incident)
    left = incident_asks.without_place(incident.asks)
    until = incident.asked_until if incident_asks.holding(left) else None
    incident = await work.tx[INCIDENTS].keep(replace(incident, asks=left, asked_until=until))
    changes.note(work, incident)
    work.stir()
    if meant.n and meant.place.point is not None:
        await moved(work, incident, meant.place, actor)
    else:
        if meant.n:
            await linking.say(work, incident.number, meant.place)
        await orders.card(work, incident)
    return answer("place-meant", number=incident.number, place=meant.label)


def _lies_at_another(incident: Incident, each: Sequence[Candidate]) -> bool:
    """Whether its point is that of the place at which it was taken to be, and nobody's own."""
    return incident.point is not None and any(one.n == 0 and one.place.point == incident.point for one in each)


async def moved(work: Work, incident: Incident, place: Place, actor: Actor, point: Point | None = None) -> None:
    """The case is at *place*, where that lies, or at *point*, where somebody said that it lies."""
    given = {
        "point": point or place.point,
        "place": public.name(work.district, place),
        "was": incident.point,
        "at_code": place.code,
    }
    await cases_perform.perform(work, incident, "relocate", actor=actor, facts=Facts(given=given))


# --- where one lies of which nobody knows that


async def want(work: Work, incident: Incident, *, first: bool = False) -> None:
    """The next location of the one who speaks is that of *incident*, where they wrote or where they are answered.

    *first*: only as long as nobody has said where it is.
    """
    who = work.who
    data = {"number": incident.number, **({FIRST: True} if first else {})}
    for chat_id in {who.chat_id or who.user_id, _chat(work)}:
        await work.tx.drafts.put(Draft(who.user_id, chat_id, RELOCATE, work.now, 0, work.district.id, data))


async def forget(work: Work, draft: Draft) -> None:
    """It is asked nowhere any more."""
    await asked_no_more(work, int(draft.data["number"]))


async def asked_no_more(work: Work, number: int) -> None:
    """Of the case of a *number* the one who speaks is asked nowhere any more where it is: that is known now."""
    for chat_id in {work.who.chat_id, work.who.user_id, work.district.chat_id}:
        asked = await work.tx.drafts.get(work.who.user_id, chat_id, RELOCATE)
        if asked is not None and asked.data.get("number") == number:
            await work.tx.drafts.drop(asked)


async def _ask_where(work: Work, incident: Incident, meant: Candidate) -> Answer:
    """The next location of who tapped it is that of the case; until then this is asked on, and lies where it did.

    Its team waits no longer for that than for any answer: the location may still come when the team is on its way.
    """
    who = work.who
    data = {"number": incident.number, "at": meant.place.code}
    await work.tx.drafts.put(Draft(who.user_id, _chat(work), RELOCATE, work.now, 0, work.district.id, data))
    is_press, number = who.channel == "button", incident.number
    return answer("report-place-where", alert=is_press, number=number, place=meant.label, facts_keyboard="location")


def _chat(work: Work) -> int:
    """Where the answer comes, and so the location."""
    return work.who.user_id if spot.is_private(work) else work.who.chat_id


async def _let_be(work: Work, incident: Incident) -> None:
    """Another one was meant: no location is waited for any more."""
    draft = await work.tx.drafts.get(work.who.user_id, _chat(work), RELOCATE)
    if draft is not None and draft.data.get("at") and draft.data["number"] == incident.number:
        await work.tx.drafts.drop(draft)


async def awaits(work: Work, draft: Draft) -> Incident | None:
    """The case that the next location of the one who speaks is for, by the question of a *draft*.

    None where it would be refused now, where a place was tapped too long ago and may be meant no more, or where
    somebody else has said meanwhile where it is: a location is a report then.
    """
    incident = await work.tx[INCIDENTS].by_number(work.district.id, int(draft.data["number"]))
    if incident is None or incident.state not in MOVES[RELOCATE].start:
        return None
    if draft.data.get(FIRST) and incident.point is not None:
        return None
    was_tapped = bool(draft.data.get("at"))
    if was_tapped and (incident_asks.which(incident.asks) is None or work.who.said_at > draft.started_at + WAITED_FOR):
        return None
    return incident if (await kinds.actor(work, incident)).parts & MOVES[RELOCATE].by else None


async def located(
    work: Work, incident: Incident, draft: Draft, point: Point, actor: Actor, new: Button
) -> Answer | None:
    """The location that was asked for: the case is there, at the place that was tapped; None where none was.

    *new*: the button of who meant a new case with it.
    """
    place = await links.standing_for(work.tx, work.district.id, str(draft.data.get("at", "")))
    if place is None or not place.is_there:
        return None
    await moved(work, incident, place, actor, point)
    return answer("place-set-at", buttons=((new,),), number=incident.number, place=heard.name(work, place))
