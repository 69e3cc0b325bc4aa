"""What captains say about teams."""

from dataclasses import replace
from typing import Any

from bot.handbook.versions import BOOK
from bot.membership import teams
from bot.register import team_names
from bot.register.teams import MOST_TEAM_NAME, Team
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import mustering
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

# --- teams


async def _team(work: Work, named: str | int) -> Team:

    return (await mustering.of(work)).standings[await mustering.team_named(work, named)].team


@action(Right.CAPTAIN, "enrolment.team_new")
async def team_new(work: Work, *, name: str) -> Answer:
    """``/team new NAME``: asks for its base, which a location answers."""
    if not name:
        raise Refused("needs-team-name")
    name = await _free_name(work, name)
    team = await work.tx.teams.save(Team(work.district.id, name))
    work.stir()
    await _ask_base(work, team)
    return answer("team-made", team=team.name, facts_keyboard="location")


async def _free_name(work: Work, name: str, own: Team | None = None) -> str:
    """*name* as it is kept; Refused where another team has it."""
    kept = texts.name(name, MOST_TEAM_NAME)
    others = [s.team for s in (await mustering.of(work)).standings.values() if own is None or s.team.id != own.id]
    if any(team_names.words(team.name) == team_names.words(kept) for team in others):
        raise Refused("team-exists", team=kept)
    return kept


async def _ask_base(work: Work, team: Team) -> None:
    await work.tx.drafts.put(
        Draft(work.who.user_id, work.who.chat_id, "team-base", work.now, 0, work.district.id, {"team_id": team.id})
    )


@action(Right.CAPTAIN, "enrolment.team_rename")
async def team_rename(work: Work, *, words: str) -> Answer:
    """``/team rename OLD NEW``; the former name still finds it."""
    team, new = await mustering.team_begun(work, words, rest=True)
    if not new:
        raise Refused("needs-team-name")
    new = await _free_name(work, new, team)
    await work.tx.teams.save(replace(team, name=new, former_names=(*team.former_names, team.name)))
    await teams.renamed(work, team.id, {team.name: new})
    return answer("team-renamed", old=team.name, team=new)


@action(Right.CAPTAIN, "enrolment.team_base")
async def team_base(work: Work, *, name: str, point: Point | None = None) -> Answer:
    """``/team base NAME``: the next location is its base."""
    team = await _team(work, name)
    if point is not None:
        await work.tx.teams.save(replace(team, base=point))
        work.stir()
        return answer("team-base-set", team=team.name)
    await _ask_base(work, team)
    return answer("team-base-where", team=team.name, facts_keyboard="location")


@action(Right.CAPTAIN, "enrolment.team_handles")
async def team_handles(work: Work, *, words: str) -> Answer:
    """``/team handles NAME CODE…``; none or *all* means everything."""
    team, rest = await mustering.team_begun(work, words)
    handles = tuple(rest.split())
    known = {i.code for i in work.at_hand[BOOK].items} | {i.group for i in work.at_hand[BOOK].items}
    unknown = [h for h in handles if h not in known | {"all"}]
    if unknown:
        raise Refused("no-such-item", item=", ".join(unknown))
    kept = () if "all" in handles else handles
    await work.tx.teams.save(replace(team, handles=kept))
    work.stir()
    shown: Any = ", ".join(kept) or {"word": "everything"}
    return answer("team-handles", team=team.name, handles=shown)


@action(Right.CAPTAIN, "enrolment.team_add")
async def team_add(
    work: Work, *, name: str | None = None, team_id: int | None = None, user_id: int | None, sure: bool = False
) -> Answer:
    """``/team add NAME`` in reply to a person: they are in at most one team, and a case stays with the team."""
    if user_id is None:
        raise Refused("reply-to-a-person", command="team add")
    team = await _team(work, team_id if team_id is not None else name or "")
    member = await work.tx.people.member(work.district.id, user_id)
    if member is None or member.left_at is not None:
        raise Refused("not-a-member-here")
    return await teams.into(work, member, team, sure=sure)


@action(Right.CAPTAIN, "enrolment.team_remove")
async def team_remove(work: Work, *, user_id: int | None) -> Answer:
    """``/team remove`` in reply to a person."""
    member = await work.tx.people.member(work.district.id, user_id) if user_id else None
    if member is None:
        raise Refused("reply-to-a-person", command="team remove")
    return await teams.into(work, member, None, sure=True)


async def set_base(work: Work, draft: Draft, point: Point) -> Answer:
    """The location that answers *where is its base*."""
    work_rights.captains_only(work)
    team = await work.tx.teams.get(int(draft.data["team_id"]))
    if team is None:
        raise Refused("no-such-team", team=str(draft.data["team_id"]))
    await work.tx.teams.save(replace(team, base=point))
    work.stir()
    return answer("team-base-set", team=team.name)
