"""What is done where a letter cannot go: a private chat that is closed, a topic that is gone, a group that lost us."""

from functools import partial
from typing import Any

from bot.desk import unreachable
from bot.desk.desk import Desk
from bot.membership import enrolment
from bot.outbox.letters import Letter
from bot.preferences import topics as preferences_topics
from bot.work.speaker import Speaker
from bot.work.standing import Standing
from handlers.telegram.transport import presence


def of(desk: Desk, asks: presence.Presence) -> dict[str, Any]:
    """What is done where a letter cannot go: a private chat, a topic, a group."""
    return {
        "on_unreachable": partial(_to_the_group, desk),
        "on_topic_lost": partial(_topic_lost, desk),
        "on_standing": partial(_standing, desk, asks),
    }


async def _to_the_group(desk: Desk, letter: Letter, error: str) -> bool:
    """A private chat is closed to us: remember it, and say the same in the group with a mention.

    Whether the letter was given up with that, for the reason *error*.
    """
    if letter.user_id is None or letter.district_id is None:
        return False
    now = desk.clock.now()
    speaker = Speaker(0, "", letter.chat_id, now, channel="clock", district_id=letter.district_id)
    await desk.do(enrolment.private_lost, speaker, user_id=letter.user_id)
    outcome = await desk.do(unreachable.say_in_group, speaker, letter=letter, error=error)
    return not outcome.refused


async def _topic_lost(desk: Desk, letter: Letter, thread: int) -> None:
    """A topic is closed or deleted, and the letter went to the main one: nothing is sent there any more."""
    if letter.district_id is not None:
        speaker = Speaker(0, "", letter.chat_id, desk.clock.now(), channel="clock", district_id=letter.district_id)
        await desk.do(preferences_topics.lost, speaker, thread=thread)


async def _standing(desk: Desk, asks: presence.Presence, chat_id: int, standing: Standing) -> None:
    """A call was refused because of where we stand in a group; a refused pin is no word about all the rest."""
    async with desk.store.look() as tx:
        district = await tx.districts.by_chat(chat_id)
    if district is None or district.chat_id != chat_id:  # none of ours, or one that has become another
        return
    if standing is Standing.DEMOTED:
        await asks.soon(district)
    else:
        await presence.tell(desk, district, standing, desk.clock.now(), unless_worse=True)
