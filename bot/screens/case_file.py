"""A case as a page or a program is shown it: everything in one, or one line of a list. Plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.cases import kinds, programs
from bot.cases.case import Assignment, Case
from bot.cases.kinds import KINDS
from bot.evidence import cameras
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents import card as incidents_card
from bot.incidents import find, hours
from bot.incidents import limits as incidents_limits
from bot.incidents.card import CaseView
from bot.incidents.closing import review as closing_review
from bot.incidents.limits import deadline_of, is_overdue, severity_of
from bot.incidents.requests import options
from bot.incidents.search import FINDING, Counted, Key, Wanted
from bot.incidents.table import Incident
from bot.places.naming import heard
from bot.places.naming.called import as_everybody_may
from bot.places.notes import going_in
from bot.places.standing import doors
from bot.privacy.port import PRIVACY
from bot.register.people import Member
from bot.register.teams import Standing
from bot.screens.checks import seen as checks_seen
from bot.screens.parts import near_part
from bot.values.refused import Refused
from bot.work.history import MOST_OF_CASE, HistoryRow
from bot.work.work import Work

SAME_LOOK = timedelta(minutes=10)
"""Whoever looks at a case again within this time is not written down again: a page looks after every change."""

DECIDES = frozenset({"resolve", "waive"})
"""Moves whose lines say what a case was closed by."""

Part = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """A case and its moves, and whether it is still to be written down that somebody looked."""

    case_id: int
    whole: Part
    moves: list[options.Possible]
    what: str
    is_new_look: bool


async def whole(work: Work, *, number: int) -> Found:
    """Everything about one case, and what the one who looks may do with it."""
    incident = await find.find(work, number)
    view = await incidents_card.view(work, incident.id)
    if view is None:
        raise Refused("no-such-case", number=number)
    members = {m.user_id: m for m in await work.tx.people.known(work.district.id)}
    rows = await work.tx.history.of_case(incident.id)
    history = await lines(work, incident, rows, members, view.teams)
    told = {
        **_brief(work, incident),
        "near": near_part(view.near),
        "place": view.place,
        "reporter": view.reporter or None,
        "words": "\n".join(filter(None, (incident.words, *(f"{a.name}: {a.words}" for a in view.also if a.words)))),
        "source": " ".join(filter(None, (incident.source, incident.source_ref))) or None,
        "evidence": _evidence(view, await _decided(work, incident, rows), members),
        "cameras": await _cameras(work, incident, members),
        "assignments": [assignment(one, view.teams) for one in incident.assignments],
        "history": history,
        "door": await _door(work, incident),
    }
    if work.who.channel == "api" or not heard.is_alone(work):
        told |= {name: as_everybody_may(told[name]) for name in ("near", "place")}
    if work.who.program_id is not None:
        told = _for_program(work, incident, told, rows)
    saw = await work.tx[PRIVACY].saw(work.who.user_id, looked_by(work), incident.id, work.now - SAME_LOOK)
    return Found(incident.id, told, await options.options_for(work, incident), looked_by(work), not saw)


async def _decided(work: Work, incident: Incident, rows: Sequence[HistoryRow]) -> Sequence[HistoryRow]:
    """The lines that closing rests on, among *rows*; looked for where the case has more than those."""
    return await work.tx.history.of_moves(incident.id, DECIDES) if len(rows) == MOST_OF_CASE else rows


async def _door(work: Work, incident: Incident) -> Part:
    """What is known of where it is; before all, for captains, who has not read what is to be read before going in."""
    door = await doors.part(work, incident)
    teams = [one.team_id for one in incident.assignments if one.is_open and one.stage]
    unread = await going_in.lines(work, incident.id, teams) if teams else []
    return {**door, "lines": (*unread, *door["lines"])}


def _for_program(work: Work, incident: Incident, told: Part, rows: Sequence[HistoryRow]) -> Part:
    """A case as another system reads it: nobody's name, no pictures, and no words but those that it sent itself."""
    own = incident.program_id == work.who.program_id
    asked = [{**one, "piece": None, "waiver": None} for one in told["evidence"]["asked"]]
    bare = {"text": None, "told": ""}
    return {
        **told,
        "reporter": told["reporter"] if own else None,
        "words": incident.words if own else "",
        "source": told["source"] if own else None,
        "evidence": {**told["evidence"], "asked": asked, "note": None, "pair": None, "pieces": []},
        "cameras": [],
        "door": None,
        "history": [
            {**one, **bare, "by": None if row.record.by_id else one["by"]}
            for row, one in zip(rows, told["history"], strict=True)
        ],
    }


def looked_by(work: Work) -> str:
    """What is written down of a look: through the page, by a program, or with the key of another system."""
    if work.who.program_id is not None:
        return f"api:{work.who.program_id}"
    return "api" if work.who.channel == "api" else "page"


async def listed(work: Work, *, wanted: Wanted, most: int) -> tuple[list[Part], Key | None]:
    """At most *most* cases that fit, of one stretch, each in brief; and where the next look goes on."""
    found = await work.tx[FINDING].cases(wanted, most)
    return [_brief(work, incident) for incident in found.cases], found.after


async def counted(work: Work, *, wanted: Wanted, most: int) -> Counted:
    """How many cases of one stretch fit, *most* at most; and where the next look goes on."""
    return await work.tx[FINDING].count(wanted, most)


async def stands(work: Work, *, number: int) -> tuple[str, int]:
    """State and version of a case as they are now."""
    incident = await find.find(work, number)
    return incident.state, incident.version


@dataclass(frozen=True)
class Picture:
    """A photo of a case, and whether it is still to be written down that somebody looked."""

    evidence: Evidence
    is_new_look: bool


async def of_case_theirs(work: Work, case_id: int) -> None:
    """Pictures of visits and hazards are for those who may look at checks; Refused for others."""
    found = await kinds.by_id(work, case_id)
    if found is not None and found.kind in checks_seen.OF_CHECKS:
        checks_seen.may_look(work)


async def picture_of(work: Work, *, evidence_id: int, large: bool) -> Picture:
    """A photo that belongs to a case of this district; Refused where there is none.

    Opened large it is a look. Small ones are shown by screens themselves, beside whatever else is there, and are none.
    """
    piece = await work.tx[EVIDENCE].get(evidence_id)
    is_here = piece is not None and piece.district_id == work.district.id and piece.kind is EvidenceKind.PHOTO
    if piece is None or not is_here or piece.case_id is None:
        raise Refused("no-such-picture")
    await of_case_theirs(work, piece.case_id)
    who, since = work.who.user_id, work.now - SAME_LOOK
    return Picture(piece, large and not await work.tx[PRIVACY].saw(who, "picture", piece.case_id, since))


async def pair_of(work: Work, *, number: int) -> tuple[Picture, Picture]:
    """The photos from before and after of a case, opened large; Refused where there are not both."""
    incident = await find.find(work, number)
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    pair = closing_review.pair_of(incident, incidents_limits.item_of(work, incident), pieces)
    if pair is None:
        raise Refused("no-such-picture")
    before, after = [await picture_of(work, evidence_id=piece.id, large=True) for piece in pair]
    return before, after


def _brief(work: Work, incident: Incident) -> Part:
    item = incidents_limits.item_of(work, incident)
    due = deadline_of(incident, incidents_limits.limits_of(work, incident))
    lead = incident.lead
    return {
        "number": incident.number,
        "district": incident.district_id,
        "kind": incident.kind,
        "item": {"code": item.code, "name_zh": item.name_zh, "name_en": item.name_en},
        "severity": severity_of(incident, item),
        "state": incident.state,
        "point": (incident.point.lat, incident.point.lon) if incident.point else None,
        "place": incident.place,
        "team": lead.team_id if lead else None,
        "reported_at": incident.reported_at,
        "due_at": due,
        "done_at": hours.done_at(incident),
        "resolved_at": incident.resolved_at,
        "closed_at": incident.closed_at,
        "outcome": incident.outcome,
        "overdue": is_overdue(incident, incidents_limits.limits_of(work, incident), work.now),
        "held_s": incident.held_s,
        "drill": incident.drill,
        "version": incident.version,
    }


def name(members: Mapping[int, Member], user_id: int | None) -> str | None:
    """A name as it stands in the register; the number of somebody who left; None for the clock."""
    if not user_id:
        return None
    return members[user_id].name if user_id in members else str(user_id)


def _team(teams: Mapping[int, Standing], team_id: int | None) -> Part | None:
    """A team with its name, or its id where it was dissolved."""
    if not team_id:
        return None
    standing = teams.get(team_id)
    return {"id": team_id, "name": standing.team.name if standing else str(team_id)}


def _evidence(view: CaseView, rows: Sequence[HistoryRow], members: dict[int, Member]) -> Part:
    """What closing asks for and what there is; names, the criterion and reasons are facts of the words."""
    incident = view.incident
    found = closing_review.of(incident, view.item, view.evidence)
    (have, need), counted = found.proof.count, {piece_id: key for key, piece_id in found.proof.have.items()}
    ended = [row.text for row in rows if row.record.move == "resolve"] if incident.outcome else []
    return {
        "have": have,
        "need": need,
        "outcome": incident.outcome or "fixed",
        "note": ended[-1] if ended else None,
        "criterion": found.closure,
        "asked": [_asked(one, members) for one in closing_review.asked(found.proof, [row.record for row in rows])],
        "pair": tuple(piece.id for piece in found.pair) if found.pair else None,
        "pieces": [_piece(one, members) | {"counts_as": counted.get(one.id)} for one in view.evidence],
    }


def _asked(one: closing_review.Asked, members: dict[int, Member]) -> Part:
    waiver = one.waiver
    told = {"reason": waiver.reason, "by": name(members, waiver.by_id), "at": waiver.at} if waiver else None
    return {"key": one.need.key, "name": one.need.name, "stands": one.stands, "piece": one.piece_id, "waiver": told}


def _piece(piece: Evidence, members: dict[int, Member]) -> Part:
    return {
        "id": piece.id,
        "kind": piece.kind,
        "stage": piece.stage,
        "taken_at": piece.taken_at,
        "by": name(members, piece.by_id),
        "text": piece.text,
        "is_picture": piece.kind is EvidenceKind.PHOTO,
        "is_clip": piece.kind is EvidenceKind.VIDEO,
        "hidden": {"by": name(members, piece.hidden_by), "at": piece.hidden_at} if piece.hidden_at else None,
        "seen_in": piece.seen_in,
    }


async def _cameras(work: Work, incident: Incident, members: dict[int, Member]) -> list[Part]:
    """Cameras near the case with who looked last; none for who may not look."""
    if not cameras.may_look(work):
        return []
    looks = await work.tx[PRIVACY].looks_at(incident.id, cameras.LOOK)
    found = []
    for one in cameras.near(incident.point, cameras.of(work.district)):
        last = next((look for look in looks if look.about == one.camera.name), None)
        found.append(
            {
                "code": one.camera.code,
                "name": one.camera.name,
                "point": (one.camera.point.lat, one.camera.point.lon),
                "metres": round(one.metres),
                "compass": one.compass,
                "looked": {"by": name(members, last.user_id), "at": last.at} if last else None,
            }
        )
    return found


def assignment(one: Assignment, teams: Mapping[int, Standing]) -> Part:
    """One team that was sent, from order to end."""
    return {
        "team": _team(teams, one.team_id),
        "role": one.role,
        "sent_at": one.sent_at,
        "accepted_at": one.accepted_at,
        "arrived_at": one.arrived_at,
        "ended_at": one.ended_at,
        "outcome": one.outcome,
        "metres": one.sent_metres,
    }


async def lines(
    work: Work,
    case: Case,
    rows: Sequence[HistoryRow],
    members: Mapping[int, Member],
    teams: Mapping[int, Standing],
) -> list[Part]:
    """The history of a case; *told* of each line is what was done, with its object, as a fact of the words."""
    retold = work.at_hand[KINDS].of(case).retold
    named = await programs.names(work, (row.record for row in rows))
    return [_line(row, members, teams, named) | {"told": await retold(work, case, row)} for row in rows]


def _line(
    row: HistoryRow, members: Mapping[int, Member], teams: Mapping[int, Standing], named: Mapping[int, str]
) -> Part:
    """One line of the history."""
    record = row.record
    return {
        "at": record.at,
        "recorded_at": row.recorded_at,
        "move": record.move,
        "before": record.before,
        "after": record.after,
        "by": name(members, record.by_id) or programs.who(record, named),
        "channel": record.channel,
        "automatic": record.automatic,
        "implied": record.implied,
        "team": _team(teams, record.team_id),
        "text": row.text,
    }
