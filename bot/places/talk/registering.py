"""``/place new``: a new place on the spot. Location, name or photo, one tap; all else may wait, and nothing is lost."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.outbox.letters import Button
from bot.places import codes, edits, limits, register
from bot.places.kinds import kinds
from bot.places.naming import wording
from bot.places.photos import photos
from bot.places.photos.photos import PICTURE, Piece
from bot.places.register import Contact, Place
from bot.places.talk import doubles, looking, naming, press, show, spot
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work import rights as work_rights
from bot.work.answer import QUIET, Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

KIND = "place-new"
"""The draft: what is known of the place so far, and which answer in words is awaited."""

MOST_PHOTOS = 5

SKIPS = "button-place-no-point"
"""The key below the question where it is, for who does not know."""

A_PAGE = 6
"""Kinds that are offered at once."""


class Picture(Piece, Protocol):
    """A photo with what was written under it."""

    @property
    def text(self) -> str:
        """Its caption."""


@dataclass(frozen=True)
class _Photo:
    """A photo that waited with the draft, as the photos of places take it."""

    by_id: int
    taken_at: datetime
    file_id: str
    file_unique_id: str
    kind: str = PICTURE
    album: str | None = None


async def begin(work: Work, words: str = "", point: Point | None = None) -> Answer:
    """Ask for the location first. What was begun and not finished goes on; *point* is that of a message replied to."""
    work_rights.may_report(work)
    data = dict(before.data) if (before := await spot.waiting(work, KIND)) else {}
    if words:
        data |= wording.named_by(words)
    draft = spot.begun(work, KIND, data)
    await spot.forget_others(work, KIND)
    if point is not None:
        draft = _at(work, draft, point)
    await work.tx.drafts.put(draft)
    return await form(work, draft) if spot.is_private(work) else spot.into_private(work)


async def begin_found(work: Work) -> Answer:
    """What was looked for in vain is the name of it; of a list of the nearest its point is where they are."""
    listed = await spot.waiting(work, looking.LIST)
    return await begin(work, str(listed.data.get("words", "")) if listed else "")


async def going_on(work: Work) -> Draft:
    """What they have begun; Refused where it is over."""
    draft = await spot.waiting(work, KIND)
    if draft is None:
        raise Refused("place-new-over")
    return draft


# --- what they say


async def take_point(work: Work, draft: Draft, point: Point) -> Answer:
    """Where it is; another location takes the place of the first."""
    return await _go_on(work, _at(work, draft, point))


async def take_words(work: Work, draft: Draft, text: str) -> Answer:
    """Its name, or who can be reached there; never what the key says, which may still stand below the chat.

    What is no answer, and whatever is said once it has a name, becomes neither without a tap.
    """
    if press.says(text, SKIPS):
        return await _go_on(work, _without_point(draft))
    is_contact = draft.data.get("asks") == "contact"
    said = {"contact": wording.contact_of(text), "asks": ""} if is_contact else wording.named_by(text)
    if wording.is_talk(text) or (not is_contact and draft.data.get("name")):
        return await _offer(work, draft, said)
    return await _go_on(work, replace(draft, data={**draft.data, **said}))


async def _offer(work: Work, draft: Draft, said: dict[str, Any]) -> Answer:
    """What the words would become, and the tap that makes them that; nothing is changed yet."""
    contact = said.get("contact")
    name = (contact["name"] or contact["phone"]) if contact else said["name"]
    if not name:
        return await _go_on(work, draft)
    await _keep(work, replace(draft, data={**draft.data, "perhaps": said}))
    yes = press.button(work, "button-place-take", "take", name=texts.cut(name, 30))
    before = [{"word": "place-new-name", "name": draft.data["name"]}] if draft.data.get("name") else []
    key = "place-new-perhaps-contact" if contact else "place-new-perhaps"
    others = (press.button(work, "button-place-back", "skip"), press.button(work, "button-place-drop", "drop"))
    return answer(key, ((yes,), others), turns=True, lines=before, name=name)


async def take_offered(work: Work) -> Answer:
    """What they wrote is meant so."""
    draft = await going_on(work)
    if (said := draft.data.get("perhaps")) is None:
        raise Refused("stale-button")
    return await _go_on(work, replace(draft, data={**draft.data, **said, "perhaps": None}))


async def take_photo(work: Work, draft: Draft, piece: Picture) -> Answer:
    """A picture of it, each once; its caption is the name where there is none. Of an album the first is answered."""
    kept = {name: getattr(piece, name) for name in ("by_id", "file_id", "file_unique_id")}
    kept["taken_at"] = piece.taken_at.isoformat()
    before = [one for one in draft.data.get("photos", []) if _named(one) != _named(kept)]
    pictures = [*before, kept][-MOST_PHOTOS:]
    named = wording.named_by(piece.text) if piece.text and not draft.data.get("name") else {}
    more = piece.album is not None and piece.album == draft.data.get("album")
    said = await _go_on(work, replace(draft, data={**draft.data, "photos": pictures, "album": piece.album, **named}))
    return QUIET if more else said


def _named(photo: dict[str, Any]) -> Any:
    """What Telegram calls a photo, wherever it is sent again."""
    return photo["file_unique_id"] or photo["file_id"]


async def choose_kind(work: Work, kind: str) -> Answer:
    """What it is; with none the kinds to choose from."""
    draft = await going_on(work)
    if kind and kind not in {one.code for one in kinds.all_of(work.district)}:
        raise Refused("stale-button")
    return await _go_on(work, replace(draft, data={**draft.data, "kind": kind}))


async def more_kinds(work: Work) -> Answer:
    """All of them."""
    await going_on(work)
    return answer("place-new-kinds", press.fitting(press.as_wide(work, _kinds(work))), turns=True)


async def ask_contact(work: Work) -> Answer:
    """The next words are somebody who can be reached there."""
    draft = await going_on(work)
    await _keep(work, replace(draft, data={**draft.data, "asks": "contact"}))
    back = press.button(work, "button-place-skip", "skip")
    return answer("place-new-contact", ((back,),), turns=True)


async def skip(work: Work) -> Answer:
    """Nothing is said to what was asked."""
    draft = await going_on(work)
    return await _go_on(work, replace(draft, data={**draft.data, "asks": ""}))


async def unknown(work: Work) -> Answer:
    """It is registered without a location, although it is known where they are."""
    return await _go_on(work, _without_point(await going_on(work)))


def _without_point(draft: Draft) -> Draft:
    """Nobody knows where it lies, unless they have sent that already; nothing else is asked any more."""
    return replace(draft, data={**draft.data, "nowhere": _point(draft) is None, "asks": ""})


async def drop(work: Work) -> Answer:
    """It is not registered after all."""
    await work.tx.drafts.drop(await going_on(work))
    return answer("place-new-dropped")


async def settle_doubt(work: Work, choice: str) -> Answer:
    """The point was meant as it was sent, or it was shifted."""
    draft = await going_on(work)
    doubt = draft.data.get("doubt")
    if doubt is None or choice not in {"sent", "shifted"} or (choice == "shifted" and not doubt):
        raise Refused("stale-button")
    data = {**draft.data, "doubt": None}
    if choice == "shifted":
        lat, lon = draft.data["point"]
        data |= {"point": doubt, "raw": {"system": "gcj02", "lat": lat, "lon": lon}}
    return await _go_on(work, replace(draft, data=data))


async def is_this(work: Work, place: Place) -> Answer:
    """It is registered already: it gets the photos that were sent; of whom one reaches there, a captain decides."""
    draft = await going_on(work)
    await work.tx.drafts.drop(draft)
    lines: list[naming.Word] = []
    point = _point(draft)
    if point is not None and place.point is None and place.is_there and draft.data.get("doubt") is None:
        await edits.edit(work, place.code, place.version, {"point": point})
        lines.append({"word": "place-corrected", "field": {"word": "place-short-point"}})
    if kept := await _with_photos(work, place, draft):
        lines.append({"word": "place-is-photos", "count": kept})
    if contact := draft.data.get("contact"):
        lines.append(await _with_contact(work, place, Contact(**contact)))
    return await show.card(work, await edits.get(work, place.code), *lines)


async def _with_photos(work: Work, place: Place, draft: Draft) -> int:
    """How many of the photos that were sent are kept: not those it has, nor more than it may have."""
    count = 0
    for kept in draft.data.get("photos", []):
        try:
            await photos.add(work, place.code, _Photo(**{**kept, "taken_at": datetime.fromisoformat(kept["taken_at"])}))
        except Refused:
            continue
        count += 1
    return count


async def _with_contact(work: Work, place: Place, contact: Contact) -> naming.Word:
    """Whoever may correct contacts adds one; others are told that it is not kept."""
    if not work.who.is_captain or not place.is_there:
        return {"word": "place-is-no-contact"}
    if contact not in place.contacts:
        before = await edits.get(work, place.code)
        await edits.edit(work, place.code, before.version, {"contacts": (*before.contacts, contact)})
    return {"word": "place-corrected", "field": {"word": "place-short-contacts"}}


# --- writing it down


async def register_it(work: Work, *, anew: bool = False) -> Answer:
    """Write it down, unless it may be one that is there: then that is asked once. *anew*: it is none of those."""
    draft = await going_on(work)
    draft = await _with_own_point(work, draft)
    point, name = _point(draft), str(draft.data.get("name", ""))
    is_told = point is not None or (draft.data.get("nowhere") and (name or draft.data.get("photos")))
    if not is_told or draft.data.get("doubt") is not None:
        return await _go_on(work, draft)
    same = await doubles.of(work, point, name, draft.data.get("others", ()))
    if same and anew:
        offered = set(draft.data.get("offered", ()))
        others = sorted({*draft.data.get("others", ()), *offered})
        draft = replace(draft, data={**draft.data, "others": others})
        same = [one for one in same if one.place.code not in offered]
    if same:
        codes = [one.place.code for one in same]
        await _keep(work, replace(draft, data={**draft.data, "offered": codes}))
        return _ask_same(work, same)
    return await _write(work, draft, point, name)


async def _write(work: Work, draft: Draft, point: Point | None, name: str) -> Answer:
    data = draft.data
    contacts = (Contact(**data["contact"]),) if data.get("contact") else ()
    code = await codes.new(work.tx)  # what has no name yet is called by its code
    new = Place(code, name or code, str(data.get("kind", "")), point, contacts=contacts, raw=data.get("raw"))
    place = await edits.add(work, new)
    await _with_photos(work, place, draft)
    await work.tx.drafts.drop(draft)
    done = {"word": "place-is-registered"}
    return await show.card(work, place, done, toast=answer("place-registered", code=place.code))


def _ask_same(work: Work, same: list[doubles.Double]) -> Answer:
    rows = [
        (
            press.button(
                work,
                "button-place-is",
                "is",
                press.packed(one.place.code),
                name=texts.cut(one.place.name, 30),
                told=one.place.address or naming.kind(work.district, one.place.kind),
                metres=naming.metres(one.near) or naming.NO_POINT,
            ),
        )
        for one in same
    ]
    other = (press.button(work, "button-place-other", "other"),)
    return answer("place-new-same", press.fitting((*rows, other)), turns=True, count=len(same))


async def _with_own_point(work: Work, draft: Draft) -> Draft:
    """Who skips the location registers it where they are, where that is known."""
    if _point(draft) is None and not draft.data.get("nowhere") and (here := await spot.here(work)) is not None:
        return _at(work, draft, here)
    return draft


# --- the form


async def form(work: Work, draft: Draft) -> Answer:
    """What is known so far, and what may be said next."""
    data, point = draft.data, _point(draft)
    lines: list[naming.Word] = []
    if data.get("cut"):
        lines.append({"word": "place-name-cut", "most": limits.MOST["name"]})
    if point is not None:
        near = await work.tx[register.PLACES].near(work.district.id, point, register.NEAR_M, 1)
        said = naming.where(near[0] if near else None) or f"{point.lat:.5f}, {point.lon:.5f}"
        lines.append({"word": "place-new-point", "where": said})
    if data.get("name"):
        lines.append({"word": "place-new-name", "name": data["name"]})
    if data.get("kind"):
        lines.append({"word": "place-new-kind", "kind": naming.kind(work.district, str(data["kind"]))})
    if data.get("photos"):
        lines.append({"word": "place-new-photos", "count": len(data["photos"])})
    if data.get("contact"):
        lines.append({"word": "place-new-reach", "name": data["contact"]["name"] or data["contact"]["phone"]})
    doubt = data.get("doubt")
    if doubt is not None:
        return answer(
            f"place-new-{'shifted' if doubt else 'outside'}",
            press.fitting(_doubts(work, doubt)),
            turns=True,
            lines=lines,
        )
    is_skipped = bool(data.get("nowhere"))
    if point is None and not is_skipped and (not data.get("name") or await spot.here(work) is None):
        is_press = work.who.channel == "button"
        return answer("place-new-where", lines=lines, facts_keyboard="location", facts_key=SKIPS, alert=is_press)
    if point is None:
        lines.insert(0, {"word": "place-new-nowhere" if is_skipped else "place-new-here"})
    is_named = bool(data.get("name") or data.get("photos"))
    key = "place-new-ready" if is_named else "place-new-what"
    rows = _rows(work, data, is_here=point is None and not is_skipped)
    return answer(key, press.fitting(rows), turns=True, lines=lines)


def _rows(work: Work, data: dict[str, Any], *, is_here: bool) -> list[tuple[Button, ...]]:
    own = [press.button(work, "button-place-register", "make")]
    own += [press.button(work, "button-place-nowhere", "nowhere")] if is_here else []
    kinds = [] if data.get("kind") else _kinds(work)[:A_PAGE]
    more = [press.button(work, "button-more" if kinds else "button-place-kind-other", "kinds")]
    more += [] if data.get("contact") else [press.button(work, "button-place-contact", "contact")]
    more.append(press.button(work, "button-place-drop", "drop"))
    return [tuple(own), *press.as_wide(work, kinds), tuple(more)]


def _kinds(work: Work) -> list[Button]:
    return [
        press.button(work, "button-place-kind", "kind", one.code, kind=dict(one.named))
        for one in kinds.all_of(work.district)
    ]


def _doubts(work: Work, doubt: list[float]) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = [(press.button(work, "button-place-as-sent", "doubt", "sent"),)]
    if doubt:
        rows.insert(0, (press.button(work, "button-place-shifted", "doubt", "shifted"),))
    return rows


# --- what is kept of it


async def _go_on(work: Work, draft: Draft) -> Answer:
    draft = await _keep(work, draft)
    said = await form(work, draft)
    if draft.data.get("cut"):  # said once
        await _keep(work, replace(draft, data={**draft.data, "cut": False}))
    return said


async def _keep(work: Work, draft: Draft) -> Draft:
    return await work.tx.drafts.put(replace(draft, started_at=work.now))


def _point(draft: Draft) -> Point | None:
    found = draft.data.get("point")
    return Point(*found) if found else None


def _at(work: Work, draft: Draft, point: Point) -> Draft:
    """With a point, and what may be wrong with it: None for nothing, an empty list for *outside*, the other point."""
    found = spot.doubt(work, point)
    instead = [found.instead.lat, found.instead.lon] if found and found.instead else []
    doubt = instead if found else None
    return replace(
        draft, data={**draft.data, "point": [point.lat, point.lon], "doubt": doubt, "raw": None, "nowhere": False}
    )
