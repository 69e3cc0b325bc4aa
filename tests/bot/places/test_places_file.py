"""Places from a table: columns in either language, other coordinate systems, every mistake at once."""

from pathlib import Path

import pytest

from bot.places.files import reading
from bot.places.files.reading import How, Read
from bot.places.register import Place
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused
from bot.words import Words

WORDS = Words(strict=True)
GATE = Place("g1", "North Gate", "gate", Point(30.3147, 120.2741), "1 North Road")


def places(tmp_path: Path, text: str, system: str = "wgs84") -> Read:
    """What a CSV file says."""
    file = tmp_path / "places.csv"
    file.write_text(text, encoding="utf8")
    found = reading.read(file, How(system))
    found.raise_them()
    return found


@pytest.mark.parametrize(
    "text",
    [
        "code,name,kind,lat,lon,address\ng1,North Gate,gate,30.3147,120.2741,1 North Road\n,,,\n\n",
        "编号;名称;类型;纬度;经度;地址\ng1;North Gate;gate;30,3147;120,2741;1 North Road\n",
        "Longitude\tLatitude\tCode\tName\tType\tAddress\n120.2741\t30.3147\tg1\tNorth Gate\tgate\t1 North Road\n",
    ],
    ids=["comma", "semicolon with decimal commas", "tab in another order"],
)
def test_a_table_is_read(tmp_path: Path, text: str) -> None:
    """Whatever office program wrote it."""
    assert [row.as_place() for row in places(tmp_path, text).rows] == [GATE]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """By line and value, each in a sentence of both languages."""
    rows = "g1,A,,30,120\ng1,B,,30,120\n,C,,30,120\nc1,,,30,120\nd1,D,,120.2,30.3\ne1,E,,north,120\nf1,F,,1_0,2_0\n"
    with pytest.raises(Mistakes) as raised:
        places(tmp_path, "code,name,kind,lat,lon\n" + rows)
    told = [(one.facts["line"], one.key) for one in raised.value.all]
    assert told == [
        (3, "places-twice"), (6, "places-swapped"),
        (7, "places-wrong-point"), (8, "places-wrong-point"),
    ]  # fmt: skip
    for language in WORDS.languages:
        assert "120.2 30.3" in WORDS.say(language, raised.value.all[1].key, **raised.value.all[1].facts)


def test_a_table_without_the_columns_says_which(tmp_path: Path) -> None:
    """Once, not for each row."""
    with pytest.raises(Refused) as refused:
        places(tmp_path, "name,lat\nx,30\n")
    assert refused.value.facts["missing"] == "lon"


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_points_of_chinese_maps_are_moved(tmp_path: Path, system: str) -> None:
    """For the whole file or for a row."""
    there = geo.to_gcj(GATE.point)
    there = there if system == "gcj02" else geo._to_bd(there)
    row = f"g1,North Gate,gate,{there.lat!r},{there.lon!r}"
    of_file = places(tmp_path, f"code,name,kind,lat,lon\n{row}\n", system).rows[0]
    of_row = places(tmp_path, f"code,name,kind,lat,lon,坐标系\n{row},{system.upper()[:-2]}-{system[-2:]}\n").rows[0]
    for found in (of_file, of_row):
        assert found.point is not None
        assert geo.metres(found.point, GATE.point) < 0.01
    with pytest.raises(Refused, match="places-wrong-system"):
        places(tmp_path, f"code,name,kind,lat,lon,坐标系\n{row},utm\n")


def test_columns_that_are_not_used_are_named(tmp_path: Path) -> None:
    """So that nobody believes they went in."""
    found = places(tmp_path, "code,name,lat,lon,owner\na,b,30,120,x\n")
    assert found.notes == [("file-columns-unused", {"file": "places.csv", "columns": "owner"})]
