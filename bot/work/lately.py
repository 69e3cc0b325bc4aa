"""Who changed a setting of the district last, and when: the newest lines of its history, as captains read them."""

from collections.abc import Callable
from typing import Any

from bot.values import texts
from bot.work import answer as work_answer
from bot.work.history import Record
from bot.work.work import Work

MOST = 3
"""So many of the last changes are shown."""


async def lines(work: Work, move: str, what: Callable[[Record], Any]) -> list[dict[str, Any]]:
    """The last changes of one kind, the newest first; *what* says one as a fact of the words."""
    found = await work.tx.history.lately(work.district.id, move, MOST)
    names = await name_of(work) if found else (lambda _: "")
    return [
        {
            "word": "lately-line",
            "at": work_answer.clock(work, one.record.at),
            "by": names(one.record.by_id),
            "what": what(one.record),
        }
        for one in found
    ]


async def name_of(work: Work) -> Callable[[int | None], str]:
    """What people of the district are called, by their id; a dash for who is not known any more."""
    names = {m.user_id: m.name for m in await work.tx.people.known(work.district.id)}
    return lambda user_id: names.get(user_id or 0, texts.NAMELESS)
