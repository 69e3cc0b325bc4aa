"""Locations that were read as something else than a report: kept, so that one tap makes the report of it after all."""

from typing import Any

from bot.outbox.letters import Button
from bot.values.geo import Point
from bot.work.drafts import Draft
from bot.work.work import Work

KIND = "pins"
"""The draft: the last pins of a person in a chat by the id of their message, each with the case it was read for."""

MOST = 5
"""So many of a person's last pins in a chat may still turn out to be new cases."""


async def keep(work: Work, number: int, point: Point, *, moves: bool = False, first: bool = False) -> Button:
    """Remember the pin of who speaks, which was read for the case of a *number*; returns the button of a new case.

    *moves*: it was read as the place of the case; *first*: before, nobody knew where that is.
    """
    who = work.who
    before = await work.tx.drafts.get(who.user_id, who.chat_id, KIND)
    pin = {"number": number, "lat": point.lat, "lon": point.lon, "said_at": who.said_at.isoformat(), "moves": moves}
    pin |= {"first": True} if first else {}
    pins: dict[str, Any] = {**(before.data if before else {}), str(who.message_id): pin}
    data = dict(list(pins.items())[-MOST:])
    await work.tx.drafts.put(Draft(who.user_id, who.chat_id, KIND, work.now, 0, work.district.id, data))
    return Button("button-new-case", f"pin:{work.district.id}.{number}:new:{who.message_id}")


async def kept(work: Work, number: int, message_id: int) -> tuple[Draft, dict[str, Any]] | None:
    """The draft with the pin of a message that was read for that case, and the pin; None where it was settled."""
    for chat_id in dict.fromkeys((work.who.chat_id, work.district.chat_id)):
        draft = await work.tx.drafts.get(work.who.user_id, chat_id, KIND)
        if draft is not None and draft.district_id == work.district.id and str(message_id) in draft.data:
            pin = draft.data[str(message_id)]
            return (draft, pin) if pin["number"] == number else None
    return None
