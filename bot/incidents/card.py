"""Looks: answers that change nothing, and the views that cards and orders are written from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases import show as cases_show
from bot.cases.buttons import case_button
from bot.cases.case import Assignment
from bot.evidence.pieces import EVIDENCE, Evidence
from bot.handbook import guesses
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import ending, hours, proof, table, where
from bot.incidents import limits as incidents_limits
from bot.incidents.closing import review
from bot.incidents.ending import Ending
from bot.incidents.limits import deadline_of, is_overdue, severity_of
from bot.incidents.proof import Need
from bot.incidents.reporting import duplicates, merging, pieces, which_place
from bot.incidents.reporting.duplicates import Original
from bot.incidents.reporting.merging import Also
from bot.incidents.reporting.which_place import Candidate
from bot.incidents.requests import options, reporters
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.outbox.letters import Button, Rows
from bot.places.naming import heard, landmarks
from bot.places.naming.landmarks import Landmark
from bot.places.notes import going_in
from bot.places.standing import doors
from bot.places.standing.doors import Door
from bot.register.countries import Country
from bot.register.teams import Standing
from bot.values import formats
from bot.work import answer as work_answer
from bot.work import mustering
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES
from bot.work.work import Work


async def incident(work: Work, incident: Incident) -> Answer:
    """A case whole: what it is, who is on it, what is due, and how much of its proof is there."""
    have, need = await pieces.count(work, incident)
    item = incidents_limits.item_of(work, incident)
    end, also = await ending.of(work, incident), merging.more_lines(incident)
    also += [one.word for one in await merging.also_reported(work, incident)]
    door = await doors.of(work, incident.id) if work.who.in_private else None
    return answer(
        "case-whole",
        buttons=(*_where(work, incident), *(await _at_door(work, incident, door) if door else ())),
        number=incident.number,
        item=item.named,
        severity={"word": f"severity-{severity_of(incident, item)}"},
        state={"word": "state-nowhere"} if incident.is_nowhere else formats.state_word(incident.state),
        place=await _place(work, incident),
        reporter=await reporters.name(work, incident) or {"word": "unknown"},
        reported=work_answer.hour(work, incident.reported_at),
        due=work_answer.hour(work, deadline_of(incident, incidents_limits.limits_of(work, incident))),
        lines=[
            *_known(work, incident, have, need),
            *([end.said] if end else []),
            *await _unread(work, incident),
            *(door.on_order() if door else ()),
            *also,
            *await cases_show.team_lines(work, incident.assignments),
        ],
    )


def _where(work: Work, incident: Incident) -> Rows:
    """Somebody is still to say where it is."""
    button = case_button(incident, work.district, "relocate", key="button-set-location")
    return ((button,),) if incident.is_nowhere and work.who.may_act else ()


async def _at_door(work: Work, incident: Incident, door: Door) -> Rows:
    """Everything about its door, and what features offer there to the one who reads it."""
    return tuple(
        (one,)
        for one in (doors.button(work.district.id, incident.number), *await _offers(work, incident, door.place.code))
    )


async def _unread(work: Work, incident: Incident) -> list[Any]:
    """For captains: who of its teams has not read what is to be read before somebody goes in."""
    teams = [one.team_id for one in incident.assignments if one.is_open and one.stage]
    return await going_in.lines(work, incident.id, teams) if teams else []


async def _place(work: Work, incident: Incident) -> Any:
    """Where it is, as its card says it; of one without a point what was written."""
    alone, near = heard.is_alone(work), await where.landmark(work, incident)
    if incident.point is None:
        place = await where.called(work, incident, near) if alone else incident.place
        return place or {"word": "unknown"}
    return landmarks.said(incident.point, Landmark.of(work.district, near) if near else None, alone=alone)


def _known(work: Work, incident: Incident, have: int, need: int) -> list[dict[str, Any]]:
    """A line for each of what there is besides; nothing of what there is not."""
    source = " ".join(filter(None, (incident.source, incident.source_ref)))
    done_at = hours.done_at(incident)
    each: list[tuple[Any, str, dict[str, Any]]] = [
        (incident.words, "case-words", {"words": incident.words}),
        (source, "case-source", {"source": source}),
        (incident.held_s, "case-held", {"held": incident.held_s}),
        (have or need, "case-photos", {"have": have, "need": need}),
        (done_at, "case-finished", {"at": work_answer.hour(work, done_at)}),
    ]
    return [{"word": key, **facts} for is_there, key, facts in each if is_there]


# --- views


@dataclass(frozen=True)
class CaseView:
    """Everything that a card or an order shows, read in one go. Distances in metres, times aware UTC."""

    incident: Incident
    item: Item
    severity: str
    near: Landmark | None
    place: str | None
    reporter: str
    reporter_gone: bool
    due_at: datetime
    have: int
    need: int
    missing: tuple[Need, ...]
    flagged: tuple[int, ...]
    ending: Ending | None
    also: tuple[Also, ...]
    evidence: tuple[Evidence, ...]
    teams: dict[int, Standing]
    zone: Any
    language: str
    is_overdue: bool
    likeliest: tuple[Item, ...]
    candidates: tuple[Candidate, ...]
    original: Original | None
    own_team_may: bool
    now: datetime
    district_id: int
    chat_id: int
    drill: bool
    country: Country
    door: Door | None = None
    offers: tuple[Button, ...] = ()
    """What features offer the team at the place that it is at."""

    @property
    def lead(self) -> Assignment | None:
        """The lead's assignment."""
        return self.incident.lead

    def team_name(self, team_id: int) -> str:
        """A team's name, or its id where it was dissolved."""
        standing = self.teams.get(team_id)
        return standing.team.name if standing else str(team_id)

    @property
    def pair(self) -> tuple[Evidence, Evidence] | None:
        """The photos from before and after that show what was achieved, where there are both."""
        return review.pair_of(self.incident, self.item, self.evidence)

    @property
    def metres_from_place(self) -> float | None:
        """From the registered place by which it is said where it is."""
        return self.near.metres if self.near else None


async def view(work: Work, case_id: int, *, door: bool = False) -> CaseView | None:
    """The view of one case; None where it is gone. *door*: with what is to be known before somebody goes in."""
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is None:
        return None
    item = incidents_limits.item_of(work, incident)
    muster = await mustering.of(work)
    evidence = await work.tx[EVIDENCE].of_case(incident.id)
    found, limits = proof.of(incident, item, evidence), incidents_limits.limits_of(work, incident)
    have, need = found.count
    near = await where.landmark(work, incident)
    is_at_door = door and bool(incident.marks.get(table.DOOR))
    at = await doors.of(work, incident.id, near.place if near else None) if is_at_door else None
    return CaseView(
        incident=incident,
        item=item,
        severity=severity_of(incident, item),
        near=Landmark.of(work.district, near) if near else None,
        place=await where.called(work, incident, near),
        reporter=await reporters.name(work, incident),
        reporter_gone=await reporters.is_gone(work, incident),
        due_at=deadline_of(incident, limits),
        is_overdue=is_overdue(incident, limits, work.now),
        have=have,
        need=need,
        missing=found.missing,
        flagged=tuple(p.seen_in for p in evidence if p.seen_in),
        ending=await ending.of(work, incident),
        also=await merging.also_reported(work, incident),
        evidence=tuple(evidence),
        teams=dict(muster.standings),
        zone=work.district.zone,
        language=work.district.language,
        likeliest=await _likeliest(work, incident),
        candidates=await which_place.candidates(work, incident),
        original=await duplicates.original(work, incident),
        own_team_may=await options.own_team_may(work, incident, item),
        now=work.now,
        district_id=work.district.id,
        chat_id=work.district.chat_id,
        drill=incident.drill,
        country=work.district.land,
        door=at,
        offers=await _offers(work, incident, at.place.code) if at is not None else (),
    )


async def _offers(work: Work, incident: Incident, code: str) -> tuple[Button, ...]:
    """What every feature offers at the place of a code."""
    each = [await offer(work, incident, code) for offer in work.at_hand[FEATURES].case_offers]
    return tuple(button for buttons in each for button in buttons)


async def _likeliest(work: Work, incident: Incident) -> tuple[Item, ...]:
    """What is offered where the item is asked: by the words, then by spot and hour."""
    if "item" not in incident.asks or incident.point is None:
        return ()
    local = work.now.astimezone(work.district.zone)
    counts = await work.tx[INCIDENTS].item_counts(work.district.id, incident.point, local)
    return guesses.offered(work.at_hand[BOOK], incident.words, counts)
