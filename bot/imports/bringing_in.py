"""A district file brought in: people, teams, limits and places added, updated, and removed where that is asked for."""

from dataclasses import replace
from datetime import datetime

from bot.handbook import versions as handbook_versions
from bot.imports.differences import Differences
from bot.imports.district_file import DistrictFile, PersonRow
from bot.incidents.limits import decide
from bot.membership import after_import
from bot.menus import menus
from bot.places.register import PLACES
from bot.register.districts import DECIDED, District
from bot.register.people import Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.roster import importing
from bot.work.ports import Tx
from bot.work.rules import Rules


async def bring_in(tx: Tx, file: DistrictFile, rules: Rules, now: datetime, *, prune: bool = False) -> Differences:
    """Add and update what the file names, in the given transaction; remove what it does not name only with *prune*."""
    told = Differences()
    district = await _district(tx, file, rules, now, told)
    await _people(tx, file, district, now, told, prune=prune)
    await _teams_in(tx, file, district, now, told, prune=prune)
    before = {p.code: p for p in await tx[PLACES].all(district.id)}
    after = {p.code: p for p in file.places}
    changed = [c for c in after if before.get(c) != after[c]]
    gone = [c for c in before if c not in after] if prune else []
    if changed or gone:
        await tx[PLACES].replace(district.id, file.places, prune=prune)
        told.add("import-places", changed=len(changed), gone=len(gone))
    if file.handbook is not None:
        wanted = handbook_versions.plan(await handbook_versions.now_of(tx, district), file.handbook, prune=prune)
        district = await handbook_versions.bring_in(tx, district, wanted, now)
        told.lines += handbook_versions.told(wanted)
    if file.roster is not None:
        await importing.bring_in(tx, district, file.roster, now, told.add, prune=prune)
    return told


async def _district(tx: Tx, file: DistrictFile, rules: Rules, now: datetime, told: Differences) -> District:
    known = await tx.districts.by_chat(file.chat_id)
    if known is None:
        told.add("import-new-district", name=file.name)
        return await tx.districts.add(
            District(
                file.chat_id,
                file.name,
                file.language,
                file.timezone,
                {**rules.district_limits(), **file.limits, DECIDED: sorted(file.limits)},
                centre=file.centre,
                area=file.area,
                drill=rules.drill,
                created_at=now,
            )
        )
    limits = decide(known, file.limits) if file.limits else known.limits
    wanted = replace(
        known,
        name=file.name,
        language=file.language,
        timezone=file.timezone,
        limits=limits,
        centre=file.centre or known.centre,
        area=file.area or known.area,
    )
    if wanted != known:
        told.add("import-district", name=file.name)
        await tx.districts.save(wanted)
    return wanted


async def _people(
    tx: Tx, file: DistrictFile, district: District, now: datetime, told: Differences, *, prune: bool
) -> None:
    for row in file.people:
        if await tx.people.get(row.user_id) is None:
            await tx.people.save(Person(row.user_id, row.name))
        before = await tx.people.member(district.id, row.user_id)
        here = before is not None and before.left_at is None
        if before and here and _same(before, row, now):
            continue
        base = before or Member(district.id, row.user_id, row.name)
        roles = (RoleHeld(row.role, now),) if not here or row.role not in base.role_names(now) else base.roles
        member = replace(base, name=row.name, certified=row.certified, roles=roles, left_at=None)
        await tx.people.save_member(member)
        await menus.changed(tx, district, row.user_id, now)
        if here and row.role is RoleName.VIEWER:
            await after_import.note_person(tx, member, after_import.LOOKS, now)
        told.add("import-person" if here else "import-new-person", name=row.name)
    named = {row.user_id for row in file.people}
    for member in [m for m in await tx.people.members(district.id) if prune and m.user_id not in named]:
        await tx.people.save_member(replace(member, left_at=now))
        await menus.changed(tx, district, member.user_id, now)
        await after_import.note_person(tx, member, after_import.GONE, now)
        told.add("import-person-gone", name=member.name)


def _same(member: Member, row: PersonRow, now: datetime) -> bool:
    return (member.name, member.certified) == (row.name, row.certified) and row.role in member.role_names(now)


async def _teams_in(
    tx: Tx, file: DistrictFile, district: District, now: datetime, told: Differences, *, prune: bool
) -> None:
    """Teams are matched by key, else by present or former name."""
    known = await tx.teams.all(district.id)
    kept: set[int] = set()
    for row in file.teams:
        before = (
            next((t for t in known if t.key == row.key), None)
            or next((t for t in known if row.name == t.name), None)
            or next((t for t in known if row.name in t.former_names), None)
        )
        former = (*before.former_names, before.name) if before and before.name != row.name else ()
        wanted = replace(
            before or Team(district.id, row.name),
            key=row.key,
            name=row.name,
            base=row.base or (before.base if before else None),
            handles=row.handles,
            former_names=former or (before.former_names if before else ()),
        )
        if wanted != before:
            told.add("import-team" if before else "import-new-team", name=row.name)
            wanted = await tx.teams.save(wanted)
            if before and before.name != wanted.name:
                await after_import.note_team(tx, wanted, after_import.RENAMED, now)
        kept.add(wanted.id)
        await _put_in_team(tx, district, wanted, row.members, now, told)
    for team in [t for t in known if prune and t.id not in kept]:
        await tx.teams.save(replace(team, dissolved_at=now))
        await after_import.note_team(tx, team, after_import.DISSOLVED, now)
        told.add("import-team-gone", name=team.name)


async def _put_in_team(
    tx: Tx, district: District, team: Team, members: tuple[int, ...], now: datetime, told: Differences
) -> None:
    for user_id in members:
        member = await tx.people.member(district.id, user_id)
        if member is not None and member.team_id != team.id:
            await tx.people.save_member(replace(member, team_id=team.id))
            await after_import.note_person(tx, member, after_import.LEFT_TEAM, now)
            told.add("import-into-team", name=member.name, team=team.name)
