"""What the buttons under somebody's message of a visit do."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.checklists import starter
from bot.inspections.table import READ_BACK, UNDER_WAY, Visit
from bot.inspections.visit import FAILS, Answered, How, Result, Signs
from bot.inspections.visiting import answering, people, record, signing, spot, standing
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import SEVERITIES, New
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown import views
from bot.inspections.visiting.shown.views import View
from bot.values import texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.work import Work

_SIGNATURES = frozenset({"sign", "photo", "refused"})
"""Buttons under what was read out; each bears the round to which a signature belongs."""

_RESULTS = {"pass": Result.PASS, "fixed": Result.FIXED, "na": Result.NONE}


@action(Right.DISTRICT, "inspections.press")
async def press(work: Work, *, number: int, move: str, choice: str = "") -> Answer:
    """A button of visit *number*: *choice* begins with the number of an item where it is about one."""
    if move == "begin":
        return await spot.begin(work, number=number)
    visit = await people.visit(work, number)
    if move in _SIGNATURES and visit.state == READ_BACK and choice != str(visit.round):
        raise Refused("visit-web-read-again", number=number)
    if move in _OF_VISIT:
        return await _OF_VISIT[move](work, visit)
    if visit.state != UNDER_WAY:
        await standing.anew(work, visit)
        raise Refused("visiting-gone-on", number=number)
    whole = await record.whole(work, visit)
    n, _, rest = choice.partition(".")
    shown = whole.numbered(texts.whole_number(n, digits=3) or 0)
    if shown is None or move not in _OF_ITEM:
        raise Refused("stale-button")
    return await _OF_ITEM[move](work, visit, whole, shown, rest or move)


async def _show(work: Work, visit: Visit) -> Answer:
    await views.look(work, visit, View())
    return await standing.step(work, visit)


async def _next(work: Work, visit: Visit) -> Answer:
    await views.look(work, visit, View())
    await standing.here(work, visit)
    return QUIET


async def _code(work: Work, visit: Visit) -> Answer:
    return await spot.show_code(work, number=visit.number)


async def _read(work: Work, visit: Visit) -> Answer:
    return await signing.read_back(work, number=visit.number)


async def _finish(work: Work, visit: Visit) -> Answer:
    """Items are open: why they stay so is asked, with what is open."""
    whole = await record.whole(work, visit)
    if visit.state != UNDER_WAY or not whole.owed or whole.conflicts:
        return await _read(work, visit)
    return await _ask_of_visit(work, visit, "reason")


async def _ask_of_visit(work: Work, visit: Visit, asks: str) -> Answer:
    await views.look(work, visit, View(asks=asks, round=visit.round))
    await standing.here(work, visit)
    return QUIET


async def _sign(work: Work, visit: Visit) -> Answer:
    return await signing.sign(work, number=visit.number, signs=Signs.OFFICER, how=How.TAP)


async def _photo(work: Work, visit: Visit) -> Answer:
    if visit.state != READ_BACK:
        raise Refused("visiting-read-first", number=visit.number)
    return await _ask_of_visit(work, visit, "signature")


async def _refused(work: Work, visit: Visit) -> Answer:
    """Who saw that it was refused is asked in words."""
    if visit.state != READ_BACK:
        raise Refused("visiting-read-first", number=visit.number)
    return await _ask_of_visit(work, visit, "witness")


async def _correct(work: Work, visit: Visit) -> Answer:
    return await signing.correct(work, number=visit.number)


async def _told(work: Work, visit: Visit) -> Answer:
    return await signing.feed_back(work, number=visit.number)


async def _close(work: Work, visit: Visit) -> Answer:
    return await signing.close(work, number=visit.number)


_OF_VISIT: dict[str, Callable[[Work, Visit], Awaitable[Answer]]] = {
    "show": _show,
    "next": _next,
    "code": _code,
    "read": _read,
    "finish": _finish,
    "sign": _sign,
    "photo": _photo,
    "refused": _refused,
    "correct": _correct,
    "told": _told,
    "close": _close,
}


async def _turn(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    await views.look(work, visit, View(item=shown.number))
    await standing.here(work, visit)
    return QUIET


async def _later(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    return await _next(work, visit)


async def _ask(work: Work, visit: Visit, shown: Item, asks: str, severity: str = "") -> Answer:
    await views.look(work, visit, View(shown.number, asks, severity))
    await standing.here(work, visit)
    return QUIET


async def _result(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    return await _put(work, visit, whole, shown, _RESULTS[rest])


async def _fail(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    if not shown.may_answer:
        return await _put(work, visit, whole, shown, Result.FAIL)
    return await _ask(work, visit, shown, "severity")


async def _severity(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    if rest not in SEVERITIES:
        raise Refused("stale-button")
    if visit.visit_kind == "guidance":
        return await _put(work, visit, whole, shown, Result.FAIL, severity=rest)
    return await _ask(work, visit, shown, "limit", rest)


async def _limit(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    severity, _, said = rest.partition(".")
    hours = texts.whole_number(said, digits=5)
    if severity not in SEVERITIES or hours is None:
        raise Refused("stale-button")
    return await _put(work, visit, whole, shown, Result.FAIL, severity=severity, hours=hours)


async def _hand(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    return await _ask(work, visit, shown, "body")


async def _to(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    if rest not in {*visit.bodies, *starter.departments()}:
        raise Refused("stale-button")
    return await _put(work, visit, whole, shown, Result.HANDED, to_body=rest)


async def _keep(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    """One of two answers that differ is kept: it is answered once more, by whoever settles it."""
    kept = next((one for one in whole.answered if str(one.id) == rest and one.item == shown.key), None)
    if kept is None:
        raise Refused("stale-button")
    if not answering.settles(whole, shown):
        await standing.here(work, visit)
        return QUIET
    facts = {"severity": kept.severity, "hours": kept.hours, "to_body": kept.to_body, "words": kept.words}
    return await _put(work, visit, whole, shown, kept.result, photos=kept.photos, keeps=True, **facts)


async def _section(work: Work, visit: Visit, whole: Whole, shown: Item, rest: str) -> Answer:
    await views.look(work, visit, View())
    sent_as = f"{work.who.chat_id}:{work.who.message_id}:s{len(whole.answered)}"
    return await answering.passes(work, number=visit.number, section=shown.section_code, sent_as=sent_as)


_OF_ITEM: dict[str, Callable[[Work, Visit, Whole, Item, str], Awaitable[Answer]]] = {
    "item": _turn,
    "later": _later,
    "pass": _result,
    "fixed": _result,
    "na": _result,
    "fail": _fail,
    "sev": _severity,
    "lim": _limit,
    "hand": _hand,
    "to": _to,
    "keep": _keep,
    "section": _section,
}


async def _put(work: Work, visit: Visit, whole: Whole, shown: Item, result: Result, **more: Any) -> Answer:
    """Answer by a press; the same once more (a finger that came twice) is nothing new."""
    stands = whole.newest.get(shown.key)
    new = New(shown, result, min(work.who.said_at, work.now), _sent_as(work, whole, shown), **more)
    if stands is not None and not new.keeps and _is_same(work, stands, new):
        await views.look(work, visit, View())
        await standing.here(work, visit)
        return QUIET
    await views.look(work, visit, _after(shown, new, whole))
    taken = await answering.take(work, visit, [new], before=whole)
    return answering.told(work, taken)


def _sent_as(work: Work, whole: Whole, shown: Item) -> str:
    return f"{work.who.chat_id}:{work.who.message_id}:b{shown.number}.{len(whole.answered)}"


def _is_same(work: Work, stands: Answered, new: New) -> bool:
    """Whether this person just said the same."""
    theirs = stands.by_id == work.who.user_id and stands.result is new.result and not new.to_body
    return theirs and (new.hours is None or (stands.severity, stands.hours) == (new.severity, new.hours))


def _after(shown: Item, new: New, whole: Whole) -> View:
    """What comes next: the photo that a fail wants, else the next item."""
    wants = new.result in FAILS and shown.photo and shown.may_answer and not new.keeps
    return View(shown.number, "photo") if wants else View()
