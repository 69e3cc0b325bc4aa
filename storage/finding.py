"""Finds cases by what is known of them."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.finding import Wanted
from bot.incidents import LIVE, Incident
from storage.incidents import SqlCases, incidents
from storage.schema import assignments, cases


class SqlFinding(SqlCases):
    """Fulfils :class:`bot.finding.Finding`."""

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
    alive = cases.c.state.in_(sorted(LIVE))
    had = select(assignments.c.case_id).where(assignments.c.team_id == wanted.team_id)
    fit = [cases.c.district_id == wanted.district_id, cases.c.drill == wanted.drill]
    fit += [alive if wanted.live else ~alive] if wanted.live is not None else []
    fit += [cases.c.state == wanted.state] if wanted.state is not None else []
    fit += [incidents.c.item == wanted.item] if wanted.item is not None else []
    fit += [cases.c.id.in_(had)] if wanted.team_id is not None else []
    fit += [cases.c.reported_at >= wanted.since] if wanted.since is not None else []
    fit += [cases.c.reported_at < wanted.until] if wanted.until is not None else []
    return fit
