"""``/hazard`` and the buttons of hazards: what somebody may want of one in the chat."""

from bot.hazards import moving
from bot.hazards.table import MOVES, Hazard
from bot.hazards.talk import asking, finding, hears, photos, said, show
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work

_ASKS = {"limits": "set_limit", "grades": "grade", "bodies": "hand_to"}
"""Buttons that ask for a choice, and the move that it makes."""

_GIVES = {"set_limit": "hours", "grade": "severity", "hand_to": "to_body", "escalate": "whom", "allow": "who"}
"""What the choice of a button is to its move."""


@action(Right.DISTRICT, "hazards.command")
async def command(
    work: Work, *, text: str, number: int | None = None, reply_to: int | None = None, point: Point | None = None
) -> Answer:
    """``/hazard`` alone: one's own; ``/hazard 42 [MOVE …]``; else a new one, at the place that is meant."""
    hazard = await hears.of_reply(work, reply_to) if number is None else None
    if number is not None:
        hazard = await moving.get(work, number)
    if hazard is not None:
        return await _of(work, hazard, text)
    if not text.strip() and reply_to is None:
        return await show.listing(work)
    return await finding.begin(work, text, reply_to=reply_to, point=point)


async def _of(work: Work, hazard: Hazard, text: str) -> Answer:
    if not text.strip():
        return await show.hazard(work, hazard)
    finding.may_find(work)
    name, rest = said.move(text)
    if name is None:
        raise Refused("hazard-which-move", number=hazard.number, said=texts.cut(text.strip(), 40))
    if name == "photo":
        return await photos.ask(work, hazard)
    return await asking.wish(work, hazard, name, rest)


@action(Right.DISTRICT, "hazards.move")
async def request(
    work: Work, *, name: str, number: int | None = None, reply_to: int | None = None, text: str = ""
) -> Answer:
    """A move that was asked for by its name, with words."""
    finding.may_find(work)
    hazard = await moving.get(work, number) if number is not None else await hears.of_reply(work, reply_to)
    if hazard is None:
        raise Refused("hazard-which")
    if name not in MOVES or name in show.LATER:
        raise Refused("stale-button")
    return await asking.wish(work, hazard, name, text)


@action(Right.DISTRICT, "hazards.press")
async def press(work: Work, *, number: int, move: str, choice: str = "") -> Answer:
    """A button: *move*, with what was chosen for it."""
    match move:
        case "at":
            return await finding.of_place(work, choice)
        case "case":
            return await finding.of_case(work, number)
        case "list":
            return await show.listing(work)
    hazard = await moving.get(work, number)
    if move == "show":
        return await show.hazard(work, hazard)
    finding.may_find(work)
    if move == "photo":
        return await photos.ask(work, hazard)
    name = _ASKS.get(move, move)
    if name not in MOVES or name in show.LATER:
        raise Refused("stale-button")
    given: dict[str, object] = {}
    if choice and name in _GIVES:
        whole = texts.whole_number(choice) if name in {"set_limit", "allow"} else None
        given = {_GIVES[name]: choice if whole is None else whole}
    return await asking.wish(work, hazard, name, "", **given)
