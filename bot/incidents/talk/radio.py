"""Words of a captain about somebody else's team: named ones move at once, bare ones after a tap."""

from bot.cases.buttons import case_button
from bot.incidents.requests import requests
from bot.incidents.store import INCIDENTS
from bot.incidents.table import LIVE, Incident
from bot.outbox.letters import Button
from bot.values import formats, plain_words
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.answer import Answer, answer
from bot.work.work import Work

Said = tuple[str, dict[str, str]]
"""A move, and the facts that were said with it."""

TAKES_BACK = {"accept": "undo", "arrive": "undo", "resolve": "send_back"}
"""What takes back a move that was said by radio."""

RADIO = "radio"
"""The reason of what takes it back."""


async def heard(work: Work, text: str) -> Answer | None:
    """``二队到了``, ``42 到了``: the move of that team or case, made at once, with undo in one tap.

    None for other words, and for those of people who are neither captain nor of that team: of others it is talk.
    """
    for name, said in plain_words.addressed(text):
        if (incident := await _named(work, name)) is not None:
            return await _move(work, incident, said)
    return None


async def asked_about(work: Work, text: str) -> Incident | None:
    """The case that a question names by its team or number: ``二队到了没``."""
    for name in plain_words.asked_of(text):
        if (incident := await _named(work, name)) is not None:
            return incident
    return None


async def _named(work: Work, name: str) -> Incident | None:
    """The live case of that number or team, where it is for the one who speaks to move it."""
    by_number = await _of_number(work, name)
    by_team = await _of_team(work, name)
    if by_number and by_team and by_number.id != by_team.id:
        raise Refused("radio-which", team=name, number=by_number.number, other=by_team.number)
    return by_number or by_team


async def _of_number(work: Work, name: str) -> Incident | None:
    number = plain_words.case_number(name)
    incident = await work.tx[INCIDENTS].by_number(work.district.id, number) if number is not None else None
    if incident is None or incident.state not in LIVE:
        return None
    return incident if work.who.is_captain or incident.of_team(work.who.team_id or 0) else None


async def _of_team(work: Work, name: str) -> Incident | None:
    """The case that the team of that whole name leads; Refused for a captain where it leads none."""
    standings = (await mustering.of(work)).standings.values()
    called = [
        s
        for s in standings
        if plain_words.folded(name) in {plain_words.folded(one) for one in (s.team.name, s.team.key) if one}
    ]
    if len(called) != 1 or not (work.who.is_captain or called[0].team.id == work.who.team_id):
        return None
    team = called[0].team
    held = await work.tx[INCIDENTS].held_by(team.id)
    led = [one for one in held if one.lead and one.lead.team_id == team.id]
    if not led:
        raise Refused("radio-no-case", team=team.name)
    return next((one for one in led if one.id == team.active_case_id), led[-1])


async def _move(work: Work, incident: Incident, said: Said) -> Answer:
    lead = incident.lead
    told = await requests.move(work, name=said[0], number=incident.number, facts={**said[1], RADIO: True})
    back = _takes_back(work, incident, said[0], lead.team_id if lead else None)
    is_made = not told.asks and not told.buttons
    return answer(told.key, buttons=((back,),), **told.facts) if is_made and back else told


def _takes_back(work: Work, incident: Incident, name: str, team_id: int | None) -> Button | None:
    if name == "decline" and team_id is not None and work.who.is_captain:
        return case_button(incident, work.district, "assign", str(team_id), key="button-take-back")
    if name not in TAKES_BACK or (name == "resolve" and not work.who.is_captain):
        return None
    choice = RADIO if TAKES_BACK[name] == "send_back" else ""
    return case_button(incident, work.district, TAKES_BACK[name], choice, key="button-take-back")


def is_of_others(work: Work, incident: Incident, name: str) -> bool:
    """Whether a captain's bare word would move another's team."""
    is_theirs = work.who.is_captain and incident.of_team(work.who.team_id or 0) is None
    return is_theirs and incident.lead is not None and name != "undo"


async def sure(work: Work, incident: Incident, said: Said) -> Answer:
    """One tap, or the command, makes it."""
    standing = (await mustering.of(work)).of(incident.lead.team_id) if incident.lead else None
    tap = case_button(incident, work.district, said[0], said[1].get("reason", ""), key="button-radio-yes")
    team, move = standing.team.name if standing else "", formats.move_word(said[0])
    return answer("radio-sure", buttons=((tap,),), asks="sure", number=incident.number, team=team, move=move)
