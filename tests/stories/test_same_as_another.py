"""*Is it the same?* shows what it may be the same as: its words, how old it is, and its photo by a tap."""

from tests.stories.conftest import GROUP, Street

WORDS = "三辆车倒在盲道上"


async def _two(street: Street, *, with_photo: bool) -> tuple[int, int]:
    """Two reports of the same item at one spot, two minutes and more apart."""
    first = await street.report(by=1005)
    street.zhou.say(GROUP, WORDS, reply_to=street.card(first))
    if with_photo:
        street.zhou.send_photo(GROUP, reply_to=street.card(first))
    await street.turn(150)
    second = await street.report(by=1006)
    await street.turn(2)
    assert (await street.case(second)).asks == (f"same:{first}",)
    return first, second


async def test_the_question_says_what_it_may_be_the_same_as(street: Street) -> None:
    """Number, age, and whether there are photos; without any nothing is offered to be seen."""
    first, second = await _two(street, with_photo=False)
    asked = street.card(second)
    assert f"#{first}" in asked.text
    assert street.said("minutes", value=2) in asked.text
    assert street.said("button-original") not in asked.labels


async def test_its_photo_is_one_tap_away_with_the_question_beneath_it(street: Street) -> None:
    """In private, so that the group reads nothing more; the answer is given there."""
    first, second = await _two(street, with_photo=True)
    asked = street.card(second)
    assert street.said("original-photos", count=1).strip() in asked.text
    street.reporter.press_data(asked, f"incident:1.{second}:original")
    await street.turn(3)
    *_, told, picture = street.private(1006)
    assert f"#{first}" in told.text
    assert picture.photo is not None
    await street.press(1006, told, street.said("button-same-yes", value=first))
    await street.turn(3)
    assert (await street.case(second)).state == "merged"
