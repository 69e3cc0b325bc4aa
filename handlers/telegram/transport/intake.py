"""Intake: updates are stored and committed before Telegram may forget them."""

import asyncio
import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.desk import outages
from bot.health.figures import Tally, kind_of
from bot.values import crash_points
from bot.values.clock import Clock
from bot.work.inbox import InboxRow
from bot.work.ports import Store, Tx

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member", "chat_member")
POLL_S = 25
MOST_AT_ONCE = 100
"""So many updates in one answer: there may be more."""

GAP_S = 30.0
"""A time without a good poll longer than this is a gap: nobody's silence in it counts."""

HEAD_START_S = 0.016
"""What has come is answered before the next poll takes the machine; what comes meanwhile shares one commit."""

RIVAL_S = 60.0
"""Another program that was noticed counts as there for so long."""

NONSENSE_S = 5.0
"""How long to wait after an answer in which nothing is an update."""

KEYS = 2**63
"""Below this lies every number that a database can keep as a key."""

WRITTEN_EVERY_S = 10.0
"""How often a good poll without updates is written down."""

log = structlog.get_logger()


class Beside(Protocol):
    """Hears what could not be stored; looks around every minute while all is well."""

    async def look(self) -> None:
        """All is well: see who is there."""

    async def close(self) -> None:
        """Take back what is under way."""

    def unstored(self, rows: Sequence[InboxRow], trouble: str) -> None:
        """These could not be stored, nor anything else; *trouble* is why, as a code."""

    def stored(self) -> None:
        """It works again."""


class Nobody:
    """Hears nothing."""

    async def look(self) -> None:
        """Nothing."""

    async def close(self) -> None:
        """Nothing."""

    def unstored(self, rows: Sequence[InboxRow], trouble: str) -> None:
        """Nothing."""

    def stored(self) -> None:
        """Nothing."""


class Inlet(ABC):
    """What every way in shares: updates are stored raw and committed, and a time without contact is noticed."""

    every_s: float = POLL_S
    """How long may pass between two good contacts when all is well."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        on_new: Callable[[Sequence[InboxRow]], None],
        on_gap: Callable[[datetime, datetime], None],
        tally: Tally | None = None,
    ) -> None:
        self.bot = bot
        self.store = store
        self.clock = clock
        self.on_new = on_new
        self.on_gap = on_gap
        self.tally = tally or Tally()
        self.last_good_poll: datetime | None = None
        self.contact = asyncio.Event()
        self.is_waiting = False
        self.is_behind = True
        self.is_unstored = False
        self.why_unstored = ""
        self.beside: Beside = Nobody()
        self._trouble = 0
        self._written: datetime | None = None
        self._rivals: list[datetime] = []

    @property
    def is_blind(self) -> bool:
        """Something came and cannot be stored, or no good contact for so long that silence is nobody's silence."""
        last = self.last_good_poll
        is_long = last is not None and (self.clock.now() - last).total_seconds() > self.every_s + GAP_S
        return self.is_unstored or is_long

    @property
    def rival_since(self) -> datetime | None:
        """Since when another program takes updates with our token; None where none was noticed for a minute.

        One conflict alone is none: at a start it may be our own last poll.
        """
        last = self._rivals[-1] if len(self._rivals) > 1 else None
        return None if last is None or abs((self.clock.now() - last).total_seconds()) > RIVAL_S else self._rivals[0]

    def _rival_noticed(self) -> None:
        now = self.clock.now()
        is_same = self._rivals and abs((now - self._rivals[-1]).total_seconds()) <= RIVAL_S
        self._rivals = [self._rivals[0], now] if is_same else [now]

    async def run(self) -> None:
        """Look until cancelled; the time since an earlier run's last good contact counts as a gap."""
        if self.last_good_poll is None:
            async with self.store.look() as tx:
                last = await tx.kept.get(outages.CONTACT)
            self.last_good_poll = datetime.fromisoformat(last) if last else None
        while True:
            wait = await self.poll()
            if wait:
                self.is_waiting = True
                await self.clock.sleep(wait)
                self.is_waiting = False

    async def poll(self) -> float:
        """One look, whatever comes of it; returns how many seconds to wait before the next."""
        try:
            return await self._look()
        except RetryAfter as told:
            return seconds(told.retry_after)
        except InvalidToken:
            log.warning("poll.token_refused", advice="check TELEGRAM_BOT_TOKEN; trying again")
            return 30.0
        except (NetworkError, TelegramError) as trouble:
            self._trouble += 1
            log.warning("poll.unreachable", error=type(trouble).__name__, tries=self._trouble)
            return float(min(30, 2 ** (self._trouble - 1)))

    @abstractmethod
    async def _look(self) -> float:
        """Ask the Bot API once; returns how many seconds to wait before the next time."""

    async def _keep(self, updates: Sequence[dict[str, Any]]) -> list[InboxRow]:
        """Store what is new and commit it, and now and then the hour of this contact; then have it worked off."""
        now, since = self.clock.now(), self._gap_since()
        rows = [row for update in updates if (row := _row_of(self.bot.id, update, now))]
        new: list[InboxRow] = []
        is_old = self._written is None or abs((now - self._written).total_seconds()) >= WRITTEN_EVERY_S
        if rows:
            crash_points.reached("after-receive")
        if rows or is_old or since:
            new = await self._write(rows, now, since, contact=is_old or since is not None)
        self._written = now if is_old else self._written
        if since:
            self._contact_at(now)
            self.on_gap(since, now)
        self.tally.updates.update(kind_of(update) for update in updates if isinstance(update, dict))
        if rows:
            self.on_new(new)
        if 0 < len(new) < len(rows):
            self.on_new(())
        return rows

    async def _write(
        self, rows: Sequence[InboxRow], now: datetime, since: datetime | None, *, contact: bool
    ) -> list[InboxRow]:
        """One transaction; what it could not store stays with Telegram, and health says so."""
        try:
            async with self.store.begin() as tx:
                new = await tx.inbox.add(rows)
                if contact:
                    await tx.kept.put(outages.CONTACT, now.isoformat())
                if since:
                    await _keep_gap(tx, since, now)
        except Exception:
            self.is_unstored, self.why_unstored = self.is_unstored or bool(rows), self.store.trouble
            self.beside.unstored(rows, self.store.trouble)
            raise
        self.is_unstored, self.why_unstored = False, ""
        self.beside.stored()
        return new

    def _gap_since(self) -> datetime | None:
        """Since when there was no contact, where that is so long that nobody's silence in it counts."""
        before = self.last_good_poll
        gap = (self.clock.now() - before).total_seconds() - self.every_s if before else 0.0
        return before if gap > GAP_S else None

    def _contact_at(self, now: datetime) -> None:
        """All went well at *now*."""
        self.last_good_poll, self._trouble = now, 0
        self.contact.set()


async def _keep_gap(tx: Tx, since: datetime, until: datetime) -> None:
    """Write a gap down with what came after it; one that is still to be made good grows."""
    earlier = await tx.kept.get(outages.KEPT)
    begin = earlier["since"] if earlier else since.isoformat()
    await tx.kept.put(outages.KEPT, {"since": begin, "until": until.isoformat()})


class Intake(Inlet):
    """Polls for updates, raw, into the inbox. Never ends by itself."""

    _offset: int | None = None

    async def _look(self) -> float:
        try:
            updates = await self._ask()
        except Conflict as told:
            return await self._conflict(told)
        now = self.clock.now()
        rows = await self._keep(updates)
        if rows:
            crash_points.reached("after-inbox-commit")
            self._offset = max(row.update_id for row in rows) + 1
            await asyncio.sleep(HEAD_START_S)
        self._contact_at(now)
        self.is_behind = len(rows) >= MOST_AT_ONCE
        return 0.0 if rows or not updates else NONSENSE_S

    async def _conflict(self, told: Conflict) -> float:
        """A webhook that was set before is taken away, with nothing lost; another poller is only told of."""
        if "webhook" not in told.message:
            self._rival_noticed()
            log.warning("poll.another_poller", advice="another program polls with this token; stop it")
            return 5.0
        log.warning("poll.webhook_active", advice="a webhook was set for this token; it is taken away")
        await self.bot.delete_webhook(drop_pending_updates=False)
        return 1.0

    async def _ask(self) -> list[dict[str, Any]]:
        """The first poll waits for nothing, so that it is soon known that polling works."""
        asked: dict[str, Any] = {
            "timeout": POLL_S if self.contact.is_set() else 0,
            "allowed_updates": json.dumps(ALLOWED),
        }
        if self._offset is not None:
            asked["offset"] = self._offset
        url = f"{self.bot.base_url}/getUpdates?{urlencode(asked)}"
        found = await self.bot.request.post(url, read_timeout=POLL_S + 10)
        return list(found)  # type: ignore[arg-type]  # getUpdates answers with a list


def as_row(bot_id: int, update: dict[str, Any], now: datetime) -> InboxRow:
    """A raw update as a row of the inbox; raises KeyError, TypeError or ValueError for what has no number.

    The payload is ASCII: halves of characters and zero bytes, which no database takes, stand in it as escapes.
    """
    number = update["update_id"]
    if type(number) is not int or not 0 <= number < KEYS:
        raise ValueError("no number of an update")
    return InboxRow(bot_id, number, _lane(update), json.dumps(update), now)


def _row_of(bot_id: int, update: Any, now: datetime) -> InboxRow | None:
    """The same; None for what has no number: it could be neither kept nor confirmed, and must not hold up the rest."""
    try:
        return as_row(bot_id, update, now)
    except (KeyError, TypeError, ValueError):
        log.exception("poll.not_an_update")
        return None


def _lane(update: dict[str, Any]) -> int:
    """Whose order is kept: the person's, wherever they write, so that nobody waits behind another's flood.

    What comes from no person (a channel's post) goes by its chat.
    """
    for content in update.values():
        if not isinstance(content, dict):
            continue
        inner = content.get("message")
        for said in (content, inner if isinstance(inner, dict) else {}):
            for part in ("from", "chat"):
                with contextlib.suppress(KeyError, TypeError, ValueError, OverflowError):
                    if -KEYS <= (found := int(said[part]["id"])) < KEYS:
                        return found
    return 0


def seconds(told: Any) -> float:
    """How long the service tells to wait, in seconds; the library has a number or a timedelta."""
    return float(told.total_seconds() if hasattr(told, "total_seconds") else told)
