"""Moves asked for on a page or by a program: the same moves as in chat, with their facts named one by one."""

from collections.abc import Mapping
from typing import Any

from bot.incidents.requests import requests
from bot.incidents.table import MOVES
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work

ASSIGN = "assign"
"""What a captain does who sends a team, whatever the case's state makes of it."""

MOST_WORDS = 1000
"""UTF-16 units of what somebody writes along with a move."""


@action(Right.MEMBER, "page_moves.make")
async def make(
    work: Work, *, number: int, name: str, facts: Mapping[str, Any], team: int | None, text: str, sure: bool
) -> Answer:
    """Make the move *name*. What it still wants, or a captain is to be sure of, is refused with the fact ``asks``.

    *facts* are those that :mod:`bot.incidents.requests.options` names, *text* free words. The move is tried in full
    before anybody is asked whether they are sure, so that nobody is sure of what cannot be.
    """
    if name not in MOVES and name != ASSIGN:
        raise Refused("no-such-move", name=texts.cut(texts.line(name), 40))
    move = None if name == ASSIGN else MOVES[name]
    given, words = _as_in_chat(name, dict(facts), texts.cut(texts.plain(text).strip(), MOST_WORDS))
    is_assign = move is None or move.command == ASSIGN
    if is_assign:
        given["override"] = sure
    said = await requests.move(
        work, name=ASSIGN if is_assign else name, number=number, facts=given, team=team, text=words
    )
    if said.asks:
        raise Refused(said.key, **said.facts, asks=said.asks)
    if move is not None and move.asks_once and not sure:
        raise Refused("sure-first", number=number, move=name, asks="sure")
    return said


def _as_in_chat(name: str, facts: dict[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """The facts as single lines, and the words that go with them; a reason that is all that is wanted is the words."""
    told = {key: texts.line(value) if isinstance(value, str) else value for key, value in facts.items()}
    text = text or told.pop("note", None) or ""
    if name in MOVES and MOVES[name].is_why:
        text = told.pop("reason", None) or text
    if "point" in told:
        told["point"] = _point(told["point"])
    return told, text


def _point(given: Any) -> Point:
    point = Point.read(given[0], given[1]) if isinstance(given, list | tuple) and len(given) == 2 else None
    if point is None:
        raise Refused("not-a-position")
    return point
