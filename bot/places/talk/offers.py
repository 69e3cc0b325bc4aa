"""Buttons under a place's card: what features say in their ``Feature.place_offers``, and what stands there always."""

from bot.outbox.letters import Button
from bot.places import codes
from bot.places.register import Place
from bot.work.features import FEATURES
from bot.work.work import Work


async def of(work: Work, place: Place) -> list[Button]:
    """What every feature offers to whoever looks at *place*, in the order of the features."""
    return [button for offer in work.at_hand[FEATURES].place_offers for button in await offer(work, place)]


async def own(work: Work, place: Place) -> list[Button]:
    """A note, a photo; who can be reached, where somebody can and that may be asked; of what is gone *undo*."""
    if work.who.is_only_of_bodies:
        return []
    if not work.who.may_act:
        return [_button(work, "button-place-photos", "photos", place)]
    found = []
    if not place.is_there and work.who.is_captain:
        found.append(_button(work, "button-place-undo", "undo", place))
    if place.is_there:
        found.append(_button(work, "button-place-note", "add", place))
        found.append(_button(work, "button-place-photo", "photo", place))
    found.append(_button(work, "button-place-photos", "photos", place))
    if place.contacts:
        found.append(_button(work, "button-place-contacts", "contact", place))
    return found


def _button(work: Work, key: str, what: str, place: Place) -> Button:
    return Button(key, f"pnote:{work.district.id}.0:{what}:{codes.packed(place.code)}")
