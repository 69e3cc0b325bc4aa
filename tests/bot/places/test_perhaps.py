"""Which place a row may mean is found among many as it is by holding each against each."""

import time
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.places import keys
from bot.places.files import matching
from bot.places.files.matching import Perhaps, Sure
from bot.places.files.reading import Row
from bot.places.register import Place, State
from bot.values.geo import Point

NAMES = (
    "通盛路12号出租房",
    "通盛路14号出租房",
    "通盛路出租房",
    "东篱便利店",
    "东篱便利",
    "王记面馆",
    "王家面馆",
    "Café Lune",
    "cafe lun",
)
letters = st.text("通盛路东篱便利店号出租房面馆a1246", min_size=1, max_size=9)
name = st.sampled_from(NAMES) | letters
address = st.sampled_from(("", "通盛路1号", "东篱路2号"))


def points(lat: float) -> st.SearchStrategy[Point]:
    """Within half a kilometre."""
    return st.builds(lambda n, e: Point(lat + n / 10_000, 120 + e / 10_000), st.integers(0, 50), st.integers(0, 50))


def row(number: int, name: str, point: Point, address: str, outside: str) -> Row:
    """One of a file."""
    told = {"name": name, "point": point, "address": address, "outside": {"city": outside} if outside else {}}
    return Row(number, tuple(told), tuple(told.values()))


def places(lat: float) -> st.SearchStrategy[list[Place]]:
    """Some of a register."""
    one = st.builds(
        lambda name, point, address, others, outside, state: Place(
            "", name, "shop", point, address, tuple(others), outside={"city": outside} if outside else {}, state=state
        ),
        name, points(lat), address, st.lists(name, max_size=2), st.sampled_from(("", "1", "2")),
        st.sampled_from((State.OPEN, State.OPEN, State.GONE)),
    )  # fmt: skip
    return st.lists(one, max_size=12).map(lambda all_: [replace(one, code=f"P{n}") for n, one in enumerate(all_)])


def each_against_each(rows: Sequence[Row], register: Sequence[Place]) -> dict[int, list[tuple[str, bool]]]:
    """What the index finds, the slow way."""
    found: dict[int, list[tuple[float, str, bool]]] = {}
    for place in (one for one in register if one.is_there):
        for one in rows:
            assert one.point is not None
            far = matching.metres(one.point, place.point)
            names = [keys.fold(said) for said in (place.name, *place.aliases)]
            mine = keys.fold(one.name)
            alike = any(fuzz.ratio(said, mine) >= matching.ALIKE and not _differ(said, mine) for said in names)
            door = bool(keys.fold(place.address)) and keys.fold(place.address) == keys.fold(one.address)
            numbers = {one.get("outside").get("city", ""), place.outside.get("city", "")} - {""}
            if len(numbers) == 2 or not ((alike and far <= matching.NAME_M) or (door and far <= matching.DOOR_M)):
                continue
            found.setdefault(one.number, []).append((far, place.code, door))
    return {n: [one[1:] for one in sorted(all_, key=lambda one: one[0])[: matching.MOST]] for n, all_ in found.items()}


def _differ(one: str, other: str) -> bool:
    a, b = ("".join(filter(str.isdigit, said)) for said in (one, other))
    return bool(a and b and a != b)


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from((0.0, 30.3, -33.9, 69.6)))
def test_the_index_finds_what_holding_each_against_each_finds(data: st.DataObject, lat: float) -> None:
    """Names, other names, doors, numbers of other systems; on any parallel."""
    said = data.draw(st.lists(st.tuples(name, points(lat), address, st.sampled_from(("", "1"))), max_size=15))
    rows = [row(n, *one) for n, one in enumerate(said)]
    register = data.draw(places(lat))
    perhaps = Perhaps(rows)
    for place in register:
        perhaps.hold(place)
    assert {n: [(one.code, one.door) for one in all_] for n, all_ in perhaps.found.items()} == (
        each_against_each(rows, register)
    )


def test_one_that_lies_nobody_knows_where_is_held_against_its_name() -> None:
    """Behind those whose distance is known; of thousands of one name a row still names few."""
    at = Point(30.3, 120.2)
    rows = [row(1, "秦记麻辣烫", at, "通盛路9号", ""), row(2, "秦记", at, "", ""), row(3, "秦记麻辣烫", at, "", "7")]
    perhaps = Perhaps(rows)
    perhaps.hold(Place("N1", "秦记 麻辣烫", "eatery"))
    perhaps.hold(Place("S1", "秦记麻辣烫店", "eatery", Point(30.3001, 120.2)))
    perhaps.hold(Place("N2", "秦记麻辣烫", "eatery", outside={"city": "8"}))
    perhaps.hold(Place("N3", "秦记麻辣烫", "eatery", state=State.GONE))
    found = {n: [(one.code, one.metres is None) for one in all_] for n, all_ in perhaps.found.items()}
    assert found == {
        1: [("S1", False), ("N1", True), ("N2", True)],
        3: [("S1", False), ("N1", True)],
    }
    for n in range(2000):
        perhaps.hold(Place(f"M{n}", "秦记麻辣烫", "eatery"))
    assert [one.code for one in perhaps.found[1]] == ["S1", "N1", "N2", "M0", "M1"]


def test_a_dense_quarter_is_held_against_in_little_time() -> None:
    """Six thousand rows and six thousand places within a square kilometre: each place against few of the rows."""
    many = 6000

    def named(n: int) -> str:
        return "".join(chr(0x4E00 + (n * 7 + i * i * 3 + n // 13 * i) % 700) for i in range(4)) + "便利店"

    def at(n: int) -> Point:
        return Point(30.3 + n % 77 * 0.00012, 120.2 + n // 77 * 0.00013)

    rows = [row(n, named(n), at(n), f"路{n}号", "") for n in range(many)]
    began = time.process_time()
    perhaps = Perhaps(rows)
    for n in range(many):
        perhaps.hold(Place(f"P{n}", named(n), "shop", at(n)))
    assert len(perhaps.found) == many
    assert time.process_time() - began < 3.0


def test_thousands_at_one_point_with_one_name_are_held_against_few() -> None:
    """Stalls of a market, each with its number, and a row that stands there thousands of times."""
    stalls = [row(n, "摊位", Point(30.3, 120.2), "市场路1号", str(n)) for n in range(1, 5001)]
    again = [row(n, "摊位", Point(30.3, 120.2), "市场路1号", "1") for n in range(5001, 10_001)]
    began = time.process_time()
    sure = Sure([*stalls, *again])
    assert [first for _, first in sure.twins] == [1] * 5000
    assert time.process_time() - began < 20, "each against each takes minutes"
    places_ = [
        Place(f"P{n}", "摊位", "shop", Point(30.3, 120.2), "市场路1号", outside={"city": str(n)}) for n in (1, 9)
    ]
    assert [found.number for one in places_ if (found := sure.take(one))] == [1, 9]
