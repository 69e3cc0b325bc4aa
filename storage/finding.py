"""Finds cases by what is known of them."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.incidents import search as incidents_search
from bot.incidents.search import Wanted
from bot.incidents.table import Incident
from storage.case_rows import IS_LIVE
from storage.incidents import SqlIncidents, incidents
from storage.rooms import Room
from storage.schema import assignments, cases


class SqlFinding(SqlIncidents):
    """Fulfils :class:`bot.incidents.search.Finding`."""

    async def cases(self, wanted: Wanted) -> tuple[list[Incident], int]:
        """One page of the cases that fit, newest report first, and how many fit in all."""
        joined = cases.join(incidents, incidents.c.case_id == cases.c.id)
        fit = _fit(wanted)
        count = int((await self._db.execute(select(func.count()).select_from(joined).where(*fit))).scalar_one())
        order = (cases.c.reported_at.desc(), cases.c.id.desc())
        page = select(cases, incidents).select_from(joined).where(*fit).order_by(*order)
        page = page.limit(wanted.per_page).offset((wanted.page - 1) * wanted.per_page)
        return await self._load(page), count


def _fit(wanted: Wanted) -> list[ColumnElement[Any]]:
    """What a case must be to be found."""
    had = select(assignments.c.case_id).where(assignments.c.team_id == wanted.team_id)
    fit = [cases.c.district_id == wanted.district_id, cases.c.drill == wanted.drill]
    fit += [IS_LIVE if wanted.live else ~IS_LIVE] if wanted.live is not None else []
    fit += [cases.c.state == wanted.state] if wanted.state is not None else []
    fit += [incidents.c.item == wanted.item] if wanted.item is not None else []
    fit += [cases.c.id.in_(had)] if wanted.team_id is not None else []
    fit += [cases.c.reported_at >= wanted.since] if wanted.since is not None else []
    fit += [cases.c.reported_at < wanted.until] if wanted.until is not None else []
    return fit


ROOM = Room(incidents_search.FINDING, SqlFinding)
