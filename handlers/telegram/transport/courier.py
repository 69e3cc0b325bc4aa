"""The courier: letters go out by priority, at Telegram's pace, and are marked sent only after sending."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.health.figures import Tally
from bot.outbox.letters import Letter, LetterKind, LetterState, Priority
from bot.values import crash_points
from bot.values.clock import Clock
from bot.work.ports import Store, Tx
from bot.work.standing import Standing
from handlers.process.bell import Bell
from handlers.process.winding_up import finish
from handlers.telegram.transport import bundles, troubles
from handlers.telegram.transport.line import Line
from handlers.telegram.transport.marks import MEMORY_AGAIN_S, Company, Fates, NotSent, Sent
from handlers.telegram.transport.pace import Pace
from handlers.telegram.transport.street import Street
from handlers.telegram.writing.calls import Call, Writer

AGAIN_MOST_S, SOS_AGAIN_MOST_S = 60.0, 2.0
UNWRITABLE_TRIES = 5

log = structlog.get_logger()


class Courier:
    """Sends what waits in the outbox."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        writer: Writer,
        pace: Pace,
        *,
        on_migrated: Callable[[int, int], Awaitable[None]],
        on_unreachable: Callable[[Letter, str], Awaitable[bool]],
        on_topic_lost: Callable[[Letter, int], Awaitable[None]],
        on_standing: Callable[[int, Standing], Awaitable[None]],
        tally: Tally | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.writer = writer
        self.pace = pace
        self.on_migrated = on_migrated
        self.on_unreachable = on_unreachable
        self.on_topic_lost = on_topic_lost
        self.on_standing = on_standing
        self.tally = tally or Tally()
        self.street = Street()
        self._bell = Bell(clock)
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._files: dict[int, asyncio.Task[None]] = {}
        self._claimed: set[int] = set()
        self._more: set[int] = set()
        self._held_back: set[int] = set()
        self._apart: set[int] = set()
        self._fates = Fates(store, clock)
        self.line = Line(bot, clock, pace, self._fates, street=lambda: self.street, stand=self._stand)

    def wake(self) -> None:
        """There may be something new in the outbox."""
        self._bell.ring()

    @property
    def is_idle(self) -> bool:
        """Nothing is being sent and nothing could be sent now."""
        return self._bell.is_quiet and not self._minds

    @property
    def _minds(self) -> set[int]:
        """Chats to which something goes."""
        return {*self._at_work, *self._files, *self._claimed}

    async def recover(self) -> int:
        """Letters found being sent at a start go out again, marked as repeated."""
        async with self.store.begin() as tx:
            return await tx.outbox.in_flight()

    async def look_after(self, letters: Sequence[Letter], before: datetime) -> None:
        """Send those of *letters*, waiting or being sent since *before*, that nobody carries; marked where in doubt."""
        now, minds = self.clock.now(), self._minds
        left = [one for one in letters if one.chat_id not in minds]
        if any(one.state is LetterState.SENDING for one in left):
            async with self.store.begin() as tx:
                await tx.outbox.in_flight(before, [*self._minds])
        elif all(self.pace.ready_at(one.chat_id, one.priority, now) > now for one in left):
            return
        log.warning("outbox.left_behind", letters=len(left))
        self._bell.ring()

    async def run(self) -> None:
        """Send until cancelled; what is being sent is finished first."""
        try:
            await self._bell.answer(self._round)
        finally:
            await finish([*self._at_work.values(), *self._files.values()])

    async def _round(self) -> datetime | None:
        """Start what may go now, one letter a chat at a time; returns when to look again."""
        with self.street.in_hand():
            return await self._look()

    async def _look(self) -> datetime | None:
        now = self.clock.now()
        async with self.store.glance() as tx:
            chats = await tx.outbox.chats(now)
            later = await tx.outbox.next_not_before(now)
        waits: list[datetime] = []
        self._held_back.clear()
        for chat_id, priority in chats:
            if chat_id in self._at_work or chat_id in self._claimed:
                self._more.add(chat_id)
                continue
            ready = self.pace.ready_at(chat_id, priority, now)
            if ready > now:
                waits.append(ready)
                self._held_back.add(chat_id)
                continue
            self._start(chat_id, self._deliver(chat_id))
        waits += [later] if later is not None else []
        return min(waits) if waits else None

    def _start(self, chat_id: int, work: Coroutine[Any, Any, None]) -> None:
        self.pace.spent(chat_id, self.clock.now())
        task = self._at_work[chat_id] = asyncio.create_task(self._minded(chat_id, work))
        task.add_done_callback(lambda _: self._ended(chat_id))

    async def _minded(self, chat_id: int, work: Coroutine[Any, Any, None]) -> None:
        """What *work* trips over (a memory that cannot be written) is logged, and the chat is looked at again."""
        try:
            with self.street.in_hand():
                await work
        except Exception:
            log.exception("courier.failed")
            self._more.add(chat_id)
            await self.clock.sleep(MEMORY_AGAIN_S)

    def claim(self, letters: Sequence[Letter]) -> list[Letter]:
        """Those of *letters* that may go this moment, into chats where nothing but a file goes and nothing waits.

        Where something waits, only what is so urgent that it goes before all else. A group gets one. Files go later.
        """
        if not self._bell.is_quiet:
            return []
        taken = self._at_work.keys() | self._claimed
        free = [one for one in letters if one.chat_id not in taken and not one.is_file]
        chosen = bundles.setting_out(free, self.pace, self.clock.now(), self._held_back)
        self._claimed |= {one.chat_id for one in chosen}
        return chosen

    def go(self, letters: Sequence[Letter]) -> None:
        """Send claimed letters, which are marked and committed as being sent: those to one chat one after the other."""
        by_chat = bundles.by_chat(letters)
        company = Company(len(by_chat))
        for chat_id, those in by_chat.items():
            self._claimed.discard(chat_id)
            for _ in those[1:]:
                self.pace.spent(chat_id, self.clock.now())
            self._start(chat_id, self._carry(chat_id, those, company))

    def give_back(self, letters: Sequence[Letter]) -> None:
        """Claimed letters whose transaction did not come about."""
        if letters:
            self._claimed -= {letter.chat_id for letter in letters}
            self._bell.ring()

    def _ended(self, chat_id: int) -> None:
        """Look again only where more was waiting for the chat; what is new wakes the courier by itself."""
        self._at_work.pop(chat_id, None)
        if chat_id in self._more:
            self._more.discard(chat_id)
            self._bell.ring()

    async def _deliver(self, chat_id: int) -> None:
        """The first of a chat's letters, or several reminders or new cases as one."""
        now = self.clock.now()

        async def mark(tx: Tx) -> list[Letter]:
            found = await bundles.next_of(tx, self.pace, chat_id, now, self._apart, files=chat_id not in self._files)
            if found.more:
                self._more.add(chat_id)
            taken = await tx.outbox.sending([w.id for w in found.letters], now) if found.letters else ()
            return [w for w in found.letters if w.id in taken]

        async with self.pace.if_none(chat_id) as taken:
            taken.extend(await self._fates.put(mark))
        if taken and taken[0].is_file:
            self._go_beside(chat_id, self._carry(chat_id, [taken], Company(1)))
        elif taken:
            await self._carry(chat_id, [taken], Company(1))

    def _go_beside(self, chat_id: int, work: Coroutine[Any, Any, None]) -> None:
        """A file may take minutes: meanwhile its chat gets all else that is for it, but for the next file."""

        def ended(_: asyncio.Task[None]) -> None:
            self._files.pop(chat_id, None)
            self._bell.ring()

        task = self._files[chat_id] = asyncio.create_task(self._minded(chat_id, work))
        task.add_done_callback(ended)

    async def _carry(self, chat_id: int, each: Sequence[Sequence[Letter]], company: Company) -> None:
        """Write, send and record letters that are marked as being sent; what follows one goes before the next."""
        sent: list[Sent] = []
        try:
            calls = await asyncio.gather(*(self._written(taken) for taken in each), return_exceptions=True)
            for n, taken in enumerate(each):
                if sent and sent[-1].call.then:
                    await self._along(sent[-1], chat_id)
                    sent[-1] = replace(sent[-1], call=replace(sent[-1].call, then=(), pins=False))
                try:
                    made = await self._made(chat_id, taken, calls[n])
                except NotSent:
                    for rest in each[n + 1 :]:
                        self.pace.unspent(chat_id)
                        await self._fates.again(rest, 0.0, "the one before it was not sent")
                    break
                sent += [made] if made is not None else []
        finally:
            company.arrived()
        with self.street.away():
            await company.wait()
        if any(one.call.leaves for one in sent):
            self._more.add(chat_id)
        self.tally.sent += sum(len(one.taken) for one in sent)
        await asyncio.gather(*(self._fates.sent(one.taken, one.call, chat_id, one.message_id) for one in sent))
        for one in sent:
            await self._along(one, chat_id)
            if one.lost_thread:
                await self.on_topic_lost(one.taken[0], one.lost_thread)

    async def _made(self, chat_id: int, taken: Sequence[Letter], call: Call | BaseException | None) -> Sent | None:
        """Send; None where there is no reason any more, NotSent where it did not go and that is kept."""
        try:
            if isinstance(call, BaseException):
                raise call  # noqa: TRY301  # as if it were written here
            if call is None:
                self.pace.unspent(chat_id)
                await self._fates.dropped(taken, "its reason is gone")
                return None
            self.pace.goes(chat_id, taken, self.clock.now())
            crash_points.reached("before-send")
            placed, (call, message_id) = call, await self.line.put(call)
            crash_points.reached("after-send")
        except TelegramError as trouble:
            self._more.add(chat_id)
            await self._troubled(taken, trouble)
            raise NotSent from trouble
        except Exception as trouble:
            log.exception("letter.unwritable", letter=taken[0].id, key=taken[0].key, attempts=taken[0].attempts)
            self._more.add(chat_id)
            await self._unwritable(taken, f"{type(trouble).__name__}: {trouble}")
            raise NotSent from trouble
        lost = placed.params.get("message_thread_id") if call is not placed else None
        return Sent(taken, call, message_id, lost)

    async def _written(self, taken: Sequence[Letter]) -> Call | None:
        if (one := bundles.as_one(taken)) is not None:
            return await self.writer.write(one)
        calls = [c for letter in taken if (c := await self.writer.write(letter)) is not None]
        return bundles.one_below_the_other(calls) if calls else None

    async def _along(self, sent: Sent, chat_id: int) -> None:
        if await self.line.along(sent, chat_id):
            self._more.add(chat_id)

    async def _unwritable(self, taken: Sequence[Letter], error: str) -> None:
        """It could not be put into words: perhaps the memory was in trouble; given up after some tries."""
        letter = taken[0]
        if letter.attempts + 1 < UNWRITABLE_TRIES:
            await self._fates.again(taken, 2.0**letter.attempts, error)
            return
        self.tally.failed["unwritable"] += len(taken)
        await self._fates.dropped(taken, error)

    async def _troubled(self, taken: Sequence[Letter], trouble: TelegramError) -> None:
        """A 429 waits exactly, a moved chat is followed, a 403 is told, a 400 is final, all else is tried again."""
        letter, said = taken[0], f"{type(trouble).__name__}: {trouble.message}"
        self.tally.failed[troubles.reason(trouble)] += len(taken)
        await self._stand(letter.chat_id, trouble)
        if isinstance(trouble, RetryAfter):
            self.pace.wait_until(letter.chat_id, self.clock.now() + troubles.wait_of(trouble))
            await self._fates.again(taken, 0.0, said)
        elif isinstance(trouble, ChatMigrated):
            await self.on_migrated(letter.chat_id, trouble.new_chat_id)
            await self._fates.dropped(
                taken, said, [one for w in taken if (one := troubles.moved(w, trouble.new_chat_id))]
            )
        elif isinstance(trouble, Forbidden):
            await self._unreachable(taken, said)
        elif isinstance(trouble, BadRequest):
            await self._refused(taken, trouble)
        else:
            maybe_sent = troubles.maybe_sent(trouble)
            log.warning("letter.again", letter=letter.id, error=said, maybe_sent=maybe_sent)
            most = SOS_AGAIN_MOST_S if letter.priority is Priority.SOS else AGAIN_MOST_S
            await self._fates.again(taken, min(most, 2.0**letter.attempts), said, maybe_sent=maybe_sent)

    async def _unreachable(self, taken: Sequence[Letter], error: str) -> None:
        """Said elsewhere and given up here in one transaction; what that trips over is tried again, with its letter."""
        left = []
        for one in taken:
            try:
                if not await self.on_unreachable(one, error):
                    await self._fates.dropped([one], error)
            except Exception:
                log.exception("letter.not_said_elsewhere", letter=one.id, key=one.key)
                left.append(one)
        if left:
            await self._unwritable(left, error)

    async def _stand(self, chat_id: int, trouble: TelegramError) -> None:
        """A call was refused because of where we stand in the group."""
        if (standing := troubles.standing(chat_id, trouble)) is not None:
            await self.on_standing(chat_id, standing)

    async def _refused(self, taken: Sequence[Letter], trouble: BadRequest) -> None:
        if bundles.is_list(taken):
            log.error("list.refused", letters=[one.id for one in taken], error=trouble.message)
            self._apart |= {one.id for one in taken}
            await self._fates.again(taken, 0.0, trouble.message)
            return
        letter = taken[0]
        may_be_anew = letter.kind not in {LetterKind.NOTE, LetterKind.LIST, LetterKind.ANEW} or "renews" in letter.facts
        if troubles.message_is_gone(trouble) and may_be_anew and letter.attempts < 3:
            async with self.store.begin() as tx:
                await tx.outbox.gone(letter)
            await self._fates.again(taken, 0.0, trouble.message)
            return
        log.error("letter.refused", letter=letter.id, key=letter.key, error=trouble.message)
        await self._fates.dropped(taken, f"BadRequest: {trouble.message}")
