"""Tables as office programs write them: separators, merged cells, hours, formulas, other sheets."""

import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from bot.values.files import table, xlsx, xlsx_cells
from bot.values.files.budget import Limits
from bot.values.files.xlsx_cells import Sheet
from bot.values.refused import Refused

HEADS = ("code", "name")


def csv(tmp_path: Path, text: str, codec: str = "utf8") -> Path:
    """A CSV file."""
    file = tmp_path / "t.csv"
    file.write_bytes(text.encode(codec))
    return file


@pytest.mark.parametrize("separator", list(",;\t|"))
def test_the_separator_is_the_one_that_finds_the_heads(tmp_path: Path, separator: str) -> None:
    """Also where another stands in the cells; rows are numbered as the lines on which they begin."""
    text = f'Title, of 3; | parts\ncode{separator}name\n\n1{separator}"a,b;c\nd"\n2{separator}e\n{separator}\n'
    found = table.read(csv(tmp_path, text), HEADS)
    rows = [(row.number, row.cells) for row in found.rows][1:]
    assert rows == [(2, ("code", "name")), (4, ("1", "a,b;c\nd")), (6, ("2", "e"))]


def test_a_cell_that_never_ends_is_refused(tmp_path: Path) -> None:
    """A quotation mark that is not closed swallows the rest of a file."""
    with pytest.raises(Refused, match="file-cell-too-long") as refused:
        table.read(csv(tmp_path, 'code,name\n1,"' + "x" * 140_000), HEADS)
    assert refused.value.facts["line"] == 2


def book(tmp_path: Path, **sheets: list[list[Any]]) -> tuple[Workbook, Path]:
    """A workbook of these sheets, not saved yet."""
    made, path = Workbook(), tmp_path / "t.xlsx"
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made, path


def sheets(path: Path, **limits: int) -> list[Sheet]:
    """Its sheets, where a file may hold no more than this."""
    return list(xlsx.sheets(path.read_bytes(), path.name, table.cell_text, Limits(**limits)))


def flow(path: Path) -> list[table.Row]:
    """The rows of its best sheet, one after the other."""
    return list(table.flow(path, HEADS.__contains__, 2**20, 1000).rows)


def test_merged_cells_hold_their_value_everywhere(tmp_path: Path) -> None:
    """A name over three rows is the name of each."""
    made, path = book(tmp_path, a=[["code", "name"], ["x", 1], [None, 2], [None, 3.5]])
    made["a"].merge_cells("A2:A4")
    made.save(path)
    assert [row.cells for row in table.read(path, HEADS).rows] == [HEADS, ("x", "1"), ("x", "2"), ("x", "3.5")]
    assert flow(path) == list(table.read(path, HEADS).rows)


def test_a_formula_without_a_result_is_named(tmp_path: Path) -> None:
    """By its sheet and cell: nothing is read there, which looks like an empty cell."""
    made, path = book(tmp_path, a=[["code", "name"], ["=1+1", "x"]])
    made.save(path)
    found = table.read(path, HEADS)
    assert [(one.key, one.facts["cell"]) for one in found.mistakes] == [("file-formula-without-value", "A2")]
    flowing = table.flow(path, HEADS.__contains__, 2**20, 1000)
    assert list(flowing.rows) == list(found.rows)
    assert [one.facts for one in flowing.mistakes] == [one.facts for one in found.mistakes]


def test_the_sheet_with_the_heads_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    """Wherever it stands."""
    made, path = book(tmp_path, first=[["remarks"]], second=[["code", "name"], [1, 2]], third=[["x"]])
    made.save(path)
    found = table.read(path, HEADS)
    assert found.sheet == "second"
    assert found.notes == (("file-other-sheets", {"sheet": "second", "others": "first, third"}),)
    assert flow(path) == list(found.rows)


def test_of_many_rows_few_stand_in_the_memory(tmp_path: Path) -> None:
    """Read as they are asked for; a file with too many cells is refused when it comes to them."""
    made, path = book(tmp_path, a=[["code", "name"], *(["A" * 9, n] for n in range(20_000))])
    made["a"].merge_cells("D1:E1")
    made.save(path)
    flowing = table.flow(path, HEADS.__contains__, 2**20, 100_000)
    tracemalloc.start()
    assert sum(1 for _ in flowing.rows) == 20_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * 2**20
    with pytest.raises(Refused, match="file-too-many-cells"):
        list(table.flow(path, HEADS.__contains__, 2**20, 30_000).rows)


def test_a_workbook_of_charts_alone_is_named(tmp_path: Path) -> None:
    """It holds no cell at all."""
    made = Workbook()
    made.create_chartsheet("chart").add_chart(BarChart())
    assert made.active is not None
    made.remove(made.worksheets[0])
    made.active = 0
    made.save(tmp_path / "t.xlsx")
    with pytest.raises(Refused, match="file-only-charts"):
        table.read(tmp_path / "t.xlsx")


def cell(*parts: int) -> datetime:
    """A date and hour as a workbook holds them: of no zone."""
    year, month, day, *clock = parts
    return datetime.combine(date(year, month, day), time(*clock))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (cell(2026, 3, 2, 9, 59, 59, 994000), "2026-03-02 10:00"),
        (cell(2026, 3, 2), "2026-03-02"),
        (cell(2026, 3, 1, 23, 59, 59, 990000), "2026-03-02"),
        (date(2026, 3, 2), "2026-03-02"),
        (time(9, 59, 59, 999000), "10:00"),
        (time(8), "08:00"),
        (timedelta(hours=24), "24:00"),
        (timedelta(hours=7, minutes=59, seconds=59.6), "08:00"),
        (cell(1899, 12, 31), "24:00"),
        (True, "true"),
        (1002.0, "1002"),
        (0.5, "0.5"),
        (None, ""),
        ("  x ", "x"),
    ],
)  # fmt: skip
def test_cells_are_read_as_they_are_shown(value: object, told: str) -> None:
    """Hours that were filled in by dragging are a little short of the minute."""
    assert table.cell_text(value) == told


def test_too_much_is_refused_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the packed file says of itself."""
    made, path = book(tmp_path, a=[["code"]])
    made.save(path)
    with pytest.raises(Refused, match="file-too-large"):
        sheets(path, unzipped=100)
    monkeypatch.setattr(xlsx_cells, "MOST_ROWS", 0)
    with pytest.raises(Refused, match="file-too-many-rows"):
        table.read(path)


def test_a_field_that_ends_before_it_begins_makes_no_room(tmp_path: Path) -> None:
    """Its area would be less than nothing, and let the next sheet hold any number of cells."""
    made, path = book(tmp_path, a=[["code", "name"]], b=[["x"]] * 30)
    made["a"].merge_cells("A2:B30")
    made.save(path)
    backwards = tmp_path / "backwards.xlsx"
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(backwards, "w") as written:
        for name in read.namelist():
            written.writestr(name, read.read(name).replace(b"A2:B30", b"A30:B2"))
    assert len(sheets(backwards, cells=100)) == 2
    with pytest.raises(Refused, match="file-too-many-cells"):
        sheets(backwards, cells=30)


@pytest.mark.parametrize(("place", "name"), [((7, 3), "D7"), ((1, 0), "A1"), ((2, 26), "AA2"), ((3, 701), "ZZ3")])
def test_cells_have_their_names(place: tuple[int, int], name: str) -> None:
    """As the spreadsheet shows them."""
    assert table.cell_name(*place) == name


def test_a_workbook_is_read_as_the_library_reads_it(tmp_path: Path) -> None:
    """Numbers, truths, dates, hours, lengths of time, signs that XML cannot hold, texts in the cell and beside it."""
    values = [
        1, -2.5, 1e21, True, False, "x\r_y", " blank ", "=1+1", "#N/A", "长", cell(2026, 3, 2), cell(2026, 3, 2, 9, 30),
        date(1900, 1, 5), time(8, 15), timedelta(hours=30, minutes=5), 45_000, None, "end",
    ]  # fmt: skip
    made, path = book(tmp_path, a=[["code", "name"], *([value, "n"] for value in values)])
    sheet = made["a"]
    sheet.merge_cells("D3:E5")
    sheet["D3"] = "merged"
    sheet["A60"] = "far"
    sheet["G1"] = 0.5
    sheet["G1"].number_format = "[h]:mm"
    for epoch in (CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904):
        made.epoch = epoch
        made.save(path)
        read = load_workbook(path, data_only=True)["a"]
        merged = {(row, column): "merged" for row in (3, 4, 5) for column in (4, 5)}
        wanted = [
            (number, tuple(table.cell_text(merged.get((one.row, one.column), one.value)) for one in row))
            for number, row in enumerate(read.iter_rows(), 1)
        ]
        found = {row.number: row.cells for row in table.read(path, HEADS).rows}
        assert [(n, found.get(n, ()) + ("",) * (len(row) - len(found.get(n, ())))) for n, row in wanted] == wanted
