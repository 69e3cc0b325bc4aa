"""The place of a scanned label in private: its card, and what opens the page of the label in another browser."""

from collections.abc import Sequence
from typing import Any

from bot.outbox.letters import Button
from bot.places import edits
from bot.places.labels import leading
from bot.places.merging import merging
from bot.places.register import Near, Place
from bot.places.talk import show, spot
from bot.values import formats
from bot.work.answer import Answer
from bot.work.features import FEATURES
from bot.work.work import Work

MOST_DATA = 64

FAR_M = 100.0
"""Whoever scans a label farther from where its place is registered is told so."""


async def open_place(work: Work, code: str) -> Answer:
    """What is known of a place to whoever stands before it."""
    place = await edits.get(work, code)
    for hear in work.at_hand[FEATURES].scanned:
        await hear(work, place)
    far = await _far(work, place)
    return await show.card(work, place, *([far] if far else []))


async def _far(work: Work, place: Place) -> Any:
    """What is said to who scans the label far from where the place is registered; None where they are there.

    Whose phone does not say where it is, or says it too coarsely, is told nothing.
    """
    here = await spot.here(work)
    found = Near.known(await merging.leads_to(work, place), here) if here is not None else None
    if found is None or found.metres <= FAR_M:
        return None
    return {"word": "label-far", "metres": formats.metres_word(found.metres)}


async def offer(work: Work, place: Place) -> Sequence[Button]:
    """Six digits for the browser that the label was scanned with, where there is a page of ours."""
    named = leading.payload(place.code)
    data = f"label:{work.district.id}.0:digits:{named}"
    if not named or len(data) > MOST_DATA or not work.rules.public_url:
        return ()
    return (Button("label-button-digits", data),)
