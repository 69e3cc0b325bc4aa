"""Who reported: they hear how it ended; of one who belongs here no longer a captain confirms in their place."""

from typing import Any

from bot.cases import programs
from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE
from bot.incidents import hours, limits, phrases
from bot.incidents.closing import review
from bot.incidents.orders import orders
from bot.incidents.requests import confirming
from bot.incidents.store import INCIDENTS
from bot.incidents.table import RESOLVED, Incident
from bot.register.people import Member
from bot.values import formats
from bot.work import mustering, telling
from bot.work.work import Work


async def name(work: Work, incident: Incident) -> str:
    """Who reported it: a person, also one who left, or a program of another system; empty where nobody knows."""
    if incident.program_id is not None:
        return await programs.name(work, incident.program_id)
    if incident.reporter_id is None:
        return ""
    present = (await mustering.of(work)).members.get(incident.reporter_id)
    member = present or await work.tx.people.member(work.district.id, incident.reporter_id)
    return member.name if member else ""


async def is_gone(work: Work, incident: Incident) -> bool:
    """Whether somebody reported it who does not belong to the district any more."""
    return incident.reporter_id is not None and incident.reporter_id not in (await mustering.of(work)).members


async def is_nobody(work: Work, incident: Incident) -> bool:
    """Whether nobody can be asked who reported it: they are gone, or another system did."""
    return incident.reporter_id is None or await is_gone(work, incident)


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


async def hear_the_end(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Confirmed or called off: one silent line in private, with before and after side by side where there are both.

    Who ended it themselves, or was in the team that did it, knows.
    """
    incident = change.case
    key = _ENDS.get(change.move)
    reporter = (await mustering.of(work)).members.get(incident.reporter_id or 0) if key else None
    if key is None or reporter is None or not reporter.private_open or reporter.user_id == work.who.user_id:
        return
    done_by = (await mustering.of(work)).of(incident.finished_by)
    if done_by is not None and reporter.team_id == done_by.team.id:
        return
    pair = review.pair_of(incident, limits.item_of(work, incident), await work.tx[EVIDENCE].of_case(incident.id))
    more: dict[str, Any] = {"pair": [piece.id for piece in pair]} if pair and change.move == "confirm" else {}
    await telling.tell(
        work,
        [reporter],
        key,
        about=incident,
        purpose="told-reporter",
        silent=True,
        number=incident.number,
        by=work.who.name or {"word": "the-clock"},
        team=done_by.team.name if done_by else {"word": "nobody"},
        outcome={"word": f"outcome-{incident.outcome or 'fixed'}"},
        took=formats.exact_word(hours.took_s(incident) or 0),
        reason=phrases.reason_words(facts),
        **phrases.what(work, incident),
        **more,
    )


_ENDS = {"confirm": "told-end", "cancel": "told-end-cancelled"}
"""What is said of moves that end a case; of the others the table names whom to tell."""


async def ask_captain_instead(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A case is resolved whose reporter cannot be asked: captains are at once, as the reporter would be."""
    incident = change.case
    if change.move == "resolve" and incident.state == RESOLVED and await is_nobody(work, incident):
        await confirming.ask_confirmation(work, await work.tx[INCIDENTS].waiting_confirm(work.district.id))
