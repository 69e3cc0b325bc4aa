"""A district file: every mistake at once, truth values, coordinate systems, files beside it."""

import json
from pathlib import Path

import pytest

from bot.imports import district_file
from bot.imports.district_file import DistrictFile
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from bot.work.rules import Rules

WORDS = Words(strict=True)
HEAD = "district: {chat_id: -100, name: 九堡, language: zh, timezone: Asia/Shanghai, centre: [30.3147, 120.2741]}\n"
SQUARE = [[120.2, 30.2], [120.4, 30.2], [120.4, 30.4], [120.2, 30.4], [120.2, 30.2]]


def read(folder: Path, text: str, codec: str = "utf8") -> DistrictFile:
    """What a district file says."""
    file = folder / "d.yaml"
    file.write_bytes(text.encode(codec))
    return district_file.read(file, Rules())


WRONG = """
district: {chat_id: x, name: "", language: de, timezone: Mars, centre: [1], area: none.geojson, colour: red}
limits: {accept: 0, close: soon, sleep: 3}
people:
  - {user_id: 1, name: 钱队, role: boss}
  - {user_id: 2, name: 老王, certified: maybe}
  - {user_id: 2, name: 小李}
  - {name: 谁}
  - {user_id: -5, name: 负}
teams:
  - {key: a, name: 一队, base: [91, 0], members: [1, 1, 7]}
  - {key: a, name: 二队}
  - {key: b}
teams: []
places: none.csv
"""


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """By line, each once, in both languages; a wrong row makes no second mistake where it is named."""
    with pytest.raises(Mistakes) as raised:
        read(tmp_path, WRONG)
    told = [(one.facts.get("line"), one.key) for one in raised.value.all]
    assert told == [
        (None, "file-unreadable"), (None, "file-unreadable"),
        (2, "file-unknown-field"), (2, "file-wants-point"), (2, "file-wants-number"), (2, "file-wants-text"),
        (2, "file-wants-one-of"), (2, "file-wants-timezone"),
        (3, "file-unknown-field"), (3, "file-wants-number"), (3, "file-wants-number"),
        (5, "file-wants-one-of"), (6, "file-wants-yes-or-no"), (7, "file-person-twice-in-people"),
        (8, "file-missing-field-in"), (9, "file-no-person"),
        (11, "file-person-twice"), (11, "file-unknown-person"), (11, "file-wants-point"), (12, "file-team-twice"),
        (13, "file-missing-field-in"), (14, "file-field-twice"),
    ]  # fmt: skip
    for language in WORDS.languages:
        assert all(WORDS.say(language, one.key, **one.facts) for one in raised.value.all)


@pytest.mark.parametrize(
    ("written", "is_certified"), [("否", False), ('"false"', False), ("'no'", False), ("是", True)]
)
def test_who_is_no_officer_is_none(tmp_path: Path, written: str, is_certified: object) -> None:
    """In any quoting."""
    found = read(tmp_path, HEAD + f"people:\n  - {{user_id: 1, name: a, certified: {written}}}\n")
    assert found.people[0].certified is is_certified


def test_double_lists_are_refused(tmp_path: Path) -> None:
    """With --prune the first list's teams would have been dissolved."""
    with pytest.raises(Refused, match="file-field-twice") as refused:
        read(tmp_path, HEAD + "teams: [{name: 一队}]\nteams: [{name: 二队}]\n")
    assert (refused.value.facts["line"], refused.value.facts["first"]) == (3, 2)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_say_the_same(tmp_path: Path, codec: str) -> None:
    """And what it was is said."""
    found = read(tmp_path, HEAD, codec)
    assert found.name == "九堡"
    assert [key for key, _ in found.notes] == (["file-read-as"] if codec != "utf-8-sig" else [])


def test_points_of_chinese_maps(tmp_path: Path) -> None:
    """For the whole file, but for the team and the file that say otherwise."""
    real = Point(30.3147, 120.2741)
    there = geo.to_gcj(real)
    (tmp_path / "p.csv").write_text(f"code,name,lat,lon\na,b,{real.lat},{real.lon}\n")
    (tmp_path / "a.json").write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    found = read(
        tmp_path,
        f"district: {{chat_id: -1, name: d, coordinates: gcj02, centre: [{there.lat!r}, {there.lon!r}],"
        " area: {file: a.json, coordinates: wgs84}}\n"
        f"teams:\n  - {{name: x, base: [{there.lat!r}, {there.lon!r}]}}\n"
        f"  - {{name: y, base: [{real.lat}, {real.lon}], coordinates: wgs84}}\n"
        "places: {file: p.csv, coordinates: wgs84}\n",
    )
    points = [found.centre, *(team.base for team in found.teams), found.places[0].point]
    assert all(point is not None and geo.metres(point, real) < 0.01 for point in points)
    assert found.area == {"type": "Polygon", "coordinates": [SQUARE]}
    assert found.doubts == ()


def test_a_base_outside_the_area_is_asked_about(tmp_path: Path) -> None:
    """Afterwards each report there would be."""
    (tmp_path / "a.json").write_text(json.dumps({"type": "Polygon", "coordinates": [SQUARE]}))
    head = "district: {chat_id: -1, name: d, area: a.json, centre: [30.3, 120.3]}\n"
    found = read(tmp_path, head + "teams: [{name: 远队, base: [31.3, 120.3]}]\n")
    assert found.doubts == (("area-leaves-out", {"count": 1, "names": "远队"}),)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "file-empty"),
        ("- a\n", "file-wants-mapping"),
        ("teams: []\n", "file-missing-field"),
        ("a: [", "file-not-yaml"),
    ],
)
def test_what_is_no_district_is_said_in_a_sentence(tmp_path: Path, text: str, key: str) -> None:
    """Empty, a list, without its head, broken."""
    with pytest.raises(Refused, match=key):
        read(tmp_path, text)


def test_what_holds_for_visits_is_read(tmp_path: Path) -> None:
    """Cool-down, caps by body and kind, on what inspections rest; a kind that nothing caps is named with its line."""
    path = tmp_path / "visits.yaml"
    head = "district: {chat_id: -100, name: D, language: en}\n"
    path.write_text(
        f"{head}visits:\n  cooldown: 45\n  rests_on: Order 8\n  caps:\n    - {{body: 消防, kind: daily, count: 2}}\n",
        "utf8",
    )
    told = district_file.read(path, Rules()).visits
    assert told == {"cooldown": 45, "rests_on": "Order 8", "caps": {"fire/daily": 2}}
    path.write_text(f"{head}visits:\n  cooldown: 999\n  caps:\n    - {{kind: recheck, count: 2}}\n", "utf8")
    with pytest.raises(Mistakes) as wrong:
        district_file.read(path, Rules())
    assert [(one.key, one.facts["line"]) for one in wrong.value.all] == [
        ("file-wants-at-most", 3),
        ("file-wants-one-of", 5),
    ]
