"""What lines about items come to: answers that can be kept, and one sentence about each that cannot."""

from collections.abc import Sequence
from typing import Any

from bot.bodies import bodies
from bot.inspections.table import Visit
from bot.inspections.visit import Result
from bot.inspections.visiting import answering, together
from bot.inspections.visiting.hearing import spoken
from bot.inspections.visiting.hearing.words import Line
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import New
from bot.inspections.visiting.record import Whole
from bot.values import texts
from bot.values.refused import Refused
from bot.work.work import Work


def answers(work: Work, visit: Visit, whole: Whole, lines: Sequence[Line], sent_as: str) -> tuple[list[New], list[Any]]:
    """The answers of a message, and what was wrong with it. *sent_as* is the id of the message."""
    news, said = list[New](), list[Any]()
    for at, line in enumerate(lines):
        shown = texts.cut(texts.line(line.text), 60)
        if line.problem:
            said.append({"word": f"visiting-problem-{line.problem}", "n": line.numbers[0], "said": shown})
            continue
        found = [whole.numbered(number) for number in line.numbers]
        some = [item for item in found if item is not None]
        if len(some) < len(found):
            said.append({"word": "visiting-no-item", "n": line.numbers[found.index(None)], "count": len(whole.asked)})
        elif line.is_range:
            passed, problems = _together(work, visit, whole, line, _not_yet(some, whole, news, f"{sent_as}:{at}"))
            news += (_new(work, line, item, f"{sent_as}:{at}:{item.number}", together=True) for item in passed)
            said += problems
        else:
            news += (_new(work, line, item, f"{sent_as}:{at}:{item.number}") for item in some)
    return news, said


def _not_yet(some: Sequence[Item], whole: Whole, news: Sequence[New], sent_as: str) -> list[Item]:
    """Without what the same message said already, in a line of its own or when it came the first time."""
    before, own = {one.sent_as for one in whole.answered}, {one.item.key for one in news}
    return [one for one in some if one.key not in own and f"{sent_as}:{one.number}" not in before]


def _together(
    work: Work, visit: Visit, whole: Whole, line: Line, some: Sequence[Item]
) -> tuple[Sequence[Item], list[Any]]:
    """What several numbers pass at once, and one sentence about the others."""
    try:
        found = together.sorted_(visit, whole, some, lambda item: item.may_answer)
    except Refused as refused:
        return (), [{"word": refused.key, **refused.facts}]
    return found.passes, found.left_out


def _new(work: Work, line: Line, item: Item, sent_as: str, *, together: bool = False) -> New:
    result, said, to_body = line.result or Result.PASS, line.words, ""
    if result is Result.HANDED:
        to_body, said = _to(line.words)
    at = min(work.who.said_at, work.now)
    facts: dict[str, Any] = {
        "severity": line.severity,
        "hours": line.hours,
        "words": texts.cut(said, answering.MOST_WORDS),
        "together": together,
    }
    return New(item, result, at, sent_as, to_body=to_body, **facts)


def _to(said: str) -> tuple[str, str]:
    """``移交 消防 …``, ``hand over to fire``: the body, where the words begin with one that is known, and the rest."""
    first, _, rest = spoken.to_whom(said).partition(" ")
    code = bodies.meant(first) if first.strip() else ""
    return (code, rest.strip()) if code in bodies.brought() else ("", said)
