"""What an import leaves to be done at the desk: it writes the register, the running bot minds what people held.

An import is another program. It notes what it did as something that is due now; the next tick does the rest, as for
every other way in which somebody leaves or a team ends.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases import phrases as cases_phrases
from bot.cases import release
from bot.membership import teams, terms
from bot.menus import menus
from bot.outbox.letters import Priority
from bot.register.people import Member
from bot.register.teams import Team
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.ports import Tx
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

GONE, LOOKS, LEFT_TEAM, DISSOLVED, RENAMED = (
    "person_gone",
    "person_looks",
    "person_left_team",
    "team_dissolved",
    "team_renamed",
)


MENUS = "menus"
MENUS_AT_ONCE = 20
"""So many people's menus are written anew in one piece of work."""


class Notes:
    """What one import leaves to be done, by the moment at which it was done."""

    def __init__(self, district_id: int, now: datetime) -> None:
        self.now = now
        self.district_id = district_id
        self._begin = f"import:{district_id}/{int(now.timestamp())}/"
        self._dues: list[Due] = []
        self._menus: set[int] = set()

    def person(self, member: Member, name: str) -> None:
        """Somebody is gone, may only look, or is in another team than *member* says (nothing follows where in none)."""
        if name != LEFT_TEAM or member.team_id is not None:
            self._add(f"person/{member.user_id}/{member.team_id or 0}", name)

    def team(self, team: Team, name: str) -> None:
        """A team is dissolved or renamed."""
        self._add(f"team/{team.id}/0", name)

    def menu_of(self, user_id: int) -> None:
        """Somebody's menus may be others now."""
        self._menus.add(user_id)

    async def keep(self, tx: Tx) -> None:
        """Write all of it down."""
        whose = sorted(self._menus)
        for at in range(0, len(whose), MENUS_AT_ONCE):
            part = whose[at : at + MENUS_AT_ONCE]
            self._add(f"{MENUS}/{part[0]}/{part[-1]}", MENUS)
        if self._dues:
            await tx.occasions.sync(self.district_id, None, self._begin, self._dues)

    def _add(self, about: str, name: str) -> None:
        self._dues.append(Due(f"{self._begin}{about}/{name}", name, self.now))


@action(Right.HOUSE, "after_import.decide")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """Mind what an import noted."""
    if not await work.tx.occasions.decide(occasion.id, work.now, "done"):
        return
    *_, own, other, name = occasion.subject.split("/")
    if name == MENUS:
        await _menus(work, int(own), int(other))
        return
    if name in {DISSOLVED, RENAMED}:
        team = await work.tx.teams.get(int(own))
        if team is not None:
            await (_dissolved(work, team) if name == DISSOLVED else _renamed(work, team))
        return
    member = await work.tx.people.member(work.district.id, int(own))
    if member is None:
        return
    if name == GONE:
        await _gone(work, member)
    elif name == LOOKS:
        await terms.only_looks(work, member)
    else:
        await _left_team(work, member, int(other))


async def _menus(work: Work, first: int, last: int) -> None:
    """Those of everybody from the one id to the other."""
    for member in await work.tx.people.all_ever(work.district.id):
        if first <= member.user_id <= last:
            await menus.changed(work.tx, work.district, member.user_id, work.now)


async def _gone(work: Work, member: Member) -> None:
    told: dict[str, Any] = {"name": member.name}
    if given_back := await terms.leave(work, member):
        numbers = cases_phrases.numbers(given_back)
        await telling.tell(work, await mustering.captains(work), "person-gone-given-back", numbers=numbers, **told)


async def _left_team(work: Work, member: Member, team_id: int) -> None:
    """Moved by the file: where nobody of the former team is left on duty, what it held goes back."""
    standing = (await mustering.of(work)).of(team_id)
    given_back: tuple[int, ...] = ()
    if standing is not None and member.duty is not None and not any(m.duty for m in standing.members):
        given_back = await release.give_back(work, team_id, "left_team")
    team = await work.tx.teams.get(member.team_id) if member.team_id else None
    await teams.moved(work, member, team, given_back)


async def _dissolved(work: Work, team: Team) -> None:
    """What it held goes back; its people hear it by a new message, and are in no team until a captain adds them."""
    given_back = await release.give_back(work, team.id, "dissolved")
    for member in list((await mustering.of(work)).members.values()):
        if member.team_id != team.id:
            continue
        await work.tx.people.save_member(replace(member, team_id=None))
        if given_back or member.duty:
            key = "team-dissolved-you-given-back" if given_back else "team-dissolved-you"
            told: dict[str, Any] = {"numbers": cases_phrases.numbers(given_back)} if given_back else {}
            await telling.tell(
                work, [member], key, priority=Priority.ORDER, purpose="told-former", team=team.name, **told
            )
    work.stir()
    if given_back:
        await telling.tell(
            work,
            await mustering.captains(work),
            "team-dissolved-given-back",
            team=team.name,
            numbers=cases_phrases.numbers(given_back),
        )


async def _renamed(work: Work, team: Team) -> None:
    await teams.renamed(work, team.id, dict.fromkeys(team.former_names, team.name))
