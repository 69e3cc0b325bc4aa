"""The scenes that are drawn for those who have no photo."""

import io

import pytest
from PIL import Image

from handlers.drill import files, pictures
from handlers.drill.errors import Mistake


@pytest.mark.parametrize("name", pictures.NAMES)
def test_every_picture_is_a_photo_of_its_own(name: str) -> None:
    """A JPEG of the stated size; two photos of one scene are never the same bytes, and still the same picture."""
    one, other = (pictures.taken(name, 0, mark) for mark in ("1", "2"))
    assert one != other
    assert files.picture_size(one) == (pictures.WIDTH, pictures.HEIGHT)
    drawn = [Image.open(io.BytesIO(data)).convert("RGB").tobytes() for data in (one, other)]
    assert drawn[0] == drawn[1]


def test_before_and_after_and_turns_differ() -> None:
    """What was put in order looks otherwise, and so does the same thing elsewhere."""
    every = {pictures.drawn(name, turn) for name in pictures.NAMES for turn in range(pictures.TURNS)}
    assert len(every) == len(pictures.NAMES) * pictures.TURNS


def test_a_picture_that_does_not_exist_names_those_that_do() -> None:
    """In one sentence."""
    with pytest.raises(Mistake, match="bikes-before"):
        pictures.drawn("moon")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 broken", b"GIF89a", b"RIFF....WEBP", b"plain text"])
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    """It is kept all the same, as Telegram keeps it."""
    assert files.picture_size(data) == (0, 0)
