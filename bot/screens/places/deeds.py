"""What is done with a place on its page: what is known of it is corrected, and something is reported there."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.incidents.reporting import at_place
from bot.places import edits, limits
from bot.places.asked import changing
from bot.places.notes import contacts
from bot.places.register import State
from bot.places.talk import correcting
from bot.screens.places.file import IN_FORM
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

TEXTS = frozenset({"name", "kind", "address", "community", "responsible", "licence", "credit"})
"""The fields that are texts."""

MOST_IN_WORDS = 600
"""Letters of all contacts, or of all numbers in other systems."""


@action(Right.MEMBER, "place_page.correct")
async def correct(work: Work, *, code: str, version: int, wanted: Mapping[str, Any], sure: bool = False) -> Answer:
    """Correct fields of a place over the version that was shown; a conflict names both values.

    A point outside the district is written down by who is *sure* of it.
    """
    read = {name: _read(name, value) for name, value in wanted.items()}
    place = await changing.correct(work, code, version, read, sure=sure)
    return answer("screen-place-saved", name=place.name, code=place.code)


@action(Right.MEMBER, "place_page.report")
async def report(work: Work, *, code: str, words: str) -> Answer:
    """A case at a place, none by a second tap without new words; where nobody knows where it lies, that is asked."""
    if not texts.plain(words).strip():
        raise Refused("screen-place-say-what")
    done = await at_place.written(work, code, words)
    if done.key != at_place.REPORTED:
        return done
    return answer("screen-place-reported", number=done.facts["number"], name=done.facts["name"])


@action(Right.CAPTAIN, "place_page.contacts_to_correct")
async def contacts_to_correct(work: Work, *, code: str) -> Answer:
    """The contacts whole, as the form takes them: who corrects one writes the others no more. It is a look, too.

    Refused where one is called by what stands between two of them: read again, they would be other ones.
    """
    place, people = await contacts.opened(work, code)
    text = "; ".join(
        " ".join(filter(None, (one.name, f"({one.role})" if one.role else "", one.phone))) for one in people
    )
    found, _ = correcting.written("contacts", text)
    if len(text) > MOST_IN_WORDS or found != tuple(people):
        raise Refused("screen-place-contacts-odd", name=place.name)
    return answer("screen-place-contacts-text", text=text)


def _read(name: str, value: Any) -> Any:
    """The value of a field as the register has it; Refused says what is wrong with what was sent."""
    if name not in IN_FORM:
        raise Refused("place-no-such-field", field=name[:40])
    if name in TEXTS:
        return _text(name, value)
    return _READ[name](value)


def _text(name: str, value: Any) -> str:
    said: str = limits.kept(name, value if isinstance(value, str) else "")
    if name == "name" and not said:
        raise Refused("screen-place-no-name")
    return said


def _point(value: Any) -> Point:
    point = Point.read(*value) if isinstance(value, list | tuple) and len(value) == 2 else None
    if point is None:
        raise Refused("screen-place-no-point")
    return point


def _aliases(value: Any) -> tuple[str, ...]:
    said = [one if isinstance(one, str) else "" for one in value] if isinstance(value, list) else []
    if len(said) > (most := limits.MOST_PARTS["aliases"]):
        raise Refused("screen-place-too-many-names", most=most, have=len(said))
    found: tuple[str, ...] = limits.kept("aliases", said)
    return found


def _state(value: Any) -> State:
    if not isinstance(value, str) or value not in {one.value for one in State}:
        raise Refused("place-no-such-field", field=str(value)[:40])
    return State(value)


def _contacts(value: Any) -> Any:
    """In words, as in the chat; nothing: nobody knows one."""
    return _in_words("contacts", value)


def _outside(value: Any) -> Any:
    return _in_words("outside", value)


def _in_words(name: str, value: Any) -> Any:
    """All of a field anew, as one text; Refused where it says something that cannot be read."""
    said = value.strip() if isinstance(value, str) else ""
    if len(said) > MOST_IN_WORDS:
        word = {"word": f"place-field-{name}"}
        raise Refused("screen-place-too-long", field=word, most=MOST_IN_WORDS, have=len(said))
    found, _ = correcting.written(name, said)
    if said and not found:
        raise Refused("screen-place-unread", field={"word": f"place-field-{name}"})
    return edits.plain(found)


def _firm(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


_READ: Mapping[str, Callable[[Any], Any]] = {
    "point": _point,
    "aliases": _aliases,
    "contacts": _contacts,
    "outside": _outside,
    "state": _state,
    "firm": _firm,
}
