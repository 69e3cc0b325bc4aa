"""Are we still there? Each group is asked every ten minutes, for who is thrown out while offline is told nothing."""

from datetime import datetime, timedelta

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.desk.desk import Desk
from bot.membership import standing as own_standing
from bot.register.districts import District
from bot.work import speaker
from bot.work.standing import Standing
from handlers.telegram.transport import api, troubles

EVERY = timedelta(minutes=10)
SOON = timedelta(minutes=1)
"""A group that has just been asked is not asked again before, whatever is refused there."""

AT_A_TIME = 20
"""So many groups are asked in one turn, those first that were asked longest ago."""

log = structlog.get_logger()


class Presence:
    """Asks in turns; what it finds is one action of the desk."""

    def __init__(self, bot: Bot, desk: Desk) -> None:
        self.bot = bot
        self.desk = desk
        self._asked: dict[int, datetime] = {}

    async def turn(self) -> None:
        """Ask the groups whose turn it is."""
        now = self.desk.clock.now()
        async with self.desk.store.look() as tx:
            districts = await tx.districts.all()
        never = now - 2 * EVERY
        waiting = [d for d in districts if now - self._asked.get(d.id, never) >= EVERY]
        for district in sorted(waiting, key=lambda one: self._asked.get(one.id, never))[:AT_A_TIME]:
            self._asked[district.id] = now
            await self._ask(district, now)

    async def soon(self, district: District) -> None:
        """Ask one group now: something was refused there, which alone says too little."""
        now = self.desk.clock.now()
        if now - self._asked.get(district.id, now - EVERY) >= SOON:
            self._asked[district.id] = now
            await self._ask(district, now)

    async def _ask(self, district: District, now: datetime) -> None:
        try:
            standing = api.standing_of(await self.bot.get_chat_member(district.chat_id, self.bot.id))
        except (BadRequest, Forbidden) as refused:
            found = troubles.standing(district.chat_id, refused)
            if found is None:
                log.warning("presence.refused", error=refused.message)
                return
            standing = found
        except TypeError as newer:  # an answer of a newer Bot API than the library knows says nothing of a loss
            log.warning("presence.unreadable", error=type(newer).__name__)
            return
        except TelegramError:  # nobody can be reached just now; the next turn asks again
            self._asked.pop(district.id, None)
            return
        await tell(self.desk, district, standing, now)


async def tell(
    desk: Desk, district: District, standing: Standing, now: datetime, *, unless_worse: bool = False
) -> None:
    """Have the desk decide what that means."""
    await desk.do(own_standing.seen, speaker.as_clock(district, now), standing=standing, unless_worse=unless_worse)
