"""What a list that comes in would change, and how it is told."""

from dataclasses import replace

from bot.checklists import changing, telling
from bot.checklists.model import Severity, in_order
from bot.words import Words
from tests.bot.checklists.forms import SHOP

FIRST, SECOND, *REST = SHOP.items


def test_the_same_list_changes_nothing() -> None:
    """Whatever edition it is."""
    assert changing.compared(SHOP, replace(SHOP, edition=3)).is_empty


def test_new_changed_and_gone_items_are_told_apart() -> None:
    """By their code; a number that moved because of another item is no change."""
    harder = replace(SECOND, severity=Severity.MAJOR, limit="d3")
    new = replace(FIRST, code="SX1")
    plan = changing.compared(SHOP, replace(SHOP, items=in_order([new, harder, *REST])))
    assert [one.item.code for one in plan.new] == ["SX1"]
    assert [one.item.code for one in plan.gone] == ["SS01"]
    assert [(one.item.code, one.fields) for one in plan.changed] == [("SS02", ("severity", "limit"))]
    assert plan.of_list == ()


def test_the_list_itself_and_its_order_are_told() -> None:
    """Its name; two items that changed places."""
    plan = changing.compared(SHOP, replace(SHOP, name_en="Shops", items=in_order([SECOND, FIRST, *REST])))
    assert (plan.changes, plan.of_list) == ((), ("name_en", "order"))


def test_everything_that_may_change_has_its_word() -> None:
    """Each field, in both languages; of what a captain weighs also what it was."""
    other = replace(
        FIRST, section="fire", text_zh="x", text_en="x", department="fire", severity=Severity.MINOR, limit="now",
        handbook=None, basis="x", basis_verification="secondary", on_the_spot=True, photo=False, certified=True,
        hint_zh="x", hint_en="x",
    )  # fmt: skip
    whole = replace(
        SHOP, name_zh="x", name_en="x", place_kinds=(), sections=(), subject_zh="x", subject_en="x", note_zh="x",
        note_en="x", country="", items=in_order([other]),
    )  # fmt: skip
    plan = changing.compared(SHOP, whole)
    assert set(plan.changed[0].fields) == set(changing.OF_ITEM)
    assert set(plan.of_list) == set(changing.OF_LIST)
    for language in ("zh", "en"):
        for line in telling.lines(plan):
            assert "list-field" not in Words().fact(language, line)
    assert "limit 7 days → Correct at once" in Words().fact("en", telling.lines(plan)[2])


def test_many_changes_are_counted_instead_of_cut() -> None:
    """A new list of 500 items is one message."""
    many = replace(SHOP, items=in_order(replace(FIRST, code=f"A{n}") for n in range(500)))
    told = telling.lines(changing.compared(None, many))
    assert told[-1] == {"word": "list-plan-more", "count": 500 - telling.MOST_LINES}
    assert max(len("\n".join(Words().fact(one, line) for line in told)) for one in ("zh", "en")) < 4096
