"""Somebody becomes an officer or approver, changes, or is none any more: rows, roles, history, what comes due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.bodies import notices
from bot.bodies.officers import OFFICERS, Officer
from bot.register.districts import District
from bot.register.people import OF_BODIES, Member, RoleHeld, RoleName
from bot.work.history import Part, Record
from bot.work.ports import Tx
from bot.work.work import Work

MOVE = "officer"
"""The name under which the district's history has it."""


async def put(tx: Tx, district: District, officer: Officer, *, part: str, channel: str) -> Officer | None:
    """Have *officer* stand in the place of what they were in that body, from their *since* on; None: they are it.

    Their membership and roles follow; who they are has to be known (a Person).
    """
    now, before = officer.since, await _standing(tx, district.id, officer.user_id, officer.body)
    if before is not None and before.says() == officer.says():
        return None
    if before is not None:
        await tx[OFFICERS].end(before.id, now, officer.by_id)
        await notices.plan(tx, district, replace(before, ended_at=now))
    after = await tx[OFFICERS].add(officer)
    await notices.plan(tx, district, after)
    await _note(tx, after, now, officer.by_id, part, channel)
    await _follow(tx, after)
    return after


async def end(
    tx: Tx, officer: Officer, district: District, now: datetime, *, by_id: int | None, part: str, channel: str
) -> None:
    """*officer* stands no longer; who is nothing else here belongs here no more."""
    await tx[OFFICERS].end(officer.id, now, by_id)
    over = replace(officer, ended_at=now)
    await notices.plan(tx, district, over)
    await _note(tx, over, now, by_id, part, channel)
    await _follow(tx, over)


async def end_all(work: Work, member: Member) -> None:
    """They are no officer and no approver any more, in no body of the district."""
    for officer in await work.tx[OFFICERS].standing(work.district.id, member.user_id):
        await _end(work, officer)


async def end_past(work: Work, member: Member) -> None:
    """What was given for a time that is over ends in the rows too."""
    for officer in await work.tx[OFFICERS].standing(work.district.id, member.user_id):
        if not officer.stands(work.now):
            await _end(work, officer)


async def _end(work: Work, officer: Officer) -> None:
    by_id = work.who.user_id or None
    part = Part.CAPTAIN if by_id else Part.CLOCK
    await end(work.tx, officer, work.district, work.now, by_id=by_id, part=part, channel=work.who.channel)


async def _standing(tx: Tx, district_id: int, user_id: int, body: str) -> Officer | None:
    found = await tx[OFFICERS].standing(district_id, user_id)
    return next((one for one in found if one.body == body), None)


async def _note(tx: Tx, officer: Officer, now: datetime, by_id: int | None, part: str, channel: str) -> None:
    facts: dict[str, object] = {"user_id": officer.user_id, "body": officer.body}
    facts["roles"] = sorted(str(role) for role in officer.roles) if officer.ended_at is None else []
    line = Record(MOVE, "", "", now, by_id, part, channel, facts=facts)
    await tx.history.add(officer.district_id, None, line, now)


async def _follow(tx: Tx, officer: Officer) -> None:
    """The roles of bodies as the rows say them now; those of the patrol stay as they are."""
    now = officer.ended_at or officer.since
    known = await tx.people.member(officer.district_id, officer.user_id)
    before = known or Member(officer.district_id, officer.user_id, officer.name)
    held = before.roles if before.left_at is None else ()
    given = roles(await tx[OFFICERS].standing(officer.district_id, officer.user_id), held, now)
    kept = tuple(one for one in held if one.role not in OF_BODIES)
    after = replace(before, roles=(*kept, *given), left_at=None)
    if before.left_at is not None:
        after = replace(after, name=officer.name, team_id=None, certified=False)
    if not after.roles:
        after = replace(after, left_at=before.left_at or now, team_id=None)
    await tx.people.save_member(after)


def roles(standing: Iterable[Officer], held: Iterable[RoleHeld], now: datetime) -> tuple[RoleHeld, ...]:
    """The roles that rows of one person make, each until the last of them ends; one that is held began before. Pure."""
    since = {one.role: one.since for one in held}
    ends: dict[RoleName, datetime | None] = {}
    for one in (one for one in standing if one.stands(now)):
        for role in one.roles:
            known = ends.get(role, one.until)
            ends[role] = max(known, one.until) if known and one.until else None
    return tuple(RoleHeld(role, since.get(role, now), ends[role]) for role in RoleName if role in ends)
