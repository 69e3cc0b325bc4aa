"""Who commands when a captain is gone: the others take over what they offered; where nobody is left owners hear."""

from typing import Any

from bot.handovers import shift
from bot.incidents.store import INCIDENTS
from bot.outbox.letters import Priority
from bot.register.people import Member, RoleName
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.work import Work


def is_captain(work: Work, member: Member) -> bool:
    """Whether somebody holds the role of a captain now; an owner who commands without it is none."""
    return member.has(RoleName.CAPTAIN, work.now)


async def captains(work: Work) -> list[Member]:
    """All who hold the role now."""
    return [m for m in (await mustering.of(work)).members.values() if is_captain(work, m)]


async def refuse_last(work: Work, member: Member) -> None:
    """Raises Refused for the only captain of the district: first there must be another one."""
    if [m.user_id for m in await captains(work)] == [member.user_id]:
        raise Refused("last-captain", name=member.name)


async def captain_gone(work: Work, member: Member) -> None:
    """A captain is none any more: their handover is offered on; where no captain is left the owners hear what to do."""
    work.stir(look_for_teams=False)
    await shift.offered_on(work, member)
    if await captains(work):
        return
    told: dict[str, Any] = {
        "name": member.name,
        "district": work.district.name,
        "count": len(await work.tx[INCIDENTS].live(work.district.id)),
    }
    owners = await _owners(work)
    if owners:
        await telling.tell(work, owners, "no-captain-left", priority=Priority.ORDER, purpose="command", **told)
    else:
        await telling.tell_group(work, "no-captain-left", priority=Priority.ORDER, purpose="command", **told)


async def _owners(work: Work) -> list[Member]:
    """Owners who belong here, and others who can be reached in private."""
    found = await mustering.owners(work)
    for user_id in sorted(work.rules.owners - {m.user_id for m in found}):
        person = await work.tx.people.get(user_id)
        if person is not None and person.private_open:
            found.append(
                Member(
                    work.district.id,
                    user_id,
                    person.name,
                    private_open=True,
                    username=person.username,
                    language=person.language,
                )
            )
    return found
