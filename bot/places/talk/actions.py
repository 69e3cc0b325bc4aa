"""What somebody may want of a place in the chat: look at it, find others, register one, correct it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.places import edits
from bot.places.register import Place
from bot.places.talk import correcting, looking, past, registering, show
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


@action(Right.DISTRICT, "places.open")
async def open(work: Work, code: str) -> Answer:  # noqa: A001  # what it is called where links lead to it
    """The card of a code; one sentence where it belongs to another district, or to no place."""
    return await show.card(work, await _place(work, code))


async def _place(work: Work, code: str) -> Place:
    try:
        return await edits.get(work, code)
    except Refused:
        await looking.not_elsewhere(work, code)
        raise


@action(Right.DISTRICT, "places.turn")
async def turn(work: Work, *, page: int, tag: str) -> Answer:
    """Another page of a list."""
    return await looking.turn(work, page, tag)


@action(Right.REGISTERED, "places.history")
async def history(work: Work, *, code: str, before: int) -> Answer:
    """What was changed of it."""
    return await past.history(work, await _place(work, code), before)


@action(Right.MEMBER, "places.correct")
async def correct(work: Work, *, code: str, field: str = "") -> Answer:
    """What may be corrected, or the question for one field."""
    place = await _place(work, code)
    return await (correcting.ask(work, place, field) if field else correcting.choose(work, place))


@action(Right.MEMBER, "places.set")
async def set_(work: Work, *, code: str, field: str, choice: str, version: int) -> Answer:
    """A value that was tapped, over the version that was shown."""
    return await correcting.chosen(work, await _place(work, code), field, choice, version)


@action(Right.MEMBER, "places.settle")
async def settle(work: Work, *, code: str, choice: str) -> Answer:
    """Which of two values is right."""
    return await correcting.settle(work, await _place(work, code), choice)


STEPS: Mapping[str, Callable[[Work, str], Awaitable[Answer]]] = {
    "new": lambda work, _: registering.begin_found(work),
    "make": lambda work, _: registering.register_it(work),
    "other": lambda work, _: registering.register_it(work, anew=True),
    "kind": registering.choose_kind,
    "kinds": lambda work, _: registering.more_kinds(work),
    "contact": lambda work, _: registering.ask_contact(work),
    "skip": lambda work, _: registering.skip(work),
    "nowhere": lambda work, _: registering.unknown(work),
    "drop": lambda work, _: registering.drop(work),
    "doubt": registering.settle_doubt,
    "take": lambda work, _: registering.take_offered(work),
}
"""The steps of registering, each with what was chosen."""


@action(Right.MEMBER, "places.step")
async def step(work: Work, *, name: str, choice: str = "") -> Answer:
    """One step of registering a place."""
    return await STEPS[name](work, choice)


@action(Right.MEMBER, "places.is_this")
async def is_this(work: Work, *, code: str) -> Answer:
    """What they wanted to register is this one."""
    return await registering.is_this(work, await _place(work, code))
