"""What could not follow a letter at once: whether it still goes when it may, and where it leads by then."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.values.geo import Point
from handlers.telegram.writing import behind, notes

NOW = datetime(2026, 11, 30, tzinfo=UTC)
THERE, ON, FAR = Point(30.1, 120.1), Point(30.2, 120.2), Point(30.9, 120.9)


def _late(kind: LetterKind, **facts: Any) -> Letter:
    """The letter of a place that did not follow one of *kind*."""
    about = Letter(1, 1004, kind, Priority.SOS, NOW, user_id=1004, case_id=7, facts=facts)
    late = behind.left(about, notes.spot(about, THERE.lat, THERE.lon), NOW, NOW, repeated=False)
    assert late is not None
    return late


async def _goes_to(late: Letter, seen: Any) -> Point | None:
    """Where the call leads that is made of *late* while the board shows *seen*; None: it does not go."""

    async def looked(*_: object) -> tuple[Any, None] | None:
        return (seen, None) if seen else None

    board, plain = SimpleNamespace(alarm=looked, view=looked), SimpleNamespace()
    call = await behind.Behind(board, plain).write(late)  # type: ignore[arg-type]
    return Point(call.params["latitude"], call.params["longitude"]) if call else None


@pytest.mark.parametrize(
    ("told", "is_live", "leads"), [(THERE, True, ON), (FAR, True, None), (None, True, None), (THERE, False, None)]
)
async def test_the_place_of_a_caller_is_the_newest_once(told: Point | None, is_live: bool, leads: Point | None) -> None:
    """It goes where no other was *told* since, and while the call is live."""
    call = SimpleNamespace(id=7, point=ON, is_live=is_live)
    assert await _goes_to(_late(LetterKind.SOS), SimpleNamespace(call=call, pinned=told)) == leads


async def test_the_place_under_an_order_goes_while_the_team_has_the_case() -> None:
    """As the case has it by then."""
    teams = {2: "held"}
    incident = SimpleNamespace(point=ON, of_team=teams.get, lead="held")
    assert await _goes_to(_late(LetterKind.ORDER, team_id=2), SimpleNamespace(incident=incident)) == ON
    assert await _goes_to(_late(LetterKind.ORDER, team_id=3), SimpleNamespace(incident=incident)) is None
    assert await _goes_to(_late(LetterKind.ORDER, team_id=2), None) is None


def test_one_place_waits_for_a_chat_and_the_buttons_of_a_case_do_not_give_way_to_it() -> None:
    """A newer one takes the place of the one that waits; it counts as no message of the case."""
    one, other = _late(LetterKind.SOS), _late(LetterKind.NOTE)
    assert one.collapse == other.collapse
    assert one.collapse is not None
    assert one.case_id is None
