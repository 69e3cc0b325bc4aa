"""What buttons of places mean: each verb, and data that none of ours ever held."""

from datetime import UTC, datetime

import pytest

from bot.incidents.reporting import at_place
from bot.places.merging import merging
from bot.places.notes import writing
from bot.places.photos import albums
from bot.places.talk import actions, press
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.telegram import place_notes, places
from handlers.telegram.commands import Register, Said
from handlers.telegram.features import FEATURES

SAID = Said(Speaker(1002, "", 1002, datetime(2026, 3, 2, tzinfo=UTC)), Register(FEATURES))
CODE = "店12"
HELD = press.packed(CODE)


@pytest.mark.parametrize(
    ("move", "choice", "action", "facts"),
    [
        ("open", HELD, actions.open, {"code": CODE}),
        ("page", "2.abcd1234", actions.turn, {"page": 2, "tag": "abcd1234"}),
        ("history", f"7.{HELD}", actions.history, {"code": CODE, "before": 7}),
        ("report", HELD, at_place.report, {"code": CODE}),
        ("correct", HELD, actions.correct, {"code": CODE}),
        ("field", f"name.{HELD}", actions.correct, {"code": CODE, "field": "name"}),
        ("set", f"state.open.3.{HELD}", actions.set_, {"code": CODE, "field": "state", "choice": "open", "version": 3}),
        ("set", "state.open.3.A.B", actions.set_, {"code": "A.B", "field": "state", "choice": "open", "version": 3}),
        ("mine", HELD, actions.settle, {"code": CODE, "choice": "mine"}),
        ("kind", "shop", actions.step, {"name": "kind", "choice": "shop"}),
        ("is", HELD, actions.is_this, {"code": CODE}),
    ],
)
async def test_a_verb(move: str, choice: str, action: object, facts: dict[str, object]) -> None:
    """With the code as it stands in the register."""
    meant = await places.pressed(SAID, move, choice)
    assert (meant.action, meant.wants) == (action, facts)


@pytest.mark.parametrize(
    ("move", "action"),
    [("add", writing.begin), ("photos", albums.sent), ("gone", merging.gone), ("undo", merging.take_back)],
)
async def test_a_code_of_other_letters_is_read_back(move: str, action: object) -> None:
    """As the buttons of notes hold it; an old button held it as it was."""
    for choice in (HELD, CODE):
        meant = await place_notes.pressed(SAID, move, choice)
        assert (meant.action, meant.wants) == (action, {"code": CODE})


@pytest.mark.parametrize(("move", "choice"), [("page", "x.1"), ("history", ""), ("set", "state.open"), ("erase", "P1")])
async def test_what_no_button_of_ours_ever_held(move: str, choice: str) -> None:
    """Refused at the door."""
    with pytest.raises(Refused):
        await places.pressed(SAID, move, choice)
