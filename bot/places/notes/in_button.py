"""Which notes a message shows, as its button says it: what somebody taps *read* for is what stood before them. Pure."""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from bot.places.notes.notes import Note

MOST_DATA = 64
"""Bytes that a button may hold."""

MOST_NOTES = 8
"""So many notes one message shows at most: more, at their longest, are longer than a message may be."""


def batches(notes: Sequence[Note], beginning: str) -> list[list[Note]]:
    """Notes in their order, parted into what one message and its button, whose data begin with *beginning*, hold."""
    found: list[list[Note]] = []
    for note in notes:
        if found and len(found[-1]) < MOST_NOTES and len(data(beginning, [*found[-1], note])) <= MOST_DATA:
            found[-1].append(note)
        else:
            found.append([note])
    return found


def data(beginning: str, notes: Collection[Note]) -> str:
    """What a button under these notes holds."""
    ids = sorted(one.id for one in notes)
    steps = [*ids[:1], *(later - one for one, later in pairwise(ids))]
    return beginning + ".".join(f"{step:x}" for step in steps)


def ids(choice: str) -> frozenset[int]:
    """The ids that a button holds; none where it is older than that, or somebody else wrote it."""
    try:
        return frozenset(accumulate(int(step, 16) for step in choice.split(".")))
    except ValueError:
        return frozenset()
