"""What the program does again and again: one that is dead, or fails each time, is seen; one that is slow is not."""

import pytest

from handlers.process.rounds import LEAST_S, QUIET_S, Rounds


class Hand:
    """Seconds, turned by hand."""

    now = 0.0

    def __call__(self) -> float:
        """So many."""
        return self.now


async def test_a_round_that_fails_or_does_not_come_is_late() -> None:
    """After five in a row, never before some minutes; the one that went well longest ago is named."""
    hand, fails = Hand(), set[str]()
    rounds = Rounds(hand)

    async def go(name: str) -> None:
        if name in fails:
            raise PermissionError

    disk = rounds.of("disk", lambda: go("disk"), 60.0)
    clean = rounds.of("clean", lambda: go("clean"), 3600.0)
    await disk()
    await clean()
    fails.add("disk")
    hand.now = LEAST_S
    with pytest.raises(PermissionError):
        await disk()
    assert rounds.late() is None
    hand.now = 3600.0
    assert rounds.late() == ("disk", 3600.0)
    fails.clear()
    await disk()
    assert rounds.late() is None, "an hourly one is not late yet"
    hand.now = 5 * 3600.0 + 1
    await disk()
    assert rounds.late() == ("clean", hand.now)


def test_a_part_that_trips_again_and_again_is_late() -> None:
    """Once it has not for a minute it works; what trips now and then does."""
    hand = Hand()
    rounds = Rounds(hand)
    for hand.now in range(0, 301, 5):
        rounds.tripped("likenesses")
        assert rounds.late() is None
    hand.now = 310
    rounds.tripped("likenesses")
    assert rounds.late() == ("likenesses", 310)
    hand.now += QUIET_S + 1
    assert rounds.late() is None
    for hand.now in range(1000, 3000, round(QUIET_S) + 10):
        rounds.tripped("feed")
    assert rounds.late() is None
