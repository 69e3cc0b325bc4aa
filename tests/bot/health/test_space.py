"""When there is too little room on the disk: below 5 % or 1 GB, or where the next copy does not fit."""

from datetime import UTC, datetime

import pytest

from bot.health.auditor import review
from bot.health.figures import DISK, Late
from bot.health.space import GB, MB, Space

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("free", "total", "copy", "is_short"),
    [
        (999 * MB, 500 * GB, 0, True),
        (GB, 500 * GB, 0, False),
        (499 * MB, 10 * GB, 0, True),
        (500 * MB, 10 * GB, 0, False),
        (5 * GB, 500 * GB, 5 * GB + 1, True),
        (5 * GB, 500 * GB, 5 * GB, False),
        (0, 0, 0, False),
    ],
)
def test_the_smaller_of_a_share_and_a_figure_and_room_for_a_copy(
    free: int, total: int, copy: int, is_short: bool
) -> None:
    """A disk that tells no size is never short."""
    assert Space(free, total, copy).is_short is is_short


def test_how_much_is_left_is_told() -> None:
    """The figure of the moment in which it is told."""
    memory, news = review({}, [Late(DISK, 0, None, NOW, 480)], NOW)
    assert [(one.kind, one.count, one.figure) for one in news] == [(DISK, 1, 480)]
    assert review(memory, [Late(DISK, 0, None, NOW, 470)], NOW)[1] == []
    assert [(one.kind, one.count) for one in review(memory, [], NOW)[1]] == [(DISK, 0)]
