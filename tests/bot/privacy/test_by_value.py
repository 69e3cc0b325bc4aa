"""Which texts are somebody's by their value, and what stays of those of others."""

from typing import Any

import pytest

from bot.privacy.by_value import ERASED, Wanted, without

SAID = Wanted.of(
    ("王伟", "Al Reed", "Jo"), ({"facts": {"reason": "unsafe men with\nsticks"}, "text": "ok then"}, "水漫出来了")
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("水漫出来了", ERASED),
        ("1. 水漫出来了 / 三辆车", f"1. {ERASED} / 三辆车"),
        ("unsafe men with sticks", ERASED),
        ("he said: unsafe men wit\u2026", f"he said: {ERASED}"),
        ("unsafe at any speed\u2026", "unsafe at any speed\u2026"),
        ("ok then", ERASED),
        ("ok", "ok"),
        ("王伟：三辆车", f"{ERASED}：三辆车"),
        ("Al Reed, Jo and Joan", f"{ERASED}, {ERASED} and Joan"),
        ("三辆车", "三辆车"),
        ("", ""),
    ],
)
def test_a_text(text: str, left: str) -> None:
    """Whole, within another's, cut off; a short word or a name within another word takes nothing."""
    assert without(text, SAID) == left


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({"reason": "men with"}, {"reason": ERASED}),
        ({"team": "men with"}, {"team": "men with"}),
        ({"why": {"word": "ok then", "words": "ok then"}}, {"why": {"word": "ok then", "words": ERASED}}),
        (
            {"mention_names": ["Jo", "Mo"], "n": [1, None]},
            {"mention_names": [ERASED, "Mo"], "n": [1, None]},
        ),
    ],
)
def test_facts(facts: dict[str, Any], left: dict[str, Any]) -> None:
    """A part of what was said where words stand by rule; a sentence of ours keeps its name."""
    assert without(facts, SAID) == left


def test_what_bears_nothing_is_the_very_same() -> None:
    """So that nothing is written that did not change."""
    facts = {"lines": [{"word": "line", "n": 1}], "by": "钱队"}
    assert without(facts, SAID) is facts


def test_numbers_are_nobodys_words() -> None:
    """``42`` in reply to a card says nothing that could be found elsewhere."""
    assert Wanted.of((), ("42", ERASED, " ")).words == frozenset()
