"""A visit begins; and it is shown that its officers stand there: the door's code was scanned, or a fix is near.

A scan counts where it came: the link behind the label, or the page that the label opens. A code that somebody types or
a page sends along shows nothing, since the register has it too.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.cases import perform
from bot.cases.rulebook import Facts
from bot.inspections import at_place
from bot.inspections.course import ready
from bot.inspections.table import AHEAD, UNDER_WAY, VISITS, Visit
from bot.inspections.visiting import people, standing
from bot.inspections.visiting.shown.views import SHOWN
from bot.outbox.letters import Button
from bot.places.merging import merging
from bot.places.register import Place
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import pins, questions
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

NEAR_M = 100.0
"""A fix that is no farther from the place shows that somebody stands there."""

FRESH = timedelta(minutes=15)
SCAN, FIX = "scan", "fix"

ASKS_WHERE = frozenset({"report", "relocate", "team-base"})
"""Questions of other rooms that a location of who is of the patrol too answers."""


@action(Right.OFFICER, "inspections.begin")
async def begin(work: Work, *, number: int, point: Point | None = None, accuracy_m: float | None = None) -> Answer:
    """Begin visit *number*; *point* is where somebody stands (*accuracy_m* metres).

    Refused where something is missing, which is named: the approval, a second certified officer, the day.
    """
    visit = await people.visit(work, number)
    if visit.begun_at is not None:
        await standing.anew(work, visit)
        return answer("visiting-begun-already", number=visit.number)
    found_by, far = await _shown(work, visit, point, accuracy_m)
    if far is not None and not found_by:
        people.said_to(work).append({"word": "visiting-far", "metres": round(far)})
    elif not found_by:
        people.said_to(work).append({"word": "visiting-unshown-yet"})
    if not visit.lists:
        raise Refused("visiting-no-list", number=visit.number)
    if (other := ready.over(work, visit)) is not None:
        return other
    actor = await people.officer(work, visit)
    given = await ready.begin_facts(work, visit)
    given |= _proof(found_by, far) if found_by else {}
    await perform.perform(work, visit, "begin", actor=actor, facts=Facts(given=given))
    return QUIET


async def _shown(work: Work, visit: Visit, point: Point | None, accuracy_m: float | None) -> tuple[str, float | None]:
    """How it is known that they stand there (empty: it is not), and how far away they are; None: nobody knows."""
    draft = await _kept(work)
    code = str(draft.data.get("code") or "") if draft is not None else ""
    point = point or await stands(work)
    place = await at_place.of(work, visit)
    if place is None:
        return "", None
    far = _far(place, point, accuracy_m)
    if far is not None and far > NEAR_M:
        return "", far
    if code and code in await merging.all_codes(work, place.code):
        return SCAN, far
    return (FIX, far) if far is not None else ("", None)


def _proof(found_by: str, far: float | None) -> dict[str, Any]:
    """As the history keeps it: by what, and how many metres away where a fix says that."""
    return {"found_by": found_by} | ({"metres": round(far)} if far is not None else {})


async def _kept(work: Work) -> Draft | None:
    """What they showed a moment ago."""
    draft = await work.tx.drafts.get(work.who.user_id, work.who.user_id, SHOWN)
    fresh = draft is not None and draft.started_at >= work.who.said_at - FRESH
    return draft if draft is not None and fresh and draft.district_id == work.district.id else None


async def stands(work: Work) -> Point | None:
    """Where they said a moment ago that they stand."""
    draft = await _kept(work)
    return Point(draft.data["lat"], draft.data["lon"]) if draft is not None and "lat" in draft.data else None


def _far(place: Place, point: Point | None, accuracy_m: float | None) -> float | None:
    """Metres from the place; None where nobody knows, or not well enough."""
    if point is None or place.point is None or (accuracy_m is not None and accuracy_m > NEAR_M):
        return None
    return geo.metres(point, place.point)


async def reach(work: Work, visit: Visit, *, found_by: str, far: float | None = None) -> Visit:
    """It is shown that they stand there, *far* metres away; nothing where that was shown before."""
    if visit.on_spot or visit.state != UNDER_WAY:
        return visit
    people.said_to(work).append({"word": f"visiting-reached-{found_by}", "metres": round(far or 0.0)})
    given = Facts(given=_proof(found_by, far))
    return await perform.perform(work, visit, "reach", actor=await people.actor(work, visit), facts=given)


async def scanned(work: Work, place: Place) -> None:
    """The code on a door was scanned: a visit there that is under way is on the spot, one that is ahead may begin."""
    if not work.who.is_of_body:
        return
    place = await merging.leads_to(work, place)
    await _keep(work, {"code": place.code})
    for visit in await people.under_way(work):
        today = await at_place.of(work, visit)
        if today is not None and today.code == place.code:
            await reach(work, visit, found_by=SCAN)


async def _keep(work: Work, data: dict[str, Any]) -> None:
    own = work.who.user_id
    await work.tx.drafts.put(Draft(own, own, SHOWN, work.who.said_at, 0, work.district.id, data))


async def offers(work: Work, place: Place) -> list[Button]:
    """Under a place's card: the visit there that may begin, or goes on, for whoever is to make it."""
    if not work.who.is_of_body:
        return []
    codes = await merging.all_codes(work, place.code)
    live = await work.tx[VISITS].live_at(work.district.id, codes)
    mine = [one for one in live if work.who.user_id in one.officers]
    found = [_button(work, one, "begin") for one in mine if one.state in AHEAD]
    return [*found, *(_button(work, one, "show") for one in mine if one.begun_at is not None)]


def _button(work: Work, visit: Visit, move: str) -> Button:
    return Button(
        f"button-visiting-{move}", f"visit:{work.district.id}.{visit.number}:{move}", {"number": visit.number}
    )


async def fixed(work: Work, *, point: Point, at: Any, accuracy_m: float | None) -> bool:
    """A live location, on duty or not: whoever is within a hundred metres of a visit's place stands there."""
    for visit in await people.under_way(work) if work.who.is_of_body else ():
        await _near(work, visit, point, accuracy_m)
    return False


async def _near(work: Work, visit: Visit, point: Point, accuracy_m: float | None = None) -> float | None:
    """Reach the visit where the point is near; how far it is, None where nobody knows."""
    place = await at_place.of(work, visit) if not visit.on_spot and work.who.user_id in visit.officers else None
    far = _far(place, point, accuracy_m) if place is not None else None
    if far is not None and far <= NEAR_M:
        await reach(work, visit, found_by=FIX, far=far)
    return far


async def located(work: Work, point: Point) -> Answer | None:
    """A location in private: it shows that somebody stands there, or says how far away they are.

    Of who is of the patrol too only one that is near counts: every other is a report. Where nobody knows where the
    place lies it shows nothing, and they say by a tap that it was a report.
    """
    if not work.who.is_of_body or not work.who.in_private:
        return None
    way = [one for one in await people.under_way(work) if one.state == UNDER_WAY and not one.on_spot]
    for visit in way:
        far = await _near(work, visit, point)
        if far is not None and far <= NEAR_M:
            return QUIET
        if far is not None and work.who.is_only_of_bodies:
            return answer("visiting-far", metres=round(far))
    lost = await _nowhere(work, way)
    if work.who.is_only_of_bodies:
        await _keep(work, {"lat": point.lat, "lon": point.lon})
        return answer("visiting-nowhere", number=lost.number) if lost else answer("visiting-located")
    if lost is None or any(one.kind in ASKS_WHERE for one in await questions.open_drafts(work)):
        return None
    return answer("visiting-nowhere", ((await pins.keep(work, lost.number, point),),), number=lost.number)


async def _nowhere(work: Work, way: Sequence[Visit]) -> Visit | None:
    """The first of these visits at a place that lies nobody knows where."""
    for visit in way:
        place = await at_place.of(work, visit)
        if place is not None and place.point is None:
            return visit
    return None


@action(Right.OFFICER, "inspections.show_code")
async def show_code(work: Work, *, number: int) -> Answer:
    """Show code 亮码: who visits, what for, and the place's own page where it has one."""
    visit = await people.visit(work, number)
    await standing.code(work, visit)
    return QUIET
