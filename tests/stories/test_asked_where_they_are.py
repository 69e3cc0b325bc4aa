"""A question goes where the person is: who reports in private is asked there; who reports in the group, on its card."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.values.geo import Point
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, Street, a_street
from tests.stories.test_words_and_their_pin import BIKES, FAR, first, pin

DOUBT = {"zh": "好像吵起来了", "en": "I think they are quarrelling"}


@pytest.fixture(params=["zh", "en"])
async def bounded(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A district with an area around its centre."""
    lat, lon = CENTRE.lat, CENTRE.lon
    ring = [
        [lon - 0.003, lat - 0.002],
        [lon + 0.003, lat - 0.002],
        [lon + 0.003, lat + 0.01],
        [lon - 0.003, lat + 0.01],
    ]
    area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    (tmp_path / "area.geojson").write_text(json.dumps(area), encoding="utf8")
    async with a_street(tmp_path, request.param, DISTRICT.replace("centre:", "area: area.geojson, centre:")) as made:
        yield made


def asked(street: Street, key: str, chat: int = 1006) -> list[Seen]:
    """Messages that have a button, as who reported sees them in a chat."""
    return [m for m in street.reporter.sees(chat) if m.by_bot and street.said(key) in m.labels]


async def test_what_is_it(street: Street) -> None:
    """The same answers as on the card, after the number; a tap settles both."""
    number = await pin(street, 1006)
    assert street.private(1006)[0].text == street.said("report-taken", number=number)
    [question] = asked(street, "button-other")
    assert question.text.startswith(f"#{number}")
    assert not question.silent
    assert question.buttons == street.card(number).buttons[: len(question.buttons)]
    street.reporter.press_data(question, f"incident:1.{number}:item:shared_bike_parking")
    await street.turn(5)
    assert (await street.case(number)).item == "shared_bike_parking"
    assert not asked(street, "button-other")
    item = street.house.desk.books.built_in.item("shared_bike_parking")
    name = item.name_zh if street.language == "zh" else item.name_en
    [over] = street.private(1006, street.said("asked-over", number=number, item=name))
    await street.press(1006, over, street.said("button-other-item"))
    await street.turn(2)
    assert street.private(1006, street.said("item-which", number=number))


async def test_words_answer_it_too(street: Street) -> None:
    """And a question whose time is over says how it goes on."""
    number = await pin(street, 1006)
    street.reporter.say(1006, BIKES[street.language])
    await street.turn(3)
    assert (await street.case(number)).item == "shared_bike_parking"
    assert not asked(street, "button-other")
    other = await pin(street, 1006, CENTRE)
    assert len(asked(street, "button-other")) == 1
    await street.turn(35)
    assert not asked(street, "button-other")
    again = street.said("button-other-item")
    assert len([m for m in street.private(1006, f"#{other}") if again in m.labels]) == 1


async def test_in_the_group_nothing_is_asked_in_private(street: Street) -> None:
    """The card asks."""
    number = await pin(street, GROUP)
    assert not street.private(1006)
    assert street.said("button-other") in street.card(number).labels


async def test_the_same_as_another(street: Street) -> None:
    """A case of the same item near by."""
    one = await street.report(by=1001)
    two = await pin(street, 1006, CENTRE)
    [question] = asked(street, "button-other")
    street.reporter.press_data(question, f"incident:1.{two}:item:shared_bike_parking")
    await street.turn(5)
    [same] = [m for m in street.private(1006) if street.said("button-same-yes", value=str(one)) in m.labels]
    await street.press(1006, same, street.said("button-same-yes", value=str(one)))
    await street.turn(3)
    assert (await street.case(two)).state == "merged"
    ended = street.said("asked-ended", number=two, state={"word": "state-merged"})
    assert street.private(1006, ended)


async def test_outside_the_area(bounded: Street) -> None:
    """Whether it is to be dropped."""
    number = await pin(bounded, 1006, Point(30.40, 120.40))
    [question] = asked(bounded, "button-outside-yes")
    await bounded.press(1006, question, bounded.said("button-outside-yes"))
    await bounded.turn(3)
    assert (await bounded.case(number)).state == "cancelled"
    assert not asked(bounded, "button-outside-yes")


async def test_one_question_after_the_other(bounded: Street) -> None:
    """Kept as it is: what it is comes next, as a message of its own."""
    number = await pin(bounded, 1006, Point(30.40, 120.40))
    [question] = asked(bounded, "button-outside-yes")
    assert not asked(bounded, "button-other")
    await bounded.press(1006, question, bounded.said("button-outside-no"))
    await bounded.turn(3)
    assert not asked(bounded, "button-outside-yes")
    [question] = asked(bounded, "button-other")
    assert question.text.startswith(f"#{number}")


async def test_danger(street: Street) -> None:
    """Whether somebody is hurt: with a sound, at once."""
    number = await pin(street, 1006)
    street.reporter.say(1006, DOUBT[street.language])
    await street.turn(3)
    [question] = asked(street, "button-danger-yes")
    assert not question.silent
    await street.press(1006, question, street.said("button-danger-yes"))
    await street.turn(3)
    assert (await street.case(number)).item in {"fight", "injured"}
    assert not asked(street, "button-danger-yes")


async def test_danger_that_is_said_of_a_case_under_way(street: Street) -> None:
    """The report has its words and its team."""
    number = await first(street, 1006)
    street.reporter.say(1006, DOUBT[street.language])
    await street.turn(2)
    [question] = asked(street, "button-danger-no")
    assert question.text.startswith(f"#{number}")
    two = await pin(street, 1006, FAR)
    [question] = asked(street, "button-danger-no")
    assert question.text.startswith(f"#{two}")


async def test_who_arrived_or_saw_something_new(street: Street) -> None:
    """A pin in private near the case that one's team is on its way to."""
    one = await street.report()
    await street.turn(2)
    street.wang.send_location(1002, CENTRE.lat + 0.005, CENTRE.lon)
    await street.turn(3)
    label = street.said("button-arrived-yes", value=str(one))
    [question] = [m for m in street.private(1002) if label in m.labels]
    await street.press(1002, question, label)
    await street.turn(3)
    assert (await street.case(one)).state == "on_scene"


async def test_who_accepts_what_nobody_was_given_hears_who_sends_a_team(street: Street) -> None:
    """For accepting and for arriving; a captain is told to send one, and not to ask a captain."""
    for user_id in (1002, 1004, 1005):
        street.who(user_id).say(user_id, "/off")
    await street.turn(3)
    number = await street.report()
    assert (await street.case(number)).state == "open"
    for user_id, command in ((1002, "accept"), (1002, "arrived"), (1001, "accept")):
        await street.say(user_id, f"/{command} {number}")
        key = "no-team-yet" if user_id == 1001 else "not-sent-yet"
        assert street.private(user_id)[-1].text == street.said(key, number=number)
