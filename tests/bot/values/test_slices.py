"""Slices: as long as fits into a blink, and others come in between."""

from bot.values import slices
from bot.values.slices import AIM, FIRST, LEAST, MOST, SLICE_S, Pace


def _pace(slept: list[float]) -> Pace:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return Pace(lambda: 0.0, sleep)


async def test_slices_grow_while_they_are_quick_and_shrink_when_they_are_not() -> None:
    """Twice as long as before at most, half as long as a slow one at least, within bounds."""
    pace = _pace([])
    await pace.took(FIRST, 0.001)
    assert pace.size == 2 * FIRST
    for _ in range(20):
        await pace.took(pace.size, 0.000001)
    assert pace.size == MOST
    await pace.took(MOST, 10 * SLICE_S)
    assert pace.size == MOST // 2
    for _ in range(20):
        await pace.took(pace.size, 10.0)
    assert (pace.size, pace.longest_s) == (LEAST, 10.0)


async def test_a_slice_is_made_for_half_of_what_it_may_take() -> None:
    """The next one may find the machine slower."""
    pace = _pace([])
    await pace.took(FIRST, SLICE_S)
    assert pace.size == FIRST * slices.AIM


async def test_others_have_their_turn_between_two() -> None:
    """At least as long as the slice held the writer."""
    slept: list[float] = []
    pace = _pace(slept)
    await pace.took(10, 0.001)
    await pace.took(10, 3.0)
    assert slept == [SLICE_S * AIM, 3.0]


async def test_all_rows_come_once_in_order() -> None:
    """Whatever becomes of the size on the way."""
    pace, found = _pace([]), []
    for part in pace.slices(range(1234)):
        found += part
        await pace.took(len(part), SLICE_S if len(found) % 3 else 0.0001)
    assert found == list(range(1234))
