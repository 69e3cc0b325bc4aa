"""A hazard shown whole, one's own list, a line of a handover, and a line of its history."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.bodies import officers
from bot.cases import kinds
from bot.cases import retold as cases_retold
from bot.cases import show as cases_show
from bot.hazards import facts, marks, parts, told
from bot.hazards.table import (
    CLUE,
    ESCALATED,
    FOUND,
    HAZARDS,
    KIND,
    LIMITED,
    MOVES,
    RECTIFIED,
    Hazard,
    Severity,
    State,
)
from bot.outbox.letters import Button, Rows
from bot.values import formats
from bot.values.refused import Refused
from bot.work.answer import Answer, answer, listed
from bot.work.history import HistoryRow
from bot.work.work import Work

MOST_LISTED = 30
SOON_S = 24 * 3600
"""What comes due within a day is handed over."""

_FAR = datetime.max.replace(tzinfo=UTC)
LATER = frozenset({"doubt", "picture", "redate", "take_back"})
"""Moves that no button makes."""


async def hazard(work: Work, one: Hazard) -> Answer:
    """All about it, with buttons for what who looks may do, before and after side by side; in private only."""
    given = {**await facts.of(work, one), **facts.pair(one)}
    whole = answer("case-hazard", await buttons(work, one), lines=await lines(work, one), **given)
    return told.in_private(work, one, whole)


async def lines(work: Work, one: Hazard) -> list[dict[str, Any]]:
    """What there is to say of it, a line each; what is not so is left out."""
    found = [facts.order(one)] if one.must_not_open else []
    found += [{"word": "hazard-line-advised"}] if facts.advised(one) else []
    name = await cases_show.name(work, one.finder_id)
    day = formats.day_clock(one.reported_at, work.district.zone)
    found.append({"word": "hazard-line-found", "name": name, "at": day, "count": len(one.before)})
    if (within := await kinds.by_id(work, one.visit_id or one.incident_id)) is not None:
        found.append({"word": "hazard-line-within", "number": within.number})
    if one.fixed_at is not None:
        by = {"word": "hazard-place-itself"} if one.by_place else await cases_show.name(work, one.fixer_id)
        at = formats.day_clock(one.fixed_at, work.district.zone)
        found.append({"word": "hazard-line-fixed", "name": by, "at": at, "count": len(one.after)})
    if one.state == RECTIFIED:
        may = [officer.name for officer in await parts.may_look_again(work, one)]
        found.append({"word": "hazard-line-rechecks", "names": listed(may) or {"word": "hazard-nobody-may"}})
    if one.allowed is not None:
        found.append({"word": "hazard-line-allowed", "name": await cases_show.name(work, one.allowed)})
    if one.rechecked_by is not None:
        found.append({"word": "hazard-line-rechecked", "name": await cases_show.name(work, one.rechecked_by)})
    if one.sent_back:
        found.append({"word": "hazard-line-back", "count": one.sent_back})
    if one.escalated_to:
        found.append({"word": "hazard-line-escalated", "whom": told.escalated_to(one)})
    if one.guidance:
        found.append({"word": "hazard-line-guidance"})
    if times := await marks.times(work, one):
        found.append({"word": "hazard-line-repeated", "count": times})
    return found


# --- what may be done


async def buttons(work: Work, one: Hazard) -> Rows:
    """What who looks may do now, the likeliest next step first, two beside each other."""
    mine = await parts.parts(work, one)
    looks_again = not one.found_or_fixed(work.who.user_id) or one.allowed == work.who.user_id
    names = [
        move.name
        for move in MOVES.open_moves(one.state, mine)
        if _is_shown(one, move.name) and (looks_again or move.name not in LOOKS)
    ]
    names.sort(key=lambda name: _rank(one, name))
    each = [told.button(work, one, _ASKS.get(name, name)) for name in names]
    if one.is_live and mine:
        each.append(told.button(work, one, "photo"))
    return tuple(tuple(each[n : n + 2]) for n in range(0, len(each), 2))


_ASKS = {"set_limit": "limits", "grade": "grades", "hand_to": "bodies"}
"""What asks for a choice first."""

LOOKS = frozenset({"pass", "send_back", "cannot"})
"""Moves of who looks again: nobody else is offered them."""

_NEXT = {
    FOUND: ("stay", "fix", "set_limit", "grade", "rectify", "escalate"),
    CLUE: ("confirm_clue", "dismiss", "grade"),
    LIMITED: ("stay", "rectify", "escalate", "set_limit"),
    RECTIFIED: ("stay", "pass", "send_back", "cannot", "allow", "hasten", "escalate"),
    ESCALATED: ("rectify", "set_limit"),
}
"""What comes next in each state, the likeliest first; the others follow as the table has them."""


def _rank(one: Hazard, name: str) -> int:
    """Where a button stands: what is next, the rest, and at last what ends it as if it had never been."""
    first = _NEXT.get(State(one.state), ())
    return first.index(name) if name in first else len(first) + (name == "dismiss")


def _is_shown(one: Hazard, name: str) -> bool:
    is_shown = {
        "stay": one.is_alarming,
        "fix": one.state == FOUND and not one.must_not_open,
        "pass": not one.must_not_open,
        "forbid": not one.must_not_open,
        "lift": one.must_not_open,
        "hasten": not one.early and one.state == RECTIFIED,
        "set_limit": not one.guidance or one.state == ESCALATED,
        "allow": one.allowed is None,
        "grade": one.state in {FOUND, CLUE},
        "dismiss": not one.must_not_open,
    }
    return name not in LATER and is_shown.get(name, True)


# --- one's own list


def _order(one: Hazard) -> tuple[datetime, int]:
    return one.due_at or _FAR, one.number


async def mine(work: Work) -> list[Hazard]:
    """Those that who speaks follows up: found by them, of their bodies, to be looked at again; for captains all."""
    bodies = await officers.mine(work)
    found: Sequence[Hazard] = await work.tx[HAZARDS].live(work.district.id)
    return sorted(
        (
            one
            for one in found
            if work.who.is_captain
            or work.who.user_id in {one.finder_id, one.fixer_id, one.allowed}
            or any(parts.decides(work, officer, one) for officer in bodies)
        ),
        key=_order,
    )


async def listing(work: Work) -> Answer:
    """``/hazard`` alone: mine and my body's by due date, the number first."""
    if work.who.member is None:
        raise Refused("not-registered")
    if not (work.who.in_private or work.who.member.private_open):
        return answer("hazard-list-in-private", ((Button("button-open-private", url=work.link()),),))
    found = await mine(work)
    if not found:
        return answer("hazard-list-none")
    said = [{"word": "hazard-list-line", **await facts.of(work, one)} for one in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        said.append({"word": "hazard-list-more", "count": len(found) - MOST_LISTED})
    shown = [told.button(work, one, "show") for one in found[:8]]
    rows = [
        Button("button-hazard-number", one.data, {"number": case.number})
        for one, case in zip(shown, found, strict=False)
    ]
    return answer(
        "hazard-list", tuple(tuple(rows[n : n + 4]) for n in range(0, len(rows), 4)), count=len(found), lines=said
    )


# --- in a handover, and in its history


def handed_over(work: Work, one: Hazard) -> str | None:
    """What is overdue; must-not-open places, open critical ones and what comes due within a day; no other."""
    if one.is_overdue(work.now):
        return "overdue"
    is_soon = one.due_at is not None and (one.due_at - work.now).total_seconds() <= SOON_S
    is_grave = one.is_open and (one.must_not_open or one.severity is Severity.CRITICAL)
    return "due" if is_soon or is_grave else None


async def line(work: Work, one: Hazard) -> Mapping[str, Any]:
    """How it stands in a handover."""
    order = {"word": "hazard-must-not"} if one.must_not_open else ""
    return {"word": "hazard-handed-over", "must": order, **await facts.of(work, one)}


def reads(work: Work, one: Hazard) -> Answer | None:
    """Its history is for the whole district: patrol and bodies follow it up together."""
    return None


async def retold(work: Work, one: Hazard, row: HistoryRow) -> Any:
    """A line of its history: the move, what came with it, why."""
    return {
        "word": "hazard-history",
        "move": formats.move_word(row.record.move, KIND),
        "what": await _allowed(work, row.record.facts) if row.record.move == "allow" else _what(work, row.record.facts),
        "reason": cases_retold.because(row.record.facts),
        "words": cases_retold.quoted(row),
    }


async def _allowed(work: Work, given: Mapping[str, Any]) -> Any:
    """Whom an approver allowed to look again, and of whom nobody knew whether they could come."""
    unsaid = listed([await cases_show.name(work, one) for one in given.get("unsaid", ())])
    told_ = {"word": "hazard-history-unsaid", "names": unsaid} if unsaid else ""
    return {"word": "hazard-history-allow", "name": await cases_show.name(work, given["who"]), "unsaid": told_}


def _what(work: Work, given: Mapping[str, Any]) -> Any:
    """The one fact of a move that tells what it was."""
    if given.get("order"):
        return {"word": "hazard-history-order", "order": str(given["order"])}
    for name, word in (("limit_at", "limit"), ("recheck_at", "recheck")):
        if given.get(name):
            until = facts.until(work, datetime.fromisoformat(str(given[name])))
            return {"word": f"hazard-history-{word}", "until": until}
    if given.get("severity"):
        return {"word": "hazard-history-is", "what": {"word": f"hazard-{given['severity']}"}}
    if given.get("to_body"):
        return {"word": "hazard-history-is", "what": facts.body(str(given["to_body"]))}
    if given.get("whom"):
        whom = {"word": "hazard-owners"} if given["whom"] == "owners" else facts.body(str(given["whom"]))
        return {"word": "hazard-history-is", "what": whom}
    return ""
