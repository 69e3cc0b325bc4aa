"""What passes together, by a button or by ``1-20 合格``: one rule, and why each other item is answered by itself."""

from dataclasses import replace

import pytest

from bot.inspections.visit import Result
from bot.inspections.visiting import record, together
from bot.inspections.visiting.items import Item, Last
from bot.inspections.visiting.together import Why
from bot.values.refused import Refused
from tests.bot.builders import NOW
from tests.bot.inspections.test_items import VISIT, an_item, said

HERE = replace(VISIT, found_by="scan", found_at=NOW)


def an_old_one(number: int, last: Result | None = Result.PASS, severity: str = "major") -> Item:
    """An item with what was answered the last time."""
    return replace(an_item(number), severity=severity, last=Last(last, NOW.date()) if last else None)


@pytest.mark.parametrize(
    ("last", "severity", "able", "why"),
    [
        (Result.PASS, "major", True, None),
        (Result.PASS, "critical", True, Why.CRITICAL),
        (Result.FAIL, "minor", True, Why.FAILED),
        (Result.FIXED, "minor", True, Why.FAILED),
        (Result.HANDED, "minor", True, Why.FAILED),
        (Result.NONE, "minor", True, Why.CHANGED),
        (None, "minor", True, Why.FIRST),
        (Result.PASS, "major", False, Why.OTHERS),
    ],
)
def test_what_may_be_passed_together(last: Result | None, severity: str, *, able: bool, why: Why | None) -> None:
    """Never a critical item, never what failed last time, never what was not asked before, never another body's."""
    whole = record.put_together([an_old_one(7)], [], frozenset())
    assert together.why_alone(whole, an_old_one(7, last, severity), able=able) is why


def test_what_has_an_answer_or_a_note_stays_as_it_is() -> None:
    """Nobody's answer is passed over, nor what somebody noted for an officer who is there."""
    answered = record.put_together([an_old_one(7)], [said(Result.FAIL)], frozenset())
    assert together.why_alone(answered, an_old_one(7), able=True) is Why.ANSWERED
    noted = record.put_together([an_old_one(7)], [said(Result.HANDED, 2002, to_body="fire")], frozenset({"fire"}))
    assert together.why_alone(noted, an_old_one(7), able=True) is Why.NOTED


def test_nothing_passes_together_off_the_spot() -> None:
    """Not shown to stand there: refused, whatever was found before."""
    whole = record.put_together([an_old_one(1)], [], frozenset())
    with pytest.raises(Refused, match="visiting-together-on-spot"):
        together.sorted_(VISIT, whole, whole.asked, lambda item: True)
    assert together.sorted_(HERE, whole, whole.asked, lambda item: True).passes == whole.asked


def test_one_sentence_says_what_is_left_out_and_why() -> None:
    """Each reason with its numbers; how to write one of them."""
    each = [
        *map(an_old_one, (1, 2, 3, 4)),
        an_old_one(5, None),
        an_old_one(6, None),
        an_old_one(8, severity="critical"),
    ]
    found = together.sorted_(HERE, record.put_together(each, [], frozenset()), each, lambda item: item.number != 2)
    assert [one.number for one in found.passes] == [1, 3, 4]
    [sentence] = found.left_out
    others, critical, first = (
        {"word": f"visiting-alone-{why}", "numbers": {"name_zh": numbers, "name_en": numbers}}
        for why, numbers in (("others", "2"), ("critical", "8"), ("first", "5-6"))
    )
    reasons = {"word": "both", "one": others, "other": critical}
    assert sentence == {"word": "visiting-alone", "reasons": {"word": "both", "one": reasons, "other": first}, "n": 2}


def test_numbers_are_said_as_people_write_them() -> None:
    """Neighbours as a range."""
    assert together.runs([1, 2, 3, 5, 7, 8]) == {"name_zh": "1-3、5、7-8", "name_en": "1-3, 5, 7-8"}
    assert together.runs(range(1, 600, 2))["name_en"].endswith(", …"), "as many as fit"


def test_a_remark_passes_nothing() -> None:
    """Whoever may not decide an item has looked at it: it is counted by itself, not as passed."""
    whole = record.put_together([an_old_one(7)], [said(Result.PASS, 2002, to_body="fire")], frozenset())
    assert (whole.count_asked(Result.PASS), whole.count(Result.PASS), whole.remarks, whole.done) == (0, 0, 1, 1)
    decided = record.put_together([an_old_one(7)], [said(Result.PASS)], frozenset())
    assert (decided.count_asked(Result.PASS), decided.remarks) == (1, 0)
