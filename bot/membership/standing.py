"""Where the bot stands in its groups: what it lost is told to captains and owners in private, and what was missed.

Heard from Telegram's word about the bot itself, from the first call that is refused, and by asking every ten minutes.
"""

from datetime import datetime
from typing import Any

from bot.membership import setting_up
from bot.outbox.letters import Priority
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.features import FEATURES
from bot.work.history import Record
from bot.work.standing import KEPT, Standing
from bot.work.work import Work


@action(Right.HOUSE, "standing.seen")
async def seen(work: Work, *, standing: Standing, unless_worse: bool = False) -> Answer:
    """We stand like this in the group now. A change is told at once; the same once more is nothing new.

    *unless_worse*: a single refusal, which says nothing of what else we may still do: a worse standing stays.
    """
    if work.district_or_none is None or work.who.chat_id != work.district.chat_id:
        return QUIET  # a group that is none of ours, or that has become another one
    await setting_up.stands(work, standing)
    rows: dict[str, dict[str, str]] = dict(await work.tx.kept.get(KEPT) or {})
    name = str(work.district.id)
    before = rows.get(name)
    was = Standing[before["what"]] if before else Standing.WELL
    if was == standing or (unless_worse and was < standing):
        return QUIET
    since = datetime.fromisoformat(before["since"]) if before else work.now
    if standing is Standing.WELL:
        del rows[name]
    else:
        rows[name] = {"what": standing.name, "since": since.isoformat()}
    await work.tx.kept.put(KEPT, rows)
    facts: dict[str, Any] = {"from": was.word, "to": standing.word}
    line = Record("standing", "", "", work.now, None, "clock", work.who.channel, facts=facts)
    await work.tx.history.add(work.district.id, None, line, work.now)
    await _tell_people(work, standing, was, since)
    if was <= Standing.MUTED < standing:
        await _catch_up(work, since)
    return QUIET


async def _tell_people(work: Work, standing: Standing, was: Standing, since: datetime) -> None:
    """Captains and owners in private; in the group they could not read it."""
    people = [*await mustering.captains(work), *await mustering.owners(work)]
    key = "standing-well" if standing is Standing.WELL else f"standing-{standing.word}"
    if standing is Standing.DEMOTED and was < standing:
        key = "standing-back-demoted"
    await telling.tell(
        work,
        [m for m in people if m.private_open],
        key,
        priority=Priority.ORDER,
        purpose="standing",
        collapse="standing",
        district=work.district.name,
        minutes=max(1, round((work.now - since).total_seconds() / 60)),
        link=work.link(),
    )


async def _catch_up(work: Work, since: datetime) -> None:
    """In the group again: how long nothing came, and every live card as its case stands now."""
    cases = sum([await anew(work) for anew in work.at_hand[FEATURES].cards_anew])
    minutes = max(1, round((work.now - since).total_seconds() / 60))
    await telling.tell_group(work, "standing-back", purpose="standing", minutes=minutes, cases=cases)
