"""A move that was wished for by words or a button: what it still needs is asked for, by taps or by the next words."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.bodies import bodies, officers
from bot.hazards import facts, limits, moving, parts, rules, told
from bot.hazards.free import others as free
from bot.hazards.table import MOVES, OWNERS, Hazard, Severity
from bot.hazards.talk import photos, said, show, spot
from bot.outbox.letters import Button, Rows
from bot.values import texts
from bot.values.refused import Refused
from bot.work.answer import Answer, answer
from bot.work.drafts import Draft
from bot.work.work import Work

DRAFT = "hazard-words"
"""The question that waits for words: *number*, *move*, and what was *given* for it by taps."""

MOST_REASON, MOST_ORDER = 300, 64


async def wish(work: Work, hazard: Hazard, name: str, text: str = "", **given: Any) -> Answer:
    """Make the move where nothing lacks, else ask for what does. *text* are the words that came with it."""
    if name in MOVES:
        await _refuse_not_theirs(work, hazard, name)
    filled = await _FILL.get(name, _plain)(work, hazard, text.strip(), given)
    if isinstance(filled, Answer):
        return filled
    return await made(work, hazard, name, **filled)


async def _refuse_not_theirs(work: Work, hazard: Hazard, name: str) -> None:
    """Nobody is asked for what then could not be made, as by a button of an old message."""
    mine = await parts.parts(work, hazard)
    if not MOVES[name].by & mine or hazard.state not in MOVES[name].start:
        await moving.move(work, hazard, name)
    rules.refuse_before(hazard, name)


async def made(work: Work, hazard: Hazard, name: str, **given: Any) -> Answer:
    """The move, and what it did, with what may be done next."""
    after = await moving.move(work, hazard, name, **given)
    rows = await show.buttons(work, after) if after.is_live else ()
    more = {"unsaid": await _unsaid(work, hazard)} if name == "allow" else {}
    done = answer(f"hazard-did-{name.replace('_', '-')}", rows, **{**await facts.of(work, after), **more})
    return told.in_private(work, after, done)


async def _unsaid(work: Work, hazard: Hazard) -> Any:
    """Of whom nobody knows whether they are free: that the approver's word stands for it."""
    found = (await free.of(work, hazard)).unsaid
    return {"word": "hazard-allow-unsaid", "names": free.names(found)} if found else ""


async def waits(work: Work, hazard: Hazard, move: str, key: str, given: Mapping[str, Any], **more: Any) -> Answer:
    """Ask for words in their private chat."""
    data = {"number": hazard.number, "move": move, "given": dict(given)}
    await work.tx.drafts.put(Draft(work.who.user_id, _chat(work), DRAFT, work.now, 0, work.district.id, data))
    return answer(key, alert=work.who.channel == "button", number=hazard.number, **more)


def _chat(work: Work) -> int:
    member = work.who.member
    return work.who.user_id if member is not None and member.private_open else work.who.chat_id


async def answered(work: Work, draft: Draft, text: str) -> Answer | None:
    """Words that answer the question (``Feature.answers``)."""
    hazard = await moving.get(work, int(draft.data["number"]))
    await work.tx.drafts.drop(draft)
    return await wish(work, hazard, str(draft.data["move"]), text, **dict(draft.data["given"]))


# --- what each move needs: its facts, or the question

Filled = dict[str, Any] | Answer


async def _plain(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    return given


def _choices(work: Work, hazard: Hazard, move: str, choices: list[tuple[str, str, Any]]) -> Rows:
    """A button for each value: (choice, key, fact *what*), two beside each other."""
    each = [Button(key, told.button(work, hazard, move, choice).data, {"what": what}) for choice, key, what in choices]
    return tuple(tuple(each[n : n + 2]) for n in range(0, len(each), 2))


async def _limit(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    hours = given.get("hours")
    if hours is None:
        hours, _ = limits.hours_in(text)
    if hours is not None:
        return {**given, "hours": hours}
    rows = _choices(work, hazard, "set_limit", [(str(n), "button-hazard-days", n // 24) for n in limits.CHOICES])
    return answer("hazard-which-limit", rows, turns=True, number=hazard.number)


async def _grade(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    bad = said.severity(given.get("severity") or text)
    if bad is not None:
        return {"severity": str(bad)}
    each = [(str(one), f"button-hazard-{one}", "") for one in Severity]
    return answer("hazard-which-severity", _choices(work, hazard, "grade", each), turns=True, number=hazard.number)


async def _bodies(work: Work, hazard: Hazard, move: str, *first: tuple[str, str, Any]) -> Rows:
    """Bodies that have officers here."""
    there = dict.fromkeys(one.body for one in await officers.of(work) if one.body != hazard.body or move != "hand_to")
    return _choices(
        work, hazard, move, [*first, *((code, "button-hazard-body", bodies.of(code).short) for code in there)]
    )


async def _hand(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    if given.get("to_body") or text:
        return {"to_body": bodies.meant(str(given.get("to_body") or text))[:32]}
    return answer("hazard-which-body", await _bodies(work, hazard, "hand_to"), turns=True, number=hazard.number)


async def _escalate(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    whom, _, rest = text.partition(" ")
    if given.get("whom"):
        whom, rest = str(given["whom"]), text
    if whom:
        code = OWNERS if said.is_owners(whom) else bodies.meant(whom)[:32]
        return {"whom": code, "reason": texts.cut(rest.strip(), MOST_REASON) or None}
    rows = await _bodies(work, hazard, "escalate", (OWNERS, "button-hazard-owners", ""))
    return answer("hazard-which-whom", rows, turns=True, number=hazard.number)


async def _reason(work: Work, hazard: Hazard, text: str, given: dict[str, Any], move: str) -> Filled:
    if text:
        return {**given, "reason": texts.cut(text, MOST_REASON)}
    return await waits(work, hazard, move, "hazard-ask-reason", given)


async def _dismiss(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    return await _reason(work, hazard, text, given, "dismiss")


async def _back(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    """A new limit may stand among the words; the rest is why."""
    await moving.looked_at(work, hazard, given)
    hours, rest = limits.hours_in(text)
    filled = given if hours is None else {**given, "hours": hours}
    if rest:
        return {**filled, "reason": texts.cut(rest, MOST_REASON)}
    return await waits(work, hazard, "send_back", "hazard-ask-back", filled)


async def _allow(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    """Whom, of those who found or fixed it; then why none of the others is free. Refused where one of them is."""
    found = await free.of(work, hazard)
    free.refuse_free(hazard, found)
    theirs = [one for one in await parts.able(work, hazard) if hazard.found_or_fixed(one.user_id)]
    theirs = [one for one in theirs if one.user_id != work.who.user_id]
    if not theirs:
        raise Refused("hazard-allow-nobody", number=hazard.number)
    who, rest = given.get("who"), text
    if who is None and text:
        named = next((one for one in theirs if text.startswith(one.name)), None)
        who, rest = (named.user_id, text[len(named.name) :].strip()) if named else (None, text)
    if who is None and len(theirs) == 1:
        who = theirs[0].user_id
    if who is None:
        each = [(str(one.user_id), "button-hazard-body", one.name) for one in theirs]
        return answer("hazard-which-allowed", _choices(work, hazard, "allow", each), turns=True, number=hazard.number)
    if rest:
        return {"who": int(who), "reason": texts.cut(rest, MOST_REASON)}
    lines = free.told(work, hazard, found)
    return await waits(work, hazard, "allow", "hazard-ask-allow", {"who": int(who)}, lines=lines)


def _day(work: Work, text: str) -> str:
    """The date of an order, as it stands on it; Refused for none, and for one that is still to come."""
    today = work.now.astimezone(work.district.zone).date()
    read = work.district.land.calendar.read(text)
    day = read.of(today.year) if read is not None else None
    if day is None or day > today or day < date(2000, 1, 1):
        raise Refused("hazard-order-day", day=texts.cut(text, 20))
    return day.isoformat()


async def _forbid(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    order, authority, day = said.ordered(text)
    if not (order and authority and day):
        return await waits(work, hazard, "forbid", "hazard-ask-order", given)
    named = bodies.meant(texts.cut(authority, bodies.LONGEST))
    return {"order": texts.cut(order, MOST_ORDER), "authority": named, "day": _day(work, day)}


async def _lift(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    if hazard.must_not_open:
        await moving.refuse_to_lift(work, hazard)
    order, authority, _ = said.ordered(text)
    if not (order and authority):
        return await waits(
            work, hazard, "lift", "hazard-ask-lift", given, order=hazard.order, authority=facts.body(hazard.authority)
        )
    return {"order": texts.cut(order, MOST_ORDER), "authority": bodies.meant(texts.cut(authority, bodies.LONGEST))}


async def _pass(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    """Others than minor ones where they are: who has not shown that they stand there sends their location."""
    seen = await moving.looked_at(work, hazard, given)
    if hazard.severity is not Severity.MINOR and not seen["on_spot"]:
        return await spot.ask(work, hazard)
    return seen


async def _fix(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    return await photos.ask(work, hazard, "fix")


async def _rectify(work: Work, hazard: Hazard, text: str, given: dict[str, Any]) -> Filled:
    """A photo of what was done that is there already will do."""
    found = await photos.of_this_way(work, hazard)
    return {"photos": found} if found else await photos.ask(work, hazard, "rectify")


_FILL: Mapping[str, Callable[[Work, Hazard, str, dict[str, Any]], Awaitable[Filled]]] = {
    "set_limit": _limit,
    "grade": _grade,
    "hand_to": _hand,
    "escalate": _escalate,
    "dismiss": _dismiss,
    "send_back": _back,
    "allow": _allow,
    "forbid": _forbid,
    "lift": _lift,
    "pass": _pass,
    "fix": _fix,
    "rectify": _rectify,
}
