"""The line to Telegram: a letter's call is made, and then what follows it (the place, a photo, its pin)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Bot, Message
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.values.clock import Clock
from handlers.telegram.transport import api, troubles
from handlers.telegram.transport.marks import Fates, Sent
from handlers.telegram.transport.pace import Pace
from handlers.telegram.transport.street import Street
from handlers.telegram.writing import behind
from handlers.telegram.writing.calls import Call

log = structlog.get_logger()


class Line:
    """Makes calls, which take nothing from the *street* meanwhile; *stand* hears what one says of where we stand."""

    def __init__(
        self,
        bot: Bot,
        clock: Clock,
        pace: Pace,
        fates: Fates,
        *,
        street: Callable[[], Street],
        stand: Callable[[int, TelegramError], Awaitable[None]],
    ) -> None:
        self.bot = bot
        self.clock = clock
        self.pace = pace
        self.fates = fates
        self.street = street
        self.stand = stand

    async def put(self, call: Call) -> tuple[Call, int | None]:
        """Make a call, at once in the main topic where its own is closed or deleted.

        Returns what was made, and the id of the message; raises what Telegram refuses it with.
        """
        try:
            return call, await self._call(call)
        except BadRequest as refused:
            plain = call.in_main()
            if not troubles.topic_is_gone(refused) or plain == call:
                raise
        log.warning("letter.topic_gone", thread=call.params.get("message_thread_id"))
        self.pace.spent(int(plain.params["chat_id"]), self.clock.now())
        return plain, await self._call(plain)

    async def _call(self, call: Call) -> int | None:
        try:
            with self.street().away():
                result: Any = await api.perform(self.bot, call.method, call.params)
        except BadRequest as refused:
            if call.edits is not None and "not modified" in refused.message:
                return call.edits[1]
            raise
        return result.message_id if isinstance(result, Message) else None

    async def along(self, sent: Sent, chat_id: int) -> bool:
        """What follows a letter (the place, the reporter's photo, its pin) is not worth sending it twice.

        A place or a file that fails comes after it, when it may; where Telegram wants us to wait, nothing else goes.
        Whether something waits for the chat from now on.
        """
        call, pin = sent.call, {"chat_id": chat_id, "message_id": sent.message_id, "disable_notification": True}
        calls = (*call.then, *((Call("pinChatMessage", pin, "pin"),) if call.pins else ()))
        waits = False
        for n, more in enumerate(calls):
            try:
                self.pace.spent(int(more.params["chat_id"]), self.clock.now())
                await self._call(more)
            except RetryAfter as trouble:
                self.pace.wait_until(chat_id, self.clock.now() + troubles.wait_of(trouble))
                return await self._left(sent, calls[n:], trouble) or waits
            except TelegramError as trouble:
                waits = await self._left(sent, (more,), trouble) or waits
        return waits

    async def _left(self, sent: Sent, calls: Sequence[Call], trouble: TelegramError) -> bool:
        """Those of *calls* that are worth it wait, if the *trouble* passes; whether any does."""
        now, wait, again = self.clock.now(), troubles.passes_in(trouble), troubles.maybe_sent(trouble)
        left = []
        for more in calls:
            late = behind.left(sent.taken[0], more, now, now + wait, repeated=again) if wait is not None else None
            if late is not None:
                left.append(late)
                continue
            log.warning("letter.companion_lost", method=more.method, error=type(trouble).__name__)
            await self.stand(int(more.params["chat_id"]), trouble)
        if left:
            await self.fates.behind(left)
        return bool(left)
