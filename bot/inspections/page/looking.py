"""How a visit stands, for the page of whoever takes part in it, approves it, or is a captain. Plain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import show as cases_show
from bot.checklists import editions, starter
from bot.checklists.model import ListItem
from bot.inspections import at_place, show
from bot.inspections import parts as inspections_parts
from bot.inspections import visit as inspections_visit
from bot.inspections.table import AHEAD, UNDER_WAY, VISITS, Visit, VisitKind
from bot.inspections.visit import Answered
from bot.inspections.visiting import record
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import SEVERITIES
from bot.inspections.visiting.record import Whole
from bot.places.register import Place
from bot.values import formats
from bot.values.refused import Refused
from bot.work.work import Work

Part = dict[str, Any]


async def may_look(work: Work, number: int) -> Visit:
    """The visit of a number for who may look at its page; Refused for everybody else."""
    visit = await work.tx[VISITS].by_number(work.district.id, number)
    if visit is None or work.who.program_id is not None:
        raise Refused("visiting-none", number=number)
    if not takes_part(work, visit) and not await inspections_parts.parts(work, visit):
        raise Refused("visiting-not-yours", number=number)
    return visit


def takes_part(work: Work, visit: Visit) -> bool:
    """Whether whoever speaks was named for it."""
    return work.who.user_id in (*visit.officers, *visit.helpers)


async def state(work: Work, *, number: int) -> Part:
    """All that the page shows. Instants are ISO 8601, days those of the district; names are facts of the words."""
    visit = await may_look(work, number)
    whole = await record.whole(work, visit)
    place = await at_place.of(work, visit)
    return {
        "state": visit.state,
        "state_name": formats.state_word(visit.state, "inspection"),
        "kind_name": {"word": f"visit-kind-{visit.visit_kind}"},
        "place": _place(place, visit),
        "firm": visit.firm,
        "guidance": visit.visit_kind is VisitKind.GUIDANCE,
        "approved": not visit.unapproved,
        "on_spot": visit.on_spot,
        "may_answer": takes_part(work, visit),
        "may_begin": visit.state in AHEAD and work.who.user_id in visit.officers and show.can_begin(work, visit),
        "round": visit.round,
        "begun_at": visit.begun_at.isoformat() if visit.begun_at else None,
        "since": str(visit.since or ""),
        "until": str(visit.until or ""),
        "reason": visit.reason,
        "bodies": [_called(one) for one in visit.bodies],
        "departments": [_called(one) for one in _departments(visit, whole.asked)],
        "officers": await _people(work, visit),
        "sections": _sections(whole.asked),
        "items": await _items(work, visit, whole),
        "limits": [one.hours for one in starter.usual_limits()],
        "severities": list(SEVERITIES),
        "signatures": await _signatures(work, visit),
    }


def _place(place: Place | None, visit: Visit) -> Part:
    """Without its code: that is read at the door."""
    if place is None:
        return {"name": visit.place, "address": ""}
    return {"name": place.name, "address": place.address}


def _called(code: str) -> Part:
    return {"code": code, "name": bodies.of(code).short}


def _departments(visit: Visit, asked: Iterable[Item]) -> list[str]:
    """Whom something may be handed over to: bodies that take part, those of the items, all others."""
    own = (*visit.bodies, *(one.department for one in asked if one.department))
    return list(dict.fromkeys((*own, *bodies.brought())))


async def _people(work: Work, visit: Visit) -> list[Part]:
    standing = {one.user_id: one for one in await inspections_parts.named(work, visit)}
    found = []
    for user_id in (*visit.officers, *visit.helpers):
        officer: officers.Officer | None = standing.get(user_id)
        name = officer.name if officer else await cases_show.name(work, user_id)
        body = bodies.of(officer.body).short if officer else ""
        found.append({"id": user_id, "name": name, "body": body, "helps": user_id in visit.helpers})
    return found


def _sections(asked: Iterable[Item]) -> list[Part]:
    named = {one.section_code: one.section for one in asked}
    return [{"key": code, "name": name} for code, name in named.items()]


async def _items(work: Work, visit: Visit, whole: Whole) -> list[Part]:
    """Every item with its last answer, what stands, what was noted, and what two officers differ about."""
    lists = [await editions.edition(work, used.code, used.edition) for used in visit.lists]
    about = {inspections_visit.key(one.code, item.code): item for one in lists for item in one.items}
    names = await _names(work, whole.answered)
    apart = {one.item: one for one in whole.conflicts}

    def said(answered: Answered | None) -> Part | None:
        return _said(answered, names) if answered is not None else None

    found = []
    for item in whole.asked:
        conflict = apart.get(item.key)
        found.append(
            {
                **_asked(item, about.get(item.key)),
                "mine": item.may_answer and visit.state == UNDER_WAY,
                "now": said(whole.newest.get(item.key)),
                "noted": said(whole.noted.get(item.key)),
                "conflict": {"first": said(conflict.first), "second": said(conflict.second)} if conflict else None,
            }
        )
    return found


def _asked(item: Item, about: ListItem | None) -> Part:
    last = item.last
    hint = {"name_zh": about.hint_zh, "name_en": about.hint_en} if about and (about.hint_zh or about.hint_en) else ""
    return {
        "key": item.key,
        "number": item.number,
        "section": item.section_code,
        "text": item.named,
        "hint": hint,
        "basis": about.basis if about else "",
        "department": item.department,
        "severity": item.severity,
        "hours": item.hours,
        "photo": item.photo,
        "on_the_spot": item.on_the_spot,
        "last": {"result": str(last.result), "day": last.day.isoformat(), "words": last.words} if last else None,
    }


def _said(one: Answered, names: Mapping[int, str]) -> Part:
    return {
        "result": str(one.result),
        "severity": one.severity,
        "hours": one.hours,
        "words": one.words,
        "to_body": one.to_body,
        "photos": list(one.photos),
        "by": one.by_id,
        "name": names[one.by_id],
        "at": one.said_at.isoformat(),
        "together": one.together,
    }


async def _names(work: Work, answered: Iterable[Answered]) -> dict[int, str]:
    return {one: await cases_show.name(work, one) for one in dict.fromkeys(a.by_id for a in answered)}


async def _signatures(work: Work, visit: Visit) -> list[Part]:
    """Those of the round that counts."""
    found = inspections_visit.stand(await work.tx[VISITS].signatures(visit.id), visit.round)
    return [
        {
            "signs": str(one.signs),
            "how": str(one.how),
            "by": one.by_id,
            "by_name": await cases_show.name(work, one.by_id),
            "name": one.name,
            "witness": one.witness,
            "photo": one.photo,
            "at": one.at.isoformat(),
        }
        for one in found
    ]
