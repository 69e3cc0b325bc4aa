"""A wish, its counters and its answer, shown before anything is planned; one tap takes it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.inspections import at_place, show
from bot.inspections.course import people, told
from bot.inspections.planning import advice, joining, planning, settings
from bot.inspections.planning.advice import Advice
from bot.inspections.planning.wishes import WISHES, Became, Says, Wish
from bot.inspections.table import BESIDE_COOLING, VISITS, Visit
from bot.inspections.visit import FAILS, Result, record
from bot.outbox.letters import Button, Rows
from bot.places.register import Place
from bot.values import formats
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer
from bot.work.work import Work


async def answered(work: Work, wished: Wish, found: Advice) -> Answer:
    """What a wish is answered: place, counters, the answer with its reason, and what may be tapped."""
    place = await planning.place_of(work, wished.place)
    facts = planning.named(wished) | {
        "place": place.name,
        "lists": await show.lists_named(work, wished.lists),
        "officers": await show.names(work, wished.officers),
        "lines": await lines(work, place, wished, found),
    }
    return Answer("visit-wish", facts, _buttons(work, wished, found), turns=True)


async def lines(work: Work, place: Place, wished: Wish, found: Advice) -> list[dict[str, Any]]:
    """The counters, what it stands beside, the answer: what is read before anything is planned."""
    visits = await at_place.visits(work, place.code)
    asked, rules, zone = advice.asked(wished), settings.of(work.district), work.district.zone
    before = [counted(work, advice.counters(visits, asked, rules, zone))]
    if advice.beside(visits, asked, rules, zone) is not None:
        before.append({"word": "visit-beside", "why": beside(wished), "days": rules.cooling_days})
    return [*before, await said(work, found)]


def beside(wished: Wish) -> dict[str, Any]:
    """By what a wish stands beside the cool-down: its source and number, its kind, the case, the emergency."""
    if wished.source:
        source = {"word": f"visit-source-{formats.dashed(wished.source)}"}
        return {"word": "visit-source", "source": source, "number": wished.reference}
    if wished.kind in BESIDE_COOLING:
        return {"word": f"visit-kind-{wished.kind}"}
    return {"word": "visit-beside-emergency" if wished.emergency else "visit-beside-case"}


def counted(work: Work, had: advice.Counters) -> dict[str, Any]:
    """*3 of 4 this year, last 12 May, fire and market*."""
    last: Any = {"word": "visit-never"}
    if had.last is not None:
        day = formats.day_word(advice.day_of(had.last, work.district.zone))
        last = {"word": "visit-last", "day": day, "bodies": show.bodies_said(had.last.bodies)}
    key = "visit-counted" if had.cap is not None else "visit-counted-uncapped"
    return {"word": key, "made": had.made, "cap": had.cap or 0, "all": had.place, "last": last}


async def said(work: Work, found: Advice) -> dict[str, Any]:
    """The answer in one sentence, with the rule by name and, where it is advised against, the last result."""
    if found.says is Says.JOIN and found.visit is not None:
        return {"word": "visit-says-join", **_of_other(found.visit)}
    if found.says is Says.GO:
        return {"word": "visit-says-go"}
    rule = {"word": f"visit-rule-name-{found.rule}", "days": settings.of(work.district).cooling_days}
    result = await last_result(work, found.visit) if found.visit is not None else ""
    free = formats.day_word(found.free_from) if found.free_from else "-"
    return {"word": "visit-says-not-now", "rule": rule, "result": result, "day": free}


def _of_other(visit: Visit) -> dict[str, Any]:
    return {"number": visit.number, "days": show.window(visit), "bodies": show.bodies_named(visit.bodies)}


async def last_result(work: Work, visit: Visit) -> dict[str, Any]:
    """What the newest visit came to, in one line."""
    day = formats.day_word(advice.day_of(visit, work.district.zone))
    told_ = {"number": visit.number, "day": day, "bodies": show.bodies_named(visit.bodies)}
    if not advice.was_made(visit):
        return {"word": "visit-result-ahead", **told_}
    whole = record((), await work.tx[VISITS].answered(visit.id))
    return {"word": "visit-result", **told_, "passed": whole.count(Result.PASS), "failed": whole.count(*FAILS)}


def _buttons(work: Work, wished: Wish, found: Advice) -> Rows:
    def tap(key: str, move: str, choice: str = "", **facts: Any) -> Button:
        return told.wish_button(work, wished.id, key, move, choice, **facts)

    other = found.visit
    joins = tap("button-visit-join", "join", number=other.number) if other and not advice.was_made(other) else None
    first = {
        Says.GO: [tap("button-visit-go", "go")],
        Says.JOIN: [joins or tap("button-visit-join", "join", number=other.number if other else 0)],
        Says.NOT_NOW: [*([joins] if joins else []), tap("button-visit-ask-still", "ask")],
    }[found.says]
    if found.says is Says.JOIN and (wished.kind in BESIDE_COOLING or wished.emergency):
        first.append(tap("button-visit-go-alone", "go"))
    drop = tap("button-visit-avoid", "avoid") if found.says is Says.NOT_NOW else tap("button-visit-drop", "drop")
    days = [] if wished.emergency else [tap(f"button-visit-day-{n}", "day", str(n)) for n in (1, 7)]
    return tuple(row for row in (tuple(first), tuple(days), (drop,)) if row)


def first_tap(work: Work, wished: Wish, found: Advice, place: str) -> Button:
    """The likeliest tap on a wish among several, with the name of its place."""
    move = {Says.GO: "go", Says.JOIN: "join", Says.NOT_NOW: "ask"}[found.says]
    return told.wish_button(work, wished.id, f"button-visit-at-{move}", move, place=place)


# --- the taps


@action(Right.DISTRICT, "inspections.take")
async def take(work: Work, *, wish_id: int, how: str, choice: int = 0) -> Answer:
    """A tap under a wish by whoever wished: ``go``, ``join``, ``ask`` (the approver), ``day``, ``avoid``, ``drop``."""
    wished = await open_wish(work, wish_id)
    if wished.by_id != work.who.user_id:
        raise Refused("visit-wish-of-another")
    match how:
        case "go":
            return await _go(work, wished)
        case "join":
            return await joining.join(work, wished)
        case "day":
            return await _another_day(work, wished, choice)
        case "avoid" | "drop":
            became = Became.AVOIDED if wished.answer is Says.NOT_NOW else Became.DROPPED
            await work.tx[WISHES].save(replace(wished, became=became))
            return Answer(f"visit-{'avoided' if became is Became.AVOIDED else 'dropped'}", {})
    raise Refused("stale-button")


async def open_wish(work: Work, wish_id: int, became: Became = Became.OPEN) -> Wish:
    """The wish of an id, while nothing has become of it; Refused else."""
    await people.mine(work)
    found = await work.tx[WISHES].get(wish_id)
    if found is None or found.district_id != work.district.id:
        raise Refused("stale-button")
    if found.became is not became:
        raise Refused("visit-wish-over")
    return found


async def _go(work: Work, wished: Wish) -> Answer:
    """It is asked anew: what has happened since the answer counts; days that are past are no days to go."""
    planning.still_ahead(work, wished)
    now = await anew(work, wished)
    alone = wished.answer is Says.JOIN and (wished.kind in BESIDE_COOLING or wished.emergency)
    if now.says is Says.GO or (now.says is Says.JOIN and alone):
        return await planning.planned(work, await planning.make(work, wished))
    changed = replace(wished, answer=now.says, rule=now.rule, about=now.visit.id if now.visit else None)
    await work.tx[WISHES].save(changed)
    return await answered(work, changed, now)


async def anew(work: Work, wished: Wish) -> Advice:
    """What a wish would be answered at this moment."""
    place = await planning.place_of(work, wished.place)
    visits = await at_place.visits(work, place.code)
    return advice.advise(visits, advice.asked(wished), settings.of(work.district), work.district.zone)


async def _another_day(work: Work, wished: Wish, days: int) -> Answer:
    """Tomorrow, or any day of the week that begins today."""
    since, until = another_day(show.today(work), days)
    changed = replace(wished, since=since, until=until)
    found = await anew(work, changed)
    changed = replace(changed, answer=found.says, rule=found.rule, about=found.visit.id if found.visit else None)
    await work.tx[WISHES].save(changed)
    return await answered(work, changed, found)


def another_day(today: date, days: int) -> tuple[date, date]:
    """The first and last day of another time for a wish: tomorrow, or one of so many days from today on. Pure."""
    if days == 1:
        return today + timedelta(days=1), today + timedelta(days=1)
    return today, today + timedelta(days=max(1, min(days, 7)) - 1)
