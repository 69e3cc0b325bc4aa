"""Whether all is well, and what is told of what is late: pure functions of figures."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.health import figures as health_figures
from bot.health.auditor import AGAIN, FINAL, review
from bot.health.figures import BEYOND_A_RESTART, MENDED_BY_A_RESTART, MOST_S, Counts, Late, Vitals

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WELL = Vitals(0.0, 0.01, 3.0, None, None, 0.5, Counts())
FIGURES = {"loop": "loop_lag_s", "database": "write_s", "poll": "poll_age_s", "inbox": "inbox_age_s",
           "outbox": "outbox_age_s", "tick": "tick_age_s"}  # fmt: skip


# --- the checks


def test_all_is_well_when_nothing_waits() -> None:
    """Nothing in the inbox and nothing due is as good as it can be."""
    assert health_figures.is_well(health_figures.checks(WELL))


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_may_be_so_much_and_no_more(name: str) -> None:
    """At the limit it is well; just above exactly this check is bad, with its sentence."""
    for figure, ok in ((MOST_S[name], True), (MOST_S[name] + 0.001, False)):
        found = {c.name: c for c in health_figures.checks(replace(WELL, **{FIGURES[name]: figure}))}
        assert [n for n, c in found.items() if not c.ok] == ([] if ok else [name])
        assert found[name].key == f"unwell-{name}"


def test_a_group_that_is_lost_is_bad_from_its_first_moment() -> None:
    """However short a time; a restart mends nothing there. Every figure is tried by one of these tests."""
    found = {c.name: c for c in health_figures.checks(replace(WELL, lost_s=0.0))}
    assert [n for n, c in found.items() if not c.ok] == ["groups"]
    assert found["groups"].key == "unwell-groups-lost"
    assert not found["groups"].mends
    assert {*FIGURES, "groups", "parts"} == set(MOST_S)


def test_a_part_that_is_dead_is_named() -> None:
    """By what it does, and since when; it is nothing for which the whole program would be ended."""
    found = health_figures.checks(replace(WELL, late_part=("clean", 20_000.0)))
    assert [(c.key, c.figure) for c in found if not c.ok] == [("unwell-parts-clean", 20_000.0)]
    assert not health_figures.is_mendable(found)


@pytest.mark.parametrize("name", ["database", "poll", "tick"])
def test_what_is_not_known_is_not_well(name: str) -> None:
    """No write, no contact yet, no tick yet."""
    found = {c.name: c for c in health_figures.checks(replace(WELL, **{FIGURES[name]: None}))}
    assert not found[name].ok
    assert found[name].key == f"unknown-{name}"


def test_an_inbox_that_cannot_be_read_is_not_an_empty_one() -> None:
    """Without counts both boxes are bad."""
    assert {c.name for c in health_figures.checks(replace(WELL, counts=None)) if not c.ok} == {"inbox", "outbox"}


def test_an_outage_of_telegram_is_nothing_that_a_restart_mends() -> None:
    """The watchdog would otherwise restart us for as long as it lasts."""
    assert {"poll", "outbox"}.isdisjoint(MENDED_BY_A_RESTART)
    away = replace(WELL, poll_age_s=9999.0, outbox_age_s=9999.0)
    assert not health_figures.is_well(health_figures.checks(away))
    assert not health_figures.is_mendable(health_figures.checks(away))
    assert health_figures.is_mendable(health_figures.checks(replace(WELL, loop_lag_s=9.0)))


@pytest.mark.parametrize("why", sorted(BEYOND_A_RESTART))
def test_a_database_that_takes_nothing_is_nothing_that_a_restart_mends(why: str) -> None:
    """Nor what lives by it: the next program would meet the same, and this one passes on calls for help meanwhile."""
    stuck = replace(WELL, write_s=None, write_trouble=why, tick_age_s=90.0, inbox_age_s=90.0, unstored=True)
    found = health_figures.checks(stuck)
    assert {c.name for c in found if not c.ok} == {"database", "inbox", "tick"}
    assert not health_figures.is_mendable(found)
    assert health_figures.is_mendable(health_figures.checks(replace(stuck, loop_lag_s=9.0)))
    small_rows_fit = replace(stuck, write_s=0.01)
    assert not health_figures.is_mendable(health_figures.checks(small_rows_fit))


def test_what_the_program_itself_holds_up_is_mended_by_a_restart() -> None:
    """A transaction of its own that does not end, and whatever nobody knows a reason for."""
    for why in ("held-up", ""):
        assert health_figures.is_mendable(health_figures.checks(replace(WELL, write_s=None, write_trouble=why)))


def test_messages_that_wait_for_room_are_told_and_not_answered_with_a_restart() -> None:
    """From the first on, however short they have waited."""
    found = health_figures.checks(replace(WELL, waits_for_room=True, inbox_age_s=1.0))
    assert [c.key for c in found if not c.ok] == ["unwell-inbox-room"]
    assert not health_figures.is_mendable(found)
    assert not health_figures.is_mendable(health_figures.checks(replace(WELL, waits_for_room=True, inbox_age_s=99.0)))


# --- what is told, as a pure function


def late(kind: str, *ids: int, minutes: int = 6) -> list[Late]:
    """Things of one kind that are late."""
    return [Late(kind, i, 1, NOW - timedelta(minutes=minutes)) for i in ids]


def test_a_matter_is_told_once_and_once_when_it_is_well() -> None:
    """Minute after minute of the same trouble says nothing new."""
    memory, news = review({}, late("letter", 1, 2), NOW)
    assert [(n.kind, n.count) for n in news] == [("letter", 2)]
    for minute in range(1, 50):
        memory, news = review(memory, late("letter", 1, 2), NOW + timedelta(minutes=minute))
        assert news == []
    memory, news = review(memory, [], NOW + timedelta(minutes=51))
    assert [(n.kind, n.count) for n in news] == [("letter", 0)]
    assert (memory, review(memory, [], NOW)[1]) == ({}, [])


def test_what_joins_is_told_together_after_an_hour_and_each_thing_once() -> None:
    """A storm is not a storm of messages."""
    memory, _ = review({}, late("update", 1), NOW)
    memory, news = review(memory, late("update", 1, 2, 3), NOW + AGAIN / 2)
    assert news == []
    memory, news = review(memory, late("update", 1, 2, 3), NOW + AGAIN)
    assert [(n.kind, n.count) for n in news] == [("update", 2)]
    assert review(memory, late("update", 1, 2, 3), NOW + 3 * AGAIN)[1] == []


def test_kinds_are_matters_of_their_own() -> None:
    """That letters are well again says nothing about occasions."""
    memory, _ = review({}, [*late("letter", 1), *late("occasion", 1)], NOW)
    memory, news = review(memory, late("occasion", 1), NOW + timedelta(minutes=1))
    assert [(n.kind, n.count) for n in news] == [("letter", 0)]
    assert set(memory) == {"occasion"}


def test_whose_message_was_given_up_is_named_once() -> None:
    """They are to be asked; whose message only waits is not."""
    named = [replace(one, who="Wang") for one in [*late("dead", 1, 2), *late("update", 3)]]
    _, news = review({}, [*named, *late("dead", 4)], NOW)
    assert [(one.kind, one.count, one.who) for one in news] == [("dead", 3, ("Wang",)), ("update", 1, ())]


def test_dead_letters_are_told_as_they_come_and_never_told_to_be_well() -> None:
    """Each once; many of one minute together; after a week they are forgotten in silence."""
    memory, news = review({}, late("dead", 1), NOW)
    memory, soon = review(memory, late("dead", 1, 2), NOW + timedelta(seconds=10))
    memory, later = review(memory, late("dead", 1, 2, 3), NOW + timedelta(seconds=70))
    assert [n.count for n in (*news, *soon, *later)] == [1, 2]
    assert review(memory, [], NOW + timedelta(days=7))[1] == []
    assert {"dead", "unread", "killed", "refused"} == FINAL
