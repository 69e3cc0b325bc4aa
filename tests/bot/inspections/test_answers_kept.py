"""How many answers of one person to one item of a visit are kept."""

from bot.inspections.visit import Result
from bot.inspections.visiting import answering
from bot.inspections.visiting.judging import New
from tests.bot.builders import NOW
from tests.bot.inspections.test_items import an_item, said

CHEN, LU = 2001, 2002


def new(sent_as: str, number: int = 7) -> New:
    """A press."""
    return New(an_item(number), Result.PASS, NOW, sent_as)


def test_who_answers_one_item_for_ever_is_stopped_and_nobody_else() -> None:
    """The last that fits is taken, the next is not; what came before is no new one, however often it is sent."""
    before = [said(Result.FAIL, CHEN, n) for n in range(answering.MOST_OF_ONE - 1)]
    last, over, other = new("a"), new("b"), new("c", 8)
    assert answering.within(before, [last, over, other], CHEN) == [last, other]
    full = [*before, said(Result.FAIL, CHEN, 99)]
    assert answering.within(full, [over], CHEN) == []
    assert answering.within(full, [new("s99"), other], CHEN) == [new("s99"), other]
    assert answering.within(full, [over], LU) == [over]
