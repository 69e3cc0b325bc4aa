"""Places: found, shown in private, registered on the spot, corrected."""

from collections.abc import Callable

from telegram import Message

from bot.conversation import places
from bot.incidents.reporting import at_place
from bot.places.talk import actions, press
from bot.values.geo import Point
from bot.values.refused import Refused
from handlers.telegram import forum
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants, whole

FEATURE = Feature("places")


@FEATURE.command("place", For.DISTRICT, "[NAME|new]", where=Where.ANYWHERE, topic=Topic.REPORT)
async def place(said: Said) -> Wants:
    """What was written after it; digits alone may be a case."""
    number = said.number if not said.text else None
    return wants(places.command, text=said.words, number=number, reply_to=said.reply_to, point=_point(said.message))


def _point(message: Message | None) -> Point | None:
    """The location that a message replies to."""
    reply = forum.replied(message) if message is not None else None
    if reply is None:
        return None
    spot = reply.venue.location if reply.venue else reply.location
    return Point.read(spot.latitude, spot.longitude) if spot else None


def _opened(choice: str) -> Wants:
    return wants(actions.open, code=press.unpacked(choice))


def _page(choice: str) -> Wants:
    page, _, tag = choice.partition(".")
    return wants(actions.turn, page=whole(page), tag=tag)


def _history(choice: str) -> Wants:
    before, _, code = choice.partition(".")
    return wants(actions.history, code=press.unpacked(code), before=whole(before))


def _field(choice: str) -> Wants:
    field, _, code = choice.partition(".")
    return wants(actions.correct, code=press.unpacked(code), field=field)


def _set(choice: str) -> Wants:
    field, _, rest = choice.partition(".")
    value, _, rest = rest.partition(".")
    version, _, code = rest.partition(".")
    return wants(actions.set_, code=press.unpacked(code), field=field, choice=value, version=whole(version))


_PRESSED: dict[str, Callable[[str], Wants]] = {
    "open": _opened,
    "page": _page,
    "near": lambda _: wants(places.command, text="", number=None, reply_to=None, point=None),
    "history": _history,
    "report": lambda choice: wants(at_place.report, code=press.unpacked(choice)),
    "correct": lambda choice: wants(actions.correct, code=press.unpacked(choice)),
    "field": _field,
    "set": _set,
    "is": lambda choice: wants(actions.is_this, code=press.unpacked(choice)),
}
"""What a button means, by its verb."""


@FEATURE.button("place")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """A button under a card, a list, or a step of registering."""
    if move in {"mine", "theirs", "moved"}:
        return wants(actions.settle, code=press.unpacked(choice), choice=move)
    if move in actions.STEPS:
        return wants(actions.step, name=move, choice=choice)
    if (meant := _PRESSED.get(move)) is None:
        raise Refused("stale-button")
    return meant(choice)
