"""Links between cases and places: stored, found by place, carried along when places become one; on both databases."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from bot.incidents import at_door
from bot.incidents.at_door import AT_DOORS
from bot.incidents.table import Incident
from bot.places.register import PLACES, Place, State
from bot.places.standing import colours, linking, links
from bot.places.standing.colours import COLOURS, Coloured
from bot.places.standing.links import LINKS, How, Link
from bot.register.people import Who
from bot.screens.places.shown import SHOWN, Which
from bot.values.geo import Point
from bot.work.at_door import Colour
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.schedule import Due
from bot.work.work import Work
from storage import at_doors
from storage.store import SqlStore
from storage.types import CODE

from .conftest import BOTH, HERE, KEPT, LI, WANG, Town
from .test_place_finding import Said, plans

DATABASES = BOTH
CODES = ("K1", "K2", "K3")
PAST = KEPT - timedelta(days=1)


async def registered(town: Town, *codes: str) -> None:
    """Places of these codes."""
    async with town.store.begin() as tx:
        for n, code in enumerate(codes or CODES):
            await tx[PLACES].add(
                town.district.id, Place(code, f"店{n}", "shop", Point(HERE.lat + n / 1000, HERE.lon)), KEPT
            )


async def become(tx: Tx, town: Town, code: str, into: str) -> None:
    """One place becomes part of another; empty: it is itself again."""
    place = await tx[PLACES].get(town.district.id, code)
    assert place is not None
    state = State.GONE if into else State.OPEN
    await tx[PLACES].save(town.district.id, replace(place, into=into, state=state), KEPT)


async def test_a_link_is_kept_and_found_by_its_place(town: Town) -> None:
    """Whatever counts stays when it is linked anew."""
    await registered(town)
    async with town.store.begin() as tx:
        first, second = [await town.incident(tx) for _ in range(2)]
        for case in (first, second):
            await tx[LINKS].put(Link(case.id, town.district.id, "K1", How.NEAR, KEPT))
        await tx[LINKS].count(first.id, KEPT)
        await tx[LINKS].put(Link(first.id, town.district.id, "K2", How.CHOSEN, KEPT))
    async with town.store.look() as tx:
        stands = Link(first.id, town.district.id, "K2", How.CHOSEN, KEPT, KEPT)
        assert await tx[LINKS].of_case(first.id) == stands
        assert await tx[LINKS].of_place(town.district.id, "K2", PAST, 9) == [stands]
        assert [one.case_id for one in await tx[LINKS].of_place(town.district.id, "K1", PAST, 9)] == [second.id]
        assert await tx[LINKS].of_place(town.district.id, "K1", KEPT + timedelta(days=1), 9) == []
        assert await tx[LINKS].counting(town.district.id, "", 9) == ["K2"]


async def test_what_counts_at_a_door_is_told_of_the_last_days(town: Town) -> None:
    """Also of places that became part of it; drills apart."""
    await registered(town)
    async with town.store.begin() as tx:
        for n, (code, by, drill) in enumerate((("K1", WANG, False), ("K2", LI, False), ("K1", LI, True))):
            case = await town.incident(tx, reporter_id=by, drill=drill)
            await tx[LINKS].put(Link(case.id, town.district.id, code, How.NEAR, KEPT))
            await tx[LINKS].count(case.id, KEPT - timedelta(days=n))
        await become(tx, town, "K2", "K1")
    async with town.store.look() as tx:
        asked = (town.district.id, "K1")
        found = await tx[AT_DOORS].at(*asked, KEPT - timedelta(days=9), drill=False, most=9)
        assert [(one.reporter_id, one.item) for one in found] == [(WANG, "pothole"), (LI, "pothole")]
        assert len(await tx[AT_DOORS].at(*asked, KEPT - timedelta(days=1), drill=False, most=9)) == 1
        assert at_door.coloured_until(found, at_door.Rule(2, 30)) == KEPT + timedelta(days=29)


async def test_colours_are_kept(town: Town) -> None:
    """Only those that are not green; and that one has changed is seen."""
    orange = Coloured("K1", Colour.ORANGE, {"word": "door-confirmed", "count": 3}, "", KEPT, KEPT)
    await registered(town)
    async with town.store.begin() as tx:
        await tx[COLOURS].put(town.district.id, replace(orange, colour=Colour.RED))
        await tx[COLOURS].put(town.district.id, orange)
    async with town.store.look() as tx:
        assert await tx[COLOURS].of(town.district.id, CODES) == {"K1": orange}
        assert await tx[COLOURS].mark(town.district.id) == 2
    async with town.store.begin() as tx:
        await tx[COLOURS].drop(town.district.id, "K1")
    async with town.store.look() as tx:
        assert await tx[COLOURS].mark(town.district.id) == 3
        assert await tx[COLOURS].of(town.district.id, CODES) == {}


async def test_what_is_due_of_a_code_with_a_slash_is_its_own(town: Town) -> None:
    """Not below that of the code before the slash."""
    codes = ["JB", "JB/00%2F12"]
    async with town.store.begin() as tx:
        for code in reversed(codes):
            subject = colours.subject(town.district.id, code)
            await tx.occasions.sync(town.district.id, None, subject, [Due(subject, "place_colour", KEPT, 1)])
            await tx.occasions.written()
    async with town.store.look() as tx:
        found = {colours._code(one) for one in await tx.occasions.due(KEPT) if one.name == "place_colour"}
    assert found == set(codes)


async def test_the_longest_code_comes_due_and_is_named_whole(town: Town) -> None:
    """What is due of one place, and where to go on with all of them."""
    code = "K" * CODE.length
    own = [colours.subject(town.district.id, code), f"{colours.ALL}:{town.district.id}.{code}/"]
    async with town.store.begin() as tx:
        for subject in own:
            await tx.occasions.sync(town.district.id, None, subject, [Due(subject, "place_colour", KEPT, 1)])
    async with town.store.begin() as tx:
        found = [one for one in await tx.occasions.due(KEPT) if one.name == "place_colour"]
        assert [one.subject for one in found] == own
        assert {colours._code(one) for one in found} == {code}
        assert await tx.occasions.decide(found[0].id, KEPT, "done")


async def test_each_is_found_by_its_index(town: Town) -> None:
    """However many there are: the very statements that are asked."""
    await registered(town)
    async with town.store.begin() as tx:
        await tx[COLOURS].put(town.district.id, Coloured("K1", Colour.RED, "", "", KEPT))
    own, indexes = town.district.id, []
    for look in (
        lambda tx: tx[LINKS].of_place(own, "K1", PAST, 9),
        lambda tx: tx[AT_DOORS].at(own, "K1", PAST, drill=False, most=9),
        lambda tx: tx[SHOWN].counted(own, Which(colour=Colour.RED), None, 9),
    ):
        said = Said(town)
        async with town.store.look() as tx:
            await look(tx)
        indexes.append("\n".join((await plans(town, said)).values()))
    of_place, at, counted = indexes
    assert "ix_places_into" in of_place
    assert "ix_place_links_of_place" in of_place
    assert "ix_places_into" in at
    assert "ix_place_links_counting" in at
    assert "ix_place_colours_colour" in counted


# --- whatever happens to the register


@dataclass
class Model:
    """What stands where: the place of each case (empty: none), who said so, and what each place became part of."""

    linked: dict[int, str] = field(default_factory=dict)
    chosen: set[int] = field(default_factory=set)
    into: dict[str, str] = field(default_factory=dict)

    def top(self, code: str) -> str:
        """Where a code leads."""
        return self.top(self.into[code]) if code in self.into else code

    def is_there(self, code: str) -> bool:
        """It is no part of another one."""
        return code not in self.into


SPOTS = (*CODES, "")
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(0, 2), st.sampled_from(SPOTS)),
        st.tuples(st.just("choose"), st.integers(0, 2), st.sampled_from(CODES)),
        st.tuples(st.just("merge"), st.sampled_from(CODES), st.sampled_from(CODES)),
        st.tuples(st.just("back"), st.sampled_from(CODES), st.just("")),
    ),
    max_size=14,
)


class Over(Exception):
    """Nothing of this is kept."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
async def test_no_link_points_nowhere(town: Town, deeds: list[tuple[str, Any, str]]) -> None:
    """Through relocations, choices, merges and their undoing each case is at one place that is there, or at none."""
    with suppress(Over):
        async with town.store.begin() as tx:
            for code in CODES:
                await tx[PLACES].add(town.district.id, Place(code, code, "shop", spot(code)), KEPT)
            cases = [await town.incident(tx, point=spot("")) for _ in range(3)]
            work = Work(tx, KEPT, Who(0, "", 0, KEPT, channel="clock"), Rules(), town.district)
            model = Model()
            for what, of, code in deeds:
                if what in {"move", "choose"}:
                    await linked(work, model, cases[of], code, chosen=what == "choose")
                else:
                    await merged(town, tx, model, of, code)
                for case in cases:
                    told, meant = await stands(town, tx, model, case)
                    assert told == meant
            raise Over


def spot(code: str) -> Point:
    """Where a place is; for none a point far from all."""
    return Point(HERE.lat + SPOTS.index(code) / 1000, HERE.lon)


async def linked(work: Work, model: Model, case: Incident, code: str, *, chosen: bool) -> None:
    """A case is moved to the point of a place, or somebody says that it is there."""
    if chosen and not model.is_there(code):
        return
    await linking.follow(work, replace(case, point=spot(code)), code=code if chosen else "")
    if chosen or case.id not in model.chosen:
        model.linked[case.id] = code if code and model.is_there(code) else ""
        model.chosen |= {case.id} if chosen else set()


async def merged(town: Town, tx: Tx, model: Model, code: str, into: str) -> None:
    """A place becomes part of another one that is there, or itself again."""
    if into and (code == into or not model.is_there(code) or not model.is_there(into)):
        return
    await become(tx, town, code, into)
    model.into.pop(code, None)
    if into:
        model.into[code] = into


async def stands(
    town: Town, tx: Tx, model: Model, case: Incident
) -> tuple[tuple[str, bool, list[str]], tuple[str, bool, list[str]]]:
    """At which place a case is, whether that is there, and which places have it; and the same as the model has it."""
    link, code = await tx[LINKS].of_case(case.id), model.linked.get(case.id, "")
    place = await links.standing_for(tx, town.district.id, link.code) if link else None
    tops = {model.top(one) for one in CODES}
    have = [
        one
        for one in tops
        for its in await tx[LINKS].of_place(town.district.id, one, PAST, 9)
        if its.case_id == case.id
    ]
    top = model.top(code) if code else ""
    told = place.code if place else "", place is None or place.is_there, have
    return told, (top, True, [top] if top else [])


async def test_places_that_became_part_of_one_are_few_that_are_looked_at(tmp_path: Path) -> None:
    """The index of those that did is taken, not that of the whole register."""
    store = await SqlStore.open(f"sqlite:///{tmp_path / 'patrol.db'}")
    asked = str(at_doors.AT.compile(dialect=dialect()))
    async with store._readers.connect() as connection:
        told = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (1,) * asked.count("?"))
        steps = str(told.all())
    await store.close()
    assert "ix_places_into" in steps
    assert "ix_places_since" not in steps
    assert "SCAN places" not in steps
