"""Films: which a page may play, and nothing in them but what is seen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import films


def box(name: bytes, *inner: bytes, wide: bool = False) -> bytes:
    """One box of a film's file."""
    held = b"".join(inner)
    if wide:
        return (1).to_bytes(4, "big") + name + (len(held) + 16).to_bytes(8, "big") + held
    return (len(held) + 8).to_bytes(4, "big") + name + held


BEGIN = box(b"ftyp", b"mp42", bytes(4))
HOURS = (1_700_000_000).to_bytes(4, "big")
PLACE = b"+30.3147+120.2741/"


def film(*, wide: bool = False) -> bytes:
    """A film whose camera wrote down when, where and with what."""
    head = box(b"mvhd", bytes(4), HOURS, HOURS, b"\x00\x00\x03\xe8", b"rest")
    long_head = box(b"tkhd", b"\x01\x00\x00\x07", bytes(4), HOURS, bytes(4), HOURS, b"rest")
    track = box(b"trak", long_head, box(b"mdia", box(b"mdhd", bytes(4), HOURS, HOURS, b"rest")), box(b"meta", PLACE))
    notes = box(b"udta", box(b"\xa9xyz", PLACE), wide=wide)
    return BEGIN + box(b"moov", head, track, notes) + box(b"uuid", PLACE) + box(b"mdat", b"what is seen" + PLACE)


@pytest.mark.parametrize("wide", [False, True])
def test_what_a_camera_wrote_is_blanked_and_nothing_moves(wide: bool) -> None:
    """Place and hours are gone wherever they stood; what is seen stays, byte for byte, where it was."""
    before = film(wide=wide)
    after = films.blanked(before)
    assert len(after) == len(before)
    begin = before.index(b"mdat")
    assert after[begin:] == before[begin:]
    assert PLACE not in after[:begin]
    assert HOURS not in after
    assert after.count(b"rest") == 3
    assert b"\x00\x00\x03\xe8" in after, "its length is no hour"
    assert films.blanked(after) == after


@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=8))
def test_any_file_keeps_its_length(tail: bytes, at: int, put: bytes) -> None:
    """A broken one too: it never ends in an error, and no box reaches outside of it."""
    data = bytearray(film() + tail)
    data[at : at + len(put)] = put
    assert len(films.blanked(bytes(data))) == len(data)


def test_a_file_made_of_boxes_within_boxes_ends_in_no_error() -> None:
    """Nobody films that; it is sent to see what happens."""
    nested = b""
    for _ in range(3000):
        nested = box(b"moov", nested)
    assert films.blanked(BEGIN + nested) == BEGIN + nested


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        (BEGIN, "video/mp4"), (b"\x1aE\xdf\xa3" + bytes(20), "video/webm"), (b"<html>", None), (b"", None),
        (b"\xff\xd8\xff", None), (b"%PDF-1.7 ftyp", None),
    ],
)  # fmt: skip
def test_only_films_are_played(tmp_path: Path, begin: bytes, kind: str | None) -> None:
    """By how the file begins, not by what somebody called it."""
    (tmp_path / "film.bin").write_bytes(begin)
    assert films.kind_of(tmp_path / "film.bin") == kind
