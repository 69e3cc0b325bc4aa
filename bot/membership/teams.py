"""Members who change teams, and teams that change: a case stays with its team, and what nobody holds goes back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.cases import changes, release
from bot.cases import phrases as cases_phrases
from bot.incidents.orders import orders
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.outbox.letters import Button, Priority
from bot.places.notes import going_in
from bot.register.people import Member
from bot.register.teams import Team
from bot.work import telling
from bot.work.answer import Answer, answer
from bot.work.work import Work


async def into(work: Work, member: Member, team: Team | None, *, sure: bool) -> Answer:
    """Put somebody into *team* (None: into no team), asked once where that leaves a case of the former one alone."""
    stays = team is not None and team.id == member.team_id
    alone = [] if stays else await release.left_alone(work, member)
    if alone and not sure:
        button = Button("button-sure", f"team:{work.district.id}.{member.user_id}:join_sure:{team.id if team else 0}")
        numbers = cases_phrases.numbers(alone)
        return answer("team-change-sure", buttons=((button,),), name=member.name, numbers=numbers)
    await work.tx.people.save_member(replace(member, team_id=team.id if team else None))
    work.stir()
    given_back: tuple[int, ...] = ()
    if alone and member.team_id is not None:
        given_back = await release.give_back(work, member.team_id, "left_team")
    if not stays:
        await moved(work, member, team, given_back)
    if team is not None and member.team_id is None and not member.private_open:
        await _invite(work, member, team)
    told: dict[str, Any] = {"name": member.name} | ({"team": team.name} if team else {})
    if given_back:
        key = "team-added-given-back" if team else "team-removed-given-back"
        return answer(key, numbers=cases_phrases.numbers(given_back), **told)
    return answer("team-added" if team else "team-removed", **told)


async def _invite(work: Work, member: Member, team: Team) -> None:
    """Who is new and has no private chat yet reads in the group, once, where their orders will come."""
    button = Button("button-open-private", url=work.link())
    await telling.tell_group(work, "team-invited", mentions=[member], buttons=((button,),), team=team.name)


async def moved(work: Work, member: Member, team: Team | None, given_back: tuple[int, ...]) -> None:
    """Somebody is in *team* now: they hear it while on duty, with what they need not go to, and get its orders."""
    if team is not None:
        await _hand_cases(work, member, team)
    if member.duty is not None and member.user_id != work.who.user_id:
        await _tell(work, member, team, given_back)


async def _hand_cases(work: Work, member: Member, team: Team) -> None:
    """Who joins a team handles what it holds, gets its orders, and reads what is to be read before they go in."""
    for incident in await work.tx[INCIDENTS].held_by(team.id):
        await work.tx[INCIDENTS].add_handlers(incident.id, team.id, [member.user_id])
        held = incident.of_team(team.id)
        if held is not None and member.is_available(work.now):
            await orders.order_to(work, incident, replace(member, team_id=team.id), held)
    await going_in.catch_up(work, member.user_id)


async def _tell(work: Work, member: Member, team: Team | None, given_back: tuple[int, ...]) -> None:
    """A new message to who is on duty: which team they are in, and what they need not go to any more."""
    told: dict[str, Any] = {"team": team.name} if team else {}
    if given_back:
        told["numbers"] = cases_phrases.numbers(given_back)
        key = "team-changed-you-given-back" if team else "team-left-you-given-back"
    else:
        key = "team-changed-you" if team else "team-left-you"
    await telling.tell(work, [member], key, priority=Priority.ORDER, purpose="told-former", **told)


async def renamed(work: Work, team_id: int, names: Mapping[str, str]) -> None:
    """A team has another name: what stands in chats says it at once. *names*: the former name and the new one."""
    work.stir(look_for_teams=False)
    for incident in await work.tx[INCIDENTS].live(work.district.id):
        held = incident.of_team(team_id)
        choice = _renamed(incident.marks.get("choice"), names)
        is_named = choice != incident.marks.get("choice")
        if held is None and not is_named and not _led(incident, team_id):
            continue
        shown = incident
        if is_named:
            shown = await work.tx[INCIDENTS].keep(replace(incident, marks={**incident.marks, "choice": choice}))
            changes.note(work, shown)
        await orders.refresh_all(work, shown)
        if held is not None:
            await orders.rename_in_group(work, shown, held)


def _led(incident: Incident, team_id: int) -> bool:
    return any(a.team_id == team_id and a.outcome == "done" for a in incident.assignments)


def _renamed(choice: Any, names: Mapping[str, str]) -> Any:
    """Why a team was chosen, with the new name."""
    if not choice:
        return choice
    nearer = [{**row, "team": names.get(row["team"], row["team"])} for row in choice.get("nearer", [])]
    renamed = {**choice, "team": names.get(choice["team"], choice["team"])}
    return {**renamed, "nearer": nearer} if "nearer" in choice else renamed
