"""Whether a report is of a case that is known already."""

from bot.handbook.model import Item
from bot.incidents.store import INCIDENTS
from bot.incidents.table import SAME_CASE_M, State
from bot.values import geo
from bot.values.geo import Point
from bot.work.work import Work


async def same_nearby(work: Work, point: Point, item: Item, own: int | None) -> tuple[str, ...]:
    """Another live case of the same item within 50 m: *same* or *new*."""
    for other in reversed(await work.tx[INCIDENTS].live(work.district.id)):
        if other.id == own or other.item != item.code or other.point is None or other.state == State.RESOLVED:
            continue
        if geo.metres(point, other.point) <= SAME_CASE_M:
            return (f"same:{other.number}",)
    return ()
