"""What is stored about a person: told, handed over as a file, and erased as far as it may be."""

import json

from tests.stories.conftest import GROUP, Street


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
        looks = (await tx.privacy.of(1001))["looks"]
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
    await street.turn(3)
    assert (await street.case(number)).closed_at is not None
    street.reporter.say(1006, "/forgetme")
    await street.turn(3)
    [asked] = street.private(1006, street.said("forget-sure"))
    await street.press(1006, asked, street.said("button-sure"))
    await street.turn(3)
    async with street.house.store.look() as tx:
        person, mine = await tx.people.get(1006), await tx.people.districts_of(1006)
        left = await tx.privacy.of(1006)
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
    await street.turn(5)
    async with street.house.store.look() as tx:
        before = await tx.privacy.of(1001)
    await street.clock.turn(31 * 86400)
    await street.house.tick.clean()
    async with street.house.store.look() as tx:
        month = await tx.privacy.of(1001)
    await street.clock.turn(150 * 86400)
    await street.house.tick.clean()
    async with street.house.store.look() as tx:
        later = await tx.privacy.of(1001)
    assert "outbox" in before
    assert "outbox" not in month
    assert ("looks" in month, "looks" in later) == (True, False)
    assert later["history"] == before["history"]
