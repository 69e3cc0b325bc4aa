"""The register: what features bring, put together by name; a feature more is one more in the tuple."""

import pytest

from bot.conversation import commands
from bot.outbox.letters import LetterKind
from handlers.telegram.commands import Feature, For, Register, Said, Wants, wants
from handlers.telegram.features import FEATURES
from handlers.telegram.writing.writers import ByKind


def a_feature(command: str = "errand", button: str = "errand") -> Feature:
    """A feature of which nobody else knows."""
    feature = Feature("errands")

    @feature.command(command, For.MEMBERS, "PLACE")
    async def inspect(said: Said) -> Wants:
        return wants(commands.say, key="help")

    @feature.button(button)
    async def pressed(said: Said, move: str, choice: str) -> Wants:
        return wants(commands.say, key="help")

    return feature


def test_one_feature_more_is_understood_and_offered() -> None:
    """Nothing else has to name it; a register without it does not know it."""
    more = Register([*FEATURES, a_feature()])
    assert {"errand"} == set(more.commands) - set(Register(FEATURES).commands)
    assert {"errand"} == set(more.buttons) - set(Register(FEATURES).buttons)
    [offered] = [one for one in more.offers() if one["name"] == "errand"]
    assert offered == {
        "name": "errand",
        "usage": "PLACE",
        "audience": "members",
        "where": "anywhere",
        "topic": "case",
    }


@pytest.mark.parametrize(("command", "button"), [("sos", "errand"), ("errand", "sos")])
def test_what_two_features_bring_is_found(command: str, button: str) -> None:
    """Between two features when they are put together."""
    with pytest.raises(ValueError, match="two features bring sos"):
        Register([*FEATURES, a_feature(command, button)])


def test_what_one_feature_brings_twice_is_found() -> None:
    """Within one at once."""
    feature = a_feature()
    with pytest.raises(ValueError, match="twice"):
        feature.command("errand", For.MEMBERS)
    with pytest.raises(ValueError, match="twice"):
        feature.button("errand")


def test_two_writers_of_one_kind_of_letter_are_found() -> None:
    """Notes are written for everybody already."""
    other = Feature("other", {LetterKind.NOTE: lambda means: means.plain})
    with pytest.raises(ValueError, match="two features bring note"):
        Register([*FEATURES, other])


def test_every_kind_of_letter_has_a_writer() -> None:
    """A kind that nobody writes is found when the house is put together."""
    assert set(Register(FEATURES).makers) == set(LetterKind)
    with pytest.raises(ValueError, match="nobody writes letters of the kind anew, board, card"):
        ByKind({})


@pytest.mark.parametrize("command", sorted(c.name for c in Register(FEATURES).commands.values() if "42" in c.usage))
def test_a_command_with_a_number_is_understood_as_it_is_tapped(command: str) -> None:
    """``/accept_42``: of all that take a number."""
    found, tied = Register(FEATURES).spelled(f"{command}_42")
    assert (found and found.name, tied) == (command, "42")


@pytest.mark.parametrize(
    ("written", "name", "tied"),
    [
        ("accept", "accept", ""),
        ("merge_42_41", "merge", "42 41"),
        ("shift_take_42", "shift", "take 42"),
        ("place_42", "place", "42"),
        ("accept_", None, ""),
        ("accept_soon", None, ""),
        ("acept_42", None, ""),
        ("accept_" + "9" * 40, None, ""),
    ],
)
def test_what_is_tied_to_a_command(written: str, name: str | None, tied: str) -> None:
    """Several numbers; nothing that is no number."""
    found, words = Register(FEATURES).spelled(written)
    assert (found.name if found else None, words) == (name, tied)
