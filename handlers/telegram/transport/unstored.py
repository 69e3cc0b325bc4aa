"""While nothing can be stored: calls for help are passed on unstored, and each chat hears once what is going on.

Nothing is confirmed, to Telegram or to anybody: all of it comes again, and is worked off when it can be stored. Who has
to hear is known from the last minute in which all was well.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.health import roll
from bot.health.roll import Roll
from bot.screens.board import Board
from bot.values import texts
from bot.words import Words
from bot.work import speaker
from bot.work.inbox import InboxRow
from handlers.telegram.commands import Register
from handlers.telegram.transport.intake import seconds

CRY = "sos"
"""The name of the command, and the kind of the button, that call for help."""

TRIED = 2
"""A call is passed on when storing it has failed so often: what one more try mends is no outage."""

TOLD_AFTER = timedelta(seconds=10)
"""So long nothing could be stored before the chats hear of it."""

REMEMBERED = 1_000
PATIENCE_S = 10.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Cry:
    """A call for help as it stands in an update that is not stored."""

    chat_id: int
    user_id: int
    name: str
    words: str


class Unstored:
    """Hears from the way in what could not be stored, and when it can again.

    *give_up* makes room on a full disk for what comes again in a second; False where it cannot.
    """

    def __init__(self, bot: Bot, board: Board, words: Words, register: Register, give_up: Callable[[], bool]) -> None:
        self.bot = bot
        self.board = board
        self.words = words
        self.register = register
        self.give_up = give_up
        self.rolls: tuple[Roll, ...] = ()
        self.since: datetime | None = None
        self._tries: dict[int, int] = {}
        self._told: dict[int, str] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_idle(self) -> bool:
        """Nothing is being told."""
        return not self._under_way

    async def look(self) -> None:
        """Call the roll of every district; one that cannot be read just now leaves the last one."""
        if self.since is not None:
            return
        now = self.board.clock.now()
        async with self.board.store.look() as tx:
            districts = await tx.districts.all()
        self.rolls = tuple([await self.board.see(roll.call, speaker.as_clock(one, now)) for one in districts])

    def unstored(self, rows: Sequence[InboxRow], trouble: str) -> None:
        """These could not be stored, nor anything else; *trouble* is why, as a code."""
        if trouble == "lost" or (trouble == "full" and self.give_up()):  # lost: another program hears all of it
            return
        now = self.board.clock.now()
        self.since = self.since or now
        for row in rows:
            raw = json.loads(row.payload)
            if len(self._tries) >= REMEMBERED:
                self._tries.clear()
            tries = self._tries[row.update_id] = self._tries.get(row.update_id, 0) + 1
            if tries == TRIED and (cry := self._cry(raw)):
                self._start(self._pass_on(cry))
            if now - self.since >= TOLD_AFTER:
                self._tell_once(raw, "unstored-full" if trouble == "full" else "unstored-other")

    def stored(self) -> None:
        """It works again."""
        if self.since is None:
            return
        for chat_id, language in self._told.items():
            self._start(self._say(chat_id, language, "unstored-over"))
        self.since, self._tries, self._told = None, {}, {}

    async def close(self) -> None:
        """Take back what is under way."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _cry(self, raw: dict[str, Any]) -> Cry | None:
        """The call for help in an update, by command or by button; None where it is none, or from nobody of ours."""
        pressed, message = raw.get("callback_query"), raw.get("message") or raw.get("edited_message")
        if isinstance(pressed, dict):
            parts = str(pressed.get("data", "")).split(":")
            said = "" if parts[0] == CRY and parts[2:3] == ["call"] else None
            where = (pressed.get("message") or {}).get("chat") or pressed.get("from")
        elif isinstance(message, dict):
            pressed, where = message, message.get("chat")
            said = self._said(str(message.get("text") or message.get("caption") or ""))
        else:
            return None
        who = pressed.get("from") or {}
        if said is None or not isinstance(where, dict) or self._rolls_of(where.get("id"), who.get("id")) == []:
            return None
        full = " ".join(str(who[part]) for part in ("first_name", "last_name") if who.get(part))
        return Cry(int(where["id"]), int(who.get("id", 0)), texts.name(full), texts.line(said))

    def _said(self, text: str) -> str | None:
        """The words after the command that calls for help; None where the text is none."""
        first, _, rest = text.strip().partition(" ")
        if first[:1] not in {"/", "／"}:
            return None
        name, _, whose = first[1:].lower().partition("@")
        if whose and whose != (self.bot.username or "").lower():
            return None
        command, tied = self.register.spelled(name)
        return f"{tied} {rest}".strip() if command is not None and command.name == CRY else None

    def _rolls_of(self, chat_id: Any, user_id: Any) -> list[Roll]:
        """The districts that a chat, or else a person, belongs to."""
        by_chat = [one for one in self.rolls if one.chat_id == chat_id]
        return by_chat or [one for one in self.rolls if user_id in one.names]

    async def _pass_on(self, cry: Cry) -> None:
        """To every captain in private; where none of them can be reached, to the group."""
        log.warning("unstored.cry_passed_on")
        for one in self._rolls_of(cry.chat_id, cry.user_id):
            key = "unstored-cry-words" if cry.words else "unstored-cry"
            facts = {"name": one.names.get(cry.user_id) or cry.name, "district": one.name, "words": cry.words}
            said = [self._say(user, spoken, key, **facts) for user, spoken in one.captains.items()]
            if not any(await asyncio.gather(*said)):  # at one time: who cannot be reached holds up nobody else
                await self._say(one.chat_id, one.language, key, **facts)

    def _tell_once(self, raw: dict[str, Any], key: str) -> None:
        """The chat that an update came from, where it is one of ours and has not heard yet."""
        for content in raw.values():
            inner = content.get("message") if isinstance(content, dict) else None
            chat = next((one["chat"] for one in (content, inner) if isinstance(one, dict) and "chat" in one), None)
            if not isinstance(chat, dict) or chat.get("id") in self._told:
                continue
            for one in self._rolls_of(chat.get("id"), chat.get("id"))[:1]:
                self._told[chat["id"]] = one.language
                self._start(self._say(chat["id"], one.language, key))

    async def _say(self, chat_id: int, language: str, key: str, **facts: Any) -> bool:
        """Say it at once, beside all that waits; whether it arrived."""
        for _ in range(TRIED):
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await self.bot.send_message(chat_id, self.words.say(language, key, **facts))
            except RetryAfter as told:
                await self.board.clock.sleep(seconds(told.retry_after))
            except (TelegramError, TimeoutError) as trouble:
                log.warning("unstored.not_told", error=type(trouble).__name__)
                return False
            else:
                return True
        return False

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(_quietly(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)


async def _quietly(work: Coroutine[Any, Any, Any]) -> None:
    """Whatever goes wrong here must not end the way in."""
    try:
        await work
    except Exception:
        log.exception("unstored.failed")
