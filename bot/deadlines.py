"""What comes due for an incident, as a pure function of it, and what the clock does about it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any

from bot import crash_points, dispatch, giving_back, proof, steps, touched
from bot.actions import Right, action
from bot.cases.apply import Facts
from bot.cases.case import Assignment
from bot.cases.occasions import Due, Occasion
from bot.incidents import HELD, LIVE, ON_SCENE, OPEN, RESOLVED, TRANSFERRED, WITH_TEAM, Incident
from bot.letters import Letter, Priority
from bot.limits import Limits, severities, severity_of
from bot.people import Member
from bot.work import Work, case_button

ARRIVAL_CHECK_S = 10
"""Seconds without a fix to the contrary before a position counts as an arrival."""

LATE_S = 30
"""A reminder decided later than this after its time is marked late."""

REPEATS = (1, 2, 4)
"""Overdue repeats in steps of ``remind_every``; every further one comes after six of them."""

LAST_REPEAT = 6
REMINDERS = ("arrive", "arrive_twice", "close_70", "overdue", "confirm")
"""Names of the occasions that remind somebody of a case."""

CONFIRM_AGAIN_S = 1800
SILENCE_S = 1800


def deadline_of(incident: Incident, limits: Limits) -> datetime:
    """When the incident is due to be resolved: ``close`` after the report, and the time it was held on top."""
    return incident.reported_at + timedelta(seconds=limits.close + incident.held_s)


def is_overdue(incident: Incident, limits: Limits, now: datetime) -> bool:
    """Past its own limit, and neither done nor on hold."""
    return incident.state in LIVE - {RESOLVED, HELD} and now >= deadline_of(incident, limits)


def occasions(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    """Everything that will come due for *incident* as it stands; of the endless repeats only up to the next one."""
    if incident.state in {HELD, TRANSFERRED}:
        waits = [("hold_ends", incident.hold_until)] if incident.state == HELD else []
        waits += [("transfer_due", incident.department_due)] if incident.state == TRANSFERRED else []
        return [_at(incident, name, at) for name, at in waits if at]
    if incident.state not in LIVE:
        return []
    if incident.state == RESOLVED:
        return _confirming(incident, limits, now)
    return [*_questions(incident), *_orders(incident, limits), *_closing(incident, limits, now)]


def _at(incident: Incident, name: str, at: datetime) -> Due:
    """Something that happens once at an hour of its own: told apart by the seconds since the report."""
    return Due(f"case:{incident.id}", name, at, n=round((at - incident.reported_at).total_seconds()))


def _questions(incident: Incident) -> list[Due]:
    waits = [("ask", incident.asked_until if incident.asks else None), ("pull", incident.pull_until)]
    if incident.state == OPEN:
        waits.append(("suggest", incident.suggest_until))
    return [_at(incident, name, at) for name, at in waits if at]


def _orders(incident: Incident, limits: Limits) -> list[Due]:
    dues = []
    for held in incident.assignments:
        if not held.is_open or held.arrived_at:
            continue
        subject = f"assignment:{held.id}/{held.round}"
        kind = "" if held is incident.lead else "support_"
        if held.accepted_at is None:
            half, whole = timedelta(seconds=limits.accept / 2), timedelta(seconds=limits.accept)
            dues += [Due(subject, f"{kind}accept_half", held.counted_from + half)]
            signed = _sign_of_life(incident, held)
            n = int(signed.timestamp()) if signed else 0
            dues += [Due(subject, f"{kind}accept", (signed or held.counted_from) + whole, n=n)]
        if held is incident.lead:
            arrive = timedelta(seconds=limits.arrive)
            dues += [Due(subject, "arrive", held.counted_from + arrive)]
            dues += [Due(subject, "arrive_twice", held.counted_from + 2 * arrive)]
        if held.arrival_seen_at:
            checked = held.arrival_seen_at + timedelta(seconds=ARRIVAL_CHECK_S)
            dues += [Due(subject, "arrival", checked, n=int(held.arrival_seen_at.timestamp()))]
    return dues


def _sign_of_life(incident: Incident, held: Assignment) -> datetime | None:
    """The last message or tap of the team since its order: the accept limit counts from there."""
    sign = incident.marks.get("sign" if held is incident.lead else f"sign:{held.id}")
    if not sign or sign["assignment"] != held.id:
        return None
    return max(held.counted_from, datetime.fromisoformat(sign["at"]))


def _closing(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    subject = f"case:{incident.id}/r{incident.round}h{incident.held_s}"
    due = deadline_of(incident, limits)
    dues = [Due(subject, "close_70", due - timedelta(seconds=limits.close * 0.3))]
    for n, step in enumerate(chain((0,), REPEATS, (LAST_REPEAT for _ in count()))):
        due += timedelta(seconds=limits.remind_every * step)
        dues.append(Due(subject, "overdue", due, n=n))
        if due > now:
            return dues
    return dues


def _confirming(incident: Incident, limits: Limits, now: datetime) -> list[Due]:
    resolved = incident.resolved_at or now
    dues: list[Due] = []
    for n in count():
        due = resolved + timedelta(seconds=limits.confirm + n * CONFIRM_AGAIN_S)
        dues.append(Due(f"case:{incident.id}/r{incident.round}", "confirm", due, n=n))
        if due > now:
            break
    return dues


async def schedule(work: Work, incident: Incident) -> None:
    """Make the stored occasions of *incident* those that it has now."""
    wanted = occasions(incident, work.limits_of(incident), work.now)
    await work.tx.occasions.sync(work.district.id, incident.id, "", wanted)


# --- what the clock does


@action(Right.HOUSE, "deadlines.decide")
async def decide(work: Work, *, case_id: int) -> None:
    """Decide the occasions of one case that have come due; each is decided once.

    Of several reminders of one family that fell into a gap only the most urgent is said, marked late; the others are
    recorded as passed over.
    """
    incident = await work.tx.cases.get(case_id)
    if incident is None:
        return
    await schedule(work, incident)
    due = [o for o in await work.tx.occasions.of_case(case_id) if o.done_at is None and o.due_at <= work.now]
    said: set[str] = set()
    for occasion in sorted(due, key=lambda o: (o.name != "overdue", -o.n if o.name == "overdue" else 0, o.due_at)):
        incident = await work.tx.cases.get(case_id) or incident
        result = _result(work, incident, occasion, said)
        if not await work.tx.occasions.decide(occasion.id, work.now, result):
            continue
        work.moved.setdefault(incident.id, incident)
        if result == "done":
            said.add(_family(occasion.name))
            await DECISIONS[occasion.name](work, incident, occasion)
            work.moved[incident.id] = await work.tx.cases.get(case_id) or incident
    if due:
        crash_points.reached("in-tick")


def _result(work: Work, incident: Incident, occasion: Occasion, said: set[str]) -> str:
    """``moot``: an earlier decision took its reason away; ``gap``: a more urgent one was said; else ``done``."""
    stands = {(d.subject, d.name, d.n) for d in occasions(incident, work.limits_of(incident), work.now)}
    if (occasion.subject, occasion.name, occasion.n) not in stands:
        return "moot"
    return "gap" if _family(occasion.name) in said else "done"


def _family(name: str) -> str:
    """Reminders that say the same more urgently are one family: after a gap only the most urgent is said."""
    return {"close_70": "overdue", "arrive": "arrive_twice"}.get(name, name)


Decision = Callable[[Work, Incident, Occasion], Awaitable[None]]


async def _ask(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The question was not answered in time: decided without it, and the nearest team is sent."""
    decided = replace(incident, asks=(), asked_until=None)
    stored = await work.tx.cases.keep(decided)
    work.moved[stored.id] = stored
    work.stir()
    await work.card(stored)


async def _suggest(work: Work, incident: Incident, occasion: Occasion) -> None:
    """No captain tapped one of the three: the nearest goes."""
    await dispatch.send_nearest(work, incident)


async def _pull(work: Work, incident: Incident, occasion: Occasion) -> None:
    """No captain tapped a team to pull: the nearest on a low case and not yet on scene is pulled."""
    await dispatch.pull_by_clock(work, incident)


async def _accept_half(work: Work, incident: Incident, occasion: Occasion) -> None:
    held = _of_subject(incident, occasion)
    if held:
        await steps.order(work, incident, held, second=True)


async def _accept(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The order ran out: the team is passed over until a sign of life, and the next one is sent."""
    lead = incident.lead
    standing = (await work.muster()).of(lead.team_id) if lead else None
    await steps.make(work, incident, "expire", facts=Facts(team_id=lead.team_id if lead else None))
    if standing and standing.team.silent_since is None:
        await dispatch.note_silence(work, standing.team, incident)


async def _support_accept(work: Work, incident: Incident, occasion: Occasion) -> None:
    """The order of a team sent along ran out: it is passed over like a lead, and another one goes in its place."""
    held = _of_subject(incident, occasion)
    if held is None:
        return
    ended = replace(held, ended_at=work.now, outcome="expired")
    assignments = tuple(ended if a is held else a for a in incident.assignments)
    stored = await work.tx.cases.touch_assignments(replace(incident, assignments=assignments))
    work.moved[stored.id] = stored
    await work.tx.outbox.cancel(stored.id, [f"order:{held.team_id}"], work.now)
    standing = (await work.muster()).of(held.team_id)
    work.stir()
    if standing and standing.team.silent_since is None:
        await dispatch.note_silence(work, standing.team, stored)
    await dispatch.replace_support(work, stored.id)
    after = await work.tx.cases.get(stored.id) or stored
    await steps.record_support(work, after, held.team_id, "expire", work.now)
    await work.card(after)


async def _arrive(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(work, incident, occasion, "remind-arrive", await _team(work, incident))


async def _arrive_twice(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(work, incident, occasion, "remind-arrive-captain", await work.captains())


async def _arrival(work: Work, incident: Incident, occasion: Occasion) -> None:
    """A position at the spot, and none to the contrary since: the team has arrived."""
    if incident.state in WITH_TEAM - {ON_SCENE}:
        lead = incident.lead
        facts = Facts(automatic=True, team_id=lead.team_id if lead else None, at=lead.arrival_seen_at if lead else None)
        await steps.make(work, incident, "arrive", facts=facts)


async def _close_70(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(work, incident, occasion, "remind-close-70", await _team(work, incident))


async def _overdue(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Team and captain hear that it is overdue; owners too where no captain is on duty or nobody reacted."""
    await work.card(incident)
    if incident.silenced_until and incident.silenced_until > work.now:
        return
    team, captains = await _team(work, incident), await work.captains()
    await _remind(work, incident, occasion, "remind-overdue", [m for m in team if m not in captains])
    seen = case_button(incident, work.district, "seen")
    owners = await work.owners() if occasion.n >= len(REPEATS) or not any(m.duty for m in captains) else []
    command = [*captains, *owners]
    if await touched.is_forgotten(work, incident):
        command = [m for m in owners if m not in captains]
    await _remind(work, incident, occasion, "remind-overdue-captain", command, buttons=((seen,),))


async def _confirm(work: Work, incident: Incident, occasion: Occasion) -> None:
    """Low severity with photos from before and after, none of them used before, is confirmed by the clock.

    The rest is asked of the captain, bundled.
    """
    item, pieces = work.item_of(incident), await work.tx.evidence.of_case(incident.id)
    records = [row.record for row in await work.tx.history.of_case(incident.id)]
    ever = {severity_of(incident, item), *severities(work.book, records)}
    if ever == {"low"} and proof.speaks_for_itself(incident, item, pieces):
        await steps.make(work, incident, "confirm")
        return
    await steps.ask_confirmation(work, await work.tx.cases.waiting_confirm(work.district.id))


async def _hold_ends(work: Work, incident: Incident, occasion: Occasion) -> None:
    await steps.make(work, incident, "resume")


async def _transfer_due(work: Work, incident: Incident, occasion: Occasion) -> None:
    await _remind(
        work, incident, occasion, "remind-transfer", await work.captains(), department=incident.department or ""
    )


def _of_subject(incident: Incident, occasion: Occasion) -> Assignment | None:
    own = int(occasion.subject.removeprefix("assignment:").split("/")[0])
    return next((a for a in incident.assignments if a.id == own and a.is_open), None)


async def _team(work: Work, incident: Incident) -> list[Member]:
    """The lead's members on duty and not on break, else who watches it on break; nobody while nobody leads."""
    return await giving_back.minded_by(work, incident.lead.team_id) if incident.lead else []


async def _remind(
    work: Work, incident: Incident, occasion: Occasion, key: str, people: Sequence[Member], **more: Any
) -> None:
    late = (work.now - occasion.due_at).total_seconds() > LATE_S
    over = int((work.now - deadline_of(incident, work.limits_of(incident))).total_seconds() // 60)
    due = deadline_of(incident, work.limits_of(incident)).astimezone(work.district.zone).strftime("%H:%M")
    buttons, whose = more.pop("buttons", ()), "captain" if key.endswith("-captain") else "team"
    await work.tell(
        people, key, priority=Priority.OVERDUE, purpose=_purpose(key), incident=incident, buttons=buttons,
        number=incident.number, minutes=max(0, over), due=due,
        late={"word": "late-mark"} if late else "", bundle=key, collapse=f"reminder:{incident.id}:{whose}",
        **steps.what(work, incident), **more,
    )  # fmt: skip


def as_late(letter: Letter, now: datetime) -> Letter:
    """A reminder that could not go for a while: marked late, with its figures as they are when it goes."""
    waited = (now - letter.created_at).total_seconds()
    if letter.purpose not in {"reminder", "reminder-arrive"} or waited <= LATE_S:
        return letter
    over = letter.facts["minutes"] + int(waited // 60)
    return replace(letter, facts={**letter.facts, "late": {"word": "late-mark"}, "minutes": over})


def _purpose(key: str) -> str:
    """What hurries a team to the spot has lost its reason there; what hurries it to be done has not."""
    return "reminder-arrive" if key.startswith("remind-arrive") else "reminder"


DECISIONS: dict[str, Decision] = {
    "ask": _ask,
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
"""What the clock does about each name that :func:`occasions` gives."""
