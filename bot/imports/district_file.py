"""A district as a file: people, teams, limits and places in YAML; read as often as you like, same file, same result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.evidence.cameras import Camera
from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook.file import HandbookFile
from bot.imports import camera_rows
from bot.imports.differences import Differences
from bot.incidents.limits import NAMES, Limits, decide
from bot.membership import after_import
from bot.menus import menus
from bot.places import register as places_register
from bot.places.register import PLACES, Place
from bot.register.districts import DECIDED, District
from bot.register.people import NO_PERSON, Member, Person, RoleHeld, RoleName
from bot.register.teams import MOST_TEAM_NAME, Team
from bot.roster import importing
from bot.roster import table as roster_table
from bot.roster.table import RosterFile
from bot.values import texts
from bot.values.geo import Area, Point
from bot.values.refused import Mistakes, Refused
from bot.values.yaml_fields import Field
from bot.work.ports import Tx
from bot.work.rules import Rules

_TOP = ("district", "limits", "people", "teams", "places", "cameras", "handbook", "roster")
"""What a district file may hold."""


@dataclass(frozen=True)
class PersonRow:
    """One person of the file."""

    user_id: int
    name: str
    role: RoleName
    certified: bool


@dataclass(frozen=True)
class TeamRow:
    """One team of the file. *members* are user ids."""

    key: str
    name: str
    base: Point | None
    members: tuple[int, ...]
    handles: tuple[str, ...]


@dataclass(frozen=True)
class DistrictFile:
    """What a district file says, checked."""

    chat_id: int
    name: str
    language: str
    timezone: str
    centre: Point | None
    area: dict[str, Any] | None
    limits: dict[str, Any]
    people: tuple[PersonRow, ...]
    teams: tuple[TeamRow, ...]
    places: tuple[Place, ...]
    handbook: HandbookFile | None = None
    roster: RosterFile | None = None
    cameras: tuple[Camera, ...] = ()

    @property
    def close_s(self) -> int:
        """Seconds from the report to resolved, where no item has others."""
        return int(self.limits.get("close", Limits.close))


def read(path: Path, rules: Rules) -> DistrictFile:
    """Read and check a district file; Refused names the line and what is allowed there.

    Mistakes where a handbook that it names is wrong: all of those, after what is wrong with the file itself.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf8"), Loader=yaml.SafeLoader)
    except OSError as wrong:
        raise Refused("file-unreadable", file=str(path)) from wrong
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise Refused("file-not-yaml", line=mark.line + 1 if mark else 0) from wrong
    if root is None:
        raise Refused("file-empty", file=path.name)
    top = Field(root, path.name).fields(set(_TOP))
    if "district" not in top:
        raise Refused("file-missing-field", line=1, field="district")
    mistakes: list[Refused] = []
    book = _handbook(top.get("handbook"), path.parent, mistakes)
    try:
        file = replace(_whole(top, path, rules), handbook=book)
        if book and book.chat_id not in {None, file.chat_id}:
            raise top["handbook"].fail("handbook-of-other-district", chat=str(book.chat_id))
    except Refused as refused:
        raise (Mistakes([refused, *mistakes]) if mistakes else refused) from None
    if mistakes:
        raise Mistakes(mistakes)
    return file


def _handbook(row: Field | None, folder: Path, mistakes: list[Refused]) -> HandbookFile | None:
    """The handbook that a district file names, beside it; what is wrong with it is added to *mistakes*."""
    if row is None:
        return None
    try:
        path = folder / row.text()
        return handbook_file.read(path)
    except Refused as refused:
        mistakes.append(refused)
    except Mistakes as wrong:
        mistakes += [row.fail("handbook-in-file-wrong", file=path.name, count=len(wrong.all)), *wrong.all]
    return None


def _whole(top: Mapping[str, Field], path: Path, rules: Rules) -> DistrictFile:
    """Everything but the handbook."""
    head = top["district"].fields({"chat_id", "name", "language", "timezone", "centre", "area"})
    for needed in ("chat_id", "name"):
        if needed not in head:
            raise top["district"].fail("file-missing-field-in", missing=needed)
    people = tuple(_person(r) for r in top["people"].rows()) if "people" in top else ()
    known = {p.user_id for p in people}
    return DistrictFile(
        chat_id=head["chat_id"].number(),
        name=head["name"].called(),
        language=_language(head.get("language"), rules),
        timezone=_timezone(head.get("timezone"), rules),
        centre=head["centre"].point() if "centre" in head else None,
        area=_area(head["area"], path.parent) if "area" in head else None,
        limits=_limits(top.get("limits")),
        people=people,
        teams=_teams(top["teams"], known) if "teams" in top else (),
        places=_places(top["places"], path.parent) if "places" in top else (),
        roster=roster_table.from_yaml(top["roster"].node) if "roster" in top else None,
        cameras=camera_rows.read(top["cameras"]) if "cameras" in top else (),
    )


def _language(row: Field | None, rules: Rules) -> str:
    language = row.text() if row else rules.language
    if row and language not in {"zh", "en"}:
        raise row.fail("file-wants-one-of", allowed="zh, en")
    return language


def _timezone(row: Field | None, rules: Rules) -> str:
    name = row.text() if row else rules.timezone
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as wrong:
        raise (row.fail("file-wants-timezone") if row else Refused("file-wants-timezone", line=1)) from wrong
    return name


def _limits(row: Field | None) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for name, value in (row.fields(set(NAMES)) if row else {}).items():
        if value.number() < 1:
            raise value.fail("file-wants-number")
        limits[name] = value.number()
    return limits


def _area(row: Field, folder: Path) -> dict[str, Any]:
    path = folder / row.text()
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
        Area.from_geojson(data)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as wrong:
        raise row.fail("file-wrong-area", file=path.name) from wrong
    return data


def _places(row: Field, folder: Path) -> tuple[Place, ...]:
    path = folder / row.text()
    try:
        return tuple(places_register.read_csv(path.read_text(encoding="utf-8-sig")))
    except OSError as wrong:
        raise row.fail("file-unreadable", file=path.name) from wrong


def _person(row: Field) -> PersonRow:
    fields = row.fields({"user_id", "name", "role", "certified"})
    for needed in ("user_id", "name"):
        if needed not in fields:
            raise row.fail("file-missing-field-in", missing=needed)
    role = fields["role"].text() if "role" in fields else "member"
    if role not in set(RoleName):
        raise fields["role"].fail("file-wants-one-of", allowed=", ".join(RoleName))
    user_id = fields["user_id"].number()
    if not 0 < user_id < 2**52 or user_id in NO_PERSON:
        raise fields["user_id"].fail("file-no-person", person=user_id)
    certified = bool(fields["certified"].value()) if "certified" in fields else role == "captain"
    return PersonRow(user_id, fields["name"].called(), RoleName(role), certified)


def _teams(row: Field, known: set[int]) -> tuple[TeamRow, ...]:
    teams, taken, keys = [], set[int](), set[str]()
    for team in row.rows():
        fields = team.fields({"key", "name", "base", "members", "handles"})
        if "name" not in fields:
            raise team.fail("file-missing-field-in", missing="name")
        name = texts.name(fields["name"].text(), MOST_TEAM_NAME)
        key = str(fields["key"].value()) if "key" in fields else name
        if key in keys:
            raise team.fail("file-team-twice", team=key)
        keys.add(key)
        members = []
        for member in fields["members"].rows() if "members" in fields else []:
            user_id = member.number()
            if user_id not in known:
                raise member.fail("file-unknown-person", person=user_id)
            if user_id in taken:
                raise member.fail("file-person-twice", person=user_id)
            taken.add(user_id)
            members.append(user_id)
        handles = tuple(h.text() for h in fields["handles"].rows()) if "handles" in fields else ()
        base = fields["base"].point() if "base" in fields else None
        teams.append(TeamRow(key, name, base, tuple(members), handles))
    return tuple(teams)


# --- bringing it in


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
    district = await camera_rows.bring_in(tx, district, file.cameras, told, prune=prune)
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
