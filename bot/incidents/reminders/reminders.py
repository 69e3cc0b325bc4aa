"""What the clock does about what has come due for an incident; what does is in :mod:`bot.incidents.due`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.cases import changes, dues
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.case import Assignment, Change
from bot.cases.rulebook import Facts
from bot.duty import minding
from bot.evidence.pieces import EVIDENCE
from bot.handbook.versions import BOOK
from bot.incidents import asks as incident_asks
from bot.incidents import due as incidents_due
from bot.incidents import limits, phrases, proof
from bot.incidents.due import REPEATS
from bot.incidents.limits import severities, severity_of
from bot.incidents.orders import next_step, orders, pulling, sending
from bot.incidents.reminders import stale
from bot.incidents.reporting import danger
from bot.incidents.requests import confirming
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ON_SCENE, TRANSFERRED, WITH_TEAM, Incident
from bot.matters import hearing
from bot.outbox.late import LATE_S
from bot.outbox.letters import Priority, Rows
from bot.register.people import Member
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.schedule import Occasion
from bot.work.work import Work

REMINDERS = ("arrive", "arrive_twice", "close_70", "overdue", "confirm")
"""Names of the occasions that remind somebody of a case."""

MOST_CHANGES = 50
"""A case whose item and severity changed so often is confirmed by a person."""


@action(Right.HOUSE, "deadlines.decide")
async def decide(work: Work, *, case_id: int) -> None:
    """Decide the occasions of one case that have come due; each is decided once.

    Of several reminders of one family that fell into a gap only the most urgent is said, marked late; the others are
    recorded as passed over.
    """
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is None:
        return
    await dues.schedule(work, incident)
    due = [o for o in await work.tx.occasions.undecided(case_id) if o.due_at <= work.now]
    said: set[str] = set()
    for occasion in sorted(due, key=lambda o: (o.name != "overdue", -o.n if o.name == "overdue" else 0, o.due_at)):
        incident = await work.tx[INCIDENTS].get(case_id) or incident
        result = _result(work, incident, occasion, said)
        if not await work.tx.occasions.decide(occasion.id, work.now, result):
            continue
        changes.of(work).changed.setdefault(incident.id, incident)
        if result == "done":
            said.add(_family(occasion.name))
            await DECISIONS[occasion.name](work, incident, occasion)
            changes.note(work, await work.tx[INCIDENTS].get(case_id) or incident)


def _result(work: Work, incident: Incident, occasion: Occasion, said: set[str]) -> str:
    """``moot``: an earlier decision took its reason away; ``gap``: a more urgent one was said; else ``done``."""
    stands = {
        (d.subject, d.name, d.n) for d in incidents_due.occasions(incident, limits.limits_of(work, incident), work.now)
    }
    if (occasion.subject, occasion.name, occasion.n) not in stands:
        return "moot"
    return "gap" if _family(occasion.name) in said else "done"


def _family(name: str) -> str:
    """Reminders that say the same more urgently are one family: after a gap only the most urgent is said."""
    return {"close_70": "overdue", "arrive": "arrive_twice"}.get(name, name)


Decision = Callable[[Work, Incident, Occasion], Awaitable[None]]


async def _ask(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The question was not answered in time: decided without it, and the nearest team is sent."""
    decided = replace(incident, asks=incident_asks.decided(incident.asks), asked_until=None)
    stored = await work.tx[INCIDENTS].keep(decided)
    changes.note(work, stored)
    work.stir()
    await orders.card(work, stored)


async def _suggest(work: Work, incident: Incident, occasion: Occasion) -> None:
    """No captain tapped one of the three: the nearest goes."""
    await sending.send_nearest(work, incident)


async def _pull(work: Work, incident: Incident, occasion: Occasion) -> None:
    """No captain tapped a team to pull: the nearest on a low case and not yet on scene is pulled."""
    await pulling.pull_by_clock(work, incident)


async def _accept_half(work: Work, incident: Incident, occasion: Occasion) -> None:
    held = _of_subject(incident, occasion)
    if held:
        await orders.order(work, incident, held, second=True)


async def _accept(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The order ran out: the team is passed over until a sign of life.

    The next one is sent at the end of the work: the move stirs the teams, and ``sending.seek`` looks for one.
    """
    lead = incident.lead
    standing = (await mustering.of(work)).of(lead.team_id) if lead else None
    await cases_perform.perform(work, incident, "expire", facts=Facts(team_id=lead.team_id if lead else None))
    if standing and standing.team.silent_since is None:
        await sending.note_silence(work, standing.team, incident)


async def _support_accept(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The order of a team sent along ran out: it is passed over like a lead, and another one goes in its place."""
    held = _of_subject(incident, occasion)
    if held is None:
        return
    ended = replace(held, ended_at=work.now, outcome="expired")
    assignments = tuple(ended if a is held else a for a in incident.assignments)
    stored = await work.tx[INCIDENTS].touch_assignments(replace(incident, assignments=assignments))
    changes.note(work, stored)
    await work.tx.outbox.cancel(stored.id, [f"order:{held.team_id}"], work.now)
    standing = (await mustering.of(work)).of(held.team_id)
    work.stir()
    if standing and standing.team.silent_since is None:
        await sending.note_silence(work, standing.team, stored)
    await sending.replace_support(work, stored.id)
    after = await work.tx[INCIDENTS].get(stored.id) or stored
    await orders.record_support(work, after, held.team_id, "expire", work.now)
    await orders.card(work, after)


async def _arrive(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(work, incident, occasion, "remind-arrive", await _team(work, incident))


async def _arrive_twice(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind_captains(work, incident, occasion, "remind-arrive-captain", await mustering.captains(work))


async def _arrival(work: Work, incident: Incident, occasion: Occasion) -> None:
    """A position at the spot, and none to the contrary since: the team has arrived."""
    if incident.state in WITH_TEAM - {ON_SCENE}:
        lead = incident.lead
        facts = Facts(automatic=True, team_id=lead.team_id if lead else None, at=lead.arrival_seen_at if lead else None)
        await cases_perform.perform(work, incident, "arrive", facts=facts)


async def _close_70(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(work, incident, occasion, "remind-close-70", await _team(work, incident))


async def _overdue(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Team and captain hear that it is overdue; owners too where no captain is on duty or nobody reacted."""
    await orders.card(work, incident)
    if incident.silenced_until and incident.silenced_until > work.now:
        return
    team, captains = await _team(work, incident), await mustering.captains(work)
    await _remind(work, incident, occasion, "remind-overdue", [m for m in team if m not in captains])
    seen: Rows = ((case_button(incident, work.district, "seen"),),)
    if incident.is_nowhere:
        seen = ((case_button(incident, work.district, "relocate", key="button-set-location"),), *seen)
    owners = await mustering.owners(work) if occasion.n >= len(REPEATS) or not any(m.duty for m in captains) else []
    others = [m for m in owners if m not in captains]
    if not await stale.is_forgotten(work, incident):
        await _remind_captains(work, incident, occasion, "remind-overdue-captain", captains, buttons=seen)
    await _remind(work, incident, occasion, "remind-overdue-captain", others, buttons=seen)


async def _confirm(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Low severity with photos from before and after, none of them used before, is confirmed by the clock.

    The rest is asked of the captain, bundled.
    """
    item, pieces = limits.item_of(work, incident), await work.tx[EVIDENCE].of_case(incident.id)
    lines = await work.tx.history.newest(incident.id, limits.CHANGES_SEVERITY, MOST_CHANGES)
    ever = {severity_of(incident, item), *severities(work.at_hand[BOOK], (line.record for line in lines))}
    if len(lines) < MOST_CHANGES and ever == {"low"} and proof.speaks_for_itself(incident, item, pieces):
        await cases_perform.perform(work, incident, "confirm")
        return
    await confirming.ask_confirmation(work, await work.tx[INCIDENTS].waiting_confirm(work.district.id))


async def _hold_ends(work: Work, incident: Incident, occasion: Occasion) -> None:
    await cases_perform.perform(work, incident, "resume")


async def _transfer_due(work: Work, incident: Incident, occasion: Occasion) -> None:
    await work.tx.kept.put(due_name(work, incident.id), True)
    about = {"department": incident.department or ""}
    await _remind_captains(work, incident, occasion, "remind-transfer", await mustering.captains(work), **about)


async def end_department(work: Work, change: Change[Incident], facts: Facts) -> None:
    """It is with the department no longer, or with another by another date: what was told of the date is over."""
    if change.before.state == TRANSFERRED:
        await work.tx.kept.put(due_name(work, change.case.id), None)


def due_name(work: Work, case_id: int | str) -> str:
    """Under this name is kept that the date of a department has come, once captains were told."""
    return f"department-due:{work.district.id}:{case_id}"


async def with_departments(work: Work) -> list[Incident]:
    """Cases with a department whose due date has come, of which captains were told."""
    found, name = list[Incident](), due_name(work, "")
    for one in await work.tx.kept.beginning(name):
        incident = await work.tx[INCIDENTS].get(int(one.removeprefix(name)))
        is_due = incident is not None and incident.department_due is not None and incident.department_due <= work.now
        if incident is not None and is_due and incident.state == TRANSFERRED:
            found.append(incident)
    return found


def _of_subject(incident: Incident, occasion: Occasion) -> Assignment | None:
    own = int(occasion.subject.removeprefix("assignment:").split("/")[0])
    return next((a for a in incident.assignments if a.id == own and a.is_open), None)


async def _team(work: Work, incident: Incident) -> list[Member]:
    """The lead's members on duty and not on break, else who watches it on break; nobody while nobody leads."""
    return await minding.minded_by(work, incident.lead.team_id) if incident.lead else []


async def _remind_captains(
    work: Work, incident: Incident, occasion: Occasion, key: str, people: Sequence[Member], **more: Any
) -> None:
    """Captains see it in the list of what needs them; who has no private chat is mentioned in the group."""
    hearing.stir(work)
    if _is_late(work, occasion):
        hearing.late(work, f"case:{incident.number}", {"arrive_twice": "arrive"}.get(occasion.name, occasion.name))
    await _remind(work, incident, occasion, key, [m for m in people if not m.private_open], **more)


def _is_late(work: Work, occasion: Occasion) -> bool:
    return (work.now - occasion.due_at).total_seconds() > LATE_S


async def _remind(
    work: Work, incident: Incident, occasion: Occasion, key: str, people: Sequence[Member], **more: Any
) -> None:
    over = int((work.now - limits.deadline_of(incident, limits.limits_of(work, incident))).total_seconds() // 60)
    due = (
        limits.deadline_of(incident, limits.limits_of(work, incident)).astimezone(work.district.zone).strftime("%H:%M")
    )
    whose = "captain" if key.endswith("-captain") else "team"
    led_by = incident.lead.team_id if incident.lead and whose == "team" else None
    buttons = more.pop("buttons", next_step.numbered_rows(incident, work.district, led_by))
    await telling.tell(
        work,
        people,
        key,
        priority=Priority.OVERDUE,
        purpose=_purpose(key),
        about=incident,
        buttons=buttons,
        number=incident.number,
        minutes=max(0, over),
        due=due,
        late={"word": "late-mark"} if _is_late(work, occasion) else "",
        missing={"word": "remind-nowhere"} if incident.is_nowhere else "",
        bundle=key,
        collapse=f"reminder:{incident.id}:{whose}",
        **phrases.what(work, incident),
        **more,
    )


def _purpose(key: str) -> str:
    """What hurries a team to the spot has lost its reason there; what hurries it to be done has not."""
    return "reminder-arrive" if key.startswith("remind-arrive") else "reminder"


DECISIONS: dict[str, Decision] = {
    "ask": _ask,
    "danger": danger.nobody_answered,
    "suggest": _suggest,
    "pull": _pull,
    "accept_half": _accept_half,
    "support_accept_half": _accept_half,
    "accept": _accept,
    "support_accept": _support_accept,
    "arrive": _arrive,
    "arrive_twice": _arrive_twice,
    "arrival": _arrival,
    "close_70": _close_70,
    "overdue": _overdue,
    "confirm": _confirm,
    "hold_ends": _hold_ends,
    "transfer_due": _transfer_due,
}
"""What the clock does about each name that :func:`bot.incidents.due.occasions` gives."""
