"""The photos of a place in private: each with who sent it and when, and for captains the button that hides it."""

from bot.outbox.letters import Button, Rows
from bot.places import edits
from bot.places.merging import merging
from bot.places.photos import photos
from bot.places.photos.photos import PlacePhoto
from bot.privacy.port import PRIVACY
from bot.values import formats
from bot.values.refused import Refused
from bot.work import telling
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

AT_ONCE = 5
"""So many of the newest are sent."""


@action(Right.REGISTERED, "place_photos.sent")
async def sent(work: Work, *, code: str) -> Answer:
    """``/place photos CODE``: the newest, in private; that somebody looked is written down."""
    place = await merging.leads_to(work, await edits.get(work, code))
    member = work.who.member
    if member is None or not (member.private_open or work.who.in_private):
        raise Refused("only-in-private")
    found = (await photos.of_place(work, place))[:AT_ONCE]
    if not found:
        raise Refused("place-photo-none", code=place.code, name=place.name)
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "place-photo", None, work.now, about=place.code)
    for one in found:
        await telling.tell(
            work,
            [member],
            "place-photo-line",
            buttons=_buttons(work, one),
            code=place.code,
            name=place.name,
            at=formats.day_clock(one.taken_at, work.district.zone),
            file=[photos.PICTURE, one.file_id],
        )
    if work.who.in_private:
        return QUIET  # the photos are the answer, and the card whose button was pressed stays
    return answer("place-photos", code=place.code, name=place.name, count=len(found))


def _buttons(work: Work, photo: PlacePhoto) -> Rows:
    hide = Button("button-photo-hide", f"pnote:{work.district.id}.{photo.id}:hide")
    return ((hide,),) if work.who.is_captain else ()
