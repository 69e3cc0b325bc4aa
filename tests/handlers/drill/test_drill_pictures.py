"""The scenes that are drawn for those who have no photo."""

import pytest

from bot.incidents import reuse
from handlers.drill.people import pictures
from handlers.drill.world import files
from handlers.drill.world.errors import Mistake
from handlers.pictures import likeness


@pytest.mark.parametrize("name", pictures.NAMES)
def test_every_picture_is_a_photo_of_its_own(name: str) -> None:
    """A JPEG of the stated size; two photos of one scene are no more the same picture than two of a street are."""
    one, other = (pictures.taken(name, 0, mark) for mark in ("1", "2"))
    assert one == pictures.taken(name, 0, "1")
    assert files.picture_size(one) == (pictures.WIDTH, pictures.HEIGHT)
    assert reuse.distance(likeness(one), likeness(other)) > reuse.ALIKE


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
