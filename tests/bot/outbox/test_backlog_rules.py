"""Which of many new cases go next, and how soon a card goes of a case that the group knows from a list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox import backlog
from bot.outbox.backlog import Room
from bot.outbox.letters import Letter, LetterKind, Posting, Priority, Told

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GROUP = -100


def new(number: int, priority: Priority = Priority.NEW_CARD) -> Letter:
    """The card of a case that the group has not heard of."""
    return Letter(
        district_id=1,
        chat_id=GROUP,
        kind=LetterKind.CARD,
        priority=priority,
        created_at=NOON + timedelta(seconds=number),
        id=number,
        case_id=number,
        facts={backlog.NEW: True},
        purpose="card",
    )


def waiting(critical: tuple[int, ...], others: tuple[int, ...]) -> list[Letter]:
    """As the memory gives them: critical ones first, the newest first."""
    urgent = [new(n, Priority.ORDER) for n in sorted(critical, reverse=True)]
    return urgent + [new(n) for n in sorted(others, reverse=True)]


@pytest.mark.parametrize(
    ("critical", "others", "own", "alone", "goes"),
    [
        ((), (1,), 1, True, [1]),
        ((), (1, 2, 3), 3, True, [1]),
        ((), (1, 2, 3, 4), 3, True, [4, 3, 2, 1]),
        ((5, 6), (1, 2), 1, True, [5]),
        ((5, 6), (1, 2), 9, False, [6, 5, 2, 1]),
        ((5,), (), 1, False, [5]),
    ],
    ids=["one", "room for all", "too many", "critical alone", "critical together", "one is no list"],
)
def test_which_go_next(
    critical: tuple[int, ...], others: tuple[int, ...], own: int, goes: list[int], *, alone: bool
) -> None:
    """One by itself, the longest waiting first, while there is room; else the newest in one message."""
    chosen = backlog.chosen(waiting(critical, others), Room(own, alone))
    assert [one.id for one in chosen] == goes


def test_a_list_has_an_end() -> None:
    """The newest are told of first, and no more than one message holds."""
    chosen = backlog.chosen(waiting((), tuple(range(1, 500))), Room(1, critical_alone=True))
    assert [one.id for one in chosen] == list(range(499, 499 - backlog.MOST, -1))


def test_answers_to_single_people_let_new_cases_by_in_the_end() -> None:
    """An order and an overdue case never do."""
    cases, soon = waiting((), (1, 2)), NOON + timedelta(seconds=5)
    answer = Letter(1, GROUP, LetterKind.NOTE, Priority.ANSWER, NOON, id=9)
    assert not backlog.goes_first(answer, cases, soon)
    assert backlog.goes_first(answer, cases, NOON + backlog.AGED + timedelta(seconds=1))
    assert not backlog.goes_first(replace(answer, priority=Priority.OVERDUE), cases, NOON + timedelta(hours=1))
    assert backlog.goes_first(cases[0], cases, NOON)
    assert not backlog.goes_first(cases[0], [], NOON)


NOTHING, CARD, LISTED, CRITICAL = Told(), Told(card=True), Told(listed=True), Told(listed=True, critical=True)


@pytest.mark.parametrize(
    ("told", "given", "priority"),
    [
        (NOTHING, "", Priority.NEW_CARD),
        (NOTHING, "critical", Priority.ORDER),
        (NOTHING, "critical ended", Priority.NEW_CARD),
        (LISTED, "", Priority.LISTED),
        (LISTED, "moved", Priority.EDIT),
        (LISTED, "critical", Priority.ORDER),
        (CRITICAL, "critical", Priority.LISTED),
        (CRITICAL, "critical moved", Priority.EDIT),
        (CARD, "moved", Priority.EDIT),
        (CARD, "critical", Priority.CLOSING),
        (CARD, "critical alarms", Priority.ORDER),
        (CARD, "ended", Priority.CLOSING),
    ],
)
def test_how_soon_a_card_goes(told: Told, given: str, priority: Priority) -> None:
    """By what the group knows of the case already."""
    facts = {name: name in given.split() for name in ("critical", "ended", "moved", "alarms")}
    assert backlog.priority_of(told, **facts) is priority


def test_a_list_is_brought_up_to_date_now_and_then() -> None:
    """Not for each case that leaves it."""
    stands = Posting(GROUP, 7, backlog.PURPOSE, NOON, district_id=1)
    early, late = (backlog.renewal(stands, NOON + timedelta(seconds=s)) for s in (5, 500))
    assert early.not_before == NOON + backlog.RENEWED
    assert late.not_before == NOON + timedelta(seconds=500)
    assert early.collapse == late.collapse
    assert early.facts == {"edits": 7}
