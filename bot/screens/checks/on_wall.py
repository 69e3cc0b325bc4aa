"""What everybody's eyes may see of checks: numbers, and places that must not open by what they are called in public."""

from datetime import datetime

from bot.places.naming import public
from bot.places.standing import links
from bot.register.districts import District
from bot.screens.checks.port import CHECKS, Where
from bot.screens.checks.seen import Part
from bot.work.ports import Tx

MOST_NAMED = 6
"""So many places are named; how many there are is said."""


async def part(tx: Tx, district: District, now: datetime) -> Part:
    """Numbers as :class:`bot.screens.checks.port.Counts` has them, and the places that must not open, each once."""
    where, kept = Where(district.id, district.drill), tx[CHECKS]
    told = await kept.counts(where, now.astimezone(district.zone).date(), now)
    shut = await kept.orders(where, None, MOST_NAMED * 3) if told.must_not_open else []
    places = []
    for code in dict.fromkeys(one.place for one in shut):
        place = await links.standing_for(tx, district.id, code)
        if place is not None:
            point = [place.point.lat, place.point.lon]
            places.append({"name": public.name(district, place), "point": point})
    return {
        "checks": told.checks,
        "late": told.late,
        "hazards": told.hazards,
        "overdue": told.overdue,
        "must_not_open": told.must_not_open,
        "critical": told.critical,
        "places": places[:MOST_NAMED],
    }
