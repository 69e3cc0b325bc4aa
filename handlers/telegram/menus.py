"""Menus as Telegram keeps them: written from the register when they are sent, and only where they differ."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from bot.desk.desk import Desk
from bot.menus import menus
from bot.menus.menus import Menu, Offered
from bot.outbox.letters import Letter, LetterKind
from bot.screens.board import Board
from bot.values import texts
from bot.words import Words
from bot.work.speaker import Speaker
from handlers.telegram.commands import Feature
from handlers.telegram.writing.calls import Call

MOST_DESCRIPTION = 256
"""Characters that Telegram takes of what a command does."""


class Menus:
    """Writes letters of the kind menu."""

    def __init__(self, desk: Desk, board: Board, words: Words, offers: Callable[[], list[dict[str, str]]]) -> None:
        self.desk = desk
        self.board = board
        self.words = words
        self.offers = offers

    def commands(self, offered: Offered) -> list[tuple[str, str]]:
        """Names and descriptions of what is used most; the rest is in ``/help``."""
        names = menus.in_short(self.offers(), offered.audiences, offered.where)
        said = [self.words.say(offered.language, f"help-{name}") for name in names]
        return [(name, texts.cut(what, MOST_DESCRIPTION)) for name, what in zip(names, said, strict=True)]

    async def write(self, letter: Letter) -> Call | None:
        """The call that makes Telegram's menu the one that it is to be; None where it is that already."""
        menu = Menu.of(letter.collapse or "")
        offered = await self.board.see(menus.offered, None, menu)
        async with self.board.store.look() as tx:
            told = await tx.kept.get(menu.name)
        wanted = self._mark(offered)
        if wanted == told and not letter.facts.get("always"):
            return None
        params: dict[str, Any] = {"scope": _scope(menu)}
        if menu.language:
            params["language_code"] = menu.language
        if offered is None:
            return Call("deleteMyCommands", params, letter.purpose, keeps=(menu.name, None))
        params["commands"] = self.commands(offered)
        return Call("setMyCommands", params, letter.purpose, keeps=(menu.name, wanted))

    def _mark(self, offered: Offered | None) -> str | None:
        """By which a menu is known again."""
        if offered is None:
            return None
        return hashlib.sha256(json.dumps(self.commands(offered)).encode()).hexdigest()[:16]

    async def plan(self) -> int:
        """Queue those that differ from what Telegram was told; returns how many."""
        found = await self.board.see(menus.all_offered, None, self.words.languages)
        async with self.board.store.look() as tx:
            told = await tx.kept.beginning(menus.BEGIN)
        mark = cache(self._mark)  # a district has many people, and few menus
        marks = {menu.name: mark(offered) for menu, offered in found.items()}
        left = {name: None for name in told if name not in marks}
        differ = [Menu.of(name) for name, mark in {**left, **marks}.items() if mark != told.get(name)]
        if differ:
            speaker = Speaker(0, "", 0, self.desk.clock.now(), channel="clock")
            await self.desk.do(menus.ask, speaker, menus=differ)
        return len(differ)


def _scope(menu: Menu) -> dict[str, Any]:
    """The scope as Telegram names it."""
    if not menu.chat_id:
        return {"type": "default"}
    if menu.user_id and not menu.is_private:
        return {"type": "chat_member", "chat_id": menu.chat_id, "user_id": menu.user_id}
    return {"type": "chat", "chat_id": menu.chat_id}


FEATURE = Feature("menus", {LetterKind.MENU: lambda means: Menus(means.desk, means.board, means.words, means.offers)})
