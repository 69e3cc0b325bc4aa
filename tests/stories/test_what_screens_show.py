"""The situation of a district: what a screen is given, and what it is not."""

from dataclasses import replace
from typing import Any

import pytest

from bot.incidents.store import INCIDENTS
from bot.screens.ground import Ground
from bot.screens.parts import Part
from bot.screens.snapshot import PERSONAL, Situation
from bot.values.geo import Point
from tests.stories.conftest import CENTRE, GROUP, Street

pytestmark = pytest.mark.parametrize("street", ["zh"], indirect=True)


async def _seen(street: Street, grounds: dict[int, Ground] | None = None) -> Situation:
    return (await street.house.board.situations([1], grounds if grounds is not None else {}))[1]


async def _team(street: Street, team_id: int = 1) -> Part:
    return (await _seen(street)).parts[f"team:{team_id}"]


def _all_texts(value: Any) -> str:
    return repr(value)


async def test_a_case_is_there_from_its_report_to_its_end(street: Street) -> None:
    """With its time left as an instant, its team, its evidence, and gone once it is closed."""
    number = await street.report("shared_bike_parking")
    case = (await _seen(street)).parts[f"case:{number}"]
    assert (case["state"], case["team"], case["have"], case["need"]) == ("dispatched", 1, 0, 3)
    assert (case["item"]["code"], case["limit_s"], case["reporter"]) == ("shared_bike_parking", 600, "路人甲")
    street.wang.say(1002, f"/done {number} duplicate")
    await street.turn(2)
    seen = await _seen(street)
    assert seen.parts[f"case:{number}"]["state"] == "resolved"
    assert seen.figures.unconfirmed.cases == (number,)
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(2)
    seen = await _seen(street)
    assert f"case:{number}" not in seen.parts
    assert seen.figures.on_time.cases == (number,)
    assert seen.parts["figures"]["rate"] == 1.0


@pytest.mark.parametrize("outcome", ["", "nobody", "duplicate"])
async def test_a_resolved_case_counts_what_its_outcome_asked_for(street: Street, outcome: str) -> None:
    """The screen and the card say the same: one photo for nobody there, none for a duplicate, all for fixed."""
    number = await street.report("street_stall")
    for word in ("accept", "arrived"):
        street.wang.say(1002, f"/{word} {number}")
        await street.turn(2)
    for _ in range({"": 3, "nobody": 1, "duplicate": 0}[outcome]):
        street.wang.send_photo(1002)
        await street.turn(2)
    street.wang.say(1002, f"/done {number} {outcome}")
    await street.turn(3)
    assert (await street.case(number)).state == "resolved"
    case = (await _seen(street)).parts[f"case:{number}"]
    seen = await street.house.board.view((await street.case(number)).id, GROUP, "card")
    assert seen is not None
    assert (case["have"], case["need"]) == (seen[0].have, seen[0].need)
    assert case["have"] == case["need"] == {"": 3, "nobody": 1, "duplicate": 0}[outcome]


async def test_why_nobody_goes_is_told(street: Street) -> None:
    """An open case says how many teams are busy, off duty, unknown."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.turn(2)
    number = await street.report("shared_bike_parking")
    case = (await _seen(street)).parts[f"case:{number}"]
    assert (case["state"], case["nobody"]) == ("open", {"off_duty": 3})
    assert (await _seen(street)).figures.waiting.cases == (number,)


async def test_what_a_team_does_and_where_it_is_known_to_be(street: Street) -> None:
    """Free at its base, live on the way, stale when its fix is old, and never silently wrong."""
    assert [(await _team(street))[k] for k in ("state", "known", "cases")] == ["free", "base", []]
    live = street.wang.start_live(1002, CENTRE.lat + 0.01, CENTRE.lon, 900)
    await street.turn(2)
    assert [(await _team(street))[k] for k in ("known", "point")] == ["live", [CENTRE.lat + 0.01, CENTRE.lon]]
    number = await street.report("shared_bike_parking")
    assert (await _team(street))["state"] == "free"
    street.captain.say(1001, f"/assign {number} 一队")
    await street.turn(2)
    street.captain.press_data(street.private(1001)[-1], f"incident:1.{number}:assign:1!")
    await street.turn(2)
    assert [(await _team(street))[k] for k in ("state", "cases")] == ["sent", [number]]
    street.wang.say(1002, f"/accept {number}")
    await street.turn(2)
    assert (await _team(street))["state"] == "on_the_way"
    street.wang.stop_live(live)
    await street.turn(901)
    assert (await _team(street))["known"] == "stale"


async def test_who_is_off_duty_is_nowhere(street: Street) -> None:
    """A position is shown only while its person is on duty."""
    street.wang.start_live(1002, CENTRE.lat, CENTRE.lon, 900)
    await street.turn(2)
    street.wang.say(1002, "/off")
    await street.turn(2)
    assert [(await _team(street))[k] for k in ("state", "known")] == ["off_duty", "base"]


async def test_pictures_come_newest_first_with_their_case(street: Street) -> None:
    """By id; their bytes are asked for elsewhere, by those who may."""
    number = await street.report("shared_bike_parking")
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(2)
    for _ in range(2):
        street.wang.send_photo(1002)
        await street.turn(1)
    seen = await _seen(street)
    shown = [part for key, part in seen.parts.items() if key.startswith("picture:")]
    assert [(p["number"], p["stage"], p["by"]) for p in shown] == [(number, "after", "老王")] * 2
    assert shown[0]["id"] > shown[1]["id"]
    assert seen.parts[f"case:{number}"]["have"] == 2


async def test_a_wall_shows_nobodys_name_words_or_pictures(street: Street) -> None:
    """Whatever stands in it, no person does."""
    street.reporter.say(-1001000000001, "门口乱停放，我电话 13800000000")
    number = await street.report("shared_bike_parking")
    street.wang.say(1002, f"/arrived {number}")
    street.wang.send_photo(1002)
    await street.turn(2)
    seen = await _seen(street)
    whole, wall = _all_texts(seen.parts), _all_texts(seen.without_people())
    for personal in ("路人甲", "老王", "小李", "13800000000"):
        assert personal in whole
        assert personal not in wall
    assert not [key for key in seen.without_people() if key.startswith("picture:")]
    assert not [n for part in seen.without_people().values() for n in part if n in PERSONAL]
    assert "一队" in wall


async def test_reminders_are_counted(street: Street) -> None:
    """Each that was given, whatever it said."""
    number = await street.report("shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(620)
    case = (await _seen(street)).parts[f"case:{number}"]
    assert case["reminders"] == 4
    assert (await _seen(street)).figures.overdue.cases == (number,)
    assert (await _seen(street)).figures.late.cases == (number,)


async def test_a_drill_is_in_no_figure(street: Street) -> None:
    """A case that was made for a drill is not shown among the real ones."""
    number = await street.report("shared_bike_parking")
    async with street.house.store.begin() as tx:
        found = await tx[INCIDENTS].by_number(1, number)
        assert found is not None
        await tx[INCIDENTS].keep(replace(found, drill=True))
    seen = await _seen(street)
    assert f"case:{number}" not in seen.parts
    assert seen.figures.reported.cases == ()


async def test_the_ground_is_not_read_at_every_look(street: Street) -> None:
    """Places change seldom: they are read again after half a minute, and the nearest of each point once."""
    grounds: dict[int, Ground] = {}
    await _seen(street, grounds)
    first = grounds[1]
    await _seen(street, grounds)
    assert grounds[1] is first
    far = Point(CENTRE.lat + 0.02, CENTRE.lon)
    assert first.near(far) is first.near(far)


async def test_what_was_worked_out_for_ended_cases_is_forgotten(street: Street) -> None:
    """The nearest places are remembered for live cases and for no others, however long the bot runs."""
    grounds: dict[int, Ground] = {}
    numbers = [
        await street.report("shared_bike_parking", near=Point(CENTRE.lat + k / 100, CENTRE.lon)) for k in range(3)
    ]
    await _seen(street, grounds)
    assert grounds[1].known == 3
    for number in numbers[1:]:
        street.captain.say(1001, f"/cancel {number} 误报")
        await street.sure(1001)
    await street.turn(2)
    await _seen(street, grounds)
    assert grounds[1].known == 1
