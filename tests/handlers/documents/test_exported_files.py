"""Files for other programs: whatever a person wrote reads back, and no cell is a formula."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import gpxpy
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.exports import columns
from bot.exports.columns import Coded
from bot.words import Words
from handlers.documents import features, spreadsheets
from handlers.documents.features import Features
from handlers.documents.gpx import GpxTracks
from handlers.documents.spreadsheets import MOST_CELL, CsvRows, XlsxRows
from handlers.exports import cells
from handlers.exports.cells import Cells

FORMULAS = [
    "=1+1",
    "+49 171",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u3000＝1",
    "＋1",
    "－1",
    "＠x",
    "\n=1",
    "'=1",
    "|x",
    "%x",
    "\u00a0=1",
    "\ufeff=1",
    "\u2060=1",
    "\u202e=1",
    "\u200e\t=1",
    "\u200d+1",
    "\u00ad-1",
    " \u2800@x",
    "\ufe62SUM(A1)",
    "\uff05x",
]
FORMULA = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2800\ufeff]*[=+\-@|%＝＋－＠﹢％]|[\t\r\n]")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
anything = st.one_of(texts, st.sampled_from(FORMULAS), st.builds(str.__add__, st.sampled_from(FORMULAS), texts))


def bare(text: str) -> str:
    """What was written, of a cell of CSV."""
    return text.removeprefix("'")


def csv_of(rows: list[list[spreadsheets.Plain]]) -> bytes:
    """A CSV file of one column."""
    out = io.BytesIO()
    file = CsvRows(out, ["head"])
    file.add(rows)
    file.end()
    return out.getvalue()


def xlsx_of(rows: list[list[spreadsheets.Plain]]) -> list[list[openpyxl.cell.Cell]]:
    """The cells of an XLSX file as they are read."""
    out = io.BytesIO()
    file = XlsxRows(out, ["head"], "a/b:c?")
    file.add(rows)
    file.end()
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]  # type: ignore[arg-type]


@settings(max_examples=200)
@given(st.lists(anything, min_size=1, max_size=5))
@example(FORMULAS)
def test_what_was_written_reads_back_from_csv(said: list[str]) -> None:
    """Taking off the guard gives the very text; nothing begins as a formula would."""
    raw = csv_of([[one] for one in said])
    assert raw.startswith(b"\xef\xbb\xbf")
    _, *found = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert [bare(row[0]) if row else "" for row in found] == [spreadsheets.written(one) for one in said]
    for row in found:
        assert FORMULA.match(row[0] if row else "") is None


@settings(max_examples=40, deadline=None)
@given(st.lists(anything, min_size=1, max_size=5))
@example(FORMULAS)
def test_what_was_written_reads_back_from_xlsx(said: list[str]) -> None:
    """As text, whatever it begins with."""
    _, *rows = xlsx_of([[one] for one in said] + [["end"]])
    assert [row[0].value or "" for row in rows[:-1]] == [spreadsheets.written(one) for one in said]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert all(row[0].data_type == "s" for row in rows if row[0].value)


def test_numbers_stay_numbers_and_nothing_is_empty() -> None:
    """In both."""
    rows: list[list[spreadsheets.Plain]] = [[42, -30.5, None, "x"]]
    assert csv_of(rows).decode("utf-8-sig").splitlines()[1] == '42,-30.5,"","x"'
    assert [cell.value for cell in xlsx_of(rows)[1]] == [42, -30.5, None, "x"]


@pytest.mark.parametrize("letter", ["x", "案", "😀"])
def test_a_cell_holds_no_more_than_programs_take(letter: str) -> None:
    """What was cut off is shown; nothing is refused."""
    [[_], [cell]] = xlsx_of([[letter * 40_000]])
    assert MOST_CELL - 3 < len(str(cell.value).encode("utf-16-le")) // 2 <= MOST_CELL
    assert str(cell.value).endswith("\u2026")


def test_controls_go_and_lines_stay() -> None:
    """What XML cannot hold; halves of characters too."""
    assert spreadsheets.written("a\x00b\x0bc\r\nd\re\tf\ud800\uffff") == "abc\nd\ne\tf"


def test_a_map_is_one_collection() -> None:
    """Longitude first; without a place there is no geometry; an empty one is valid too."""
    out = io.BytesIO()
    file = Features(out)
    file.add([{"number": 1, "lat": 30.3, "lon": 120.2, "coordinates": "WGS-84", "words": 'a"\n\ud800'}])
    file.add([{"number": 2, "lat": None, "lon": None, "on_time": False}])
    file.end()
    found = json.loads(out.getvalue())
    assert found["type"] == "FeatureCollection"
    one, other = found["features"]
    assert one["geometry"] == {"type": "Point", "coordinates": [120.2, 30.3]}
    assert one["properties"] == {"number": 1, "words": 'a"\n?'}
    assert (other["geometry"], other["properties"]) == (None, {"number": 2, "on_time": False})
    empty = io.BytesIO()
    Features(empty).end()
    assert json.loads(empty.getvalue())["features"] == []
    assert features.feature({})["type"] == "Feature"


def test_tracks_are_gpx_that_its_reader_takes() -> None:
    """One track each, a segment for each piece, hours in UTC; names of people are no markup."""
    out, at = io.BytesIO(), datetime(2026, 3, 2, 8, 0, tzinfo=UTC).astimezone()
    file = GpxTracks(out, "Patrolbot")
    file.add("老<王>&\x00", [[(30.1, 120.2, at)], [(30.2, 120.3, at), (30.3, 120.4, at + timedelta(minutes=1))]])
    file.add("b", [[(30.1, 120.2, at)]])
    file.end()
    found = gpxpy.parse(out.getvalue().decode())
    assert [(one.name, [len(s.points) for s in one.segments]) for one in found.tracks] == [
        ("老<王>&", [1, 2]),
        ("b", [1]),
    ]
    point = found.tracks[0].segments[0].points[0]
    assert (point.latitude, point.longitude, point.time) == (30.1, 120.2, at)
    assert out.getvalue().count(b"<gpx ") == 1
    assert b"T08:00:00Z" in out.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_cells_are_words_for_people_and_codes_for_programs(language: str) -> None:
    """Every column has its head."""
    words = Words(strict=True)
    said = Cells(words, language)
    assert len(set(said.head(columns.columns(personal=True)))) == len(columns.columns(personal=True))
    row: dict[str, columns.Cell] = {
        "state": Coded("closed", {"word": "state-closed"}),
        "item": Coded("x", {"name_zh": "甲", "name_en": "A"}),
        "on_time": True,
        "number": 7,
    }
    [plain] = said.rows([row])
    name = {"zh": "甲", "en": "A"}[language]
    assert plain == [words.say(language, "state-closed"), name, words.say(language, "export-yes"), 7]
    [coded] = cells.codes([row], named=("item",), cells=said)
    assert coded == {"state": "closed", "item": name, "on_time": True, "number": 7}
