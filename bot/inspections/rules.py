"""What a row of the table of visits cannot say: who may not although it is theirs, and what a move makes of a visit."""

from dataclasses import replace
from datetime import date, datetime

from bot.bodies import bodies
from bot.cases.case import Actor
from bot.cases.rulebook import Facts, Rulebook
from bot.inspections.table import APPROVED, MOVES, NOTIFIED, PLANNED, READ_BACK, SIGNED, UNDER_WAY, ListUsed, Visit
from bot.values.refused import Refused


def _may_begin(visit: Visit, actor: Actor, facts: Facts) -> None:
    """Approved by each of its bodies, on a day of its window; or an emergency."""
    if visit.emergency:
        return
    if visit.state == PLANNED:
        raise Refused("visit-not-approved", number=visit.number)
    if visit.unapproved:
        raise Refused("visit-part-not-approved", number=visit.number, body=bodies.of(visit.unapproved[0]).named)
    day = str(facts.given.get("day") or "")
    if day and visit.until is not None and day > visit.until.isoformat():
        raise Refused("visit-approval-over", number=visit.number, day=visit.until.isoformat())
    if day and visit.since is not None and day < visit.since.isoformat():
        raise Refused("visit-not-yet", number=visit.number, day=visit.since.isoformat())


def _own(visit: Visit, actor: Actor, facts: Facts) -> None:
    """Nobody approves what they asked for, help with, or were taken out of."""
    if actor.user_id == visit.reporter_id or actor.user_id in (*visit.helpers, *visit.recused):
        raise Refused("visit-own", number=visit.number)


def _approve_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    """*bodies* are those for which they approve: the one that leads is among them."""
    _own(visit, actor, facts)
    if visit.bodies[0] not in facts.given.get("bodies", visit.bodies):
        raise Refused("visit-of-another-body", number=visit.number, body=bodies.of(visit.bodies[0]).named)


def _approve_late_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    """Each body's own part, in any order: none waits for the one that leads."""
    _own(visit, actor, facts)
    theirs = [one for one in visit.bodies if one in facts.given.get("bodies", visit.bodies)]
    if not theirs:
        raise Refused("visit-of-another-body", number=visit.number, body=bodies.of(visit.bodies[0]).named)
    if not set(theirs) & set(visit.unapproved):
        raise Refused("visit-approved-already", number=visit.number)


def _part_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    _own(visit, actor, facts)
    if facts.given["body"] not in visit.unapproved:
        raise Refused("visit-approved-already", number=visit.number)
    if visit.state == READ_BACK and (not visit.emergency or _new_lists(visit, facts)):
        raise Refused("visit-part-read", number=visit.number)


def _leave_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    """The body that leads cannot leave it alone: it cancels."""
    if facts.given["body"] not in visit.bodies[1:]:
        raise Refused("visit-leads", number=visit.number)


def _has_two(visit: Visit, actor: Actor, facts: Facts) -> None:
    """A firm is visited by two officers at least; how many are certified today comes with the move."""
    certified = int(facts.given.get("certified", 0))
    if visit.firm and certified < 2:
        raise Refused("visit-needs-two", number=visit.number)
    if not certified:
        raise Refused("visit-needs-one", number=visit.number)


def _begin_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    _may_begin(visit, actor, facts)
    _has_two(visit, actor, facts)


def _read_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    """Nothing is left open, or it says why."""
    if facts.given.get("open") and not facts.given.get("reason"):
        raise Refused("visit-items-open", number=visit.number, count=facts.given["open"])


def _approved(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    said = str(facts.given.get("reason") or "") or visit.reason
    theirs = tuple(one for one in visit.bodies if one in facts.given.get("bodies", visit.bodies[:1]))
    approved = tuple(dict.fromkeys((*visit.approved, *theirs)))
    return replace(visit, approved_by=actor.user_id, approved_at=at, reason=said, approved=approved)


def _approved_late(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """Who approved it, and when, is said of the body that leads."""
    after = _approved(visit, actor, at, facts)
    if visit.bodies[0] in after.approved and visit.bodies[0] not in visit.approved:
        return after
    return replace(after, approved_by=visit.approved_by, approved_at=visit.approved_at)


def _part_approved(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """With the lists and officers that waited for it."""
    return replace(_with_theirs(visit, facts), approved=(*visit.approved, str(facts.given["body"])))


def _notified(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, notified_at=at)


def _moved(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """Another window: what was approved was approved for the one before, and the place was told of that one."""
    since, until = (date.fromisoformat(one) for one in facts.given["window"])
    known = visit.since is not None and visit.until is not None and visit.since <= since and until <= visit.until
    moved = replace(visit, since=since, until=until)
    if known or visit.state == PLANNED:
        return replace(moved, state=APPROVED, notified_at=None) if visit.state == NOTIFIED else moved
    return replace(moved, state=PLANNED, approved=(), approved_by=None, approved_at=None, notified_at=None, asked_at=at)


def _joined(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """Another body with its lists and officers; what is there already stays once.

    A list that is new to the visit wants the yes of the body that brings it, also where it had said yes before. Where
    the visit is under way and no emergency, both come with that yes: nothing of it is asked before.
    """
    body = str(facts.given["body"])
    approved = tuple(one for one in visit.approved if one != body) if _new_lists(visit, facts) else visit.approved
    joined = replace(visit, bodies=tuple(dict.fromkeys((*visit.bodies, body))), approved=approved, asked_at=at)
    waits = visit.state == UNDER_WAY and not visit.emergency and body not in approved
    return joined if waits else _with_theirs(joined, facts)


def _new_lists(visit: Visit, facts: Facts) -> tuple[ListUsed, ...]:
    """Those that came with the move and are not of the visit."""
    have = {one.code for one in visit.lists}
    return tuple(one for one in (ListUsed(*each) for each in facts.given.get("lists", ())) if one.code not in have)


def _with_theirs(visit: Visit, facts: Facts) -> Visit:
    officers = tuple(one for one in facts.given.get("officers", ()) if one not in visit.officers)
    lists = (*visit.lists, *_new_lists(visit, facts))
    return replace(visit, lists=lists, officers=(*visit.officers, *officers))


def _left(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """A body that had joined goes, with the lists that only it wanted and its own officers."""
    body = str(facts.given["body"])
    lists, officers = facts.given.get("lists", ()), facts.given.get("officers", ())
    return replace(
        visit,
        bodies=tuple(one for one in visit.bodies if one != body),
        approved=tuple(one for one in visit.approved if one != body),
        lists=tuple(one for one in visit.lists if one.code not in lists),
        officers=tuple(one for one in visit.officers if one not in officers),
    )


def _name_guard(visit: Visit, actor: Actor, facts: Facts) -> None:
    """Who was taken out comes back in no way."""
    if int(facts.given["user_id"]) in visit.recused:
        raise Refused("visit-was-recused", number=visit.number)


def _named(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    user_id = int(facts.given["user_id"])
    return replace(visit, officers=tuple(dict.fromkeys((*visit.officers, user_id))))


def _helps(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, helpers=tuple(dict.fromkeys((*visit.helpers, int(facts.given["user_id"])))))


def _recused(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    user_id = int(facts.given["user_id"])
    left = tuple(one for one in visit.officers if one != user_id)
    return replace(visit, officers=left, recused=tuple(dict.fromkeys((*visit.recused, user_id))))


def _begun(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """What came with the move says how it is known that they stand there, and which editions of the lists are used."""
    lists = tuple(ListUsed(*one) for one in facts.given.get("lists", ()))
    begun = replace(visit, begun_at=at, lists=lists or visit.lists)
    return _reached(begun, actor, at, facts) if facts.given.get("found_by") else begun


def _reached(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, found_by=str(facts.given["found_by"]), found_at=at)


def _read(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, round=visit.round + 1, read_at=at)


def _signed(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    """With the last of the signatures that it needs it is signed."""
    return replace(visit, state=SIGNED, signed_at=at) if facts.given.get("whole") else visit


def _fed_back(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, fed_back_at=at)


def _ended(visit: Visit, actor: Actor, at: datetime, facts: Facts) -> Visit:
    return replace(visit, ended_at=at)


INSPECTION = Rulebook(
    MOVES,
    guards={
        "approve": _approve_guard,
        "approve_late": _approve_late_guard,
        "approve_part": _part_guard,
        "leave": _leave_guard,
        "name_officer": _name_guard,
        "name_helper": _name_guard,
        "begin": _begin_guard,
        "read_back": _read_guard,
    },
    rules={
        "approve": _approved,
        "approve_late": _approved_late,
        "approve_part": _part_approved,
        "turn_down": _ended,
        "notify": _notified,
        "move_to": _moved,
        "join": _joined,
        "leave": _left,
        "name_officer": _named,
        "name_helper": _helps,
        "recuse": _recused,
        "begin": _begun,
        "reach": _reached,
        "read_back": _read,
        "sign": _signed,
        "feed_back": _fed_back,
        "close": _ended,
        "no_access": _ended,
        "hand_over": _ended,
        "cancel": _ended,
    },
)
"""The visit as a kind of case."""
