"""A file of places held against the register and written over it: what it says, and nothing of what people said."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.places import editions
from bot.places.asked.pages import PAGES
from bot.places.editions import ALIVE, EDITIONS, From, Writing
from bot.places.files import bringing, planning, reading, telling
from bot.places.files.bringing import Done
from bot.places.files.overtaking import Overtaking
from bot.places.files.planning import Plan, Wishes
from bot.places.kinds import kinds
from bot.places.register import PAST, PLACES, Contact, Line, Place, State
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.values.slices import Pace
from bot.words import Words

from .conftest import BOTH, CAPTAIN, HERE, KEPT, Town

DATABASES = BOTH
WORDS = Words(strict=True)
SHOP = Place(
    "P1", "东篱便利店", "shop", HERE, "东篱路1号", aliases=("老王小店",), contacts=(Contact("王", "138"),), version=1
)
HOTEL = Place("P2", "春晓旅馆", "hotel", Point(HERE.lat + 0.01, HERE.lon), "春晓路2号")
KILN = {"code": "kiln", "zh": "窑", "en": "Kiln", "firm": True, "name": "public"}
HEAD = "编号,名称,类型,纬度,经度,地址"


async def nothing(_seconds: float = 0.0) -> None:
    """Between two slices."""


class Desk:
    """A captain's file is looked at and brought in; *between* two slices something else may happen."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town = town
        self.folder = folder
        self.now = KEPT + timedelta(hours=1)
        self.between: Callable[[float], Awaitable[None]] = nothing

    def writing(self) -> Writing:
        """A writer whose slices take no time."""
        return Writing(self.town.store, Pace(lambda: 0.0, self._sleep), lambda: self.now, "one")

    async def _sleep(self, seconds: float) -> None:
        await self.between(seconds)

    async def look(self, *lines: str, head: str = HEAD, **wishes: object) -> Plan:
        """What a file would change; all of it can be said in both languages."""
        file = self.folder / "places.csv"
        file.write_text("\n".join([head, *lines]) + "\n", encoding="utf8")
        read = reading.read(file)
        plan = await bringing.look(self.writing(), self.town.district.id, read, Wishes(**wishes), UTC)  # type: ignore[arg-type]
        for key, facts in telling.lines(plan, "places.csv", swapped=0, prune=True):
            for language in WORDS.languages:
                WORDS.say(language, key, **facts)
        return plan

    async def bring(self, *lines: str, head: str = HEAD, **wishes: object) -> Done:
        """Looked at and brought in."""
        plan = await self.look(*lines, head=head, **wishes)
        return await bringing.bring(self.writing(), self.town.district.id, plan, From("places.csv", CAPTAIN))

    async def all(self) -> list[Place]:
        """The register."""
        async with self.town.store.look() as tx:
            return [one async for one in editions.whole(tx, self.town.district.id)]

    async def one(self, code: str) -> Place:
        """One of it."""
        return next(one for one in await self.all() if one.code == code)

    async def past(self, code: str) -> Sequence[Line]:
        """Its history, the newest first."""
        async with self.town.store.look() as tx:
            return await tx[PAST].of(self.town.district.id, code, 10)

    async def edit(self, code: str, **fields: object) -> None:
        """Somebody changes a place by hand."""
        async with self.town.store.begin() as tx:
            before = await tx[PLACES].get(self.town.district.id, code)
            assert before is not None
            new = await tx[PLACES].save(self.town.district.id, replace(before, **fields), self.now)  # type: ignore[arg-type]
            facts = {name: [str(getattr(before, name)), str(value)] for name, value in fields.items()}
            line = Line(code, new.version, self.now, CAPTAIN, "private", "edit", facts)
            await tx[PAST].add(self.town.district.id, [line])


@pytest.fixture
async def desk(town: Town, tmp_path: Path) -> Desk:
    """Two places stand in the register."""
    async with town.store.begin() as tx:
        for place in (SHOP, HOTEL):
            await tx[PLACES].add(town.district.id, place, KEPT)
            line = Line(place.code, 1, KEPT, CAPTAIN, "private", "new", {})
            await tx[PAST].add(town.district.id, [line])
    return Desk(town, tmp_path)


OURS = ("P1,东篱便利店,shop,30.3147,120.2741,东篱路1号", "P2,春晓旅馆,hotel,30.3247,120.2741,春晓路2号")


async def test_what_a_file_does_not_say_stays(desk: Desk) -> None:
    """Columns that it has not, and cells that are empty; the same once more changes nothing."""
    assert len(await desk.look(*OURS)) == 0
    done = await desk.bring("P1,东篱超市,,,,", "P9,新店,shop,30.3147,120.3,")
    assert (done.new, done.changed, done.conflicts) == (1, 1, ())
    assert await desk.one("P1") == replace(SHOP, name="东篱超市", version=2, changed_at=desk.now)
    assert len(await desk.look("P1,东篱超市,,,,", "P9,新店,shop,30.3147,120.3,")) == 0
    [line, _] = await desk.past("P1")
    assert (line.version, line.by_id, line.move) == (2, CAPTAIN, "import")
    assert line.facts == {"name": ["东篱便利店", "东篱超市"], "file": [None, "places.csv"]}
    assert [one.move for one in await desk.past("P9")] == ["import-new"]


async def test_a_row_without_a_code_finds_its_place(desk: Desk) -> None:
    """By a number of another system, or by name, address and point; a new one gets a code, and keeps it."""
    head = "名称,类型,纬度,经度,地址,外部编号:市"
    line = "王记面馆,eatery,30.31,120.27,柳岸路3号,C-77"
    assert (await desk.bring(",".join([*OURS[0].split(",")[1:], ""]), line, head=head)).new == 1
    [new] = [one for one in await desk.all() if one.name == "王记面馆"]
    assert len(new.code) == 6
    assert not new.code.isdigit()
    assert len(await desk.look(line, head=head)) == 0
    await desk.bring("王家面馆,eatery,30.32,120.28,柳岸路5号,C-77", head=head)
    assert (await desk.one(new.code)).name == "王家面馆"
    assert len(await desk.all()) == 3


async def test_what_may_be_there_already_is_offered(desk: Desk) -> None:
    """A similar name nearby, the same door; left out until somebody says which."""
    head = HEAD.removeprefix("编号,")
    near = "东篱便利,shop,30.3148,120.2742,东篱路1号"
    plan = await desk.look(near, head=head)
    assert ([row.number for row, _ in plan.doubtful], len(plan)) == ([2], 0)
    assert [one.code for _, found in plan.doubtful for one in found] == ["P1"]
    assert len((await desk.look(near, head=head, duplicates="new")).new) == 1
    same = await desk.bring(near, head=head, duplicates="same")
    assert (same.changed, (await desk.one("P1")).name) == (1, "东篱便利")


async def test_with_prune_the_rest_is_gone_and_comes_back_when_it_is_named(desk: Desk) -> None:
    """Its code stays; what a captain marked gone stays gone whatever a file names."""
    assert (await desk.bring(OURS[0], prune=True)).gone == 1
    gone = await desk.one("P2")
    assert (gone.state, gone.version) == (State.GONE, 2)
    assert (await desk.past("P2"))[0].move == "import-gone"
    assert (await desk.bring(*OURS)).changed == 1
    assert (await desk.one("P2")).state is State.UNKNOWN
    await desk.edit("P2", state=State.GONE)
    assert len(await desk.look(*OURS)) == 0


async def test_kinds_are_kept_by_their_codes(desk: Desk) -> None:
    """As the district calls them or the program does; what nobody listed stays as it was written, and is named."""
    district = replace(desk.town.district, settings={kinds.KEPT: [KILN]})
    async with desk.town.store.begin() as tx:
        await tx.districts.save(district)
    lines = [f"K{n},店{n},{kind},30.3,120.{n + 3},"
             for n, kind in enumerate(("出租房", "Rental house", "窑", "铁铺", "shop"))]  # fmt: skip
    told = dict((await desk.look(*lines)).notes)
    assert told == {"places-kinds-unlisted": {"kinds": "铁铺"}}
    await desk.bring(*lines)
    found = {one.code: one.kind for one in await desk.all()}
    assert [found[f"K{n}"] for n in range(5)] == ["rental", "rental", "kiln", "铁铺", "shop"]
    await desk.edit("K0", kind="出租房")
    assert [one.kind for one in (await desk.look(*lines)).changed] == ["rental"]


async def test_a_twin_that_is_gone_takes_no_row_of_a_place_that_is_there(desk: Desk) -> None:
    """Codes pass in their order, and the twin's is the first; nobody else's row brings it back."""
    async with desk.town.store.begin() as tx:
        for code in ("A1", "A2"):
            await tx[PLACES].add(desk.town.district.id, replace(SHOP, code=code, state=State.GONE), KEPT)
    await desk.edit("A2", into="P1")
    line = ",".join(OURS[0].split(",")[1:])
    plan = await desk.look(line, OURS[1].split(",", 1)[1], head=HEAD.removeprefix("编号,"), prune=True)
    assert (plan.same, len(plan), plan.doubtful) == (2, 0, [])


async def test_who_names_only_the_twin_means_the_place_that_it_was_merged_into(desk: Desk) -> None:
    """By its code or by its name: the place that stands for both does not go."""
    merged = replace(HOTEL, code="A2", name="春晓老店", state=State.GONE, into="P2")
    async with desk.town.store.begin() as tx:
        await tx[PLACES].add(desk.town.district.id, merged, KEPT)
    twin = "春晓老店,hotel,30.3247,120.2741,春晓路2号"
    for line in (f"A2,{twin}", f",{twin}"):
        plan = await desk.look(OURS[0], line, prune=True)
        assert (plan.same, len(plan), plan.doubtful) == (2, 0, [])


async def test_a_merged_place_stays_merged_whatever_state_a_row_says(desk: Desk) -> None:
    """Only who takes the merge back brings it back."""
    await desk.edit("P2", state=State.GONE, into="P1")
    plan = await desk.look(f"{OURS[1]},营业", head=f"{HEAD},状态")
    assert (plan.same, len(plan)) == (1, 0)


@pytest.mark.parametrize("is_first", [True, False])
async def test_what_may_be_a_place_that_another_row_means_waits(desk: Desk, is_first: bool) -> None:
    """Wherever in the file that row stands: taken for the place it would be written twice, taken for new it is two."""
    lines = ["P1,东篱便利店,,,,新路9号", ",东篱便利,shop,30.3148,120.2742,"]
    for duplicates in ("leave", "same"):
        plan = await desk.look(*(lines if is_first else lines[::-1]), duplicates=duplicates)
        assert ([one.code for one in plan.changed], len(plan.new)) == (["P1"], 0)
        assert [row.name for row, _ in plan.doubtful] == ["东篱便利"]
    plan = await desk.look(*lines, duplicates="new")
    assert [one.name for one in plan.new] == ["东篱便利"]


async def test_codes_of_another_office_double_nothing(desk: Desk) -> None:
    """What may be there already is offered under whatever code; taken for the place, it keeps the place's code."""
    theirs = "X7,东篱便利,shop,30.3148,120.2742,东篱路1号", "X8,柳岸书店,shop,30.3,120.2,柳岸路3号"
    plan = await desk.look(*theirs)
    assert [(row.code, found[0].code) for row, found in plan.doubtful] == [("X7", "P1")]
    assert [one.code for one in plan.new] == ["X8"]
    assert [one.code for one in (await desk.look(*theirs, duplicates="new")).new] == ["X7", "X8"]
    assert (await desk.bring(*theirs, duplicates="same")).changed == 1
    assert {(one.code, one.name) for one in await desk.all()} == {
        ("P1", "东篱便利"), ("P2", "春晓旅馆"), ("X8", "柳岸书店"),
    }  # fmt: skip


async def test_a_code_that_the_file_puts_beside_the_place_s_own_is_another(desk: Desk) -> None:
    """Whoever adds a row to our own list knows what stands in it; so does the district's own file."""
    plan = await desk.look(OURS[0], "X7,东篱便利,shop,30.3148,120.2742,东篱路1号")
    assert ([one.code for one in plan.new], plan.doubtful) == (["X7"], [])
    async with desk.town.store.look() as tx:
        new = replace(SHOP, code="X7", name="东篱便利")
        assert len((await planning.compare(tx, desk.town.district.id, [new], desk.now)).new) == 1


async def test_the_houses_of_a_street_are_not_one(desk: Desk) -> None:
    """Names that differ in their numbers name two places, however alike they are."""
    houses = [f"东篱路{n}号出租房,rental,30.31{n},120.2741," for n in (46, 47, 48)]
    head = HEAD.removeprefix("编号,")
    assert (await desk.bring(houses[0], head=head)).new == 1
    plan = await desk.look(*houses, head=head)
    assert (plan.same, len(plan.new), plan.doubtful) == (1, 2, [])


async def test_one_place_twice_in_a_file_is_a_mistake(desk: Desk) -> None:
    """Without codes that tell them apart, nor numbers; beyond a few metres they are two."""
    head = "名称,纬度,经度,地址,外部编号:市"
    rows = (
        "柳岸书店,30.31,120.27,柳岸路3号",
        " 柳岸 书店,30.31005,120.27,柳岸路3号,",
        "柳岸书店,30.3102,120.27,柳岸路3号",
    )
    plan = await desk.look(*rows, "新店,30.2,120.27,,1", "新店,30.2,120.27,,2", head=head)
    assert [(one.key, one.facts["line"], one.facts["first"]) for one in plan.mistakes] == [("places-row-twice", 3, 2)]
    assert len(plan.new) == 4
    coded = [f"B{n},柳岸书店,shop,30.31,120.27,柳岸路3号" for n in range(2)]
    assert len((await desk.look(*coded)).new) == 2


async def test_nothing_goes_while_a_row_has_a_mistake(desk: Desk) -> None:
    """It may name one of them."""
    plan = await desk.look(OURS[0], "P2,春晓旅馆,hotel,north,120,", prune=True)
    assert (plan.wrong, len(plan.gone)) == (1, 0)
    assert [one.facts["line"] for one in plan.mistakes] == [3]


async def test_a_new_code_of_digits_alone_is_refused(desk: Desk) -> None:
    """It would be the number of a case; so is one that differs only in its letters."""
    plan = await desk.look("42,店,shop,30.3,120.2,", "p1,店,shop,30.3,120.2,")
    assert {one.key for one in plan.mistakes} == {"places-digits-alone", "places-code-alike"}


async def test_a_mistake_names_the_column_as_the_file_does(desk: Desk) -> None:
    """Also where it is found only against the register."""
    plan = await desk.look("42,店,30.3,120.2", "P9,,30.3,120.2", head="编号,名称,纬度,经度")
    assert [one.facts["column"] for one in plan.mistakes] == ["编号", "名称"]


async def test_a_row_that_is_older_than_the_place_changes_nothing(desk: Desk) -> None:
    """By the day or the moment that it says."""
    head = f"{HEAD},更新日期"
    plan = await desk.look("P1,旧名,,,,,2026/3/1", "P2,新名,,,,,2026年3月2日", head=head)
    assert ([code for _, code in plan.older], [one.code for one in plan.changed]) == (["P1"], ["P2"])


async def test_a_point_that_somebody_corrected_stays(desk: Desk) -> None:
    """The file says what it said before."""
    head = f"{HEAD},坐标系"
    line = "P1,东篱便利店,shop,30.3123,120.2788,东篱路1号,gcj02"
    assert (await desk.bring(line, head=head)).changed == 1
    await desk.edit("P1", point=Point(30.3150, 120.2745))
    assert len(await desk.look(line, head=head)) == 0


async def test_what_somebody_changes_meanwhile_stays_and_is_named(desk: Desk) -> None:
    """The rest of the row goes in; one that was registered meanwhile stays too."""
    done: list[bool] = []

    async def meanwhile(_seconds: float) -> None:
        if not done:
            done.append(True)
            await desk.edit("P1", name="人写的名字", state=State.OPEN)
            await desk.edit("P2", community="三村")
            async with desk.town.store.begin() as tx:
                await tx[PLACES].add(desk.town.district.id, replace(HOTEL, code="M1", name="现场登记"), desk.now)

    desk.between = meanwhile
    told = await desk.bring("P1,文件的名字,shop,30.3147,120.2741,新路9号", "P2,春晓酒店,,,,", "P7,新,shop,30.3,120.2,")
    assert [(one.place.code, one.fields) for one in told.conflicts] == [("P1", ("name",))]
    first = await desk.one("P1")
    assert (first.name, first.address, first.state, first.version) == ("人写的名字", "新路9号", State.OPEN, 3)
    second = await desk.one("P2")
    assert (second.name, second.community, second.version) == ("春晓酒店", "三村", 3)
    assert {one.code for one in await desk.all()} == {"P1", "P2", "P7", "M1"}
    assert [line.version for line in await desk.past("P1")] == [3, 2, 1]
    assert set((await desk.past("P1"))[0].facts) == {"address", "file"}
    for language in WORDS.languages:
        for key, facts in told.conflicts[0].lines:
            assert "P1" in WORDS.say(language, key, **facts)


async def test_what_somebody_changes_stays_where_the_file_would_have_it_gone(desk: Desk) -> None:
    """They have just been there."""
    done: list[bool] = []

    async def meanwhile(_seconds: float) -> None:
        if not done:
            done.append(True)
            await desk.edit("P2", name="还在")

    desk.between = meanwhile
    told = await desk.bring(OURS[0], prune=True)
    assert (await desk.one("P2")).state is State.UNKNOWN
    assert [one.place.code for one in told.conflicts] == ["P2"]


async def test_a_code_that_is_given_meanwhile_is_theirs(desk: Desk) -> None:
    """The file thought that it was new."""
    plan = await desk.look("P7,文件,shop,30.3,120.2,")
    async with desk.town.store.begin() as tx:
        await tx[PLACES].add(desk.town.district.id, replace(HOTEL, code="P7", name="现场登记"), desk.now)
    told = await bringing.bring(desk.writing(), desk.town.district.id, plan, From("places.csv"))
    assert [one.place.code for one in told.conflicts] == ["P7"]
    assert [one.name for one in await desk.all() if one.code == "P7"] == ["现场登记"]


async def test_what_is_written_changed_when_its_writing_began(desk: Desk) -> None:
    """Not when the file was looked at: who asked in between for what has changed would never hear of it."""
    plan = await desk.look(OURS[0], "P2,春晓酒店,,,,", "P7,新,shop,30.3,120.2,", prune=True)
    desk.now += timedelta(minutes=5)
    began = desk.now

    async def meanwhile(_seconds: float) -> None:
        desk.now += timedelta(seconds=7)
        async with desk.town.store.look() as tx:
            written = await tx[PAGES].being_written_since(desk.town.district.id, desk.now)
        assert written is None or written == began

    desk.between = meanwhile
    await bringing.bring(desk.writing(), desk.town.district.id, plan, From("places.csv"))
    assert [(await desk.one(code)).changed_at for code in ("P1", "P2", "P7")] == [KEPT, began, began]
    assert [(await desk.past(code))[0].at for code in ("P2", "P7")] == [began, began]


async def test_from_its_begin_on_an_import_is_being_written(desk: Desk) -> None:
    """Also before its first slice, and after somebody changed the place that it wrote first."""
    own = desk.town.district.id
    async with desk.town.store.begin() as tx:
        edition = await tx[EDITIONS].begin(own, "one", desk.now)
        assert await tx[PAGES].being_written_since(own, desk.now) == desk.now
        await tx[EDITIONS].give_up(edition)
        assert await tx[PAGES].being_written_since(own, desk.now) is None
    began = desk.now
    plan = await desk.look(OURS[0], prune=True)
    staged = await desk.writing().stage(own, plan.changes(From("places.csv")))
    desk.now += ALIVE / 2
    await desk.edit("P2", name="还在")
    assert staged.edition is not None
    await Overtaking(desk.writing(), staged.edition, staged.changes, own).settle()
    async with desk.town.store.look() as tx:
        assert await tx[PAGES].being_written_since(own, desk.now) == began


async def test_what_a_killed_import_leaves_goes(desk: Desk) -> None:
    """Programs are held up by it for a minute; it is cleaned away, and whoever wrote it writes no more."""
    own = desk.town.district.id
    plan = await desk.look(OURS[0], "P7,新,shop,30.3,120.2,", prune=True)
    staged = await desk.writing().stage(own, plan.changes(From("places.csv")))
    assert staged.edition is not None
    before = await desk.all()
    desk.now += ALIVE - timedelta(seconds=1)
    await desk.writing().tidy_abandoned()
    async with desk.town.store.look() as tx:
        assert await tx[PAGES].being_written_since(own, desk.now) is not None
        assert await tx[PAGES].being_written_since(own, desk.now + timedelta(seconds=1)) is None
    desk.now += timedelta(seconds=1)
    await desk.writing().tidy_abandoned()
    async with desk.town.store.look() as tx:
        db = tx.connection  # type: ignore[attr-defined]
        assert (await db.execute(text("SELECT count(*) FROM places"))).scalar_one() == 2
    for again in (staged, await desk.writing().stage(own, plan.changes(From("places.csv")))):
        desk.now += ALIVE
        with pytest.raises(Refused, match="import-taken-over"):
            await bringing.switched(desk.writing(), again, own)
    assert await desk.all() == before


async def test_who_dies_in_the_middle_leaves_nothing(desk: Desk) -> None:
    """Nobody sees a part, and no line of history."""

    class Dead(Exception):
        """It."""

    async def dies(_seconds: float) -> None:
        raise Dead

    before = await desk.all()
    desk.between = dies
    with pytest.raises(Dead):
        await desk.bring("P1,别的,,,,")
    assert (await desk.all(), len(await desk.past("P1"))) == (before, 1)
