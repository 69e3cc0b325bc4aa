"""What a row of the table cannot say of a move that somebody asks for: done before it, once its facts are filled."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.cases import kinds
from bot.cases import perform as cases_perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.handbook.versions import BOOK
from bot.incidents import find, limits, phrases, table, unsafe, wished
from bot.incidents.closing import gate
from bot.incidents.orders import sending, support
from bot.incidents.reporting import merging
from bot.incidents.requests import assigning, holding, needs, replies
from bot.incidents.requests.wish import Wish
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, MOVES, OPEN, WITH_TEAM, Incident
from bot.outbox.letters import Priority
from bot.places.naming import landmarks
from bot.register import fixes
from bot.values import geo, texts
from bot.values.refused import Refused
from bot.work import mustering
from bot.work import questions as work_questions
from bot.work.answer import answer
from bot.work.drafts import Draft
from bot.work.history import Part
from bot.work.work import Work


async def _accept(work: Work, wish: Wish) -> None:
    """Refused where no team is sent: neither a team nor a captain can accept what nobody was given."""
    await _late_team(work, wish)
    if wish.done is None and wish.incident.state == OPEN:
        raise Refused("not-sent-yet", number=wish.incident.number)


async def _arrive(work: Work, wish: Wish) -> None:
    """By hand from over 200 m wants one word of reason."""
    await _accept(work, wish)
    if wish.done or wish.text or Part.CAPTAIN in wish.actor.parts or not wish.actor.parts & {Part.LEAD}:
        return
    metres = await metres_off(work, wish.incident)
    if metres is not None and metres > table.AT_THE_SPOT_M and not wish.facts.get("reason"):
        wish.done = await needs.ask_choice(work, wish, table.WHY_FAR, metres=round(metres))


async def metres_off(work: Work, incident: Incident) -> float | None:
    """How far the speaker's fresh position is from the case; None where either is unknown, or too coarse to tell.

    While a jump waits to be confirmed it is unknown: they may well be there.
    """
    position = (await work.tx.teams.positions(work.district.id)).get(work.who.user_id)
    if position is None or incident.point is None or not position.is_fresh(work.now, work.rules.position_s):
        return None
    if position.doubted is not None:
        return None
    metres = geo.metres(position.point, incident.point)
    return metres if fixes.can_tell(position.accuracy_m, metres) else None


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


async def _decline(work: Work, wish: Wish) -> None:
    """Whose it is not may be another department's: the captain is asked. That it is unsafe is kept for the next.

    *Other* is said in the words that came.
    """
    if wish.facts["reason"] == "other" and wish.text:
        wish.facts["words"] = wish.text
    if wish.facts["reason"] == unsafe.UNSAFE and _is_theirs_now(wish, "decline"):
        team_id = wish.actor.on_behalf_of or work.who.team_id or 0
        warned = unsafe.noted(wish.incident, team_id, work.who.name, wish.text)
        wish.incident = await work.tx[INCIDENTS].keep(warned)
    if wish.facts["reason"] == "not_ours" and _is_theirs_now(wish, "decline"):
        department = limits.item_of(work, wish.incident).department
        wish.incident = await gate.tell_transfer(work, wish.incident, department)


def _is_theirs_now(wish: Wish, name: str) -> bool:
    row = MOVES[name]
    return bool(wish.actor.parts & row.by) and wish.incident.state in row.start


async def _resolve(work: Work, wish: Wish) -> None:
    """Evidence complete for the outcome, and the outcome not reserved for others."""
    outcome = str(wish.facts["outcome"])
    if outcome not in table.OUTCOMES:
        raise Refused("no-such-outcome", outcome=outcome, outcomes=", ".join(table.OUTCOMES))
    if _is_theirs_now(wish, "resolve"):
        wish.done = await gate.check(work, wish.incident, outcome, wish.actor.on_behalf_of or work.who.team_id)


async def _take(work: Work, wish: Wish) -> None:
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


async def _send_back(work: Work, wish: Wish) -> None:
    """To the same team if it is free and on duty, else open."""
    standing = (await mustering.of(work)).of(wish.incident.finished_by)
    if standing and standing.is_available and not standing.holds:
        wish.team_id = standing.team.id


async def _backup(work: Work, wish: Wish) -> None:
    """The team that a captain names, else the next nearest, is sent along; only they are told."""
    named = await mustering.teams_named(work, wish.text) if wish.text and work.who.is_captain else []
    if len(named) == 1:
        wish.team_id, wish.text = named[0].id, ""
    if wish.team_id is not None or not _is_theirs_now(wish, "backup"):
        return
    sent = await sending.send_support(work, wish.incident.id, actor=wish.actor)
    team = sent.team.name if sent else ""
    wish.done = answer("backup-sent" if sent else "backup-nobody", number=wish.incident.number, team=team)
    if not sent:
        incident = await work.tx[INCIDENTS].get(wish.incident.id) or wish.incident
        await wished.wish(work, incident, "backup", "backup-wanted", {}, priority=Priority.ORDER, by=work.who.name)


async def _relocate(work: Work, wish: Wish) -> None:
    point = wish.facts["point"]
    if point is not None:
        wish.facts["place"] = await landmarks.nearest_name(work.tx, work.district, point)
        wish.facts["was"] = wish.incident.point


async def _recategorise(work: Work, wish: Wish) -> None:
    """The severity is a captain's word: it does not come with the item."""
    wish.facts.pop("severity", None)
    wish.facts["item_version"] = work.at_hand[BOOK].item(wish.facts["item"]).version if wish.facts["item"] else None


async def _prioritise(work: Work, wish: Wish) -> None:
    """What it was stands in the history, also where it was the item's own."""
    if wish.facts["severity"]:
        wish.facts["was_severity"] = limits.severity_of(wish.incident, limits.item_of(work, wish.incident))


async def _waive(work: Work, wish: Wish) -> None:
    """Which piece is asked where several are missing, of who may; who asked for it with a tap is the reason."""
    if not _is_theirs_now(wish, "waive"):
        return
    named = str(wish.facts["piece"] or "")
    if not named and not wish.facts["reason"]:
        wish.done = await gate.waive_which(work, wish.incident)
        return
    if named and not wish.text and (asked := await work_questions.open_draft(work, "waive")):
        await work.tx.drafts.drop(asked)
        if asked.data["number"] == wish.incident.number and asked.data["reason"]:
            wish.facts["reason"] = asked.data["reason"]
    count = texts.whole_number(named, digits=2)
    if not named and len((await gate.stands(work, wish.incident)).missing) > 1:
        who, data = work.who, {"number": wish.incident.number, "reason": wish.facts["reason"]}
        await work.tx.drafts.put(Draft(who.user_id, who.chat_id, "waive", work.now, 0, work.district.id, data))
        wish.done = await gate.waive_which(work, wish.incident)
        return
    named = named if count is None else ""
    wish.facts["pieces"] = await gate.waivable(work, wish.incident, named, count or 1)


async def _merge(work: Work, wish: Wish) -> None:
    """Evidence and reporter follow into the other case."""
    if wish.facts["into"] is None:
        return
    into = await find.find(work, int(wish.facts["into"]))
    if into.state not in LIVE:
        raise Refused("merge-into-ended", number=into.number)
    told = {
        "case": phrases.named(work, wish.incident),
        "into_case": phrases.named(work, into),
        "apart": phrases.apart(wish.incident, into),
        **await replies.freed(work, wish.incident),
    }
    await merging.merge_into(work, wish.incident, into, actor=wish.actor)
    wish.done = answer("merged-into", number=wish.incident.number, into=into.number, **told)


async def _transfer(work: Work, wish: Wish) -> None:
    """Reminded at its due date, three days ahead unless said otherwise. The lead may ask for it."""
    department = wish.facts["department"]
    if department and Part.CAPTAIN not in wish.actor.parts and Part.LEAD in wish.actor.parts:
        wish.done = await gate.ask_transfer(work, wish.incident, department)
        return
    wish.facts["ref"] = wish.text or None
    wish.facts.setdefault("due", work.now + timedelta(days=3))


BEFORE: Mapping[str, Callable[[Work, Wish], Awaitable[None]]] = {
    "accept": _accept,
    "arrive": _arrive,
    "decline": _decline,
    "resolve": _resolve,
    "assign": assigning.prepare_assign,
    "take": _take,
    "send_back": _send_back,
    "hold": holding.prepare_hold,
    "resume": holding.prepare_resume,
    "backup": _backup,
    "relocate": _relocate,
    "recategorise": _recategorise,
    "prioritise": _prioritise,
    "waive": _waive,
    "merge": _merge,
    "transfer": _transfer,
}
