"""Files of places as offices really write them: whatever the encoding, the columns, the kind of file."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from bot.places import limits
from bot.places.files import columns, giving, marking, merging, reading, rows
from bot.places.files.reading import How, Read, Row
from bot.places.register import Contact, Place, State
from bot.values import geo, texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.words import Words
from handlers.documents import place_files

WORDS = Words(strict=True)
HERE = Point(30.3147, 120.2741)
HEAD = "编号,名称,类型,纬度,经度,地址"
LINES = ["A1,东篱便利店,shop,30.3147,120.2741,东篱路1号", "A2,春晓广场,mall,30.3150,120.2750,春晓路2号"]
CSV = "\r\n".join([HEAD, *LINES]) + "\r\n"


def book(*lines: list[object], merged: str = "") -> bytes:
    """A workbook with one sheet."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in lines:
        sheet.append(line)
    sheet["A1"].font = Font(bold=True)
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TITLED = book(
    ["九堡街道场所台账", None, None, None, None, None],
    ["编号", "名称", "类型", "位置", None, "地址"],
    ["", "", "", "纬度", "经度", ""],
    ["A1", "东篱便利店", "shop", "30.3147", "120.2741", "东篱路1号"],
    ["A2", "春晓广场", "mall", 30.3150, 120.2750, "春晓路2号"],
    merged="A1:F1",
)
MIXED = book(
    ["场所编号（必填）", "场所名称*", "类别", "纬度 Latitude", "经度", "详细地址"],
    ["A1", "东篱便利店", "shop", "30.3147", "120.2741", "东篱路1号"],
    ["A2", "春晓广场", "mall", 30.3150, 120.2750, "春晓路2号"],
)
FEATURES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"code": code, "名称": name, "kind": kind, "address": address},
            }
            for code, name, kind, lat, lon, address in (
                ("A1", "东篱便利店", "shop", 30.3147, 120.2741, "东篱路1号"),
                ("A2", "春晓广场", "mall", 30.3150, 120.2750, "春晓路2号"),
            )
        ],
    }
)
YAML = """
places:
  - {编号: A1, 名称: 东篱便利店, kind: shop, lat: 30.3147, lon: 120.2741, address: 东篱路1号}
  - {code: A2, name: 春晓广场, kind: mall, point: [30.3150, 120.2750], address: 春晓路2号}
"""
EIGHT = {
    "gb18030": ("a.csv", CSV.encode("gb18030")),
    "utf-8 with a mark": ("a.csv", CSV.encode("utf-8-sig")),
    "utf-16 with tabs": ("a.txt", CSV.replace(",", "\t").encode("utf-16")),
    "semicolons and decimal commas": ("a.csv", CSV.replace(",", ";").replace(".", ",").encode()),
    "a title and a merged head": ("a.xlsx", TITLED),
    "numbers as text and as numbers": ("a.xlsx", MIXED),
    "geojson": ("a.geojson", FEATURES.encode()),
    "yaml": ("a.yaml", YAML.encode()),
}


def read(folder: Path, name: str, data: bytes, how: How | None = None) -> Read:
    """What a file says."""
    path = folder / name
    path.write_bytes(data)
    return reading.read(path, how)


def only(folder: Path, head: str, line: str, how: How | None = None) -> Row:
    """The one row of a file without mistakes."""
    found = read(folder, "a.csv", f"{head}\n{line}\n".encode(), how)
    found.raise_them()
    [row] = found.rows
    return row


def mistakes(folder: Path, head: str, line: str) -> list[tuple[str, object, object]]:
    """The mistakes of a row: which, in what column, what stands there."""
    found = read(folder, "a.csv", f"{head}\n{line}\n".encode())
    for one in found.mistakes:
        for language in WORDS.languages:
            WORDS.say(language, one.key, **one.facts)
    return [(one.key, one.facts.get("column"), one.facts.get("value")) for one in found.mistakes]


@pytest.mark.parametrize("name", EIGHT)
def test_eight_odd_files_say_the_same(name: str, tmp_path: Path) -> None:
    """Encodings, separators, titles, merged heads, numbers as text, lists of two kinds."""
    found = read(tmp_path, *EIGHT[name])
    found.raise_them()
    assert rows.is_places(tmp_path / EIGHT[name][0])
    told = [(row.code, row.name, row.kind, row.point, row.address) for row in found.rows]
    assert told == [
        ("A1", "东篱便利店", "shop", HERE, "东篱路1号"),
        ("A2", "春晓广场", "mall", Point(30.3150, 120.2750), "春晓路2号"),
    ]


def test_every_column_is_known_by_its_words_in_both_languages() -> None:
    """What we write at the head of a table we understand."""
    for language in WORDS.languages:
        for name in giving.columns(personal=True):
            said = WORDS.say(language, f"places-column-{name.replace('_', '-')}")
            assert columns.column_of(said) == name, said
    assert columns.column_of("外部编号：城管") == "outside:城管"
    hint = "must be filled in; " * 300
    assert [columns.column_of(f"名称{begin}{hint}{end}") for begin, end in ("()", "（）", "【】", "( ")] == ["name"] * 4


def test_every_field_is_read(tmp_path: Path) -> None:
    """With people, numbers of other systems, other names, a state in words."""
    head = "name,lat,lon,aliases,联系人,电话,法人,许可证,credit code,firm,outside:city,外部编号,状态,community,更新日期"
    line = "A,30.3147,120.2741,甲、乙,王,13800000000,李,JY-1,91330104MA27,是,C7,x=1;y=2,暂停营业,三村,2026年3月2日"
    row = only(tmp_path, head, line)
    place = row.as_place()
    assert place.aliases == ("甲", "乙")
    assert (place.contacts, place.responsible) == ((Contact("王", "13800000000"),), "李")
    assert (place.licence, place.credit, place.firm) == ("JY-1", "91330104MA27", True)
    assert place.outside == {"city": "C7", "x": "1", "y": "2"}
    assert (place.state, place.community, row.as_of) == (State.CLOSED, "三村", date(2026, 3, 2))


@pytest.mark.parametrize("said", ["2026-03-02", "2026/3/2", "2026年3月2日", datetime(2026, 3, 2)])  # noqa: DTZ001
def test_dates_in_the_forms_of_offices(said: object, tmp_path: Path) -> None:
    """As text in three forms, and as a date of the office program."""
    found = read(tmp_path, "a.xlsx", book(["编号", "名称", "更新日期"], ["A1", "店", said]))
    found.raise_them()
    assert found.rows[0].as_of == date(2026, 3, 2)


def test_what_is_wrong_is_said_with_row_column_and_value(tmp_path: Path) -> None:
    """Each by itself, in a sentence of both languages."""
    head = "code,name,lat,lon,state,firm,credit,as_of"
    assert mistakes(tmp_path, head, "a,A,30,120,rented,maybe,9.13E+17,32.13.2026") == [
        ("places-not-one-of", "state", "rented"),
        ("places-not-one-of", "firm", "maybe"),
        ("places-number-cut", "credit", "9.13E+17"),
        ("places-wrong-date", "as_of", "32.13.2026"),
    ]
    assert mistakes(tmp_path, head, f"a,{'长' * 5000},30,120,,,,")[0][:2] == ("places-too-long", "name")
    assert mistakes(tmp_path, head, "a,A,0,0,,,,") == [("places-wrong-point", "lat", "0 0")]


def test_what_is_the_wrong_way_round_is_offered_not_guessed(tmp_path: Path) -> None:
    """Also where both ways are points, and only one of them is near the district."""
    dublin = How(centre=Point(53.35, -6.26))
    for how, line in ((None, "a,A,120.2741,30.3147"), (dublin, "a,A,-6.2601,53.3498")):
        found = read(tmp_path, "a.csv", f"code,name,lat,lon\n{line}\n".encode(), how)
        assert ([one.key for one in found.mistakes], found.swapped, found.rows) == (["places-swapped"], 1, [])
        taken = read(
            tmp_path, "a.csv", f"code,name,lat,lon\n{line}\n".encode(), How(swapped=True, centre=how and how.centre)
        )
        assert (taken.mistakes, taken.rows[0].point is not None) == ([], True)


def test_a_point_in_the_sea_is_a_mistake(tmp_path: Path) -> None:
    """Where the district's centre is known."""
    found = read(tmp_path, "a.csv", b"code,name,lat,lon\na,A,30.3,130.3\n", How(centre=HERE))
    assert [(one.key, round(one.facts["metres"] / 1000)) for one in found.mistakes] == [("places-far", 963)]


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_the_point_as_it_was_given_is_kept(system: str, tmp_path: Path) -> None:
    """Converted for the register."""
    there = geo.to_gcj(HERE) if system == "gcj02" else geo._to_bd(geo.to_gcj(HERE))
    row = only(tmp_path, "code,name,lat,lon,坐标系", f"a,A,{there.lat!r},{there.lon!r},{system}")
    assert row.raw == {"system": system, "lat": there.lat, "lon": there.lon}
    assert row.point is not None
    assert geo.metres(row.point, HERE) < 0.01


def test_names_of_every_kind_are_kept(tmp_path: Path) -> None:
    """Emoji, letters from the right, what a program would calculate."""
    names = ["👨‍👩‍👧 超市", "مطعم الشرق", "=1+1 店", "'s Gravenhage"]
    lines = "\n".join(f'n{n},"{name}",30.3,120.2' for n, name in enumerate(names))
    assert [row.name for row in read(tmp_path, "a.csv", f"code,name,lat,lon\n{lines}\n".encode()).rows] == names


def _bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(MIXED)) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, True, 1) as packed,
    ):
        for name in whole.namelist():
            with packed.open(name, "w") as part:
                part.write(whole.read(name))
                for _ in range(260 if name.endswith("sheet1.xml") else 0):
                    part.write(b" " * 2**20)
    return out.getvalue()


def _deep() -> bytes:
    return b'{"type":"FeatureCollection","features":[' + b"[" * 100_000


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a sheet that unpacks to a great deal": ("a.xlsx", _bomb),
    "lists in lists": ("a.geojson", _deep),
    "no end of names": ("a.yaml", lambda: b"- &a [x,x]\n- &b [*a,*a]\n" + b"- " + b"[" * 60),
    "something else": ("a.csv", lambda: b"\x00\x01\x02" * 100),
    "nothing": ("a.csv", lambda: b"code,name,lat,lon\n"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name: str, tmp_path: Path) -> None:
    """In one sentence, before they fill the memory."""
    file, data = BOMBS[name]
    with pytest.raises(Refused) as refused:
        read(tmp_path, file, data())
    for language in WORDS.languages:
        WORDS.say(language, refused.value.key, **refused.value.facts)


def test_mistakes_are_marked_in_a_sheet(tmp_path: Path) -> None:
    """The rows as they stood, the wrong cell red and with what to do."""
    import openpyxl

    found = read(tmp_path, "a.csv", f"{HEAD}\n{LINES[0]}\nA3,店,shop,north,120,路\n".encode())
    told = marking.marked(
        tmp_path / "a.csv", found.mistakes, lambda one: WORDS.say("en", one.key, **one.facts), ["Row", "Do"]
    )
    out = io.BytesIO()
    place_files.mistakes(out, "Mistakes", told.head, told.rows, told.marks)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Row", *HEAD.split(","), "Do"]
    assert [cell.value for cell in sheet[2]][:4] == ["3", "A3", "店", "shop"]
    [red] = [cell for cell in sheet[2] if cell.comment]
    assert (red.value, red.fill.fgColor.rgb, "north" in red.comment.text) == ("north", "00FFC7CE", True)


# --- out and in again

said = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=12).map(texts.line)
short = said.map(lambda one: texts.cut(one, 60))
name = short.filter(bool).map(texts.visible)
point = st.builds(Point, st.floats(29, 31), st.floats(119, 121))
outside = st.dictionaries(
    short.filter(bool), short.filter(lambda one: bool(one) and not limits.CUT.fullmatch(one)), max_size=3
)
place = st.builds(
    Place, name, name, short, point, short,
    aliases=st.lists(name, unique=True, max_size=3).map(tuple), community=short, responsible=short,
    contacts=st.lists(st.builds(Contact, short, short, short).filter(lambda c: c != Contact()), max_size=2).map(tuple),
    licence=short, credit=short, firm=st.none() | st.booleans(), outside=outside,
    state=st.sampled_from(State),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(place, min_size=1, max_size=4, unique_by=lambda one: one.code),
    st.sampled_from(place_files.KINDS),
    st.sampled_from(["zh", "en"]),
)
def test_what_is_given_out_says_the_same_when_it_comes_back(places: list[Place], kind: str, language: str) -> None:
    """In each kind of file, whatever people wrote."""
    import tempfile

    out = io.BytesIO()
    made = place_files.PlaceFile(out, kind, WORDS, language, personal=True)
    made.add(places)
    made.end()
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder), f"a.{kind}", out.getvalue())
    found.raise_them()
    assert [merging.changes(one, row) for one, row in zip(places, found.rows, strict=True)] == [{}] * len(places)
    if kind != "xlsx":  # which has a digit less
        assert [row.as_place() for row in found.rows] == places


written = st.text(max_size=14)
WISHES = {
    **dict.fromkeys(("name", "address", "community", "responsible", "licence", "credit"), written),
    "aliases": st.lists(written, max_size=4),
    "contacts": st.lists(st.fixed_dictionaries(dict.fromkeys(("name", "phone", "role"), written)), max_size=3),
    "outside": st.dictionaries(written, written, max_size=3),
}


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries(WISHES), st.integers(1, 20), st.sampled_from(place_files.KINDS))
def test_what_a_page_or_a_program_writes_comes_back_too(wish: dict[str, object], times: int, kind: str) -> None:
    """However long and odd, as long as it is taken: what cannot be seen is left out before it is kept."""
    try:
        told = {name: limits.kept(name, _longer(value, times)) for name, value in wish.items()}
    except Refused as refused:
        assert refused.key in {"screen-place-too-long", "place-number-cut"}
        return
    if not told["name"]:
        return
    one = Place("A1", kind="shop", point=HERE, **told)  # type: ignore[arg-type]
    found = back(one, kind)
    found.raise_them()
    assert merging.changes(one, found.rows[0]) == {}


def _longer(value: object, times: int) -> object:
    return value * times if isinstance(value, str) else value


def back(one: Place, kind: str) -> Read:
    """A place given out, and read again."""
    import tempfile

    out = io.BytesIO()
    made = place_files.PlaceFile(out, kind, WORDS, "zh", personal=True)
    made.add([one])
    made.end()
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), f"a.{kind}", out.getvalue())


def test_a_file_that_is_given_out_is_not_too_much_to_be_read() -> None:
    """As many places as YAML may have come back, each with more than most have; more are asked for as other kinds."""
    import tempfile

    one = Place(
        "", "东湖路便民超市" * 2, "shop", Point(30.3147, 120.2741), address="东湖路12号" * 4, community="九堡社区"
    )
    one = replace(
        one, aliases=("便民", "老便民"), licence="JY133010400", credit="91330104MA2", outside={"四平台": "A-77"}
    )
    one = replace(one, responsible="王芳", contacts=(Contact("王芳", "13812345678", "店长"),), firm=True)
    out = io.BytesIO()
    made = place_files.PlaceFile(out, "yaml", WORDS, "zh", personal=True)
    made.add(replace(one, code=f"K{n}") for n in range(giving.MOST_IN_YAML))
    made.end()
    with tempfile.TemporaryDirectory() as folder:
        assert len(read(Path(folder), "a.yaml", out.getvalue()).rows) == giving.MOST_IN_YAML
    giving.must_come_back("csv", 100_000)
    giving.must_come_back("yaml", giving.MOST_IN_YAML)
    with pytest.raises(Refused, match="places-yaml-too-many"):
        giving.must_come_back("yaml", giving.MOST_IN_YAML + 1)


@pytest.mark.parametrize("kind", place_files.KINDS)
def test_as_much_as_may_be_written_comes_back(kind: str) -> None:
    """Every field as long as it may be, with all that merges bring along."""
    most, parts = limits.MOST, limits.MOST_PARTS
    told = {name: "王" * most[name] for name in ("name", "address", "community", "responsible", "licence", "credit")}
    aliases = tuple(f"{n}".rjust(most["aliases"], "王") for n in range(parts["aliases"]))
    contacts = tuple(Contact(*(["王" * most["contacts"]] * 3)) for _ in range(parts["contacts"]))
    outside = {f"{n}".rjust(most["outside"], "王"): "王" * most["outside"] for n in range(parts["outside"])}
    one = Place("A1", kind="k" * most["kind"], point=HERE, aliases=aliases, contacts=contacts, outside=outside, **told)  # type: ignore[arg-type]
    found = back(one, kind)
    found.raise_them()
    assert merging.changes(one, found.rows[0]) == {}


def test_other_files_are_not_taken_for_places(tmp_path: Path) -> None:
    """Rosters, districts and handbooks have names too."""
    for name, text in (
        ("roster.yaml", "- {who: 1002, name: 王, days: daily, from: '08:00', to: '20:00'}\n"),
        ("district.yaml", "district: {chat_id: -1, name: D}\nplaces: p.csv\n"),
        ("month.csv", "姓名,3月1日,3月2日\n王,早,休\n"),
        ("list.csv", "name,date\n王,2026-03-02\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf8")
        assert not rows.is_places(tmp_path / name), name
