"""The welfare check: a team on scene that gives no sign of life is asked whether all is well, and then looked for."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cases import changes, release
from bot.cases.case import Case
from bot.cases.kinds import KINDS
from bot.outbox.letters import Button, Priority, Rows
from bot.register.people import Member
from bot.register.teams import Standing, Team
from bot.sos import actions
from bot.values.refused import Refused
from bot.work import buttons as work_buttons
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer, enumerated
from bot.work.features import Gap
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

ANSWER_S, CALL_S = 60, 180
"""Seconds to answer a question of ours, and for the captain to reach them by telephone."""

ASKED, AGAIN, CAPTAIN, CALLED = 1, 2, 3, 4
"""Steps of a check: asked, asked again, the captain asked to call them, a call for help."""

EVERY_S = 10.0
"""A sign of life is written down again only after this long."""

_AFTER = {ASKED: (AGAIN, ANSWER_S), AGAIN: (CAPTAIN, ANSWER_S), CAPTAIN: (CALLED, CALL_S)}
"""What follows each step without an answer, and after how many seconds."""

_NAMES = {ASKED: "welfare_ask", AGAIN: "welfare_again", CAPTAIN: "welfare_captain", CALLED: "welfare_sos"}


def due(team: Team, *, is_critical: bool, welfare_s: int) -> Due | None:
    """The next step of a team on scene; None when it is the last already, or the team is not looked after. Pure.

    On a critical case an unanswered question is a call for help at once, without a second one.
    """
    if team.seen_at is None:
        return None
    if not team.asked or team.asked_at is None:
        step, at = ASKED, team.seen_at + timedelta(seconds=welfare_s)
    elif team.asked in _AFTER:
        step, wait_s = (CALLED, ANSWER_S) if is_critical and team.asked == ASKED else _AFTER[team.asked]
        at = team.asked_at + timedelta(seconds=wait_s)
    else:
        return None
    return Due(f"welfare:{team.id}/", _NAMES[step], at, n=int(at.timestamp()))


@dataclass(frozen=True)
class Check:
    """A team on scene: the case that it was at last, and whether one of its cases there is critical."""

    standing: Standing
    incident: Case
    is_critical: bool

    @property
    def team(self) -> Team:
        """The team."""
        return self.standing.team


async def _check(work: Work, team: Team) -> Check | None:
    """None where the team is on no scene."""
    kinds, held = work.at_hand[KINDS], await release.held_by(work, team.id)
    there = [one for one in held if kinds.of(one).critical and (a := one.of_team(team.id)) and a.arrived_at]
    standing = (await mustering.of(work)).of(team.id) if there else None
    if standing is None:
        return None
    critical = any(is_critical(work, one) for one in there if (is_critical := kinds.of(one).critical))
    return Check(replace(standing, team=team), there[-1], critical)


async def watch(work: Work, team_id: int) -> None:
    """Look after a team from its arrival on, and no longer than it is on a scene."""
    team = await work.tx.teams.get(team_id)
    if team is None:
        return
    check = await _check(work, team)
    if check is None:
        if team.seen_at is not None or team.asked:
            await _save(work, replace(team, seen_at=None, asked=0, asked_at=None))
            await work.tx.occasions.sync(work.district.id, None, _subject(team), [])
        return
    if team.seen_at is None:
        team = await _save(work, replace(team, seen_at=_heard_of(work, check), asked=0, asked_at=None))
    await _schedule(work, replace(check, standing=replace(check.standing, team=team)))


def _heard_of(work: Work, check: Check) -> datetime | None:
    """Who says now that a team is there, late or for it by radio, has heard of it now; the clock read it before."""
    if not work.who.is_house:
        return work.now
    held = check.incident.of_team(check.team.id)
    return held.arrived_at if held else None


async def watch_teams(work: Work) -> None:
    """After a change: every team that has been on scene of a case on whose scene teams are looked after."""
    kinds = work.at_hand[KINDS]
    for case in list(changes.of(work).changed.values()):
        for team_id in {a.team_id for a in case.assignments if a.arrived_at} if kinds.of(case).critical else ():
            await watch(work, team_id)


def _subject(team: Team) -> str:
    return f"welfare:{team.id}/"


async def _schedule(work: Work, check: Check) -> None:
    wanted = due(check.team, is_critical=check.is_critical, welfare_s=work.rules.welfare_s)
    await work.tx.occasions.sync(work.district.id, None, _subject(check.team), [wanted] if wanted else [])


async def _save(work: Work, team: Team) -> Team:
    work.stir(look_for_teams=False)
    return await work.tx.teams.save(team)


# --- signs of life


async def sign(work: Work, team_id: int | None) -> int:
    """Somebody of the team lives: whatever was asked is answered. Returns the step that it ended, 0 where none.

    Written down only of a team that is looked after; its next question is worked out when it would have come.
    """
    team = await work.tx.teams.get(team_id) if team_id is not None else None
    if team is None or team.seen_at is None:
        return 0
    if team.asked or (work.now - team.seen_at).total_seconds() >= EVERY_S:
        await _save(work, replace(team, seen_at=max(team.seen_at, work.now), asked=0, asked_at=None))
    if team.asked:
        await watch(work, team.id)
    if team.asked >= CAPTAIN:
        captains = [m for m in await mustering.captains(work) if m.user_id != work.who.user_id]
        await telling.tell(
            work,
            captains,
            "welfare-answered",
            priority=Priority.ORDER,
            collapse=f"welfare-answered:{team.id}",
            team=team.name,
            name=work.who.name,
        )
    return team.asked


@action(Right.MEMBER, "welfare.well")
async def well(work: Work, *, team_id: int | None = None, named: str = "") -> Answer:
    """``/well [team]`` or the button: of the team itself, or of a captain who heard it by radio or telephone."""
    team_id = await mustering.team_named(work, named) if named else team_id if team_id is not None else work.who.team_id
    if team_id is None:
        raise Refused("welfare-which-team")
    standing = (await mustering.of(work)).of(team_id)
    if standing is None:
        raise Refused("stale-button")
    if work.who.team_id != team_id and not work.who.is_captain:
        raise Refused("welfare-not-yours", team=standing.team.name)
    await sign(work, team_id)
    return answer("welfare-noted", team=standing.team.name)


# --- what the clock does


@action(Right.HOUSE, "welfare.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """The next step of a check is due, unless there was a sign of life or the team has left the scene."""
    team = await work.tx.teams.get(int(occasion.subject.removeprefix("welfare:").partition("/")[0]))
    check = await _check(work, team) if team else None
    wanted = due(check.team, is_critical=check.is_critical, welfare_s=work.rules.welfare_s) if check else None
    stands = wanted is not None and (wanted.name, wanted.n) == (occasion.name, occasion.n)
    if not await work.tx.occasions.decide(occasion.id, work.now, "done" if stands else "moot") or team is None:
        return
    if stands and check is not None:
        step = next(step for step, name in _NAMES.items() if name == occasion.name)
        await _save(work, replace(team, asked=step, asked_at=work.now))
        await _STEPS[step](work, check)
    await watch(work, team.id)


def _asked(check: Check) -> list[Member]:
    """Whom a team's question goes to: all on duty, else all of it."""
    return [m for m in check.standing.members if m.duty] or list(check.standing.members)


def _buttons(work: Work, check: Check, *, with_sos: bool) -> Rows:
    well = Button("button-all-well", f"welfare:{work.district.id}.{check.team.id}:well")
    return ((well,), (work_buttons.button(work.district.id),)) if with_sos else ((well,),)


async def _ask(work: Work, check: Check) -> None:
    """*All well?* A tap answers it, and so does anything else they say, send or do."""
    await _question(work, check, "welfare-ask-critical" if check.is_critical else "welfare-ask")


async def _ask_again(work: Work, check: Check) -> None:
    await _question(work, check, "welfare-again")


async def _question(work: Work, check: Check, key: str) -> None:
    await telling.tell(
        work,
        _asked(check),
        key,
        priority=Priority.ORDER,
        purpose="welfare",
        collapse=f"welfare:{check.team.id}",
        number=check.incident.number,
        buttons=_buttons(work, check, with_sos=True),
    )


async def _ask_captain(work: Work, check: Check) -> None:
    seen_at = check.team.seen_at or work.now
    await telling.tell(
        work,
        await mustering.captains(work),
        "welfare-captain",
        priority=Priority.ORDER,
        purpose="welfare",
        collapse=f"welfare-captain:{check.team.id}",
        number=check.incident.number,
        team=check.team.name,
        names=enumerated(m.name for m in _asked(check)),
        minutes=int((work.now - seen_at).total_seconds() // 60),
        buttons=_buttons(work, check, with_sos=False),
    )


async def _call(work: Work, check: Check) -> None:
    await actions.for_team(work, check.standing, check.incident)


_STEPS: Mapping[int, Callable[[Work, Check], Awaitable[None]]] = {
    ASKED: _ask,
    AGAIN: _ask_again,
    CAPTAIN: _ask_captain,
    CALLED: _call,
}
"""What each step of a check does."""


async def ask_anew(work: Work) -> None:
    """After a gap: a question that was open has its whole time again, and a new message; silence was nobody's."""
    for standing in list((await mustering.of(work)).standings.values()):
        team = standing.team
        if team.asked not in _AFTER:
            continue
        check = await _check(work, team)
        if check is not None:
            await _save(work, replace(team, asked_at=work.now))
            await _STEPS[team.asked](work, check)
        await watch(work, team.id)


async def ask_anew_after(work: Work, gap: Gap) -> None:
    """After a time without contact who was asked is asked again."""
    await ask_anew(work)


async def heard(work: Work, team_id: int | None) -> None:
    """Somebody of a team does something: it lives."""
    await sign(work, team_id)
