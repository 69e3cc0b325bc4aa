"""What single moves need before they can be made: a team, a reason, photos, a confirming tap."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.buttons import case_button
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.handbook import search as handbook_search
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import find, limits, phrases, proof, table
from bot.incidents.closing import gate
from bot.incidents.orders import sending, support
from bot.incidents.reporting import merging, questions
from bot.incidents.requests import assigning, holding
from bot.incidents.requests import wish as wishes
from bot.incidents.requests.wish import Wish
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, MOVES, OPEN, WITH_TEAM, Incident
from bot.outbox.letters import Priority
from bot.places import register as places_register
from bot.values import geo, plain_words, texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work import questions as work_questions
from bot.work.answer import answer
from bot.work.drafts import Draft
from bot.work.history import Part
from bot.work.work import Work

FAR_REASONS = ("gps", "moved", "crowd")
"""Why somebody arrives by hand far from the spot: stable codes, shown in words."""


async def _prepare_accept(work: Work, wish: Wish) -> None:
    await _late_team(work, wish)


async def _prepare_arrive(work: Work, wish: Wish) -> None:
    """By hand from over 200 m wants one word of reason."""
    await _late_team(work, wish)
    if wish.done or wish.text or Part.CAPTAIN in wish.actor.parts or not wish.actor.parts & {Part.LEAD}:
        return
    metres = await metres_off(work, wish.incident)
    if metres is not None and metres > table.AT_THE_SPOT_M and not wish.facts.get("reason"):
        buttons = tuple(
            (replace(case_button(wish.incident, work.district, "arrive", r, key=f"button-far-{r}")),)
            for r in FAR_REASONS
        )
        number = wish.incident.number
        wish.done = answer(
            "arrive-why", buttons=buttons, asks="reason", turns=True, number=number, metres=round(metres)
        )


async def metres_off(work: Work, incident: Incident) -> float | None:
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
    tried = await work.tx[INCIDENTS].teams_tried(incident.id, 0)
    held = await work.tx[INCIDENTS].held_by(team_id)
    if team_id not in tried or held:
        return
    lead = incident.lead
    if lead is None or lead.accepted_at is None:
        as_clock = Actor(work.who.user_id, frozenset({Part.CLOCK}), team_id, work.who.channel)
        back = "dispatch" if lead is None else "reassign"
        given = Facts(team_id=team_id, given={"reason": "late"})
        wish.incident = await cases_perform.perform(work, incident, back, actor=as_clock, facts=given)
        wish.actor = await kinds.actor(work, wish.incident)
        return
    as_clock = Actor(work.who.user_id, frozenset({Part.CLOCK}), team_id, work.who.channel)
    joined = await cases_perform.perform(work, incident, "backup", actor=as_clock, facts=Facts(team_id=team_id))
    await support.support_step(work, joined, team_id, wish.name, wish.at or work.now)
    wish.done = answer("joined-as-support", number=incident.number)


async def _prepare_decline(work: Work, wish: Wish) -> None:
    """One of six reasons; whose move it is not now is not asked for one."""
    reason = wish.facts.get("reason") or plain_words.decline_reason(wish.text) or ("other" if wish.text else None)
    wish.facts["reason"] = reason
    if not wish.actor.parts & MOVES["decline"].by or wish.incident.state not in MOVES["decline"].start:
        return
    if reason is None:
        rows = tuple(
            (case_button(wish.incident, work.district, "decline", r, key=f"reason-{r.replace('_', '-')}"),)
            for r in table.DECLINE_REASONS
        )
        await questions.want_decline_reason(work, wish.incident)
        wish.done = answer("decline-why", buttons=rows, asks="reason", turns=True, number=wish.incident.number)
    if reason == "not_ours":
        await gate.tell_transfer(work, wish.incident, limits.item_of(work, wish.incident).department)


async def _prepare_resolve(work: Work, wish: Wish) -> None:
    """Evidence complete for the outcome, and the outcome not reserved for others."""
    meant, rest = plain_words.outcome(wish.text)
    if "outcome" not in wish.facts and meant is not None:
        wish.facts["outcome"], wish.text = meant, rest
    outcome = wish.facts.setdefault("outcome", "fixed")
    if outcome not in table.OUTCOMES:
        raise Refused("no-such-outcome", outcome=str(outcome), outcomes=", ".join(table.OUTCOMES))
    if not wish.actor.parts & MOVES["resolve"].by or wish.incident.state not in MOVES["resolve"].start:
        return
    team_id = wish.actor.on_behalf_of or work.who.team_id
    wish.done = await gate.check(work, wish.incident, str(outcome), team_id)


async def _prepare_take(work: Work, wish: Wish) -> None:
    """我们处理: the reporter's own available team leads and is on scene in one tap."""
    team_id = work.who.team_id
    standing = (await mustering.of(work)).of(team_id)
    item = limits.item_of(work, wish.incident)
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
    standing = (await mustering.of(work)).of(wish.incident.finished_by)
    if standing and standing.is_available and not standing.holds:
        wish.team_id = standing.team.id


async def _prepare_backup(work: Work, wish: Wish) -> None:
    """The next nearest is sent along; only they are told."""
    if not wish.actor.parts & MOVES["backup"].by:
        return
    if wish.incident.state not in MOVES["backup"].start:
        return
    if wish.team_id is not None:
        return
    sent = await sending.send_support(work, wish.incident.id, actor=wish.actor)
    team = sent.team.name if sent else ""
    wish.done = answer("backup-sent" if sent else "backup-nobody", number=wish.incident.number, team=team)
    if not sent:
        await telling.tell(
            work,
            await mustering.captains(work),
            "backup-wanted",
            priority=Priority.ORDER,
            about=wish.incident,
            purpose="ask",
            number=wish.incident.number,
            by=work.who.name,
            **phrases.what(work, wish.incident),
        )


async def _prepare_relocate(work: Work, wish: Wish) -> None:
    """``/relocate 42``: the next location of this person is the new place, unless the wish has it already."""
    if not wish.actor.parts & MOVES["relocate"].by:
        raise Refused("not-yours", number=wish.incident.number, move="relocate", state=wish.incident.state)
    if point := wish.facts.get("point"):
        wish.facts["place"] = await places_register.nearest_place_name(work, point)
        wish.facts["was"] = wish.incident.point
        return
    draft = Draft(
        work.who.user_id, work.who.chat_id, "relocate", work.now, 0, work.district.id, {"number": wish.incident.number}
    )
    await work.tx.drafts.put(draft)
    wish.done = answer("place-where", asks="point", number=wish.incident.number, facts_keyboard="location")


async def _prepare_recategorise(work: Work, wish: Wish) -> None:
    item = _item_named(work, wish.text) if wish.text else None
    if item is None:
        buttons = questions.item_buttons(work, wish.incident)
        wish.done = answer("item-which", buttons=buttons, asks="item", turns=True, number=wish.incident.number)
        return
    wish.facts["item"], wish.facts["item_version"] = item.code, item.version


def _item_named(work: Work, text: str) -> Item:
    found = handbook_search.named(work.at_hand[BOOK], text)
    if found is None:
        raise Refused("no-such-item", item=text)
    return found


async def _prepare_prioritise(work: Work, wish: Wish) -> None:
    severity = wish.facts.get("severity") or plain_words.severity(wish.text)
    if not severity:
        each = [
            (case_button(wish.incident, work.district, "prioritise", one, key=f"severity-{one}"),)
            for one in reversed(sending.SEVERITIES)
        ]
        wish.done = answer("severity-which", tuple(each), asks="severity", turns=True, number=wish.incident.number)
        return
    if severity not in sending.SEVERITIES:
        raise Refused("no-such-severity", severity=severity, severities=", ".join(sending.SEVERITIES))
    wish.facts["severity"], wish.text = severity, ""


async def _prepare_waive(work: Work, wish: Wish) -> None:
    """``/waive 42 [PIECE or how many] reason``; who asked for it with a tap is the reason."""
    wishes.captain_only(work, wish)
    words, named = wish.text.split(), str(wish.facts.get("piece") or "")
    if not words and not named and not wish.facts.get("reason"):
        wish.done = await gate.waive_which(work, wish.incident)
        return
    count = texts.whole_number(words[0], digits=2) if words else None
    if named and not words and (asked := await work_questions.open_draft(work, "waive")):
        await work.tx.drafts.drop(asked)
        if asked.data["number"] == wish.incident.number and asked.data["reason"]:
            wish.facts["reason"] = asked.data["reason"]
    known = {need.key for need in proof.all_kinds(limits.item_of(work, wish.incident))}
    if count is not None or (words and words[0] in known):
        named, words = (named if count is not None else words[0]), words[1:]
    wish.facts["reason"] = " ".join(words) or wish.facts.get("reason")
    several = len((await gate.stands(work, wish.incident)).missing) > 1
    if several and not named and count is None:
        who, data = work.who, {"number": wish.incident.number, "reason": wish.facts["reason"]}
        await work.tx.drafts.put(Draft(who.user_id, who.chat_id, "waive", work.now, 0, work.district.id, data))
        wish.done = await gate.waive_which(work, wish.incident)
        return
    wish.facts["pieces"] = await gate.waivable(work, wish.incident, named, count or 1)


async def _prepare_reason(work: Work, wish: Wish) -> None:
    wish.facts["reason"] = wish.facts.get("reason") or wish.text or None


async def _prepare_merge(work: Work, wish: Wish) -> None:
    """``/merge 42 41``: evidence and reporter follow into 41."""
    wishes.captain_only(work, wish)
    other = texts.whole_number(wish.text.lstrip("#").strip())
    if other is None:
        raise Refused("needs-into", number=wish.incident.number, move="merge")
    into = await find.find(work, other)
    if into.state not in LIVE:
        raise Refused("merge-into-ended", number=into.number)
    await merging.merge_into(work, wish.incident, into, actor=wish.actor)
    wish.done = answer("merged-into", number=wish.incident.number, into=into.number)


async def _prepare_transfer(work: Work, wish: Wish) -> None:
    """``/transfer 42 department note``: reminded at its due date, three days ahead unless said otherwise."""
    department, _, note = wish.text.partition(" ")
    if named := wish.facts.get("department") or (not department and limits.item_of(work, wish.incident).department):
        department, note = named, wish.text
    if not department:
        raise Refused("needs-department", number=wish.incident.number, move="transfer")
    if Part.CAPTAIN not in wish.actor.parts and Part.LEAD in wish.actor.parts:
        wish.done = await gate.ask_transfer(work, wish.incident, department)
        return
    wish.facts["department"], wish.facts["ref"], wish.text = department, note.strip() or None, note.strip()
    wish.facts.setdefault("due", work.now + timedelta(days=3))


PREPARE: dict[str, Callable[[Work, Wish], Awaitable[None]]] = {
    "accept": _prepare_accept,
    "arrive": _prepare_arrive,
    "decline": _prepare_decline,
    "resolve": _prepare_resolve,
    "assign": assigning.prepare_assign,
    "take": _prepare_take,
    "send_back": _prepare_send_back,
    "hold": holding.prepare_hold,
    "resume": holding.prepare_resume,
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
}
