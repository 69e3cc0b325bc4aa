"""Finds cases by what is known of them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from bot.incidents import search as incidents_search
from bot.incidents.search import STRETCH, Counted, Found, Key, Wanted
from storage.case_rows import IS_LIVE
from storage.incidents import ROWS, SqlIncidents, incidents
from storage.rooms import Room
from storage.schema import assignments, cases

_place = tuple_(cases.c.reported_at, cases.c.id)
_NEWEST_FIRST = (cases.c.reported_at.desc(), cases.c.id.desc())


class SqlFinding(SqlIncidents):
    """Fulfils :class:`bot.incidents.search.Finding`."""

    async def cases(self, wanted: Wanted, most: int) -> Found:
        """At most *most* of one stretch that fit, newest report first."""
        end = await self._end_of_stretch(wanted)
        query = ROWS.whole.where(*_stretch(wanted, end), *_fit(wanted))
        found = await self._load(query.order_by(*_NEWEST_FIRST).limit(most + 1))
        if len(found) > most:
            found = found[:most]
            return Found(found, Key(found[-1].reported_at, found[-1].id))
        return Found(found, end)

    async def count(self, wanted: Wanted, most: int) -> Counted:
        """How many of one stretch fit; beyond *most* it is not counted on."""
        end = await self._end_of_stretch(wanted)
        joined = cases.join(incidents, incidents.c.case_id == cases.c.id)
        some = select(cases.c.id).select_from(joined).where(*_stretch(wanted, end), *_fit(wanted)).limit(most)
        counted = (
            select(func.count()).select_from(some.subquery()).execution_options(unbounded="one stretch, most of it")
        )
        return Counted(int((await self._db.execute(counted)).scalar_one()), end)

    async def _end_of_stretch(self, wanted: Wanted) -> Key | None:
        """The last case of the stretch, None where it goes to the end; what is live is an index of its own, and few."""
        if wanted.live or wanted.state in ROWS.states_alive:
            return None
        columns = select(cases.c.reported_at, cases.c.id).where(*_stretch(wanted, None))
        last: Select[Any] = columns.order_by(*_NEWEST_FIRST).limit(1).offset(STRETCH - 1)
        row = (await self._db.execute(last)).first()
        return Key(*row) if row else None


def _stretch(wanted: Wanted, end: Key | None) -> list[ColumnElement[Any]]:
    """What the index of reports tells: the district, when, and between which keys."""
    told: list[ColumnElement[Any]] = [cases.c.district_id == wanted.district_id]
    told += [cases.c.reported_at >= wanted.since] if wanted.since is not None else []
    told += [cases.c.reported_at < wanted.until] if wanted.until is not None else []
    told += [_place < _as_sql(wanted.after)] if wanted.after is not None else []
    return told + ([_place >= _as_sql(end)] if end is not None else [])


def _as_sql(key: Key) -> ColumnElement[Any]:
    return tuple_(literal(key.reported_at, cases.c.reported_at.type), literal(key.case_id, cases.c.id.type))


def _fit(wanted: Wanted) -> list[ColumnElement[Any]]:
    """What each case of the stretch must be to be found."""
    fit: list[ColumnElement[Any]] = [cases.c.drill == wanted.drill]
    fit += [IS_LIVE] if wanted.live or wanted.state in ROWS.states_alive else []
    fit += [~IS_LIVE] if wanted.live is False else []
    fit += [cases.c.state == wanted.state] if wanted.state is not None else []
    fit += [incidents.c.item == wanted.item] if wanted.item is not None else []
    if wanted.team_id is not None:
        had = select(assignments.c.case_id).where(
            assignments.c.case_id == cases.c.id, assignments.c.team_id == wanted.team_id
        )
        fit += [had.exists()]
    return fit


ROOM = Room(incidents_search.FINDING, SqlFinding)
