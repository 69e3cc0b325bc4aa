"""Whatever bytes come in as a file: it is read, or refused in sentences of both languages; never anything else."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.handbook import file as handbook_file
from bot.imports import area_file, district_file
from bot.places.files import reading as places_reading
from bot.roster import table as roster_table
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from bot.work.rules import Rules
from handlers.drill.people import scenario

SAMPLES = Path(__file__).parents[3] / "samples"
WORDS = Words(strict=True)
TODAY = date(2026, 3, 2)
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "district": ("district.yaml", lambda path: district_file.read(path, Rules())),
    "handbook": ("handbook.yaml", handbook_file.read),
    "roster": ("roster.yaml", lambda path: roster_table.read(path, TODAY)),
    "roster table": ("roster.xlsx", lambda path: roster_table.read(path, TODAY)),
    "places": ("places.csv", lambda path: places_reading.read(path).raise_them()),
    "area": ("area.geojson", area_file.read),
    "drill": ("drills/quiet-morning.yaml", scenario.read),
}
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def told(kind: str, data: bytes) -> list[str]:
    """What is said of the file in both languages: nothing where it is read, else a sentence for each mistake."""
    name, read = READERS[kind]
    found: tuple[Refused, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        try:
            read(path)
        except Mistakes as wrong:
            found = wrong.all
        except Refused as refused:
            found = (refused,)
    return [WORDS.say(language, one.key, **one.facts) for one in found for language in WORDS.languages]


@cache
def sample(kind: str) -> bytes:
    """A right file of this kind."""
    if kind == "roster table":
        book, held = Workbook(), io.BytesIO()
        assert book.active is not None
        for row in (["人员", "日期", "时间"], [1002, "mon-fri", "08:00-20:00"]):
            book.active.append(row)
        book.save(held)
        return held.getvalue()
    folder = SAMPLES if kind == "handbook" else SAMPLES / "yunhe"
    data = (folder / READERS[kind][0]).read_bytes()
    return data[: data.index(b"\n- id: HB-02")] if kind == "handbook" else data


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes(kind: str, data: bytes) -> None:
    """Of no kind at all."""
    assert all(told(kind, data))


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(drawn=st.data())
def test_damaged_files(kind: str, drawn: st.DataObject) -> None:
    """A right file with a piece missing, doubled or replaced; in any of the encodings, too."""
    data = sample(kind)
    if kind != "roster table" and drawn.draw(st.booleans()):
        data = data.decode("utf8").encode(drawn.draw(st.sampled_from(["utf-16", "utf-16-be", "gb18030", "utf-8-sig"])))
    for _ in range(drawn.draw(st.integers(1, 4))):
        at = drawn.draw(st.integers(0, len(data)))
        end = min(len(data), at + drawn.draw(st.integers(0, 40)))
        piece = drawn.draw(st.one_of(st.binary(max_size=12), st.just(data[at:end] * 2), st.sampled_from(ODD)))
        data = data[:at] + piece + data[end:]
    assert all(told(kind, data))


ODD = [
    b"\x00",
    b"\t",
    b"[",
    b"{",
    b"- ",
    b": ",
    b'"',
    b"&a ",
    b"*a",
    b"!!",
    b"null",
    b"NaN",
    b"1e999",
    b"\xef\xbb\xbf",
    b"<kml>",
]

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates(), st.just("2026-03-02"),
)  # fmt: skip
NAMED = """
district chat_id name language timezone centre area coordinates limits accept people user_id
role certified teams key base members handles places file handbook roster who team days from to
items code laws type features geometry properties Feature FeatureCollection Polygon
MultiPolygon GeometryCollection geometries title start minutes district crews events reports at
does where who for
"""
NAMES = st.sampled_from(NAMED.split())


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists and mappings of them, with the names that our files know."""
    return st.recursive(
        leaves,
        lambda part: st.one_of(st.lists(part, max_size=4), st.dictionaries(NAMES, part, max_size=6)),
        max_leaves=20,
    )


@pytest.mark.parametrize("kind", ["district", "handbook", "roster", "drill"])
@QUICK
@given(top=st.dictionaries(NAMES, trees(st.one_of(SCALARS, NAMES)), max_size=6))
def test_any_structure_in_yaml(kind: str, top: dict[str, Any]) -> None:
    """The known names, with anything below them."""
    assert all(told(kind, yaml.safe_dump(top, allow_unicode=True).encode("utf8", "replace")))


@QUICK
@given(top=trees(st.one_of(NAMES, st.none(), st.floats(), st.integers(), st.booleans())))
def test_any_structure_in_geojson(top: Any) -> None:
    """Nulls, collections in collections, figures that are none."""
    assert all(told("area", json.dumps(top).encode()))


RINGS = st.lists(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=3), max_size=6)


@QUICK
@given(rings=st.lists(RINGS, max_size=3))
def test_any_outline(rings: list[Any]) -> None:
    """Crossed, empty, in metres, of one point."""
    assert all(told("area", json.dumps({"type": "Polygon", "coordinates": rings}).encode()))


CELLS = st.one_of(
    SCALARS.filter(lambda v: v == v), st.sampled_from(["人员", "who", "日期", "时间", "早", "休", "08:00-20:00", "3/2"])
)


@QUICK
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_table(rows: list[list[Any]]) -> None:
    """Cells of every kind."""
    book, held = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append([_plain(cell) for cell in row])
    book.save(held)
    assert all(told("roster table", held.getvalue()))


def _plain(cell: Any) -> Any:
    """What a workbook can hold."""
    if isinstance(cell, str):
        return "".join(sign for sign in cell if sign.isprintable())
    return cell if not isinstance(cell, float) or abs(cell) < 1e300 else None


@QUICK
@given(part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]),
       cut=st.integers(0, 400), filler=st.binary(max_size=20))  # fmt: skip
def test_a_workbook_with_a_damaged_part(part: str, cut: int, filler: bytes) -> None:
    """The packing is whole, what is packed is not."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample("roster table"))) as whole, zipfile.ZipFile(held, "w") as made:
        for name in whole.namelist():
            data = whole.read(name)
            made.writestr(name, data[:cut] + filler if name == part else data)
    assert all(told("roster table", held.getvalue()))
