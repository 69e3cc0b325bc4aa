"""While nothing can be stored or worked off: calls for help are passed on, and each chat hears once what is going on.

Nothing is confirmed, to Telegram or to anybody: all of it comes again, and is worked off when it can be stored. Who has
to hear is known from the last minute in which all was well.
"""

import asyncio
import json
from collections.abc import Coroutine, Sequence
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
from bot.work.ports import FULL
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
    """Hears from the way in what could not be stored, from the lanes what could not be worked off, and when it can.

    It is over when neither is so any more. One try that fails is none: the ballast was given up, or somebody let go.
    """

    def __init__(self, bot: Bot, board: Board, words: Words, register: Register) -> None:
        self.bot = bot
        self.board = board
        self.words = words
        self.register = register
        self.rolls: tuple[Roll, ...] = ()
        self.since: datetime | None = None
        self._is_shut = False
        self._unworked: set[int] = set()
        self._tries: dict[int, int] = {}
        self._passed_on: set[int] = set()
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
        if trouble == "lost":  # another program hears all of it
            return
        self._is_shut, self.since = True, self.since or self.board.clock.now()
        for row in rows:
            self._tried(row, trouble)

    def unworked(self, row: InboxRow) -> None:
        """It is stored, and there is no room for what has to follow from it."""
        self._unworked.add(row.update_id)
        self._tried(row, FULL)

    def _tried(self, row: InboxRow, trouble: str) -> None:
        now, raw = self.board.clock.now(), json.loads(row.payload)
        self.since = self.since or now
        for seen in (self._tries, self._passed_on):
            if len(seen) >= REMEMBERED:
                seen.clear()
        tries = self._tries[row.update_id] = self._tries.get(row.update_id, 0) + 1
        if tries == TRIED and row.update_id not in self._passed_on and (cry := self._cry(raw)):
            self._passed_on.add(row.update_id)
            self._start(self._pass_on(cry))
        if now - self.since >= TOLD_AFTER:
            self._tell_once(raw, "unstored-full" if trouble == FULL else "unstored-other")

    def stored(self) -> None:
        """What comes is stored again."""
        self._is_shut = False
        self._over()

    def worked(self, row: InboxRow) -> None:
        """There was room for what follows from it."""
        self._unworked.discard(row.update_id)
        self._over()

    def _over(self) -> None:
        if self.since is None or self._is_shut or self._unworked:
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
