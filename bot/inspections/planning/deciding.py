"""Advice against a visit is advice: the body's approver decides, with a reason; nobody about their own wish."""

from dataclasses import replace
from typing import Any

from bot.bodies import officers
from bot.cases import kinds, perform
from bot.cases.rulebook import Facts
from bot.inspections import at_place, show
from bot.inspections.course import told
from bot.inspections.course.asking import ask_words, give_up
from bot.inspections.planning import advice, planning, settings, wishing
from bot.inspections.planning.wishes import WISHES, Became, Says, Wish
from bot.inspections.table import VISITS
from bot.outbox.letters import Button, Rows
from bot.values import formats, texts
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, listed
from bot.work.work import Work

MOST_REASON, MOST_ASKED = 200, 50


@action(Right.DISTRICT, "inspections.ask_still")
async def ask(work: Work, *, wish_id: int) -> Answer:
    """Whoever wished asks their approver, though it was advised against."""
    wished = await wishing.open_wish(work, wish_id)
    if wished.by_id != work.who.user_id:
        raise Refused("visit-wish-of-another")
    planning.still_ahead(work, wished)
    may = [one.user_id for one in await officers.approvers(work, wished.body) if _may_decide(wished, one.user_id)]
    reached = [one for one in await told.people(work, may) if one.private_open]
    body = show.body_named(wished.body)
    if not reached:
        raise Refused("visit-no-approver-reached", body=body)
    await work.tx[WISHES].save(replace(wished, became=Became.ASKED))
    facts = await _facts(work, wished)
    for member in reached:
        key = "visit-wish-ask"
        await work.post(told.letter(work, None, member, key, _taps(work, wished), told.of_wish(wished.id), **facts))
    return Answer("visit-asked-still", {"names": listed(one.name for one in reached), "body": body})


def _may_decide(wished: Wish, user_id: int) -> bool:
    """Nobody about what they wished or would do themselves."""
    return user_id != wished.by_id and user_id not in wished.officers


def _taps(work: Work, wished: Wish) -> Rows:
    yes = told.wish_button(work, wished.id, "button-visit-decide-go", "decide", "go")
    return ((yes, told.wish_button(work, wished.id, "button-visit-decide-not", "decide", "not")),)


async def _facts(work: Work, wished: Wish) -> dict[str, Any]:
    place = await planning.place_of(work, wished.place)
    other = await work.tx[VISITS].get(wished.about or 0)
    visits = await at_place.visits(work, place.code)
    asked, rules, zone = advice.asked(wished), settings.of(work.district), work.district.zone
    had = advice.counters(visits, asked, rules, zone)
    free = advice.free_from(wished.rule, other, asked, rules, zone)
    found = advice.Advice(Says.NOT_NOW, wished.rule, other, free)
    return planning.named(wished) | {
        "place": place.name,
        "lists": await show.lists_named(work, wished.lists),
        "name": await show.names(work, [wished.by_id]),
        "lines": [wishing.counted(work, had), await wishing.said(work, found)],
    }


async def waiting(work: Work) -> list[Wish]:
    """The wishes that lie before the one who speaks."""
    mine = {one.body for one in await officers.mine(work) if one.approver}
    found = await work.tx[WISHES].asked(work.district.id, MOST_ASKED) if mine else []
    return [one for one in found if one.body in mine and _may_decide(one, work.who.user_id)]


async def line(work: Work, wished: Wish) -> dict[str, Any]:
    """One of them in a list."""
    place = await at_place.name_of(work, wished.place)
    return {"word": "visit-mine-asked", "place": place, "name": await show.names(work, [wished.by_id])}


async def opens(work: Work, wished: Wish) -> Button:
    """The button of a list that shows one of them."""
    place = texts.cut(await at_place.name_of(work, wished.place), 20)
    return told.wish_button(work, wished.id, "button-visit-decide", "look", place=place)


@action(Right.DISTRICT, "inspections.look")
async def look(work: Work, *, wish_id: int) -> Answer:
    """The wish that lies before an approver, with its two taps."""
    await give_up(work)
    wished = await wishing.open_wish(work, wish_id, Became.ASKED)
    return Answer("visit-wish-ask", await _facts(work, wished), _taps(work, wished), turns=True)


@action(Right.DISTRICT, "inspections.decide")
async def decide(work: Work, *, wish_id: int, choice: str, reason: str = "") -> Answer:
    """The approver's word on a wish that was advised against: ``go``, which makes and approves it, or ``not``."""
    wished = await wishing.open_wish(work, wish_id, Became.ASKED)
    mine = {one.body for one in await officers.mine(work) if one.approver}
    if wished.body not in mine:
        raise Refused("visit-wish-of-body", body=show.body_named(wished.body))
    if not _may_decide(wished, work.who.user_id):
        raise Refused("visit-own-wish")
    if choice == "go":
        await _still_alone(work, wished)
    said = texts.cut(texts.line(reason), MOST_REASON)
    if not said:
        return await ask_words(work, {"wish": wished.id, "choice": choice}, "visit-why-decide")
    decided = replace(wished, decided_by=work.who.user_id, decided_at=work.now, reason=said)
    await _settled(work, wished, "approved" if choice == "go" else "turned-down", said)
    if choice != "go":
        await work.tx[WISHES].save(replace(decided, became=Became.AVOIDED))
        await _tell(work, wished, "visit-wish-not", said)
        return Answer("visit-avoided-by-you", {"name": await show.names(work, [wished.by_id])})
    visit = await planning.make(work, decided, advised=wished.rule, reason=said)
    given = {"bodies": [wished.body], "reason": said}
    await perform.perform(work, visit, "approve", actor=await kinds.actor(work, visit), facts=Facts(given=given))
    return Answer("visit-decided", {"number": visit.number, "name": await show.names(work, [wished.by_id])})


async def _settled(work: Work, wished: Wish, how: str, reason: str) -> None:
    """All who were asked read what was decided, by whom and when, in the place of the question."""
    place = await at_place.name_of(work, wished.place)
    at = formats.day_clock(work.now, work.district.zone)
    facts = {"place": place, "name": work.who.name, "at": at, "reason": reason}
    for one in await officers.approvers(work, wished.body):
        purpose = told.of_wish(wished.id)
        stands = await work.tx.outbox.standing(work.district.id, purpose, chat_id=one.user_id)
        if stands is not None:
            await told.settle(work, stands, f"visit-wish-settled-{how}", **facts)


async def _still_alone(work: Work, wished: Wish) -> None:
    """Raises Refused where its days are over, or another visit goes there then by now: the two would be one."""
    name = await show.names(work, [wished.by_id])
    if wished.until < show.today(work):
        raise Refused("visit-decide-past", name=name, day=formats.day_word(wished.until))
    now = await wishing.anew(work, wished)
    if now.says is Says.JOIN and now.visit is not None:
        raise Refused("visit-decide-join", name=name, number=now.visit.number)


async def _tell(work: Work, wished: Wish, key: str, reason: str) -> None:
    place = await at_place.name_of(work, wished.place)
    facts = planning.named(wished) | {"place": place, "name": work.who.name, "reason": reason}
    for member in await told.people(work, [wished.by_id]):
        if member.private_open:
            await work.post(told.letter(work, None, member, key, purpose="note", **facts))
