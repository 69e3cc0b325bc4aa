"""Closing by evidence: what an outcome still lacks, and what is done about a missing piece."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.cases import kinds
from bot.cases.buttons import case_button
from bot.cases.kinds import KINDS
from bot.evidence.pieces import EVIDENCE, EvidenceKind
from bot.incidents import find, limits, proof, wished
from bot.incidents.closing import officers, often
from bot.incidents.orders import orders
from bot.incidents.proof import OFFICER, STATEMENT, Need, Proof
from bot.incidents.store import INCIDENTS
from bot.incidents.table import BY_RADIO, LIVE, ON_SCENE, RESOLVED, WITH_TEAM, Incident
from bot.outbox.letters import Button, Priority, Rows
from bot.values.refused import Refused
from bot.work import drafts
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.history import Record
from bot.work.work import Work

WANTED = "piece"
"""The kind of draft that says what the next piece of a person counts as."""

ANY = "?"
"""In the place of one piece: which of those that the outcome after it wants is asked."""


async def stands(work: Work, incident: Incident, outcome: str = "fixed") -> Proof:
    """How the evidence of a case stands for an outcome that the one who speaks decides on."""
    return (await _stands_for(work, incident, (outcome,)))[0]


async def _stands_for(work: Work, incident: Incident, outcomes: Iterable[str]) -> list[Proof]:
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    if not await officers.has_second_officer(work, incident):
        pieces = [piece for piece in pieces if piece.counts_as != OFFICER]
    item = limits.item_of(work, incident)
    return [proof.of(incident, item, pieces, outcome) for outcome in outcomes]


async def check(work: Work, incident: Incident, outcome: str, team_id: int | None) -> Answer | None:
    """What is missing for *outcome*, with a button for each way on; None when nothing is. Raises Refused.

    *team_id* is the team in whose name it is decided.
    """
    item = limits.item_of(work, incident)
    if outcome in proof.ON_THE_SPOT and not item.can_close_on_site and not work.who.is_captain:
        raise Refused("not-on-the-spot", number=incident.number, item=item.named)
    await officers.must_be_for(work, item.reserved.officers(outcome), incident, team_id)
    found = await stands(work, incident, outcome)
    if not found.missing or (outcome in proof.SEEN_TO_BE_THERE and _was_seen_there(incident)):
        return None
    if any(need.key == OFFICER for need in found.missing):
        await officers.ask_second_officer(work, incident)
    return lacking(work, incident, found.missing, outcome)


def lacking(work: Work, incident: Incident, missing: Sequence[Need], outcome: str) -> Answer:
    """Exactly what is missing, each with its button, and the way out where no photo is possible."""
    photos = [need for need in missing if need.key != OFFICER]
    rows = [(_button(work, incident, "want", need.key, "button-piece", piece=need.name),) for need in photos]
    if photos:
        which = photos[0].key if len(photos) == 1 else f"{ANY}{outcome}"
        rows.append((_button(work, incident, "cannot", which, "button-cannot"),))
    lines = [{"word": "evidence-line", "piece": need.name} for need in missing]
    return answer(
        "evidence-missing",
        tuple(rows),
        asks="evidence",
        number=incident.number,
        count=len(missing),
        lines=lines,
        outcome={"word": f"outcome-{outcome}"},
    )


def _button(work: Work, incident: Incident, move: str, choice: str, key: str, **facts: Any) -> Button:
    return Button(key, f"piece:{work.district.id}.{incident.number}:{move}:{choice}", facts)


def _was_seen_there(incident: Incident) -> bool:
    """The arrival of the team that leads now was read from positions, and not taken back."""
    lead = incident.lead
    if lead is None or lead.arrived_at is None or incident.undo_move != "arrive":
        return False
    return incident.marks.get(BY_RADIO) != lead.id


# --- what a piece counts as


@action(Right.MEMBER, "closing.want")
async def request_close(work: Work, *, number: int, key: str) -> Answer:
    """The next photo, paper or voice note of this person here counts as *key*."""
    incident = await _mine(work, number)
    need = _kind(work, incident, key)
    if key == proof.LOCATION:
        return await work.at_hand[KINDS].of(incident).request(work, name="relocate", number=number)
    if _is_after(work, incident, key) and incident.state in WITH_TEAM - {ON_SCENE}:
        raise Refused("arrive-first", number=number, piece=need.name)
    who = work.who
    data = {"number": number, "key": key, "held": _holds(work, incident)}
    await work.tx.drafts.put(Draft(who.user_id, who.chat_id, WANTED, work.now, 0, work.district.id, data))
    return answer("piece-now", number=number, piece=need.name)


async def wanted_here(work: Work, meant: Incident | None) -> tuple[Incident, str] | None:
    """The case and what the next piece of the one who speaks counts as there; asked for once.

    A reply to another case (*meant*) leaves it for the piece after. It is forgotten once the team of the one who
    tapped holds the case no longer; a captain who tapped without holding it needs none.
    """
    for draft in await work.tx.drafts.of(work.who.user_id, work.who.chat_id):
        is_open = work.who.said_at - drafts.OPEN_FOR <= draft.started_at
        is_meant = meant is None or meant.number == draft.data.get("number")
        if draft.kind == WANTED and draft.district_id == work.district.id and is_open and is_meant:
            await work.tx.drafts.drop(draft)
            incident = await work.tx[INCIDENTS].by_number(work.district.id, int(draft.data["number"]))
            still = incident and (_holds(work, incident) or (work.who.is_captain and not draft.data.get("held", True)))
            if incident is not None and incident.state in LIVE and still:
                return incident, str(draft.data["key"])
    return None


def _holds(work: Work, incident: Incident) -> bool:
    """Whether the team of the one who speaks holds a case."""
    return work.who.team_id is not None and incident.of_team(work.who.team_id) is not None


def fits(work: Work, incident: Incident, key: str, kind: EvidenceKind) -> bool:
    """Whether a piece of *kind* can be what *key* asks for; papers and statements may be photographed."""
    shot = next((s for s in limits.item_of(work, incident).evidence.photos if s.key == key), None)
    if shot is not None:
        return kind in (proof.RECORDINGS if shot.takes == "recording" else proof.PICTURES)
    return kind is not EvidenceKind.TEXT or key == STATEMENT


@action(Right.MEMBER, "closing.kinds")
async def wanted_kinds(work: Work, *, number: int, evidence_id: int) -> Answer:
    """Everything that a piece can count as, to choose from."""
    incident = await _mine(work, number)
    rows: Rows = tuple(
        (_button(work, incident, "is", f"{evidence_id}.{need.key}", "button-piece", piece=need.name),)
        for need in proof.all_kinds(limits.item_of(work, incident))
    )
    return answer("piece-counts-as-which", rows, turns=True, number=number)


async def counted_pieces(work: Work, *, number: int, evidence_id: int, key: str) -> Answer:
    """Somebody says what a piece counts as."""
    incident = await _mine(work, number)
    need = _kind(work, incident, key)
    piece = await work.tx[EVIDENCE].get(evidence_id)
    is_theirs = piece is not None and piece.case_id == incident.id and piece.counts_as != OFFICER
    if piece is None or not is_theirs or not fits(work, incident, key, piece.kind):
        raise Refused("question-settled", number=number)
    if _is_after(work, incident, key) and not proof.shows_result(piece, incident.turn):
        raise Refused("shows-no-result", number=number, piece=need.name)
    if piece.counts_as == key:
        return answer("piece-counts-now", number=number, piece=need.name, **await still_missing(work, incident))
    await often.must_not_be_too_often(work, incident, "evidence")
    await work.tx[EVIDENCE].count(evidence_id, key)
    who, part = work.who, min((await kinds.actor(work, incident)).parts)
    facts: dict[str, object] = {"piece": piece.id, "was": piece.counts_as, "counts_as": key}
    line = Record("evidence", incident.state, incident.state, work.now, who.user_id, part, who.channel, facts=facts)
    await work.tx.history.add(work.district.id, incident.id, line, work.now)
    await orders.refresh_all(work, incident)
    return answer("piece-counts-now", number=number, piece=need.name, **await still_missing(work, incident))


async def still_missing(work: Work, incident: Incident) -> dict[str, Any]:
    """How many pieces there are and are needed, and which are missing, as facts for the words."""
    found = await stands(work, incident)
    have, need = found.count
    names = [{"word": "evidence-still", "piece": one.name} for one in found.missing]
    return {"have": have, "need": need, "missing": names}


def _is_after(work: Work, incident: Incident, key: str) -> bool:
    """Whether *key* is a photo of the result."""
    return any(shot.key == key and shot.is_after for shot in limits.item_of(work, incident).evidence.photos)


def kinds_of(work: Work, incident: Incident) -> tuple[Need, ...]:
    """Everything that may be asked for on a case, by whatever outcome."""
    more = (proof.SCENE, proof.LOCATION, OFFICER)
    return (*proof.all_kinds(limits.item_of(work, incident)), *(Need.named(key) for key in more))


def _kind(work: Work, incident: Incident, key: str) -> Need:
    known = {need.key: need for need in kinds_of(work, incident)}
    if key not in known:
        raise Refused("stale-button")
    return known[key]


async def _mine(work: Work, number: int) -> Incident:
    """A live case that the one who speaks has a part in."""
    incident = await find.find(work, number)
    if not (await kinds.actor(work, incident)).parts:
        raise Refused("not-yours", number=number, move="evidence", state=incident.state)
    if incident.state not in LIVE:
        raise Refused("question-settled", number=number)
    return incident


# --- without a piece


@action(Right.MEMBER, "closing.cannot")
async def refusal(work: Work, *, number: int, key: str) -> Answer:
    """*No photo possible*: the captain gets one tap. Of which piece is asked where several are missing."""
    incident = await _mine(work, number)
    if key.startswith(ANY):
        return await _cannot_which(work, incident, key.removeprefix(ANY))
    need = _kind(work, incident, key)
    if not await _is_missing(work, incident, key):
        raise Refused("nothing-to-waive", number=number)
    button = case_button(incident, work.district, "waive", key)
    await wished.wish(
        work,
        incident,
        f"waive:{key}",
        "ask-waive",
        {"piece": need.name},
        priority=Priority.ORDER,
        buttons=((button,),),
        collapse=f"waive:{incident.id}:{key}",
        by=work.who.name,
        piece=need.name,
    )
    return answer("asked-the-captain", number=number)


async def _is_missing(work: Work, incident: Incident, key: str) -> bool:
    """Whether an outcome that may still be chosen, or the one that was, lacks *key*: an old message may ask for it."""
    outcomes = (incident.outcome,) if incident.state == RESOLVED and incident.outcome else proof.NEEDED
    return any(need.key == key for found in await _stands_for(work, incident, outcomes) for need in found.missing)


async def _cannot_which(work: Work, incident: Incident, outcome: str) -> Answer:
    """The photos that are still missing, a button each."""
    missing = [need for need in (await stands(work, incident, outcome)).missing if need.key != OFFICER]
    if not missing:
        raise Refused("nothing-to-waive", number=incident.number)
    rows = tuple((_button(work, incident, "cannot", n.key, "button-piece", piece=n.name),) for n in missing)
    return answer("cannot-which", rows, asks="piece", turns=True, number=incident.number)


async def waive_which(work: Work, incident: Incident) -> Answer:
    """The missing pieces as buttons, each of which waives one: no photo was possible. Refused where none is missing."""
    missing = (await stands(work, incident)).missing
    if not missing:
        raise Refused("nothing-to-waive", number=incident.number)
    rows: Rows = tuple(
        (replace(case_button(incident, work.district, "waive", n.key, key="button-piece"), facts={"piece": n.name}),)
        for n in missing
    )
    return answer("waive-which", rows, asks="piece", turns=True, number=incident.number)


async def waivable(work: Work, incident: Incident, named: str, count: int) -> list[str]:
    """The missing pieces that a captain does without: the one *named*, else the first *count*; Refused for none."""
    missing = [need.key for need in (await stands(work, incident)).missing]
    if named:
        missing = [key for key in missing if key == named] or [_kind(work, incident, named).key]
    if not missing:
        raise Refused("nothing-to-waive", number=incident.number)
    return missing[:count]


# --- to whom it belongs


async def ask_transfer(work: Work, incident: Incident, department: str) -> Answer:
    """The lead asks: with what was found fixed by photo, the captain gets one button."""
    found = await stands(work, incident, "transferred")
    if found.missing:
        return lacking(work, incident, found.missing, "transferred")
    await tell_transfer(work, incident, department)
    return answer("asked-the-captain", number=incident.number)


async def tell_transfer(work: Work, incident: Incident, department: str) -> Incident:
    """The captain is asked to transfer a case, with one button where the handbook names the department.

    Returns the case as stored.
    """
    button = case_button(incident, work.district, "transfer", "item", key="button-hand-over")
    is_named = bool(limits.item_of(work, incident).department)
    return await wished.wish(
        work,
        incident,
        "transfer",
        "ask-transfer",
        {"department": department, "item": is_named},
        by=work.who.name,
        department=department or {"word": "unknown"},
        buttons=((button,),) if is_named else (),
    )
