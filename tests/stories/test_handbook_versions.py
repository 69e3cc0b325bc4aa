"""A handbook that changes while cases are open: each is handled as it began, new ones as it reads now."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.handbook import file as handbook_file
from bot.handbook import versions as handbook_versions
from bot.handbook import written as handbook_written
from bot.handbook.book import Handbook
from bot.handbook.store import HANDBOOKS
from bot.handbook.versions import Plan
from bot.imports import bringing_in, district_file
from bot.values.geo import Point
from bot.values.refused import Mistakes, Refused
from storage.store import SqlStore
from tests.stories.conftest import DISTRICT, GROUP, Street

NEAR_TWO, NEAR_THREE = Point(30.3200, 120.2800), Point(30.3300, 120.2900)
BIKES, STALL = "shared_bike_parking", "street_stall"


def starter() -> dict[str, Any]:
    """The handbook that comes along, as plain values to be changed."""
    data: dict[str, Any] = yaml.safe_load("".join(handbook_written.pieces(handbook_file.starter(), None)))
    return data


def item(data: dict[str, Any], code: str) -> dict[str, Any]:
    """One item of it."""
    found: dict[str, Any] = next(one for one in data["items"] if one["code"] == code)
    return found


def renamed(*, retired: tuple[str, ...] = (STALL,)) -> dict[str, Any]:
    """Bikes under another name, with one step, one photo and another criterion; one item more; *retired* ones less."""
    data = starter()
    bikes = item(data, BIKES)
    bikes |= {"name_zh": "单车堵路", "name_en": "Bikes in the way", "closure": {"zh": "路通了", "en": "Way is free"}}
    bikes["steps"] = [{"n": 1, "zh": "搬开", "en": "Move them"}]
    bikes["evidence"] = {"photos": [{"key": "after", "zh": "搬开后", "en": "After moving"}]}
    kites = {"code": "kites", "name_zh": "放风筝", "name_en": "Kites", "category": "parking", "severity": "low",
             "words": {"zh": ["风筝"], "en": ["kite"]}}  # fmt: skip
    data["items"].append(kites)
    for code in retired:
        item(data, code)["retired"] = True
    return data


async def planned(store: SqlStore, file: Path, data: dict[str, Any], *, prune: bool = False) -> Plan:
    """What a file that says *data* would change now."""
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf8")
    async with store.look() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        return handbook_versions.plan(
            await handbook_versions.now_of(tx, district), handbook_file.read(file), prune=prune
        )


async def bring_in(street: Street, data: dict[str, Any], file: Path, *, prune: bool = False) -> Plan:
    """Import as the command line does: beside the running bot, with a store of its own."""
    store = await SqlStore.open(street.database_url)
    try:
        plan = await planned(store, file, data, prune=prune)
        async with store.begin() as tx:
            district = await tx.districts.get(1)
            assert district is not None
            await handbook_versions.bring_in(tx, district, plan, street.clock.now())
        return plan
    finally:
        await store.close()


async def on_scene(street: Street, user_id: int, number: int) -> None:
    """Accept and arrive."""
    for word in ("accept", "arrived"):
        street.who(user_id).say(user_id, f"/{word} {number}")
        await street.turn(3)
    assert (await street.case(number)).state == "on_scene"


async def photo_and_done(street: Street, user_id: int, number: int) -> str:
    """Send one photo, say done, and return the state of the case."""
    street.who(user_id).send_photo(user_id)
    await street.turn(6)
    street.who(user_id).say(user_id, f"/done {number}")
    await street.turn(3)
    return str((await street.case(number)).state)


async def test_an_open_case_keeps_its_reading_and_a_new_one_gets_the_new(street: Street, tmp_path: Path) -> None:
    """Name, steps, evidence and criterion of the old case stay; the running bot uses the new version at once."""
    before = handbook_file.starter().item(BIKES)
    old = await street.report(BIKES)
    await bring_in(street, renamed(), tmp_path / "new.yaml")
    await on_scene(street, 1002, old)
    new = await street.report(BIKES, by=1001, near=NEAR_TWO)
    await on_scene(street, 1004, new)
    is_zh = street.language == "zh"
    assert (before.name_zh if is_zh else before.name_en) in street.card(old).text
    assert ("单车堵路" if is_zh else "Bikes in the way") in street.card(new).text
    closure = before.closure
    assert closure is not None
    [old_steps] = street.private(1002, closure.zh if is_zh else closure.en)
    assert all((step.zh if is_zh else step.en) in old_steps.text for step in before.steps)
    [new_steps] = street.private(1004, "路通了" if is_zh else "Way is free")
    assert ("搬开" if is_zh else "Move them") in new_steps.text
    assert len([line for line in new_steps.text.splitlines() if line.startswith(street.said("step-open"))]) == 1
    assert await photo_and_done(street, 1004, new) == "resolved"
    photos = len(before.evidence.photos)
    assert photos > 1
    states = [await photo_and_done(street, 1002, old) for _ in range(photos)]
    assert states == ["on_scene"] * (photos - 1) + ["resolved"]
    assert await street.house.store.verify(1) is None


async def test_a_retired_item_is_not_offered_and_its_old_case_shows_it(street: Street, tmp_path: Path) -> None:
    """Neither by button, word, nor by a press on a button of yesterday; the old case is finished under its name."""
    old = await street.report(STALL)
    asked = await street.report(None, by=1001, near=NEAR_TWO)
    name = handbook_file.starter().item(STALL)
    shown = name.name_zh if street.language == "zh" else name.name_en
    short = name.short_zh if street.language == "zh" else name.short_en
    assert short in street.card(asked).labels
    await bring_in(street, renamed(), tmp_path / "new.yaml")
    query = street.captain.press_data(street.card(asked), f"incident:1.{asked}:item:{STALL}")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("item-retired", item=shown)
    street.captain.say(1001, f"/item {asked} {STALL}")
    await street.turn(3)
    assert (await street.case(asked)).item is None
    fresh = await street.report(None, by=1005, near=NEAR_THREE)
    assert short not in street.card(fresh).labels
    street.zhou.say(GROUP, "风筝" if street.language == "zh" else "a kite")
    await street.turn(3)
    assert (await street.case(fresh)).item == "kites"
    await on_scene(street, 1002, old)
    assert shown in street.card(old).text
    photos = len(name.evidence.photos)
    assert [await photo_and_done(street, 1002, old) for _ in range(photos)][-1] == "resolved"
    assert await street.house.store.verify(1) is None


async def _entry(street: Street, asked: str) -> str:
    """What a captain reads of an entry."""
    street.captain.say(1001, f"/handbook {asked}")
    await street.turn(3)
    return street.private(1001)[-1].text


async def test_a_case_keeps_the_laws_of_its_version(street: Street, tmp_path: Path) -> None:
    """A law with another name and mark: an old case reads the old ones, everybody else the new; twice is once."""
    law = starter()["laws"]["ZJ_SR"]
    assert law["verification"] == "text"
    old = await street.report(STALL)
    for n in (1, 2):
        data = starter()
        data["laws"]["ZJ_SR"] |= {
            "name_zh": f"新法{n}", "name_en": f"New law {n}", "verification": "unverified",
        }  # fmt: skip
        plan = await bring_in(street, data, tmp_path / "laws.yaml")
        assert {(one.what, one.fields) for one in plan.differences} == {("changed", ("laws",))}
        assert (await bring_in(street, data, tmp_path / "laws.yaml")).is_empty
        if n == 1:
            middle = await street.report(STALL, by=1001, near=NEAR_TWO)
    own = "name_zh" if street.language == "zh" else "name_en"
    was, first, second = await _entry(street, str(old)), await _entry(street, str(middle)), await _entry(street, STALL)
    name = "新法{}" if street.language == "zh" else "New law {}"
    marked = street.said("entry-basis-unverified", law="", edition="", articles="§", says="").partition("§")[0]
    unsure = marked.replace("<b>", "").replace("</b>", "").strip()
    assert (law[own] in was, unsure in was) == (True, False)
    assert (name.format(1) in first, unsure in first, name.format(2) in first) == (True, True, False)
    assert (name.format(2) in second, law[own] in second) == (True, False)
    cases = [await street.case(number) for number in (old, middle)]
    assert [one.item_version for one in cases] == [0, 1]


async def test_an_update_of_the_program_changes_no_case(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program brings along reads otherwise, or is gone: old cases stay as they were, new ones follow."""
    before = handbook_file.starter()
    stall, bikes = before.item(STALL), before.item(BIKES)
    was = [await street.report(STALL), await street.report(BIKES, by=1001, near=NEAR_TWO)]
    changed = [
        one.model_copy(update={"name_zh": "游商", "name_en": "Hawkers"}) if one.code == STALL else one
        for one in before.own
        if one.code != BIKES
    ]
    monkeypatch.setitem(type(street).start.__globals__, "book", lambda: Handbook(changed, before.papers))
    for _ in range(2):
        await street.stop()
        await street.start()
        await street.turn(3)
    own = "name_zh" if street.language == "zh" else "name_en"
    for number, reading in zip(was, (stall, bikes), strict=True):
        assert getattr(reading, own) in street.card(number).text
        assert getattr(reading, own) in await _entry(street, str(number))
    now = await street.report(STALL, by=1005, near=NEAR_THREE)
    await street.turn(5)
    assert ("游商" if street.language == "zh" else "Hawkers") in street.card(now).text
    assert [(await street.case(number)).item_version for number in (*was, now)] == [0, 0, -1]
    assert street.said("version-starter", n=2) in await _entry(street, STALL)
    asked = await street.report(None, by=1001, near=Point(30.3400, 120.2700))
    assert getattr(bikes, own) not in str(street.card(asked).labels)
    situation = (await street.house.board.situations([1], {}))[1]
    assert situation.parts[f"case:{was[1]}"]["item"][own] == getattr(bikes, own)
    async with street.house.store.look() as tx:
        assert sorted(await tx[HANDBOOKS].starter_papers()) == [-1, 0]
        district = await tx.districts.get(1)
        assert district is not None
        assert (
            await handbook_versions.now_of(tx, district)
        ).edition == -2  # this program's own starter has both as before


def test_a_case_about_what_nobody_knows_any_more_is_shown_by_its_code() -> None:
    """Never an exception: a card must go out."""
    found = Handbook([]).reading("lost_kites", 3)
    assert (found.code, found.name_zh, found.name_en, found.retired) == ("lost_kites", "lost_kites", "lost_kites", True)


async def test_the_same_file_again_changes_nothing(street: Street, tmp_path: Path) -> None:
    """No new version; and what is exported afterwards is the same as well."""
    first = await bring_in(street, renamed(), tmp_path / "new.yaml")
    assert {(one.what, one.item.code) for one in first.differences} == {
        ("changed", BIKES), ("added", "kites"), ("retired", STALL),
    }  # fmt: skip
    changed = next(one for one in first.differences if one.what == "changed")
    assert changed.fields == ("name_zh", "name_en", "steps", "evidence", "closure")
    again = await bring_in(street, renamed(), tmp_path / "new.yaml")
    assert again.is_empty
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        assert district.handbook == 1
        book = await handbook_versions.now_of(tx, district)
    file = tmp_path / "out.yaml"
    file.write_text("".join(handbook_written.pieces(book, GROUP)), encoding="utf8")
    found = handbook_file.read(file)
    assert found.chat_id == GROUP
    assert handbook_versions.plan(book, found, prune=True).is_empty
    assert [one.code for one in found.items if one.retired] == [STALL]
    moves = [line for line in await _history(street) if line == "handbook"]
    assert len(moves) == 1


async def _history(street: Street) -> list[str]:
    async with street.house.store._readers.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT move FROM history ORDER BY id")
        return [row[0] for row in rows]


async def test_only_prune_retires_what_a_file_does_not_name(street: Street, tmp_path: Path) -> None:
    """A file with one item extends the handbook; with *prune* that item is the handbook. It can come back."""
    data = starter()
    data["items"] = [item(data, BIKES)]
    plain = await bring_in(street, data, tmp_path / "one.yaml")
    assert plain.is_empty
    pruned = await bring_in(street, data, tmp_path / "one.yaml", prune=True)
    assert {one.what for one in pruned.differences} == {"retired"}
    assert len(pruned.differences) == len(starter()["items"]) - 1
    number = await street.report(None)
    short = {one.code: one.short_zh if street.language == "zh" else one.short_en for one in handbook_file.starter().own}
    assert [name for name in short.values() if name in street.card(number).labels] == [short[BIKES]]
    back = await bring_in(street, starter(), tmp_path / "all.yaml")
    assert {(one.what, one.fields) for one in back.differences} == {("changed", ("retired",))}
    assert await street.house.store.verify(1) is None


def _name(street: Street, code: str) -> str:
    found = handbook_file.starter().item(code)
    return found.name_zh if street.language == "zh" else found.name_en


async def test_a_version_that_was_made_meanwhile_is_not_overwritten(street: Street, tmp_path: Path) -> None:
    """Who planned before it hears so, and nothing of theirs is applied."""
    other = starter()
    item(other, BIKES)["severity"] = "high"
    mine = await planned(street.house.store, tmp_path / "mine.yaml", renamed())
    await bring_in(street, other, tmp_path / "other.yaml")
    with pytest.raises(Refused) as refused:
        async with street.house.store.begin() as tx:
            district = await tx.districts.get(1)
            assert district is not None
            await handbook_versions.bring_in(tx, district, mine, street.clock.now())
    assert (refused.value.key, refused.value.facts) == ("handbook-changed-meanwhile", {"version": 1})
    async with street.house.store.look() as tx:
        assert [one.code for one in await tx[HANDBOOKS].readings(1)] == [BIKES]


async def test_a_district_file_brings_its_handbook(street: Street, tmp_path: Path) -> None:
    """A path beside the file; the second time nothing changes."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "ours.yaml").write_text(yaml.safe_dump(renamed(), allow_unicode=True), encoding="utf8")
    file = tmp_path / "again.yaml"
    text = DISTRICT.replace("LANGUAGE", street.language) + "handbook: book/ours.yaml\n"
    file.write_text(text, encoding="utf8")
    told = []
    for _ in range(2):
        async with street.house.store.begin() as tx:
            read = district_file.read(file, street.rules)
            told.append(await bringing_in.bring_in(tx, read, street.rules, street.clock.now()))
    assert sorted(key for key, _ in told[0].lines) == ["handbook-added", "handbook-changed", "handbook-retired"]
    assert told[1].lines == []
    number = await street.report()
    assert ("单车堵路" if street.language == "zh" else "Bikes in the way") in street.card(number).text


async def test_mistakes_of_both_files_are_told_together(street: Street, tmp_path: Path) -> None:
    """First those of the district file, then those of its handbook, by line; one for another district is refused."""
    book, file = tmp_path / "ours.yaml", tmp_path / "again.yaml"
    book.write_text("items:\n  - code: kites\n    name_zh: 风筝\n    severity: huge\n", encoding="utf8")
    file.write_text("district: {chat_id: -5, name: x, language: fr}\nhandbook: ours.yaml\n", encoding="utf8")
    with pytest.raises(Mistakes) as wrong:
        district_file.read(file, street.rules)
    assert [(one.key, one.facts.get("line")) for one in wrong.value.all] == [
        ("file-wants-one-of", 1), ("handbook-in-file-wrong", 2),
        ("file-missing-field", 2), ("file-missing-field", 2), ("file-wants-one-of", 4),
    ]  # fmt: skip
    assert all(street.said(one.key, **one.facts) for one in wrong.value.all)
    file.write_text("district: {chat_id: -5, name: x}\nhandbook: nowhere.yaml\n", encoding="utf8")
    with pytest.raises(Mistakes) as wrong:
        district_file.read(file, street.rules)
    assert [one.key for one in wrong.value.all] == ["handbook-in-file-wrong", "file-unreadable"]
    book.write_text(yaml.safe_dump(starter() | {"district": -6}, allow_unicode=True), encoding="utf8")
    file.write_text("district: {chat_id: -5, name: x}\nhandbook: ours.yaml\n", encoding="utf8")
    with pytest.raises(Refused) as refused:
        district_file.read(file, street.rules)
    assert refused.value.key == "handbook-of-other-district"
