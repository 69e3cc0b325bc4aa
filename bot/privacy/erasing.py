"""Somebody is erased a slice at a time: each is a due thing of its own, so that it goes on after any restart."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.privacy import by_value, copies_kept
from bot.privacy.by_value import COPIES, Names
from bot.privacy.port import PRIVACY, Place
from bot.register.people import Member
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

SLICE = 150
"""So many rows go in one transaction, which others wait for."""

SEARCHED = 60
"""So many rows are searched for copies in one, those of cases included."""

QUEUED = 30
"""So many letters are queued in one."""

AGAIN = timedelta(seconds=1)
"""Between two slices everybody else has their turn."""

DUE = "erase_on"

_AHEAD = timedelta(hours=14)
"""The day of the copies is a local one: nowhere on earth it is a later one than so long from now."""


async def begin(work: Work, mine: Sequence[Member]) -> dict[str, Any] | None:
    """Erase the person who speaks; what is told of it, or None where there is so much that it goes on beside all else.

    First nobody can write their name any more; then copies are searched by what they said, and at last that goes too.
    """
    user_id = work.who.user_id
    names = await work.tx[COPIES].names(user_id)
    await work.tx[COPIES].leave(user_id, work.now)
    told: dict[str, Any] = {"language": work.who.language, "own": names.own, "shared": names.shared}
    told |= {
        "longer": names.longer,
        "searched": False,
        "gone": False,
        "texts": 0,
        "files": 0,
        "messages": 0,
        "stay": 0,
        "anew": [],
    }
    told["until"] = copies_kept.gone_by((work.now + _AHEAD).date()).isoformat()
    rest = await _slice(work, user_id, told, None)
    if rest is None:
        return _facts(told)
    districts = [one.district_id for one in mine] or [one.id for one in await work.tx.districts.all()]
    await _go_on(work, user_id, districts[0] if districts else None, 1, told, rest)
    return None


async def _slice(work: Work, user_id: int, told: dict[str, Any], after: Place | None) -> Place | None:
    """The next rows, of which *told* keeps the count; where to go on."""
    if not told["searched"]:
        names = Names(tuple(told["own"]), tuple(told["shared"]), tuple(told.get("longer", ())))
        found = await work.tx[COPIES].erase(user_id, names, work.now, after, SEARCHED)
        room = by_value.MOST_MESSAGES - len(told["anew"])
        told["anew"] += [[one.chat_id, one.message_id] for one in found.messages[:room]]
        told["stay"] += found.stay + len(found.messages[room:])
        if found.rest is not None:
            return found.rest
        told["searched"], after = True, None
    if not told["gone"]:
        erased = await work.tx[PRIVACY].erase(user_id, work.now, after, SLICE)
        work.erased = erased.pieces
        told |= {"texts": told["texts"] + erased.texts, "files": told["files"] + len(erased.pieces)}
        if erased.rest is not None:
            return erased.rest
        told["gone"], told["messages"] = True, len(told["anew"])
    return await _write_anew(work, told)


async def _write_anew(work: Work, told: dict[str, Any]) -> Place | None:
    """Only now messages are written anew: they say what the memory says."""
    for chat_id, message_id in told["anew"][:QUEUED]:
        posting = await work.tx.outbox.posting(chat_id, message_id)
        if posting is not None:
            await work.tx.outbox.add(by_value.anew(posting, work.now))
    told["anew"] = told["anew"][QUEUED:]
    return (0, 0, None) if told["anew"] else None


def _facts(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("texts", "files", "messages", "stay", "until")}


def _subject(user_id: int) -> str:
    return f"erase:{user_id}/"


async def _go_on(work: Work, user_id: int, district_id: int | None, n: int, told: dict[str, Any], rest: Place) -> None:
    await work.tx.kept.put(_subject(user_id), told | {"rest": rest})
    due = Due(_subject(user_id), DUE, work.now + AGAIN, n)
    await work.tx.occasions.sync(district_id, None, _subject(user_id), [due])


@action(Right.HOUSE, "privacy.erase_on")
async def decide(work: Work, *, occasion: Occasion) -> None:
    """The next slice; after the last one they are told, and what was kept of it goes too."""
    await work.tx.occasions.decide(occasion.id, work.now, "done")
    user_id = int(occasion.subject.partition(":")[2].rstrip("/"))
    told = await work.tx.kept.get(_subject(user_id))
    if told is None:
        return
    at, part, key = told.pop("rest")
    rest = await _slice(work, user_id, told, (at, part, key))
    if rest is not None:
        await _go_on(work, user_id, occasion.district_id, occasion.n + 1, told, rest)
        return
    await work.tx.kept.put(_subject(user_id), None)
    spoken = told["language"]
    await telling.tell_somebody(work, user_id, "forgotten", language=spoken, purpose="answer", **_facts(told))
