"""The easel: in the whole program one picture is drawn at a time; what is drawn lies in the memory."""

import asyncio

AT_ONCE = 4
"""Files that may come from outside and wait for the easel side by side: they lie in the memory too."""


class Easel:
    """Whoever draws does so *alone*; whoever fetches what is to be drawn keeps a place of *room* until that is done."""

    def __init__(self) -> None:
        self.alone = asyncio.Lock()
        self.room = asyncio.Semaphore(AT_ONCE)
