"""The open questions of a case, and the one after a place of several."""

from bot.incidents import asks
from bot.incidents.asks import By, Which

PLACES = (("P,1", 120), ("店:2", None))


def test_a_choice_of_places_is_kept_as_one_question() -> None:
    """Whatever letters the codes are made of."""
    kept = Which(By.NOBODY, PLACES)
    assert asks.which(("item", kept.ask)) == kept
    assert asks.which(("item", "same:41")) is None


def test_only_what_nobody_decided_holds_the_sending() -> None:
    """And is asked before what was decided."""
    near, open_one = Which(By.NEAR, PLACES).ask, Which(By.NOBODY, PLACES).ask
    assert asks.holding((near,)) == ()
    assert asks.holding((open_one, "item")) == (open_one, "item")
    assert asks.in_order((near, "item")) == ("item", near)


def test_without_an_answer_the_first_place_stands_and_may_still_be_another() -> None:
    """All other questions are over."""
    assert asks.decided(("item", Which(By.NOBODY, PLACES).ask)) == (Which(By.CLOCK, PLACES).ask,)
    assert asks.decided((Which(By.NEAR, PLACES).ask,)) == (Which(By.NEAR, PLACES).ask,)
    assert asks.decided(("item",)) == ()
    assert asks.without_place(("item", Which(By.NEAR, PLACES).ask)) == ("item",)
