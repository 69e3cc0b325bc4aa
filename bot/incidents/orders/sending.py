"""Who is sent: the nearest free team gets the order at once, and nobody waits unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cases import changes
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.case import CLOCK, Actor
from bot.cases.rulebook import Facts
from bot.dispatch import matching
from bot.handbook.model import Item
from bot.incidents import asks, captains, phrases, wished
from bot.incidents import limits as incidents_limits
from bot.incidents.limits import severity_of
from bot.incidents.orders import orders, pulling, team_choices
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN, WITH_TEAM, Incident
from bot.outbox.letters import Button, Priority
from bot.places.naming.called import as_everybody_may
from bot.register import fixes
from bot.register.teams import Standing, Team
from bot.values import geo
from bot.work import mustering, telling
from bot.work.work import Work

SUGGEST_S = 60
"""Seconds a captain has to tap one of three, or a team to pull, before the nearest goes."""

SHOWN_MOST = 20
"""Of the cases that wait so many are told anew why nobody can go whenever that changes; those behind them wait their
turn, and say so."""

LOST = "lost"
"""The mark of a critical case of which captains heard that nobody could be sent."""

STANDS_THERE_M = 50.0
SEVERITIES = ("low", "medium", "high", "critical")


def is_waiting(incident: Incident, work: Work) -> bool:
    """Open, with a point, not sent by hand only, and with no question that may still hold it: none a critical one."""
    until = incident.asked_until if asks.holding(incident.asks) else None
    held_by_question = until is not None and until > work.now and not incidents_limits.is_critical(work, incident)
    return incident.state == OPEN and incident.point is not None and not incident.by_hand_only and not held_by_question


def waits(incident: Incident) -> bool:
    """Whether it waits for a team."""
    return incident.state == OPEN


async def seek(work: Work) -> None:
    """Where something about teams or cases changed: free teams get waiting cases."""
    if work.look_for_teams and work.district_or_none is not None:
        await match(work)


async def match(work: Work) -> None:
    """Send free teams to waiting cases until nothing more fits. Runs at the end of every transaction that matters."""
    waiting = [i for i in await work.tx[INCIDENTS].live(work.district.id) if is_waiting(i, work)]
    waiting.sort(
        key=lambda i: (-SEVERITIES.index(severity_of(i, incidents_limits.item_of(work, i))), i.reported_at, i.id)
    )
    if len(waiting) > 1 and await _teams_are_scarce(work, waiting):
        await _save_what_can_be_saved(work, waiting)
        return
    for incident in waiting:
        if work.district.dispatch == "suggest":
            await suggest(work, incident)
        else:
            await send_nearest(work, incident)


async def _teams_are_scarce(work: Work, waiting: list[Incident]) -> bool:
    free = [s for s in (await mustering.of(work)).standings.values() if s.is_available and not s.holds]
    return len(free) < len(waiting)


async def _save_what_can_be_saved(work: Work, waiting: list[Incident]) -> None:
    """More cases than teams: each free team takes the one that it can best still save."""
    left = {i.id: i for i in waiting}
    tried = await work.tx[INCIDENTS].all_tried(waiting)
    muster = await mustering.of(work)
    for standing in [s for s in muster.standings.values() if s.is_available and not s.holds]:
        able = [i for i in left.values() if _reason_against(work, standing, i, tried[i.id]) is None]
        if not able or standing.point is None:
            continue
        jobs = [_job(work, i) for i in able]
        best = matching.best_waiting(standing.point, jobs, work.now)
        if best is not None:
            await _send(work, left.pop(best), standing, None)
    somebody_is_left = any(s.is_available and not s.holds for s in (await mustering.of(work)).standings.values())
    for n, incident in enumerate(left.values()):
        if n < SHOWN_MOST or (somebody_is_left and tried[incident.id]):
            await send_nearest(work, incident)
        else:
            await _nobody(work, incident, {"many": SHOWN_MOST})


def _job(work: Work, incident: Incident) -> matching.Waiting:
    item, limits = incidents_limits.item_of(work, incident), incidents_limits.limits_of(work, incident)
    assert incident.point is not None  # noqa: S101  # is_waiting has seen to it
    return matching.Waiting(
        case_id=incident.id,
        point=incident.point,
        severity=severity_of(incident, item),
        reported_at=incident.reported_at,
        due_at=incident.reported_at + timedelta(seconds=limits.close + incident.held_s),
        work_minutes=item.work_minutes,
    )


def _reason_against(
    work: Work, standing: Standing, incident: Incident, tried: Mapping[int, str]
) -> matching.Reason | None:
    """Why this team is not sent automatically now; None when it may be. *tried*: who declined or was silent."""
    return _reason(standing, incidents_limits.item_of(work, incident), tried)


def _reason(standing: Standing, item: Item, tried: Mapping[int, str]) -> matching.Reason | None:
    """The same for a case about *item*. Pure."""
    checks = (
        (standing.on_break, matching.Reason.ON_BREAK),
        (not standing.is_available, matching.Reason.OFF_DUTY),
        (bool(standing.holds), matching.Reason.BUSY),
        (not standing.may_handle(item.code, item.group), matching.Reason.CANNOT_HANDLE),
        (not standing.has_officers(item.reserved.officers("accept")), matching.Reason.CANNOT_HANDLE),
        (standing.team.silent_since is not None, matching.Reason.PASSED_OVER),
        (standing.team.id in tried, matching.Reason.EXCLUDED),
        (standing.point is None, matching.Reason.POSITION_UNKNOWN),
    )
    return next((reason for holds, reason in checks if holds), None)


async def candidates(work: Work, incident: Incident) -> list[matching.Candidate]:
    """Every team of the district as the matching sees it, with the reason against those that are not sent."""
    found = []
    tried = await work.tx[INCIDENTS].teams_tried(incident.id, incident.reach)
    item = incidents_limits.item_of(work, incident)
    for standing in (await mustering.of(work)).standings.values():
        position = standing.position if standing.fresh else None
        age = (work.now - position.fixed_at).total_seconds() if position else None
        found.append(
            matching.Candidate(
                team_id=standing.team.id,
                name=standing.team.name,
                point=standing.point,
                source=matching.Source.FIX if position else matching.Source.BASE if standing.team.base else None,
                age_s=age,
                accuracy_m=standing.accuracy_m,
                last_sent_at=standing.team.last_sent_at,
                reason=_reason(standing, item, tried),
            )
        )
    return found


async def send_nearest(work: Work, incident: Incident) -> bool:
    """Order the nearest team that may go; where there is none, say so on the card and to the captain."""
    assert incident.point is not None  # noqa: S101  # callers ask is_waiting
    teams = await candidates(work, incident)
    choice = matching.nearest(incident.point, teams)
    if choice is None and incident.marks.get("forgiven") is None and _all_were_asked(teams):
        return await _forgive(work, incident)
    if choice is None:
        unknown = [t for t in teams if t.reason is matching.Reason.POSITION_UNKNOWN]
        await _nobody(work, incident, {str(r): n for r, n in matching.why_nobody(teams).items()}, unknown)
        return False
    standing = (await mustering.of(work)).of(choice.team_id)
    assert standing is not None  # noqa: S101  # the choice came from this muster
    await _send(work, incident, standing, matching.explain(incident.point, teams, choice))
    return True


def _all_were_asked(teams: list[matching.Candidate]) -> bool:
    """Somebody could go but was asked already, and nobody else is left."""
    return any(t.reason is matching.Reason.EXCLUDED for t in teams)


async def _forgive(work: Work, incident: Incident) -> bool:
    """Nobody else is left: those who declined or were silent are asked once more."""
    marks = {**incident.marks, "forgiven": incident.reach + 1}
    kept = await work.tx[INCIDENTS].keep(replace(incident, reach=incident.reach + 1, marks=marks))
    changes.note(work, kept)
    return await send_nearest(work, kept)


async def _send(work: Work, incident: Incident, standing: Standing, why: dict[str, Any] | None) -> Incident:
    point = incident.point
    metres = geo.metres(standing.point, point) if standing.point and point else None
    marks = {k: v for k, v in incident.marks.items() if k not in {"nobody", LOST, "sign"}}
    if why is None:
        why = {"team": standing.team.name, "metres": metres, "best_saved": True}
    kept = await work.tx[INCIDENTS].keep(
        replace(incident, marks={**marks, "choice": why}, asks=incident.asks, suggest_until=None, pull_until=None)
    )
    facts = Facts(
        team_id=standing.team.id,
        given={"metres": metres, "accuracy_m": standing.accuracy_m, "stood_there": _stands_there(standing, metres)},
    )
    sent = await cases_perform.perform(work, kept, "dispatch", actor=CLOCK, facts=facts)
    if incidents_limits.is_critical(work, sent):
        await send_support(work, sent.id)
    return sent


def _stands_there(standing: Standing, metres: float | None) -> bool:
    """At the spot already, by a fix that can tell: nothing is read from its position then."""
    is_near = standing.fresh and metres is not None and metres <= STANDS_THERE_M
    return is_near and fixes.can_tell(standing.accuracy_m, STANDS_THERE_M)


async def send_support(
    work: Work, case_id: int, *, actor: Actor = CLOCK, facts: dict[str, Any] | None = None
) -> Standing | None:
    """Send the next nearest free team along, and return it; where nobody is free the captain gets teams to pull."""
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is None or incident.point is None:
        return None
    teams = await candidates(work, incident)
    choice = matching.nearest(incident.point, teams)
    if choice is None:
        await pulling.offer_pull(work, incident)
        return None
    standing = (await mustering.of(work)).of(choice.team_id)
    metres = geo.metres(standing.point, incident.point) if standing and standing.point else None
    if asks.UNANSWERED in incident.marks:
        marks = {k: v for k, v in incident.marks.items() if k != asks.UNANSWERED}
        incident = await work.tx[INCIDENTS].keep(replace(incident, marks=marks))
    given = {**(facts or {}), "metres": metres, "accuracy_m": standing.accuracy_m if standing else None}
    await cases_perform.perform(work, incident, "backup", actor=actor, facts=Facts(team_id=choice.team_id, given=given))
    return standing


async def replace_support(work: Work, case_id: int) -> None:
    """A team sent along does not come: another one goes; where none is left lead and captains are told, once each time.

    As long as another one is on its way nobody needs to hear of it.
    """
    if await send_support(work, case_id) is not None:
        return
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is None or incident.support or incident.state not in WITH_TEAM:
        return
    standing = (await mustering.of(work)).of(incident.lead.team_id) if incident.lead else None
    await telling.tell(
        work,
        standing.available if standing else (),
        "backup-unanswered",
        priority=Priority.ORDER,
        about=incident,
        purpose="ask",
        number=incident.number,
        **phrases.what(work, incident),
    )
    await wished.wish(work, incident, "backup", "backup-unanswered", {}, priority=Priority.ORDER)


async def _nobody(
    work: Work, incident: Incident, counts: dict[str, int], unknown: Sequence[matching.Candidate] = ()
) -> None:
    """The case waits, visibly, with the reason; the captain is told once, with what can be done by one tap.

    Once more where it has turned out to be critical since.
    """
    is_lost = incidents_limits.is_critical(work, incident)
    is_news = is_lost and LOST not in incident.marks
    if incident.marks.get("nobody") == counts and not is_news:
        return
    first = is_news or "nobody" not in incident.marks
    marks = {**incident.marks, "nobody": counts, **({LOST: True} if is_lost else {})}
    kept = await work.tx[INCIDENTS].keep(replace(incident, marks=marks))
    changes.note(work, kept)
    await orders.card(work, kept)
    if not first:
        return
    buttons = await team_choices.teams(work, kept, {t.team_id for t in unknown[:3]})
    key = "nobody-free" if buttons else "no-team-at-all"
    place = as_everybody_may(await team_choices.where(work, kept))  # in the group; the list says it itself
    told = {"counts": phrases.why_words(counts), "buttons": buttons, "place": place}
    await captains.hear(work, kept, key, "nobody", priority=Priority.ORDER if is_lost else Priority.ANSWER, **told)
    if is_lost:
        await pulling.offer_pull(work, kept)


def _assign_button(work: Work, incident: Incident, team_id: int, name: str) -> Button:
    button = case_button(incident, work.district, "assign", str(team_id), key="button-team")
    return replace(button, facts={"team": name})


async def suggest(work: Work, incident: Incident) -> None:
    """Suggest mode: the captain taps one of three; no tap in a minute, and the nearest goes."""
    if incident.suggest_until is not None:
        return
    assert incident.point is not None  # noqa: S101  # callers ask is_waiting
    teams = await candidates(work, incident)
    if matching.nearest(incident.point, teams) is None:
        await send_nearest(work, incident)
        return
    kept = await work.tx[INCIDENTS].keep(replace(incident, suggest_until=work.now + timedelta(seconds=SUGGEST_S)))
    changes.note(work, kept)
    buttons = tuple((one,) for one in await suggested(work, kept))
    await captains.hear(work, kept, "suggest-teams", "suggest", buttons=buttons)


async def suggested(work: Work, incident: Incident) -> list[Button]:
    """The three nearest teams that may go, a button each."""
    three = matching.ranked(incident.point, await candidates(work, incident), 3) if incident.point else ()
    return [_assign_button(work, incident, c.team_id, f"{c.name} {round(c.metres)} m") for c in three]


async def note_silence(work: Work, team: Team, incident: Incident) -> None:
    """An order ran out: passed over for automatic orders until a sign of life; the captain is told once."""
    await work.tx.teams.save(replace(team, silent_since=work.now))
    work.stir()
    await captains.hear(work, incident, "team-silent", "silent", priority=Priority.ANSWER, team=team.name)
