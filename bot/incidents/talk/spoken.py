"""What a team has in hand or was asked to take, as far as words without a number mean it."""

from bot.cases.case import Assignment
from bot.evidence.pieces import Evidence
from bot.incidents import find
from bot.incidents.reporting import pieces
from bot.incidents.requests import requests
from bot.incidents.store import INCIDENTS
from bot.incidents.table import HELD, LIVE, OPEN, RESOLVED, WITH_TEAM, Incident
from bot.incidents.talk import asked, order_words, radio
from bot.values import plain_words
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def as_move(work: Work, meant: Incident | None, text: str) -> Answer | None:
    """Words that are a move: in reply to a card, in private, or where they name a team or a case. None: they are none.

    A question moves nothing: it is answered with how the case stands.
    """
    if plain_words.is_question(text):
        told = await radio.asked_about(work, text)
        told = told or (await asked.about(work, meant) if plain_words.asks_of_a_move(text) else None)
        if told and meant and not plain_words.is_only_a_question(text):
            await pieces.noted(work, meant, text)
        return told
    if told := await radio.heard(work, text) or await _sends(work, meant, text):
        return told
    move = plain_words.read(text) if meant or work.who.in_private else None
    if move is None or (meant and plain_words.is_mere_yes(text) and meant.of_team(work.who.team_id or 0) is None):
        return None
    incident = meant or await _meant(work, move[0])
    if incident is None and move[0] in {"accept", "arrive"}:
        return answer("nothing-with-you")
    if incident is None:
        return None
    is_own_support = incident.of_team(work.who.team_id or 0) is not None
    if radio.is_of_others(work, incident, move[0]) and not is_own_support:
        return await radio.sure(work, incident, move)
    held = incident.of_team(work.who.team_id or 0)
    if meant is None and move[0] == "accept" and held is not None and held.stage:
        return hint(incident, held)
    return await requests.move(work, name=move[0], number=incident.number, facts=dict(move[1]))


async def _sends(work: Work, meant: Incident | None, text: str) -> Answer | None:
    """``57 让二队去`` by a captain, or ``让二队去`` about a case that is meant: the command itself; None for talk."""
    order = order_words.team_to_send(text) if work.who.is_captain else None
    team = await radio.team_called(work, order[1]) if order else None
    if order is None or team is None:
        return None
    number = order[0] if order[0] is not None else meant.number if meant else None
    if number is None:
        return None
    return await requests.move(work, name="assign", number=number, team=team.team.id)


async def _meant(work: Work, name: str) -> Incident | None:
    """The case in hand; of a team that has none, and accepts or arrives late, the newest it was passed over for."""
    if name not in {"accept", "arrive"}:
        return await find.only_live_case(work)
    team_id = work.who.team_id
    if team_id is None:
        return None
    if await work.tx[INCIDENTS].held_by(team_id):
        return await find.only_live_case(work)
    tried = [(a.sent_at, i) for i in await work.tx[INCIDENTS].live(work.district.id) for a in _passed_over(i, team_id)]
    return max(tried, key=lambda row: (row[0], row[1].id))[1] if tried else None


def _passed_over(incident: Incident, team_id: int) -> list[Assignment]:
    if incident.state not in WITH_TEAM | {OPEN}:
        return []
    return [a for a in incident.assignments if a.team_id == team_id and a.outcome in {"declined", "expired"}]


async def hint_in_private(work: Work) -> Answer | None:
    """What somebody may say whose words were not understood, where their team has a case; None where it has none."""
    team_id = work.who.team_id
    held = await work.tx[INCIDENTS].held_by(team_id) if team_id is not None else []
    incident = await find.only_live_case(work) if held else None
    own = incident.of_team(team_id or 0) if incident and incident.state in LIVE - {RESOLVED} else None
    return hint(incident, own) if incident and own else None


def hint(incident: Incident, held: Assignment) -> Answer:
    """An open order waits for its answer; a case in hand for its next step; one on hold for the captain or its hour."""
    if incident.state == HELD:
        return answer("case-on-hold", number=incident.number)
    return answer("case-in-hand" if held.stage else "order-waits", number=incident.number)


async def hint_left_over(work: Work, stored: Evidence) -> Answer | None:
    """The same, of words in private that nothing else took."""
    return await hint_in_private(work)
