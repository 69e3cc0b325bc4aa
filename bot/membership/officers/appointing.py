"""Somebody is made an officer or approver of a body, and what follows: roles, menus, the end of a role."""

from dataclasses import replace
from typing import Any

from bot.bodies import bodies, changing
from bot.bodies import officers as bodies_officers
from bot.bodies.officers import Officer
from bot.membership import terms
from bot.menus import menus
from bot.work import answer as work_answer
from bot.work.history import Part
from bot.work.work import Work


async def put(work: Work, officer: Officer) -> Officer | None:
    """Have it stand, with what they are in that body besides; None where nothing is changed by it."""
    member = await work.tx.people.member(work.district.id, officer.user_id)
    if member is not None and member.left_at is None:
        officer = replace(officer, name=member.name)
    before = await bodies_officers.of_person(work, officer.user_id)
    known = next((one for one in before if one.body == officer.body), None)
    if known is not None:
        officer = joined(known, officer)
    part = Part.CAPTAIN if work.who.is_captain else "house"
    after = await changing.put(work.tx, work.district, officer, part=part, channel=work.who.channel)
    if after is not None:
        await followed(work, officer.user_id)
    return after


def joined(known: Officer, new: Officer) -> Officer:
    """Who approves keeps the certificate of an officer, and who gets one stays approver. Pure."""
    if not new.certificate:
        new = replace(new, certificate=known.certificate, certified_until=known.certified_until)
    if not new.approver:
        new = replace(new, approver=known.approver, how=known.how, deed=known.deed)
    return new


async def followed(work: Work, user_id: int) -> None:
    """Menus and the end of roles follow, and who may do what is looked at anew."""
    member = await work.tx.people.member(work.district.id, user_id)
    if member is not None:
        await terms.schedule(work, member)
        await terms.only_looks(work, member)
    await menus.refresh(work, user_id)
    work.stir(look_for_teams=False)


def told(officer: Officer) -> dict[str, Any]:
    """What one is, as facts of the words."""
    return {
        "name": officer.name,
        "body": bodies.of(officer.body).named,
        "what": what(officer),
    }


def what(officer: Officer) -> Any:
    """Certificate with its end, and by what they approve."""
    parts: list[Any] = []
    if officer.certificate:
        facts = {"certificate": officer.certificate, "until": str(officer.certified_until)}
        parts.append({"word": "officer-certificate", **facts})
    if officer.approver:
        parts.append({"word": f"officer-approves-{officer.how or 'deed'}", "deed": officer.deed})
    return work_answer.listed(parts)
