"""What a place says over the page of its visit: how it was, a complaint, what it put right, that somebody may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.bodies import officers
from bot.cases import perform
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.evidence import own_files
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.inspections import show
from bot.inspections.papers import address, own_page
from bot.inspections.table import BEGUN, VISITS, Visit
from bot.inspections.visit import Rated
from bot.register.people import Member
from bot.values import texts
from bot.values.refused import Refused
from bot.work import mustering, telling
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.features import FEATURES
from bot.work.findings import FoundIn, FoundThere
from bot.work.history import Part
from bot.work.work import Work

MOST_WORDS = 1000
MOST_COMPLAINTS = 5
MOST_AT_ONCE = 4
"""Photos that come with one form."""

MOST_OF_ONE, MOST_OF_VISIT = 12, 60
"""Photos that strangers may send of one hazard, and of all of a visit."""

PURPOSE, RATING = "visit-complaint", "visit-rating"
STAGE = "after"
_BELOW = -(2**61)
"""What came over the page has no message: its number is made of its bytes, far below those of other pieces."""


@dataclass(frozen=True)
class Picture:
    """A picture of a stranger, made anew as JPEG, and what it looks like."""

    data: bytes
    likeness: str


def _place(work: Work) -> Actor:
    return Actor(None, frozenset({Part.PLACE}), channel=work.who.channel)


def _said(words: str) -> str:
    return texts.cut(texts.plain(words).strip(), MOST_WORDS)


@action(Right.HOUSE, "own_page.rate")
async def rate(work: Work, *, key_hash: str, stars: int, words: str) -> Answer:
    """One to five stars with words, once, after the record is signed: who reads complaints reads the words too."""
    visit, _ = await address.open_visit(work, key_hash)
    if visit.state not in own_page.SIGNED:
        raise Refused("own-page-no-record")
    if not 1 <= stars <= 5:
        raise Refused("own-page-stars")
    if any(one.stars is not None for one in await work.tx[VISITS].ratings(visit.id)):
        raise Refused("own-page-rated-already")
    said = _said(words)
    await work.tx[VISITS].rate(Rated(visit.id, work.now, stars=stars, words=said))
    await perform.perform(work, visit, "rate", actor=_place(work), facts=Facts(given={"stars": stars}))
    if said:
        await _told(work, visit, "own-page-rating", RATING, stars=stars, words=said)
    return answer("own-page-rated")


@action(Right.HOUSE, "own_page.complain")
async def complain(work: Work, *, key_hash: str, words: str) -> Answer:
    """A complaint about the visit: captains and approvers of its bodies read it, those who came never do."""
    visit, _ = await address.open_visit(work, key_hash)
    said = _said(words)
    if visit.state not in BEGUN or not said:
        raise Refused("own-page-empty")
    before = [one for one in await work.tx[VISITS].ratings(visit.id) if one.complaint]
    if any(one.words == said for one in before):
        return answer("own-page-complained")
    if len(before) >= MOST_COMPLAINTS:
        raise Refused("own-page-many-complaints", count=MOST_COMPLAINTS)
    await work.tx[VISITS].rate(Rated(visit.id, work.now, words=said, complaint=True))
    await perform.perform(work, visit, "rate", actor=_place(work))
    await _told(work, visit, "own-page-complaint", PURPOSE, words=said)
    return answer("own-page-complained")


async def _told(work: Work, visit: Visit, key: str, purpose: str, **said: Any) -> None:
    """Tell those who decide about it what the place says."""
    told = await show.facts(work, visit)
    about = {name: told[name] for name in ("number", "place", "bodies")}
    await telling.tell(work, await _readers(work, visit), key, purpose=purpose, about=visit, **said, **about)


async def _readers(work: Work, visit: Visit) -> list[Member]:
    """Who reads complaints: in private, and nobody who came, or was taken out."""
    came = show.those_who_came(visit)
    ids = [one.user_id for body in visit.bodies for one in await officers.approvers(work, body)]
    found = [await work.tx.people.member(work.district.id, one) for one in dict.fromkeys(ids)]
    people = [one for one in found if one is not None and one.left_at is None]
    people += [*await mustering.captains(work), *await mustering.owners(work)]
    return [one for one in people if one.user_id not in came and one.private_open]


@action(Right.HOUSE, "own_page.mended")
async def mended(work: Work, *, key_hash: str, number: int, pictures: Sequence[Picture], words: str = "") -> Answer:
    """The place says itself that a hazard is put right, with its own photos; who may, looks at it again."""
    visit, one, keeper = await _hazard(work, key_hash, number)
    if not one.takes_photos:
        raise Refused("own-page-over-already", number=number)
    if not pictures:
        raise Refused("own-page-wants-photo")
    kept = await _kept(work, visit, one, pictures[:MOST_AT_ONCE])
    if kept:
        await keeper.mended(work, number=number, photos=kept, words=_said(words))
    return answer("own-page-mended", number=number)


async def _kept(work: Work, visit: Visit, hazard: FoundThere, pictures: Sequence[Picture]) -> list[int]:
    """Ids of the photos, as evidence of the hazard; what was sent before is kept once."""
    here = await work.tx[EVIDENCE].of_case(hazard.case_id)
    own = [one for one in here if one.by_id == 0]
    if len(own) + len(pictures) > MOST_OF_ONE or await _of_visit(work, visit) + len(pictures) > MOST_OF_VISIT:
        raise Refused("own-page-many-photos", count=MOST_OF_ONE)
    found = []
    for picture in pictures:
        name = own_files.named(picture.data)
        mark = int(name.removeprefix(own_files.OWN)[:14], 16)
        piece = Evidence(
            work.district.id,
            EvidenceKind.PHOTO,
            0,
            work.now,
            -hazard.case_id,
            _BELOW - mark,
            case_id=hazard.case_id,
            source="web",
            stage=STAGE,
            file_id=name,
            file_unique_id=name,
            content_hash=name.removeprefix(own_files.OWN),
            likeness=picture.likeness,
        )
        kept = await work.tx[EVIDENCE].add(piece)
        if kept is not None:
            await work.tx[OWN_FILES].keep(kept.id, picture.data, work.now, stays=False)
            found.append(kept.id)
    return found


async def _of_visit(work: Work, visit: Visit) -> int:
    """How many photos strangers sent of all hazards of a visit."""
    keeper = work.at_hand[FEATURES].found_in
    those = await keeper.of_visit(work, visit.id) if keeper is not None else ()
    outlines = [await work.tx[EVIDENCE].of_case(one.case_id) for one in those]
    return sum(1 for pieces in outlines for one in pieces if one.by_id == 0)


@action(Right.HOUSE, "own_page.hasten")
async def hasten(work: Work, *, key_hash: str, number: int) -> Answer:
    """The place wishes that somebody looks again sooner."""
    _, one, keeper = await _hazard(work, key_hash, number)
    if not one.may_hasten:
        raise Refused("own-page-hastened-already", number=number)
    await keeper.hastened(work, number=number)
    return answer("own-page-hastened-now", number=number)


async def _hazard(work: Work, key_hash: str, number: int) -> tuple[Visit, FoundThere, FoundIn]:
    """A hazard of this visit; Refused for every other one."""
    visit, hazards = await address.open_visit(work, key_hash)
    keeper = work.at_hand[FEATURES].found_in
    one = next((hazard for hazard in hazards if hazard.number == number), None)
    if one is None or keeper is None or visit.state not in own_page.READ_OUT:
        raise Refused("own-page-no-hazard")
    return visit, one, keeper
