"""What others may know of the hazards of one visit, what the place says about them, and whose days they stand on."""

from collections.abc import Sequence

from bot.hazards import actions, parts
from bot.hazards.table import CLUE, DISMISSED, ESCALATED, FOUND, HAZARDS, LIMITED, RECTIFIED, Hazard
from bot.register.people import Member
from bot.work.dates import Dated
from bot.work.findings import FoundIn, FoundThere
from bot.work.work import Work

MAY_BE_RECTIFIED = frozenset({FOUND, LIMITED, RECTIFIED, ESCALATED})
MAY_BE_HASTENED = frozenset({LIMITED, RECTIFIED, ESCALATED})


async def found(work: Work, visit_id: int) -> Sequence[FoundThere]:
    """In the order in which they were found; without those that were none, and without clues."""
    those = await work.tx[HAZARDS].of_visit(visit_id)
    return [_told(one) for one in those if one.state not in {DISMISSED, CLUE}]


def _told(one: Hazard) -> FoundThere:
    return FoundThere(
        case_id=one.id,
        number=one.number,
        title=one.title,
        severity=str(one.severity),
        state=one.state,
        is_open=one.is_open,
        item=one.item,
        body=one.body,
        limit_at=one.limit_at,
        recheck_at=one.recheck_at,
        provisional=one.provisional,
        fixed_at=one.fixed_at,
        ended_at=one.ended_at,
        by_place=one.by_place,
        hastened=one.early,
        before=one.before,
        after=one.after,
        takes_photos=one.state in MAY_BE_RECTIFIED,
        may_hasten=one.state in MAY_BE_HASTENED and not one.early,
    )


FOUND_IN = FoundIn(found, actions.by_firm, actions.hasten_by_firm)


async def dates(work: Work, member: Member) -> list[Dated]:
    """Re-checks that somebody may make: the last day of each."""
    known: list[Dated] = []
    for hazard in await work.tx[HAZARDS].live(work.district.id):
        if hazard.state != RECTIFIED or hazard.recheck_at is None:
            continue
        if any(one.user_id == member.user_id for one in await parts.may_look_again(work, hazard)):
            day = hazard.recheck_at.astimezone(work.district.zone).date()
            told = {"word": "calendar-recheck", "number": hazard.number, "title": hazard.title}
            known.append(Dated(f"hazard:{hazard.id}", day, day, told))
    return known
