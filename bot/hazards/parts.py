"""Who somebody is to a hazard: who found or fixed it, who has the power over it, and who may look at it again."""

from collections.abc import Iterable

from bot.bodies import delegations, officers
from bot.bodies.officers import Officer
from bot.hazards.table import OWNERS, Hazard
from bot.register.people import Member, RoleName
from bot.work import mustering
from bot.work.history import Part
from bot.work.work import Work


async def parts(work: Work, hazard: Hazard, for_team: int | None = None) -> frozenset[Part]:
    """What the one who speaks is to *hazard*; *for_team* is nothing to it."""
    who, member, found = work.who, work.who.member, set[Part]()
    if member is None:
        return frozenset()
    if who.user_id == hazard.finder_id:
        found.add(Part.FINDER)
    if who.user_id == hazard.fixer_id:
        found.add(Part.FIXER)
    if who.is_captain:
        found.add(Part.CAPTAIN)
    if who.may_act and who.team_id is not None and who.team_id == await team_of(work, hazard):
        found.add(Part.LEAD)
    if is_of_patrol(hazard):
        found |= _of_patrol(work, member)
    for one in await officers.mine(work):
        if decides(work, one, hazard):
            found |= _of_officer(work, one)
    return frozenset(found)


def is_of_patrol(hazard: Hazard) -> bool:
    """Whether the patrol itself deals with it: at no firm, and no body's."""
    return not hazard.firm and not hazard.body


def _of_patrol(work: Work, member: Member) -> set[Part]:
    """Where the patrol deals with it certified members are what officers are, and captains approve besides."""
    if member.has(RoleName.CAPTAIN, work.now):
        return {Part.OFFICER, Part.APPROVER}
    is_certified = member.certified and member.has(RoleName.MEMBER, work.now)
    return {Part.OFFICER} if is_certified else set()


def _of_officer(work: Work, one: Officer) -> set[Part]:
    found = {Part.OFFICER} if is_certified(work, one) else set[Part]()
    return found | ({Part.APPROVER} if one.approver else set())


def has_power(work: Work, officer: Officer, body: str, item: str = "") -> bool:
    """Whether an officer's body decides about what is *body*'s: its own, or delegated to it; what is nobody's, all.

    *item* is that of a list (``LIST/ITEM``) which it is about: some delegations lend single ones.
    """
    today = work.now.astimezone(work.district.zone).date()
    return officers.may_answer(officer, body, today, delegations.of(work.district), item)


def decides(work: Work, officer: Officer, hazard: Hazard) -> bool:
    """Whether an officer's body decides about a hazard: that has the power over it, or to which it went up."""
    up = hazard.escalated_to if hazard.escalated_to != OWNERS else ""
    return has_power(work, officer, hazard.body, hazard.item) or (bool(up) and has_power(work, officer, up))


def is_certified(work: Work, officer: Officer) -> bool:
    """Whether their certificate is in date today."""
    return officers.certified(officer, work.now.astimezone(work.district.zone).date())


async def team_of(work: Work, hazard: Hazard) -> int | None:
    """The team whose member found it; None where nobody of a team did."""
    finder = await _finder(work, hazard)
    return finder.team_id if finder is not None else None


async def _finder(work: Work, hazard: Hazard) -> Member | None:
    if hazard.finder_id is None:
        return None
    finder = await work.tx.people.member(work.district.id, hazard.finder_id)
    return finder if finder is not None and finder.left_at is None else None


async def speaks_certified(work: Work) -> bool:
    """Whether what the one who speaks finds at a firm is a hazard at once: with a certificate of the patrol or a body.

    Auxiliaries and grid workers only register what they see.
    """
    if any(is_certified(work, one) for one in await officers.mine(work)):
        return True
    member = work.who.member
    return member is not None and member.certified and work.who.roles != {RoleName.AUXILIARY}


async def of_body(work: Work, body: str, item: str = "") -> list[Officer]:
    """The certified officers with the power over what is *body*'s, or that *item* of it; of what is nobody's, all."""
    return [one for one in await officers.of(work) if is_certified(work, one) and has_power(work, one, body, item)]


async def deciding(work: Work, hazard: Hazard) -> list[Officer]:
    """The certified officers who decide about it."""
    return [one for one in await officers.of(work) if is_certified(work, one) and decides(work, one, hazard)]


async def able(work: Work, hazard: Hazard) -> list[Officer | Member]:
    """Who may go on with it: officers of bodies with the power; where the patrol deals with it, those of it on duty."""
    found: list[Officer | Member] = [*await deciding(work, hazard)]
    if is_of_patrol(hazard):
        patrol = (await mustering.of(work)).members.values()
        found += [one for one in patrol if one.duty is not None and Part.OFFICER in _of_patrol(work, one)]
    return list({one.user_id: one for one in found}.values())


async def may_look_again(work: Work, hazard: Hazard) -> list[Officer | Member]:
    """Who may re-check it: those who are able to and neither found nor fixed it, and whom the approver allowed."""
    found = await able(work, hazard)
    return [one for one in found if not hazard.found_or_fixed(one.user_id) or one.user_id == hazard.allowed]


async def members(work: Work, user_ids: Iterable[int | None]) -> list[Member]:
    """These people as they stand in the district, each once, without those who left."""
    found = []
    for user_id in dict.fromkeys(one for one in user_ids if one is not None):
        member = await work.tx.people.member(work.district.id, user_id)
        if member is not None and member.left_at is None:
            found.append(member)
    return found


async def followers(work: Work, hazard: Hazard, *, all_of_body: bool) -> list[Member]:
    """Who follows it up: the officer who found it, else the officers of its body and the team that found it.

    *all_of_body*: its officers too where one of them found it, captains where the patrol did. Where there is nobody at
    all, captains do.
    """
    body = [one.user_id for one in await deciding(work, hazard)] if hazard.body or hazard.escalated_to else []
    finder = await _finder(work, hazard)
    is_officer = finder is not None and bool(await officers.of_person(work, finder.user_id))
    wanted = [] if finder is None else [finder.user_id]
    if not is_officer or all_of_body:
        wanted += body
    found = await members(work, wanted)
    if not is_officer and finder is not None:
        found += await _others_on_duty(work, finder)
    if not found or (not is_officer and all_of_body):
        found += await mustering.captains(work)
    return list({one.user_id: one for one in found}.values())


async def _others_on_duty(work: Work, finder: Member) -> list[Member]:
    standing = (await mustering.of(work)).of(finder.team_id)
    return [one for one in standing.available if one.user_id != finder.user_id] if standing is not None else []


async def mine_certified(work: Work) -> list[Officer]:
    """In which bodies the one who speaks is an officer with a certificate in date."""
    return [one for one in await officers.mine(work) if is_certified(work, one)]
