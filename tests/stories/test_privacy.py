"""What is stored about a person: told, handed over as a file, and erased as far as it may be."""

import json

import pytest
from sqlalchemy import text

from bot.incidents.table import ALSO
from bot.privacy import actions as privacy_actions
from bot.privacy import erasing
from bot.values.geo import Point
from bot.work.inbox import InboxRow
from storage.schema import metadata
from tests import handed
from tests.stories.conftest import CENTRE, GROUP, START, Street


async def test_anybody_hears_what_is_stored(street: Street) -> None:
    """A stranger too, in one message."""
    stranger = street.who(9999)
    stranger.start_private()
    stranger.say(9999, "/privacy")
    await street.turn(3)
    [told] = street.private(9999, "/mydata")
    assert "30" in told.text


async def test_ones_own_data_come_as_a_file(street: Street) -> None:
    """With what they reported and did; in private only."""
    await street.report()
    street.reporter.say(GROUP, "/mydata")
    await street.turn(3)
    assert street.private(1006, street.said("only-in-private"))
    street.reporter.say(1006, "/mydata")
    await street.turn(3)
    [sent] = [m for m in street.world.messages(1006) if "document" in m.body]
    data = json.loads(street.world.files.find(sent.body["document"]["file_id"]).data)
    assert data["cases"][0]["number"] == 1
    assert data["people"][0]["name"] == "路人甲"
    assert {row["by_id"] for row in data["history"]} == {1006}


async def test_it_is_written_down_who_looked_at_a_case(street: Street) -> None:
    """The captain finds it in their own data, with the hour."""
    await street.report()
    street.captain.say(GROUP, "/case 1")
    street.captain.say(GROUP, "/history 1")
    await street.turn(3)
    async with street.house.store.look() as tx:
        looks = (await handed.of(tx, 1001))["looks"]
    assert [row["what"] for row in looks] == ["case", "history"]
    assert all(row["at"].startswith("2026-03-02T00:0") for row in looks)


async def test_who_is_counted_on_cannot_be_forgotten_yet(street: Street) -> None:
    """A live case, duty, the only captain: each is said, and nothing is erased."""
    await street.report()
    street.reporter.say(1006, "/forgetme")
    street.captain.say(1001, "/forgetme")
    await street.turn(3)
    assert street.private(1006, street.said("forget-open-cases", cases="#1"))
    assert street.private(1001, street.said("forget-on-duty"))
    street.captain.say(1001, "/off")
    street.captain.say(1001, "/forgetme")
    await street.turn(3)
    assert street.private(1001, street.said("forget-last-captain"))
    async with street.house.store.look() as tx:
        kept = [await tx.people.get(user_id) for user_id in (1001, 1006)]
    assert [person.name for person in kept if person] == ["钱队", "路人甲"]


async def test_who_asks_is_forgotten_and_the_chain_holds(street: Street) -> None:
    """Asked once, under their own thumb only; name, words and membership go, the case and its chain stay."""
    street.reporter.say(GROUP, "王家门口有人打架")
    number = await street.report()
    street.captain.say(1001, f"/cancel {number} test")
    await street.sure(1001)
    await street.turn(3)
    assert (await street.case(number)).closed_at is not None
    street.reporter.say(1006, "/forgetme")
    await street.turn(3)
    [asked] = street.private(1006, street.said("forget-sure", copies=privacy_actions.COPIES_KEPT_DAYS))
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(3)
    async with street.house.store.look() as tx:
        person, mine = await tx.people.get(1006), await tx.people.districts_of(1006)
        left = await handed.of(tx, 1006)
    assert person is not None
    assert (person.name, person.username, mine) == ("\u2014", None, [])
    assert "history_sides" not in left
    assert "tracks" not in left
    assert (await street.case(number)).words == ""
    assert await street.house.store.verify(1) is None
    street.reporter.say(GROUP, "/board")
    await street.turn(3)
    assert not street.private(1006, street.said("board-empty"))


async def test_what_is_kept_for_a_time_goes_afterwards(street: Street) -> None:
    """Letters after 30 days, looks after 180; the case and its history stay."""
    number = await street.report()
    street.captain.say(GROUP, f"/case {number}")
    street.captain.say(1001, f"/cancel {number} test")
    await street.sure(1001)
    await street.turn(5)
    async with street.house.store.look() as tx:
        before = await handed.of(tx, 1001)
    await street.clock.turn(31 * 86400)
    await street.house.tick.clean()
    async with street.house.store.look() as tx:
        month = await handed.of(tx, 1001)
    await street.clock.turn(150 * 86400)
    await street.house.tick.clean()
    async with street.house.store.look() as tx:
        later = await handed.of(tx, 1001)
    assert "outbox" in before
    assert "outbox" not in month
    assert ("looks" in month, "looks" in later) == (True, False)
    assert later["history"] == before["history"]


async def test_words_go_wherever_they_followed(street: Street) -> None:
    """Into a case that theirs was merged into, a small fact, an update that was given up: handed over, and erased."""
    first = await street.report(by=1005)
    street.zhou.say(GROUP, "two bikes", reply_to=street.card(first))
    await street.settle()
    street.reporter.say(GROUP, "王家门口 / 三辆车")
    second = await street.report("shop_overflow", near=_north(0.001))
    street.captain.say(GROUP, f"/merge {second} {first}")
    await street.sure(1001)
    await street.turn(2)
    third = await street.report("road_occupation", by=1004, near=_north(0.002))
    street.captain.say(GROUP, f"/merge {first} {third}")
    await street.sure(1001)
    await street.turn(2)
    said = {1005: "two bikes", 1006: "王家门口 / 三辆车"}
    assert [await _also_said(street, one) for one in (first, third)] == [{1006: said[1006]}, said]
    payload = json.dumps({"update_id": 7, "message": {"from": {"id": 1006}, "text": "lost words"}})
    async with street.house.store.begin() as tx:
        await tx.inbox.add([InboxRow(1, 7, 1006, payload, street.clock.now())])
        await tx.inbox.failed(1, 7, "trouble", street.clock.now(), dead=True)
        await tx.kept.put("shifted:1006", True)
        await tx.kept.put("shifted:100", True)
        told = await handed.of(tx, 1006)
    assert [row["name"] for row in told["kept"]] == ["menu:1006:1006:", "shifted:1006"]
    assert "lost words" in told["inbox"][0]["payload"]
    await _forget(street, 1006, third)
    async with street.house.store.look() as tx:
        left = await handed.of(tx, 1006)
        assert await tx.kept.get("shifted:100") is True
    assert [await _also_said(street, one) for one in (first, third)] == [{1006: ""}, said | {1006: ""}]
    assert (await street.case(first)).words == "two bikes"
    assert await _where(street, "王家门口") == set()
    assert {"inbox", "kept", "history_sides", "drafts"} & set(left) == set()
    assert len(left.get("postings", [])) <= 1, "that they are told how it ended"
    assert await street.house.store.verify(1) is None


def _north(degrees: float) -> Point:
    """Somewhere north of the centre."""
    return Point(CENTRE.lat + degrees, CENTRE.lon)


async def _also_said(street: Street, number: int) -> dict[int, str]:
    """Whose reports became part of a case, and in which words."""
    return {one["by"]: one["words"] for one in (await street.case(number)).marks[ALSO]}


async def _where(street: Street, words: str) -> set[str]:
    """The tables in which *words* stand, in whatever column."""
    async with street.house.store.look() as tx:
        found = set()
        for table in metadata.sorted_tables:
            rows = await tx.connection.execute(text(f"SELECT * FROM {table.name}"))  # type: ignore[attr-defined]
            if any(words in str(value) for row in rows for value in row):
                found.add(table.name)
    return found


async def _forget(street: Street, user_id: int, *numbers: int) -> None:
    """End what holds them back, and tap *yes*."""
    for number in numbers:
        street.captain.say(GROUP, f"/cancel {number} over")
        await street.sure(1001)
    await street.turn(2)
    street.who(user_id).say(user_id, "/forgetme")
    await street.turn(5)
    street.who(user_id).press(street.private(user_id)[-1], street.said("button-sure"))
    await street.turn(5)


async def test_the_audit_says_how_many_lines_lost_their_words(street: Street) -> None:
    """Erased is not broken: the chain holds, and the lines are counted."""
    street.reporter.say(GROUP, "王家门口有人打架")
    number = await street.report(None)
    [before] = await street.house.store.audit()
    await _forget(street, 1006, number)
    [after] = await street.house.store.audit()
    assert (before.bad, after.bad) == (None, None)
    assert before.erased == 0
    assert after.erased >= 1
    assert after.lines > before.lines


async def test_updates_and_tracks_go_by_themselves(street: Street) -> None:
    """The words of an update are gone when it is done, its key after three days; tracks after thirty."""
    street.wang.start_live(1002, CENTRE.lat, CENTRE.lon)
    street.reporter.say(GROUP, "words that nobody needs")
    await street.settle()
    assert await _rows(street, "SELECT count(*) FROM inbox WHERE payload != ''") == 0
    assert await _rows(street, "SELECT count(*) FROM inbox WHERE state = 'done'") > 0
    assert await _rows(street, "SELECT count(*) FROM tracks") == 1
    for days, updates, tracks in ((2, True, True), (4, False, True), (31, False, False)):
        await street.clock.turn((days * 86400) - (street.clock.now() - START).total_seconds())
        await street.house.tick.clean()
        left = [await _rows(street, f"SELECT count(*) FROM {table}") > 0 for table in ("inbox", "tracks")]
        assert left == [updates, tracks]


async def _rows(street: Street, query: str) -> int:
    async with street.house.store.look() as tx:
        return int((await tx.connection.execute(text(query))).scalar_one())  # type: ignore[attr-defined]


async def test_who_left_much_behind_is_forgotten_a_slice_at_a_time(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so, goes on after a restart, and tells at the end; out of the district at once."""
    number = await street.report()
    for n in range(6):
        street.reporter.say(GROUP, f"还有{n}", reply_to=street.card(number))
        await street.turn(2)
    street.captain.say(1001, f"/cancel {number} test")
    await street.sure(1001)
    await street.turn(3)
    monkeypatch.setattr(erasing, "SLICE", 3)
    monkeypatch.setattr(erasing, "SEARCHED", 20)
    street.reporter.say(1006, "/forgetme")
    await street.turn(3)
    [asked] = street.private(1006, street.said("forget-sure", copies=privacy_actions.COPIES_KEPT_DAYS))
    assert await street.press(1006, asked, street.said("button-sure")) == street.said("forgetting")
    async with street.house.store.look() as tx:
        assert await tx.people.districts_of(1006) == []
        assert "history_sides" in await handed.of(tx, 1006)
    await street.stop()
    await street.start()
    await street.turn(120)
    async with street.house.store.look() as tx:
        left = await handed.of(tx, 1006)
        assert await tx.kept.beginning("erase:") == {}
    assert not {"history_sides", "tracks", "roles"} & left.keys()
    assert all(row["text"] == "" for row in left.get("evidence", []))
    said = street.said("forgotten", texts=0, files=0, messages=0, stay=0, until="2026-04-06")
    ends = [m for m in street.private(1006) if m.text.endswith(said.splitlines()[-1])]
    assert len(ends) == 1
    assert await street.house.store.verify(1) is None
