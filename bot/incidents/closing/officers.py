"""Certified officers: what the handbook reserves for them, and the second one that some outcomes and steps want."""

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.handbook.model import Officers
from bot.incidents import find, limits, phrases
from bot.incidents.orders import orders, signs
from bot.incidents.proof import OFFICER
from bot.incidents.store import INCIDENTS
from bot.incidents.table import DISPATCHED, MOVES, WITH_TEAM, Incident
from bot.outbox.letters import Button, Priority
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

TURNS = 1000
"""More turns than any case has: of case and turn together one number is made."""

NAMED_MOST = 5
"""So many people are named who could do what somebody may not."""


async def must_be_for(work: Work, officers: Officers, incident: Incident, team_id: int | None) -> None:
    """Raise Refused, with the names of who can, where it is reserved for officers that the one who speaks is not."""
    if officers == "anyone":
        return
    members = (await mustering.of(work)).members.values()
    speaks_for_others = work.who.is_captain and team_id != work.who.team_id
    mine = [m for m in members if m.team_id == team_id] if speaks_for_others else [work.who.member]
    if not any(m is not None and m.certified for m in mine):
        raise await _reserved(work, officers, incident, team_id)


async def _reserved(work: Work, officers: Officers, incident: Incident, team_id: int | None) -> Refused:
    """Said to whom it is not for, with the names of those who can."""
    members = (await mustering.of(work)).members.values()
    can = sorted((m for m in members if m.certified), key=lambda m: (m.duty is None, m.team_id != team_id, m.user_id))
    names = ", ".join(m.name for m in can[:NAMED_MOST]) or {"word": "nobody"}
    return Refused(f"reserved-{officers.replace('_', '-')}", number=incident.number, names=names)


async def must_be_allowed(work: Work, incident: Incident, name: str, team_id: int | None) -> None:
    """Raise Refused where the item reserves the move *name*, or one that it implies, for other officers."""
    reserved = limits.item_of(work, incident).reserved
    implied = MOVES[name].implies if incident.state == DISPATCHED else ()
    for officers in sorted({reserved.officers(move) for move in (name, *implied)} - {"anyone"}):
        await must_be_for(work, officers, incident, team_id)
        standing = (await mustering.of(work)).of(team_id)
        if name != "resolve" and not (standing and standing.has_officers(officers)):
            raise await _reserved(work, officers, incident, team_id)


@action(Right.MEMBER, "closing.second_officer")
async def second_officer(work: Work, *, number: int) -> Answer:
    """Another certified officer says that they were there: the second one that some outcomes and steps want."""
    incident = await find.find(work, number)
    member = work.who.member
    if member is None or not member.certified:
        raise Refused("officer-not-certified", number=number)
    if incident.state not in WITH_TEAM:
        raise Refused("not-now", number=number, move="evidence", state=incident.state)
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    if any(p.counts_as == OFFICER and (p.by_id, p.turn) == (member.user_id, incident.turn) for p in pieces):
        raise Refused("officer-already", number=number)
    await signs.of_life(work)
    who = work.who
    piece = Evidence(
        district_id=work.district.id,
        kind=EvidenceKind.TEXT,
        by_id=who.user_id,
        taken_at=work.now,
        case_id=incident.id,
        chat_id=who.user_id,
        message_id=-(incident.id * TURNS + incident.turn),
        source="button",
        stage="after",
        text=who.name,
        counts_as=OFFICER,
        turn=incident.turn,
    )
    if await work.tx[EVIDENCE].add(piece) is None:
        raise Refused("officer-already", number=number)
    if incident.lead is not None:
        await work.tx[INCIDENTS].add_handlers(incident.id, incident.lead.team_id, [member.user_id])
    await orders.refresh_all(work, incident)
    return answer("officer-noted", number=number, name=who.name)


async def has_second_officer(work: Work, incident: Incident) -> bool:
    """Two certified officers stand for it: those who said that they were there, and the one who decides on the spot."""
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    officers = {p.by_id for p in pieces if p.counts_as == OFFICER and p.turn == incident.turn}
    member, lead = work.who.member, incident.lead
    if member is not None and member.certified and lead is not None and member.team_id == lead.team_id:
        officers.add(member.user_id)
    return len(officers) >= 2


async def ask_second_officer(work: Work, incident: Incident) -> None:
    """Certified officers on duty, those of the team first, get a button."""
    lead = incident.lead
    members = [m for m in (await mustering.of(work)).members.values() if m.certified and m.duty]
    others = [m for m in members if m.user_id != work.who.user_id]
    own = [m for m in others if lead and m.team_id == lead.team_id]
    button = Button("button-officer", f"piece:{work.district.id}.{incident.number}:officer")
    await telling.tell(
        work,
        own or others,
        "ask-officer",
        priority=Priority.ORDER,
        about=incident,
        buttons=((button,),),
        purpose="ask",
        collapse=f"officer:{incident.id}",
        number=incident.number,
        by=work.who.name,
        **phrases.what(work, incident),
    )
