"""Somebody is erased a slice at a time: each is a due thing of its own, so that it goes on after any restart."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.outbox.letters import Letter, LetterKind, Priority
from bot.privacy.port import PRIVACY, Erased, Place
from bot.register.people import Member
from bot.work.actions import Right, action
from bot.work.schedule import Due, Occasion
from bot.work.work import Work

SLICE = 300
"""So many rows go in one transaction, which others wait for."""

AGAIN = timedelta(seconds=1)
"""Between two slices everybody else has their turn."""

DUE = "erase_on"


async def begin(work: Work, mine: Sequence[Member]) -> Erased | None:
    """Erase the person who speaks; what went, or None where there is so much that it goes on beside everything else."""
    user_id = work.who.user_id
    erased = await work.tx[PRIVACY].erase(user_id, work.now, None, SLICE)
    work.erased = erased.pieces
    if erased.rest is None:
        return erased
    districts = [one.district_id for one in mine] or [one.id for one in await work.tx.districts.all()]
    told = {"language": work.who.language, "texts": erased.texts, "files": len(erased.pieces)}
    await _go_on(work, user_id, districts[0] if districts else None, 1, told, erased.rest)
    return None


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
    erased = await work.tx[PRIVACY].erase(user_id, work.now, (at, part, key), SLICE)
    work.erased = erased.pieces
    told |= {"texts": told["texts"] + erased.texts, "files": told["files"] + len(erased.pieces)}
    if erased.rest is not None:
        await _go_on(work, user_id, occasion.district_id, occasion.n + 1, told, erased.rest)
        return
    await work.tx.kept.put(_subject(user_id), None)
    await work.tx.outbox.add(
        Letter(
            district_id=None,
            chat_id=user_id,
            user_id=user_id,
            kind=LetterKind.NOTE,
            priority=Priority.ANSWER,
            created_at=work.now,
            key="forgotten",
            facts={"texts": told["texts"], "files": told["files"]},
            language=told["language"],
            purpose="answer",
        )
    )
