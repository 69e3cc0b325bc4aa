"""Moves that people ask for: find the case, see what the move still needs, make it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot import dispatch, geo, incidents, pieces, reports, spoken_time, steps, teamwork
from bot.cases.apply import Facts
from bot.cases.case import Actor, Role
from bot.cases.moves import Part
from bot.drafts import Draft
from bot.geo import Point
from bot.handbook import Item
from bot.incidents import LIVE, MOVES, ON_SCENE, OPEN, RESOLVED, WITH_TEAM, Incident
from bot.letters import Button, Priority
from bot.limits import severity_of
from bot.refused import Refused
from bot.teams import Standing
from bot.work import QUIET, Answer, Work, answer, case_button


@dataclass
class Wish:
    """A move as somebody asked for it, filled in step by step before it is made."""

    name: str
    incident: Incident
    actor: Actor
    facts: dict[str, Any] = field(default_factory=dict)
    team_id: int | None = None
    at: datetime | None = None
    text: str = ""
    done: Answer | None = None


async def find(work: Work, number: int) -> Incident:
    """The case of this district with *number*; Refused where there is none."""
    incident = await work.tx.cases.by_number(work.district.id, number)
    if incident is None:
        raise Refused("no-such-case", number=number)
    return incident


async def case_of_reply(work: Work, reply_to: int | None) -> Incident | None:
    """The case whose card, order or reminder was replied to."""
    if reply_to is None:
        return None
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to)
    if posting is not None and posting.case_id is not None:
        return await work.tx.cases.get(posting.case_id)
    piece = await work.tx.evidence.by_message(work.who.chat_id, reply_to)
    if piece is not None and piece.case_id is not None:
        return await work.tx.cases.get(piece.case_id)
    since = work.who.said_at - timedelta(days=1)
    mine = await work.tx.cases.reported_by(work.district.id, work.who.user_id, since)
    return next((i for i in mine if (i.origin_chat_id, i.origin_message_id) == (work.who.chat_id, reply_to)), None)


async def only_live_case(work: Work) -> Incident | None:
    """The case that a word without a number means: the team's active one, else the only live one that is theirs."""
    who = work.who
    held = await work.tx.cases.held_by(who.team_id) if who.team_id is not None else []
    team = await work.tx.teams.get(who.team_id) if who.team_id is not None else None
    if held:
        return next((i for i in held if team and i.id == team.active_case_id), held[-1])
    mine = [i for i in await work.tx.cases.live(work.district.id) if i.reporter_id == who.user_id]
    return mine[0] if len(mine) == 1 else None


async def move(
    work: Work,
    *,
    name: str,
    number: int | None = None,
    reply_to: int | None = None,
    facts: dict[str, Any] | None = None,
    team: str | int | None = None,
    text: str = "",
) -> Answer:
    """Make the move *name*. *team* is a name or id, *text* the free words after the number (reason, note, time)."""
    reports.may_report(work)
    incident = await _meant(work, number, reply_to)
    await teamwork.sign_of_life(work)
    incident = await work.tx.cases.get(incident.id) or incident
    speaks_for = _speaks_for(work, incident, name)
    actor = await work.actor(incident, for_team=speaks_for)
    wish = Wish(name, incident, actor, dict(facts or {}), text=text)
    wish.team_id = await _team_named(work, team) if team is not None else None
    await _read_time(work, wish)
    if wish.name in MOVES and not actor.parts & MOVES[wish.name].by and Part.SUPPORT in actor.parts:
        return await _support(work, wish)
    if prepare := PREPARE.get(name):
        await prepare(work, wish)
    if wish.done is not None:
        return wish.done
    wish.facts.setdefault("recorded_at", work.now)
    given = Facts(at=wish.at, team_id=wish.team_id, given=wish.facts)
    after = await steps.make(work, wish.incident, wish.name, actor=wish.actor, facts=given, text=wish.text)
    return answer("move-done", number=after.number, move=_word(wish.name), state=state_word(after.state))


async def _meant(work: Work, number: int | None, reply_to: int | None) -> Incident:
    if number is not None:
        return await find(work, number)
    incident = await case_of_reply(work, reply_to) or await only_live_case(work)
    if incident is None:
        raise Refused("which-case")
    return incident


def _speaks_for(work: Work, incident: Incident, name: str) -> int | None:
    """A captain may make any team's move (radio): the lead's, where the captain is no member of it."""
    lead = incident.lead
    only_lead = name in MOVES and not MOVES[name].by & {Part.CAPTAIN}
    return lead.team_id if work.who.is_captain and lead and lead.team_id != work.who.team_id and only_lead else None


async def _read_time(work: Work, wish: Wish) -> None:
    """``at 14:05`` at the end of the words: a late entry, kept beside the time of the record."""
    if not wish.text:
        return
    last = await work.tx.history.last_move_at(wish.incident.id)
    said = spoken_time.read(wish.text, now=work.now, zone=work.district.zone, not_before=last)
    if said is not None:
        wish.at, wish.text = said.at, said.rest


def state_word(state: str) -> dict[str, str]:
    """The state as a word of the reader's language."""
    return {"word": f"state-{state.replace('_', '-')}"}


def _word(name: str) -> dict[str, str]:
    return {"word": f"move-{name.replace('_', '-')}"}


async def _team_named(work: Work, named: str | int) -> int:
    """The team that *named* means: an id, its name, or the only one whose name begins like that."""
    standings = (await work.muster()).standings
    if isinstance(named, int):
        if named not in standings:
            raise Refused("no-such-team", team=str(named))
        return named
    exact = [i for i, s in standings.items() if named in {s.team.name, s.team.key}]
    begins = [i for i, s in standings.items() if s.team.name.lower().startswith(named.lower())]
    found = exact or begins or [i for i, s in standings.items() if named in s.team.former_names]
    if not found:
        raise Refused("no-such-team", team=named)
    if len(found) > 1:
        raise Refused("two-teams", team=named, teams=", ".join(standings[i].team.name for i in found))
    return found[0]


# --- what single moves need before they can be made


async def _prepare_accept(work: Work, wish: Wish) -> None:
    await _late_team(work, wish)


async def _prepare_arrive(work: Work, wish: Wish) -> None:
    """By hand from over 200 m wants one word of reason."""
    await _late_team(work, wish)
    if wish.done or wish.text or Part.CAPTAIN in wish.actor.parts or not wish.actor.parts & {Part.LEAD}:
        return
    metres = await _metres_off(work, wish.incident)
    if metres is not None and metres > reports.AT_THE_SPOT_M and not wish.facts.get("reason"):
        reasons = ("gps", "moved", "crowd")
        buttons = tuple(
            (replace(case_button(wish.incident, work.district, "arrive", r, key=f"button-far-{r}")),) for r in reasons
        )
        wish.done = answer("arrive-why", buttons=buttons, number=wish.incident.number, metres=round(metres))


async def _metres_off(work: Work, incident: Incident) -> float | None:
    """How far the speaker's fresh position is from the case; None where either is unknown."""
    position = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    if position is None or incident.point is None or not position.is_fresh(work.now, work.rules.position_s):
        return None
    return geo.metres(position.point, incident.point)


async def _late_team(work: Work, wish: Wish) -> None:
    """A late accept or arrive of a team that was passed over: it takes the case back, or joins as support."""
    team_id, incident = work.who.team_id, wish.incident
    if team_id is None or incident.of_team(team_id) or incident.state not in WITH_TEAM | {OPEN}:
        return
    tried = await work.tx.cases.teams_tried(incident.id, 0)
    held = await work.tx.cases.held_by(team_id)
    if team_id not in tried or held:
        return
    lead = incident.lead
    if lead is None or lead.accepted_at is None:
        as_clock = Actor(work.who.user_id, frozenset({Part.CLOCK}), team_id, work.who.channel)
        back = "dispatch" if lead is None else "reassign"
        given = Facts(team_id=team_id, given={"reason": "late"})
        wish.incident = await steps.make(work, incident, back, actor=as_clock, facts=given)
        wish.actor = await work.actor(wish.incident)
        return
    as_clock = Actor(work.who.user_id, frozenset({Part.CLOCK}), team_id, work.who.channel)
    joined = await steps.make(work, incident, "backup", actor=as_clock, facts=Facts(team_id=team_id))
    await _support_step(work, joined, team_id, wish.name, wish.at or work.now)
    wish.done = answer("joined-as-support", number=incident.number)


async def _prepare_decline(work: Work, wish: Wish) -> None:
    reason = wish.facts.get("reason") or _decline_reason(wish.text)
    if reason is None:
        if wish.text:
            reason = "other"
        else:
            rows = tuple(
                (case_button(wish.incident, work.district, "decline", r, key=f"reason-{r.replace('_', '-')}"),)
                for r in incidents.DECLINE_REASONS
            )
            wish.done = answer("decline-why", buttons=rows, number=wish.incident.number)
            return
    wish.facts["reason"] = reason
    if not wish.actor.parts & MOVES["decline"].by or wish.incident.state not in MOVES["decline"].start:
        return
    if reason == "not_ours":
        await _ask_transfer(work, wish.incident)


def _decline_reason(text: str) -> str | None:
    from bot import plain_words

    return plain_words.decline_reason(text)


async def _ask_transfer(work: Work, incident: Incident) -> None:
    await work.tell(
        await work.captains(), "ask-transfer", incident=incident, number=incident.number, purpose="ask",
        by=work.who.name, **steps.what(work, incident),
    )  # fmt: skip


async def _prepare_resolve(work: Work, wish: Wish) -> None:
    """Evidence complete for the outcome: as many photos as the item has required ones; none for some outcomes."""
    wish.facts.setdefault("outcome", "fixed")
    outcome = wish.facts["outcome"]
    first, _, rest = wish.text.partition(" ")
    if first in incidents.OUTCOMES:
        wish.facts["outcome"], wish.text, outcome = first, rest, first
    if outcome not in incidents.OUTCOMES:
        raise Refused("no-such-outcome", outcome=str(outcome), outcomes=", ".join(incidents.OUTCOMES))
    if not wish.actor.parts & MOVES["resolve"].by or wish.incident.state not in MOVES["resolve"].start:
        return
    have, need = await pieces.count(work, wish.incident)
    if outcome not in incidents.NO_PHOTO_OUTCOMES and have < need:
        raise Refused("photos-missing", number=wish.incident.number, have=have, need=need, missing=need - have)


async def _prepare_assign(work: Work, wish: Wish) -> None:
    """``/assign``: send a team by hand; a busy or off-duty one after a confirming tap, on record."""
    captain_only(work, wish)
    if wish.team_id is None and wish.text:
        wish.team_id, wish.text = await _team_named(work, wish.text), ""
    incident = wish.incident
    if wish.team_id is None:
        wish.done = await _offer_teams(work, incident)
        return
    wish.name = "dispatch" if incident.state == OPEN else "reassign"
    standing = (await work.muster()).of(wish.team_id)
    assert standing is not None  # noqa: S101  # _team_named found it there
    if incident.lead and incident.lead.team_id == wish.team_id:
        raise Refused("already-leads", number=incident.number)
    doubt = _doubt(standing, incident)
    if doubt and not wish.facts.get("override"):
        sure = case_button(incident, work.district, "assign", f"{wish.team_id}!", key="button-sure")
        wish.done = answer(
            "assign-sure", buttons=((sure,),), number=incident.number, team=standing.team.name, doubt={"word": doubt}
        )
        return
    wish.facts["override"] = bool(doubt)
    wish.facts["metres"] = geo.metres(standing.point, incident.point) if standing.point and incident.point else None
    await _forget_silence(work, standing)
    cleared = replace(incident, reach=incident.reach + 1, asks=(), asked_until=None, suggest_until=None)
    wish.incident = await work.tx.cases.keep(cleared)


def _doubt(standing: Standing, incident: Incident) -> str | None:
    if [c for c in standing.holds if c != incident.id]:
        return "doubt-busy"
    return None if standing.is_available else "doubt-off-duty"


async def _forget_silence(work: Work, standing: Standing) -> None:
    if standing.team.silent_since is not None:
        await work.tx.teams.save(replace(standing.team, silent_since=None))
        work.stir(look_for_teams=False)


async def _offer_teams(work: Work, incident: Incident) -> Answer:
    """The five nearest teams as buttons, with distance; busy ones are named so."""
    teams = (await work.muster()).standings.values()
    rows = [(geo.metres(s.point, incident.point), s) for s in teams if s.point and incident.point]
    rows.sort(key=lambda row: (row[0], row[1].team.id))
    buttons = tuple(
        (
            replace(
                case_button(incident, work.district, "assign", str(s.team.id), key="button-team-metres"),
                facts={
                    "team": s.team.name, "metres": round(metres),
                    "doubt": {"word": _doubt(s, incident) or "doubt-none"},
                },
            ),
        )
        for metres, s in rows[:5]
    )  # fmt: skip
    return answer("assign-whom", buttons=buttons, number=incident.number)


def captain_only(work: Work, wish: Wish) -> None:
    """Raises Refused for everybody but captains."""
    if not work.who.is_captain:
        raise Refused("captains-only", number=wish.incident.number)


async def _prepare_take(work: Work, wish: Wish) -> None:
    """我们处理: the reporter's own available team leads and is on scene in one tap."""
    team_id = work.who.team_id
    standing = (await work.muster()).of(team_id)
    item = work.item_of(wish.incident)
    if standing is None or not standing.is_available:
        raise Refused("own-team-not-available", number=wish.incident.number)
    if [c for c in standing.holds if c != wish.incident.id]:
        raise Refused("own-team-busy", number=wish.incident.number)
    if not standing.may_handle(item.code, item.group):
        raise Refused("own-team-cannot", number=wish.incident.number)
    wish.team_id = team_id


async def _prepare_send_back(work: Work, wish: Wish) -> None:
    """To the same team if it is free and on duty, else open."""
    wish.facts.setdefault("reason", wish.text or None)
    if not wish.facts["reason"]:
        raise Refused("needs-reason", number=wish.incident.number, move="send_back")
    leads = [a for a in wish.incident.assignments if a.role is Role.LEAD and a.outcome == "done"]
    standing = (await work.muster()).of(leads[-1].team_id) if leads else None
    if standing and standing.is_available and not standing.holds:
        wish.team_id = standing.team.id


async def _prepare_hold(work: Work, wish: Wish) -> None:
    """``/hold 42 40m reason [free]``. The lead may ask for it: the captain gets one tap."""
    minutes, rest = spoken_time.duration(wish.text)
    words = rest.split()
    if words and words[-1].lower() in {"free", "释放"}:
        wish.facts["free"], words = True, words[:-1]
    wish.facts["minutes"] = wish.facts.get("minutes") or (minutes.total_seconds() / 60 if minutes else None)
    wish.facts["reason"] = " ".join(words) or wish.facts.get("reason")
    if Part.CAPTAIN not in wish.actor.parts and Part.LEAD in wish.actor.parts:
        minutes_asked = int(wish.facts["minutes"] or 30)
        button = case_button(wish.incident, work.district, "hold", str(minutes_asked))
        await work.tell(
            await work.captains(), "ask-hold", incident=wish.incident, number=wish.incident.number, by=work.who.name,
            minutes=minutes_asked, reason=wish.facts["reason"] or "", buttons=((button,),), purpose="ask",
        )  # fmt: skip
        wish.done = answer("asked-the-captain", number=wish.incident.number)


async def _prepare_backup(work: Work, wish: Wish) -> None:
    """The next nearest is sent along; only they are told."""
    if not wish.actor.parts & MOVES["backup"].by:
        return
    if wish.incident.state not in MOVES["backup"].start:
        return
    if wish.team_id is not None:
        return
    sent = await dispatch.send_support(work, wish.incident.id, actor=wish.actor)
    wish.done = answer("backup-sent" if sent else "backup-nobody", number=wish.incident.number)
    if not sent:
        await work.tell(
            await work.captains(), "backup-wanted", priority=Priority.ORDER, incident=wish.incident, purpose="ask",
            number=wish.incident.number, by=work.who.name, **steps.what(work, wish.incident),
        )  # fmt: skip


async def _prepare_relocate(work: Work, wish: Wish) -> None:
    """``/place 42``: the next location of this person is the new place."""
    if not wish.actor.parts & MOVES["relocate"].by:
        raise Refused("not-yours", number=wish.incident.number, move="relocate", state=wish.incident.state)
    draft = Draft(
        work.who.user_id, work.who.chat_id, "relocate", work.now, 0, work.district.id, {"number": wish.incident.number}
    )
    await work.tx.drafts.put(draft)
    wish.done = answer("place-where", number=wish.incident.number, facts_keyboard="location")


async def _prepare_recategorise(work: Work, wish: Wish) -> None:
    item = _item_named(work, wish.text) if wish.text else None
    if item is None:
        wish.done = answer("item-which", buttons=item_buttons(work, wish.incident), number=wish.incident.number)
        return
    wish.facts["item"] = item.code


def _item_named(work: Work, text: str) -> Item:
    found = work.book.find(text)
    if found is None:
        raise Refused("no-such-item", item=text)
    return found


def item_buttons(work: Work, incident: Incident, page: int = 0) -> tuple[tuple[Button, ...], ...]:
    """All items as buttons, eight a page."""
    items = list(work.book.items)
    chunk = items[page * 8 : page * 8 + 8]
    rows = [(item_button(work, incident, item),) for item in chunk]
    more = (page + 1) % ((len(items) + 7) // 8)
    rows.append((case_button(incident, work.district, "items", str(more), key="button-more"),))
    return tuple(rows)


def item_button(work: Work, incident: Incident, item: Item) -> Button:
    """One item as the answer to *what is it*."""
    button = case_button(incident, work.district, "item", item.code, key="button-item")
    return replace(button, facts={"item": {"name_zh": item.name_zh, "name_en": item.name_en}})


async def _prepare_prioritise(work: Work, wish: Wish) -> None:
    severity = wish.facts.get("severity") or wish.text.strip().lower()
    if severity not in dispatch.SEVERITIES:
        raise Refused("no-such-severity", severity=severity, severities=", ".join(dispatch.SEVERITIES))
    wish.facts["severity"], wish.text = severity, ""
    _ = severity_of


async def _prepare_waive(work: Work, wish: Wish) -> None:
    words = wish.text.split()
    if words and words[0].isdigit():
        wish.facts["photos"], words = int(words[0]), words[1:]
    wish.facts["reason"] = " ".join(words) or wish.facts.get("reason")


async def _prepare_reason(work: Work, wish: Wish) -> None:
    wish.facts["reason"] = wish.facts.get("reason") or wish.text or None


async def _prepare_merge(work: Work, wish: Wish) -> None:
    """``/merge 42 41``: evidence and reporter follow into 41."""
    captain_only(work, wish)
    other = wish.facts.get("into") or wish.text.lstrip("#").strip()
    if not str(other).isdigit():
        raise Refused("needs-into", number=wish.incident.number, move="merge")
    into = await find(work, int(other))
    if into.state not in LIVE:
        raise Refused("merge-into-ended", number=into.number)
    await merge_into(work, wish.incident, into, actor=wish.actor)
    wish.done = answer("merged-into", number=wish.incident.number, into=into.number)


async def merge_into(
    work: Work, incident: Incident, into: Incident, *, actor: Actor | None = None, by_reporter: bool = False
) -> None:
    """End *incident* as merged; its evidence and its reporter follow to *into*."""
    parts = frozenset({Part.CAPTAIN, Part.REPORTER}) if by_reporter else frozenset()
    mover = actor or Actor(work.who.user_id, parts, work.who.team_id, work.who.channel)
    if incident.id == into.id:
        raise Refused("merge-with-itself", number=incident.number)
    await steps.make(work, incident, "merge", actor=mover, facts=Facts(given={"into": into.id}))
    for piece in await work.tx.evidence.of_case(incident.id):
        await work.tx.evidence.attach(piece.id, into.id, piece.stage)
    words = " / ".join(filter(None, (into.words, incident.words)))
    also = [*into.marks.get("also_reported_by", []), incident.reporter_id]
    kept = await work.tx.cases.keep(replace(into, words=words[:1000], marks={**into.marks, "also_reported_by": also}))
    work.moved[kept.id] = kept
    await work.card(kept)


async def _prepare_transfer(work: Work, wish: Wish) -> None:
    """``/transfer 42 department note``: reminded at its due date, three days ahead unless said otherwise."""
    words = wish.text.split(maxsplit=1)
    if not words:
        raise Refused("needs-department", number=wish.incident.number, move="transfer")
    wish.facts["department"] = words[0]
    wish.facts["ref"] = words[1] if len(words) > 1 else None
    wish.facts.setdefault("due", work.now + timedelta(days=3))


async def _prepare_confirm(work: Work, wish: Wish) -> None:
    """A captain who only recorded a radio message may confirm; a handler may not."""


PREPARE: dict[str, Callable[[Work, Wish], Awaitable[None]]] = {
    "accept": _prepare_accept,
    "arrive": _prepare_arrive,
    "decline": _prepare_decline,
    "resolve": _prepare_resolve,
    "assign": _prepare_assign,
    "take": _prepare_take,
    "send_back": _prepare_send_back,
    "hold": _prepare_hold,
    "backup": _prepare_backup,
    "relocate": _prepare_relocate,
    "recategorise": _prepare_recategorise,
    "prioritise": _prepare_prioritise,
    "waive": _prepare_waive,
    "merge": _prepare_merge,
    "transfer": _prepare_transfer,
    "cancel": _prepare_reason,
    "release": _prepare_reason,
    "reopen": _prepare_reason,
    "returned": _prepare_reason,
    "confirm": _prepare_confirm,
}


# --- support teams move by themselves


async def _support(work: Work, wish: Wish) -> Answer:
    """Support accepts, arrives and leaves by itself; only the lead's row moves the case."""
    team_id = work.who.team_id
    if team_id is None or wish.name not in {"accept", "arrive", "decline", "resolve"}:
        raise Refused("lead-only", number=wish.incident.number)
    await _support_step(work, wish.incident, team_id, wish.name, wish.at or work.now)
    return answer("support-step", number=wish.incident.number, move=_word(wish.name))


async def _support_step(work: Work, incident: Incident, team_id: int, name: str, at: datetime) -> None:
    held = incident.of_team(team_id)
    if held is None:
        return
    changed = {
        "accept": replace(held, accepted_at=held.accepted_at or at),
        "arrive": replace(held, accepted_at=held.accepted_at or at, arrived_at=held.arrived_at or at),
        "decline": replace(held, ended_at=at, outcome="declined"),
        "resolve": replace(held, ended_at=at, outcome="done"),
    }[name]
    assignments = tuple(changed if a is held else a for a in incident.assignments)
    stored = await work.tx.cases.touch_assignments(replace(incident, assignments=assignments))
    await steps.record_support(work, stored, team_id, name, at)
    work.moved[stored.id] = stored
    if changed.ended_at:
        work.stir()
    if name == "decline":
        await dispatch.send_support(work, stored.id)
    await work.card(stored)


# --- smaller things around moves


async def arrive_by_hand(work: Work, incident: Incident, point: Point, reason: str = "") -> None:
    """The team's own pin at the spot: an arrival by hand."""
    actor = await work.actor(incident)
    if Part.LEAD in actor.parts:
        given = Facts(given={"point": [point.lat, point.lon], "reason": reason or None})
        await steps.make(work, incident, "arrive", actor=actor, facts=given)
    elif work.who.team_id is not None:
        await _support_step(work, incident, work.who.team_id, "arrive", work.now)


async def take_pin_back(work: Work, number: int) -> None:
    """Undo what a pin was first read as: the arrival, or the correction of the point."""
    incident = await find(work, number)
    lead = incident.lead
    if lead and lead.team_id == work.who.team_id and incident.state == ON_SCENE:
        ready = await work.tx.cases.keep(replace(incident, undo_move="arrive", undo_state="accepted"))
        await steps.make(work, ready, "undo", actor=await work.actor(ready))
        return
    for row in reversed(await work.tx.history.of_case(incident.id)):
        was = row.record.facts.get("was")
        if row.record.move == "relocate" and isinstance(was, list | tuple):
            actor = await work.actor(incident)
            point = Point(float(was[0]), float(was[1]))
            place = await reports.nearest_place_name(work, point)
            given = Facts(given={"point": point, "place": place})
            await steps.make(work, incident, "relocate", actor=actor, facts=given)
            return


async def point_was_asked_for(work: Work, point: Point) -> Answer | None:
    """A location that answers an open question: the base of a new team, the place of a case, the report form."""
    for draft in await work.tx.drafts.of(work.who.user_id, work.who.chat_id):
        if draft.kind == "team-base":
            await work.tx.drafts.drop(draft)
            return await teamwork.set_base(work, draft, point)
        if draft.kind == "relocate":
            await work.tx.drafts.drop(draft)
            incident = await find(work, int(draft.data["number"]))
            actor = await work.actor(incident)
            place = await reports.nearest_place_name(work, point)
            given = Facts(given={"point": point, "place": place, "was": incident.point})
            await steps.make(work, incident, "relocate", actor=actor, facts=given)
            return answer("place-set", number=incident.number)
        if draft.kind == "report":
            return await reports.report_form(work, draft, point=point, text="")
    return None


async def words_were_asked_for(work: Work, text: str) -> Answer | None:
    """Words that answer an open question of ours (a reason)."""
    for draft in await work.tx.drafts.of(work.who.user_id, work.who.chat_id):
        if draft.kind == "reason":
            await work.tx.drafts.drop(draft)
            number, name = int(draft.data["number"]), str(draft.data["move"])
            return await move(work, name=name, number=number, text=text)
    return None


async def ask_reason(work: Work, *, number: int, name: str) -> Answer:
    """A button whose move wants a reason in words: the next text of this person is the reason."""
    incident = await find(work, number)
    actor = await work.actor(incident)
    row = MOVES[name]
    if not row.by & actor.parts:
        raise Refused("not-yours", number=number, move=name, state=incident.state)
    if incident.state not in row.start:
        raise Refused("not-now", number=number, move=name, state=incident.state)
    await work.tx.drafts.put(
        Draft(
            work.who.user_id, work.who.chat_id, "reason", work.now, 0, work.district.id,
            {"number": number, "move": name},
        )
    )  # fmt: skip
    return answer("reason-which", number=number, move=_word(name))


async def pull(work: Work, *, number: int, team_id: int) -> Answer:
    """A captain's tap on a team of a lesser case."""
    incident = await find(work, number)
    actor = await work.actor(incident)
    if not work.who.is_captain:
        raise Refused("captains-only", number=number)
    await dispatch.pull(work, incident, team_id, actor)
    return answer("pulled", number=number)


async def seen(work: Work, *, number: int) -> Answer:
    """知道了: the captain has seen it; silent for 30 minutes."""
    incident = await find(work, number)
    if not work.who.is_captain:
        raise Refused("captains-only", number=number)
    kept = await work.tx.cases.keep(replace(incident, silenced_until=work.now + timedelta(minutes=30)))
    work.moved[kept.id] = kept
    return answer("silenced", number=number, minutes=30)


async def confirm_next(work: Work) -> Answer:
    """``/confirm`` alone: the next case that waits for it, one tap each."""
    waiting = []
    for incident in await work.tx.cases.waiting_confirm(work.district.id):
        actor = await work.actor(incident)
        if actor.parts & MOVES["confirm"].by and Part.HANDLER not in actor.parts:
            waiting.append(incident)
    if not waiting:
        return answer("nothing-to-confirm")
    first = waiting[0]
    have, need = await pieces.count(work, first)
    buttons = (
        (case_button(first, work.district, "confirm", "next"),),
        (case_button(first, work.district, "send_back"),),
    )
    minutes = int(((first.resolved_at or work.now) - first.reported_at).total_seconds() // 60)
    return answer(
        "confirm-next", buttons=buttons, number=first.number, left=len(waiting) - 1, have=have, need=need,
        minutes=minutes, outcome={"word": f"outcome-{first.outcome or 'fixed'}"}, **steps.what(work, first),
    )  # fmt: skip


__all__ = ["QUIET", "RESOLVED", "find", "move", "steps"]
