"""Lists of cases, page by page: each page is so many looks of one stretch; between two of them others have their turn.

A page that finds little ends after :data:`STRETCHES` and says where to go on, so nobody's filter costs more than that.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import Query

from bot.access.seats import Seat
from bot.incidents.search import Key, Wanted
from bot.incidents.table import State
from bot.screens import case_file
from bot.values import texts
from handlers.web.acting import Acting
from handlers.web.case_answers import When

MOST_A_PAGE, MOST_COUNTED, STRETCHES = 200, 1_000, 10
"""Cases on a page, cases that are counted, and stretches of cases that one request looks through."""

_EPOCH, _MS = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
_KEY = re.compile("^([0-9]{1,13})-([0-9]{1,18})$", re.ASCII)


@dataclass(frozen=True)
class Filter:
    """Which cases are asked for."""

    live: Annotated[bool | None, Query(description="only those that are not ended, or only those that are")] = None
    state: State | None = None
    item: Annotated[str | None, Query(max_length=64, description="code of an item")] = None
    team: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="had an assignment")] = None
    since: Annotated[When | None, Query(description="reported then or later")] = None
    until: Annotated[When | None, Query(description="reported before then")] = None
    drill: Annotated[bool | None, Query(description="cases of drills; never mixed with others")] = None
    after: Annotated[str | None, Query(pattern=_KEY.pattern, description="*next* of the page before")] = None
    per_page: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50

    def in_district(self, seat: Seat) -> Wanted:
        """For the memory. A district that is all drill shows its cases without being asked twice."""
        drill = seat.district.drill if self.drill is None else self.drill
        item = texts.line(self.item) if self.item is not None else None
        after = _read(self.after) if self.after is not None else None
        return Wanted(seat.district.id, drill, self.live, self.state, item, self.team, self.since, self.until, after)


async def page(who: Acting, asked: Filter) -> dict[str, Any]:
    """One page for *who*; the first one tells how many fit, as far as it counts."""
    wanted = asked.in_district(who.seat)
    found: list[Any] = []
    after = wanted.after
    for _ in range(STRETCHES):
        some, after = await who.see(
            case_file.listed, wanted=replace(wanted, after=after), most=asked.per_page - len(found)
        )
        found += some
        if after is None or len(found) == asked.per_page:
            break
    told = {"cases": found, "per_page": asked.per_page, "next": _written(after) if after else None}
    return told | (await _counted(who, wanted) if asked.after is None else {"count": None, "more": None})


async def _counted(who: Acting, wanted: Wanted) -> dict[str, Any]:
    """How many fit, and whether there may be more than were counted."""
    count = 0
    for _ in range(STRETCHES):
        some = await who.see(case_file.counted, wanted=wanted, most=MOST_COUNTED + 1 - count)
        count, wanted = count + some.count, replace(wanted, after=some.after)
        if wanted.after is None or count > MOST_COUNTED:
            break
    return {"count": min(count, MOST_COUNTED), "more": wanted.after is not None or count > MOST_COUNTED}


def _written(key: Key) -> str:
    return f"{(key.reported_at - _EPOCH) // _MS}-{key.case_id}"


def _read(text: str) -> Key:
    """The key of a text that fits the pattern; what nobody could have been given finds nothing or all."""
    at, case_id = text.split("-")
    return Key(_EPOCH + int(at) * _MS, int(case_id))
