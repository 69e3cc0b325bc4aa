"""The message with the next step: which item, what is known of it, what to press. Words are put in when it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.bodies import bodies
from bot.bodies import officers as bodies_officers
from bot.bodies.officers import Officer
from bot.cases.buttons import case_button
from bot.checklists import starter
from bot.inspections import show
from bot.inspections.table import Visit, VisitKind
from bot.inspections.visit import FAILS, Answered, Conflict, Result
from bot.inspections.visiting import powers, together
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.record import Whole
from bot.inspections.visiting.shown.views import View
from bot.outbox.letters import Button, Rows
from bot.values import formats, texts
from bot.work.work import Work

OTHERS = 3
"""So many of what others answered last stand in somebody's message."""

FEWEST = 2
"""So many unchanged passes are worth a button."""

ACTIONS = ("pass", "fixed", "fail", "na", "hand")


@dataclass(frozen=True)
class Reader:
    """Whose message it is: *rows* is what they are in bodies, *names* whom they may read of by id."""

    user_id: int
    rows: Sequence[Officer]
    names: dict[int, str]
    is_helper: bool = False


@dataclass(frozen=True)
class Content:
    """What a message says: *lines* are facts of the words, one below the other."""

    lines: Sequence[Any]
    buttons: Rows


def press(work: Work, visit: Visit, move: str, choice: str = "", *, key: str = "", **facts: Any) -> Button:
    """A button under it: ``visit:<district>.<number>:<move>[:<choice>]``."""
    data = f"visit:{work.district.id}.{visit.number}:{move}" + (f":{choice}" if choice else "")
    return Button(key or f"button-visiting-{move}", data, facts)


def rows(*each: tuple[Button, ...]) -> Rows:
    """Rows of buttons, without the empty ones."""
    return tuple(row for row in each if row)


def able(work: Work, visit: Visit, reader: Reader, item: Item, whole: Whole) -> bool:
    """Whether this person decides an item, also one that was handed over to their body."""
    if reader.is_helper or reader.user_id not in visit.officers:
        return False
    at = (work.district, work.now)
    rows = powers.here(visit, reader.rows)
    noted = whole.noted.get(item.key) or whole.newest.get(item.key)
    lent = bool(noted and noted.to_body) and powers.may_answer(rows, noted.to_body if noted else "", *at, item=item.key)
    return lent or powers.may_answer(rows, item.department, *at, item=item.key)


def next_item(work: Work, visit: Visit, reader: Reader, whole: Whole, present: Sequence[Officer]) -> Item | None:
    """What comes next for this person: what they decide, then what nobody who is there decides. Pure."""
    left = whole.left
    mine = next((one for one in left if able(work, visit, reader, one, whole)), None)
    if mine is not None:
        return mine
    at = (work.district, work.now)
    for one in whole.owed:
        if not powers.may_answer(present, one.department, *at, item=one.key):
            return one
    return None


def head(visit: Visit, place: str, whole: Whole) -> dict[str, Any]:
    """The first line: which visit, how far it is."""
    return {
        "word": "visiting-head",
        "number": visit.number,
        "place": place,
        "done": whole.done,
        "count": len(whole.asked),
    }


def result_word(result: Result) -> dict[str, str]:
    """What a result is called."""
    return {"word": f"visiting-result-{formats.dashed(result)}"}


def limit_word(hours: int) -> Any:
    """A limit as a fact of the words."""
    return {"word": "visiting-hours", "hours": hours} if hours else {"word": "visiting-at-once"}


def severity_word(severity: str) -> dict[str, str]:
    """How bad, as a fact of the words."""
    return {"word": f"visiting-severity-{severity}"}


def body_word(code: str) -> Any:
    """Whose item it is."""
    if not code:
        return {"word": "visiting-anybody"}
    brought = starter.departments().get(code)
    return show.body_named(code) if bodies.of(code).is_known or brought is None else brought.named


def answered_word(one: Answered) -> dict[str, Any]:
    """One answer in short: the result, its limit or whom it was handed over to, the words."""
    more: Any = ""
    if one.to_body:
        more = {"word": "visiting-to", "body": body_word(one.to_body)}
    elif one.result is Result.FAIL and one.hours is not None:
        more = limit_word(one.hours)
    return in_short(one.result, more, one.words)


def in_short(result: Result, more: Any, said: str) -> dict[str, Any]:
    """A result with what else is known of it: a limit, words, both, or nothing."""
    words = texts.cut(said, 200)
    if not more and not words:
        return {"word": "visiting-answer", "result": result_word(result)}
    further = {"word": "visiting-and", "one": more, "other": words} if more and words else more or words
    return {"word": "visiting-answer-more", "result": result_word(result), "more": further}


# --- an item


def item(work: Work, visit: Visit, reader: Reader, whole: Whole, shown: Item, view: View) -> Content:
    """One item with what was answered last, what stands now, and what to press."""
    may = able(work, visit, reader, shown, whole)
    lines = [*_asked(visit, shown), *_known(reader, whole, shown)]
    if not may:
        lines.append(_only_note(work, reader, shown))
    if view.asks and view.item == shown.number:
        question = {"word": f"visiting-ask-{view.asks}", "n": shown.number}
        return Content([*lines, question], _choices(work, visit, shown, view))
    lines.append({"word": "visiting-write", "n": shown.number})
    return Content(lines, _presses(work, visit, reader, whole, shown, view, may=may))


def _only_note(work: Work, reader: Reader, shown: Item) -> dict[str, Any]:
    """Why theirs decides nothing: another body does, or their certificate is over."""
    today, mine = work.now.astimezone(work.district.zone).date(), [one for one in reader.rows if one.certificate]
    if mine and not reader.is_helper and not any(bodies_officers.certified(one, today) for one in mine):
        return {"word": "visiting-note-expired", "day": str(max(str(one.certified_until or "-") for one in mine))}
    return {"word": "visiting-only-note", "body": body_word(shown.department)}


def _asked(visit: Visit, shown: Item) -> list[Any]:
    limit = limit_word(shown.hours) if visit.visit_kind is not VisitKind.GUIDANCE else {"word": "visiting-no-limit"}
    facts = {"severity": severity_word(shown.severity), "body": body_word(shown.department), "limit": limit}
    return [
        {"word": "visiting-item", "n": shown.number, "text": dict(shown.named), "section": dict(shown.section)},
        {"word": "visiting-about", **facts},
    ]


def _known(reader: Reader, whole: Whole, shown: Item) -> list[Any]:
    """What was answered the last time, and in this visit."""
    lines: list[Any] = []
    if (last := shown.last) is not None:
        day = formats.day_word(last.day)
        lines.append({"word": "visiting-last", "said": in_short(last.result, "", last.words), "day": day})
    else:
        lines.append({"word": "visiting-last-none"})
    if (noted := whole.noted.get(shown.key)) is not None:
        lines.append({"word": "visiting-noted-by", "name": _name(reader, noted), "said": answered_word(noted)})
    if (now := whole.newest.get(shown.key)) is not None:
        lines.append({"word": "visiting-now", "name": _name(reader, now), "said": answered_word(now)})
    return lines


def _name(reader: Reader, one: Answered) -> str:
    return reader.names.get(one.by_id, str(one.by_id))


def _presses(work: Work, visit: Visit, reader: Reader, whole: Whole, shown: Item, view: View, *, may: bool) -> Rows:
    n = str(shown.number)
    one = {move: press(work, visit, move, n) for move in ACTIONS}
    found: list[tuple[Button, ...]] = [(one["pass"], one["fixed"]), (one["fail"], one["na"])]
    found += [(one["hand"],)] if may else []
    found += [_section(work, visit, reader, whole, shown)] if visit.on_spot else []
    found += [_turns(work, visit, whole, shown, view)]
    bottom = [press(work, visit, "code")]
    if not whole.done:
        bottom.append(case_button(visit, work.district, "no_access", key="button-visiting-no-access"))
    elif view.item or not whole.owed:
        bottom.append(press(work, visit, "read"))
    else:
        bottom.append(press(work, visit, "finish"))
    found.append(tuple(bottom))
    return tuple(row for row in found if row)


def _section(work: Work, visit: Visit, reader: Reader, whole: Whole, shown: Item) -> tuple[Button, ...]:
    some = [one for one in whole.asked if one.section_code == shown.section_code]
    passes = together.sorted_(visit, whole, some, lambda item: able(work, visit, reader, item, whole)).passes
    if len(passes) < FEWEST:
        return ()
    return (press(work, visit, "section", str(shown.number), count=len(passes)),)


def _turns(work: Work, visit: Visit, whole: Whole, shown: Item, view: View) -> tuple[Button, ...]:
    """To the items beside it, and back to what comes next."""
    numbers = [one.number for one in whole.asked]
    at = numbers.index(shown.number)
    found = []
    if at:
        found.append(press(work, visit, "item", str(numbers[at - 1]), key="button-visiting-back", n=numbers[at - 1]))
    if view.item:
        found.append(press(work, visit, "next"))
    if at + 1 < len(numbers):
        found.append(press(work, visit, "item", str(numbers[at + 1]), key="button-visiting-on", n=numbers[at + 1]))
    return tuple(found)


def _choices(work: Work, visit: Visit, shown: Item, view: View) -> Rows:
    """What may be tapped for the question about an item: what its list says comes first."""
    n = str(shown.number)
    again = press(work, visit, "item", n, key="button-visiting-again")
    if view.asks == "severity":
        each = ("minor", "major", "critical")
        rows = [(press(work, visit, "sev", f"{n}.{one}", key=f"button-visiting-severity-{one}"),) for one in each]
        return (*_as_listed(work, visit, shown), *rows, (again,))
    if view.asks == "limit":
        hours = dict.fromkeys((shown.hours, *(one.hours for one in starter.usual_limits())))
        buttons = [_limit(work, visit, shown, view.severity, one) for one in hours]
        return (*(tuple(buttons[k : k + 3]) for k in range(0, len(buttons), 3)), (again,))
    if view.asks == "body":
        codes = [one for one in dict.fromkeys((*visit.bodies, *starter.departments())) if one != shown.department]
        each_body = [
            press(work, visit, "to", f"{n}.{c}", key="button-visiting-to", body=body_word(c)) for c in codes[:12]
        ]
        return (*(tuple(each_body[k : k + 2]) for k in range(0, len(each_body), 2)), (again,))
    return ((press(work, visit, "later", n),),)


def _as_listed(work: Work, visit: Visit, shown: Item) -> Rows:
    """How bad and until when, as the list suggests it: one tap in the place of two."""
    if visit.visit_kind is VisitKind.GUIDANCE:
        return ()
    told = {"severity": severity_word(shown.severity), "limit": limit_word(shown.hours)}
    data = f"{shown.number}.{shown.severity}.{shown.hours}"
    return ((press(work, visit, "lim", data, key="button-visiting-as-listed", **told),),)


def _limit(work: Work, visit: Visit, shown: Item, severity: str, hours: int) -> Button:
    key = "button-visiting-limit" if hours else "button-visiting-at-once"
    return press(work, visit, "lim", f"{shown.number}.{severity}.{hours}", key=key, hours=hours)


# --- others


def conflict(work: Work, visit: Visit, reader: Reader, whole: Whole, one: Conflict) -> Content:
    """Two officers differ: both answers, and which of them is kept."""
    asked = whole.item(one.item)
    if asked is None:
        return Content([], ())
    lines = [*_asked(visit, asked)]
    buttons = []
    for said in (one.first, one.second):
        at = formats.clock(said.said_at, work.district.zone)
        lines.append(
            {"word": "visiting-conflict-said", "name": _name(reader, said), "at": at, "said": answered_word(said)}
        )
        whose = "mine" if said.by_id == reader.user_id else "theirs"
        keep = f"{asked.number}.{said.id}"
        facts = {"name": _name(reader, said), "result": result_word(said.result)}
        buttons.append((press(work, visit, "keep", keep, key=f"button-visiting-keep-{whose}", **facts),))
    return Content([{"word": "visiting-conflict", "n": asked.number}, *lines], tuple(buttons))


def waits_for(visit: Visit, reader: Reader) -> str:
    """The body for whose approval an officer waits; empty where they do not wait."""
    return "" if reader.is_helper else powers.waits_for(visit, reader.rows)


def not_yet(work: Work, visit: Visit, body: str) -> Content:
    """For an officer of a body that joined: its approver has not said yes."""
    return Content([{"word": "visiting-part-waits", "body": body_word(body)}], ((press(work, visit, "next"),),))


def waiting(work: Work, visit: Visit, whole: Whole) -> Content:
    """Nothing is left for this person: what is left for others, or the reading out."""
    if not whole.left:
        return Content([{"word": "visiting-all-answered", "count": whole.done}], _ends(work, visit, whole))
    numbers = together.runs(one.number for one in whole.owed)
    lines: list[Any] = [{"word": "visiting-for-others", "numbers": numbers}] if numbers else []
    return Content([*lines, *left_out(whole, "visiting-part-left")], _ends(work, visit, whole))


def left_out(whole: Whole, key: str) -> list[Any]:
    """A sentence for each body whose part is not approved, with the items that wait for it."""
    return [
        {"word": key, "body": body_word(body), "numbers": together.runs(one.number for one in some)}
        for body, some in whole.left_out.items()
    ]


def why_open(work: Work, visit: Visit, whole: Whole) -> Content:
    """Why the rest stays open is asked before it is read out."""
    numbers = together.runs(one.number for one in whole.owed)
    line = {"word": "visiting-why-open", "count": len(whole.owed), "numbers": numbers}
    return Content([*left_out(whole, "visiting-part-left"), line], ((press(work, visit, "next"),),))


def _ends(work: Work, visit: Visit, whole: Whole) -> Rows:
    back = press(work, visit, "item", str(whole.asked[-1].number), key="button-visiting-look") if whole.asked else None
    ends = press(work, visit, "finish" if whole.owed else "read")
    return ((ends,), *(((back,),) if back is not None else ()), (press(work, visit, "code"),))


def of_others(reader: Reader, whole: Whole) -> list[Any]:
    """What others answered since this person answered last, so that nobody does it again."""
    numbers = {one.key: one.number for one in whole.asked}
    mine = max((one.id for one in whole.answered if one.by_id == reader.user_id), default=0)
    theirs = [one for one in whole.newest.values() if one.id > mine and one.by_id != reader.user_id]
    theirs = [one for one in theirs if one.item in numbers]
    theirs.sort(key=lambda one: one.id)
    return [
        {"word": "visiting-other", "name": _name(reader, one), "n": numbers[one.item], "said": answered_word(one)}
        for one in theirs[-OTHERS:]
    ]


def fails(whole: Whole, most: int) -> list[Any]:
    """All that failed, with the limits; how many more there are."""
    found = [one for one in whole.newest.values() if one.result in FAILS]
    order = {one.key: one for one in whole.asked}
    found.sort(key=lambda one: order[one.item].number if one.item in order else 0)
    lines: list[Any] = [
        {
            "word": "visiting-fail",
            "n": order[one.item].number,
            "text": dict(order[one.item].named),
            "said": answered_word(one),
        }
        for one in found[:most]
        if one.item in order
    ]
    return [*lines, *([{"word": "visiting-more-fails", "count": len(found) - most}] if len(found) > most else [])]
