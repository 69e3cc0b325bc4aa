"""Who belongs to a district: setting it up, enrolling, dismissing, teams, private chats, leaving."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.cases import phrases as cases_phrases
from bot.cases import release
from bot.membership import captaincy, homeland, setting_up, terms
from bot.menus import menus
from bot.outbox.letters import Button
from bot.register.districts import District
from bot.register.people import NO_PERSON, OF_BODIES, Member, Person, RoleHeld, RoleName
from bot.values import texts
from bot.values.refused import Refused
from bot.work import answer as work_answer
from bot.work import mustering, telling
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

OF_TEAMS = frozenset({RoleName.MEMBER, RoleName.AUXILIARY})
"""Roles of those who go out in teams."""


async def know(work: Work) -> None:
    """Remember the name under which somebody writes now."""
    who = work.who
    known = await work.tx.people.get(who.user_id)
    if known is None:
        await work.tx.people.save(Person(who.user_id, who.name, who.username))
    elif known.username != who.username:
        await work.tx.people.save(replace(known, username=who.username))


@action(Right.ANYBODY, "enrolment.setup")
async def setup(work: Work, *, title: str, checks: dict[str, Any]) -> Answer:
    """``/setup``: an owner makes the group a district and becomes its first captain; later calls only check.

    *checks* is what the bot saw of itself: ``admin``, ``can_pin``, ``privacy``, ``forum``, ``topics`` (booleans).
    """
    if work.who.in_private:
        raise Refused("setup-in-group")
    if work.district_or_none is None:
        if not work.who.is_owner:
            raise Refused("ask-an-owner", owners=", ".join(str(o) for o in sorted(work.rules.owners)) or "-")
        work.district_or_none = await work.tx.districts.add(
            District(
                chat_id=work.who.chat_id,
                name=texts.name(title or str(work.who.chat_id)),
                language=work.rules.language,
                timezone=work.rules.timezone,
                limits=work.rules.district_limits(),
                created_at=work.now,
                drill=work.rules.drill,
                country=work.rules.country,
                settings=homeland.begun(work.rules),
            )
        )
        await _command(work)
        await menus.refresh_group(work)
    elif not (work.who.is_captain or work.who.is_owner):
        work_rights.captains_only(work)
    elif work.who.is_owner and not await captaincy.captains(work):
        await _command(work)
    work.stir(look_for_teams=False)
    await setting_up.begin(work, checks)
    return QUIET


async def _command(work: Work) -> None:
    """An owner becomes captain: the first of a new district, or of one that has none left."""
    await know(work)
    before = await work.tx.people.member(work.district.id, work.who.user_id)
    member = before or Member(work.district.id, work.who.user_id, work.who.name, certified=True)
    kept = tuple(r for r in member.roles if member.left_at is None and r.role is not RoleName.CAPTAIN)
    roles = (*kept, RoleHeld(RoleName.CAPTAIN, work.now))
    await work.tx.people.save_member(replace(member, roles=roles, left_at=None))


@action(Right.CAPTAIN, "enrolment.enrol")
async def enrol(
    work: Work,
    *,
    user_id: int | None,
    name: str,
    username: str | None,
    role: str,
    duration: str,
    is_bot: bool,
    sure: bool = False,
) -> Answer:
    """``/enrol [role] [2h]`` in reply to a person's message registers them."""
    if user_id is None:
        raise Refused("enrol-whom" if work.who.in_private else "reply-to-a-person", command="enrol")
    if is_bot or user_id in NO_PERSON:
        raise Refused("not-a-bot")
    named, until = _role(role), terms.until(work, duration)
    if await work.tx.people.get(user_id) is None:
        await work.tx.people.save(Person(user_id, name, username))
    before = await work.tx.people.member(work.district.id, user_id)
    kept = _other_roles(before, named, until, name)
    member = replace(
        before or Member(work.district.id, user_id, name),
        roles=(*kept, RoleHeld(named, work.now, until)),
        certified=named is RoleName.MEMBER if named in OF_TEAMS else bool(before and before.certified),
        left_at=None,
    )
    if not sure and (doubt := await _doubt(work, member)):
        return doubt
    await work.tx.people.save_member(member)
    await terms.schedule(work, member)
    await menus.refresh(work, user_id)
    await terms.only_looks(work, member)
    work.stir()
    return await _enrolled(work, member, named, until)


def _role(role: str) -> RoleName:
    """The role of a name, *member* where none is said; Refused for one that is none, or is given in another way."""
    try:
        named = RoleName(role or "member")
    except ValueError as wrong:
        raise Refused("no-such-role", role=role, roles=", ".join(RoleName)) from wrong
    if named in OF_BODIES:
        raise Refused("officer-how")
    return named


async def _enrolled(work: Work, member: Member, named: RoleName, until: datetime | None) -> Answer:
    """What was done; who is in no team yet is put into one with a tap."""
    told: dict[str, Any] = {"name": member.name, "role": {"word": f"role-{named}"}}
    if until is not None:
        return answer("enrolled-until", until=work_answer.clock(work, until), **told)
    if named not in OF_TEAMS or member.team_id is not None:
        return answer("enrolled", **told)
    teams = (await mustering.of(work)).standings.values()
    buttons = tuple(
        (Button("button-team", f"team:{work.district.id}.{member.user_id}:join:{s.team.id}", {"team": s.team.name}),)
        for s in list(teams)[:8]
    )
    return answer("enrolled-which-team" if buttons else "enrolled", buttons, **told)


async def _doubt(work: Work, member: Member) -> Answer | None:
    """The question whether somebody is to be a viewer only, who holds a case alone."""
    may_act = member.role_names(work.now) - {RoleName.VIEWER} - OF_BODIES
    held_alone = [] if may_act else await release.left_alone(work, member)
    if not held_alone:
        return None
    button = Button("button-sure", f"person:{work.district.id}.{member.user_id}:looks")
    numbers = cases_phrases.numbers(held_alone)
    return answer("enrol-sure-gives-back", buttons=((button,),), name=member.name, numbers=numbers)


def _other_roles(before: Member | None, named: RoleName, until: datetime | None, name: str) -> tuple[RoleHeld, ...]:
    """The roles that stay beside a new one; Refused where it is held without an end already."""
    held = before.roles if before and before.left_at is None else ()
    if until is not None and any(r.role is named and r.until is None for r in held):
        raise Refused("role-without-end", name=name, role={"word": f"role-{named}"})
    kept = tuple(r for r in held if r.role is not named)
    if until is None and named is not RoleName.CAPTAIN:
        return tuple(r for r in kept if r.role is RoleName.CAPTAIN or r.role in OF_BODIES)
    return kept


@action(Right.CAPTAIN, "enrolment.dismiss")
async def dismiss(work: Work, *, user_id: int | None) -> Answer:
    """``/dismiss``: ends somebody's membership; what they held alone is released."""
    if user_id is None:
        raise Refused("reply-to-a-person", command="dismiss")
    member = await work.tx.people.member(work.district.id, user_id)
    if member is None or member.left_at is not None:
        raise Refused("not-a-member-here")
    await captaincy.refuse_last(work, member)
    if given_back := await terms.leave(work, member, bodies_too=True):
        return answer("dismissed-given-back", name=member.name, numbers=cases_phrases.numbers(given_back))
    return answer("dismissed", name=member.name)


@action(Right.HOUSE, "enrolment.left_group")
async def left_group(work: Work, *, user_id: int) -> Answer:
    """Somebody left or was removed: their duty ends, what they held alone is released, the captain is told."""
    member = await work.tx.people.member(work.district.id, user_id) if work.district_or_none else None
    if member is None or member.left_at is not None or member.is_only_of_bodies:
        return QUIET
    if given_back := await terms.leave(work, member):
        numbers = cases_phrases.numbers(given_back)
        await telling.tell(
            work, await mustering.captains(work), "person-left-given-back", name=member.name, numbers=numbers
        )
    else:
        await telling.tell(work, await mustering.captains(work), "person-left", name=member.name)
    return QUIET


@action(Right.HOUSE, "enrolment.private_lost")
async def private_lost(work: Work, *, user_id: int) -> Answer:
    """The bot may not write to this person any more: from now on the group is used."""
    known = await work.tx.people.get(user_id)
    if known is not None:
        await work.tx.people.save(replace(known, private_open=False))
        work.stir(look_for_teams=False)
    return QUIET


@action(Right.HOUSE, "enrolment.chat_moved")
async def chat_moved(work: Work, *, chat_id: int) -> Answer:
    """The group became a supergroup: the district follows, the former id keeps pointing to it."""
    if work.district_or_none is not None and work.district.chat_id != chat_id:
        work.district_or_none = await work.tx.districts.move_chat(work.district, chat_id)
        await menus.refresh_group(work)
    return QUIET
