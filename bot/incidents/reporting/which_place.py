"""Which of several places of one name is meant: the case is there at once, and one tap says which it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.incidents import asks as incident_asks
from bot.incidents.asks import By, Which
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.outbox.letters import Button, Rows
from bot.places import finding, in_texts
from bot.places.in_texts import Named
from bot.places.naming import public
from bot.places.register import PLACES, Place
from bot.values import formats, geo, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.work import Work

AT_HAND_M = 500.0
"""A place so near to who reports is taken to be meant."""

MOST = 6
"""So many places are offered."""


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
    """The nearest to who reports first, where their own position is known and fresh; else as they are registered."""
    here = await _here(work)
    if here is None:
        return [(place, None) for place in places]
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
    meant = next((one for one in await candidates(work, incident) if one.n == n), None)
    if meant is None:
        raise Refused("question-settled", number=incident.number)
    left = incident_asks.without_place(incident.asks)
    until = incident.asked_until if incident_asks.holding(left) else None
    incident = await work.tx[INCIDENTS].keep(replace(incident, asks=left, asked_until=until))
    changes.note(work, incident)
    work.stir()
    if meant.n:
        given = {
            "point": meant.place.point or incident.point,
            "place": public.name(work.district, meant.place),
            "was": incident.point,
        }
        given["at_code"] = meant.place.code
        await cases_perform.perform(work, incident, "relocate", actor=actor, facts=Facts(given=given))
    else:
        await orders.card(work, incident)
    return answer("place-meant", number=incident.number, place=meant.label)
