"""Messages that an earlier version left to be sent are still said in words."""

import pytest

from bot.words import Words

FACTS = {
    "by": "老王",
    "move": {"word": "move-accept"},
    "reason": "",
    "item": "x",
    "place": "y",
    "number": 3,
    "department": "z",
    "minutes": 30,
    "what": {"word": "piece-photo"},
    "piece": {"word": "evidence-more"},
    "have": 1,
    "need": 3,
    "missing": "",
    "count": 2,
    "n": 1,
    "lines": [{"word": "album-piece", "n": 1, "what": "a", "piece": "b"}],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "key",
    [
        "told-lead",
        "told-former",
        "told-support",
        "told-captain",
        "told-reporter",
        "silenced",
        "piece-kept",
        "album-kept",
    ],
)
def test_what_was_left_to_be_sent_is_said(language: str, key: str) -> None:
    """With the facts that its letter has: a bare key would reach the team."""
    assert "#3" in Words(strict=True).say(language, key, **FACTS)
