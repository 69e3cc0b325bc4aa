"""Who hears of a move, and in which words."""

from collections.abc import Iterable
from typing import Any

from bot.cases.case import Change
from bot.cases.moves import Tell
from bot.cases.rulebook import Facts
from bot.incidents import limits, phrases, proof, unsafe
from bot.incidents.orders import next_step, orders
from bot.incidents.table import MOVES, Incident
from bot.outbox.letters import Priority, Rows
from bot.register.people import Member
from bot.values import formats
from bot.work import answer, mustering, telling
from bot.work.work import Work


async def tell(work: Work, change: Change[Incident], facts: Facts) -> None:
    """Tell of a move exactly those whom its row names, each what it means for them; captains without a sound.

    Captains have a list of what needs them, which sounds.
    """
    incident, move = change.case, MOVES[change.move]
    if Tell.CARD in move.tell:
        alarms = limits.is_critical(work, incident) and not limits.is_critical(work, change.before)
        await orders.card(work, incident, moved=True, alarms=alarms)
    for tell, (key, priority) in _HEARS.items():
        if tell not in move.tell:
            continue
        people = [m for m in await _people(work, change, tell) if m.user_id != work.who.user_id]
        if _is_warning(change, facts) and tell is Tell.CAPTAIN:
            people = [m for m in people if not m.private_open]  # the others read it in the list of what needs them
        if people:
            await telling.tell(
                work,
                people,
                f"{tell}-hears-{formats.dashed(move.name)}",
                about=incident,
                purpose=key,
                priority=priority,
                buttons=_rows(work, change, tell, facts),
                silent=tell is Tell.CAPTAIN,
                **await _told(work, change, facts),
                **(_new_place(incident) if tell is Tell.LEAD and change.move == "relocate" else {}),
            )


def _is_warning(change: Change[Incident], facts: Facts) -> bool:
    return change.move == "decline" and facts.given.get("reason") == unsafe.UNSAFE


def _rows(work: Work, change: Change[Incident], tell: Tell, facts: Facts) -> Rows:
    """What its reader may do about it with one tap."""
    incident, lead = change.case, change.case.lead
    if tell is Tell.LEAD and lead is not None:
        return next_step.rows(incident, work.district, lead.team_id)
    return unsafe.buttons(incident, work.district) if tell is Tell.CAPTAIN and _is_warning(change, facts) else ()


_HEARS = {
    Tell.LEAD: ("told-lead", Priority.ANSWER),
    Tell.FORMER: ("told-former", Priority.ORDER),
    Tell.SUPPORT: ("told-support", Priority.ANSWER),
    Tell.CAPTAIN: ("told-captain", Priority.ANSWER),
    Tell.REPORTER: ("told-reporter", Priority.ANSWER),
}
"""What each of them is sent for, and how soon."""


async def _told(work: Work, change: Change[Incident], facts: Facts) -> dict[str, Any]:
    """What may be said of a move: a sentence takes of it what it needs."""
    before, incident, given = change.before, change.case, facts.given
    item, was_item = limits.item_of(work, incident), limits.item_of(work, before)
    muster = await mustering.of(work)
    freed = muster.of(change.freed[0].team_id) if change.freed else None
    lead = muster.of(incident.lead.team_id) if incident.lead else None
    known = {need.key: need.name for need in proof.all_kinds(item)}
    return {
        "number": incident.number,
        "case": phrases.named(work, incident),
        "by": work.who.name or {"word": "the-clock"},
        "reason": phrases.reason_words(facts),
        "team": freed.team.name if freed else {"word": "nobody"},
        "lead": lead.team.name if lead else "",
        "next": _next(incident, lead.team.name if lead else ""),
        "state": formats.state_word(incident.state),
        "until": formats.clock(incident.hold_until, work.district.zone),
        "due": formats.clock(limits.deadline_of(incident, limits.limits_of(work, incident)), work.district.zone),
        "item": item.named,
        "was_item": was_item.named,
        "severity": {"word": f"severity-{limits.severity_of(incident, item)}"},
        "was_severity": {"word": f"severity-{limits.severity_of(before, was_item)}"},
        "department": incident.department or "",
        "into": f"#{given['into_number']}" if given.get("into_number") else "",
        "pieces": answer.listed(known.get(key, {"word": "unknown"}) for key in given.get("pieces") or ()),
    }


def _next(incident: Incident, lead: str) -> dict[str, Any]:
    """Who goes instead, *lead* or one that is looked for; nobody is where nobody knows where it lies."""
    if lead:
        return {"word": "next-leads", "team": lead}
    return {"word": "next-nowhere" if incident.point is None else "next-looked-for"}


def _new_place(incident: Incident) -> dict[str, Any]:
    """The place goes along as a location of its own: the one that came with the order leads elsewhere."""
    return {"spot": [incident.point.lat, incident.point.lon]} if incident.point else {}


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
