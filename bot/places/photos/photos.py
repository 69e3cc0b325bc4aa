"""Photos of places: who sent which, when, of what; none is deleted, captains hide what is not to be seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.outbox.letters import Button
from bot.places import edits
from bot.places.merging import merging
from bot.places.register import Place
from bot.privacy.port import PRIVACY
from bot.values.port import Port
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.drafts import Draft
from bot.work.questions import open_draft
from bot.work.work import Work

DRAFT = "place-photo"
"""The question for a photo that waits: *code*, and *album* once one of several has come."""

FRESH = timedelta(minutes=15)
"""So long a photo is taken for the one that was asked for; a later one is of a case again."""

MOST = 20
"""So many photos of a place are shown at most, and kept unhidden."""

PICTURE = "photo"
"""The kind of a piece that is a photo."""


@dataclass(frozen=True)
class PlacePhoto:
    """One photo. *by_id* is None once its sender was erased; *hidden_at*: since then captains alone see it."""

    district_id: int
    code: str
    by_id: int | None
    taken_at: datetime
    file_id: str
    file_unique_id: str
    id: int = 0
    hidden_by: int | None = None
    hidden_at: datetime | None = None


class Piece(Protocol):
    """A photo as the door hands it on."""

    @property
    def kind(self) -> str:
        """What it is: ``photo``."""

    @property
    def by_id(self) -> int:
        """Who sent it."""

    @property
    def taken_at(self) -> datetime:
        """When."""

    @property
    def file_id(self) -> str | None:
        """By what Telegram hands it out."""

    @property
    def file_unique_id(self) -> str | None:
        """What Telegram calls it, wherever it is sent again."""

    @property
    def album(self) -> str | None:
        """What several that were sent together have in common."""


class Photos(Protocol):
    """Photos of places."""

    async def add(self, photo: PlacePhoto) -> PlacePhoto | None:
        """Store one; None where this place has it already."""

    async def of(self, district_id: int, codes: Collection[str], most: int) -> list[PlacePhoto]:
        """The newest of some places that are not hidden."""

    async def get(self, photo_id: int) -> PlacePhoto | None:
        """One by its id."""

    async def hide(self, photo_id: int, by_id: int | None, at: datetime | None) -> None:
        """Write down who hid it when; None: nobody any more."""

    async def with_files(self, ids: Sequence[int]) -> list[PlacePhoto]:
        """Those of *ids* that are there."""


PHOTOS: Port[Photos] = Port("place_photos")


async def add(work: Work, code: str, piece: Piece) -> Answer:
    """A photo of a place, from whoever may report; Refused for what is no photo."""
    work_rights.may_report(work)
    place = await merging.leads_to(work, await edits.get(work, code))
    if str(piece.kind) != PICTURE or not piece.file_id:
        raise Refused("place-photo-no-photo")
    if not place.is_there and not work.who.is_captain:
        raise Refused("place-is-gone", code=place.code, name=place.name)
    kept = await work.tx[PHOTOS].of(work.district.id, [place.code], MOST)
    if len(kept) >= MOST:
        raise Refused("place-photo-many", code=place.code, name=place.name, most=MOST)
    file = (piece.file_id, piece.file_unique_id or piece.file_id)
    photo = await work.tx[PHOTOS].add(PlacePhoto(work.district.id, place.code, piece.by_id, piece.taken_at, *file))
    if photo is None:
        raise Refused("place-photo-again", code=place.code, name=place.name)
    await edits.note(work, place, "photo", {"photo": ["", str(photo.id)]})
    return answer("place-photo-kept", code=place.code, name=place.name, count=len(kept) + 1)


@action(Right.MEMBER, "place_photos.wait")
async def wait(work: Work, *, code: str) -> Answer:
    """``/place photo CODE``: the next photo in private is one of this place."""
    place = await merging.leads_to(work, await edits.get(work, code))
    member = work.who.member
    if not work.who.in_private and not (member and member.private_open):
        raise Refused("only-in-private")
    user_id = work.who.user_id
    await work.tx.drafts.put(Draft(user_id, user_id, DRAFT, work.now, 0, work.district.id, {"code": place.code}))
    return answer("place-photo-send", turns=True, code=place.code, name=place.name)


async def taken(work: Work, piece: Piece) -> Answer | None:
    """A piece that was sent: the photo that was asked for, and the others of its album; None: it is none of ours."""
    draft = await open_draft(work, DRAFT)
    if draft is None or str(piece.kind) != PICTURE or draft.started_at < work.who.said_at - FRESH:
        return None
    album = draft.data.get("album")
    if album is not None and piece.album != album:
        await work.tx.drafts.drop(draft)
        return None
    told = await add(work, str(draft.data["code"]), piece)
    if piece.album is None:
        await work.tx.drafts.drop(draft)
    elif album is None:
        await work.tx.drafts.put(Draft(**{**vars(draft), "data": {**draft.data, "album": piece.album}}))
    return told


async def of_place(work: Work, place: Place) -> list[PlacePhoto]:
    """The photos of a place that everybody registered may see, the newest first; of those merged into it too."""
    codes = await merging.all_codes(work, place.code)
    return await work.tx[PHOTOS].of(work.district.id, codes, MOST)


async def seen(work: Work, *, photo_id: int) -> PlacePhoto:
    """One that whoever looks may see; Refused where there is none: hidden ones are for captains, none for programs."""
    photo = await work.tx[PHOTOS].get(photo_id)
    if photo is None or photo.district_id != work.district.id or work.who.program_id is not None:
        raise Refused("no-such-picture")
    if photo.hidden_at is not None and not work.who.is_captain:
        raise Refused("no-such-picture")
    return photo


@action(Right.REGISTERED, "place_photos.look")
async def look(work: Work, *, photo_id: int) -> Answer:
    """Write down that somebody opened one on a page."""
    photo = await seen(work, photo_id=photo_id)
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "place-photo", None, work.now, about=photo.code)
    return QUIET


@action(Right.CAPTAIN, "place_photos.hide")
async def hide(work: Work, *, photo_id: int, hidden: bool) -> Answer:
    """A photo that is not to be seen any more, or that is after all."""
    photo = await work.tx[PHOTOS].get(photo_id)
    if photo is None or photo.district_id != work.district.id:
        raise Refused("no-such-picture")
    by_id, at = (work.who.user_id, work.now) if hidden else (None, None)
    await work.tx[PHOTOS].hide(photo.id, by_id, at)
    if not hidden:
        return answer("place-photo-shown", code=photo.code)
    back = Button("button-place-undo", f"pnote:{work.district.id}.{photo.id}:show")
    return answer("place-photo-hidden", ((back,),), code=photo.code)
