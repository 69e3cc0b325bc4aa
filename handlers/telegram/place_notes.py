"""Alert notes, contacts and photos of places, and what captains do with places that are one or gone.

What stands behind ``/place``: ``note``, ``notes``, ``contact``, ``photo``, ``photos``, ``merge``, ``gone``, ``undo``.
"""

from functools import partial
from typing import Any

from bot.conversation import commands, places
from bot.desk.desk import Action, Otherwise
from bot.places import codes
from bot.places.merging import merging
from bot.places.notes import contacts, going_in, in_button, listing, writing
from bot.places.photos import albums, photos
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, Said, Wants, case_number, wants, whole

FEATURE = Feature("place_notes")


def _code(said: Said) -> tuple[str, str]:
    """The code of a place, and the words behind it; Refused where there is none."""
    code, _, rest = said.words.partition(" ")
    if not code:
        raise Refused("place-which-code", part=said.first)
    return code, rest.strip()


def of_code(said: Said, action: Action, **facts: Any) -> Wants:
    """*action*, with what it needs; unless no place has that code, and one is called as it was written, all in one."""
    written = f"{said.first} {said.words}"
    called = Otherwise(partial(places.is_called, code=_code(said)[0], whole=written), places.command, {"text": written})
    return Wants(action, facts, otherwise=called)


@FEATURE.part("place", "note", "提醒", "加提醒")
async def note(said: Said) -> Wants:
    """``/place note CODE [TEXT]``: a new alert note."""
    code, text = _code(said)
    return of_code(said, writing.begin, code=code, text=text)


@FEATURE.part("place", "notes", "提醒列表")
async def notes(said: Said) -> Wants:
    """``/place notes CODE``: those that stand, and those that stood."""
    return of_code(said, listing.listed, code=_code(said)[0])


@FEATURE.part("place", "contact", "contacts", "联系人")
async def contact(said: Said) -> Wants:
    """``/place contact CODE``: the contacts, whole."""
    return of_code(said, contacts.open_contact, code=_code(said)[0])


@FEATURE.part("place", "photo", "拍照")
async def photo(said: Said) -> Wants:
    """``/place photo CODE``: the next photo is of this place."""
    return of_code(said, photos.wait, code=_code(said)[0])


@FEATURE.part("place", "photos", "照片")
async def pictures(said: Said) -> Wants:
    """``/place photos CODE``: its photos, in private."""
    return of_code(said, albums.sent, code=_code(said)[0])


@FEATURE.part("place", "merge", "合并")
async def merge(said: Said) -> Wants:
    """``/place merge CODE CODE``: the first is the second, from now on."""
    code, into = _code(said)
    if not into or " " in into:
        return of_code(said, commands.refuse, refusal=Refused("place-merge-which"))
    return of_code(said, merging.merge, code=code, into=into)


@FEATURE.part("place", "gone", "消失", "已拆除")
async def gone(said: Said) -> Wants:
    """``/place gone CODE``: it is not there any more."""
    return of_code(said, merging.gone, code=_code(said)[0])


@FEATURE.part("place", "undo", "撤销")
async def undo(said: Said) -> Wants:
    """``/place undo CODE``: a merge, or that it is gone, is taken back."""
    return of_code(said, merging.take_back, code=_code(said)[0])


_OF_PLACES: dict[str, Action] = {
    "add": writing.begin,
    "list": listing.listed,
    "contact": contacts.open_contact,
    "photo": photos.wait,
    "photos": albums.sent,
    "gone": merging.gone,
    "undo": merging.take_back,
}
"""What buttons do that name a place by its code."""


@FEATURE.button("pnote")
async def pressed(said: Said, move: str, choice: str) -> Wants:
    """Contacts, photos, *undo* of a place; the kind of a new note; its end, longer, read first; *read*."""
    if move in _OF_PLACES:
        return wants(_OF_PLACES[move], code=codes.unpacked(choice))
    match move:
        case "kind":
            return wants(writing.choose, kind=choice)
        case "read":
            return wants(going_in.read, number=case_number(said), note_ids=in_button.ids(choice))
        case "hide" | "show":
            return wants(photos.hide, photo_id=case_number(said), hidden=move == "hide")
        case "open":
            return wants(listing.opened, note_id=case_number(said))
        case "longer":
            return wants(writing.longer, note_id=case_number(said))
        case "days":
            return wants(writing.last, note_id=case_number(said), days=whole(choice))
        case "must":
            return wants(writing.must, note_id=case_number(said), must=choice == "1")
        case "end":
            return wants(writing.end, note_id=case_number(said))
    raise Refused("stale-button")
