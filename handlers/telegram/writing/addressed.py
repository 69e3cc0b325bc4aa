"""Letters with the address of the page that a place has: its key is made when they are sent, and stored nowhere."""

import secrets
from dataclasses import replace
from typing import Any

from bot.access.keys import fingerprint
from bot.desk.desk import Desk
from bot.inspections.papers import address
from bot.outbox.letters import Letter
from bot.work.speaker import Speaker
from handlers.telegram.writing.calls import Call, Writer

NOBODYS = "-"
"""Stands for a key where none can be made any more: an address that opens nothing."""


class Addressed:
    """Writes letters by *writer*, with a key in the place of the mark; every other letter as it is."""

    def __init__(self, writer: Writer, desk: Desk) -> None:
        self.writer = writer
        self.desk = desk

    async def write(self, letter: Letter) -> Call | None:
        """The call that sends it."""
        if letter.case_id is None or not is_marked(letter):
            return await self.writer.write(letter)
        secret = secrets.token_urlsafe(32)
        house = Speaker(0, "", 0, self.desk.clock.now(), channel="clock", district_id=letter.district_id)
        kept = await self.desk.do(address.keep, house, case_id=letter.case_id, key_hash=fingerprint(secret))
        return await self.writer.write(with_key(letter, NOBODYS if kept.refused else secret))


def is_marked(letter: Letter) -> bool:
    """Whether an address of this kind stands in its facts, or behind one of its buttons."""
    return any(address.MARK in button.url for row in letter.buttons for button in row) or _has(letter.facts)


def _has(value: Any) -> bool:
    if isinstance(value, str):
        return address.MARK in value
    if isinstance(value, dict):
        return any(_has(one) for one in value.values())
    return isinstance(value, list | tuple) and any(_has(one) for one in value)


def with_key(letter: Letter, key: str) -> Letter:
    """The same with *key* in each address."""
    rows = tuple(tuple(replace(one, url=one.url.replace(address.MARK, key)) for one in row) for row in letter.buttons)
    return replace(letter, facts=_put(letter.facts, key), buttons=rows)


def _put(value: Any, key: str) -> Any:
    if isinstance(value, str):
        return value.replace(address.MARK, key)
    if isinstance(value, dict):
        return {name: _put(one, key) for name, one in value.items()}
    return [_put(one, key) for one in value] if isinstance(value, list | tuple) else value
