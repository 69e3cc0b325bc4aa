"""Looking for rubbish never holds the loop: what the program is made of is left out of it."""

import gc
import subprocess
import sys

from handlers.process import heap
from tests.house.tree import ROOT

MOST = 20_000
"""Objects; a look through so many takes milliseconds, through the whole program's million a quarter of a second."""

SETTLED = """
import gc
from bot.app import assembly
from handlers.process import heap
before = len(gc.get_objects())
heap.settle()
print(before, len(gc.get_objects()))
"""


def test_what_the_program_is_made_of_is_not_looked_through() -> None:
    """Of all that was there when it stood, next to nothing is left for the next look."""
    told = subprocess.run([sys.executable, "-c", SETTLED], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    before, after = (int(one) for one in told.split())
    assert before > 10 * MOST
    assert after < MOST


def test_what_a_long_look_left_is_looked_through_no_more() -> None:
    """Libraries that come with their first use, statements put together once; so often at most."""
    took, kept = [0.0], [[n] for n in range(2 * MOST)]
    looks = heap.Looks(timer=lambda: took[0])

    def look(seconds: float, generation: int = 2) -> int:
        before = gc.get_freeze_count()
        looks.hear("start", {"generation": generation})
        took[0] += seconds
        looks.hear("stop", {"generation": generation})
        return gc.get_freeze_count() - before

    try:
        assert look(heap.LOOK_S / 2) == look(1, generation=1) == 0
        assert look(heap.LOOK_S * 2) > MOST
        assert looks.left == heap.TIMES - 1
        looks.left = 0
        assert look(1) == 0
        assert len(kept) == 2 * MOST
    finally:
        gc.unfreeze()
