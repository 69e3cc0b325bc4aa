"""The working days of a district as sentences: how far they are known, its own, and what follows today."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from bot.register import countries
from bot.register.districts import District
from bot.values import formats
from bot.work.answer import listed
from bot.workdays import days, own
from bot.workdays.days import Calendar
from bot.workdays.own import OwnYear

MOST_STRETCHES = 12
"""So many days or stretches of days of one list are shown."""
LONG = 20
"""So many years ahead nobody asks what comes after them."""
AHEAD = 5
"""So many working days from today on are named."""

Line = dict[str, Any]


def lines(district: District, today: date) -> list[Line]:
    """Everything that is known, a line each."""
    calendar = days.of_district(district)
    return [_known(district, calendar, today), *_own(district), _next(calendar, today)]


def _known(district: District, calendar: Calendar, today: date) -> Line:
    """The last year that is known and from where; then what stands for the years after it."""
    last = calendar.last_year()
    own_years = own.of(district)
    country = {"word": "workdays-country", "country": countries.named(district.country)} if district.country else ""
    after = {"word": f"workdays-after-{calendar.source(max(last, today.year) + 1)}"}
    if not last:
        return {"word": "workdays-none-known", "of": country, "after": after}
    is_own = last in own_years and own_years[last].complete
    source = {"word": "workdays-from-own" if is_own else f"workdays-from-{calendar.source(last)}"}
    if last >= today.year + LONG:
        return {"word": "workdays-known-long", "of": country, "source": source}
    return {"word": "workdays-known-to", "of": country, "year": last, "source": source, "after": after}


def _own(district: District) -> Iterator[Line]:
    found = own.of(district)
    if not found:
        yield {"word": "workdays-own-none"}
    for year, one in sorted(found.items()):
        yield from _own_year(year, one)


def _own_year(year: int, one: OwnYear) -> Iterator[Line]:
    yield {"word": "workdays-own-year" if one.complete else "workdays-own-some", "year": year}
    for name, those in (("off", one.off), ("work", one.work)):
        if those:
            yield {"word": f"workdays-own-{name}", "count": len(those), "days": _shown(those)}


def _next(calendar: Calendar, today: date) -> Line:
    """The working days that come next, today if it is one."""
    found = []
    day = today - timedelta(days=1)
    for _ in range(AHEAD):
        one = calendar.plus(day, 1)
        day = one.date
        found.append({"word": "workdays-maybe" if one.provisional else "workdays-sure", "day": formats.day_word(day)})
    return {"word": "workdays-next", "days": listed(found)}


def stretches(those: Iterable[date]) -> list[tuple[date, date]]:
    """Days as stretches of days that follow each other, first and last."""
    found: list[tuple[date, date]] = []
    for day in sorted(those):
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _shown(those: Iterable[date]) -> Any:
    """Days of one list as a fact of the words; of many the first, and that there are more."""
    found = stretches(those)
    shown: list[Line] = [_stretch(first, last) for first, last in found[:MOST_STRETCHES]]
    if len(found) > MOST_STRETCHES:
        shown.append({"word": "workdays-more", "count": len(found) - MOST_STRETCHES})
    return listed(shown)


def _stretch(first: date, last: date) -> Line:
    if first == last:
        return formats.day_word(first)
    return {"word": "workdays-stretch", "first": formats.day_word(first), "last": formats.day_word(last)}
