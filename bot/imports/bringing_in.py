"""A district file brought in: people, teams, limits and places added, updated, and removed where that is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.handbook import versions as handbook_versions
from bot.imports import camera_rows, kind_rows, officer_rows, visit_rows, workday_rows
from bot.imports.differences import Differences
from bot.imports.district_file import DistrictFile, PersonRow
from bot.incidents.limits import decide
from bot.membership import after_import
from bot.membership.after_import import Notes
from bot.places import editions
from bot.places.editions import EDITIONS, From, Staged
from bot.places.files import planning
from bot.places.files.reading import Read
from bot.register.districts import DECIDED, District
from bot.register.people import OF_BODIES, Member, Person, RoleHeld, RoleName
from bot.register.teams import Team
from bot.roster import importing
from bot.work.ports import Tx
from bot.work.rules import Rules


async def bring_in(
    tx: Tx, file: DistrictFile, rules: Rules, now: datetime, *, prune: bool = False, staged: Staged | None = None
) -> Differences:
    """Add and update what the file names, in the given transaction; remove what it does not name only with *prune*.

    *staged* are its places where they have been held against the register already; else they are here.
    """
    told = Differences()
    district = await _district(tx, file, rules, now, told)
    after = after_import.Notes(district.id, now)
    people = _People(tx, district, now, told, after)
    await people.bring_in(file.people, prune=prune)
    await people.put_in_teams(await _teams_in(tx, file, district, told, after, prune=prune))
    await people.save()
    await officer_rows.bring_in(tx, district, file.officers, now, told, after, prune=prune)
    await after.keep(tx)
    await _places(tx, file, district, now, told, staged, prune=prune)
    district = await camera_rows.bring_in(tx, district, file.cameras, told, prune=prune)
    district = await kind_rows.bring_in(tx, district, file.kinds, told, prune=prune)
    district = await workday_rows.bring_in(tx, district, file.workdays, now, told, prune=prune)
    district = await officer_rows.bring_in_delegations(tx, district, file.delegations, told, prune=prune)
    district = await visit_rows.bring_in(tx, district, file.visits, told, prune=prune)
    if file.handbook is not None:
        wanted = handbook_versions.plan(
            await handbook_versions.now_of(tx, district), file.handbook, district.country, prune=prune
        )
        district = await handbook_versions.bring_in(tx, district, wanted, now)
        told.lines += handbook_versions.told(wanted)
    if file.roster is not None:
        await importing.bring_in(tx, district, file.roster, now, told.add, prune=prune)
    return told


async def _places(
    tx: Tx,
    file: DistrictFile,
    district: District,
    now: datetime,
    told: Differences,
    staged: Staged | None,
    *,
    prune: bool,
) -> None:
    if staged is None:
        plan = await planning.compare(
            tx, district.id, Read(rows=list(file.places)), now, prune=prune, zone=district.zone
        )
        plan.raise_them()
        changes = plan.changes(From(file.places_file))
    else:
        changes = staged.changes
    if not changes:
        return
    if staged is not None and staged.edition is not None:
        await tx[EDITIONS].write(staged.edition, (), now)
        await tx[EDITIONS].switch(staged.edition, district.id, staged.mark)
    else:
        await editions.write_at_once(tx, district.id, changes, now)
    told.add("import-places", changed=len(changes.changed), gone=len(changes.gone))


async def _district(tx: Tx, file: DistrictFile, rules: Rules, now: datetime, told: Differences) -> District:
    known = await tx.districts.by_chat(file.chat_id)
    if known is None:
        told.add("import-new-district", name=file.name)
        if not (file.country or rules.country):
            told.add("import-no-country")
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
                country=file.country or rules.country,
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
        country=file.country or known.country,
    )
    if wanted != known:
        told.add("import-district", name=file.name)
        await tx.districts.save(wanted)
    return wanted


class _People:
    """The people of the district as the file has them, put together first and written at once."""

    def __init__(self, tx: Tx, district: District, now: datetime, told: Differences, after: Notes) -> None:
        self.tx = tx
        self.district = district
        self.now = now
        self.told = told
        self.after = after
        self.known: dict[int, Member] = {}
        self.changed: dict[int, Member] = {}

    async def bring_in(self, rows: Sequence[PersonRow], *, prune: bool) -> None:
        """Those of the file; with *prune* all others are gone."""
        self.known = {one.user_id: one for one in await self.tx.people.all_ever(self.district.id)}
        await self.tx.people.add_new([Person(row.user_id, row.name) for row in rows if row.user_id not in self.known])
        here = [one for one in self.known.values() if one.left_at is None and not one.is_only_of_bodies]
        for row in rows:
            self._one(row)
        named = {row.user_id for row in rows}
        for member in [one for one in here if prune and one.user_id not in named]:
            kept = tuple(held for held in member.roles if held.role in OF_BODIES)
            self._becomes(replace(member, left_at=None if kept else self.now, roles=kept or member.roles))
            self.after.person(member, after_import.GONE)
            self.after.menu_of(member.user_id)
            self.told.add("import-person-gone", name=member.name)

    def _one(self, row: PersonRow) -> None:
        before = self.known.get(row.user_id)
        here = before is not None and before.left_at is None
        if before and here and _same(before, row, self.now):
            return
        base = before or Member(self.district.id, row.user_id, row.name)
        holds = here and row.role in base.role_names(self.now)
        kept = tuple(held for held in base.roles if here and held.role in OF_BODIES)
        roles = base.roles if holds else (RoleHeld(row.role, self.now), *kept)
        self._becomes(replace(base, name=row.name, certified=row.certified, roles=roles, left_at=None))
        self.after.menu_of(row.user_id)
        if here and row.role is RoleName.VIEWER:
            self.after.person(self.known[row.user_id], after_import.LOOKS)
        self.told.add("import-person" if here else "import-new-person", name=row.name)

    def _becomes(self, member: Member) -> None:
        self.known[member.user_id] = self.changed[member.user_id] = member

    async def put_in_teams(self, wanted: Mapping[int, Team]) -> None:
        """Each in the team that the file names; the others stay where they are."""
        for user_id, team in wanted.items():
            member = self.known.get(user_id)
            if member is not None and member.team_id != team.id:
                self.after.person(member, after_import.LEFT_TEAM)
                self._becomes(replace(member, team_id=team.id))
                self.told.add("import-into-team", name=member.name, team=team.name)

    async def save(self) -> None:
        """Write those that changed."""
        await self.tx.people.save_members(list(self.changed.values()))


def _same(member: Member, row: PersonRow, now: datetime) -> bool:
    return (member.name, member.certified) == (row.name, row.certified) and row.role in member.role_names(now)


async def _teams_in(
    tx: Tx, file: DistrictFile, district: District, told: Differences, after: Notes, *, prune: bool
) -> dict[int, Team]:
    """Teams are matched by key, else by present or former name; returns whom the file puts into which."""
    known = await tx.teams.all(district.id)
    kept: set[int] = set()
    members: dict[int, Team] = {}
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
                after.team(wanted, after_import.RENAMED)
        kept.add(wanted.id)
        members |= dict.fromkeys(row.members, wanted)
    for team in [t for t in known if prune and t.id not in kept]:
        await tx.teams.save(replace(team, dissolved_at=after.now))
        after.team(team, after_import.DISSOLVED)
        told.add("import-team-gone", name=team.name)
    return members
