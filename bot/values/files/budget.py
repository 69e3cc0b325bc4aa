"""What a file of a spreadsheet may hold: a small one may unpack to a great deal. Counted while it is read."""

from dataclasses import dataclass

from bot.values.refused import Refused

MOST_ROWS, MOST_COLUMNS = 200_000, 400
MOST_CELL = 131_072
"""Characters of one cell."""


@dataclass(frozen=True)
class Limits:
    """What a file may hold.

    *unzipped*: bytes unpacked, read from its own list before it is opened. *cells*: of all sheets together, with those
    between and those that a merged field covers; *signs*: of their texts.
    """

    unzipped: int = 64 * 2**20
    tags: int = 5_000_000
    cells: int = 1_000_000
    signs: int = 8 * 2**20


USUAL = Limits()
MANY = Limits(unzipped=256 * 2**20, tags=16_000_000, cells=4_000_000, signs=64 * 2**20)
"""Where rows are used one after the other: a hundred thousand with forty cells each."""


class Budget:
    """What is left of what a file may hold."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.cells, self.signs, self.tags = limits.cells, limits.signs, limits.tags

    def spend(self, cells: int = 0, signs: int = 0, tags: int = 0) -> None:
        """Refused where it is more than there is."""
        self.cells -= cells
        self.signs -= signs
        self.tags -= tags
        if self.cells < 0 or self.signs < 0 or self.tags < 0:
            raise Refused("file-too-many-cells", file=self.name, most=self.limits.cells)
