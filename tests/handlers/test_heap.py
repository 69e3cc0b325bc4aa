"""Looking for rubbish never holds the loop: what the program is made of is left out of it."""

import subprocess
import sys

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
