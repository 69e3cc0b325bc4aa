"""What is offered to choose from where words leave open what it is."""

import pytest

from bot.handbook import file as handbook_file
from bot.handbook import guesses

BOOK = handbook_file.starter()


def offered(words: str, **counts: int) -> list[str]:
    """The codes, likeliest first."""
    return [item.code for item in guesses.offered(BOOK, words, counts)]


@pytest.mark.parametrize(
    ("words", "few"),
    [
        ("消防", ["fire_lane_blocked", "firm_fire_hazard"]),
        ("电动车", ["non_motor_parking", "ebike_charging"]),
        ("noise", ["social_noise", "night_construction"]),
        ("dog", ["dog_leash"]),
        ("乱堆", ["piled_goods"]),
    ],
)
def test_words_that_suggest_one_or_two_offer_these_alone(words: str, few: list[str]) -> None:
    """*Other* and *more* stand below them."""
    assert offered(words) == few


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("垃圾", {"waste_sorting", "construction_waste", "open_burning_bbq"}),
        ("rubbish", {"waste_sorting", "construction_waste", "open_burning_bbq"}),
        ("停车", {"car_on_footway", "non_motor_parking"}),
        ("bike", {"shared_bike_parking", "non_motor_parking"}),
    ],
)
def test_words_that_several_items_know_offer_these_first(words: str, first: set[str]) -> None:
    """The rest of the eight is what is reported most often here."""
    found = offered(words, social_noise=9)
    assert set(found[: len(first)]) == first
    assert len(found) == len(set(found)) == guesses.MOST
    assert "social_noise" in found


@pytest.mark.parametrize("words", ["", "hello", "there is something here", "快来看看"])
def test_words_about_nothing_leave_what_is_likely_here(words: str) -> None:
    """By the counts, then in the handbook's order."""
    assert offered(words, dog_leash=3, fireworks=2)[:2] == ["dog_leash", "fireworks"]
    assert len(offered(words)) == guesses.MOST
    assert "other" not in offered(words)


def test_every_item_fits_a_button() -> None:
    """At most 12 Latin letters or 6 Chinese ones: two buttons beside each other on a phone, not cut."""
    for item in BOOK.items:
        assert 0 < len(item.short["name_zh"]) <= 6, item.code
        assert 0 < len(item.short["name_en"]) <= 12, item.code
