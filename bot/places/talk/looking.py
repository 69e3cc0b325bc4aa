"""Finding a place: by what somebody wrote, or the nearest to where they are; ten on a page, each a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.outbox.letters import Button
from bot.places import codes, finding, keys
from bot.places.naming import public
from bot.places.register import PLACES, Near, Place
from bot.places.talk import naming, press, show, spot
from bot.register.districts import District
from bot.values import texts
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

PAGE = 10
NEAR_M, NEAR_MOST = 1000.0, 60
"""How far around somebody is looked, and how many places are shown at most."""

MOST_SAID = 40
"""Letters of what somebody looked for, as it is said back."""

SAID_CODE, SEVERAL = 64, 5
"""Letters of a code at most, and districts in which one is looked for."""

LIST, WHERE = "place-list", "place-near"
"""Drafts: what the pages of a list show, and the question where somebody is."""


@dataclass(frozen=True)
class Hit:
    """A place in a list."""

    place: Place
    near: Near | None


async def find(work: Work, words: str) -> Answer:
    """One that is clearly meant is shown at once; of several there is a list."""
    hits = await _search(work, words, await spot.here(work))
    if not hits:
        return await _nothing(work, words)
    meant = _meant(words, hits)
    if meant is not None:
        return await show.card(work, meant)
    return await _list(work, words, await spot.here(work), hits)


def _meant(words: str, hits: Sequence[Hit]) -> Place | None:
    """The only one, or the one whose code was written."""
    if len(hits) == 1:
        return hits[0].place
    said = words.strip().lower()
    of_code = [hit.place for hit in hits if hit.place.code.lower() == said]
    return of_code[0] if len(of_code) == 1 else None


async def is_begun(work: Work, words: str, *, spaced: bool = False) -> bool:
    """Whether a place is called so, or its name begins so. *spaced*: its first word ends where that of *words* does."""
    said, first = keys.fold(words), keys.fold(words.split(maxsplit=1)[0])
    found = await finding.search(work.tx, work.district.id, words, None)
    names = [name for one in found for name in (one.place.name, *one.place.aliases) if name.strip()]
    return any(
        keys.fold(name).startswith(said) and not (spaced and keys.fold(name.split(maxsplit=1)[0]) != first)
        for name in names
    )


async def _nothing(work: Work, words: str) -> Answer:
    """Nothing like it: what was written becomes the name, where they may register, unless it is another's code."""
    if _may_be_code(words):
        await not_elsewhere(work, words)
    await work.tx.drafts.put(spot.begun(work, LIST, {"words": texts.cut(words, texts.MOST_NAME)}))
    new = ((press.button(work, "button-place-new", "new"),),) if work.who.may_act else ()
    return answer("place-nothing" if new else "place-nothing-to-see", new, said=texts.cut(words, MOST_SAID))


def _may_be_code(words: str) -> bool:
    """One word with a digit, or of the letters of our own codes."""
    word = words.strip()
    is_ours = len(word) == codes.LENGTH and set(word.upper()) <= set(codes.LETTERS)
    return len(word.split()) == 1 and (is_ours or any(letter.isdigit() for letter in word))


async def not_elsewhere(work: Work, words: str) -> None:
    """Raises Refused for the code of a place in another district."""
    code = words.strip()[:SAID_CODE]
    for written in dict.fromkeys((code, code.upper())):
        found = await work.tx[PLACES].anywhere(written, SEVERAL)
        if any(district_id != work.district.id for district_id, _ in found):
            raise Refused("place-elsewhere", code=written, district=work.district.name)


async def near(work: Work) -> Answer:
    """The nearest to where they are; where that is not known, the question."""
    if not spot.is_private(work):
        return spot.into_private(work)
    here = await spot.here(work)
    if here is not None:
        return await near_to(work, here)
    await spot.forget_others(work, WHERE)
    await work.tx.drafts.put(spot.begun(work, WHERE, {}))
    # After a press a keyboard is a message of its own: it cannot take the place of a page.
    return answer("place-near-where", facts_keyboard="location", alert=work.who.channel == "button")


async def near_to(work: Work, here: Point) -> Answer:
    """The nearest to a point."""
    hits = await _near(work, here)
    if hits:
        return await _list(work, "", here, hits)
    new = ((press.button(work, "button-place-new", "new"),),) if work.who.may_act else ()
    return answer("place-none-near" if new else "place-none-near-to-see", new)


async def turn(work: Work, page: int, tag: str) -> Answer:
    """Another page of the newest list; an older one has none any more."""
    draft = await spot.waiting(work, LIST)
    if draft is None or tag != _tag(draft):
        raise Refused("place-list-over")
    here, words = _point(draft), str(draft.data["words"])
    hits = await (_search(work, words, here) if words else _near(work, here))
    return _page(work, draft, hits, page)


async def _search(work: Work, words: str, here: Point | None) -> list[Hit]:
    found = await finding.search(work.tx, work.district.id, words, here)
    return [Hit(one.place, one.near) for one in found]


async def _near(work: Work, here: Point | None) -> list[Hit]:
    if here is None:
        return []
    found = await work.tx[PLACES].near(work.district.id, here, NEAR_M, NEAR_MOST)
    return [Hit(one.place, one) for one in found]


def _point(draft: Draft) -> Point | None:
    return Point(draft.data["lat"], draft.data["lon"]) if "lat" in draft.data else None


def _tag(draft: Draft) -> str:
    """What tells one list from the next."""
    return sha256(repr(sorted(draft.data.items())).encode()).hexdigest()[:8]


async def _list(work: Work, words: str, here: Point | None, hits: Sequence[Hit]) -> Answer:
    at: dict[str, object] = {"lat": here.lat, "lon": here.lon} if here else {}
    draft = spot.begun(work, LIST, {"words": texts.cut(words, finding.MOST_LETTERS), **at})
    await work.tx.drafts.put(draft)
    return _page(work, draft, hits, 0)


def _page(work: Work, draft: Draft, hits: Sequence[Hit], page: int) -> Answer:
    last = max(0, (len(hits) - 1) // PAGE)
    page = max(0, min(page, last))
    shown = list(enumerate(hits, 1))[page * PAGE : (page + 1) * PAGE]
    gone = sum(not hit.place.is_there for hit in hits)
    words = texts.cut(str(draft.data["words"]), MOST_SAID)
    most = finding.FOUND if words else NEAR_MOST
    count = {"word": "place-list-count-more" if len(hits) >= most else "place-list-count", "count": len(hits)}
    head = {"word": "place-list-found", "said": words} if words else {"word": "place-list-near"}
    ends: list[naming.Word] = [{"word": "place-list-gone", "count": gone}] if gone else []
    if words and page < last:
        ends.append({"word": "place-list-narrow", "count": len(hits) - (page + 1) * PAGE})
    facts: dict[str, Any] = {"head": {**head, "count": count}, "lines": ends}
    if not spot.is_private(work):
        facts["head"] = {"word": "place-list-in-group", "said": words, "count": count}
        said = [brief(work.district, n, hit.place) for n, hit in shown]
        row = ((Button("button-open-private", url=work.link()),),)
        return Answer("place-list", {**facts, "lines": [*said, *facts["lines"]]}, row)
    names = [hit.place.name for _, hit in shown]
    rows = [(_button(work, n, hit, alike=names.count(hit.place.name) > 1),) for n, hit in shown]
    turns = [
        press.button(work, key, "page", f"{to}.{_tag(draft)}", page=to + 1)
        for key, to in (("button-list-back", page - 1), ("button-list-on", page + 1))
        if 0 <= to <= last
    ]
    return Answer("place-list", facts, press.fitting((*rows, turns)), turns=True)


def brief(district: District, n: int, place: Place) -> naming.Word:
    """What everybody may read along: name and kind."""
    called = naming.in_group(district, place)
    return {"word": "place-list-line", "n": n, "name": called, "kind": public.kind(district, place)}


def _button(work: Work, n: int, hit: Hit, *, alike: bool) -> Button:
    """The number first, what it is called, what it is, how far. *alike*: others on the page have the same name."""
    place = hit.place
    told = (place.address or place.code) if alike else naming.kind(work.district, place.kind)
    key = "button-place-found" if place.is_there else "button-place-found-gone"
    metres = naming.NO_POINT if place.point is None else naming.metres(hit.near)
    key = f"{key}-metres" if metres and place.is_there else key
    facts = {"n": n, "name": texts.cut(place.name, 30), "told": told, "metres": metres}
    return press.button(work, key, "open", press.packed(place.code), **facts)
