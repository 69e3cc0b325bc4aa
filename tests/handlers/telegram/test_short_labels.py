"""What stands on buttons beside each other can be read on a phone, and what stands in a list can be told apart."""

import pytest

from bot.words import Words
from handlers.telegram.writing import case_buttons
from handlers.telegram.writing.saying import Say

WIDEST = {"zh": 9, "en": 20}
"""So many letters of a button that has another one beside it are seen on a phone 390 px wide."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_outcome_is_cut_off_on_a_phone(language: str) -> None:
    """Two stand beside each other at most, and only short ones."""
    words = Words()
    for row in case_buttons.OUTCOMES_SHOWN:
        assert len(row) <= 2
        if len(row) == 2:
            assert all(len(words.say(language, f"outcome-{one}")) <= WIDEST[language] for one in row), row


@pytest.mark.parametrize(("language", "read"), [("zh", "全景，含门牌；近景"), ("en", "全景，含门牌; 近景")])
def test_pieces_with_commas_in_their_names_are_told_apart(language: str, read: str) -> None:
    """A semicolon stands between them."""
    assert Say(Words(), language).itemised(["全景，含门牌", "近景"]) == read
