"""A report that came by Open311: the same case as any other program's. Who somebody is, is not read at all."""

from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from bot.programs import reporting as reporting_by_programs
from bot.publishing import reading
from bot.values import texts
from bot.values.geo import Point
from handlers.web import reporting
from handlers.web.open311 import told
from handlers.web.open311.asked import MOST_NAMED, Fields
from handlers.web.open311.asking import Asking
from handlers.web.open311.troubles import Trouble, missing, wrong
from handlers.web.reporting import ReportWish


async def report(asking: Asking, name: str | None) -> list[dict[str, Any]]:
    """Report a case for the program that asks; *name* is its own name of this request."""
    if asking.visitor is None:
        raise Trouble(HTTPStatus.FORBIDDEN, "open311-key-needed")
    wish = await _wish(asking)
    done = await reporting.report(asking.reception, asking.visitor, wish, district=asking.district.id, name=name)
    return told.taken(done.reported.number, done.reported.note)


async def _wish(asking: Asking) -> ReportWish:
    """What the form says of the case: its item, its place, its words."""
    fields = asking.fields
    code, point, address = fields.one("service_code"), _point(fields), fields.one("address_string")
    if not code:
        raise wrong("open311-needs-service")
    items, _ = await asking.see(reading.services, everything=True)
    if code not in {item.code for item in items}:
        raise missing("open311-no-service", said=texts.cut(texts.line(code), MOST_NAMED))
    place = await _place(asking, point)
    said = [fields.one("description"), address if place != address else ""]
    words = "\n".join(one for one in said if one)
    try:
        return ReportWish(point=(point.lat, point.lon) if point else None, place=place, words=words, item=code)
    except ValidationError as too_long:
        raise wrong("open311-too-long") from too_long


async def _place(asking: Asking, point: Point | None) -> str:
    """The registered place that is named; beside a point only by a code, where nobody knows where that one lies."""
    code = asking.fields.one("address_id")
    if point is not None:
        is_nowhere = bool(code) and await asking.see(reporting_by_programs.lies_nowhere, code=code)
        return code if is_nowhere else ""
    place = code or asking.fields.one("address_string")
    if not place:
        raise wrong("open311-needs-place")
    return place


def _point(fields: Fields) -> Point | None:
    """The point that *lat* and *long* name; None where neither is there."""
    written = [fields.one(name) for name in ("lat", "long")]
    if not any(written):
        return None
    try:
        point = Point.read(*(float(one) for one in written))
    except ValueError:
        point = None
    if point is None:
        raise wrong("open311-no-point", said=texts.cut(texts.line(", ".join(written)), MOST_NAMED))
    return point
