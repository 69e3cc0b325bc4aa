"""A reporter who belongs here no longer: nothing is sent to them, and a captain confirms in their place."""

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.incidents.orders import orders
from bot.incidents.requests import confirming
from bot.incidents.store import INCIDENTS
from bot.incidents.table import RESOLVED, Incident
from bot.register.people import Member
from bot.work import mustering
from bot.work.work import Work


async def is_gone(work: Work, incident: Incident) -> bool:
    """Whether somebody reported it who does not belong to the district any more."""
    return incident.reporter_id is not None and incident.reporter_id not in (await mustering.of(work)).members


async def gone(work: Work, member: Member) -> None:
    """The cards of what they reported say so; captains are asked at once for what waits to be confirmed."""
    work.stir(look_for_teams=False)
    await _take_back(work, member)
    mine = [i for i in await work.tx[INCIDENTS].live(work.district.id) if i.reporter_id == member.user_id]
    for incident in mine:
        await orders.card(work, incident)
    if any(i.state == RESOLVED for i in mine):
        await confirming.ask_confirmation(work, await work.tx[INCIDENTS].waiting_confirm(work.district.id))


async def _take_back(work: Work, member: Member) -> None:
    """What still waits for them and is about a report of theirs, or a question: nobody reads or answers it any more."""
    for letter in await work.tx.outbox.waiting_for(member.user_id):
        about = await work.tx[INCIDENTS].get(letter.case_id) if letter.case_id is not None else None
        is_theirs = about is not None and about.reporter_id == member.user_id
        if letter.district_id == work.district.id and (is_theirs or letter.asks):
            await work.tx.outbox.dropped(letter.id, work.now, "its reader is gone")


async def ask_captain_instead(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A case is resolved whose reporter is gone: captains are asked at once, as the reporter would be."""
    incident = change.case
    if change.move == "resolve" and incident.state == RESOLVED and await is_gone(work, incident):
        await confirming.ask_confirmation(work, await work.tx[INCIDENTS].waiting_confirm(work.district.id))
