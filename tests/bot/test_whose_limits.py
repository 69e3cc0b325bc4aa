"""Whose word holds: what somebody decided, the narrowest first, then the handbook's suggestion, then the default."""

from dataclasses import replace
from typing import Any

import pytest

from bot.handbook.model import Item, Minutes
from bot.incidents import limits
from bot.register.districts import District
from bot.work.rules import Rules

ITEM = Item(
    code="thing", name_zh="物", name_en="Thing", category="street", severity="high",
    suggested_minutes=Minutes(accept=2, arrive=4, close=20),
)  # fmt: skip
PLAIN = ITEM.model_copy(update={"suggested_minutes": None})


def a_district(**figures: Any) -> District:
    """A new one, with *figures* decided for it."""
    new = District(-1, "x", "en", "Asia/Shanghai", Rules(confirm_s=700).district_limits())
    return replace(new, limits=limits.decide(new, figures))


def holds(district: District, item: Item, name: str) -> tuple[int, str]:
    """How many seconds, and by whose word."""
    scopes = ("case:42", *limits.scopes_of_item(item, item.severity))
    [found] = [one for one in limits.in_effect(district, scopes, item) if one.name == name]
    return found.seconds, found.comes_from


LADDER = (
    ({"case:42": {"close": 100}}, (100, "case:42")),
    ({"item:thing": {"close": 101}}, (101, "item:thing")),
    ({"group:street": {"close": 102}}, (102, "group:street")),
    ({"severity:high": {"close": 103}}, (103, "severity:high")),
)


@pytest.mark.parametrize("n", range(len(LADDER)))
def test_the_narrowest_word_holds(n: int) -> None:
    """Each goes before all that are wider, the district's and the handbook's among them."""
    district = a_district(close=104)
    said = {scope: rules for rung, _ in LADDER[n:] for scope, rules in rung.items()}
    district = replace(district, limits={**district.limits, **said})
    assert holds(district, ITEM, "close") == LADDER[n][1]


def test_the_district_then_the_handbook_then_the_program() -> None:
    """The figures that a district begins with are nobody's word."""
    assert holds(a_district(close=45), ITEM, "close") == (45, "")
    assert holds(a_district(close=600), ITEM, "close") == (600, ""), "decided, though it is the program's own figure"
    assert holds(a_district(), ITEM, "close") == (1200, limits.HANDBOOK)
    assert holds(a_district(), PLAIN, "close") == (600, limits.DEFAULT)
    assert holds(a_district(), ITEM, "confirm") == (700, limits.DEFAULT)


def test_what_is_taken_back_is_nobodys_word_again() -> None:
    """And what else was decided stays."""
    district = a_district(close=600, accept=45)
    district = replace(district, limits=limits.take_back(district, "close", 600))
    assert holds(district, ITEM, "close") == (1200, limits.HANDBOOK)
    assert holds(district, ITEM, "accept") == (45, "")


def test_a_district_of_an_earlier_version_decided_what_is_not_the_programs_own() -> None:
    """It was not written down then."""
    kept = {"accept": 45, "arrive": 180, "close": 600, "confirm": 600, "remind_every": 300}
    district = District(-1, "x", "en", "Asia/Shanghai", kept)
    assert limits.decided(district) == {"accept"}
    assert holds(district, ITEM, "accept") == (45, "")
    assert holds(district, ITEM, "close") == (1200, limits.HANDBOOK)
