"""The rows of a file of places as they stand in it, whatever kind of file it is: what each says in which column."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import yaml

from bot.places.files import columns
from bot.values.files import formulas, table, tree
from bot.values.files import text as file_text
from bot.values.files.tree import Field
from bot.values.refused import Refused

MOST_BYTES = 48 * 2**20
"""A hundred thousand places with all that may be known of them."""

MOST_CELLS = 4_000_000
"""Of a table whose rows are read one after the other."""

MOST_ROWS = 200_000
ENDS = {".csv", ".tsv", ".txt", ".xlsx", ".yaml", ".yml", ".json", ".geojson"}
"""How the names of such files end."""


@dataclass(frozen=True)
class Raw:
    """One row: its number as the office program shows it (else its line, or which feature), cells by column.

    *heads* are the names of the columns as they stand in the file.
    """

    number: int
    cells: Mapping[str, Any]
    heads: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Source:
    """The rows of a file, and what is known of it once they have been read; *at*: where a column stands, from 0."""

    rows: Iterator[Raw]
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    mistakes: list[Refused] = field(default_factory=list)
    unused: dict[str, None] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    system: str = ""


def source(path: Path) -> Source:
    """The rows of a file; Refused for one that is none of places."""
    match path.suffix.lower():
        case ".yaml" | ".yml":
            return _yaml(path)
        case ".json" | ".geojson":
            return _geojson(path)
    return _table(path)


def is_places(path: Path) -> bool:
    """Whether a file is one of places: GeoJSON, a table that names a place's columns, YAML with a list of places."""
    match path.suffix.lower():
        case ".yaml" | ".yml":
            return _is_yaml(path)
        case ".json" | ".geojson":
            return True
        case ".csv" | ".tsv" | ".txt" | ".xlsx" if path.is_file():
            return _is_table(path)
    return False


def _is_table(path: Path) -> bool:
    try:
        found = _table(path)
        next(found.rows, None)
    except Refused:
        return False
    return _names_places(found.at)


def _names_places(names: Iterable[str]) -> bool:
    """Whether columns are those of places, and not of a roster or whatever else has names."""
    named = set(names)
    return bool(named & {"name", "code"}) and bool(named & {"lat", "point", "address", "code"})


def _is_yaml(path: Path) -> bool:
    try:
        root = tree.compose(path).root
    except Refused:
        return False
    if isinstance(root, yaml.SequenceNode):
        first = root.value[0] if root.value else None
        keys = [str(key.value) for key, _ in first.value] if isinstance(first, yaml.MappingNode) else []
        return _names_places(columns.column_of(key) for key in keys)
    names = {str(key.value) for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
    return "places" in names and names <= {"places", "coordinates"}


# --- tables


def _table(path: Path) -> Source:
    flow = table.flow(path, columns.column_of, MOST_BYTES, MOST_CELLS)
    found = Source(iter(()), list(flow.notes), flow.mistakes)
    found.rows = _of_table(flow.rows, found, path.name, formulas.bare if flow.separator else str)
    return found


def _of_table(rows: Iterator[table.Row], found: Source, name: str, bare: Callable[[str], str]) -> Iterator[Raw]:
    """Each row behind those that name the columns; rows above these, a title, are left out."""
    heads, named, first = _heads(rows, found)
    have = set(found.at) | ({"lat", "lon"} if "point" in found.at else set())
    if "code" not in have and (missing := [one for one in columns.NEEDED if one not in have]):
        raise Refused("places-missing-columns", file=name, missing=", ".join(missing))
    for row in chain([first] if first is not None else [], rows):
        cells = {heads[n]: bare(cell) for n, cell in enumerate(row.cells) if cell and n in heads}
        if cells:
            yield Raw(row.number, cells, named)


def _heads(rows: Iterator[table.Row], found: Source) -> tuple[dict[int, str], dict[str, str], table.Row | None]:
    """Which column stands where, what each is called, and the row behind; a head may have two rows."""
    heads: dict[int, str] = {}
    named: dict[str, str] = {}
    unused: dict[int, str] = {}
    for row in islice(rows, _ABOVE):
        known = {n: column for n, cell in enumerate(row.cells) if cell and (column := columns.column_of(cell))}
        filled = [n for n, cell in enumerate(row.cells) if cell]
        if not heads and len(set(known.values())) < min(2, len(set(row.cells))):
            continue
        if heads and (not known or len(known) < len(filled)):
            found.unused |= dict.fromkeys(unused.values())
            return heads, named, row
        for n, column in known.items():
            unused.pop(n, None)
            if column not in found.at:  # the second cell of a merged head names nothing new
                heads[n], found.at[column], named[column] = column, n, row.cells[n]
        unused |= {n: row.cells[n] for n in filled if n not in known}
    found.unused |= dict.fromkeys(unused.values())
    return heads, named, None


_ABOVE = 20
"""Rows above the names of the columns: a title, who made it, when."""


# --- YAML


def _yaml(path: Path) -> Source:
    composed = tree.compose(path)
    if composed.root is None:
        raise Refused("file-empty", file=path.name)
    top = Field(composed.root, "places")
    system = ""
    if isinstance(composed.root, yaml.MappingNode):
        fields = top.fields({"places", "coordinates"})
        system = fields["coordinates"].text() if "coordinates" in fields else ""
        if "places" not in fields:
            raise Refused("file-missing-field", line=1, field="places")
        top = fields["places"]
    found = Source(iter(()), list(composed.notes), system=system)
    found.rows = _of_list(top, found)
    return found


def _of_list(top: Field, found: Source) -> Iterator[Raw]:
    for one in top.rows():
        line = one.node.start_mark.line + 1
        if not isinstance(one.node, yaml.MappingNode):
            found.mistakes.append(one.fail("file-wants-mapping"))
            continue
        told: dict[str, Any] = {}
        try:
            for key, value in one.node.value:
                told[str(key.value)] = _value(Field(value, str(key.value)))
        except Refused as wrong:
            found.mistakes.append(wrong)
            continue
        yield _named(line, told, found)


def _value(of: Field) -> Any:
    """A text as it was written, before YAML takes it for a number or a date; lists and mappings of these."""
    if isinstance(of.node, yaml.ScalarNode):
        return "" if of.node.tag.endswith(":null") else of.written()
    if isinstance(of.node, yaml.SequenceNode):
        return [_value(one) for one in of.rows()]
    return {str(key.value): _value(Field(one, of.name)) for key, one in of.node.value}


def _named(number: int, told: Mapping[str, Any], found: Source) -> Raw:
    """A row whose cells are called by their columns; *found* learns which nobody knows."""
    cells: dict[str, Any] = {}
    heads: dict[str, str] = {}
    for head, value in told.items():
        column = columns.column_of(head)
        if not column:
            found.unused.setdefault(head)
        elif value not in ("", None, [], {}):
            cells[column], heads[column] = value, head
    return Raw(number, cells, heads)


# --- GeoJSON


def _geojson(path: Path) -> Source:
    told = file_text.read(path, "geojson", MOST_BYTES)
    found = Source(iter(()), list(told.notes))
    found.rows = _features(told.text, path.name, found)
    return found


_BLANKS = " \t\r\n"


def _features(text: str, name: str, found: Source) -> Iterator[Raw]:
    """Each feature read when it is asked for: all of them at once would be many times the file."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    begin = text.find('"features"')
    at = text.find("[", begin) if begin >= 0 else -1
    if at < 0 or '"FeatureCollection"' not in text[:begin] + text[-200:]:
        raise Refused("places-no-geojson", file=name, line=1)
    count, at = 0, at + 1
    while True:
        while at < len(text) and text[at] in _BLANKS + ",":
            at += 1
        if at >= len(text) or text[at] == "]":
            return
        try:
            feature, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as wrong:
            raise Refused("places-no-geojson", file=name, line=text.count("\n", 0, at) + 1) from wrong
        count += 1
        if count > MOST_ROWS:
            raise Refused("file-too-many-rows", most=MOST_ROWS)
        raw = _feature(feature, count, found)
        if raw is not None:
            yield raw


def _no_number(said: str) -> None:
    raise ValueError(said)


def _feature(feature: Any, count: int, found: Source) -> Raw | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(told, dict):
        found.mistakes.append(Refused("places-no-feature", line=count, column="properties", value="-"))
        return None
    cells: dict[str, Any] = {} if feature.get("id") is None else {"id": feature["id"]}
    raw = _named(count, {**cells, **{str(key): _plain(value) for key, value in told.items()}}, found)
    if geometry is None:
        return raw
    where = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not isinstance(where, list) or len(where) < 2:
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        found.mistakes.append(Refused("places-no-feature", line=count, column="geometry", value=str(kind)[:40]))
        return None
    return Raw(count, {**raw.cells, "lat": where[1], "lon": where[0]}, raw.heads)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value
