"""Who may go: officers of bodies with a certificate in date; auxiliaries never. By name, number or *all of a body*."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.bodies import bodies, officers
from bot.bodies.officers import Officer
from bot.inspections.course import ready
from bot.register.people import Member, RoleName
from bot.values import texts
from bot.values.refused import Refused
from bot.work.work import Work


async def mine(work: Work) -> tuple[Officer, ...]:
    """What the one who speaks is in bodies; Refused for everybody else: they register, they do not inspect."""
    found = await officers.mine(work)
    if not found:
        raise Refused("officers-only")
    return found


def body_of(found: Sequence[Officer], wanted: str) -> str:
    """The body for which somebody plans: the one that they named, if it is theirs, else the first of theirs."""
    if wanted and all(one.body != wanted for one in found):
        raise Refused("visit-other-body", body=bodies.of(wanted).named)
    return wanted or found[0].body


def going(found: Iterable[Officer], ids: Iterable[int], on: date) -> tuple[int, ...]:
    """The *ids* of those who may go on that day; Refused for who is no officer, or whose certificate is over. Pure."""
    rows = list(found)
    chosen = tuple(dict.fromkeys(ids))
    for user_id in chosen:
        theirs = [one for one in rows if one.user_id == user_id and one.certificate]
        if not theirs:
            raise Refused(
                "visit-no-officer", name=next((one.name for one in rows if one.user_id == user_id), str(user_id))
            )
        best = max(theirs, key=lambda one: str(one.certified_until or ""))
        if not officers.certified(best, on):
            raise Refused("visit-certificate-over", number=0, name=best.name, day=str(best.certified_until or "-"))
    return chosen


async def officer_named(work: Work, said: str) -> Officer:
    """The officer whom somebody means by a name or a number; Refused where that is nobody, several, or no officer."""
    name = said.strip()
    everybody = [one for one in await officers.of(work) if name in {one.name, str(one.user_id)}]
    found = [one for one in everybody if one.certificate]
    if len({one.user_id for one in found}) > 1:
        raise Refused("visit-two-of-name", name=texts.cut(name, 40))
    if not found:
        raise Refused("visit-no-officer", name=texts.cut(name, 40))
    best = max(found, key=lambda one: str(one.certified_until or ""))
    ready.in_date(work, best)
    return best


async def anybody_named(work: Work, said: str, ids: Iterable[int] = ()) -> Member:
    """Somebody of the district by name or number, of those with *ids* where there are any; Refused where nobody is."""
    name, only = said.strip(), set(ids)
    known = await work.tx.people.known(work.district.id)
    found = [one for one in known if name in {one.name, str(one.user_id)} and (not only or one.user_id in only)]
    if len(found) != 1:
        raise Refused("visit-two-of-name" if found else "visit-nobody-named", name=texts.cut(name, 40))
    return found[0]


async def helper_named(work: Work, said: str) -> Member:
    """Who goes along and helps; Refused for an auxiliary, who registers what they see and inspects nowhere."""
    found = await anybody_named(work, said)
    if found.has(RoleName.AUXILIARY, work.now) and not found.is_of_body:
        raise Refused("visit-no-auxiliary", name=found.name)
    return found


def begins(text: str, people: Iterable[Member]) -> tuple[str, str]:
    """Whose name *text* begins with, and the words behind it; of several the longest. Pure."""
    names = [one.name for one in people if text == one.name or text.startswith(f"{one.name} ")]
    first = max(names, key=len, default=text.partition(" ")[0])
    return first, text.removeprefix(first).strip()
