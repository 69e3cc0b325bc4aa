"""Bodies, their officers and their powers, as pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.bodies import bodies, changing, delegations, lending, listing, notices, officers, said
from bot.bodies.delegations import Delegation
from bot.bodies.officers import How, Officer
from bot.bodies.said import Said
from bot.membership.officers import appointing
from bot.register.districts import District
from bot.register.people import Member, RoleHeld, RoleName, Who
from bot.values.refused import Refused
from tests.bot.builders import NOW

LAST = date(2027, 6, 30)
DAY = timedelta(days=1)
CHEN = Officer(1, 2001, "Chen", "fire", NOW, "A-123", LAST)
HEAD = Officer(1, 2002, "Lu", "fire", NOW, approver=True, how=How.HEAD)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fire", "fire"), ("消防", "fire"), ("Market regulation", "market"), ("城管", "enf"), (" HOUSING ", "housing"),
        ("河道站", "河道站"),
    ],
)  # fmt: skip
def test_a_body_is_meant_by_code_name_or_what_people_call_it(written: str, code: str) -> None:
    """One that is not listed is called as it was written."""
    assert bodies.meant(written) == code


def test_no_two_bodies_are_called_alike() -> None:
    """Else an officer would be of another body than the captain meant."""
    each = [{name.casefold() for name in (one.code, one.zh, one.en, *one.also)} for one in bodies.brought().values()]
    called = [name for names in each for name in names]
    assert len(called) == len(set(called))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("fire 沪A-123 2027-06-30", Said("fire", "沪A-123", LAST)),
        ("城管 沪 A 123 2027.6.30 30d", Said("enf", "沪 A 123", LAST, duration="30d")),
        ("market 9 20270630", Said("market", "9", LAST)),
        ("market 9 2027年6月30日", Said("market", "9", LAST)),
    ],
)
def test_an_officer_is_a_body_a_number_and_its_end(words: str, meant: Said) -> None:
    """Days as people write them; a length behind is how long the role is given."""
    assert said.officer(words) == meant


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "officer-wants-body"), ("fire A-1", "officer-wants-until"), ("fire A-1 2027-02-30", "officer-wants-until"),
        ("fire 2027-06-30", "officer-wants-certificate"), (f"fire {'9' * 41} 2027-06-30", "officer-wants-certificate"),
    ],
)  # fmt: skip
def test_what_is_missing_of_an_officer_is_said(words: str, key: str) -> None:
    """One sentence for each."""
    with pytest.raises(Refused, match=key):
        said.officer(words)


def test_an_approver_is_the_head_or_deputised_by_a_deed_that_is_named() -> None:
    """Neither is refused."""
    assert said.approver("fire 负责人") == Said("fire", approver=True, how=How.HEAD)
    assert said.approver("fire Deed 5/2026") == Said("fire", approver=True, how=How.DEED, deed="Deed 5/2026")
    with pytest.raises(Refused, match="approver-wants-deed"):
        said.approver("fire")


def test_a_certificate_is_good_on_its_last_day_and_not_after() -> None:
    """Who only approves holds none."""
    assert officers.certified(CHEN, LAST)
    assert not officers.certified(CHEN, LAST + DAY)
    assert not officers.certified(HEAD, LAST)


def test_items_are_answered_by_the_body_or_by_one_that_it_was_delegated_to() -> None:
    """From the first day to the last, in that direction only."""
    lets = Delegation("market", "fire", "Notice 3/2026", date(2026, 1, 1), date(2026, 12, 31))
    assert officers.may_answer(CHEN, "fire", LAST)
    assert not officers.may_answer(CHEN, "market", date(2026, 6, 1))
    assert [
        officers.may_answer(CHEN, "market", on, [lets])
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    ] == [False, True, True, False]
    assert not officers.may_answer(replace(CHEN, body="market"), "fire", date(2026, 6, 1), [lets])
    assert officers.may_answer(CHEN, "", LAST)


def test_delegations_are_read_as_they_are_kept() -> None:
    """Also one that nobody has ended."""
    both = (
        Delegation("gas", "fire", "b", date(2026, 2, 1)),
        Delegation("market", "fire", "a", LAST, LAST + DAY, ("shop/S7",)),
    )
    district = District(
        -1, "x", "zh", "Asia/Shanghai", {}, settings={delegations.KEPT: delegations.as_kept(both[::-1])}
    )
    assert delegations.of(district) == both


def test_it_is_said_a_month_and_a_week_before_a_certificate_ends_and_when_it_is_over() -> None:
    """At nine in the morning of the district; what is past when it is entered is not said."""
    district = District(-1, "x", "zh", "Asia/Shanghai", {})
    early = replace(CHEN, since=datetime(2027, 1, 1, tzinfo=UTC), id=5)
    dues = notices.occasions(early, district)
    assert [(one.n, one.due_at.astimezone(UTC)) for one in dues] == [
        (30, datetime(2027, 5, 31, 1, tzinfo=UTC)),
        (7, datetime(2027, 6, 23, 1, tzinfo=UTC)),
        (0, datetime(2027, 7, 1, 1, tzinfo=UTC)),
    ]
    assert [one.n for one in notices.occasions(replace(early, since=datetime(2027, 6, 20, tzinfo=UTC)), district)] == [
        7,
        0,
    ]
    assert notices.occasions(replace(early, ended_at=NOW), district) == []
    assert notices.occasions(HEAD, district) == []


def test_who_approves_keeps_a_certificate_and_who_gets_one_still_approves() -> None:
    """Both are one row of one person in one body."""
    head = replace(HEAD, user_id=2001)
    both = appointing.joined(CHEN, head)
    assert (both.certificate, both.approver, both.how) == ("A-123", True, How.HEAD)
    newer = appointing.joined(both, replace(CHEN, certificate="B-7"))
    assert (newer.certificate, newer.approver, newer.how) == ("B-7", True, How.HEAD)


def test_roles_follow_from_the_rows_and_end_with_the_last_of_them() -> None:
    """A role that was held began when it began."""
    until = NOW + 30 * DAY
    rows = [replace(CHEN, until=until), replace(HEAD, certificate="Z", body="gas", until=until + DAY)]
    held = (RoleHeld(RoleName.OFFICER, NOW - DAY), RoleHeld(RoleName.MEMBER, NOW))
    assert changing.roles(rows, held, NOW) == (
        RoleHeld(RoleName.OFFICER, NOW - DAY, until + DAY),
        RoleHeld(RoleName.APPROVER, NOW, until + DAY),
    )
    assert changing.roles([replace(CHEN, until=until), CHEN], (), NOW) == (RoleHeld(RoleName.OFFICER, NOW),)
    assert changing.roles([replace(CHEN, until=NOW)], (), NOW) == ()


def test_the_list_names_the_certificate_that_ends_first_before_all() -> None:
    """Over, soon, good, none."""
    today = LAST - 20 * DAY
    over, good = replace(CHEN, certified_until=today - DAY), replace(CHEN, certified_until=today + 31 * DAY)
    assert officers.in_order([HEAD, good, CHEN, over]) == [over, CHEN, good, HEAD]
    assert [listing.state(one, today) for one in (over, CHEN, good, HEAD)] == ["over", "soon", "good", "none"]


def test_who_is_only_of_a_body_may_not_act_and_who_is_both_may() -> None:
    """Also in the seconds between the end of a role and the clock that takes it away."""

    def who(*roles: RoleName, now: set[RoleName] | None = None) -> Who:
        member = Member(1, 7, "x", roles=tuple(RoleHeld(role, NOW) for role in roles))
        return Who(7, "x", 7, NOW, member=member, roles=frozenset(roles if now is None else now))

    only, both = who(RoleName.OFFICER, RoleName.APPROVER), who(RoleName.OFFICER, RoleName.MEMBER)
    assert (only.is_only_of_bodies, only.may_act, only.is_of_body) == (True, False, True)
    assert (both.is_only_of_bodies, both.may_act, both.is_of_body) == (False, True, True)
    assert who(RoleName.OFFICER, now=set()).is_only_of_bodies
    assert who(RoleName.OFFICER, RoleName.MEMBER, now={RoleName.OFFICER}).is_only_of_bodies
    viewer = who(RoleName.OFFICER, RoleName.VIEWER)
    assert (viewer.is_only_of_bodies, viewer.may_act) == (False, False)
    captain = who(RoleName.OFFICER, RoleName.CAPTAIN)
    assert (captain.is_only_of_bodies, captain.may_act) == (False, True)


def test_a_delegation_may_lend_single_items_only() -> None:
    """Those that it names; asked about the body as a whole, it lends nothing."""
    some = Delegation("market", "fire", "No. 7", LAST, items=("shop/S7",))
    assert some.lets("fire", "market", LAST, "shop/S7")
    assert not some.lets("fire", "market", LAST, "shop/S8")
    assert not some.lets("fire", "market", LAST)
    whole = replace(some, items=())
    assert whole.lets("fire", "market", LAST)
    assert whole.lets("fire", "market", LAST, "shop/S8")


@pytest.mark.parametrize(
    ("words", "lent"),
    [
        ("market 消防 浙市监〔2026〕7号 2027-12-31",
         ("market", "fire", "浙市监〔2026〕7号", None, date(2027, 12, 31), ())),
        ("market fire Order 7/2026 2026-12-01 2027-12-31 SS07，street_shop/SS08",
         ("market", "fire", "Order 7/2026", date(2026, 12, 1), date(2027, 12, 31), ("SS07", "street_shop/SS08"))),
        ("market fire 7 20271231 SS07, SS08", ("market", "fire", "7", None, date(2027, 12, 31), ("SS07", "SS08"))),
    ],
)  # fmt: skip
def test_the_words_of_a_delegation(words: str, lent: tuple[object, ...]) -> None:
    """Whose power, to whom, by which deed, from when, until when, which items."""
    found = lending.read(words)
    assert (found.from_body, found.to_body, found.deed, found.since, found.until, found.items) == lent


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("", "delegation-how"),
        ("market fire", "delegation-how"),
        ("market fire 2027-12-31", "delegation-how"),
        ("market fire No. 7", "delegation-how"),
        ("market 市场监管 No. 7 2027-12-31", "delegation-same-body"),
        (f"market fire {'x' * 200} 2027-12-31", "delegation-deed-long"),
    ],
)
def test_a_delegation_that_lacks_something_is_refused(words: str, key: str) -> None:
    """With how it is written."""
    with pytest.raises(Refused, match=key):
        lending.read(words)
