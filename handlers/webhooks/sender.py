"""Sends deliveries to receivers: each receiver for itself, its cases side by side, each case in order.

At least once: a delivery is marked as taken only after the receiver said so, under the same ``webhook-id`` each time.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from standardwebhooks import Webhook

from bot.access.keys import fingerprint
from bot.desk.desk import Desk
from bot.webhooks import outcomes, payload, retrying
from bot.webhooks.hooks import WEBHOOKS, Delivery, Receiver, Reply
from bot.work.ports import Tx
from bot.work.speaker import Speaker
from handlers.process.bell import Bell
from handlers.process.winding_up import finish
from handlers.webhooks.key import Key
from handlers.webhooks.post import Post, Resolver

MEMORY_AGAIN_S = 1.0
"""Seconds until something is tried again that the memory would not take."""

log = structlog.get_logger()


class Sender:
    """Run :meth:`run` as a task; *chance* is drawn from 0 to 1. Fulfils :class:`bot.webhooks.hooks.Hooks`."""

    def __init__(self, desk: Desk, key: Key, post: Post, chance: Callable[[], float] = random.random) -> None:
        self.desk = desk
        self.store = desk.store
        self.clock = desk.clock
        self.key = key
        self.post = post
        self.chance = chance
        self._bell = Bell(desk.clock)
        self._at_work: dict[int, tuple[int, asyncio.Task[None]]] = {}

    # --- what others ask

    def wake(self) -> None:
        """There may be something to send."""
        self._bell.ring()

    def secret(self, salt: str) -> str:
        """The secret of a salt."""
        return self.key.secret(salt)

    async def trouble(self, url: str) -> str:
        """Why nothing could be sent to an address now, as a code; empty where it could."""
        return await self.post.trouble(url)

    @property
    def is_idle(self) -> bool:
        """Nothing is being sent, and nothing may go now."""
        return self._bell.is_quiet and not self._at_work

    async def clean(self) -> int:
        """Forget what is kept no longer, in slices; returns how many rows went."""
        async with self.store.look() as tx:
            receivers = await tx[WEBHOOKS].every_id()
        gone = 0
        for receiver in receivers:
            while True:
                async with self.store.begin() as tx:
                    count = await tx[WEBHOOKS].sweep(receiver, self.clock.now())
                gone += count
                if not count:
                    break
                await asyncio.sleep(0)
        return gone

    # --- sending

    async def run(self) -> None:
        """Send until cancelled; what is under way is finished first."""
        try:
            await self._bell.answer(self._round)
        finally:
            await finish([task for _, task in self._at_work.values()])
            await self.post.close()

    async def _round(self) -> datetime | None:
        """Start what may go now; returns when to look again."""
        now = self.clock.now()
        async with self.store.look() as tx:
            found = [
                (receiver, one)
                for receiver in await tx[WEBHOOKS].due_receivers(now)
                for one in await self._chosen(tx, receiver, now)
            ]
            later = await tx[WEBHOOKS].next_due(now)
        for receiver, delivery in found:
            task = asyncio.create_task(self._minded(receiver, delivery))
            self._at_work[delivery.id] = (receiver.id, task)
            task.add_done_callback(partial(self._ended, delivery.id))
        return later

    async def _chosen(self, tx: Tx, receiver: Receiver, now: datetime) -> list[Delivery]:
        """What may go to one receiver beside what is under way; what a captain asked for always may."""
        under_way = sum(of == receiver.id for of, _ in self._at_work.values())
        free = max(0, retrying.room(receiver, now) - under_way)
        heads = await tx[WEBHOOKS].heads(receiver.id, now, free + under_way, tries=False) if free else []
        tries = await tx[WEBHOOKS].heads(receiver.id, now, 1, tries=True)
        fresh = [one for one in heads if one.id not in self._at_work and not one.is_try]
        return fresh[:free] + [one for one in tries if one.id not in self._at_work]

    def _ended(self, delivery_id: int, _task: object) -> None:
        self._at_work.pop(delivery_id, None)
        self._bell.ring()

    async def _minded(self, receiver: Receiver, delivery: Delivery) -> None:
        """What it trips over (a memory that cannot be read) is logged, and it is tried again in a moment."""
        try:
            await self._deliver(receiver, delivery)
        except Exception:
            log.exception("webhook.failed", receiver=receiver.id)
            await self.clock.sleep(MEMORY_AGAIN_S)

    async def _deliver(self, receiver: Receiver, delivery: Delivery) -> None:
        async with self.store.look() as tx:
            body = await payload.written(tx, self.desk.opening.kinds, delivery)
        reply = Reply("200") if body is None else await self._sent(receiver, delivery, body)
        if not reply.is_well:
            log.warning("webhook.not_taken", receiver=receiver.id, host=receiver.host, answer=reply.code)
        await self._until_written(lambda: self._write_down(delivery, reply))

    async def _sent(self, receiver: Receiver, delivery: Delivery, body: str) -> Reply:
        now = self.clock.now()
        if not self._has_secret(receiver):
            return Reply(retrying.KEY)
        name = f"msg_{delivery.token}"
        signs = [Webhook(self.secret(salt)).sign(name, now, body) for salt in receiver.salts(now)]
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Patrolbot",
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signs),
        }
        try:
            return await self.post.send(receiver.url, headers, body.encode(), now)
        except Exception:  # something that nobody foresaw: a failure like others, not one to be tried each second
            log.exception("webhook.not_sent", receiver=receiver.id)
            return Reply("broken")

    def _has_secret(self, receiver: Receiver) -> bool:
        """Whether the key is still the one of which the receiver's secret was made."""
        try:
            return fingerprint(self.secret(receiver.salt)) == receiver.secret_hash
        except OSError:
            log.exception("webhook.no_key")
            return False

    async def _write_down(self, delivery: Delivery, reply: Reply) -> None:
        """A delivery that was simply taken is marked by us; whatever else came of it is a matter of the desk."""
        if reply.is_well and not delivery.is_try:
            async with self.store.begin() as tx:
                await tx[WEBHOOKS].done(delivery, reply.code, self.clock.now())
            return
        here = Speaker(0, "", 0, self.clock.now(), channel="clock", district_id=delivery.district_id)
        if delivery.is_try:
            await self.desk.do(outcomes.tried, here, delivery_id=delivery.id, reply=reply)
        else:
            await self.desk.do(outcomes.failed, here, delivery_id=delivery.id, reply=reply, chance=self.chance())

    async def _until_written(self, write: Callable[[], Awaitable[None]]) -> None:
        """What a receiver answered is not forgotten because the memory is in trouble: it would be sent again."""
        while True:
            try:
                await write()
                return
            except Exception:
                log.exception("webhook.not_written_down")
                await self.clock.sleep(MEMORY_AGAIN_S)


def make(desk: Desk, folder: Path) -> Sender:
    """The sender of a house, with its key in *folder*; the desk knows it from now on."""
    sender = Sender(desk, Key(folder), Post(Resolver(), private=desk.rules.webhooks_private))
    desk.hooks = sender
    return sender
