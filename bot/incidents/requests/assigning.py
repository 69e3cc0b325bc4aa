"""Sending a team by hand: which one, and a confirming tap where it is busy, off duty, or another was sent just now."""

from dataclasses import replace

from bot.cases.buttons import case_button
from bot.incidents import asks as incident_asks
from bot.incidents.orders import just_sent, team_choices
from bot.incidents.requests import wish as wishes
from bot.incidents.requests.wish import Wish
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OPEN
from bot.register import team_names
from bot.register.teams import Standing
from bot.values import geo
from bot.values.refused import Refused
from bot.work import mustering
from bot.work.answer import answer
from bot.work.work import Work


async def prepare_assign(work: Work, wish: Wish) -> None:
    """``/assign``: send a team by hand.

    After a confirming tap one that is busy or off duty, on record, or one in the place of what another has just sent.
    """
    wishes.captain_only(work, wish)
    if wish.team_id is None and wish.text:
        await _team_in_words(work, wish)
    incident = wish.incident
    if wish.done is not None:
        return
    if wish.team_id is None:
        buttons = await team_choices.teams(work, incident)
        wish.done = answer("assign-whom", buttons=buttons, asks="team", turns=True, number=incident.number)
        return
    wish.name = "dispatch" if incident.state == OPEN else "reassign"
    standing = (await mustering.of(work)).of(wish.team_id)
    assert standing is not None  # noqa: S101  # moving.team_named found it there
    if incident.lead and incident.lead.team_id == wish.team_id:
        raise Refused("already-leads", number=incident.number)
    doubt, first = team_choices.doubt_about(standing, incident), await just_sent.by_another(work, incident)
    is_sure = bool(wish.facts.get("override"))
    if first is not None and not (is_sure and await just_sent.was_told(work, first)):
        wish.done = await just_sent.ask(work, incident, first, standing, doubt)
        return
    if doubt and not is_sure:
        sure = case_button(incident, work.district, "assign", f"{wish.team_id}!", key="button-sure")
        wish.done = answer(
            "assign-sure",
            buttons=((sure,),),
            asks="sure",
            turns=True,
            number=incident.number,
            team=standing.team.name,
            doubt={"word": doubt},
        )
        return
    if first is not None:
        await just_sent.tell(work, incident, first, standing)
    wish.facts["override"] = bool(doubt)
    wish.facts["metres"] = geo.metres(standing.point, incident.point) if standing.point and incident.point else None
    wish.facts["accuracy_m"] = standing.accuracy_m
    await _forget_silence(work, standing)
    asks = incident_asks.decided(incident.asks)
    cleared = replace(incident, reach=incident.reach + 1, asks=asks, asked_until=None, suggest_until=None)
    wish.incident = await work.tx[INCIDENTS].keep(cleared)


async def _team_in_words(work: Work, wish: Wish) -> None:
    """The team that the words name; where they may name several, or hold a name among others, a button for each."""
    found = await mustering.teams_named(work, wish.text)
    if len(found) == 1:
        wish.team_id, wish.text = found[0].id, ""
        return
    teams = [standing.team for standing in (await mustering.of(work)).standings.values()]
    several = found or team_names.mentioned(wish.text, teams)
    if not several:
        raise Refused("no-such-team", team=wish.text)
    buttons = await team_choices.teams(work, wish.incident, only=frozenset(team.id for team in several))
    wish.done = answer(
        "assign-which",
        buttons=buttons,
        asks="team",
        turns=True,
        number=wish.incident.number,
        team=wish.text,
        teams=team_names.shown(several),
    )


async def _forget_silence(work: Work, standing: Standing) -> None:
    if standing.team.silent_since is not None:
        await work.tx.teams.save(replace(standing.team, silent_since=None))
        work.stir(look_for_teams=False)
