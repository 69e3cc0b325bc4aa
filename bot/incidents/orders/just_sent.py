"""Two captains who send a team within seconds: the second hears of the first one's before theirs takes its place."""

from dataclasses import dataclass
from datetime import timedelta

from bot.cases.buttons import case_button
from bot.cases.case import Assignment
from bot.incidents.table import Incident
from bot.outbox.letters import Priority
from bot.register.people import Member
from bot.register.teams import Standing
from bot.work import mustering, telling
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

WITHIN = timedelta(seconds=30)
"""So long a captain may not have seen yet what another one did."""

_DRAFT = "instead"


@dataclass(frozen=True)
class First:
    """The order of another captain that stands, who gave it, how its team is called, and how long ago in seconds."""

    assignment: Assignment
    by: Member
    team: str
    seconds: int


async def by_another(work: Work, incident: Incident) -> First | None:
    """What another captain did within the last seconds; None where nobody did, the clock chose, or nobody leads."""
    lead, muster = incident.lead, await mustering.of(work)
    if lead is None or lead.automatic or lead.by_id in {None, work.who.user_id} or work.now - lead.sent_at > WITHIN:
        return None
    by, standing = muster.members.get(lead.by_id or 0), muster.of(lead.team_id)
    if by is None or standing is None:
        return None
    return First(lead, by, standing.team.name, max(0, round((work.now - lead.sent_at).total_seconds())))


async def ask(work: Work, incident: Incident, first: First, standing: Standing, doubt: str | None) -> Answer:
    """*Team 9 was sent 3 s ago by …: this one instead?* *doubt* is what else speaks against it, as a key of words."""
    who, data = work.who, {"assignment": first.assignment.id}
    await work.tx.drafts.put(Draft(who.user_id, who.user_id, _DRAFT, work.now, 0, work.district.id, data))
    sure = case_button(incident, work.district, "assign", f"{standing.team.id}!", key="button-sure")
    return answer(
        "assign-instead",
        buttons=((sure,),),
        asks="sure",
        turns=True,
        number=incident.number,
        sent=first.team,
        seconds=first.seconds,
        by=first.by.name,
        team=standing.team.name,
        doubt={"word": "doubt-besides", "doubt": {"word": doubt}} if doubt else "",
    )


async def was_told(work: Work, first: First) -> bool:
    """Whether who is sure has read of just this order: a tap may answer an older question, asked before it.

    A page asks and goes ahead in one: there whoever is sure has read it.
    """
    if work.who.channel != "button":
        return True
    told = await work.tx.drafts.get(work.who.user_id, work.who.user_id, _DRAFT)
    return told is not None and told.data == {"assignment": first.assignment.id}


async def tell(work: Work, incident: Incident, first: First, standing: Standing) -> None:
    """One line to the first captain: which team goes in the place of theirs, and by whom."""
    await telling.tell(
        work,
        [first.by],
        "assign-replaced",
        priority=Priority.ORDER,
        about=incident,
        number=incident.number,
        sent=first.team,
        by=work.who.name,
        team=standing.team.name,
        seconds=first.seconds,
    )
