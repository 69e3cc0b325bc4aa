"""What the program is made of is looked through for rubbish no more: that held the loop for a quarter of a second.

Python looks for rings of objects that nobody needs, through everything that has lived for a while. Most of that are
modules, tables and models, a million objects that stay until the end; the rest of the heap is looked through in
milliseconds.
"""

import gc


def settle() -> None:
    """From now on only what is made later is looked through; to be called once, when the program stands."""
    gc.freeze()
    gc.collect()  # counts anew what has lived for a while: by that Python decides when it looks again
