"""What every screen shows of checks: numbers, and places that must not open; on a wall as they are called in public."""

from datetime import datetime

from bot.places import register
from bot.places.naming import public
from bot.places.naming.called import Called
from bot.places.register import PLACES
from bot.register.districts import District
from bot.screens.checks.port import CHECKS, Where
from bot.screens.checks.seen import Part
from bot.work.ports import Tx

MOST_DRAWN = 200
"""So many places that must not open are drawn; how many there are is said."""


async def part(tx: Tx, district: District, now: datetime) -> Part:
    """Numbers as :class:`bot.screens.checks.port.Counts` has them, and the places that must not open, each once."""
    where, kept = Where(district.id, district.drill), tx[CHECKS]
    told = await kept.counts(where, now.astimezone(district.zone).date(), now)
    shut = await kept.orders(where, None, MOST_DRAWN) if told.must_not_open else []
    places = []
    found = await tx[PLACES].of(district.id, {one.place for one in shut})
    for place in {one.code: one for one in [await register.today(tx, district.id, each) for each in found]}.values():
        if place.point is None:  # it is counted, and cannot be drawn
            continue
        point = [place.point.lat, place.point.lon]
        places.append({"name": Called(place.name, public.name(district, place)), "point": point})
    return {
        "checks": told.checks,
        "late": told.late,
        "hazards": told.hazards,
        "overdue": told.overdue,
        "must_not_open": told.must_not_open,
        "critical": told.critical,
        "places": places,
    }
