"""Words about a team or a case that is named: reports of a step move at once, orders and bare words after a tap."""

from bot.incidents import find
from bot.incidents.requests import requests
from bot.incidents.store import INCIDENTS
from bot.incidents.table import DISPATCHED, LIVE, OPEN, RESOLVED, Incident
from bot.incidents.talk import asked
from bot.outbox.letters import Button
from bot.register.teams import Standing
from bot.values import formats, plain_words
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

Said = tuple[str, dict[str, str]]
"""A move, and the facts that were said with it."""

RADIO = "radio"
"""The fact that a move was said by radio, and the reason of what takes one back."""


async def heard(work: Work, text: str) -> Answer | None:
    """``二队到了``, ``42 到了``: the move of that team or case, made at once, with undo in one tap.

    What may be an order to that team (``二队，来帮忙``) waits for a tap. None for other words, and for those of people
    who are neither captain nor of that team: of others it is talk.
    """
    for name, said, reports in plain_words.addressed(text):
        incident, team = await _named(work, name)
        if incident is None and team is not None and work.who.is_captain:
            raise Refused("radio-no-case", team=team.team.name)
        if incident is not None and (reports or not is_of_others(work, incident, said[0])):
            return await _move(work, incident, said)
        if incident is not None:
            return await sure(work, incident, said)
    return None


async def asked_about(work: Work, text: str) -> Answer | None:
    """How the case or the team stands that a question names: ``二队到了没``."""
    for name in plain_words.asked_of(text):
        incident, team = await _named(work, name)
        if incident is not None:
            return await asked.standing(work, incident)
        if team is not None:
            return answer("asked-team", team=team.team.name, state={"word": team.doing})
    return None


async def _named(work: Work, name: str) -> tuple[Incident | None, Standing | None]:
    """The live case of that number, or that the team of that name leads; and the team. Only what is theirs to say."""
    by_number, team = await _of_number(work, name), await team_called(work, name)
    by_team = await _led_by(work, team) if team else None
    if by_number and by_team and by_number.id != by_team.id:
        raise Refused("radio-which", team=name, number=by_number.number, other=by_team.number)
    return by_number or by_team, team


async def _of_number(work: Work, name: str) -> Incident | None:
    number = plain_words.case_number(name)
    incident = await work.tx[INCIDENTS].by_number(work.district.id, number) if number is not None else None
    if incident is None or incident.state not in LIVE:
        return None
    return incident if work.who.is_captain or incident.of_team(work.who.team_id or 0) else None


async def team_called(work: Work, name: str) -> Standing | None:
    """The only team of that whole name, for a captain and for its own members."""
    said = plain_words.folded(name)
    standings = (await mustering.of(work)).standings.values()
    called = [s for s in standings if said in {plain_words.folded(one) for one in (s.team.name, s.team.key) if one}]
    theirs = [s for s in called if work.who.is_captain or s.team.id == work.who.team_id]
    return theirs[0] if len(called) == len(theirs) == 1 else None


async def _led_by(work: Work, standing: Standing) -> Incident | None:
    team = standing.team
    held = await work.tx[INCIDENTS].held_by(team.id)
    led = [one for one in held if one.lead and one.lead.team_id == team.id]
    return next((one for one in led if one.id == team.active_case_id), led[-1] if led else None)


async def _move(work: Work, incident: Incident, said: Said) -> Answer:
    """Make it, for the lead where a captain says it of another's team; what was made can be taken back with one tap."""
    lead = incident.lead
    of_others = is_of_others(work, incident, said[0])
    facts = {**said[1], RADIO: True}
    told = await requests.move(
        work, name=said[0], number=incident.number, facts=facts, on_behalf=lead.team_id if lead and of_others else None
    )
    after = await find.find(work, incident.number)
    is_made = not told.asks and not told.buttons and lead is not None and after.version != incident.version
    if not is_made or lead is None or said[0] not in {"accept", "arrive", "resolve", "decline"}:
        return told
    back = _button(work, incident, "radio_back", f"{said[0]}.{lead.id}", "button-take-back")
    return answer(told.key, buttons=((back,),), **told.facts)


def _button(work: Work, incident: Incident, move: str, choice: str, key: str) -> Button:
    return Button(key, f"incident:{work.district.id}.{incident.number}:{move}:{choice}")


@action(Right.MEMBER, "radio.take_back")
async def take_back(work: Work, *, number: int, name: str, assignment_id: int) -> Answer:
    """Undo of a step that was said by radio, while it is the last one of that team's order."""
    incident = await find.find(work, number)
    held = next((a for a in incident.assignments if a.id == assignment_id), None)
    lead = incident.lead
    if name in {"accept", "arrive"} and held is not None and held is lead and incident.undo_move == name:
        return await requests.move(work, name="undo", number=number)
    if name == "resolve" and held is not None and incident.state == RESOLVED and incident.finished_by == held.team_id:
        return await requests.move(work, name="send_back", number=number, facts={"reason": RADIO})
    is_undecided = incident.state == OPEN or (incident.state == DISPATCHED and lead is not None and not lead.stage)
    if name == "decline" and held is not None and is_undecided and work.who.is_captain:
        return await requests.move(work, name="assign", number=number, team=held.team_id, facts={"override": True})
    raise Refused("radio-too-late", number=number)


def is_of_others(work: Work, incident: Incident, name: str) -> bool:
    """Whether a captain's word would move another's team."""
    lead = incident.lead
    return work.who.is_captain and lead is not None and lead.team_id != work.who.team_id and name != "undo"


async def sure(work: Work, incident: Incident, said: Said) -> Answer:
    """One tap, or the command, makes it."""
    lead = incident.lead
    standing = (await mustering.of(work)).of(lead.team_id) if lead else None
    choice = ".".join([said[0], str(lead.id if lead else 0), said[1].get("reason", "")])
    tap = _button(work, incident, RADIO, choice, "button-radio-yes")
    team, move = standing.team.name if standing else "", formats.move_word(said[0])
    return answer("radio-sure", buttons=((tap,),), asks="sure", number=incident.number, team=team, move=move)


@action(Right.CAPTAIN, "radio.confirmed")
async def confirmed(work: Work, *, number: int, name: str, assignment_id: int, reason: str) -> Answer:
    """The tap: of the team that was meant, not of another one that has the case since."""
    incident = await find.find(work, number)
    if incident.lead is None or incident.lead.id != assignment_id:
        raise Refused("radio-too-late", number=number)
    return await _move(work, incident, (name, {"reason": reason} if reason else {}))
