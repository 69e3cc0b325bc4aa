"""Who is there: all teams as they stand in this transaction, captains, owners."""

from bot.register.people import Member, RoleName
from bot.register.teams import Muster, muster
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
    """The team that *named* means: an id, its name, a former name, or the only one whose name begins like that."""
    standings = (await of(work)).standings
    if isinstance(named, int):
        if named not in standings:
            raise Refused("no-such-team", team=str(named))
        return named
    exact = [i for i, s in standings.items() if named in {s.team.name, s.team.key}]
    former = [i for i, s in standings.items() if named in s.team.former_names]
    found = exact or former or [i for i, s in standings.items() if s.team.name.lower().startswith(named.lower())]
    if not found:
        raise Refused("no-such-team", team=named)
    if len(found) > 1:
        raise Refused("two-teams", team=named, teams=", ".join(standings[i].team.name for i in found))
    return found[0]
