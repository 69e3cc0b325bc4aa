"""Whose word holds: what somebody decided, the narrowest first, then the handbook's suggestion, then the default."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.handbook.model import Item, Minutes
from bot.incidents import limits, rules, table
from bot.incidents.table import Incident
from bot.register.districts import District
from bot.work.history import Part
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


def holds(district: District, item: Item, name: str, **own: int) -> tuple[int, str]:
    """How many seconds, and by whose word; *own* was decided for the case alone."""
    scopes = ("case:42", *limits.scopes_of_item(item, item.severity))
    [found] = [one for one in limits.in_effect(district, scopes, item, own) if one.name == name]
    return found.seconds, found.comes_from


LADDER = (
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
    assert holds(district, ITEM, "close", close=100) == (100, "case:42")


def test_what_was_decided_for_a_case_stays_with_it() -> None:
    """Also once it has ended, and when it is opened again: no figure of it changes afterwards."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    case = Incident(1, table.KIND, 42, table.CLOSED, at, closed_at=at, marks={"sent_back": "why"})
    own = limits.with_own(case, {"close": 100})
    assert limits.limits_for(a_district(), own, ITEM).close == 100
    opened = rules.apply(own, "reopen", Actor(1, frozenset({Part.CAPTAIN})), at, Facts(given={"reason": "again"}))
    assert limits.limits_for(a_district(), opened.case, ITEM).close == 100
    assert limits.with_own(opened.case, {}).marks == {}


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
