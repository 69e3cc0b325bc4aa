"""*What is it?* offers what the words suggest before what is likely at this spot."""

import pytest

from tests.stories.conftest import CENTRE, GROUP, Street


async def _asked(street: Street, words: str) -> list[str]:
    """The labels of the question about a pin with *words*."""
    street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    street.reporter.say(GROUP, words)
    await street.turn(2)
    return street.card().labels


def _short(street: Street, code: str) -> str:
    item = street.house.desk.books.built_in.item(code)
    return str(item.short["name_zh" if street.language == "zh" else "name_en"])


@pytest.mark.parametrize("words", ["电动车", "消防"])
async def test_two_guesses_and_other_where_they_are_likely(street: Street, words: str) -> None:
    """Nothing else is in the way; a tap on *more* shows all."""
    labels = await _asked(street, words)
    likely = {"电动车": ("non_motor_parking", "ebike_charging"), "消防": ("fire_lane_blocked", "firm_fire_hazard")}[
        words
    ]
    other = [street.said("button-other"), street.said("button-more"), street.said("button-not-a-case")]
    assert labels[:5] == [*(_short(street, code) for code in likely), *other]


async def test_what_several_items_know_comes_first(street: Street) -> None:
    """停车: three of parking before what the spot suggests."""
    labels = await _asked(street, "停车")
    assert labels[0] == _short(street, "car_on_footway")
    assert labels[1] == _short(street, "non_motor_parking")
    assert labels.index(street.said("button-other")) == 8
