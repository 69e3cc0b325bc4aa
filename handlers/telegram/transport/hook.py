"""The webhook's way in: Telegram posts updates to us, and we ask every few seconds whether it can."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram import Bot, WebhookInfo

from bot.health.figures import Tally
from bot.values.clock import Clock
from bot.work.inbox import InboxRow
from bot.work.ports import Store
from handlers.telegram.transport.intake import ALLOWED, Inlet

PATH = "/telegram"
"""Where Telegram posts. No secret stands in it: addresses end up in the logs of every machine on the way."""

LOOK_S = 20.0
RECENT = timedelta(seconds=3 * LOOK_S)
"""A delivery that failed within this time, with updates waiting: Telegram does not reach us."""

log = structlog.get_logger()


class Hook(Inlet):
    """Takes updates that are posted to us; polling is off. Never ends by itself."""

    every_s = LOOK_S

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Clock,
        on_new: Callable[[Sequence[InboxRow]], None],
        on_gap: Callable[[datetime, datetime], None],
        tally: Tally | None = None,
        *,
        public_url: str,
        secret: str,
    ) -> None:
        super().__init__(bot, store, clock, on_new, on_gap, tally)
        self.url = public_url + PATH
        self._secret = secret
        self._is_set = False

    async def receive(self, update: dict[str, Any]) -> None:
        """Store a posted update and commit it; raises what kept it from being stored."""
        await self._keep([update])
        self._contact_at(self.clock.now())

    async def _look(self) -> float:
        """Point Telegram to us where it looks elsewhere, and see whether its posts arrive."""
        if not self._is_set:
            await self._set()
        told = await self.bot.get_webhook_info()
        if told.url != self.url:
            self._rival_noticed()
            log.warning("webhook.taken_away", advice="another program uses this token; stop it")
            await self._set()
        elif self._is_stuck(told):
            log.warning("webhook.undelivered", waiting=told.pending_update_count, error=told.last_error_message)
            return LOOK_S
        await self._keep([])
        self._contact_at(self.clock.now())
        self.is_behind = bool(told.pending_update_count)
        return LOOK_S

    async def _set(self) -> None:
        await self.bot.set_webhook(self.url, secret_token=self._secret, allowed_updates=ALLOWED)
        self._is_set = True

    def _is_stuck(self, told: WebhookInfo) -> bool:
        failed_at = told.last_error_date
        return bool(told.pending_update_count) and failed_at is not None and self.clock.now() - failed_at < RECENT
