"""Cases as others read them: one statement a page, over an index, bounded in time or by numbers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Text, and_, false, not_, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents.asks import DANGER, UNANSWERED
from bot.incidents.table import CLOSED, KIND, Incident
from bot.publishing import reading as publishing_reading
from bot.publishing.reading import Wanted
from bot.publishing.rule import NOT_REAL, UNKNOWN
from storage import rows
from storage.history import history, history_sides
from storage.incidents import incidents
from storage.rooms import Room
from storage.schema import cases

Condition = ColumnElement[bool]

AT_ONCE = 100
"""So many rows are read before others have their turn."""

_OF_ALL = ("id", "district_id", "kind", "number", "state", "drill", "reported_at", "lat", "lon")
_OF_INCIDENTS = ("item", "item_version", "severity", "outcome", "closed_at", "held_s", "asks", "marks")
_FOR_PROGRAMS = ("words", "place", "program_id")
"""Columns that are read at all: words and places not even from the table for strangers."""

_NAMING = ("report", "recategorise", "prioritise")
"""Lines of history that say an item or a severity."""


class SqlReading:
    """Fulfils :class:`bot.publishing.reading.Reading`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def cases(self, wanted: Wanted) -> AsyncIterator[Sequence[Incident]]:
        """One page of the cases that fit, newest report first, some at a time."""
        found = (await self._db.execute(page(wanted))).mappings()
        while some := found.fetchmany(AT_ONCE):
            yield [_case(row) for row in some]
            await asyncio.sleep(0)


def page(wanted: Wanted) -> Select[Any]:
    """The statement of one page."""
    asked, fit = wanted.asked, [*_asked(wanted), *_of_kind(wanted)]
    own: tuple[str, ...] = _OF_INCIDENTS
    if wanted.dangers is None:
        own += _FOR_PROGRAMS
    else:
        fit += [*_for_strangers(), not_(_was_critical(wanted.dangers))]
    return (
        select(*(cases.c[name] for name in _OF_ALL), *(incidents.c[name] for name in own))
        .select_from(cases.join(incidents, incidents.c.case_id == cases.c.id))
        .where(*fit)
        .order_by(cases.c.reported_at.desc(), cases.c.id.desc())
        .limit(asked.per_page)
        .offset((asked.page - 1) * asked.per_page)
    )


def _case(row: RowMapping) -> Incident:
    """A case as far as it is read: who reported it, who handles it and why is left where it is."""
    return rows.read(Incident, row, asks=tuple(row["asks"]), marks=dict(row["marks"]))


def _asked(wanted: Wanted) -> list[Condition]:
    """By their numbers in the district, which are an index; else by when they were reported, which is one too.

    There a sum hides the district from SQLite, which else would take the index of numbers and sort all cases there are.
    """
    asked, district = wanted.asked, cases.c.district_id
    if asked.numbers is not None:
        return [district == wanted.district_id, cases.c.number.in_(asked.numbers)]
    fit: list[Condition] = [district + 0 == wanted.district_id]
    fit += [cases.c.reported_at >= asked.since] if asked.since is not None else []
    return fit + ([cases.c.reported_at <= asked.until] if asked.until is not None else [])


def _of_kind(wanted: Wanted) -> list[Condition]:
    fit = [cases.c.kind == KIND, cases.c.drill == false(), cases.c.state.in_(sorted(wanted.states))]
    if wanted.items is None:
        return fit
    of_items = incidents.c.item.in_(sorted(wanted.items))
    return [*fit, or_(of_items, incidents.c.item.is_(None)) if UNKNOWN in wanted.items else of_items]


def _for_strangers() -> list[Condition]:
    """What :func:`bot.publishing.rule.published` says of columns, so that it leaves no gap in a page."""
    asks, marks = type_coerce(incidents.c.asks, Text), type_coerce(incidents.c.marks, Text)
    return [
        cases.c.lat.is_not(None),
        or_(incidents.c.severity.is_(None), incidents.c.severity != "critical"),
        or_(incidents.c.outcome.is_(None), incidents.c.outcome.not_in(sorted(NOT_REAL))),
        or_(asks == "[]", and_(cases.c.state == str(CLOSED), not_(asks.contains(f'"{DANGER}:', autoescape=True)))),
        not_(marks.contains(f'"{UNANSWERED}":', autoescape=True)),
    ]


def _was_critical(dangers: frozenset[str]) -> Condition:
    """Whether a line of its history says so: by the severity, or by an item that ever was dangerous."""
    facts, aside = type_coerce(history.c.facts, Text), type_coerce(history_sides.c.content, Text)
    named = [f'item":"{code}"' for code in sorted(dangers)]
    said = [facts.contains('"severity":"critical"', autoescape=True)]
    said += [column.contains(one, autoescape=True) for one in named for column in (facts, aside)]
    lines = history.outerjoin(history_sides, history_sides.c.history_id == history.c.id)
    of_case = select(history.c.id).select_from(lines).where(history.c.case_id == cases.c.id)
    return of_case.where(history.c.move.in_(_NAMING), or_(*said)).exists()


ROOM = Room(publishing_reading.READING, SqlReading)
