"""The figures of visits as /stats says them."""

import pytest

from bot.words import Words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_hazards_but_no_visit_is_counted_no_empty_brackets_stand(language: str) -> None:
    """Kinds are told only of visits that were made."""
    words = Words(strict=True)
    none = words.say(language, "stats-visits", count=0, kinds="", cases="")
    assert none[-1] not in ")）"
    assert "0" in none
    assert "daily 2" in words.say(language, "stats-visits", count=2, kinds="daily 2", cases="")
