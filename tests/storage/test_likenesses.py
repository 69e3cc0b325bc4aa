"""Pictures that may look alike are found by parts of what they look like."""

import random

from storage import likenesses


def test_whatever_differs_by_few_bits_is_among_them() -> None:
    """Seven flipped bits leave one of four parts with one flipped bit at most."""
    chance = random.Random(1)
    for _ in range(300):
        bits = chance.getrandbits(64)
        other = bits
        for n in chance.sample(range(64), 7):
            other ^= 1 << n
        assert set(likenesses.of(f"{other:016x}")) & set(likenesses.near(f"{bits:016x}"))


def test_others_are_hardly_ever() -> None:
    """Of a thousand pictures that have nothing to do with it a handful are compared."""
    chance = random.Random(2)
    near = set(likenesses.near(f"{chance.getrandbits(64):016x}"))
    assert sum(bool(near & set(likenesses.of(f"{chance.getrandbits(64):016x}"))) for _ in range(1000)) < 10


def test_what_is_not_known_looks_like_nothing() -> None:
    """Neither found nor asked for."""
    assert likenesses.of("unknown") == likenesses.near("") == []
