"""How a place, its kind, its state and its colour are said: facts of the words. Pure."""

from typing import Any

from bot.places.kinds import kinds
from bot.places.naming import public
from bot.places.register import Near, Place
from bot.register.districts import District
from bot.values import formats
from bot.work.at_door import Colour, Look

Word = dict[str, Any]

UNKNOWN: Word = {"word": "unknown"}

NO_POINT: Word = {"word": "place-no-point"}
"""In the place of a distance, where nobody knows where it lies."""


def kind(district: District, code: str) -> Word:
    """A kind of place, as the district calls it."""
    return dict(kinds.kind_of(district, code).named) if code else {"word": "place-kind-unknown"}


def in_group(district: District, place: Place) -> Any:
    """What a place is called where everybody reads along."""
    return public.name(district, place)


def state(place: Place) -> Word:
    """Whether it is at work."""
    return {"word": f"place-state-{place.state}"}


def colour(seen: Colour | Look) -> Word:
    """The sign of a colour, or of how a place is shown."""
    return {"word": f"place-colour-{seen}"}


def metres(near: Near | None) -> Any:
    """How far it is; nothing where that is not known."""
    return formats.metres_word(near.metres) if near else ""


def where(near: Near | None) -> Any:
    """How far and where a point lies from a place; nothing where none is near."""
    if near is None or not near.is_near:
        return ""
    return {
        "word": near.key,
        "place": near.place.name,
        "direction": {"word": f"compass-{near.compass}"},
        "metres": formats.metres_word(near.metres),
    }
