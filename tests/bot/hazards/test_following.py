"""What a newer answer of a visit makes of its hazard: as far as the table lets it, and why it stays where it does."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cases.case import Actor
from bot.hazards.answers import following
from bot.hazards.table import Hazard
from bot.values import formats
from bot.work.findings import Finding
from bot.work.history import Part
from tests.bot.builders import NOW
from tests.bot.hazards.test_hazard_moves import FINDER, a_hazard

OFFICER = Actor(FINDER, frozenset({Part.FINDER, Part.OFFICER}))
SAME = Finding("K7M4QX", "worn wiring", "critical", FINDER, NOW, "l/1", 1, "fire", 72, visit_id=3)
ORDER = {"order": "F-12", "authority": "fire", "order_day": "2026-03-01"}


def follows(hazard: Hazard, **changed: Any) -> following.Following:
    """What an answer that says the same but for *changed* makes of it."""
    return following.of(hazard, replace(SAME, **changed), OFFICER, NOW)


@pytest.mark.parametrize("state", ["limited", "rectified", "escalated"])
def test_the_same_answer_changes_nothing(state: str) -> None:
    """However it stands, and nothing is said about it."""
    assert follows(a_hazard(state)) == following.Following(())


@pytest.mark.parametrize(
    ("changed", "moves"),
    [
        ({"severity": "minor"}, ["grade"]),
        ({"hours": 24}, ["set_limit"]),
        ({"photos": (8, 9)}, ["picture"]),
        ({"body": "gas", "hours": None}, ["hand_to"]),
        ({"fixed": True, "hours": None}, ["fix"]),
        ({"severity": "major", "hours": 24, "photos": (9,)}, ["grade", "picture", "set_limit"]),
    ],
)
def test_what_has_a_limit_follows(changed: dict[str, Any], moves: list[str]) -> None:
    """Whose it is, how bad, its photos, until when, and that it was put right after all."""
    one = follows(a_hazard("limited"), **changed)
    assert ([name for name, _ in one.moves], one.stays) == (moves, None)


@pytest.mark.parametrize(
    ("state", "changed", "moves"),
    [
        ("escalated", {"fixed": True, "hours": None}, []),
        ("rectified", {"fixed": True, "hours": None}, []),
        ("rectified", {"severity": "minor", "photos": (9,)}, ["picture"]),
        ("rectified", {"hours": 24}, []),
        ("rectified", {"body": "gas"}, []),
        ("closed", {"fixed": True, "hours": None, "severity": "minor"}, []),
    ],
)
def test_what_went_on_meanwhile_stays_and_says_how_it_stands(
    state: str, changed: dict[str, Any], moves: list[str]
) -> None:
    """What its table lets it is done all the same; nothing is refused."""
    one = follows(a_hazard(state), **changed)
    assert [name for name, _ in one.moves] == moves
    assert one.stays == {"word": "hazard-stays-state", "state": formats.state_word(state, "hazard")}


def test_an_order_stands_whatever_the_visit_says_then() -> None:
    """Neither put right nor taken back by an answer; the order and its authority are named."""
    ordered = a_hazard("limited", **ORDER)
    one = follows(ordered, fixed=True, hours=None, severity="minor")
    stays = {"word": "hazard-stays-ordered", "order": "F-12"}
    assert [name for name, _ in one.moves] == ["grade"]
    assert one.stays is not None
    assert one.stays | stays == one.stays
    taken_back = following.stands_against(ordered, "take_back", OFFICER, NOW)
    assert taken_back is not None
    assert taken_back["authority"] == {"name_zh": "消防救援", "name_en": "Fire service"}
    assert following.stands_against(a_hazard("escalated"), "take_back", OFFICER, NOW) is None


def test_guidance_sets_no_limit_and_says_nothing_of_it() -> None:
    """That it has none is no news."""
    assert follows(a_hazard(guidance=True), guidance=True, hours=24) == following.Following(())
