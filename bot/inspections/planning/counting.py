"""What became of wishes: visits made, joined, avoided; and that every item that was planned was still checked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.inspections.planning import advice
from bot.inspections.planning.wishes import WISHES, Became, Wish
from bot.inspections.table import DONE, LIVE, VISITS, Visit
from bot.work.work import Work

MOST = 2000
"""So many wishes of a time are counted, the newest."""


@dataclass(frozen=True)
class Counted:
    """Wishes of a time by what became of them, and their items.

    *items* are those of visits that are over and of wishes that were avoided, *checked* those of them that were
    answered: in the visit that served the wish, or in the one whose result stood for it. *missed* are wishes with an
    item that nobody has answered. *waits* have their visit ahead, or are not decided.
    """

    made: tuple[Wish, ...] = ()
    joined: tuple[Wish, ...] = ()
    avoided: tuple[Wish, ...] = ()
    waits: tuple[Wish, ...] = ()
    items: int = 0
    checked: int = 0
    missed: tuple[Wish, ...] = ()


def counted(wishes: Iterable[Wish], visits: Mapping[int, Visit], answered: Mapping[int, Collection[str]]) -> Counted:
    """Count *wishes*; *visits* and the items *answered* in them by the visit's id. Pure."""
    by: dict[str, list[Wish]] = {name: [] for name in ("made", "joined", "avoided", "waits", "missed")}
    items = checked = 0
    for wish in wishes:
        name, visit_id = _of(wish, visits)
        if name:
            by[name].append(wish)
        if name in {"", "waits"}:
            continue
        found = len(set(wish.items) & set(answered.get(visit_id or 0, ())))
        items, checked = items + len(wish.items), checked + found
        if found < len(wish.items):
            by["missed"].append(wish)
    return Counted(**{name: tuple(each) for name, each in by.items()}, items=items, checked=checked)


def _of(wish: Wish, visits: Mapping[int, Visit]) -> tuple[str, int | None]:
    """As what a wish counts, and the visit in which its items were to be answered; empty: it counts as nothing."""
    if wish.became is Became.AVOIDED:
        return "avoided", wish.about
    if wish.became is Became.ASKED:
        return "waits", None
    visit = visits.get(wish.visit_id or 0)
    if wish.became not in {Became.MADE, Became.JOINED} or visit is None:
        return "", None
    if visit.state in LIVE - DONE:
        return "waits", None
    name = "made" if wish.became is Became.MADE else "joined"
    return (name, visit.id) if advice.was_made(visit) else ("", None)


async def between(work: Work, since: datetime, until: datetime) -> Counted:
    """The wishes of a time in the district."""
    wishes = await work.tx[WISHES].between(work.district.id, since, until, MOST)
    visits: dict[int, Visit] = {}
    answered: dict[int, set[str]] = {}
    for case_id in {one for wish in wishes for one in (wish.visit_id, wish.about) if one}:
        if (visit := await work.tx[VISITS].get(case_id)) is not None:
            visits[case_id] = visit
            answered[case_id] = {one.item for one in await work.tx[VISITS].answered(case_id)}
    return counted(wishes, visits, answered)
