"""The items of a visit's lists, each once, numbered as they are written and said: ``7 合格``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.bodies import officers as bodies_officers
from bot.bodies.officers import Officer
from bot.checklists import editions
from bot.checklists.model import Checklist, ListItem
from bot.inspections.table import CLOSED, DONE, VISITS, Visit, VisitKind
from bot.inspections.visit import Answered, Result, key, record
from bot.inspections.visiting import powers
from bot.places.merging import merging
from bot.work.at_hand import Notes
from bot.work.features import FEATURES
from bot.work.findings import OpenFinding
from bot.work.work import Work

EARLIER = 5
"""So many earlier visits of the place are asked for what was answered last; and so many more are passed over."""


OF_NO_LIST = "hazard"
"""In the place of a list's code, for what somebody found without one."""

USUAL_HOURS = 72
"""The limit that is suggested for what never had one."""


@dataclass(frozen=True)
class Last:
    """What was answered to an item in the newest earlier visit that has an answer: *day* is one of the district."""

    result: Result
    day: date
    words: str = ""
    number: int = 0


@dataclass(frozen=True)
class Item:
    """One item as a visit asks it. *number* counts from 1 over all lists, *key* is ``LIST/ITEM``.

    *named* and *section* are facts for the words, *section_code* tells sections of all lists apart. *hours* is the
    limit that its list suggests. *may_answer*: whoever speaks has the power over it. *on_the_spot*: it can be put
    right there and then; *photo*: a fail wants a picture.
    """

    number: int
    key: str
    named: Mapping[str, str]
    section: Mapping[str, str]
    section_code: str
    department: str
    severity: str
    hours: int
    edition: int = 0
    handbook: str | None = None
    photo: bool = True
    on_the_spot: bool = False
    certified: bool = False
    last: Last | None = None
    may_answer: bool = False

    @property
    def is_critical(self) -> bool:
        """Nobody leaves while it is open."""
        return self.severity == "critical"

    @property
    def title(self) -> str:
        """What it asks, in both languages, as one text that is kept where words of one language are wanted."""
        zh, en = self.named.get("name_zh", ""), self.named.get("name_en", "")
        return f"{zh} / {en}" if zh and en and zh != en else zh or en


_READ: Notes[dict[Any, tuple[Item, ...]]] = Notes("visit-items", dict)
"""The items of visits that this work has read already, by the visit, its lists and who may answer."""


async def items(work: Work, visit: Visit) -> tuple[Item, ...]:
    """All items of all lists of *visit* once each, in order.

    A re-check asks only what is open at the place, under the numbers that its whole lists give; behind them what was
    found there without a list.
    """
    read = work.at_hand.notes(_READ)
    as_read = (visit.id, visit.lists, visit.officers, visit.not_yet)
    if as_read in read:
        return read[as_read]
    lists = [await editions.edition(work, used.code, used.edition) for used in visit.lists]
    found = in_order(lists)
    if visit.visit_kind is VisitKind.RECHECK:
        found = await _still_open(work, visit, found)
    lasts = await last_answers(work, visit, {one.key for one in found})
    own = await bodies_officers.mine(work) if work.who.user_id in visit.officers else ()
    mine = powers.here(visit, own)
    read[as_read] = tuple(_with(work, one, lasts.get(one.key), mine) for one in found)
    return read[as_read]


def _with(work: Work, item: Item, last: Last | None, mine: Sequence[Officer]) -> Item:
    may = powers.may_answer(mine, item.department, work.district, work.now, item=item.key)
    return Item(**{**vars(item), "last": last, "may_answer": may})


def in_order(lists: Sequence[Checklist]) -> tuple[Item, ...]:
    """Items of lists with their numbers; one that a list before had already, of the same body, is asked there. Pure."""
    found: list[Item] = []
    asked = set[tuple[str, str]]()
    for checklist in lists:
        for one in checklist.items:
            same = (one.text_zh or one.text_en, one.department)
            if same in asked:
                continue
            asked.add(same)
            found.append(_item(len(found) + 1, checklist, one))
    return tuple(found)


def _item(number: int, checklist: Checklist, one: ListItem) -> Item:
    section = checklist.section(one.section)
    return Item(
        number,
        key(checklist.code, one.code),
        one.named,
        section.named,
        f"{checklist.code}/{one.section}",
        one.department,
        str(one.severity),
        one.hours,
        checklist.edition,
        one.handbook,
        one.photo,
        one.on_the_spot,
        one.certified,
    )


async def _still_open(work: Work, visit: Visit, found: Sequence[Item]) -> tuple[Item, ...]:
    """Of a re-check: what failed and is open, and what was answered in it already; all where nothing of it is open."""
    ask = work.at_hand[FEATURES].open_findings
    codes = await merging.all_codes(work, visit.place)
    known = await ask(work, codes, since=visit.begun_at) if ask is not None else ()
    wanted = {asked_as(one) for one in known if not one.ended}
    wanted |= {one.item for one in await work.tx[VISITS].answered(visit.id)}
    each = (*found, *without_list(known, len(found), visit.bodies))
    return tuple(one for one in each if one.key in wanted) or tuple(found)


def asked_as(one: OpenFinding) -> str:
    """The key under which a re-check asks for something: that of its item, or of the case that no list asks for."""
    return key(OF_NO_LIST, str(one.number)) if _is_of_no_list(one) else one.item


def _is_of_no_list(one: OpenFinding) -> bool:
    return not one.item or one.item.startswith(f"{OF_NO_LIST}/")


def without_list(known: Iterable[OpenFinding], after: int, bodies: Collection[str]) -> list[Item]:
    """What was found without a list, as items behind the *after* that lists have: of these bodies, or of nobody. Pure.

    What is of others, or over, keeps its number, so that no number means another thing later in the visit.
    """
    loose = sorted((one for one in known if _is_of_no_list(one)), key=lambda one: one.case_id)
    numbered = enumerate(loose, after + 1)
    return [_as_item(number, one) for number, one in numbered if not one.body or one.body in bodies]


def _as_item(number: int, one: OpenFinding) -> Item:
    return Item(
        number,
        asked_as(one),
        {"name_zh": one.title, "name_en": one.title},
        {"word": "visiting-of-no-list"},
        OF_NO_LIST,
        one.body,
        one.severity,
        one.hours if one.hours is not None else USUAL_HOURS,
        on_the_spot=True,
    )


async def last_answers(work: Work, visit: Visit, keys: set[str]) -> dict[str, Last]:
    """What the newest earlier visits of the place came to, by item; those that were signed count."""
    codes = await merging.all_codes(work, visit.place)
    earlier = await work.tx[VISITS].at_place(work.district.id, codes, 2 * EARLIER)
    found: dict[str, Last] = {}
    signed = [one for one in earlier if one.id < visit.id and one.state in DONE | {CLOSED}]
    for before in signed[:EARLIER]:
        answered = await work.tx[VISITS].answered(before.id)
        newest = record((), answered).newest
        for item in newest.keys() & (keys - found.keys()):
            found[item] = _last(work, newest[item], before)
        if found.keys() >= keys:
            break
    return found


def _last(work: Work, answered: Answered, before: Visit) -> Last:
    day = _day(work, before.begun_at or answered.said_at)
    return Last(answered.result, day, answered.words, before.number)


def _day(work: Work, at: datetime) -> date:
    return at.astimezone(work.district.zone).date()


def by_number(found: Sequence[Item], number: int) -> Item | None:
    """The item of a number; None where there is none."""
    return next((one for one in found if one.number == number), None)
