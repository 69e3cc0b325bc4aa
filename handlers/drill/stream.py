"""The stream of changes to a page: server-sent events, each with what changed since the one before.

An event's id is ``<epoch>-<change>``, which a browser sends along when it comes back; after a new start of the drill
ground the epoch is another, and the page gets everything anew.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from handlers.drill import cases, shown
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.world.chats import Json
from handlers.process.clock import DrillClock

GATHER_SECONDS = 0.03
"""What changes within this time goes out together."""
SILENT_SECONDS = 5.0
"""At least this often something is sent, so that clocks agree and a dead connection is noticed."""
SOON_SECONDS = 0.5
"""So long after something was sent the cases are looked at once more: what the bot notes comes after what it says."""

AGAIN_MS = 1000
MOST_AT_ONCE = 2000


class Stream:
    """Tells any number of pages what changes; *about* adds what is known beside the world, *look* the cases by key."""

    def __init__(
        self,
        world: DrillTelegram,
        clock: DrillClock,
        about: Callable[[], Json],
        look: Callable[[], Awaitable[Mapping[str, Json]]] | None = None,
    ) -> None:
        self.world = world
        self.clock = clock
        self.about = about
        self.look = look
        self.epoch = secrets.token_hex(4)

    async def events(self, last_id: str) -> AsyncIterator[str]:
        """Events for one page, from where it left off (*last_id*) or from the beginning."""
        changes = self.world.changes
        since = self._since(last_id)
        known: Json = {}
        parts: dict[str, Json] = {}
        yield f"retry: {AGAIN_MS}\n\n"
        while not changes.closed:
            number = changes.number
            told = self._all() if since is None else self._changed(since)
            state = shown.state_json(self.world) | self.about()
            told |= {key: value for key, value in state.items() if known.get(key) != value}
            known = state
            if self.look is not None and (fresh := cases.changed(await self.look(), parts)):
                told["parts"] = fresh
                parts |= fresh
            told["clock"] = self._clock()
            yield f"id: {self.epoch}-{number}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"
            is_quiet = since == number and "parts" not in told
            since = number
            await changes.next_after(since, SILENT_SECONDS if is_quiet else SOON_SECONDS)
            await asyncio.sleep(GATHER_SECONDS)

    def _since(self, last_id: str) -> int | None:
        """The change up to which the page knows everything; None: it knows nothing that counts."""
        epoch, _, number = last_id.partition("-")
        if epoch != self.epoch or not number.isdigit():
            return None
        missed = len(self.world.changes.messages_since(int(number)))
        return int(number) if missed <= MOST_AT_ONCE else None

    def _all(self) -> Json:
        messages, earlier = shown.newest(self.world)
        return {"anew": True, "messages": messages, "earlier": earlier}

    def _changed(self, since: int) -> Json:
        changes = self.world.changes
        messages = [shown.message_json(self.world, one) for one in changes.messages_since(since)]
        answers = [shown.answer_json(one) for one in changes.answers_since(since)]
        return ({"messages": messages} if messages else {}) | ({"answers": answers} if answers else {})

    def _clock(self) -> Json:
        clock = self.clock
        return {"now": round(clock.now().timestamp() * 1000), "speed": clock.speed, "stands": clock.stands}
