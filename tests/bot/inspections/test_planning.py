"""Wishes and their answers: counters, cool-down, cap, joining, who may go, the words of a wish, what comes due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.bodies.officers import Officer
from bot.inspections.course import due, people
from bot.inspections.planning import advice, reading, wishing
from bot.inspections.planning.advice import Asked, Rules
from bot.inspections.planning.reading import Known
from bot.inspections.planning.wishes import Says
from bot.inspections.table import ListUsed, Visit, VisitKind
from bot.values.refused import Refused
from tests.bot.builders import NOW

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 12, 6)
RULES = Rules(cooling_days=30, yearly=4)
WISH = Asked("fire", VisitKind.DAILY, ("shop",), TODAY, TODAY)


def made(
    day: date, *bodies: str, kind: VisitKind = VisitKind.DAILY, lists: str = "shop", state: str = "closed"
) -> Visit:
    """A visit that was made on a day."""
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return replace(
        Visit(1, "inspection", day.day, state, at, id=day.toordinal()),
        bodies=bodies or ("fire",), approved=bodies or ("fire",),
        visit_kind=kind, lists=(ListUsed(lists, 0),), since=day, until=day, begun_at=at,
    )  # fmt: skip


def ahead(since: date, until: date | None = None, state: str = "approved", lists: str = "shop") -> Visit:
    """A visit that is to be made."""
    approved = () if state == "planned" else ("market",)
    one = replace(made(since, "market", lists=lists, state=state), approved=approved)
    return replace(one, begun_at=None, until=until or since)


@pytest.mark.parametrize("kind", [VisitKind.RECHECK, VisitKind.GUIDANCE])
def test_what_asks_less_is_not_joined(kind: VisitKind) -> None:
    """A re-check asks only what is open, guidance sets no limits: a daily wish goes beside them, their kind joins."""
    other = replace(ahead(TODAY), visit_kind=kind)
    assert advice.to_join([other], WISH) is None
    assert advice.to_join([ahead(TODAY)], replace(WISH, kind=kind)) is None
    assert advice.to_join([other], replace(WISH, kind=kind)) is other


@pytest.mark.parametrize(("days", "says"), [(1, Says.NOT_NOW), (29, Says.NOT_NOW), (30, Says.GO), (400, Says.GO)])
def test_the_cool_down_is_thirty_days_for_a_place_and_list(days: int, says: Says) -> None:
    """On the thirtieth day it is over; the day from which on the wish is free is told with the rule."""
    found = advice.advise([made(TODAY - timedelta(days=days))], WISH, RULES, ZONE)
    assert found.says is says
    if says is Says.NOT_NOW:
        assert (found.rule, found.free_from) == ("cooling", TODAY + timedelta(days=30 - days))


def test_another_list_or_what_stands_beside_cools_nothing() -> None:
    """Re-checks, complaints and guidance neither stand under the cool-down nor begin one; nor what was not made."""
    last = TODAY - timedelta(days=3)
    assert advice.advise([made(last, lists="market")], WISH, RULES, ZONE).says is Says.GO
    for kind in (VisitKind.SINGLE, VisitKind.RECHECK, VisitKind.GUIDANCE):
        assert advice.advise([made(last, kind=kind)], WISH, RULES, ZONE).says is Says.GO
        assert advice.advise([made(last)], replace(WISH, kind=kind), RULES, ZONE).says is Says.GO
    assert advice.advise([made(last)], replace(WISH, beside=True), RULES, ZONE).says is Says.GO
    assert advice.advise([made(last, state="no_access")], WISH, RULES, ZONE).says is Says.GO
    assert advice.advise([replace(made(last), begun_at=None, state="cancelled")], WISH, RULES, ZONE).says is Says.GO


def test_what_is_ahead_cools_too_and_may_be_joined() -> None:
    """Fifteen days after the visit that another planned nobody goes again for the same list."""
    other = ahead(TODAY + timedelta(days=5), TODAY + timedelta(days=7))
    late = replace(WISH, since=TODAY + timedelta(days=20), until=TODAY + timedelta(days=20))
    found = advice.advise([other], late, RULES, ZONE)
    assert (found.says, found.visit) == (Says.NOT_NOW, other)


@pytest.mark.parametrize("state", ["planned", "approved", "notified", "under_way"])
def test_the_same_place_in_an_overlapping_window_is_one_visit(state: str) -> None:
    """Whatever the list; one day shared is enough, none is not; what was called off is no visit."""
    other = ahead(TODAY - timedelta(days=2), TODAY, state=state, lists="another")
    found = advice.advise([other], WISH, RULES, ZONE)
    assert (found.says, found.rule, found.visit) == (Says.JOIN, "overlap", other)
    later = replace(WISH, since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=2))
    assert advice.advise([other], later, RULES, ZONE).says is Says.GO
    assert advice.advise([replace(other, state="cancelled")], WISH, RULES, ZONE).says is Says.GO


def test_the_cap_is_by_place_body_and_kind_and_year() -> None:
    """A joined visit counts once for the place and once for each body; other years and kinds do not count."""
    year = [made(date(2026, month, 9), "fire", "market") for month in (1, 3, 5)]
    more = [made(date(2025, 12, 9)), made(date(2026, 8, 9), "market"), made(date(2026, 9, 1), kind=VisitKind.SPECIAL)]
    had = advice.counters([*year, *more], WISH, RULES, ZONE)
    assert (had.made, had.cap, had.place) == (3, 4, 5)
    assert had.last is not None
    assert had.last.bodies == ("fire",)
    market = advice.counters([*year, *more], replace(WISH, body="market"), RULES, ZONE)
    assert market.made == 4
    assert advice.advise([*year, *more], WISH, RULES, ZONE).says is Says.GO
    full = advice.advise([*year, *more], replace(WISH, body="market"), RULES, ZONE)
    assert (full.says, full.rule, full.free_from) == (Says.NOT_NOW, "cap", date(2027, 1, 1))
    own = Rules(caps={"fire/daily": 3, "/special": 0})
    assert advice.advise(year, WISH, own, ZONE).rule == "cap"
    assert own.cap("market", VisitKind.SPECIAL) == 0
    assert own.cap("fire", VisitKind.SINGLE) is None
    assert advice.counters(year, replace(WISH, kind=VisitKind.RECHECK), RULES, ZONE).cap is None


def test_acts_inside_a_case_stand_beside_the_cool_down_and_the_cap() -> None:
    """They neither begin it nor are counted by a body; to the place each is a visit."""
    inside = [replace(made(TODAY - timedelta(days=n)), incident_id=5) for n in range(1, 6)]
    assert advice.advise(inside, WISH, RULES, ZONE).says is Says.GO
    had = advice.counters(inside, WISH, RULES, ZONE)
    assert (had.made, had.place) == (0, 5)
    plain = made(TODAY - timedelta(days=3))
    single = replace(WISH, kind=VisitKind.SINGLE)
    assert advice.beside([plain], single, RULES, ZONE) is plain
    assert advice.beside([plain], replace(WISH, beside=True), RULES, ZONE) is plain
    assert advice.beside([plain], WISH, RULES, ZONE) is None
    assert advice.beside([made(TODAY - timedelta(days=60))], single, RULES, ZONE) is None


def test_a_body_that_joined_and_was_never_approved_made_no_visit() -> None:
    """It asked nothing there; ahead and in an emergency it counts, since its approval may still come."""
    one = replace(made(TODAY, "fire", "market"), approved=("fire",))
    assert advice.taking_part(one) == ("fire",)
    assert advice.counters([one], replace(WISH, body="market"), RULES, ZONE).made == 0
    assert advice.taking_part(replace(one, emergency=True)) == ("fire", "market")
    assert advice.taking_part(replace(one, state="approved")) == ("fire", "market")


def officer(user_id: int, until: date | None, body: str = "fire") -> Officer:
    """Somebody of a body; without a day they have no certificate."""
    return Officer(1, user_id, f"n{user_id}", body, NOW, "A-1" if until else "", until, approver=until is None)


def test_only_officers_with_a_certificate_in_date_go() -> None:
    """On its last day it is in date; afterwards it is named with that day; who only approves never goes."""
    rows = [officer(1, TODAY), officer(2, TODAY - timedelta(days=1)), officer(3, None)]
    assert people.going(rows, [1, 1], TODAY) == (1,)
    with pytest.raises(Refused) as over:
        people.going(rows, [1, 2], TODAY)
    assert (over.value.key, over.value.facts["name"], over.value.facts["day"]) == (
        "visit-certificate-over",
        "n2",
        "2026-12-05",
    )
    for nobody in (3, 4):
        with pytest.raises(Refused, match="visit-no-officer"):
            people.going(rows, [nobody], TODAY)
    renewed = [*rows, officer(2, TODAY, "market")]
    assert people.going(renewed, [2], TODAY) == (2,)


KNOWN = Known({"street_shop": "street_shop", "沿街商铺": "street_shop"}, {"消防": "fire", "fire": "fire"}, {"小李": 7})


@pytest.mark.parametrize(
    ("text", "place", "more"),
    [
        ("通盛小店", "通盛小店", {}),
        ("通盛 小店 专项 消防 12-08..12-10 +小李", "通盛 小店",
         {"kind": VisitKind.SPECIAL, "body": "fire", "officers": (7,), "since": date(2026, 12, 8),
          "until": date(2026, 12, 10)}),
        ("P1 投诉 12345-678", "P1", {"kind": VisitKind.SINGLE, "source": "complaint", "reference": "12345-678"}),
        ("P1 complaint", "P1", {"kind": VisitKind.SINGLE, "source": "complaint"}),
        ("7 号楼 明天 street_shop", "7 号楼",
         {"since": date(2026, 12, 7), "until": date(2026, 12, 7), "lists": ("street_shop",)}),
        ("P1 紧急", "P1", {"emergency": True}),
        ("P1 3月5日 至 3月9日 guidance", "P1",
         {"kind": VisitKind.GUIDANCE, "since": date(2027, 3, 5), "until": date(2027, 3, 9)}),
    ],
)  # fmt: skip
def test_the_words_of_a_wish_come_in_any_order(text: str, place: str, more: dict[str, object]) -> None:
    """What is nothing else names the place; a day without its year is the next such day."""
    assert reading.read(text, KNOWN, TODAY) == replace(reading.Said((place,)), **more)


def test_several_places_and_days_that_are_none() -> None:
    """Semicolons part places; the thirtieth of February is part of a name."""
    assert reading.read("甲店；乙店; 丙店", KNOWN, TODAY).places == ("甲店", "乙店", "丙店")
    assert reading.window("02-30", TODAY) is None
    assert reading.window("12-10..12-08", TODAY) == (date(2026, 12, 10), date(2026, 12, 8))
    assert reading.window("a..b", TODAY) is None


def test_what_comes_due() -> None:
    """The approver is asked on each morning; an emergency every few hours, then daily; nothing of what is past."""
    noon = datetime(2026, 12, 6, 4, tzinfo=UTC)
    plan = replace(ahead(TODAY, TODAY + timedelta(days=1), state="planned"), id=3, reported_at=noon)
    each = due.occasions(plan, ZONE)
    assert [(one.name, one.due_at.astimezone(ZONE).day, one.due_at.astimezone(ZONE).hour) for one in each] == [
        ("visit_wanted", 7, 8),
        ("visit_over", 8, 8),
    ]
    urgent = replace(plan, state="under_way", emergency=True, begun_at=noon)
    assert urgent.waits_for_approval
    late = [one for one in due.occasions(urgent, ZONE) if one.name == "visit_late"]
    assert [one.due_at - noon for one in late[:6]] == [timedelta(hours=n) for n in (3, 6, 9, 12, 18, 24)]
    assert late[6].due_at - noon == timedelta(days=2)
    both = replace(urgent, bodies=("fire", "market"), approved=("fire",), approved_at=noon)
    assert [one for one in due.occasions(both, ZONE) if one.name == "visit_late"] == late
    done = replace(both, approved=("market", "fire"))
    assert not [one for one in due.occasions(done, ZONE) if one.name == "visit_late"]
    assert due.occasions(replace(done, state="closed"), ZONE) == []


def test_the_part_of_a_body_that_joined_is_asked_for_until_it_is_there() -> None:
    """On the mornings before an approved visit; every few hours where somebody is there already."""
    noon = datetime(2026, 12, 5, 4, tzinfo=UTC)
    joined = replace(ahead(TODAY, state="approved"), id=3, bodies=("fire", "market"), approved=("fire",))
    joined = replace(joined, reported_at=noon, approved_at=noon, asked_at=noon)
    assert [one.n for one in due.occasions(joined, ZONE) if one.name == "visit_wanted"] == [1]
    there = replace(joined, state="under_way", begun_at=noon, asked_at=noon)
    asked = [one.due_at - noon for one in due.occasions(there, ZONE) if one.name == "visit_wanted"]
    assert asked == [timedelta(hours=one) for one in (1, 3, 6, 12)]
    whole = replace(there, approved=("fire", "market"))
    assert not [one for one in due.occasions(whole, ZONE) if one.name == "visit_wanted"]


def test_only_a_visit_that_goes_there_then_is_joined() -> None:
    """Moved away, over, or of a kind that stands alone: each is seen at the moment of joining."""
    there = ahead(TODAY, TODAY + timedelta(days=2))
    assert advice.may_join(there, WISH)
    later = ahead(TODAY + timedelta(days=9))
    assert advice.would_check(later, WISH)
    assert not advice.may_join(later, WISH)
    for gone in (
        replace(there, since=WISH.until + timedelta(days=1), until=WISH.until + timedelta(days=2)),
        replace(there, state="cancelled"),
        replace(there, visit_kind=VisitKind.GUIDANCE),
    ):
        assert not advice.may_join(gone, WISH)


@pytest.mark.parametrize(
    ("state", "since"), [("under_way", "begun_at"), ("read_back", "read_at"), ("signed", "signed_at")]
)
def test_what_was_begun_is_asked_for_each_morning_until_it_ends(state: str, since: str) -> None:
    """From the morning after; in each of its states anew, and no more when the place has the result."""
    noon = datetime(2026, 12, 6, 4, tzinfo=UTC)
    early = {"begun_at": noon, "read_at": noon, "signed_at": noon, "approved_at": noon, "reported_at": noon}
    one = replace(ahead(TODAY, TODAY, state=state), id=3, **early | {since: noon + timedelta(days=2)})
    stands = [one for one in due.occasions(one, ZONE) if one.name == "visit_stands"]
    assert [(each.n, each.due_at.astimezone(ZONE).day, each.due_at.astimezone(ZONE).hour) for each in stands[:2]] == [
        (1, 9, 8),
        (2, 10, 8),
    ]
    told = replace(one, state="fed_back", fed_back_at=noon)
    assert not [each for each in due.occasions(told, ZONE) if each.name == "visit_stands"]


@pytest.mark.parametrize(
    ("days", "since", "until"),
    [(1, date(2026, 12, 7), date(2026, 12, 7)), (7, TODAY, date(2026, 12, 12)), (99, TODAY, date(2026, 12, 12))],
)
def test_within_seven_days_is_seven_days(days: int, since: date, until: date) -> None:
    """Today is the first of them; tomorrow is tomorrow alone."""
    assert wishing.another_day(TODAY, days) == (since, until)
