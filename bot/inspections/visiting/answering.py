"""Items are answered: one by a press, several by words, the unchanged passes of a section together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.bodies import bodies
from bot.bodies import officers as bodies_officers
from bot.cases import perform
from bot.cases.rulebook import Facts
from bot.evidence.pieces import EVIDENCE
from bot.inspections.table import AHEAD, READ_BACK, UNDER_WAY, VISITS, Visit
from bot.inspections.visit import Answered, Result
from bot.inspections.visiting import finding, judging, people, record, together
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import New
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown import steps
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, fitting
from bot.work.work import Work

AHEAD_OF_US = timedelta(minutes=2)
"""A phone's clock may be so far ahead; what it says beyond that is now."""

MOST_ID = 60
MOST_WORDS = 1000

MOST_OF_ONE = 50
"""So many answers of one person to one item of a visit are kept; another's are not kept out by them."""

MOST_PIECES = 300
"""So many pieces of one person are kept with a visit, from the chat and its page together."""


@dataclass(frozen=True)
class Taken:
    """What came of answers. *kept* are those that were new; *said* sentences about them, as facts of the words."""

    visit: Visit
    kept: tuple[Answered, ...]
    said: tuple[Any, ...]


def marked(number: int) -> str:
    """How a piece of evidence says that it shows an item."""
    return f"item:{number}"


def within(answered: Sequence[Answered], news: Sequence[New], by_id: int) -> list[New]:
    """Those of *news* that are kept of one person: a new answer only while they have few to its item. Pure."""
    known, kept = {one.sent_as for one in answered}, list[New]()
    count = Counter(one.item for one in answered if one.by_id == by_id)
    for new in news:
        is_new = new.sent_as not in known
        if is_new and count[new.item.key] >= MOST_OF_ONE:
            continue
        kept.append(new)
        count[new.item.key] += is_new
    return kept


async def take(work: Work, visit: Visit, news: Sequence[New], more: Sequence[Any] = (), *, before: Whole) -> Taken:
    """Keep answers with what follows from them, in one move. *more* are sentences that are said beside.

    Those that this visit has already are not kept again, nor too many of one person to one item: Refused where none
    is left. Answers that were given before the visit was read back, and come late, open it again. *before* is the
    record as it stands.
    """
    asked, news = news, within(before.answered, news, work.who.user_id)
    over = [one.item.number for one in asked if one not in news]
    if over and not news:
        raise Refused("visiting-item-full", n=over[0], most=MOST_OF_ONE)
    more = [*more, *({"word": "visiting-item-full", "n": one, "most": MOST_OF_ONE} for one in over)]
    mine = await bodies_officers.mine(work)
    pictures = await _pictures(work, visit, news)
    answered = []
    for one in news:
        new = replace(one, photos=tuple(dict.fromkeys((*one.photos, *pictures.get(one.item.number, ())))))
        handed = before.newest.get(new.item.key) or before.noted.get(new.item.key)
        to = handed.to_body if handed is not None else ""
        answered.append(judging.judged(visit, new, work.who.user_id, mine, to, work.district, work.now))
    kept = await work.tx[VISITS].answer(answered)
    if not kept:
        return Taken(visit, (), ())
    visit = await _opened(work, visit, max(one.said_at for one in kept))
    after = await record.whole(work, visit)
    by_key = {new.item.key: new.item for new in news}
    touched = [by_key[one] for one in dict.fromkeys(one.item for one in kept)]
    said = [*more, *_noted(kept, by_key, after), *await finding.follow_up(work, visit, before, after, touched)]
    people.said_to(work).extend(said)
    facts = Facts(given={"answer": _in_short(kept, by_key)})
    visit = await perform.perform(work, visit, "answer", actor=await people.actor(work, visit), facts=facts)
    return Taken(visit, tuple(kept), tuple(said))


async def _pictures(work: Work, visit: Visit, news: Sequence[New]) -> dict[int, list[int]]:
    """The photos of the visit that somebody said to show these items."""
    wanted = {marked(new.item.number): new.item.number for new in news}
    found: dict[int, list[int]] = {}
    for piece in await work.tx[EVIDENCE].of_case(visit.id):
        if piece.counts_as in wanted and piece.file_id:
            found.setdefault(wanted[piece.counts_as], []).append(piece.id)
    return found


async def _opened(work: Work, visit: Visit, said_at: datetime) -> Visit:
    """The visit as it takes answers; Refused where it does not."""
    if visit.state == UNDER_WAY:
        return visit
    if visit.state == READ_BACK and visit.read_at is not None and said_at < visit.read_at:
        return await perform.perform(work, visit, "correct", actor=await people.actor(work, visit))
    if visit.state == READ_BACK:
        raise Refused("visiting-read-back-already", number=visit.number)
    raise Refused("visiting-not-begun" if visit.state in AHEAD else "visiting-over", number=visit.number)


def _noted(kept: Sequence[Answered], by_key: dict[str, Item], after: Whole) -> list[Any]:
    """What decides nothing, one sentence for each body; and what contradicts somebody else."""
    said: list[Any] = []
    for body in dict.fromkeys(one.to_body for one in kept if one.is_note):
        numbers = _numbers([by_key[one.item] for one in kept if one.to_body == body])
        said.append({"word": "visiting-noted", "numbers": numbers, "body": bodies.of(body).named})
    differs = [by_key[one.item].number for one in kept if after.in_conflict(one.item)]
    return [*said, *({"word": "visiting-differs", "n": number} for number in differs)]


def _numbers(items: Sequence[Item]) -> Any:
    return fitting((str(one.number) for one in items), 100)


def _in_short(kept: Sequence[Answered], by_key: dict[str, Item]) -> str:
    """As the history keeps it; the answers themselves say the rest."""
    return texts.cut(", ".join(f"{by_key[one.item].number} {one.result}" for one in kept), 200)


@action(Right.DISTRICT, "inspections.answer")
async def answer(
    work: Work,
    *,
    number: int,
    item: str | int,
    result: str,
    severity: str = "",
    hours: int | None = None,
    words: str = "",
    photos: Sequence[int] = (),
    to_body: str = "",
    said_at: datetime | None = None,
    sent_as: str,
    keeps: bool = False,
) -> Answer:
    """Answer one item of visit *number*. *item* is its key, ``LIST/ITEM``, or its number.

    *hours* is the limit, None for what the list suggests; *photos* are ids of evidence. *said_at* is when it was said,
    *sent_as* the id that the phone gave it: sent twice it is one answer. *keeps*: it is one of two that differ, and
    settles the matter where they still do.
    """
    visit = await people.visit(work, number)
    whole = await record.whole(work, visit)
    asked = whole.numbered(item) if isinstance(item, int) else whole.item(item)
    if asked is None:
        raise Refused("visiting-no-item", n=texts.cut(str(item), 40), count=len(whole.asked))
    if result not in set(Result):
        raise Refused("stale-button")
    if not sent_as or len(sent_as) > MOST_ID:
        raise Refused("visiting-no-id")
    if hours is not None and not 0 <= hours <= 999 * 24:
        raise Refused("visiting-limit-long", n=asked.number)
    at = min(said_at or work.now, work.now + AHEAD_OF_US)
    said = texts.cut(texts.line(words), MOST_WORDS)
    more: dict[str, Any] = {
        "severity": severity,
        "hours": hours,
        "words": said,
        "photos": await _theirs(work, visit, photos),
        "keeps": keeps and settles(whole, asked),
    }
    new = New(asked, Result(result), at, sent_as, to_body=to_body, **more)
    return told(work, await take(work, visit, [new], before=whole))


def settles(whole: Whole, item: Item) -> bool:
    """Whether whoever speaks settles what two officers differ about; nobody does where that was settled. Pure.

    Refused for who does not decide the item.
    """
    if not whole.in_conflict(item.key):
        return False
    if not item.may_answer:
        raise Refused("visiting-others-settle", n=item.number, body=steps.body_word(item.department))
    return True


async def _theirs(work: Work, visit: Visit, photos: Sequence[int]) -> tuple[int, ...]:
    """The photos of this visit among these ids."""
    if not photos:
        return ()
    own = {piece.id for piece in await work.tx[EVIDENCE].of_case(visit.id)}
    return tuple(one for one in photos if one in own)


def told(work: Work, taken: Taken) -> Answer:
    """Under the thumb, or to a page: the first sentence about it; in words the message with the next step says it."""
    if work.who.channel in {"private", "group"} or not taken.said:
        return QUIET
    return people.in_brief(taken.said)


@action(Right.DISTRICT, "inspections.passes")
async def passes(work: Work, *, number: int, section: str, sent_as: str) -> Answer:
    """Confirm the unchanged passes of a section together, which is allowed only on the spot."""
    visit = await people.visit(work, number)
    whole = await record.whole(work, visit)
    some = [one for one in whole.asked if one.section_code == section]
    found = together.sorted_(visit, whole, some, lambda item: item.may_answer)
    if not found.passes:
        raise Refused("visiting-together-none", number=visit.number)
    at = min(work.who.said_at, work.now)
    news = [New(one, Result.PASS, at, f"{sent_as}:{one.number}", together=True) for one in found.passes]
    said = [{"word": "visiting-together", "count": len(news)}]
    return told(work, await take(work, visit, news, said, before=whole))
