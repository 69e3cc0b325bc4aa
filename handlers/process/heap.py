"""What the program is made of is looked through for rubbish no more: that held the loop for a quarter of a second.

Python looks for rings of objects that nobody needs, through everything that has lived for a while. Most of that are
modules, tables and models, a million objects that stay until the end; the rest of the heap is looked through in
milliseconds.
"""

import gc
import sys

TURN_S = 0.001
"""So long one thread works before another that wants to has its turn; Python's own is five times as long.

A report is a hundred short visits to the database's thread: beside one that packs a file it waits at each.
"""


def settle() -> None:
    """From now on only what is made later is looked through; to be called once, when the program stands."""
    sys.setswitchinterval(TURN_S)
    gc.freeze()
    gc.collect()  # counts anew what has lived for a while: by that Python decides when it looks again
