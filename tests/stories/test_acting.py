"""An acting captain: for a time, whose end comes by itself."""

from datetime import UTC, timedelta

from bot.register.people import Member
from bot.values import formats
from tests.stories.conftest import GROUP, START, Street


async def member(street: Street, user_id: int) -> Member | None:
    """Somebody as the register has them."""
    async with street.house.store.look() as tx:
        return await tx.people.member(1, user_id)


async def enrol(street: Street, user_id: int, words: str) -> None:
    """The captain registers somebody in reply to a greeting."""
    hello = street.who(user_id).say(GROUP, "hello")
    street.captain.say(GROUP, f"/enrol {words}", reply_to=hello)
    await street.turn(3)


async def test_a_captain_for_two_hours(street: Street) -> None:
    """老王 commands until the last second, gets one notice, and goes on as a member with his duty and his team."""
    await enrol(street, 1002, "captain 2h")
    told = street.said("enrolled-until", name="老王", role={"word": "role-captain"}, until="10:00")
    assert street.private(1001, told)
    await street.jump(7180 - (street.clock.now() - START).total_seconds())
    await street.turn(7190 - (street.clock.now() - START).total_seconds())
    first = await street.report()
    street.wang.say(1002, f"/priority {first} high")
    await street.settle()
    assert (await street.case(first)).severity == "high"
    await street.clock.turn(11)  # the tick has not come yet
    street.wang.say(1002, f"/priority {first} low")
    await street.settle()
    assert (await street.case(first)).severity == "high"
    await street.jump(7300)
    over = street.said("term-over", name="老王", role={"word": "role-captain"})
    assert len(street.private(1002, over)) == 1
    assert len(street.private(1001, street.said("term-over-of", name="老王", role={"word": "role-captain"}))) == 1
    found = await member(street, 1002)
    assert found is not None
    assert [str(r.role) for r in found.roles] == ["member"]
    assert found.duty is not None


async def test_who_was_nothing_else_belongs_here_no_longer(street: Street) -> None:
    """A guest for half an hour: off duty and a stranger again; a stop of the program at that moment loses nothing."""
    await enrol(street, 9999, "captain 30m")
    street.who(9999).start_private()
    street.who(9999).say(9999, "/shift start")
    await street.turn(5)
    assert (found := await member(street, 9999)) is not None
    assert found.duty is not None
    await street.turn(1700)
    await street.stop()
    await street.clock.turn(600)
    await street.start()
    await street.turn(5)
    assert (found := await member(street, 9999)) is not None
    assert (found.left_at is not None, found.duty, found.roles) == (True, None, ())
    over = street.said("term-over-and-gone", name="陌生人", role={"word": "role-captain"})
    assert len(street.private(9999, over)) == 1


async def test_the_last_word_on_the_term_holds(street: Street) -> None:
    """Longer, then without an end; who is captain without an end does not become one for a time."""
    await enrol(street, 1004, "captain 1h")
    await enrol(street, 1004, "captain 3h")
    await street.jump(2 * 3600)
    assert (found := await member(street, 1004)) is not None
    assert {str(r) for r in found.role_names(street.clock.now())} == {"captain", "member"}
    await enrol(street, 1004, "captain")
    await street.jump(3 * 3600)
    assert (found := await member(street, 1004)) is not None
    assert "captain" in found.role_names(street.clock.now())
    await enrol(street, 1004, "captain 1h")
    assert street.private(1001, street.said("role-without-end", name="阿强", role={"word": "role-captain"}))
    await enrol(street, 1005, "captain 0m")
    assert street.private(1001, street.said("wrong-duration", duration="0m"))


async def test_the_day_stands_with_the_hour_where_it_is_another(street: Street) -> None:
    """Until 10:00 of the day after tomorrow."""
    await enrol(street, 1004, "captain 50h")
    until = formats.day_clock(START + timedelta(hours=58), UTC)
    assert street.private(1001, street.house.words.fact(street.language, until))
