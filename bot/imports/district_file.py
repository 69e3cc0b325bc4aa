"""A district as a file: people, teams, limits and places in YAML; read as often as you like, same file, same result.

Every mistake is told at once, with its line, its field and what is allowed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.bodies.delegations import Delegation
from bot.evidence.cameras import Camera
from bot.handbook import file as handbook_file
from bot.handbook.file import HandbookFile
from bot.imports import area_file, camera_rows, kind_rows, officer_rows, visit_rows
from bot.imports.officer_rows import OfficerRow
from bot.incidents.limits import NAMES, Limits
from bot.places.files import reading as places_reading
from bot.places.files.reading import How, Read, Row
from bot.places.kinds.kinds import Kind
from bot.register import countries
from bot.register.people import NO_PERSON, OF_PATROL, RoleName
from bot.register.teams import MOST_TEAM_NAME
from bot.roster import table as roster_table
from bot.roster.table import RosterFile
from bot.values import geo, texts
from bot.values.files import tree
from bot.values.files.tree import Collected, Field
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused
from bot.work.rules import Rules
from bot.workdays import file as workdays_file
from bot.workdays.own import Own

TOP = {
    *("district", "limits", "people", "teams", "places", "kinds", "cameras", "handbook", "roster"),
    *("officers", "delegations", "workdays", "visits"),
}
HEAD = {"chat_id", "name", "language", "timezone", "country", "centre", "area", "coordinates"}


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
    places: tuple[Row, ...]
    handbook: HandbookFile | None = None
    roster: RosterFile | None = None
    cameras: tuple[Camera, ...] = ()
    kinds: tuple[Kind, ...] = ()
    workdays: Own = field(default_factory=dict)
    officers: tuple[OfficerRow, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    visits: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    """What its reader should be told: encodings, what was joined or left aside."""
    doubts: tuple[tuple[str, dict[str, object]], ...] = ()
    """What is to be asked before it is brought in."""
    country: str = ""
    """Its ISO 3166 code; empty where the file says nothing of it."""
    places_file: str = ""
    """The name of the file of its places."""

    @property
    def close_s(self) -> int:
        """Seconds from the report to resolved, where no item has others."""
        return int(self.limits.get("close", Limits.close))


def read(path: Path, rules: Rules) -> DistrictFile:
    """Read and check a district file; Refused for one mistake, Mistakes for several, by line, its handbook's last."""
    composed = tree.compose(path)
    if composed.root is None:
        raise Refused("file-empty", file=path.name)
    wrong = Collected()
    top = Field(composed.root, path.name).fields(TOP, wrong)
    book = _Books(path.parent)
    if "district" not in top:
        wrong.all.append(Refused("file-missing-field", line=1, field="district"))
    file = _Reader(path.parent, rules, wrong).whole(top)
    with wrong.each():
        found = book.read(top.get("handbook"))
        if found and found.chat_id not in {None, file.chat_id}:
            raise top["handbook"].fail("handbook-of-other-district", chat=str(found.chat_id))
        file = replace(file, handbook=found, notes=(*composed.notes, *file.notes))
    wrong.raise_them(*book.mistakes)
    return file


@dataclass
class _Books:
    """The handbook beside a district file; its own mistakes stand after all of the district's."""

    folder: Path
    mistakes: tuple[Refused, ...] = ()

    def read(self, row: Field | None) -> HandbookFile | None:
        """The handbook that *row* names; Refused where it is wrong, with its mistakes kept."""
        if row is None:
            return None
        path = self.folder / row.text()
        try:
            return handbook_file.read(path)
        except Mistakes as found:
            self.mistakes = found.all
            raise row.fail("handbook-in-file-wrong", file=path.name, count=len(found.all)) from found


@dataclass
class _Reader:
    """Reads one file on after each mistake."""

    folder: Path
    rules: Rules
    wrong: Collected
    named: set[int] = field(default_factory=set)
    """The ids of people whose rows name one, also where something else is wrong with the row."""

    def whole(self, top: Mapping[str, Field]) -> DistrictFile:
        """Everything but the handbook; what is wrong is collected, and stands as nothing in the answer."""
        head: Mapping[str, Field] = {}
        with self.wrong.each():
            head = top["district"].fields(HEAD, self.wrong) if "district" in top else head
            for needed in ("chat_id", "name"):
                if "district" in top and needed not in head:
                    self.wrong.all.append(top["district"].fail("file-missing-field-in", missing=needed))
        system = self._system(head.get("coordinates"), "wgs84")
        people = self._people(top.get("people"))
        teams = self._teams(top.get("teams"), system)
        centre = self._point(head.get("centre"), system)
        area = self._area(head.get("area"), system)
        places = self._places(top.get("places"), system, centre)
        points = {"centre": centre} | {team.name: team.base for team in teams}
        known = {name: point for name, point in points.items() if point is not None}
        country = self.wrong.or_else("", lambda: _country(head.get("country")))
        shifted = not country or countries.of(country).shifted
        doubts = area_file.doubts(area.geometry if area else None, known, shifted=shifted)
        rosters = roster_table.from_yaml(top["roster"].node) if "roster" in top else None
        return DistrictFile(
            chat_id=self._chat(head.get("chat_id")),
            name=self.wrong.or_else("", head["name"].called) if "name" in head else "",
            language=self.wrong.or_else("", lambda: _language(head.get("language"), self.rules)),
            timezone=self.wrong.or_else("", lambda: _timezone(head.get("timezone"), self.rules)),
            country=country,
            centre=centre,
            area=area.geometry if area else None,
            limits=self._limits(top.get("limits")),
            people=people,
            teams=teams,
            places=tuple(places.rows) if places else (),
            places_file=places.file if places else "",
            roster=rosters,
            cameras=camera_rows.read(top.get("cameras"), system, self.wrong),
            kinds=kind_rows.read(top.get("kinds"), self.wrong),
            workdays=workdays_file.read(top.get("workdays"), self.wrong),
            officers=officer_rows.read(top.get("officers"), self.wrong),
            delegations=officer_rows.read_delegations(top.get("delegations"), self.wrong),
            visits=visit_rows.read(top.get("visits"), self.wrong),
            notes=(*(area.notes if area else ()), *(places.notes if places else ())),
            doubts=doubts,
        )

    def _chat(self, row: Field | None) -> int:
        number = self.wrong.or_else(0, row.number) if row else 0
        with self.wrong.each():
            if row is not None and number > 0:
                raise row.fail("file-wants-group", value=str(number))
        return number

    def _system(self, row: Field | None, default: str) -> str:
        return self.wrong.or_else(default, lambda: row.one_of(tuple(geo.SYSTEMS))) if row else default

    def _point(self, row: Field | None, system: str) -> Point | None:
        """A point in WGS-84; None where there is none, or a wrong one."""
        with self.wrong.each():
            return geo.SYSTEMS[system](row.point()) if row else None
        return None

    def _beside(self, row: Field, system: str) -> tuple[Path, str]:
        """A file beside this one, ``area.geojson`` or ``{file: area.geojson, coordinates: gcj02}``."""
        if not isinstance(row.node, yaml.MappingNode):
            return self.folder / row.text(), system
        fields = row.fields({"file", "coordinates"}, self.wrong)
        if "file" not in fields:
            raise row.fail("file-missing-field-in", missing="file")
        return self.folder / fields["file"].text(), self._system(fields.get("coordinates"), system)

    def _area(self, row: Field | None, system: str) -> area_file.AreaFile | None:
        with self.wrong.each():
            return area_file.read(*self._beside(row, system)) if row else None
        return None

    def _places(self, row: Field | None, system: str, centre: Point | None) -> Read | None:
        if row is None:
            return None
        with self.wrong.each():
            path, own = self._beside(row, system)
            found = places_reading.read(path, How(own, centre=centre))
            found.raise_them()
            return found
        return None

    def _limits(self, row: Field | None) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        with self.wrong.each():
            for name, value in (row.fields(set(NAMES), self.wrong) if row else {}).items():
                with self.wrong.each():
                    if value.number() < 1:
                        raise value.fail("file-wants-number")
                    limits[name] = value.number()
        return limits

    def _rows(self, row: Field | None) -> list[Field]:
        none: list[Field] = []
        return self.wrong.or_else(none, row.rows) if row else none

    def _people(self, row: Field | None) -> tuple[PersonRow, ...]:
        found: dict[int, PersonRow] = {}
        for one in self._rows(row):
            with self.wrong.each():
                person = self._person(one)
                if person.user_id in found:
                    raise one.fail("file-person-twice-in-people", person=person.user_id)
                found[person.user_id] = person
        return tuple(found.values())

    def _person(self, row: Field) -> PersonRow:
        fields = row.fields({"user_id", "name", "role", "certified"}, self.wrong)
        user_id = fields["user_id"].number() if "user_id" in fields else 0
        self.named.add(user_id)
        for needed in ("user_id", "name"):
            if needed not in fields:
                raise row.fail("file-missing-field-in", missing=needed)
        role = RoleName.MEMBER
        with self.wrong.each():
            role = RoleName(fields["role"].one_of(OF_PATROL)) if "role" in fields else role
        is_certified = role is RoleName.CAPTAIN
        with self.wrong.each():
            is_certified = fields["certified"].truth() if "certified" in fields else is_certified
        if not 0 < user_id < 2**52 or user_id in NO_PERSON:
            raise fields["user_id"].fail("file-no-person", person=user_id)
        return PersonRow(user_id, fields["name"].called(), role, is_certified)

    def _teams(self, row: Field | None, system: str) -> tuple[TeamRow, ...]:
        teams: dict[str, TeamRow] = {}
        taken: set[int] = set()
        for one in self._rows(row):
            with self.wrong.each():
                team = self._team(one, taken, system)
                if team.key in teams:
                    raise one.fail("file-team-twice", team=team.key)
                teams[team.key] = team
        return tuple(teams.values())

    def _team(self, row: Field, taken: set[int], system: str) -> TeamRow:
        fields = row.fields({"key", "name", "base", "members", "handles", "coordinates"}, self.wrong)
        if "name" not in fields:
            raise row.fail("file-missing-field-in", missing="name")
        name = texts.name(fields["name"].text(), MOST_TEAM_NAME)
        key = texts.line(fields["key"].written()) if "key" in fields else name
        members = []
        for member in fields["members"].rows() if "members" in fields else []:
            with self.wrong.each():
                user_id = member.number()
                if user_id not in self.named:
                    raise member.fail("file-unknown-person", person=user_id)
                if user_id in taken:
                    raise member.fail("file-person-twice", person=user_id)
                taken.add(user_id)
                members.append(user_id)
        handles = tuple(h.text() for h in fields["handles"].rows()) if "handles" in fields else ()
        base = self._point(fields.get("base"), self._system(fields.get("coordinates"), system))
        return TeamRow(key or name, name, base, tuple(members), handles)


def _language(row: Field | None, rules: Rules) -> str:
    return row.one_of(("zh", "en")) if row else rules.language


def _country(row: Field | None) -> str:
    found = countries.meant(row.written()) if row else ""
    if row and not found:
        raise row.fail("file-wants-country")
    return found


def _timezone(row: Field | None, rules: Rules) -> str:
    name = row.text() if row else rules.timezone
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as wrong:
        raise (row.fail("file-wants-timezone") if row else Refused("file-wants-timezone", line=1)) from wrong
    return name
