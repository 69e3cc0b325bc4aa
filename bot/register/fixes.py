"""How good a fix is: which of two counts, and which is a jump. Pure; metres, seconds, kilometres an hour."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.values import geo
from bot.values.geo import Point

IMPRECISE_M = 100.0
"""A fix that may be off by more is called imprecise. An unknown accuracy is never called anything."""

FAR_WORSE = 3.0
"""So many times less accurate is far worse."""

JUMP_KMH = 120.0
"""Faster than any team drives through streets."""

WOBBLE_M = 50.0
"""Two fixes of one place may differ by so much, however short the time between them."""

SETTLED_S = 60
"""A jump of a phone that nothing contradicts for so long is where they are."""


@dataclass(frozen=True)
class Fix:
    """Somebody at one instant. *accuracy_m* is how far off it may be; None where nobody said."""

    point: Point
    at: datetime
    accuracy_m: float | None = None


class Verdict(StrEnum):
    """What becomes of a new fix."""

    TAKEN = "taken"
    PASSED_OVER = "passed_over"
    DOUBTED = "doubted"


def is_imprecise(accuracy_m: float | None) -> bool:
    """Whether it is known to be too coarse to tell one street from the next."""
    return accuracy_m is not None and accuracy_m > IMPRECISE_M


def is_far_worse(new: Fix, kept: Fix, within_s: int) -> bool:
    """Whether *new* is too coarse to replace *kept*, which is no older than *within_s* when it comes."""
    if new.accuracy_m is None or not is_imprecise(new.accuracy_m):
        return False
    is_in_time = (new.at - kept.at).total_seconds() <= within_s
    return is_in_time and new.accuracy_m > FAR_WORSE * (kept.accuracy_m or IMPRECISE_M)


def is_far_better(new: Fix, kept: Fix) -> bool:
    """Whether *kept* is too coarse to speak against *new*, which says of itself that it is so much better."""
    if kept.accuracy_m is None or new.accuracy_m is None:
        return False
    return is_imprecise(kept.accuracy_m) and kept.accuracy_m > FAR_WORSE * new.accuracy_m


def is_jump(a: Fix, b: Fix) -> bool:
    """Whether nobody can have come from one to the other in the time between, even if both are off by all they say."""
    apart = geo.metres(a.point, b.point) - (a.accuracy_m or 0.0) - (b.accuracy_m or 0.0)
    return apart > WOBBLE_M and geo.kmh(apart, a.at, b.at) > JUMP_KMH


def weigh(kept: Fix | None, doubted: Fix | None, new: Fix, within_s: int) -> Verdict:
    """A fix is taken unless one that is far better is still in its time, or it is a jump that no second one confirms.

    *doubted* is the jump that waits for the second one. From a coarse fix to a far better one nothing is a jump.
    """
    if kept is None:
        return Verdict.TAKEN
    if is_far_worse(new, kept, within_s):
        return Verdict.PASSED_OVER
    if is_far_better(new, kept) or not is_jump(kept, new):
        return Verdict.TAKEN
    is_confirmed = doubted is not None and new.at > doubted.at and not is_jump(doubted, new)
    return Verdict.TAKEN if is_confirmed else Verdict.DOUBTED


def can_tell(accuracy_m: float | None, metres: float) -> bool:
    """Whether a distance of *metres* can be told by a fix that may be off by *accuracy_m*; unknown: as if it could."""
    return accuracy_m is None or accuracy_m < metres
