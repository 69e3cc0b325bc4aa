"""The registers of the sample districts: invented, the same doors in both, and something of every kind."""

from collections import Counter

import pytest

from bot.app import samples
from bot.imports import district_file
from bot.places.kinds import kinds
from bot.work.rules import Rules


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one.name)
def test_three_hundred_places_of_all_kinds(sample: samples.Sample) -> None:
    """Whoever looks at a drill ground finds a door of each kind that there is."""
    places = district_file.read(sample.path, Rules()).places
    assert len(places) == 300
    assert set(kinds.brought()) - set(Counter(one.kind for one in places)) == set()
