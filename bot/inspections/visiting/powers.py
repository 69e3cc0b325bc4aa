"""Who may answer an item: an officer with a certificate in date whose body has the power, or was lent it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.bodies import delegations
from bot.bodies import officers as bodies_officers
from bot.bodies.officers import Officer
from bot.inspections.table import Visit
from bot.register.districts import District


def may_answer(
    mine: Iterable[Officer],
    department: str,
    district: District,
    now: datetime,
    *,
    item: str = "",
) -> bool:
    """Whether one of these lines of a person's, with a certificate in date, has the power.

    *item* is the key of the item, where it is about one: a delegation may lend single items only.
    """
    return body_for(mine, department, district, now, item=item) is not None


def body_for(
    mine: Iterable[Officer],
    department: str,
    district: District,
    now: datetime,
    *,
    item: str = "",
) -> str | None:
    """The body for which a person answers an item of *department*: its own before others; None where for none."""
    day, lent = now.astimezone(district.zone).date(), delegations.of(district)
    able = [
        one.body
        for one in mine
        if bodies_officers.certified(one, day) and bodies_officers.may_answer(one, department, day, lent, item)
    ]
    return department if department in able else next(iter(able), None)


def here(visit: Visit, rows: Iterable[Officer]) -> list[Officer]:
    """Those of these lines of people whose body takes part: one that joined does once its part is approved."""
    return [one for one in rows if one.body not in visit.not_yet]


def waits_for(visit: Visit, mine: Sequence[Officer]) -> str:
    """The body whose approval somebody waits for before they do anything here; empty where they do not wait."""
    officer = [one for one in mine if one.certificate]
    return officer[0].body if officer and not here(visit, officer) else ""
