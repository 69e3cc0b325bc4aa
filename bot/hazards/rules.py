"""What the rows of a hazard's moves cannot say: guards before it, and what it changes besides the state. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.bodies import bodies
from bot.cases.case import Actor
from bot.cases.rulebook import Facts, Guard, Rule, Rulebook
from bot.hazards.table import ACTS, CLUE, ESCALATED, FOUND, MOVES, Hazard, Severity
from bot.values.refused import Refused
from bot.work.history import Part

# --- guards


def may_look_again(hazard: Hazard, people: Sequence[int]) -> bool:
    """Whether these may re-check it together: one of them neither found nor fixed it, or the approver allowed one."""
    return any(not hazard.found_or_fixed(one) or hazard.allowed == one for one in people)


def _again(actor: Actor, facts: Facts) -> list[int]:
    """Who does the re-check: whoever speaks, and those who are there with them."""
    return [*([actor.user_id] if actor.user_id is not None else []), *facts.given.get("with", ())]


def _recheck_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Nobody passes, or sends back, by themselves what they found or fixed."""
    if not may_look_again(hazard, _again(actor, facts)):
        raise Refused("hazard-recheck-by-another", number=hazard.number, who=facts.given.get("may", ""))


def pass_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Minor ones may be passed from photos; the others where they are. No order may stand."""
    _recheck_guard(hazard, actor, facts)
    if hazard.severity is not Severity.MINOR and not facts.given.get("on_spot"):
        raise Refused("hazard-recheck-on-spot", number=hazard.number)
    _no_order(hazard)


def _no_order(hazard: Hazard) -> None:
    if hazard.must_not_open:
        raise Refused("hazard-order-stands", number=hazard.number, order=hazard.order, authority=_named(hazard))


def _rectify_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """With a photo that stands beside the old one; *seen*: whoever looks again sees it, without anybody's word."""
    if not facts.given.get("photos") and not facts.given.get("seen"):
        raise Refused("hazard-wants-photo", number=hazard.number)


def _grade_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Who only found it says how bad it is while nobody has gone on with it."""
    if hazard.state not in {FOUND, CLUE} and not actor.parts & {Part.OFFICER, Part.APPROVER}:
        raise Refused("hazard-grade-by-officer", number=hazard.number)


def _has_no_limit(hazard: Hazard) -> None:
    """Once it has a limit it is looked at again by somebody else."""
    if hazard.state != FOUND:
        raise Refused("hazard-has-a-limit", number=hazard.number)
    _no_order(hazard)


def _fix_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """*in_visit*: the visit that set its limit still goes on."""
    if facts.given.get("in_visit"):
        _no_order(hazard)
    else:
        _has_no_limit(hazard)


def _may_have_limit(hazard: Hazard) -> None:
    """A visit that only advises sets no limits; where it was escalated another body may."""
    if hazard.guidance and hazard.state != ESCALATED:
        raise Refused("hazard-of-guidance", number=hazard.number)


def _allow_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Nobody allows it to themselves, nor to whom nothing forbids it."""
    who = int(facts.given["who"])
    if who == actor.user_id:
        raise Refused("hazard-allow-not-self", number=hazard.number)
    if not hazard.found_or_fixed(who):
        raise Refused("hazard-allow-needless", number=hazard.number)


def _cannot_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Who may not look again anyway is not waited for."""
    if actor.user_id is not None and not may_look_again(hazard, [actor.user_id]):
        raise Refused("hazard-cannot-needless", number=hazard.number)


def _not_early(hazard: Hazard) -> None:
    if hazard.early:
        raise Refused("hazard-early-already", number=hazard.number)


def _is_critical(hazard: Hazard) -> None:
    if hazard.severity is not Severity.CRITICAL:
        raise Refused("hazard-not-critical", number=hazard.number)


def _named(hazard: Hazard) -> dict[str, str]:
    return bodies.of(hazard.authority).short


def _order_guard(hazard: Hazard) -> None:
    if not hazard.must_not_open:
        raise Refused("hazard-no-order", number=hazard.number)


def _not_ordered(hazard: Hazard) -> None:
    if hazard.must_not_open:
        raise Refused("hazard-forbidden-already", number=hazard.number, order=hazard.order, authority=_named(hazard))


def same_authority(one: str, other: str) -> bool:
    """Whether two names are of one authority, however they were written."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _lift_guard(hazard: Hazard, actor: Actor, facts: Facts) -> None:
    """Only the authority that gave the order lifts it: by its own people, where *of_authority* says who they are."""
    _order_guard(hazard)
    other = not same_authority(str(facts.given["authority"]), hazard.authority)
    if other or facts.given.get("of_authority") is False:
        raise Refused("hazard-other-authority", number=hazard.number, authority=_named(hazard))


_BEFORE: Mapping[str, Callable[[Hazard], None]] = {
    "set_limit": _may_have_limit,
    "stay": _is_critical,
    "fix": _has_no_limit,
    "pass": _no_order,
    "hasten": _not_early,
    "forbid": _not_ordered,
    "lift": _order_guard,
    "dismiss": _no_order,
}


def _plainly(refuses: Callable[[Hazard], None]) -> Guard:
    """As a guard, where what came with the move and who makes it do not matter."""

    def guard(hazard: Any, actor: Actor, facts: Facts) -> None:
        refuses(hazard)

    return guard


def refuse_before(hazard: Hazard, name: str) -> None:
    """Refused where a move could not be made whatever came with it: nobody is asked for words or photos in vain."""
    if (refuses := _BEFORE.get(name)) is not None:
        refuses(hazard)


# --- what a move changes


def _acted(hazard: Hazard, actor: Actor, at: datetime, name: str) -> Hazard:
    """The place's own word, which anybody with its page's address may give, silences no alarm."""
    acts = name in ACTS and Part.PLACE not in actor.parts
    return replace(hazard, acted_at=hazard.acted_at or at) if acts else hazard


def _graded(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, severity=Severity(facts.given["severity"]))


def _handed(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, body=str(facts.given["to_body"]))


def _joined(before: Sequence[int], facts: Facts) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*before, *facts.given.get("photos", ()))))


def _pictured(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    """While nothing is done about it a photo shows how it was, from then on what was done."""
    if hazard.state in {FOUND, CLUE} or facts.given.get("stage") == "before":
        return replace(hazard, before=_joined(hazard.before, facts))
    return replace(hazard, after=_joined(hazard.after, facts))


def _limited(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    """*limit_at* was worked out by whoever asked for the move; a new limit begins a new way."""
    until, hours = facts.given.get("limit_at"), facts.given.get("hours")
    return replace(
        hazard,
        hours=int(hours) if hours is not None else hazard.hours,
        limit_at=datetime.fromisoformat(until) if until else hazard.limit_at,
        limit_set_at=at,
        recheck_at=None,
        provisional=False,
        early=False,
        hastened_at=None,
        allowed=None,
    )


def _sent_back(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    """It begins a new way: a photo shows that it still is, and an open critical one alarms as on the first day."""
    again = _limited(hazard, actor, at, facts)
    return replace(
        again,
        sent_back=hazard.sent_back + 1,
        rechecked_by=actor.user_id,
        fixer_id=None,
        by_place=False,
        fixed_at=None,
        before=_joined(hazard.before, facts),
        acted_at=None,
        alarmed=0,
        alarmed_at=None,
    )


def _fixed(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(_rectified(hazard, actor, at, facts), ended_at=at, recheck_at=None, provisional=False)


def _rectified(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    by_place = Part.PLACE in actor.parts
    return replace(
        _redated(hazard, actor, at, facts),
        fixer_id=None if by_place else actor.user_id,
        by_place=by_place,
        fixed_at=at,
        after=_joined(hazard.after, facts),
    )


def _redated(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    """The end of the time for its re-check, and whether it rests on days that nobody has announced."""
    recheck = facts.given.get("recheck_at")
    return replace(
        hazard,
        recheck_at=datetime.fromisoformat(recheck) if recheck else None,
        provisional=bool(facts.given.get("provisional")),
    )


def _passed(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, rechecked_by=actor.user_id, ended_at=at)


def _allowed(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, allowed=int(facts.given["who"]))


def _hastened(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    sooner = _redated(hazard, actor, at, facts) if facts.given.get("recheck_at") else hazard
    return replace(sooner, early=True, hastened_at=at)


def _escalated(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, escalated_to=str(facts.given["whom"]), recheck_at=None, provisional=False)


def _forbidden(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    given = facts.given
    return replace(
        hazard, order=given["order"], authority=given["authority"], order_day=str(given["day"]), lifted_at=None
    )


def _lifted(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, lifted_at=at)


def _ended(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return replace(hazard, ended_at=hazard.ended_at or at)


def _as_it_is(hazard: Hazard, actor: Actor, at: datetime, facts: Facts) -> Hazard:
    return hazard


_CHANGES: Mapping[str, Rule] = {
    "grade": _graded,
    "hand_to": _handed,
    "picture": _pictured,
    "set_limit": _limited,
    "stay": _as_it_is,
    "fix": _fixed,
    "rectify": _rectified,
    "pass": _passed,
    "send_back": _sent_back,
    "allow": _allowed,
    "cannot": _as_it_is,
    "hasten": _hastened,
    "redate": _redated,
    "escalate": _escalated,
    "forbid": _forbidden,
    "lift": _lifted,
    "dismiss": _ended,
    "take_back": _ended,
}


def _rule(name: str, change: Rule) -> Rule:
    def made(hazard: Any, actor: Actor, at: datetime, facts: Facts) -> Any:
        return _acted(change(hazard, actor, at, facts), actor, at, name)

    return made


_GUARDS: Mapping[str, Guard] = {
    "grade": _grade_guard,
    "pass": pass_guard,
    "send_back": _recheck_guard,
    "allow": _allow_guard,
    "cannot": _cannot_guard,
    "lift": _lift_guard,
    "fix": _fix_guard,
    "rectify": _rectify_guard,
    **{name: _plainly(_BEFORE[name]) for name in ("set_limit", "stay", "hasten", "forbid", "dismiss")},
    "take_back": _plainly(_no_order),
}

HAZARD = Rulebook(MOVES, guards=_GUARDS, rules={name: _rule(name, change) for name, change in _CHANGES.items()})
"""The hazard as a kind of case."""
