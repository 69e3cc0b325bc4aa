"""What a place may be called where everybody reads it: in the group, on a wall, on pages of strangers, by programs."""

from dataclasses import replace
from typing import Any

from bot.places.kinds import kinds
from bot.places.kinds.kinds import Kind, Name
from bot.places.naming import addresses, people
from bot.places.register import Place
from bot.register.districts import District

OTHER = "other"
"""The kind as which one is called in public that nobody listed: what somebody wrote there may be a name."""


def shows(district: District, place: Place) -> bool:
    """Whether everybody may read what *place* is called; what a rental house is called nobody.

    A name of a kind that may be called after people is held against what names look like, and against the people of
    the place; one of any other kind against its people only.
    """
    name = kinds.kind_of(district, place.kind).name
    if name is Name.NEVER:
        return False
    own = (place.responsible, *(one.name for one in place.contacts))
    if people.holds(place.name, own):
        return False
    return name is Name.PUBLIC or not people.bears(place.name)


def name(district: District, place: Place) -> str:
    """Its name; or its kind, where that is known, and where it is, without the unit; in the district's language."""
    if shows(district, place):
        return place.name
    where = address(district, place) or place.community or place.code
    if not place.kind:
        return where
    kind = _called(district, kinds.kind_of(district, place.kind))
    return f"{kind} {where}" if district.language == "zh" else f"{kind}, {where}"


def kind(district: District, place: Place) -> dict[str, Any]:
    """Its kind, as a fact of the words; one that nobody listed is *other*: what was written there may be a name."""
    if not place.kind:
        return {"word": "place-kind-unknown"}
    return dict(_listed(kinds.kind_of(district, place.kind), district).named)


def kind_code(district: District, said: str) -> str:
    """The code of a kind, as programs read it; of one that nobody listed *other*, of none nothing."""
    return _listed(kinds.kind_of(district, said), district).code if said else ""


def address(district: District, place: Place) -> str:
    """Its address; of one whose name is nobody's to read without the unit, and without its people."""
    if shows(district, place):
        return place.address
    house = addresses.without_unit(place.address)
    own = (place.responsible, *(one.name for one in place.contacts))
    return "" if people.holds(house, own) else house


def told(district: District, place: Place) -> Place:
    """*place* as strangers may know it: nobody of its people; name, kind, aliases and address as they may be read."""
    shown = shows(district, place)
    return replace(
        place,
        name=name(district, place),
        kind=kind_code(district, place.kind),
        aliases=tuple(one for one in place.aliases if shown and not people.bears(one)),
        address=address(district, place),
        responsible="",
        contacts=(),
    )


def _called(district: District, kind: Kind) -> str:
    known = _listed(kind, district)
    return known.zh if district.language == "zh" else known.en


def _listed(kind: Kind, district: District) -> Kind:
    return kind if kind.is_known else kinds.kind_of(district, OTHER)
