"""*Before and after* on a card: whoever may confirm gets the pair in private, with the question beside it."""

import pytest

from tests.stories.conftest import Street
from tests.stories.test_closing_by_evidence import done, on_scene, with_photos


def pairs(street: Street, user_id: int, number: int) -> int:
    """How many pictures of the pair somebody has in private."""
    return len([m for m in street.who(user_id).sees(user_id) if m.by_bot and m.photo and f"#{number}" in m.text])


@pytest.mark.parametrize("user_id", [1001, 1006])
async def test_one_tap_on_the_card_brings_the_pair_and_the_question(street: Street, user_id: int) -> None:
    """To a captain, and to the reporter; nothing of it in the group, and one more tap confirms."""
    number = await with_photos(street)
    in_group = len(street.world.calls.of(method="sendPhoto"))
    await street.press(user_id, street.card(number), street.said("button-compare"))
    await street.turn(3)
    assert pairs(street, user_id, number) == 1
    assert len(street.world.calls.of(method="sendPhoto")) == in_group + 1
    item = street.house.desk.books.built_in.item("street_stall")
    assert item.closure is not None
    [asked] = street.private(user_id, item.closure.zh if street.language == "zh" else item.closure.en)
    assert asked.photo
    toast = await street.press(user_id, asked, street.said("button-confirm"))
    await street.turn(3)
    [stands] = [m for m in street.who(user_id).sees(user_id) if m.id == asked.id]
    assert (stands.text, stands.labels, stands.photo) == (toast, [], asked.photo), "it does not wait any more"
    case = await street.case(number)
    assert (case.state, case.confirmed_by) == ("closed", user_id)


async def test_nobody_else_gets_it_and_not_afterwards(street: Street) -> None:
    """Who handled it, and who has no part in it, read why; so does a captain once it is closed."""
    number = await with_photos(street)
    card = street.card(number)
    for user_id in (1002, 1005):
        assert f"#{number}" in await street.press(user_id, card, street.said("button-compare"))
        assert pairs(street, user_id, number) == 0
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(3)
    query = street.captain.press_data(card, f"incident:1.{number}:compare")
    await street.settle()
    assert street.said("state-closed") in ((await street.captain.answer(query)).text or "")
    assert pairs(street, 1001, number) == 0


async def test_without_a_pair_there_is_no_button(street: Street) -> None:
    """Nor before the case is done."""
    number = await on_scene(street)
    assert street.said("button-compare") not in street.card(number).labels
    street.wang.send_photo(1002)
    await street.turn(2)
    assert await done(street, number, "nobody") == "resolved"
    assert street.said("button-confirm") in street.card(number).labels
    assert street.said("button-compare") not in street.card(number).labels
