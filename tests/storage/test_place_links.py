"""Links between cases and places: stored, found by place, carried along when places become one; on both databases."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import dialect

from bot.incidents import at_door
from bot.incidents.at_door import AT_DOORS
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident
from bot.places.register import PLACES, Place, State
from bot.places.standing import colours, linking, links
from bot.places.standing.colours import COLOURS, Coloured
from bot.places.standing.links import BY_PERSON, LINKS, How, Link
from bot.register.people import Who
from bot.screens.places.shown import SHOWN, Which
from bot.values import geo
from bot.values.geo import Point
from bot.work.at_door import Colour
from bot.work.ports import Tx
from bot.work.rules import Rules
from bot.work.schedule import Due
from bot.work.work import Work
from storage import at_doors
from storage.incidents import incidents
from storage.place_links import place_links
from storage.schema import cases
from storage.store import SqlStore
from storage.types import CODE
from tests.stories.test_years import counted

from .conftest import BOTH, HERE, KEPT, LI, WANG, Town
from .test_place_finding import Said, plans

DATABASES = BOTH
NUMBERS = count(1_000)
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


async def test_of_a_busy_place_the_last_cases_are_read(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there were before them; the same goes for one that became part of it, and drills fill no room."""
    await registered(town)
    async with town.store.begin() as tx:
        await become(tx, town, "K2", "K1")
    found = []
    for hour, many in enumerate((200, 1_000)):
        now = KEPT + timedelta(hours=hour)
        async with town.store.begin() as tx:
            await linked(tx, town, "K1", many, now)
            await linked(tx, town, "K2", 20, now)
            await linked(tx, town, "K1", 30, now, drill=True)
        with counted(monkeypatch) as costs:
            async with town.store.look() as tx:
                links_of = await tx[LINKS].of_place(town.district.id, "K1", PAST, 5)
                at_it = await tx[AT_DOORS].at(town.district.id, "K1", PAST, drill=False, most=5)
        found.append(costs)
        assert [one.case_id for one in links_of] == sorted((one.case_id for one in links_of), reverse=True)
        assert min(one.at for one in links_of) > now - timedelta(seconds=5)
        assert [one.counts_at for one in at_it] == [now - timedelta(seconds=n // 2) for n in range(5)]
    small, large = found
    assert [sql for sql, steps in large.steps.items() if steps > 1.2 * small.steps[sql] + 20] == []


async def linked(tx: Tx, town: Town, code: str, many: int, now: datetime, *, drill: bool = False) -> None:
    """So many cases at a place, one a second, the last of them *now*; all count."""
    db = tx.connection  # type: ignore[attr-defined]
    plain = {"district_id": town.district.id, "kind": "incident", "state": "closed", "version": 1, "is_live": False}
    made = [plain | {"number": next(NUMBERS), "reported_at": KEPT, "drill": drill} for _ in range(many)]
    ids = (await db.execute(insert(cases).returning(cases.c.id, sort_by_parameter_order=True), made)).scalars().all()
    unsaid = dict.fromkeys(("relayed", "self_found", "by_hand_only"), False) | {"held_s": 0, "round": 0, "reach": 0}
    own = [unsaid | {"case_id": one, "words": "", "asks": [], "marks": {}} for one in ids]
    await db.execute(insert(incidents), own)
    links = [
        {"case_id": one, "district_id": town.district.id, "code": code, "how": "near", "at": at, "counts_at": at}
        for one, at in zip(ids, (now - timedelta(seconds=n) for n in reversed(range(many))), strict=True)
    ]
    await db.execute(insert(place_links), links)


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


async def reported(town: Town, tx: Tx, at: datetime) -> Incident:
    """A case that came in then."""
    number = await tx.districts.next_number(town.district.id)
    return await tx[INCIDENTS].add(Incident(town.district.id, "incident", number, "open", at, point=HERE))


async def test_old_cases_without_a_place_are_found_by_their_numbers(town: Town) -> None:
    """From the first of the time on, a few numbers at once; what somebody took off a place stays."""
    await registered(town)
    async with town.store.begin() as tx:
        assert await tx[AT_DOORS].numbers(town.district.id, PAST) == (0, 0)
        days = (9, 1, 2, 0, 0)  # one that came in late has a greater number than some that were reported after it
        cases = [await reported(town, tx, KEPT - timedelta(days=n)) for n in days]
        await tx[LINKS].put(Link(cases[3].id, town.district.id, "", How.UNLINKED, KEPT))
        first, newest = await tx[AT_DOORS].numbers(town.district.id, KEPT - timedelta(days=3))
        assert (first, newest) == (cases[1].number, cases[-1].number)
        found = await tx[AT_DOORS].unlinked(town.district.id, KEPT - timedelta(days=3), first - 1, newest)
        assert [one.number for one in found] == [cases[n].number for n in (1, 2, 4)]
        found = await tx[AT_DOORS].unlinked(town.district.id, KEPT - timedelta(days=3), first - 1, first)
        assert [one.number for one in found] == [first]


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
    """What stands where: where each case is, at which place (empty: none), how that is known, what each place became.

    *late*: the place that is registered on the way is there.
    """

    at: dict[int, Point] = field(default_factory=dict)
    linked: dict[int, str] = field(default_factory=dict)
    how: dict[int, How] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    late: bool = False

    def top(self, code: str) -> str:
        """Where a code leads."""
        return self.top(self.into[code]) if code in self.into else code

    def is_there(self, code: str) -> bool:
        """It is registered, and no part of another one."""
        return code not in self.into and (code != LATE or self.late)

    def stays(self, case_id: int, to: Point) -> bool:
        """Whether what a person said of a case holds at another point."""
        how, moved = self.how.get(case_id), geo.metres(self.at[case_id], to)
        if how is How.UNLINKED or moved < linking.AT_M:
            return how in BY_PERSON and moved < linking.AT_M
        return how is How.CHOSEN and geo.metres(spot(self.top(self.linked[case_id])), to) <= linking.AROUND_M

    def stands_at(self, case_id: int, code: str) -> None:
        """Nobody said where a case is: it is at what stands there."""
        there = code if code and self.is_there(code) else ""
        if there or case_id in self.how:
            self.linked[case_id], self.how[case_id] = there, How.NEAR


LATE = "K4"
SPOTS = (*CODES, "", LATE)
CASES = st.integers(0, 2)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["move", "nudge"]), CASES, st.sampled_from(SPOTS)),
        st.tuples(st.sampled_from(["choose", "say"]), CASES, st.sampled_from(CODES)),
        st.tuples(st.just("unlink"), CASES, st.just("")),
        st.tuples(st.just("merge"), st.sampled_from(CODES), st.sampled_from(CODES)),
        st.tuples(st.just("back"), st.sampled_from(CODES), st.just("")),
        st.tuples(st.just("register"), st.just(0), st.just(LATE)),
    ),
    max_size=14,
)


class Over(Exception):
    """Nothing of this is kept."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
async def test_no_link_points_nowhere(town: Town, deeds: list[tuple[str, Any, str]]) -> None:
    """Through relocations, choices, new places, merges and their undoing each case is at one that is there, or none.

    What a person said holds near the spot where they said it; elsewhere a case is at what stands there.
    """
    with suppress(Over):
        async with town.store.begin() as tx:
            for code in CODES:
                await tx[PLACES].add(town.district.id, Place(code, code, "shop", spot(code)), KEPT)
            cases = [await town.incident(tx, point=spot("")) for _ in range(3)]
            work = Work(tx, KEPT, Who(0, "", 0, KEPT, channel="clock"), Rules(), town.district)
            model = Model(at={case.id: spot("") for case in cases})
            for what, of, code in deeds:
                await done(town, work, model, what, of if what in {"merge", "back"} else cases[of], code)
                for case in cases:
                    told, meant = await stands(town, tx, model, case)
                    assert told == meant
            raise Over


async def done(town: Town, work: Work, model: Model, what: str, of: Any, code: str) -> None:
    """One deed, in the memory and in the model."""
    match what:
        case "merge" | "back":
            await merged(town, work.tx, model, of, code)
        case "register":
            await registered_late(town, work, model)
        case "say" | "unlink":
            await said(work, model, of, code)
        case _:
            await moved(work, model, of, code, what)


def spot(code: str, *, beside: bool = False) -> Point:
    """Where a place is, or 20 m from it; for none a point far from all."""
    return Point(HERE.lat + SPOTS.index(code) / 1000, HERE.lon + (0.0002 if beside else 0))


async def moved(work: Work, model: Model, case: Incident, code: str, what: str) -> None:
    """A case is moved to the point of a place, or beside it; *choose*: because somebody says that it is there."""
    chosen, to = what == "choose", spot(code, beside=what == "nudge")
    if chosen and not model.is_there(code):
        return
    was = model.at[case.id]
    await linking.follow(work, replace(case, point=to), was=was, code=code if chosen else "")
    if chosen:
        model.linked[case.id], model.how[case.id] = code, How.CHOSEN
    elif not model.stays(case.id, to):
        model.stands_at(case.id, code)
    model.at[case.id] = to


async def said(work: Work, model: Model, case: Incident, code: str) -> None:
    """A person says at which place a case is, or that it is at none (*code* is empty)."""
    if code and not model.is_there(code):
        return
    place = await work.tx[PLACES].get(case.district_id, code) if code else None
    link, how = await work.tx[LINKS].of_case(case.id), How.CHOSEN if code else How.UNLINKED
    await linking._link(work, replace(case, point=model.at[case.id]), link, place, how)
    model.linked[case.id], model.how[case.id] = code, how


async def registered_late(town: Town, work: Work, model: Model) -> None:
    """A place is registered: cases about it that are at none, as far as anybody knows, may be there."""
    if model.late:
        return
    model.late = True
    await work.tx[PLACES].add(town.district.id, Place(LATE, LATE, "shop", spot(LATE)), KEPT)
    for case_id, at in model.at.items():
        case = await work.tx[INCIDENTS].get(case_id)
        assert case is not None
        await linking.found_late(work, replace(case, point=at), "")
        is_there = geo.metres(at, spot(LATE)) <= linking.AT_M
        if is_there and not model.linked.get(case_id) and model.how.get(case_id) is not How.UNLINKED:
            model.stands_at(case_id, LATE)


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
    tops = {model.top(one) for one in (*CODES, LATE)}
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
