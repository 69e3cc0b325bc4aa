"""A line of the list of open cases: where item ends and place begins."""

import pytest

from bot.words import Words


@pytest.mark.parametrize("kind", ["left", "over", "held", "done"])
def test_item_and_place_do_not_run_into_each_other(kind: str) -> None:
    """In English a comma stands between them; where there is no place there is none."""
    said = {"number": 3, "at": "22:16", "minutes": 2, "item": "Street stall", "state": "sent", "who": "Kiln crew"}
    place = {"word": "board-place", "place": "Riverview Park"}
    assert "Street stall, Riverview Park ·" in Words().say("en", f"board-line-{kind}", place=place, **said)
    assert "Street stall ·" in Words().say("en", f"board-line-{kind}", place="", **said)
