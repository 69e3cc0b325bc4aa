"""Who is there: all teams as they stand in this transaction, captains, owners."""

from bot.register import team_names
from bot.register.people import Member, RoleName
from bot.register.teams import Muster, Team, muster
from bot.values.refused import Refused
from bot.work.work import Work


async def of(work: Work) -> Muster:
    """All teams as they stand in this transaction (kept until :meth:`stir`)."""
    if work.mustered is None:
        tx, district_id = work.tx, work.district.id
        work.mustered = muster(
            await tx.teams.all(district_id),
            await tx.people.members(district_id),
            await tx.teams.positions(district_id),
            await tx.teams.holds(district_id),
            work.now,
            work.rules.position_s,
        )
    return work.mustered


async def captains(work: Work) -> list[Member]:
    """Captains on duty, else all captains, else the owners who belong here; may be empty."""
    members = (await of(work)).members.values()
    captains = [m for m in members if m.has(RoleName.CAPTAIN, work.now)]
    on_duty = [m for m in captains if m.duty is not None]
    return on_duty or captains or [m for m in members if m.user_id in work.rules.owners]


async def owners(work: Work) -> list[Member]:
    """The owners of the deployment who belong to this district."""
    members = (await of(work)).members
    return [members[user_id] for user_id in sorted(work.rules.owners) if user_id in members]


async def team_named(work: Work, named: str | int) -> int:
    """The team that *named* means: an id, its name, its key, a former name, or the only one whose name begins so."""
    standings = (await of(work)).standings
    if isinstance(named, int):
        if named not in standings:
            raise Refused("no-such-team", team=str(named))
        return named
    found = await teams_named(work, named)
    if len(found) == 1:
        return found[0].id
    several = found or team_names.mentioned(named, [s.team for s in standings.values()])
    if len(several) > 1:
        raise Refused("two-teams", team=named, teams=team_names.shown(several))
    raise Refused("no-such-team", team=named)


async def teams_named(work: Work, named: str) -> tuple[Team, ...]:
    """All the teams that *named* may mean."""
    return team_names.named(named, [s.team for s in (await of(work)).standings.values()])


async def team_begun(work: Work, text: str, *, rest: bool = False) -> tuple[Team, str]:
    """The team that *text* begins with, and the words after it; Refused where several or none may be meant.

    *rest*: more words are wanted after the name.
    """
    found = team_names.begun(text, [s.team for s in (await of(work)).standings.values()], rest=rest)
    if len(found) == 1:
        return found[0].team, found[0].rest
    if found:
        teams = [one.team for one in found]
        raise Refused("two-teams-begin", text=text, teams=team_names.shown(teams), team=teams[0].name)
    raise Refused("no-such-team", team=(text.split() or [""])[0])
