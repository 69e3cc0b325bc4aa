"""Who may look at which district, as the register has it at this moment."""

from dataclasses import dataclass
from datetime import datetime

from bot.access.keys import SIGN_INS, Session
from bot.register.districts import District
from bot.register.people import OF_BODIES, Member, Person, RoleName
from bot.register.programs import PROGRAMS, Program
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.work import Work


@dataclass(frozen=True)
class Seat:
    """One person's place in one district. *is_captain*: may command there."""

    district: District
    roles: frozenset[RoleName] = frozenset()
    is_captain: bool = False
    name: str = ""


@dataclass(frozen=True)
class Known:
    """Who a session belongs to, and where they may look. *session* is None where nobody had to sign in."""

    user_id: int
    name: str
    language: str | None
    seats: tuple[Seat, ...]
    session: Session | None = None


def roles_of(member: Member, rules: Rules, now: datetime) -> frozenset[RoleName]:
    """What somebody is in a district where they belong; an owner of the deployment commands there."""
    owns = member.user_id in rules.owners and member.left_at is None
    return member.role_names(now) | ({RoleName.CAPTAIN} if owns else frozenset())


async def seats_of(tx: Tx, user_id: int, rules: Rules, now: datetime) -> list[Seat]:
    """Every district to whose patrol this person belongs now; owners command where they belong."""
    found = []
    for member in await tx.people.districts_of(user_id):
        roles = roles_of(member, rules, now)
        district = await tx.districts.get(member.district_id)
        if district is not None and roles - OF_BODIES:
            found.append(Seat(district, roles, RoleName.CAPTAIN in roles, member.name))
    return found


async def seats_in_bodies(tx: Tx, user_id: int, rules: Rules, now: datetime) -> list[Seat]:
    """Every district in which this person is an officer or approver of a body now, whatever else they are.

    Pages of visits ask here; what shows the patrol asks :func:`seats_of`.
    """
    found = []
    for member in await tx.people.districts_of(user_id):
        roles = roles_of(member, rules, now)
        district = await tx.districts.get(member.district_id)
        if district is not None and roles & OF_BODIES:
            found.append(Seat(district, roles, RoleName.CAPTAIN in roles, member.name))
    return found


async def seats_of_person(work: Work, *, user_id: int, bodies: bool = False) -> list[Seat]:
    """The districts of one person, whoever asks; *bodies*: also those where they are only of a body."""
    found = await seats_of(work.tx, user_id, work.rules, work.now)
    if bodies:
        there = {one.district.id for one in found}
        of_body = await seats_in_bodies(work.tx, user_id, work.rules, work.now)
        found += [one for one in of_body if one.district.id not in there]
    return found


async def of_session(work: Work, *, secret_hash: str, bodies: bool = False) -> Known | None:
    """Who a session belongs to; None where it is over, unknown, or its owner belongs nowhere any more.

    *bodies*: also where they are only an officer or approver of a body, for pages that show nothing of the patrol.
    """
    session = await work.tx[SIGN_INS].session(secret_hash)
    if session is None or not session.is_open(work.now):
        return None
    return await _known(work, session.user_id, session, bodies=bodies)


async def guest(work: Work) -> Known | None:
    """The first captain of the first district: who visits a drill ground is let in as them."""
    for district in await work.tx.districts.all():
        for member in await work.tx.people.members(district.id):
            if member.has(RoleName.CAPTAIN, work.now):
                return await _known(work, member.user_id, None)
    return None


async def _known(work: Work, user_id: int, session: Session | None, *, bodies: bool = False) -> Known | None:
    seats = await seats_of_person(work, user_id=user_id, bodies=bodies)
    person: Person | None = await work.tx.people.get(user_id)
    if not seats or person is None:
        return None
    return Known(user_id, seats[0].name, person.language or seats[0].district.language, tuple(seats), session)


async def of_key(work: Work, *, secret_hash: str) -> tuple[Program, Seat] | None:
    """The program of another system whose key it is, and its one district; None where the key opens nothing."""
    program = await work.tx[PROGRAMS].by_key(secret_hash)
    district = await work.tx.districts.get(program.district_id) if program and program.is_live else None
    return (program, Seat(district)) if program and district else None


async def everywhere(work: Work) -> list[Seat]:
    """Every district, for a program with the deployment's own token."""
    return [Seat(district) for district in await work.tx.districts.all()]
