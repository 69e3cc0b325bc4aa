"""The first minute in private: what /start says to whom, the first things to do, and links from the group."""

from dataclasses import replace

import pytest

from bot.incidents.table import DISPATCHED
from handlers.drill.people.seen import Seen
from tests.stories.conftest import GROUP, Street


def _welcome(street: Street, user_id: int) -> Seen:
    return [m for m in street.private(user_id) if m.buttons][-1]


async def _start(street: Street, user_id: int, payload: str = "") -> Seen:
    street.who(user_id).start_private(payload)
    await street.turn(3)
    return street.private(user_id)[-1]


async def test_each_role_is_welcomed_in_five_lines_at_most(street: Street) -> None:
    """With the first things to do; a stranger hears whom to ask."""
    first = {
        1001: ("board", "who-is-on", "enrol"), 1002: ("duty", "share-live", "report"), 1007: ("board", "who-is-on"),
    }  # fmt: skip
    for user_id, keys in first.items():
        said = await _start(street, user_id)
        assert len(said.text.splitlines()) <= 5
        assert said.labels == [street.said(f"button-{key}") for key in (*keys, "sos")]
    said = await _start(street, 9999)
    assert said.text == street.house.words.say(street.rules.language, "start-outsider", id="9999")
    assert "/enrol" in said.text


async def test_who_runs_it_without_an_owner_hears_where_to_write_their_id(street: Street) -> None:
    """Nobody else can tell them."""
    street.house.desk.rules = replace(street.house.desk.rules, owners=frozenset())
    said = await _start(street, 9999)
    assert said.text == street.house.words.say(street.rules.language, "start-nobody-owns", id="9999")
    assert "PATROL_OWNER_IDS=9999" in said.text


async def test_the_first_things_are_done_by_their_buttons(street: Street) -> None:
    """A board that a toast could not hold comes as a message; how to share one's position; a report is asked for."""
    number = await street.report()
    welcome = await _start(street, 1001)
    for key, part in (("board", f"#{number}"), ("who-is-on", "一队")):
        await street.press(1001, welcome, street.said(f"button-{key}"))
        await street.turn(2)
        assert part in street.private(1001)[-1].text
    assert await street.press(1001, welcome, street.said("button-enrol")) == street.said("start-enrol-how")
    welcome = await _start(street, 1004)
    assert await street.press(1004, welcome, street.said("button-share-live")) == street.said("start-live-how")
    await street.press(1004, welcome, street.said("button-report"))
    await street.turn(2)
    assert street.private(1004)[-1].text == street.said("report-where")
    street.qiang.send_location(1004, 30.33, 120.29)
    await street.turn(3)
    assert await street.last_number() == number + 1


async def test_who_has_no_private_chat_opens_the_case_from_the_group(street: Street) -> None:
    """小李 is mentioned with a button that opens the case in private, with the next steps of the team."""
    street.who(1003).say(GROUP, "/duty")
    await street.settle()
    number = await street.report()
    opens = street.said("button-open-private")
    [order] = [m for m in street.captain.sees(GROUP) if m.by_bot and opens in m.labels]
    [link] = [b.url for row in order.buttons for b in row if b.label == opens]
    assert link.endswith(f"?start=case_{number}_1")
    said = await _start(street, 1003, f"case_{number}_1")
    assert f"#{number}" in said.text
    await street.press(1003, said, street.said("button-accept"))
    assert (await street.case(number)).state == "accepted"


async def test_a_link_carries_no_authority(street: Street) -> None:
    """A stranger, a case that there is not, another district, nonsense: a plain welcome and nothing about a case."""
    number = await street.report()
    said = await _start(street, 9999, f"case_{number}_1")
    assert f"#{number}" not in said.text
    for payload in ("case_99_1", f"case_{number}_7", "case_x_1", "hello", "case_99999999999_1"):
        said = await _start(street, 1004, payload)
        assert "#" not in said.text
    assert (await street.case(number)).state == DISPATCHED


@pytest.mark.parametrize("before", [None, False], ids=["nobody knows", "it was blocked"])
async def test_a_private_chat_is_open_though_the_first_words_there_are_refused(
    street: Street, before: bool | None
) -> None:
    """What was said could not be; that we may write there is known from then on. So it is by a link of nothing."""
    for said, key, facts in (
        ("/confirm 999", "no-such-case", {"number": 999}),
        ("/start place_NOSUCH", "place-unknown-code", {"code": "NOSUCH"}),
    ):
        async with street.house.store.begin() as tx:
            person = await tx.people.get(1001)
            assert person is not None
            await tx.people.save(replace(person, private_open=before))
        street.captain.say(1001, said)
        await street.turn(2)
        assert street.private(1001)[-1].text == street.said(key, **facts)
        assert (await street.member(1001)).private_open
