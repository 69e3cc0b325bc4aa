"""Finding among many places: what is found is what reading all of them would find, and nothing reads them all."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.incidents.at_door import AT_DOORS
from bot.places import editions, finding, in_texts
from bot.places.asked.pages import PAGES
from bot.places.editions import Changes
from bot.places.register import NEAR_M, PLACES, Asked, Box, Place, Sort, State
from bot.places.standing.colours import COLOURS
from bot.places.standing.links import LINKS
from bot.values import geo
from bot.values.geo import Point
from tests.measured import many_places
from tests.measured.many_places import CHAIN, HALL

from .conftest import BOTH, HERE, KEPT, Town

DATABASES = BOTH


async def put(town: Town, *there: Place) -> None:
    """A register of these."""
    async with town.store.begin() as tx:
        await editions.write_at_once(tx, town.district.id, Changes(there), KEPT)


def named_so(*names: str, **more: Any) -> list[Place]:
    """Places of these names, each 100 m north of the one before."""
    return [
        Place(f"P{n}A", name, "shop", Point(HERE.lat + n * 0.0009, HERE.lon), **more) for n, name in enumerate(names)
    ]


async def found(town: Town, words: str, here: Point | None = None) -> list[str]:
    """The names that somebody finds."""
    async with town.store.look() as tx:
        return [one.place.name for one in await finding.search(tx, town.district.id, words, here)]


# --- texts


def reports(there: Sequence[Place], chance: random.Random) -> list[str]:
    """What people write: names whole, cut, with a mistake, with others beside them; and what names nothing."""
    said = ["路口有个大坑，车都绕着走", "店 油烟", "有限公司门口打架", f"{CHAIN}门口打架", "a deep hole near the gate"]
    for one in chance.sample(there, 60):
        name = chance.choice(in_texts.names(one))
        at = chance.randrange(len(name))
        wrong = chance.choice(("圣", "", f"{name[at]}大"))
        said += [f"{name}门口打架", f"有人在{name}", f"{name[:at]}{wrong}{name[at + 1 :]} 打架", f"打架 {one.code}"]
        said += [f"{name[: max(4, at)]} 油烟", f"{name}和{chance.choice(there).name}之间"]
    return said


async def test_a_text_names_what_it_would_among_all_of_them(town: Town) -> None:
    """Whatever the index leaves out would not have been named."""
    there = list(many_places.places(400, seed=4))
    await put(town, *there)
    all_of_them = sorted((one for one in there if one.is_there), key=lambda one: one.code)
    async with town.store.look() as tx:
        for text in reports(there, random.Random(7)):
            by_index = await finding.named(tx, town.district.id, text)
            by_list = in_texts.find_in(text, all_of_them)
            assert (by_index and ({p.code for p in by_index.places}, by_index.rest)) == (
                by_list and ({p.code for p in by_list.places}, by_list.rest)
            ), text


async def test_of_a_large_chain_those_at_hand_are_named(town: Town) -> None:
    """However many branches it has: first those whose street is said, then the nearest."""
    branches = [
        Place(f"B{n:03}", f"全好（{n}店）", "shop", Point(HERE.lat + n * 0.0001, HERE.lon), f"东篱路{n}号")
        for n in range(90)
    ]
    far = Place("FAR1", "全好（远店）", "shop", Point(HERE.lat + 0.5, HERE.lon), "银杏街7号")
    await put(town, *branches, far)
    async with town.store.look() as tx:
        here = branches[70].point
        at_hand = await finding.named(tx, town.district.id, "全好门口打架", here)
        said = await finding.named(tx, town.district.id, "银杏街的全好打架", here)
    assert at_hand is not None
    assert said is not None
    assert {f"B{n:03}" for n in range(62, 79)} <= {one.code for one in at_hand.places}
    assert len(at_hand.places) == finding.MOST_NAMED
    assert "FAR1" in {one.code for one in said.places}
    meant = in_texts.by_address("银杏街的全好打架", said.places)
    assert meant is not None
    assert meant.code == "FAR1"


async def test_an_alias_names_its_place_and_a_merged_one_what_it_became(town: Town) -> None:
    """A place that is gone and became nothing is named by nobody."""
    new, old, lost = named_so("银杏旅馆", "东篱河畔大旅馆", "西篱旅馆")
    there = (
        replace(new, aliases=("老银杏",)),
        replace(old, state=State.GONE, into=new.code),
        replace(lost, state=State.GONE),
    )
    await put(town, *there)
    async with town.store.look() as tx:
        for text, code in (
            ("老银杏门口", "P0A"),
            ("东篱河畔大旅馆打架", "P0A"),
            ("东离河畔大旅馆 打架", "P0A"),
            ("打架 P1A", "P0A"),
        ):
            meant = await finding.named(tx, town.district.id, text)
            assert meant is not None, text
            assert [one.code for one in meant.places] == [code], text
        assert await finding.named(tx, town.district.id, "西篱旅馆打架") is None


async def test_two_that_were_merged_into_each_other_end_nowhere(town: Town) -> None:
    """Nobody waits for it."""
    one, other = named_so("银杏旅馆", "东篱旅馆", state=State.GONE)
    await put(town, replace(one, into=other.code), replace(other, into=one.code))
    async with town.store.look() as tx:
        assert await finding.named(tx, town.district.id, "银杏旅馆打架") is None


# --- searching


async def test_what_fits_better_comes_first(town: Town) -> None:
    """The same name, one that begins so, that holds it, that sounds so, with a mistake; gone ones last."""
    await put(
        town,
        *named_so("通盛路口便利", "新通盛路", "通盛路", "通胜路"),
        replace(named_so("通盛路")[0], code="Z9", state=State.GONE),
    )
    assert await found(town, "通盛路") == ["通盛路", "通盛路口便利", "新通盛路", "通胜路", "通盛路"]
    assert (await found(town, "tongshenglu"))[0] in {"通盛路", "通胜路"}
    assert await found(town, "tsl") == ["通盛路", "通胜路", "通盛路口便利", "新通盛路", "通盛路"]


async def test_of_equal_ones_the_nearest_comes_first(town: Town) -> None:
    """Of a common name those around who looks are among the first fifty."""
    await put(town, *named_so(*[f"老王面馆{n}号" for n in range(150)]))
    assert (await found(town, "面馆", Point(HERE.lat + 120 * 0.0009, HERE.lon)))[:3] == [
        "老王面馆120号", "老王面馆119号", "老王面馆121号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("东离旅馆", "东篱旅馆"),
        ("东旅馆", "东篱旅馆"),
        ("东大篱旅馆", "东篱旅馆"),
        ("离旅馆", "东篱旅馆"),
        ("zhangminglu", "长明路"),
        ("changming", "长明路"),
        ("cml", "长明路"),
        ("zml", "长明路"),
        ("chongqing", "重庆路银行"),
        ("yinhang", "重庆路银行"),
        ("cqlyh", "重庆路银行"),
        ("lvdao", "绿岛"),
        ("green lake", "Green Lake Cafe"),
        ("lake", "Green Lake Cafe"),
        ("Gren Lake Cafe", "Green Lake Cafe"),
        ("绿", "绿岛"),
    ],
)
async def test_mistakes_and_two_readings(town: Town, words: str, name: str) -> None:
    """A letter wrong, missing or too many; a character that is read in two ways where no phrase settles which."""
    await put(town, *named_so("东篱旅馆", "长明路", "重庆路银行", "绿岛", "Green Lake Cafe"))
    assert (await found(town, words))[:1] == [name]


ODD = (
    "", " ", "%", "_", "%_%", "'; DROP TABLE places; --", '"', "\\", "\x00", "a\x00b", "😀", "مطعم",
    "\u202eab", "\ud800", "店" * 5000, "x " * 2500, "P1A\x00", "$", "\U0010ffff", "[]", "{}",
)  # fmt: skip


@pytest.mark.parametrize("words", ODD)
async def test_whatever_is_typed_has_an_answer(town: Town, words: str) -> None:
    """Nothing is found, or what is there: nothing breaks, on either database."""
    await put(town, *named_so("东篱旅馆", "Cafe"))
    assert await found(town, words) == []
    async with town.store.look() as tx:
        assert await finding.named(tx, town.district.id, words) is None


async def test_names_of_all_writings_are_found(town: Town) -> None:
    """From right to left, with signs, and five thousand letters long."""
    names = ["مطعم القمر", "😀 笑脸店", "O'Brien's 100%_ Bar", "长" * 5000]
    await put(town, *named_so(*names))
    for words, name in zip(("القمر", "笑脸", "obrien", "长" * 30), names, strict=True):
        assert await found(town, words) == [name]


# --- near


async def test_the_nearest_is_the_one_that_measuring_all_would_find(town: Town) -> None:
    """In a crowd, on the edge of a ring, where nothing is near, over the dateline and far in the north."""
    there = [one for one in many_places.places(600, seed=9) if one.is_there]
    edge = [Place("E1", "a", "x", Point(-16.5, 179.9995)), Place("E2", "b", "x", Point(-16.5, -179.9995)),
            Place("E3", "c", "x", Point(75.0, 10.0)), Place("E4", "d", "x", Point(75.0, 10.02))]  # fmt: skip
    await put(town, *there, *edge)
    chance = random.Random(2)
    points = [HALL, Point(-16.5, 179.9999), Point(-16.5, -179.9999), Point(75.001, 10.01), Point(0.0, 0.5)]
    points += [Point(HERE.lat + chance.uniform(-0.07, 0.07), HERE.lon + chance.uniform(-0.07, 0.07)) for _ in range(30)]
    async with town.store.look() as tx:
        for point in points:
            measured = sorted((geo.metres(point, one.point), one.code) for one in (*there, *edge))
            for within, most in ((500.0, 1), (2000.0, 1), (2000.0, 15), (30.0, 5)):
                wanted = [(round(m, 3), code) for m, code in measured if m <= within][:most]
                near = await tx[PLACES].near(town.district.id, point, within, most)
                assert [(round(one.metres, 3), one.place.code) for one in near] == wanted, (point, within)


# --- what it costs


class Said:
    """Statements on places as they reach the database."""

    def __init__(self, town: Town) -> None:
        self.all: dict[str, Any] = {}
        event.listen(town.store._readers.sync_engine, "before_cursor_execute", self._say)

    def _say(self, _connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if " place" in statement and "EXPLAIN" not in statement:
            self.all.setdefault(statement, parameters)


async def look_everywhere(town: Town) -> None:
    """Every hot way of finding."""
    here, register = HALL, town.district.id
    async with town.store.look() as tx:
        for words in ("通盛路", "tsl", "K7M4QX", "JY133000000001", "店", "云", "有限公司", CHAIN):
            await finding.search(tx, register, words, here)
        for text in (f"{CHAIN}门口打架", "东离旅馆 打架", "路口有个大坑"):
            await finding.named(tx, register, text, here)
        await tx[PLACES].near(register, here, NEAR_M, 1)
        await tx[PLACES].within(register, Box(here.lat - 0.01, here.lon - 0.01, here.lat + 0.01, here.lon + 0.01), 300)
        await tx[PLACES].keyed(register, Sort.NAME, [CHAIN], 20, Asked(here))
        await tx[PLACES].stretch(register, "K", 100)
        await tx[PLACES].anywhere("K7M4QX", 5, [register])
        await tx[PLACES].shared(["K7M4QX", "P001"])
        await tx[PLACES].given("K7M4QX")
        await tx[PLACES].mark(register)
        box = Box(here.lat - 0.01, here.lon - 0.01, here.lat + 0.01, here.lon + 0.01)
        await tx[PAGES].codes_in(register, [box])
        await tx[PAGES].nowhere(register)
        for after in (None, (KEPT, "K"), (KEPT + timedelta(days=1), "K")):
            await tx[PAGES].changed(register, KEPT, after, 200)
        await tx[PAGES].being_written_since(register, KEPT)
        await tx[LINKS].of_place(register, "K7M4QX", KEPT, 20)
        await tx[LINKS].counting(register, "", 20)
        await tx[AT_DOORS].at(register, "K7M4QX", KEPT, drill=False, most=20)
        await tx[AT_DOORS].unlinked(register, KEPT, 0, 20)
        await tx[COLOURS].of(register, ["K7M4QX"])
        await tx[COLOURS].mark(register)


async def plans(town: Town, said: Said, *, few: bool = True) -> dict[str, str]:
    """How the database goes about each; PostgreSQL with *few* rows as with many."""
    async with town.store._readers.connect() as connection:
        if few and connection.dialect.name == "postgresql":
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        return {
            statement: "\n".join(str(row) for row in await connection.exec_driver_sql(explain + statement, parameters))
            for statement, parameters in said.all.items()
        }


IS_STAGED = "places.since > place_registers.edition"
"""What an edition has that nobody reads yet is found by its edition: that is the right index then."""

READS_ALL = (
    "SCAN places",
    "SCAN place_keys",
    "SCAN place_links",
    "SCAN place_colours",
    "Seq Scan on places ",
    "Seq Scan on place_keys ",
    "ix_places_since (register_id=? AND since",
    "ix_places_until",
    'places USING INDEX ix_places_cell (register_id=?)"',
)
"""How the databases say that all rows of a table, or of a register, are gone through."""


async def reading_all(town: Town, count: int) -> list[str]:
    """Hot statements over so many places, with their plans, that go through all rows."""
    await many_places.fill(town.store, town.district.id, count, KEPT)
    is_sqlite, found = town.url.startswith("sqlite"), []
    for counted in (False, True):
        if counted:
            async with town.store._writer.connect() as connection:
                await connection.exec_driver_sql("ANALYZE")
                await connection.commit()
        elif not is_sqlite:
            continue
        said = Said(town)
        await look_everywhere(town)
        for statement, plan in (await plans(town, said, few=count < 10_000)).items():
            found += [
                f"{statement}\n{plan}"
                for reads_all in READS_ALL
                if reads_all in plan and not (IS_STAGED in statement and "ix_places_since" in reads_all)
            ]
    async with town.store.look() as tx:
        assert await tx[PLACES].count(town.district.id) == count
    return found


async def test_no_hot_statement_reads_all_places(town: Town) -> None:
    """Neither all rows nor all keys, with statistics or without."""
    assert await reading_all(town, 3000) == []


@pytest.mark.long
async def test_no_hot_statement_reads_all_of_many_places(town: Town) -> None:
    """The same with a hundred thousand."""
    assert await reading_all(town, 100_000) == []


async def test_a_look_around_reads_one_index_and_a_report_asks_little(town: Town) -> None:
    """However crowded it is: one statement for the nearest, four for a text that names a place."""
    await many_places.fill(town.store, town.district.id, 300, KEPT)
    said = Said(town)
    async with town.store.look() as tx:
        await tx[PLACES].near(town.district.id, HALL, NEAR_M, 1)
    assert len(said.all) == 1
    if town.url.startswith("sqlite"):
        assert "USING COVERING INDEX ix_places_cell" in next(iter((await plans(town, said)).values()))
    said.all.clear()
    async with town.store.look() as tx:
        await finding.named(tx, town.district.id, f"{CHAIN}门口打架", HALL)
    assert len(said.all) <= 4


async def test_what_changed_is_read_in_the_order_of_its_index(town: Town) -> None:
    """Nothing is sorted for the next page, however much has changed."""
    await many_places.fill(town.store, town.district.id, 300, KEPT)
    said = Said(town)
    async with town.store.look() as tx:
        await tx[PAGES].changed(town.district.id, KEPT, (KEPT, "K"), 50)
    [told] = (await plans(town, said)).values()
    assert "ix_places_changed" in told
    assert "TEMP B-TREE" not in told
