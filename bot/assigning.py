"""Sending a team by hand: which one, and a confirming tap where it is busy or off duty."""

from dataclasses import replace

from bot import geo, matching, moving, preparing, team_list
from bot.incidents import OPEN, Incident
from bot.refused import Refused
from bot.teams import Standing
from bot.wishes import Wish
from bot.work import Answer, Work, answer, case_button

NEAREST = 5
"""So many teams are offered."""


async def prepare_assign(work: Work, wish: Wish) -> None:
    """``/assign``: send a team by hand; a busy or off-duty one after a confirming tap, on record."""
    preparing.captain_only(work, wish)
    if wish.team_id is None and wish.text:
        wish.team_id, wish.text = await moving.team_named(work, wish.text), ""
    incident = wish.incident
    if wish.team_id is None:
        wish.done = await _offer_teams(work, incident)
        return
    wish.name = "dispatch" if incident.state == OPEN else "reassign"
    standing = (await work.muster()).of(wish.team_id)
    assert standing is not None  # noqa: S101  # moving.team_named found it there
    if incident.lead and incident.lead.team_id == wish.team_id:
        raise Refused("already-leads", number=incident.number)
    doubt = doubt_about(standing, incident)
    if doubt and not wish.facts.get("override"):
        sure = case_button(incident, work.district, "assign", f"{wish.team_id}!", key="button-sure")
        wish.done = answer(
            "assign-sure", buttons=((sure,),), asks="sure", turns=True, number=incident.number, team=standing.team.name,
            doubt={"word": doubt},
        )  # fmt: skip
        return
    wish.facts["override"] = bool(doubt)
    wish.facts["metres"] = geo.metres(standing.point, incident.point) if standing.point and incident.point else None
    await _forget_silence(work, standing)
    cleared = replace(incident, reach=incident.reach + 1, asks=(), asked_until=None, suggest_until=None)
    wish.incident = await work.tx.cases.keep(cleared)


def doubt_about(standing: Standing, incident: Incident) -> str | None:
    """Why a captain is asked once more before this team is sent, as a key of the words; None: no reason to."""
    if [c for c in standing.holds if c != incident.id]:
        return "doubt-busy"
    return None if standing.is_available else "doubt-off-duty"


async def _forget_silence(work: Work, standing: Standing) -> None:
    if standing.team.silent_since is not None:
        await work.tx.teams.save(replace(standing.team, silent_since=None))
        work.stir(look_for_teams=False)


async def _offer_teams(work: Work, incident: Incident) -> Answer:
    """The nearest teams as buttons: distance, free or busy, how old their place is; those nowhere known come last."""
    rows = matching.by_distance((await work.muster()).standings.values(), incident.point)
    buttons = tuple(
        (
            replace(
                case_button(incident, work.district, "assign", str(s.team.id), key="button-team-metres"),
                facts={
                    "team": s.team.name,
                    "metres": {"word": "metres", "value": round(metres)} if metres is not None else "",
                    "doubt": {"word": doubt_about(s, incident) or "doubt-none"},
                    "age": team_list.position_word(work, s),
                },
            ),
        )
        for metres, s in rows[:NEAREST]
    )  # fmt: skip
    return answer("assign-whom", buttons=buttons, asks="team", turns=True, number=incident.number)
