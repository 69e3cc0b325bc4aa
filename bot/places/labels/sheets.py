"""``/place qr``: which labels are wanted, and the next places of them, so many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from secrets import token_hex
from typing import Any

from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.places import edits
from bot.places.kinds import kinds
from bot.places.labels import leading
from bot.places.naming import public
from bot.places.register import PLACES, Place
from bot.values import texts
from bot.values.refused import Refused
from bot.words import spoken_words
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work

MOST = 2000
"""Labels of one file; who wants more asks for the next ones."""

MOST_CODES = 200
"""Codes that are named one by one."""

AT_ONCE = 48
"""Labels that are made in one go: two sheets."""

READ = 500
"""Places that are read in one statement."""

LOOKED_AT = 2000
"""Places that are looked at in one go, whether they are wanted or not."""

OFFERED = 8
"""Kinds and communities that are offered as buttons."""

MOST_DATA = 64

KEPT = "label_words"
"""The district's setting that holds its own line on large labels."""

MOST_WORDS = 60
"""UTF-16 units of that line."""


@dataclass(frozen=True)
class Wish:
    """Which labels: of the places with *codes*, else of a *kind* or *community*, else of all, behind the code *after*.

    *large*: one on a sheet.
    """

    codes: tuple[str, ...] = ()
    kind: str = ""
    community: str = ""
    after: str = ""
    large: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """As plain values, for a letter."""
        return asdict(self) | {"codes": list(self.codes)}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Wish":
        """From such values."""
        return cls(**{**facts, "codes": tuple(facts["codes"])})

    def takes(self, place: Place) -> bool:
        """Whether a place of the register is among those wanted."""
        kind = not self.kind or place.kind.casefold() == self.kind.casefold()
        community = not self.community or place.community.casefold() == self.community.casefold()
        return place.is_there and kind and community


@dataclass(frozen=True)
class Label:
    """What one label prints and holds."""

    code: str
    name: str
    content: str
    host: str


@dataclass(frozen=True)
class Some:
    """The next labels, and where to go on; *is_last*: nothing comes behind them."""

    labels: Sequence[Label]
    after: str
    is_last: bool


def read(words: Sequence[str]) -> Wish | None:
    """What somebody wrote behind ``/place qr``; None for nothing."""
    wish, left = Wish(), [one for word in words for one in word.replace("，", ",").split(",") if one]
    if not left:
        return None
    if is_large := any(_means(word, "label-word-large") for word in left):
        left = [word for word in left if not _means(word, "label-word-large")]
    if len(left) >= 2 and _means(left[-2], "label-word-from"):
        wish, left = replace(wish, after=left[-1]), left[:-2]
    if len(left) >= 2 and _means(left[0], "label-word-kind"):
        wish, left = replace(wish, kind=" ".join(left[1:])), []
    elif len(left) >= 2 and _means(left[0], "label-word-community"):
        wish, left = replace(wish, community=" ".join(left[1:])), []
    elif len(left) == 1 and _means(left[0], "label-word-all"):
        left = []
    if left and wish.after:
        raise Refused("place-qr-how")
    if len(left) > MOST_CODES:
        raise Refused("place-qr-many", most=MOST_CODES)
    return replace(wish, codes=tuple(left), large=is_large)


def _means(word: str, key: str) -> bool:
    return word.casefold() in spoken_words.written(key)


@action(Right.CAPTAIN, "places.labels")
async def ask(work: Work, *, words: str) -> Answer:
    """``/place qr …``: the labels come in private, as a file to print; alone it shows what may be asked for."""
    wish = read(words.split())
    if not work.who.in_private and not (work.who.member and work.who.member.private_open):
        raise Refused("label-private-first", link=work.link())
    if wish is None:
        return await _offer(work)
    if wish.codes:
        places = [await edits.get(work, code) for code in wish.codes]
        gone = next((one for one in places if not one.is_there), None)
        if gone is not None:
            raise Refused("label-of-gone", code=gone.code, name=gone.name)
        wish = replace(wish, codes=tuple(dict.fromkeys(one.code for one in places)))
    elif wish.kind:
        known = kinds.named(work.district, wish.kind)
        wish = replace(wish, kind=known.code if known else wish.kind)
    elif not await work.tx[PLACES].stretch(work.district.id, "", 1):
        raise Refused("label-none")
    await work.post(_letter(work, wish))
    return QUIET


def _letter(work: Work, wish: Wish) -> Letter:
    own, token = work.who.user_id, token_hex(8)
    return Letter(
        district_id=None,
        chat_id=own,
        user_id=own,
        kind=LetterKind.LABELS,
        priority=Priority.EDIT,
        created_at=work.now,
        key="label-making",
        facts={"wish": wish.facts, "token": token},
        language=work.who.language,
        purpose=f"labels:{token}",
    )


async def _offer(work: Work) -> Answer:
    """What may be asked for; the kinds and communities are those among the first places of the register."""
    first = await work.tx[PLACES].stretch(work.district.id, "", READ)
    if not first:
        raise Refused("label-none")
    some = [one for one in first if one.is_there]
    each = list(dict.fromkeys(one.kind for one in some if one.kind))[:OFFERED]
    communities = list(dict.fromkeys(one.community for one in some if one.community))[:OFFERED]
    all_of_them = _say(work, "label-button-all", "all")
    of_kinds = []
    for code in each:
        of_kinds += _say(work, "label-button-kind", f"kind {code}", kind=kinds.kind_of(work.district, code).named)
    of_parts = [
        b for one in communities for b in _say(work, "label-button-community", f"community {one}", community=one)
    ]
    pairs = [tuple(row[n : n + 2]) for row in (of_kinds, of_parts) for n in range(0, len(row), 2)]
    how = {"word": "label-to-page" if work.rules.public_url else "label-to-chat", "url": work.rules.public_url}
    return answer("place-qr", (tuple(all_of_them), *pairs), most=MOST, where=how, words=own_words(work) or "-")


def _say(work: Work, key: str, said: str, **facts: Any) -> list[Button]:
    """A button that says ``/place qr`` and *said*; none where it is too long to carry, or not in plain letters."""
    data = f"label:{work.district.id}.0:qr:{said}"
    return [Button(key, data, facts)] if data.isascii() and len(data) <= MOST_DATA else []


def own_words(work: Work) -> str:
    """The district's own line on large labels."""
    return str(work.district.settings.get(KEPT) or "")


async def some(work: Work, *, wish: Wish, after: str, most: int = AT_ONCE) -> Some:
    """The next labels of *wish* behind the code *after*, at most *most*; Refused for who commands here no more."""
    if not work.who.is_captain:
        raise Refused("captains-only-command")
    if wish.codes:
        return await _named(work, wish, after, most)
    found: list[Place] = []
    for _ in range(LOOKED_AT // READ):
        stretch = await work.tx[PLACES].stretch(work.district.id, after, READ)
        for place in stretch:
            after = place.code
            found += [place] if wish.takes(place) else []
            if len(found) == most:
                return Some(await _labels(work, found), after, is_last=False)
        if len(stretch) < READ:
            return Some(await _labels(work, found), after, is_last=True)
    return Some(await _labels(work, found), after, is_last=False)


async def _named(work: Work, wish: Wish, after: str, most: int) -> Some:
    """Those that were named, in the order in which they were; *after* is the last that was made."""
    begin = wish.codes.index(after) + 1 if after in wish.codes else 0
    codes = wish.codes[begin : begin + most]
    there = {one.code: one for one in await work.tx[PLACES].of(work.district.id, codes)}
    labels = await _labels(work, [there[code] for code in codes if code in there and there[code].is_there])
    return Some(labels, codes[-1] if codes else after, is_last=begin + most >= len(wish.codes))


async def _labels(work: Work, places: Sequence[Place]) -> list[Label]:
    """One of each; what it holds names the district where others have the same code."""
    rules, made = work.rules, []
    shared = await work.tx[PLACES].shared([one.code for one in places])
    for place in places:
        district = work.district.id if place.code in shared else None
        leads = leading.leads(rules.public_url, rules.bot_name, place.code, district)
        made.append(Label(place.code, texts.line(public.name(work.district, place)), leads.content, leads.host))
    return made


@dataclass(frozen=True)
class Head:
    """What stands on large labels besides, and in the file: the district's name and its own line."""

    district: str
    words: str


async def head(work: Work) -> Head:
    """Of the district."""
    return Head(work.district.name, own_words(work))
