"""To be looked at where it is: who re-checks sends their location, or scans the code on the door."""

from bot.hazards import facts, moving
from bot.hazards.table import Hazard
from bot.places.photos import photos as place_photos
from bot.places.register import Place
from bot.places.talk import press
from bot.values import geo
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import pins, questions
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "hazard-spot"
"""The question where they stand: *number* of the hazard that they pass then."""

ELSEWHERE_M = 1000.0
"""A location farther than this from the place is no try to show that somebody stands there: it is a report."""


async def ask(work: Work, hazard: Hazard) -> Answer:
    """Where are you? The answer passes it, where it is near; where nobody knows where that is, only a scan does."""
    if not work.who.in_private and not (work.who.member and work.who.member.private_open):
        raise Refused("hazard-recheck-on-spot", number=hazard.number)
    at = await facts.place(work, hazard)
    if at is not None and at.point is None:
        return _nowhere(work, hazard, at)
    own, data = work.who.user_id, {"number": hazard.number}
    await work.tx.drafts.put(Draft(own, own, DRAFT, work.now, 0, work.district.id, data))
    name = at.name if at is not None else hazard.place
    is_press = work.who.channel == "button"
    return answer("hazard-where", facts_keyboard="location", alert=is_press, number=hazard.number, place=name)


def _nowhere(work: Work, hazard: Hazard, at: Place) -> Answer:
    """No location shows that they stand there; whoever corrects places is offered to send it."""
    point = press.button(work, "button-place-set-point", "field", f"point.{press.packed(at.code)}")
    rows = press.fitting([(point,)]) if work.who.may_act and at.is_there else ()
    is_press = work.who.channel == "button"
    return answer("hazard-nowhere", rows, alert=is_press, number=hazard.number, place=at.name)


async def _not_there(work: Work, hazard: Hazard, place: Place | None, at: Point) -> Answer | None:
    """The question stays; one tap makes a report of the location. None: it is one, too far away to answer."""
    far = geo.metres(place.point, at) if place is not None and place.point is not None else None
    reports = work.who.may_act and not work.who.is_only_of_bodies
    if reports and far is not None and far > ELSEWHERE_M:
        return None
    rows = ((await pins.keep(work, hazard.number, at),),) if reports else ()
    return answer("hazard-not-there", rows, number=hazard.number, most=round(moving.ON_SPOT_M))


async def scanned(work: Work, place: Place) -> None:
    """The code on the door was scanned (``Feature.scanned``): who speaks stands there."""
    await moving.seen_at(work, place.code)


async def point(work: Work, at: Point) -> Answer | None:
    """A location that somebody sent (``Feature.takes_points``); None: nothing of ours waits for it.

    One of an officer is kept for what they look at next.
    """
    draft = await questions.open_draft(work, DRAFT)
    if draft is None or draft.started_at < work.who.said_at - place_photos.FRESH:
        if work.who.is_only_of_bodies and work.who.in_private:
            await moving.stood_at(work, at)
        return None
    hazard = await moving.get(work, int(draft.data["number"]))
    place = await facts.place(work, hazard)
    if place is not None and place.point is None:  # it was merged, or parted, since it was asked
        await work.tx.drafts.drop(draft)
        return _nowhere(work, hazard, place)
    if place is None or not moving.is_near(place, at):
        return await _not_there(work, hazard, place, at)
    await work.tx.drafts.drop(draft)
    await moving.seen_at(work, place.code)
    after = await moving.move(work, hazard, "pass")
    return answer("hazard-did-pass", **await facts.of(work, after))
