"""How long copies of the database are kept, and so until when they hold what was erased since."""

from collections.abc import Collection
from datetime import date, timedelta

DAYS, WEEKS = 7, 4
"""So many of the newest copies are kept, and before them the last one of so many weeks."""

OTHERS_KEPT = timedelta(days=35)
"""How long copies of another kind are kept: before a change of the schema, or of a doubtful history."""


def kept_of(days: Collection[date]) -> set[date]:
    """Of copies of these days, which are kept: the newest ones, and before them the last one of each week."""
    newest = sorted(days, reverse=True)
    daily, older = newest[:DAYS], newest[DAYS:]
    in_weeks: dict[tuple[int, int], date] = {}
    for day in older:
        in_weeks.setdefault(day.isocalendar()[:2], day)
    seen = {day.isocalendar()[:2] for day in daily}
    weekly = [day for week, day in in_weeks.items() if week not in seen]
    return {*daily, *weekly[:WEEKS]}


def gone_by(today: date) -> date:
    """The day on which no copy is left that was made until *today*, where one is made every night."""
    kept = {today - timedelta(days=back) for back in range(OTHERS_KEPT.days)}
    day = today
    while any(one <= today for one in kept):
        day += timedelta(days=1)
        kept = kept_of({*kept, day})
    return max(day, today + OTHERS_KEPT)
