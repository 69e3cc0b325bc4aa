"""Who reported hears the end: one silent line in private, with before and after."""

from handlers.drill.world import files
from tests.stories.conftest import Street
from tests.stories.test_closing_by_evidence import STALL, done, on_scene


async def test_a_silent_line_with_exact_figures_and_the_pair(street: Street) -> None:
    """By whom, how, how long it took; the picture of both after it."""
    number = await on_scene(street)
    for n in range(3):
        street.wang.send_photo(1002, data=files.draw(n))
        await street.turn(4)
    await street.turn(60)
    assert await done(street, number) == "resolved"
    before = len(street.private(1006))
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(4)
    line, picture = street.private(1006)[before:]
    case = await street.case(number)
    assert case.resolved_at is not None
    seconds = int((case.resolved_at - case.reported_at).total_seconds())
    assert seconds > 60
    took = street.said("minutes-seconds", minutes=seconds // 60, seconds=seconds % 60)
    assert took in line.text
    assert [part in line.text for part in (f"#{number}", "一队", "钱队", street.said("outcome-fixed"))] == [True] * 4
    assert "\n" not in line.text
    assert (line.silent, picture.silent) == (True, True)


async def test_without_a_pair_the_line_alone(street: Street) -> None:
    """Nobody there: one photo, no comparison."""
    number = await on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(3)
    assert await done(street, number, "nobody") == "resolved"
    before = len(street.private(1006))
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(4)
    [line] = street.private(1006)[before:]
    assert street.said("outcome-nobody") in line.text


async def test_who_ends_it_themselves_hears_nothing_more(street: Street) -> None:
    """The reporter confirms: the answer is all."""
    number = await on_scene(street)
    assert await done(street, number, "duplicate") == "resolved"
    before = len(street.private(1006))
    street.reporter.say(1006, f"/confirm {number}")
    await street.turn(4)
    [said] = street.private(1006)[before:]
    assert "钱队" not in said.text
    assert not said.silent


async def test_what_a_captain_calls_off_is_told_with_its_reason(street: Street) -> None:
    """Who took the trouble to report learns why nobody comes."""
    number = await street.report(item=STALL)
    before = len(street.private(1006))
    street.captain.say(1001, f"/cancel {number} 已有人处理")
    await street.turn(3)
    await street.sure(1001)
    await street.turn(4)
    [line] = [m for m in street.private(1006)[before:] if "已有人处理" in m.text]
    assert line.silent
