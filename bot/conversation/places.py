"""``/place``: a name to look for, nothing for what is near, ``new``, or a case number, whose place it then changes."""

from functools import cache

from bot.incidents import find
from bot.incidents.requests import requests
from bot.incidents.store import INCIDENTS
from bot.places import edits
from bot.places.talk import looking, registering
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.words import Words
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


@cache
def _new() -> frozenset[str]:
    """What may be written for ``new``, in every language; commas part it."""
    words = Words()
    said = [words.say(language, "place-word-new") for language in words.languages]
    return frozenset({"new"} | {one.strip().lower() for text in said for one in text.split(",")})


@action(Right.DISTRICT, "places.command")
async def command(
    work: Work, *, text: str, number: int | None = None, reply_to: int | None = None, point: Point | None = None
) -> Answer:
    """*number*: digits were all that was written. *point*: that of the location that was replied to.

    A place whose name begins with the word for a new one is found by it, too.
    """
    first, _, rest = text.strip().partition(" ")
    if first.lower() in _new() and not (rest and await looking.is_begun(work, text, spaced=True)):
        return await registering.begin(work, rest.strip(), point)
    if work.who.is_only_of_bodies:
        return await (looking.find(work, text) if text.strip() else looking.near(work))
    if number is not None and await work.tx[INCIDENTS].by_number(work.district.id, number):
        return await requests.move(work, name="relocate", number=number, reply_to=reply_to)
    if text.strip():
        return await looking.find(work, text)
    if await find.case_of_reply(work, reply_to) is not None:
        return await requests.move(work, name="relocate", reply_to=reply_to)
    return await looking.near(work)


async def is_called(work: Work, *, code: str, whole: str) -> bool:
    """Whether *whole* is what a place is called, or how its name begins, and *code* behind its first word is no code.

    ``/place photo Corner`` is no photo of a place with the code Corner, where there is a Photo Corner.
    """
    if work.district_or_none is None or work.who.member is None:
        return False
    try:
        await edits.get(work, code)
    except Refused:
        return await looking.is_begun(work, whole)
    return False
