"""The captains' page of checklists: which there are, one of them in full, and what a form would change of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.checklists import changing, editions, model, starter, telling
from bot.checklists.model import Checklist, ListItem
from bot.checklists.store import CHECKLISTS
from bot.places.kinds import kinds
from bot.work import lately, rights
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.work import Work

Part = dict[str, Any]

MOST_LINES = 2 * model.MOST_ITEMS
"""Of what a form would change so many are listed on a page: all there can be."""


def _at(work: Work, at: datetime | None) -> str:
    """An hour in the district's zone, as a table shows it."""
    return at.astimezone(work.district.zone).strftime("%Y-%m-%d %H:%M") if at else ""


async def listed(work: Work) -> Part:
    """The lists in their newest edition, and who brought it in when."""
    rights.captains_only(work)
    name_of = await lately.name_of(work)
    return {
        "lists": [
            {
                "code": one.checklist.code,
                "name": one.checklist.named,
                "edition": one.checklist.edition,
                "is_own": one.checklist.is_own,
                "count": len(one.checklist.items),
                "by": name_of(one.by_id) if one.at else "",
                "at": _at(work, one.at),
            }
            for one in await editions.standing(work)
        ]
    }


async def whole(work: Work, *, code: str, edition: int | None = None) -> Part:
    """One list with all its items, in the newest edition or the one that is asked for; Refused where there is none."""
    wanted = await for_form(work, code=code, edition=edition)
    name_of = await lately.name_of(work)
    known = [
        {"edition": one.edition, "by": name_of(one.by_id) if one.edition > 0 else "", "at": _at(work, one.at)}
        for one in await work.tx[CHECKLISTS].editions(work.district.id, wanted.code)
    ]
    return {
        "code": wanted.code,
        "name": wanted.named,
        "edition": wanted.edition,
        "editions": known,
        "kinds": [kinds.kind_of(work.district, one).named for one in wanted.place_kinds],
        "subject": _in_both(wanted.subject_zh, wanted.subject_en),
        "note": _in_both(wanted.note_zh, wanted.note_en),
        "sections": [
            {"code": one.code, "zh": one.zh, "en": one.en, "items": [_item(item) for item in _of(wanted, one.code)]}
            for one in wanted.sections
        ],
    }


def _of(wanted: Checklist, section: str) -> list[ListItem]:
    return [one for one in wanted.items if one.section == section]


def _in_both(zh: str, en: str) -> Any:
    return {"name_zh": zh or en, "name_en": en or zh} if zh or en else ""


def _item(item: ListItem) -> Part:
    department = starter.departments().get(item.department)
    limit = starter.limit(item.limit)
    return {
        "number": item.number,
        "code": item.code,
        "zh": item.text_zh,
        "en": item.text_en,
        "hint_zh": item.hint_zh,
        "hint_en": item.hint_en,
        "department": department.named if department else item.department,
        "severity": str(item.severity),
        "severity_name": starter.severities()[item.severity].named,
        "limit": limit.named if limit else item.limit,
        "law": item.basis,
        "law_checked": item.basis_verification,
        "photo": item.photo,
        "on_the_spot": item.on_the_spot,
        "certified": item.certified,
    }


async def for_form(work: Work, *, code: str, edition: int | None = None) -> Checklist:
    """A list as it is, for a file; Refused for who commands here no more."""
    rights.captains_only(work)
    if edition is not None:
        return await editions.edition(work, code, edition)
    return (await editions.standing_one(work, code)).checklist


async def looked(work: Work, *, told: Mapping[str, Any]) -> Part:
    """What a form that was read (*told*: the list as plain values) would change; Refused where there is no room."""
    rights.captains_only(work)
    plan = await changing.planned(work, model.read(told, 0))
    return {
        "code": plan.after.code,
        "count": len(plan.after.items),
        "since": plan.since,
        "is_same": plan.is_empty,
        "lines": [] if plan.is_empty else telling.lines(plan, MOST_LINES),
    }


@action(Right.CAPTAIN, "checklists.page_brought")
async def bring(work: Work, *, told: Mapping[str, Any], since: int | None) -> Answer:
    """Bring in what was shown as following the edition *since*; Refused where there is another one by now."""
    plan = await changing.bring(work, model.read(told, 0), since)
    facts: dict[str, Any] = {"list": plan.after.named, "edition": plan.after.edition, "count": len(plan.after.items)}
    return answer("list-page-same" if plan.is_empty else "list-file-done", **facts)
