"""What the page of checks offers of a visit it also takes."""

from bot.inspections import show
from bot.inspections.table import KIND
from bot.screens.checks import deeds


def test_every_move_that_is_offered_is_taken() -> None:
    """Those behind *more* in the chat too; what is made at the place has a page of its own."""
    assert {*show.OFFERED, *show.SELDOM} - deeds.ON_SPOT <= deeds.OFFERED[KIND]
