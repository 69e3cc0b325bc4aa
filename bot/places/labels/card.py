"""The place of a scanned label in private: its card, and what opens the page of the label in another browser."""

from collections.abc import Sequence

from bot.outbox.letters import Button
from bot.places import edits
from bot.places.labels import leading
from bot.places.register import Place
from bot.places.talk import show
from bot.work.answer import Answer
from bot.work.features import FEATURES
from bot.work.work import Work

MOST_DATA = 64


async def open_place(work: Work, code: str) -> Answer:
    """What is known of a place to whoever stands before it."""
    place = await edits.get(work, code)
    for hear in work.at_hand[FEATURES].scanned:
        await hear(work, place)
    return await show.card(work, place)


async def offer(work: Work, place: Place) -> Sequence[Button]:
    """Six digits for the browser that the label was scanned with, where there is a page of ours."""
    named = leading.payload(place.code)
    data = f"label:{work.district.id}.0:digits:{named}"
    if work.who.is_only_of_bodies or not named or len(data) > MOST_DATA or not work.rules.public_url:
        return ()
    return (Button("label-button-digits", data),)
