"""Cases as others read them: over an index, a stretch of them at a time, or by their numbers."""

import asyncio
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Text,
    and_,
    false,
    literal,
    not_,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.incidents.asks import DANGER, UNANSWERED
from bot.incidents.search import Key
from bot.incidents.table import CLOSED, KIND, Incident
from bot.publishing import reading as publishing_reading
from bot.publishing.reading import STRETCH, Some, Wanted
from bot.publishing.rule import NOT_REAL, UNKNOWN
from storage import rows
from storage.history import history, history_sides
from storage.incidents import incidents
from storage.rooms import Room
from storage.schema import cases

Condition = ColumnElement[bool]
Columns = tuple[ColumnElement[Any], ...]

AT_ONCE = 100
"""So many rows are read before others have their turn."""

_OF_ALL = ("id", "district_id", "kind", "number", "state", "drill", "reported_at", "lat", "lon")
_OF_INCIDENTS = ("item", "item_version", "severity", "outcome", "closed_at", "held_s", "asks", "marks")
_FOR_PROGRAMS = ("words", "place", "program_id")
"""Columns that are read at all: words and places not even from the table for strangers."""

_KEY: Columns = (cases.c.reported_at, cases.c.id)
_NEWEST_FIRST = (cases.c.reported_at.desc(), cases.c.id.desc())
_place = tuple_(*_KEY)

_NAMING = ("report", "recategorise", "prioritise")
"""Lines of history that say an item or a severity."""


class SqlReading:
    """Fulfils :class:`bot.publishing.reading.Reading`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def cases(self, wanted: Wanted) -> Some[Incident]:
        """What fits of one stretch, newest report first."""
        part, end = wanted.part, await self._end_of_stretch(wanted)
        skipped, after = 0, part.after
        if part.skipped:
            keys = [Key(*row) for row in await self._db.execute(fitting(wanted, after, end, part.skipped, _KEY))]
            if len(keys) < part.skipped:
                return Some((), len(keys), end)
            skipped, after = len(keys), keys[-1]
        found = (await self._db.execute(fitting(wanted, after, end, part.most, _columns(wanted)))).mappings()
        read: list[Incident] = []
        while some := found.fetchmany(AT_ONCE):
            read += [_case(row) for row in some]
            await asyncio.sleep(0)
        is_full = len(read) == part.most
        return Some(read, skipped, Key(read[-1].reported_at, read[-1].id) if is_full else end)

    async def _end_of_stretch(self, wanted: Wanted) -> Key | None:
        """The last case of the stretch, None where it goes to the end; of numbers there are never so many."""
        if wanted.asked.numbers is not None:
            return None
        row = (await self._db.execute(end_of_stretch(wanted))).first()
        return Key(*row) if row else None


def end_of_stretch(wanted: Wanted) -> Select[Any]:
    """The statement for the last case of a stretch: it reads nothing but the index of reports."""
    within = select(*_KEY).where(*_asked(wanted), *_behind(wanted.part.after))
    return within.order_by(*_NEWEST_FIRST).limit(1).offset(STRETCH - 1)


def fitting(wanted: Wanted, after: Key | None, end: Key | None, most: int, columns: Columns) -> Select[Any]:
    """The statement for the first *most* that fit behind *after*, to *end*, which belongs to them."""
    fit = [*_asked(wanted), *_behind(after), *([_place >= _as_sql(end)] if end else []), *_of_kind(wanted)]
    if wanted.dangers is not None:
        fit += [*_for_strangers(), not_(_was_critical(wanted.dangers))]
    joined = cases.join(incidents, incidents.c.case_id == cases.c.id)
    return select(*columns).select_from(joined).where(*fit).order_by(*_NEWEST_FIRST).limit(most)


def _columns(wanted: Wanted) -> Columns:
    own = _OF_INCIDENTS if wanted.dangers is not None else _OF_INCIDENTS + _FOR_PROGRAMS
    return tuple(cases.c[name] for name in _OF_ALL) + tuple(incidents.c[name] for name in own)


def _behind(after: Key | None) -> list[Condition]:
    return [_place < _as_sql(after)] if after is not None else []


def _as_sql(key: Key) -> ColumnElement[Any]:
    return tuple_(literal(key.reported_at, cases.c.reported_at.type), literal(key.case_id, cases.c.id.type))


def _case(row: RowMapping) -> Incident:
    """A case as far as it is read: who reported it, who handles it and why is left where it is."""
    return rows.read(Incident, row, asks=tuple(row["asks"]), marks=dict(row["marks"]))


def _asked(wanted: Wanted) -> list[Condition]:
    """By their numbers in the district, which are an index; else by when they were reported there, which is one too."""
    asked, district = wanted.asked, cases.c.district_id
    if asked.numbers is not None:
        return [district == wanted.district_id, cases.c.number.in_(asked.numbers)]
    fit: list[Condition] = [district == wanted.district_id]
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
