"""What stays of the words of several people when those of one go."""

import pytest

from storage.privacy import _without


@pytest.mark.parametrize(
    ("words", "own", "left"),
    [
        ("theirs / mine", "mine", "theirs"),
        ("mine / theirs", "mine", "theirs"),
        ("mine", "mine", ""),
        ("theirs", "mine", "theirs"),
        ("theirs / my long wor\u2026", "my long words", "theirs"),
        ("theirs / with / a stroke", "with / a stroke", "theirs"),
        ("a cat / a", "a", "a cat"),
        ("their own words\u2026", "mine", "their own words\u2026"),
    ],
)
def test_words_of_one_go_and_those_of_others_stay(words: str, own: str, left: str) -> None:
    """Whole or cut off, first or last; a short word takes nothing out of the others'."""
    assert _without(words, own) == left
