"""Places that are one, or gone, and what is taken back: no code twice, no circle, everything as it was."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places import edits
from bot.places.merging import joining, merging
from bot.places.merging.merging import MERGED
from bot.places.register import PAST, PLACES, Line, Place, State
from bot.register.districts import District
from bot.register.people import Member, RoleHeld, RoleName, Who
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.ports import Stale
from bot.work.rules import Rules
from bot.work.work import Work
from tests.bot.builders import NOW, SPOT


@dataclass
class Kept:
    """A register in memory: places by code, with versions, and their histories."""

    places: dict[str, Place] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    async def get(self, _district: int, code: str) -> Place | None:
        """By code."""
        return self.places.get(code)

    async def save(self, _district: int, place: Place, now: datetime) -> Place:
        """Over the version that is said."""
        if self.places[place.code].version != place.version:
            raise Stale
        new = self.places[place.code] = replace(place, version=place.version + 1, changed_at=now)
        return new

    async def into(self, _district: int, codes: Any, _most: int) -> list[str]:
        """Who leads straight to one of them."""
        return sorted(one.code for one in self.places.values() if one.into in set(codes))


@dataclass
class Read:
    """The places by several codes."""

    kept: Kept

    async def of(self, _district: int, codes: Any) -> list[Place]:
        """Those that there are."""
        return [one for code, one in sorted(self.kept.places.items()) if code in set(codes)]

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked."""
        return getattr(self.kept, name)


@dataclass
class Past:
    """Their histories."""

    kept: Kept

    async def add(self, _district: int, lines: list[Line]) -> None:
        """Append."""
        self.kept.lines += lines

    async def of(self, _district: int, code: str, most: int, moves: Any = ()) -> list[Line]:
        """The newest first."""
        lines = (one for one in reversed(self.kept.lines) if one.code == code and (not moves or one.move in moves))
        return list(lines)[:most]


DISTRICT = District(-1, "x", "en", "UTC", {}, id=1)
CAPTAIN = Member(1, 7, "x", roles=(RoleHeld(RoleName.CAPTAIN, NOW),))


def a_work(kept: Kept) -> Work:
    """A captain at the desk over a register in memory."""
    who = Who(7, "x", 7, NOW, member=CAPTAIN, roles=frozenset({RoleName.CAPTAIN}))
    return Work(cast("Any", {PLACES: Read(kept), PAST: Past(kept), MERGED: kept}), NOW, who, Rules(), DISTRICT)


def bare(places: dict[str, Place]) -> dict[str, Place]:
    """What is known of each, however often it was changed."""
    return {code: replace(one, version=0, changed_at=None) for code, one in places.items()}


FAR = Point(SPOT.lat + 1, SPOT.lon)
CODES = "ABCDE"
NAMES = st.sampled_from(["老店", "东门店", "East Gate", "通盛", "x"])
PLACE = st.builds(
    Place,
    code=st.just("A"),
    name=NAMES,
    kind=st.just("shop"),
    point=st.sampled_from([SPOT, FAR, None, None]),
    aliases=st.lists(NAMES, max_size=3, unique=True).map(tuple),
    outside=st.dictionaries(st.sampled_from(["gis", "tax"]), st.sampled_from(["1", "2", "3"])),
    state=st.sampled_from([State.UNKNOWN, State.OPEN, State.CLOSED]),
)
REGISTERS = st.lists(PLACE, min_size=len(CODES), max_size=len(CODES)).map(
    lambda found: {code: replace(one, code=code) for code, one in zip(CODES, found, strict=True)}
)
WISHES = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), st.sampled_from(CODES), st.sampled_from(CODES)),
        st.tuples(st.just("undo"), st.sampled_from(CODES), st.just("")),
        st.tuples(st.just("gone"), st.sampled_from(CODES), st.just("")),
    ),
    max_size=25,
)


async def wished(work: Work, what: str, code: str, into: str) -> bool:
    """Try one; what is refused changes nothing."""
    before = dict(work.tx[PLACES].kept.places)  # type: ignore[attr-defined]
    try:
        if what == "merge":
            await merging.merge(work, code=code, into=into)
        else:
            await {"undo": merging.take_back, "gone": merging.gone}[what](work, code=code)
    except Refused:
        assert before == work.tx[PLACES].kept.places  # type: ignore[attr-defined]
        return False
    return True


async def played(kept: Kept, wishes: list[tuple[str, str, str]]) -> None:
    """Every wish, then all is taken back, the newest first."""
    work = a_work(kept)
    for what, code, into in wishes:
        await wished(work, what, code, into)
        assert sorted(kept.places) == list(CODES)
        for place in kept.places.values():
            end = await merging.leads_to(work, place)
            assert not end.into
            assert place.code in await merging.all_codes(work, end.code)
            assert not place.into or place.state is State.GONE
            assert len(set(place.aliases)) == len(place.aliases)
    for _ in range(len(CODES) + 1):
        for code in CODES:
            await wished(work, "undo", code, "")


@settings(max_examples=150, deadline=None)
@given(REGISTERS, WISHES)
def test_whatever_is_merged_is_parted_again_exactly(
    register: dict[str, Place], wishes: list[tuple[str, str, str]]
) -> None:
    """No code twice, no circle, every code leads somewhere; taken back, each place is what it was."""
    kept = Kept(dict(register))
    asyncio.run(played(kept, wishes))
    assert bare(kept.places) == bare(register)


def test_what_others_brought_and_what_was_said_since_stays() -> None:
    """A name that two of them had goes with the last; a name that a captain adds later is the place's own."""
    a, b, c = (Place(code, code, "shop", SPOT, aliases=("both",), outside={"gis": code}) for code in "ABC")
    kept = Kept({one.code: one for one in (a, b, replace(c, aliases=()))})

    async def told() -> list[Place]:
        work, seen = a_work(kept), []
        await merging.merge(work, code="A", into="C")
        await merging.merge(work, code="B", into="C")
        now = kept.places["C"]
        await edits.edit(work, "C", now.version, {"aliases": (*now.aliases, "later")})
        for code in "AB":
            await merging.take_back(work, code=code)
            seen.append(kept.places["C"])
        return seen

    first, last = asyncio.run(told())
    assert (first.aliases, first.outside) == (("both", "B", "later"), {"gis": "C", "gis (B)": "B"})
    assert (last.aliases, last.outside) == (("later",), {"gis": "C"})


@pytest.mark.parametrize(
    ("wishes", "refused"),
    [
        ([("A", "A")], "place-merge-itself"),
        ([("A", "B"), ("A", "C")], "place-merged-already"),
        ([("A", "B"), ("B", "A")], "place-merged-already"),
        ([("A", "Z")], "place-unknown-code"),
    ],
)
def test_what_cannot_be_one(wishes: list[tuple[str, str]], refused: str) -> None:
    """Each is told why; no circle is begun."""
    kept = Kept({code: Place(code, code, "shop", SPOT) for code in "ABC"})

    async def told() -> None:
        for code, into in wishes:
            await merging.merge(a_work(kept), code=code, into=into)

    with pytest.raises(Refused) as raised:
        asyncio.run(told())
    assert raised.value.key == refused


def test_a_place_that_leads_elsewhere_is_not_opened_by_an_edit() -> None:
    """It would be there twice; what it is called may still be corrected."""
    kept = Kept({code: Place(code, code, "shop", SPOT) for code in "AB"})

    async def told() -> None:
        work = a_work(kept)
        await merging.merge(work, code="A", into="B")
        await edits.edit(work, "A", kept.places["A"].version, {"name": "better"})
        await edits.edit(work, "A", kept.places["A"].version, {"state": State.OPEN})

    with pytest.raises(Refused) as raised:
        asyncio.run(told())
    assert (raised.value.key, kept.places["A"].name) == ("place-merged-already", "better")


@pytest.mark.parametrize("into", ["", "B"])
def test_what_was_written_since_hides_no_merge(into: str) -> None:
    """However many notes and photos came after it."""
    register = {code: Place(code, code, "shop", SPOT, state=State.OPEN) for code in "AB"}
    kept = Kept(dict(register))

    async def told() -> None:
        work = a_work(kept)
        await (merging.merge(work, code="A", into="B") if into else merging.gone(work, code="A"))
        for code in "AB":
            for _ in range(merging.MOST_LINES):
                await edits.note(work, kept.places[code], "photo", {"photo": ["", "1"]})
        await merging.take_back(work, code="A")

    asyncio.run(told())
    assert bare(kept.places) == bare(register)


def test_where_it_lies_is_known_by_the_one_that_is_merged_into_it() -> None:
    """Of one that lay nobody knew where; what somebody said of itself stays."""
    place, other = Place("A", "A", "shop", SPOT), Place("B", "B", "shop")
    assert joining.merged(place, other)[1].point == SPOT
    assert joining.merged(other, place)[1].point == SPOT


def test_it_lies_where_another_one_does_once_the_one_that_told_is_none_of_it() -> None:
    """As long as any is merged into it that lies somewhere; then nobody knows again."""
    places = Place("A", "A", "shop", SPOT), Place("B", "B", "shop", FAR), Place("C", "C", "shop")
    kept = Kept({one.code: one for one in places})

    async def told() -> list[Point | None]:
        work, seen = a_work(kept), []
        for code in "AB":
            await merging.merge(work, code=code, into="C")
        for code in "AB":
            await merging.take_back(work, code=code)
            seen.append(kept.places["C"].point)
        return seen

    assert asyncio.run(told()) == [FAR, None]


def test_the_one_that_was_merged_keeps_everything_else() -> None:
    """It leads on, and is gone; nothing else of it changes."""
    place, other = (Place(code, code, "shop", SPOT, licence=code) for code in "AB")
    gone, joined = joining.merged(place, other)
    assert gone == replace(place, state=State.GONE, into="B")
    assert joined == replace(other, aliases=("A",))
