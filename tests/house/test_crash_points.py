"""Each place at which a test may kill the program stands in the code exactly once."""

import re
from collections import Counter

import pytest

from bot.values import crash_points
from tests.house.tree import texts


def test_each_crash_point_stands_once() -> None:
    """A name nobody calls tests nothing; one called twice is two places."""
    code = [text for name, text in texts() if name.startswith(("bot/", "handlers/", "storage/"))]
    called = Counter(name for text in code for name in re.findall(r'crash_points\.reached\("([a-z-]+)"\)', text))
    assert called == Counter(crash_points.POINTS)


def test_an_unknown_crash_point_is_refused() -> None:
    """And the known ones are named."""
    with pytest.raises(crash_points.UnknownPoint, match="in-tick"):
        crash_points.arm("somewhere")
