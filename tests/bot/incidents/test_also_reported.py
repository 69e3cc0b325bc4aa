"""Whose reports became part of a case: the last of them in their words, the others as a count."""

import json

from bot.incidents.reporting import merging
from bot.incidents.table import ALSO
from tests.bot.builders import an_incident


def test_however_many_become_part_of_a_case_what_it_carries_stays_small() -> None:
    """Five hundred with a thousand letters each; who comes last is named, and nobody is left out of the count."""
    into = an_incident()
    for n in range(500):
        other = an_incident(id=100 + n, number=100 + n, reporter_id=2000 + n, words="说" * 1000)
        into = an_incident(marks=merging.also_marks(into, other))
    assert len(json.dumps(into.marks, ensure_ascii=False).encode()) < 30_000
    assert [one["number"] for one in into.marks[ALSO]] == list(range(580, 600))
    assert merging.more_lines(into) == [{"word": "also-reported-more", "count": 480}]


def test_what_a_merged_case_carried_goes_along() -> None:
    """With those that it only counted; a few are all named."""
    few = an_incident(id=8, number=8, marks=merging.also_marks(an_incident(), an_incident(number=3, words="旧")))
    both = an_incident(marks=merging.also_marks(an_incident(), few))
    assert [one["number"] for one in both.marks[ALSO]] == [3, 8]
    assert merging.more_lines(both) == []
    many = an_incident(number=9, marks={"also_more": 7})
    assert merging.more_than(an_incident(marks=merging.also_marks(both, many))) == 7
