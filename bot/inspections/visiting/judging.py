"""What an answer comes to by who gives it: it decides, or is a note for the body that does. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bodies import bodies
from bot.bodies.officers import Officer
from bot.inspections.table import Visit, VisitKind
from bot.inspections.visit import FAILS, Answered, Result
from bot.inspections.visiting import powers
from bot.inspections.visiting.items import Item
from bot.register.districts import District
from bot.values.refused import Refused

SEVERITIES = ("minor", "major", "critical")


@dataclass(frozen=True)
class New:
    """One answer as it was given. *sent_as* is the id that its phone gave it; *hours* None: what the list suggests."""

    item: Item
    result: Result
    said_at: datetime
    sent_as: str
    severity: str = ""
    hours: int | None = None
    words: str = ""
    photos: tuple[int, ...] = ()
    to_body: str = ""
    keeps: bool = False
    together: bool = False


def judged(
    visit: Visit, new: New, by_id: int, mine: Sequence[Officer], handed_to: str, district: District, now: datetime
) -> Answered:
    """The answer as it is kept. *handed_to* is the body to which the item was handed over before, if it was.

    Refused for what no list knows, and where nobody says to which body it is handed over.
    """
    item = new.item
    if new.severity and new.severity not in SEVERITIES:
        raise Refused("visiting-no-severity", number=item.number)
    department = handed_to or item.department
    named = mine if by_id in visit.officers else ()
    own = powers.here(visit, named)
    _may_say(visit, item, named, district, now)
    body = powers.body_for(own, department, district, now, item=item.key)
    if body is None and handed_to:
        body = powers.body_for(own, item.department, district, now, item=item.key)
    is_note = body is None
    to_body = new.to_body if new.result is Result.HANDED else ""
    if is_note:
        to_body = item.department or visit.bodies[0]
    elif new.result is Result.HANDED and not to_body:
        to_body = item.department if item.department not in {"", body} else ""
        if not to_body:
            raise Refused("visiting-to-whom", number=item.number)
    result = Result.HANDED if is_note and new.result is Result.FAIL else new.result
    plain = Answered(
        visit.id,
        item.key,
        by_id,
        body or (mine[0].body if mine else ""),
        result,
        now,
        min(new.said_at, now),
        new.sent_as,
    )
    said = replace(plain, words=new.words, photos=new.photos, to_body=to_body, keeps=new.keeps, together=new.together)
    return _as_fail(said, new, visit) if result in FAILS else said


def _may_say(visit: Visit, item: Item, named: Sequence[Officer], district: District, now: datetime) -> None:
    """Raises Refused for an officer whose body joined and is not approved: their answer is none, and no note either."""
    waits = powers.waits_for(visit, named)
    if not waits and not powers.body_for(powers.here(visit, named), item.department, district, now):
        lent = powers.body_for(named, item.department, district, now)
        waits = lent if lent in visit.not_yet else ""
    if waits:
        raise Refused("visiting-part-open", number=visit.number, n=item.number, body=bodies.of(waits).named)


def _as_fail(said: Answered, new: New, visit: Visit) -> Answered:
    """How bad, and by when: guidance sets no limit, nor does who only notes or hands over."""
    limited = said.result is Result.FAIL and visit.visit_kind is not VisitKind.GUIDANCE
    hours = (new.item.hours if new.hours is None else new.hours) if limited else None
    return replace(said, severity=new.severity or new.item.severity, hours=hours)
