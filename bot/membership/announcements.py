"""``/all``: one notice of a captain to everybody on duty, which asks nothing."""

from datetime import datetime, timedelta

from bot.outbox.letters import Priority
from bot.values import texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Record
from bot.work.work import Work

EVERY = timedelta(minutes=1)
"""No more often than this: the group has room for little, and who is interrupted too often stops reading."""

MOST_WORDS = 1000
"""UTF-16 units of one notice."""


@action(Right.CAPTAIN, "notices.to_all")
async def to_all(work: Work, *, text: str) -> Answer:
    """``/all TEXT``: in private, and to those without a private chat in one group message that mentions them."""
    words = texts.cut(text.strip(), MOST_WORDS)
    if not words:
        raise Refused("all-how")
    await _not_too_often(work)
    members = (await mustering.of(work)).members.values()
    people = [m for m in members if m.duty is not None and m.user_id != work.who.user_id]
    if not people:
        raise Refused("all-nobody")
    await telling.tell(work, people, "notice", purpose="notice", priority=Priority.ANSWER, by=work.who.name, text=words)
    in_group = sum(not m.private_open for m in people)
    facts: dict[str, object] = {"people": len(people), "in_group": in_group}
    line = Record("notice", "", "", work.now, work.who.user_id, "captain", work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now, words)
    return answer("all-sent", people=len(people), in_group=in_group)


async def _not_too_often(work: Work) -> None:
    name = f"notice:{work.district.id}"
    last = await work.tx.kept.get(name)
    wait = (datetime.fromisoformat(last) + EVERY - work.now).total_seconds() if last else 0.0
    if wait > 0:
        raise Refused("all-too-soon", seconds=max(1, round(wait)))
    await work.tx.kept.put(name, work.now.isoformat())
