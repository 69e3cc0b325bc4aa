"""The lines of *Needs you now* about incidents: number, item, team, place, what is wrong, and the likeliest buttons."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.cases.buttons import case_button
from bot.evidence.pieces import EVIDENCE
from bot.handbook.model import SEVERITIES
from bot.incidents import due, limits, unsafe, where, wishes
from bot.incidents.needing import wrongs
from bot.incidents.needing.wrongs import Standing
from bot.incidents.orders import pulling, sending, team_choices
from bot.incidents.reminders import reminders, stale
from bot.incidents.requests import confirming, reporters
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN, RESOLVED, Incident
from bot.outbox.letters import Button
from bot.places.naming.called import Called
from bot.register.teams import Team
from bot.values import formats, texts
from bot.work import mustering
from bot.work.matters import Matter, Rank, Wrong, fixed
from bot.work.work import Work

MOST_ITEM, MOST_PLACE, MOST_TEAM = 44, 24, 16
"""UTF-16 units of an item, a place and a team in a line."""

MOST_TO_CONFIRM = 10
"""So many numbers of cases that wait to be confirmed are named."""

SILENT_SHOWN = timedelta(minutes=30)
"""A team that gave no answer is shown so long."""


async def of_incidents(work: Work) -> Sequence[Matter]:
    """Everything about incidents that needs a captain, in no order."""
    live = await work.tx[INCIDENTS].live(work.district.id)
    forgotten = await stale.forgotten(work, live)
    found = [await _of_case(work, one, forgotten.get(one.id, 0)) for one in live]
    found += [await _to_confirm(work, [one for one in live if one.state == RESOLVED])]
    found += await _with_departments(work)
    found += await _silent_teams(work)
    return [matter for matter in found if matter is not None]


async def _of_case(work: Work, incident: Incident, untouched: int) -> Matter | None:
    muster, incident = await mustering.of(work), await _still_alike(work, incident)
    case = Standing(
        incident=incident,
        limits=limits.limits_of(work, incident),
        severity=limits.severity_of(incident, limits.item_of(work, incident)),
        now=work.now,
        zone=work.district.zone,
        untouched=untouched,
        no_teams=not muster.standings,
        teams={team_id: standing.team.name for team_id, standing in muster.standings.items()},
    )
    found = wrongs.of(case)
    if not found:
        return None
    taken = wishes.taken_by(incident, work.now)
    member = muster.members.get(taken) if taken is not None else None
    return Matter(
        subject=f"case:{incident.number}",
        since=incident.reported_at,
        head=partial(_head, work, incident),
        wrongs=found,
        buttons=partial(_buttons, work, incident, found[0].what, is_taken=taken is not None),
        about=partial(_about, work, incident),
        by=member.name if member else str(taken) if taken is not None else "",
        weight=SEVERITIES.index(case.severity),
    )


async def _still_alike(work: Work, incident: Incident) -> Incident:
    """Without the word that a photo is another case's, where no piece of it is any more."""
    if "alike" not in wishes.of(incident):
        return incident
    pieces = await work.tx[EVIDENCE].of_case(incident.id)
    return incident if any(piece.seen_in for piece in pieces) else wishes.without(incident, "alike")


async def _head(work: Work, incident: Incident) -> dict[str, Any]:
    """Number, item, team and place."""
    named = await where.called(work, incident, await where.landmark(work, incident)) if incident.place else ""
    own, in_public = (texts.cut(texts.line(one or ""), MOST_PLACE) for one in (named, incident.place))
    spot: Any = Called(own, in_public) if own else await team_choices.where(work, incident)
    at = {"word": "matter-place", "place": spot} if spot else ""
    return {**await _about(work, incident), "place": at}


async def _about(work: Work, incident: Incident) -> dict[str, Any]:
    """The same with the place as it was said or pinned: what is registered near it is looked up for those who read."""
    standing = (await mustering.of(work)).of(incident.lead.team_id if incident.lead else incident.finished_by)
    item = {name: texts.cut(said, MOST_ITEM) for name, said in limits.item_of(work, incident).named.items()}
    team = {"word": "matter-team", "team": texts.cut(standing.team.name, MOST_TEAM)} if standing else ""
    place = incident.place or incident.point
    return {"word": "matter-head", "number": incident.number, "item": item, "team": team, "place": place}


# --- done, with departments, silent


async def _to_confirm(work: Work, resolved: Sequence[Incident]) -> Matter | None:
    """All that waits to be confirmed in one line, once the first of them has waited long enough."""
    asked = {one.id: await _asked_to_confirm(work, one) for one in resolved}
    if not any(asked.values()):
        return None
    waiting = sorted(resolved, key=lambda one: one.resolved_at or work.now)
    found = [
        Wrong(
            f"confirm-{one.number}",
            Rank.LOOK,
            {"word": "matter-number", "number": one.number},
            again=asked[one.id],
            hushed=not asked[one.id],
        )
        for one in waiting
    ]
    head = {"word": "matter-head-confirm", "count": len(waiting)}
    do = _do(case_button(waiting[0], work.district, "confirm_all"), "matter-do-confirm-all")
    since = waiting[0].resolved_at or work.now
    return Matter("confirm", since, fixed(head), tuple(found[:MOST_TO_CONFIRM]), partial(_same, do))


async def _same(*buttons: Button) -> tuple[Button, ...]:
    return buttons


async def _asked_to_confirm(work: Work, incident: Incident) -> int:
    """How often captains have been asked, once more after a gap; at once where nobody can be asked who reported it."""
    asked = due.asked_to_confirm(incident, limits.limits_of(work, incident), work.now)
    asked += confirming.is_asked_anew(incident)
    return max(asked, int(await reporters.is_nobody(work, incident)))


async def _with_departments(work: Work) -> list[Matter]:
    """Cases with a department whose due date has come."""
    return [
        Matter(
            subject=f"transfer:{one.number}",
            since=one.department_due or work.now,
            head=partial(_head, work, one),
            wrongs=(Wrong("due", Rank.LOOK, {"word": "matter-due", "department": one.department or ""}),),
            about=partial(_about, work, one),
            buttons=partial(
                _same,
                _numbered(one.number, _move(work, one, "answered")),
                _move(work, one, "returned"),
                _hide(work, f"transfer:{one.number}"),
            ),
        )
        for one in await reminders.with_departments(work)
    ]


async def _silent_teams(work: Work) -> list[Matter]:
    """Teams that gave no answer to an order and are passed over since: one line, however many they are."""
    silent = [
        (since, standing.team)
        for standing in (await mustering.of(work)).standings.values()
        if (since := standing.team.silent_since) and work.now - since <= SILENT_SHOWN and standing.is_available
    ]
    found = tuple(_silent(work, since, team) for since, team in sorted(silent, key=lambda one: one[0], reverse=True))
    if not found:
        return []
    head = {"word": "matter-head-silent", "count": len(found)}
    first, hide = min(silent, key=lambda one: one[0])[0], partial(_same, _hide(work, "silent"))
    return [Matter("silent", first, fixed(head), found, hide)]


def _silent(work: Work, since: datetime, team: Team) -> Wrong:
    word = {"word": "matter-silent", "team": team.name, "at": formats.clock(since, work.district.zone)}
    subject = f"team:{team.id}"
    return Wrong(f"silent-{team.id}", Rank.LOOK, word, again=int(since.timestamp()), part=subject)


def _hide(work: Work, subject: str) -> Button:
    """*Seen*."""
    return _do(Button("", f"matters:{work.district.id}.0:hide:{subject}"), "matter-do-hide")


# --- buttons


async def _buttons(work: Work, incident: Incident, what: str, *, is_taken: bool) -> tuple[Button, ...]:
    """*I take it*, and what is likeliest done; the first one bears the number."""
    likeliest = await _LIKELIEST.get(what.partition(":")[0], _send_or_support)(work, incident, what)
    own = [] if is_taken or what == "suggest" else [_move(work, incident, "seen")]
    buttons = [*own, *likeliest]
    return (_numbered(incident.number, buttons[0]), *buttons[1:]) if buttons else ()


def _numbered(number: int, button: Button) -> Button:
    return replace(button, key="button-matter-first", facts=button.facts | {"number": number})


def _do(button: Button, word: str) -> Button:
    """The button with a short word of its own."""
    return replace(button, key="button-matter", facts={"does": {"word": word}})


def _move(work: Work, incident: Incident, move: str, choice: str = "", word: str = "") -> Button:
    named = word or f"matter-do-{move.replace('_', '-')}"
    return _do(case_button(incident, work.district, move, choice), named)


def _team(button: Button, team: Any, key: str = "matter-do-team") -> Button:
    return replace(button, key="button-matter", facts={"does": {"word": key, "team": team}})


def _doubted(button: Button) -> Button:
    """A team with the reason for which it was not sent by itself."""
    team, doubt = button.facts["team"], button.facts["doubt"]
    if doubt == {"word": team_choices.FREE}:
        return _team(button, team)
    return replace(
        button, key="button-matter", facts={"does": {"word": "matter-do-team-doubt", "team": team, "doubt": doubt}}
    )


async def _send_or_support(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    """Another team, or one more."""
    if incident.state == OPEN:
        return await _untouched(work, incident, what)
    return (_move(work, incident, "backup"), _move(work, incident, "assign"))


async def _nobody(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    """Teams that may be pulled, else the nearest; before all those that are free, though nobody knows where."""
    if incident.pull_until is not None:
        return await _pull(work, incident, what)
    standings = (await mustering.of(work)).standings
    unknown = {i for i, s in standings.items() if s.is_available and not s.holds and s.point is None}
    nearest = (await team_choices.teams(work, incident, unknown))[:1]
    teams = tuple(_doubted(row[0]) for row in nearest)
    return (*teams, _move(work, incident, "assign") if teams else _move(work, incident, "cancel"))


async def _nowhere(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    """Somebody says where it is, or a team is sent by hand."""
    return (_move(work, incident, "relocate"), _move(work, incident, "assign"))


async def _pull(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    offered = await pulling.pull_buttons(work, incident)
    return tuple(_team(one, one.facts["team"], "matter-do-pull") for one in offered)


async def _suggest(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    offered = await sending.suggested(work, incident)
    return tuple(_team(one, one.facts["team"]) for one in offered) or (_move(work, incident, "assign"),)


async def _danger(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    yes = _move(work, incident, "ask", "danger:yes", "matter-do-danger-yes")
    return (yes, _move(work, incident, "ask", "danger:no", "matter-do-danger-no"))


async def _unsafe(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    if incident.state == OPEN:
        return await _send_or_support(work, incident, what)
    return (_move(work, incident, "backup"), _move(work, incident, "hold", str(unsafe.HOLD_MINUTES)))


async def _wish(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    """Yes or no."""
    name, _, piece = what.partition(":")
    wished = wishes.of(incident)[what]
    choice = {"hold": str(wished.get("minutes", "")), "waive": piece, "transfer": "item"}.get(name, "")
    yes = _move(work, incident, name, "" if name == "transfer" and not wished["item"] else choice)
    return (yes, _move(work, incident, "no", what, "matter-do-get-it" if name == "waive" else "matter-do-no"))


async def _alike(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    """Where the work is done, the pictures beside each other."""
    if incident.state != RESOLVED:
        return ()
    return (_move(work, incident, "compare"), _move(work, incident, "send_back"))


async def _untouched(work: Work, incident: Incident, what: str) -> tuple[Button, ...]:
    return (_move(work, incident, "assign"), _move(work, incident, "cancel"))


_LIKELIEST: Mapping[str, Callable[[Work, Incident, str], Awaitable[tuple[Button, ...]]]] = {
    "nobody": _nobody,
    "nowhere": _nowhere,
    "pull": _pull,
    "suggest": _suggest,
    "danger": _danger,
    "unsafe": _unsafe,
    "hold": _wish,
    "resume": _wish,
    "waive": _wish,
    "transfer": _wish,
    "alike": _alike,
    "untouched": _untouched,
}
"""By the most urgent thing that is wrong; all else is answered by another team."""
