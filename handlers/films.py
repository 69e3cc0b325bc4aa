"""Films as they come: which of them a page may play, and without what a camera wrote beside what is seen.

A film is not made anew: the pieces of its file that hold place, owner and hour are blanked where they stand, so that
nothing else moves. The shape of the file: ISO/IEC 14496-12.
"""

from collections.abc import Iterator
from pathlib import Path

_MATROSKA = b"\x1aE\xdf\xa3"
_NOTES = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes of notes: place, device, title, owner."""

_HOURS = frozenset({b"mvhd", b"tkhd", b"mdhd"})
"""Boxes that begin with when the film was taken and changed."""

_WITHIN = frozenset({b"moov", b"trak", b"mdia"})
_DEEPEST = 8
"""So many boxes stand within each other at most in a file that is looked through; films have four."""


def kind_of(file: Path) -> str | None:
    """The media type of a film that a page may play; None for any other file."""
    with file.open("rb") as opened:
        begin = opened.read(12)
    if begin[4:8] == b"ftyp":
        return "video/mp4"
    return "video/webm" if begin.startswith(_MATROSKA) else None


def blanked(data: bytes) -> bytes:
    """The same film with empty notes and without hours; a file of another shape as it came."""
    if data[4:8] != b"ftyp":
        return data
    film = bytearray(data)
    for name, begin, end in _boxes(film, 0, len(film)):
        _blank(film, name, begin, end, 1)
    return bytes(film)


def _boxes(film: bytearray, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: name, where it begins behind its head, where it ends."""
    while begin + 8 <= end:
        size, head = int.from_bytes(film[begin : begin + 4], "big"), 8
        name = bytes(film[begin + 4 : begin + 8])
        if size == 1 and begin + 16 <= end:
            size, head = int.from_bytes(film[begin + 8 : begin + 16], "big"), 16
        elif size == 0:
            size = end - begin
        if size < head or begin + size > end:
            return
        yield name, begin + head, begin + size
        begin += size


def _blank(film: bytearray, name: bytes, begin: int, end: int, depth: int) -> None:
    if name in _WITHIN and depth < _DEEPEST:
        for inner in _boxes(film, begin, end):
            _blank(film, *inner, depth + 1)
    elif name in _HOURS and begin < end:
        both = 16 if film[begin] == 1 else 8  # version 1 writes each hour with 64 bits
        stop = min(begin + 4 + both, end)
        film[begin + 4 : stop] = bytes(stop - begin - 4)
    elif name in _NOTES:
        film[begin:end] = bytes(end - begin)
