"""Who hears of a move, and in which words."""

from collections.abc import Iterable

from bot.cases.case import Change
from bot.cases.moves import Tell
from bot.cases.rulebook import Facts
from bot.incidents import phrases, unsafe
from bot.incidents.orders import next_step, orders
from bot.incidents.table import MOVES, Incident
from bot.outbox.letters import Priority, Rows
from bot.register.people import Member
from bot.work import mustering, telling
from bot.work.work import Work


async def tell(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Tell of a move exactly those whom its row names; captains without a sound, who have a list of what needs them."""
    incident, move = change.case, MOVES[change.move]
    told = {
        "number": incident.number,
        "move": {"word": f"move-{move.name.replace('_', '-')}"},
        "by": work.who.name or {"word": "the-clock"},
        "reason": phrases.reason_words(facts),
        "department": incident.department or "",
        **phrases.what(work, incident),
    }
    if Tell.CARD in move.tell:
        await orders.card(work, incident)
    for tell, key in _KEYS.items():
        if tell in move.tell:
            people = [m for m in await _people(work, change, tell) if m.user_id != work.who.user_id]
            if _is_warning(change, facts) and tell is Tell.CAPTAIN:
                people = [m for m in people if not m.private_open]  # the others read it in the list of what needs them
            await telling.tell(
                work,
                people,
                key,
                about=incident,
                purpose=key,
                priority=_PRIORITY[tell],
                buttons=_rows(work, change, tell, facts),
                silent=tell is Tell.CAPTAIN,
                **told,
            )


def _is_warning(change: Change[Incident], facts: Facts) -> bool:
    return change.move == "decline" and facts.given.get("reason") == unsafe.UNSAFE


def _rows(work: Work, change: Change[Incident], tell: Tell, facts: Facts) -> Rows:
    """What its reader may do about it with one tap."""
    incident, lead = change.case, change.case.lead
    if tell is Tell.LEAD and lead is not None:
        return next_step.rows(incident, work.district, lead.team_id)
    return unsafe.buttons(incident, work.district) if tell is Tell.CAPTAIN and _is_warning(change, facts) else ()


_KEYS = {
    Tell.LEAD: "told-lead",
    Tell.FORMER: "told-former",
    Tell.SUPPORT: "told-support",
    Tell.CAPTAIN: "told-captain",
    Tell.REPORTER: "told-reporter",
}
_PRIORITY = {
    Tell.LEAD: Priority.ANSWER,
    Tell.FORMER: Priority.ORDER,
    Tell.SUPPORT: Priority.ANSWER,
    Tell.CAPTAIN: Priority.ANSWER,
    Tell.REPORTER: Priority.ANSWER,
}


async def _people(work: Work, change: Change[Incident], tell: Tell) -> Iterable[Member]:
    """Whom *tell* means: those on duty of the team meant; a team just sent has its order and is not told twice."""
    muster = await mustering.of(work)
    case = change.case
    match tell:
        case Tell.LEAD:
            teams = [a.team_id for a in (case.lead,) if a and a not in change.sent]
        case Tell.FORMER:
            teams = [a.team_id for a in change.freed]
        case Tell.SUPPORT:
            teams = [a.team_id for a in change.before.support]
        case Tell.CAPTAIN:
            return await mustering.captains(work)
        case _:
            reporter = muster.members.get(case.reporter_id or 0)
            return [reporter] if reporter else []
    standings = [s for s in map(muster.of, teams) if s]
    return [m for s in standings for m in (s.available or [m for m in s.members if m.duty])]
