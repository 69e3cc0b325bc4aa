"""Who somebody is in a visit: one of its officers, who approves for one of its bodies, a captain of the district."""

from collections.abc import Sequence

from bot.bodies import officers
from bot.bodies.officers import Officer
from bot.inspections.table import Visit
from bot.values.refused import Refused
from bot.work.history import Part
from bot.work.work import Work


async def parts(work: Work, visit: Visit, for_team: int | None = None) -> frozenset[Part]:
    """What the one who speaks is to *visit* now; an officer only who is named in it and still is one."""
    found = of_person(visit, await officers.mine(work))
    return found | {Part.CAPTAIN} if work.who.is_captain else found


def of_person(visit: Visit, rows: Sequence[Officer]) -> frozenset[Part]:
    """What somebody is to *visit* by what they are in bodies now. Pure."""
    found = set[Part]()
    for one in rows:
        if one.certificate and one.user_id in visit.officers:
            found.add(Part.OFFICER)
        if one.approver and one.body in visit.bodies:
            found.add(Part.APPROVER)
    return frozenset(found)


async def approves_for(work: Work, visit: Visit) -> tuple[str, ...]:
    """The bodies of *visit* for which the one who speaks approves."""
    mine = {one.body for one in await officers.mine(work) if one.approver}
    return tuple(one for one in visit.bodies if one in mine)


async def named(work: Work, visit: Visit) -> list[Officer]:
    """The officers of *visit* as they stand today, in the order in which they were named; those who do not are none."""
    each: dict[int, list[Officer]] = {}
    for one in await officers.of(work):
        if one.certificate and one.user_id in visit.officers:
            each.setdefault(one.user_id, []).append(one)
    return [_in(visit, each[user_id]) for user_id in visit.officers if user_id in each]


def _in(visit: Visit, rows: list[Officer]) -> Officer:
    """Who is of several bodies is there for one that takes part, with the certificate that lasts longest."""
    return max(rows, key=lambda one: (one.body in visit.bodies, str(one.certified_until or "")))


async def certified_today(work: Work, visit: Visit) -> int:
    """How many officers of *visit* have a certificate that is in date today.

    Refused where others, whose certificate is over, are too few without it: whose is over, and since when.
    """
    today = work.now.astimezone(work.district.zone).date()
    found = await named(work, visit)
    over = [one for one in found if not officers.certified(one, today)]
    good = len(found) - len(over)
    if over and good < needed(visit):
        since = str(over[0].certified_until or "-")
        raise Refused("visit-certificate-over", number=visit.number, name=over[0].name, day=since)
    return good


def needed(visit: Visit) -> int:
    """How many certified officers it takes: two for a firm."""
    return 2 if visit.firm else 1
