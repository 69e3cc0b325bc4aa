"""Handbooks as rows: papers by version, and items in every version in which they changed."""

import asyncio
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from bot.desk.desk import Desk
from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook.book import Handbook
from bot.handbook.file import HandbookFile
from bot.handbook.model import Basis, Item, Law, Papers
from bot.handbook.store import HANDBOOKS
from bot.handbook.versions import BOOK, Books
from bot.screens.board import Board
from bot.work import speaker as work_speaker
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.features import Features
from bot.work.rules import Rules
from bot.work.work import Work
from handlers.process.clock import HandClock

from .conftest import BOTH, KEPT, NOW, Town

DATABASES = BOTH


def an_item(code: str = "kites", name: str = "风筝 🪁\n'\"\\", **more: object) -> Item:
    """One item, with letters of every kind."""
    return Item.model_validate(
        {"code": code, "name_zh": name, "name_en": "Kites", "category": "street", "severity": "low", **more}
    )


def papers(version: str = "1") -> Papers:
    """A law and a title."""
    law = Law(name_zh="某法", name_en="Some law", version=version, verification="unverified")
    return Papers(meta={"title_zh": "手册", "levels": {"text": "全文"}}, laws={"LAW": law})


async def test_a_district_has_none_until_one_is_brought_in(town: Town) -> None:
    """Then its papers and items come back as they were; another district still has none."""
    item = an_item(version=1)
    async with town.store.begin() as tx:
        assert await tx[HANDBOOKS].papers(town.district.id) == {}
        assert await tx[HANDBOOKS].readings(town.district.id) == []
        await tx[HANDBOOKS].add(town.district.id, 1, papers(), [item], NOW)
    async with town.store.look() as tx:
        assert await tx[HANDBOOKS].papers(town.district.id) == {1: papers()}
        assert await tx[HANDBOOKS].readings(town.district.id) == [item]
        assert await tx[HANDBOOKS].papers(town.district.id + 1) == {}


async def test_every_reading_stays(town: Town) -> None:
    """Oldest first; with the papers of each version; the order within a version is that of the file."""
    first = [an_item("zebra", version=1), an_item("ant", version=1)]
    second = [an_item("zebra", name="斑马", retired=True, version=2)]
    async with town.store.begin() as tx:
        await tx[HANDBOOKS].add(town.district.id, 1, papers(), first, NOW)
        await tx[HANDBOOKS].add(town.district.id, 2, papers("2"), second, NOW)
    async with town.store.look() as tx:
        assert await tx[HANDBOOKS].readings(town.district.id) == [*first, *second]
        assert await tx[HANDBOOKS].papers(town.district.id) == {1: papers(), 2: papers("2")}


async def test_the_whole_starter_is_kept_as_it_is(town: Town) -> None:
    """Every item of it, with every field."""
    items = [item.model_copy(update={"version": 1}) for item in handbook_file.starter().own]
    async with town.store.begin() as tx:
        await tx[HANDBOOKS].add(town.district.id, 1, handbook_file.starter().papers, items, NOW)
    async with town.store.look() as tx:
        assert await tx[HANDBOOKS].readings(town.district.id) == items
        assert await tx[HANDBOOKS].papers(town.district.id) == {1: handbook_file.starter().papers}


async def test_each_edition_of_the_program_is_kept_once(town: Town) -> None:
    """A start with the same one adds nothing; what a later one changes or leaves out is kept beside the earlier."""
    law = Law(name_zh="某法", name_en="Some law", version="1", verification="unverified")
    basis = Basis(law="LAW", articles="第一条", says_zh="说", says_en="says", verification="text")
    ant, bee, cow = an_item("ant", id="A-1"), an_item("bee", legal_basis=[basis]), an_item("cow")
    first = Handbook([ant, bee], Papers(laws={"LAW": law}))
    second = Handbook([cow, bee], Papers(laws={"LAW": law.model_copy(update={"version": "2"})}))
    third = Handbook([cow.model_copy(update={"id": "a1"}), bee], second.papers)
    read = []
    for brought in (first, first, second, second, third, third):
        books = Books(brought)
        await books.keep(town.store, NOW)
        async with town.store.look() as tx:
            read.append([(one.code, one.version, one.retired) for one in await tx[HANDBOOKS].starter_readings()])
    assert read[0] == read[1] == [("ant", 0, False), ("bee", 0, False)]
    assert read[2] == read[3] == [*read[0], ("cow", -1, False), ("bee", -1, False), ("ant", -1, True)]
    assert read[4] == read[5] == [*read[3], ("cow", -2, False)]
    book = books.built_in
    assert [one.code for one in book.own] == ["cow", "bee", "ant"]
    assert [one.code for one in book.items if one.code in {"ant", "bee", "cow"}] == ["cow", "bee"]
    assert [book.laws_of(book.reading("bee", version))["LAW"].version for version in (0, -1)] == ["1", "2"]
    assert (book.reading("ant", 0), book.edition, book.version) == (ant, -2, 0)


async def test_of_two_who_make_the_same_version_the_second_fails(town: Town) -> None:
    """Nothing of the second is kept, and a code stands once in a version."""
    async with town.store.begin() as tx:
        await tx[HANDBOOKS].add(town.district.id, 1, papers(), [an_item(version=1)], NOW)
    for codes in (["other_thing"], ["same", "same"]):
        with pytest.raises(IntegrityError):
            async with town.store.begin() as tx:
                version = 1 if len(codes) == 1 else 2
                await tx[HANDBOOKS].add(town.district.id, version, papers("2"), [an_item(code) for code in codes], NOW)
    async with town.store.look() as tx:
        assert await tx[HANDBOOKS].readings(town.district.id) == [an_item(version=1)]


async def test_bringing_in_makes_a_version_and_a_line_of_history(town: Town) -> None:
    """Read anew, items carry the version in which they came to read so; the chain of history holds."""
    file = HandbookFile((an_item(),), papers())
    for name in ("风筝", "纸鸢"):
        await brought(town, an_item(name=name))
    async with town.store.look() as tx:
        district = await tx.districts.get(town.district.id)
        assert district is not None
        book: Handbook = await handbook_versions.now_of(tx, district)
    assert (district.handbook, book.version) == (2, 2)
    assert [book.item("kites", version).name_zh for version in (1, 2)] == ["风筝", "纸鸢"]
    assert book.item("kites").version == 2
    assert file.items[0].code in {one.code for one in book.items}
    assert book.item("shared_bike_parking").version == 0
    assert await town.store.verify(town.district.id) is None


@action(Right.HOUSE, "tests.kites")
async def kites(work: Work) -> Answer:
    """How an item of the district's own handbook reads now."""
    return Answer("note", {"name": work.at_hand[BOOK].item("kites").name_zh})


async def test_nobody_waits_while_the_handbook_of_a_district_is_taken_apart(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever needs it does, and reads the newest; all others write and look meanwhile, also after an import."""
    clock = HandClock(NOW)
    desk = Desk(town.store, clock, Books(handbook_file.starter()), Rules(), Features(()))
    board, speaker = Board(town.store, clock, desk.books, desk.opening), work_speaker.as_clock(town.district, NOW)
    learn, taken_apart = handbook_versions.learn, []
    for name in ("风筝", "纸鸢"):
        await brought(town, an_item(name=name))
        begun, may_end = threading.Event(), threading.Event()

        def slowly(book: Handbook, begun: threading.Event = begun, may_end: threading.Event = may_end) -> None:
            taken_apart.append(book.version)
            begun.set()
            assert may_end.wait(20)
            learn(book)

        monkeypatch.setattr(handbook_versions, "learn", slowly)
        doing = asyncio.create_task(desk.do(kites, speaker))
        looking = asyncio.create_task(board.see(kites, speaker))
        assert await asyncio.to_thread(begun.wait, 20)
        async with asyncio.timeout(20), town.store.begin() as tx:
            await tx.kept.put("said-meanwhile", name)
        assert not doing.done()
        assert not looking.done()
        may_end.set()
        assert [one and one.facts["name"] for one in ((await doing).answer, await looking)] == [name, name]
    assert taken_apart == [1, 2], "once for each version"


async def brought(town: Town, item: Item) -> None:
    """Another version of the district's handbook, in which an item reads so."""
    async with town.store.begin() as tx:
        district = await tx.districts.get(town.district.id)
        assert district is not None
        wanted = HandbookFile((item,), papers())
        plan = handbook_versions.plan(await handbook_versions.now_of(tx, district), wanted, prune=False)
        await handbook_versions.bring_in(tx, district, plan, KEPT)
