"""The pace of a group: new cases come evenly when it is tight, critical ones at once, and never more than allowed."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox import backlog
from bot.outbox.letters import Letter, LetterKind, Priority
from handlers.telegram.transport.pace import CHATS, Pace

GROUP = -100
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = timedelta(seconds=0.25)


def _letter(number: int, priority: Priority, at: datetime) -> Letter:
    return Letter(
        1, GROUP, LetterKind.CARD, priority, at, id=number, case_id=number, facts={backlog.NEW: True}, purpose="card"
    )


class Group:
    """A group to which things are told as the courier does, second by second; when each went is written down."""

    def __init__(self) -> None:
        self.pace, self.now = Pace(), NOON
        self.calls: list[datetime] = []
        self.waits: list[Letter] = []
        self.after: dict[int, float] = {}
        self.critical: set[int] = set()

    def report(self, number: int, *, critical: bool) -> None:
        """A new case."""
        self.waits.append(_letter(number, Priority.ORDER if critical else Priority.NEW_CARD, self.now))
        self.critical |= {number} if critical else set()

    def _may(self, priority: Priority) -> bool:
        return self.pace.ready_at(GROUP, priority, self.now) <= self.now

    def _goes(self, letters: list[Letter]) -> None:
        self.pace.spent(GROUP, self.now)
        self.pace.goes(GROUP, letters, self.now)
        self.calls.append(self.now)

    def turn(self, *, edits: bool = True) -> None:
        """What may go goes; an edit always waits behind all that."""
        new = sorted(self.waits, key=lambda one: (one.priority, -one.id))
        if new and self._may(new[0].priority):
            chosen = list(backlog.chosen(new, self.pace.room(GROUP, self.now)))
            self.pace.fills(GROUP, more=len(new) > backlog.MOST)
            self._goes(chosen)
            self.waits = [one for one in self.waits if one not in chosen]
            self.after |= {one.id: (self.now - one.created_at).total_seconds() for one in chosen}
        elif edits and not new and self._may(Priority.EDIT):
            self._goes([Letter(1, GROUP, LetterKind.CARD, Priority.EDIT, self.now)])
        self.now += STEP

    def live(self, seconds: float, each: Callable[[int], None], pins: list[float]) -> None:
        """Let time pass; *each* is called for every pin whose second has come."""
        begin, left = self.now, list(enumerate(sorted(pins)))
        while self.now < begin + timedelta(seconds=seconds):
            while left and (self.now - begin).total_seconds() >= left[0][1]:
                each(left.pop(0)[0])
            self.turn()


def _flood(pins: int, seconds: float, share: float, seed: int) -> Group:
    chance, group = random.Random(seed), Group()
    critical = set(chance.sample(range(pins), round(pins * share)))
    group.live(70, lambda _: None, [])
    moments = [chance.uniform(0, seconds) for _ in range(pins)]
    group.live(seconds + 120, lambda n: group.report(n + 1, critical=n in critical), moments)
    return group


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_in_two_minutes(seed: int) -> None:
    """After a minute full of edits: each within 30 s, critical ones within 3 s, within the twenty a minute."""
    group = _flood(200, 120, 0.05, seed)
    assert len(group.after) == 200
    assert max(group.after.values()) <= 30
    assert max(group.after[n] for n in group.critical) <= 3
    assert max(sum(s <= c < s + timedelta(seconds=60) for c in group.calls) for s in group.calls) <= 18


@pytest.mark.parametrize(("pins", "seconds", "share"), [(500, 2, 0.01), (60, 120, 0.5), (500, 300, 0.05)])
def test_far_worse_than_that(pins: int, seconds: float, share: float) -> None:
    """All at once, half of them critical, for minutes: within a minute, and nobody is forgotten."""
    group = _flood(pins, seconds, share, seed=1)
    assert len(group.after) == pins
    assert max(group.after.values()) <= 60
    assert max(sum(s <= c < s + timedelta(seconds=60) for c in group.calls) for s in group.calls) <= 18


def test_a_quiet_group_hears_at_once() -> None:
    """A case every ten seconds has a card of its own, and waits for edits that were before it at most a while."""
    group = Group()
    group.live(600, lambda n: group.report(n + 1, critical=False), [10.0 * n for n in range(60)])
    assert max(group.after.values()) <= 12
    assert sorted(group.after.values())[len(group.after) * 8 // 10] == 0


def test_edits_come_evenly_when_there_are_many() -> None:
    """So that there is room for a case at any moment; ten are free."""
    group = Group()
    group.live(180, lambda _: None, [])
    distances = [(b - a).total_seconds() for a, b in zip(group.calls, group.calls[1:], strict=False)]
    assert max(distances[:9]) <= 3
    assert min(distances[10:11]) >= 5
    assert len([c for c in group.calls if c >= NOON + timedelta(seconds=120)]) >= 10


def test_chats_that_wait_for_nothing_are_forgotten() -> None:
    """Each stranger who was answered once is one; whoever was written to lately waits as before."""
    pace, now = Pace(), NOON
    pace.wait_until(7, now + timedelta(days=3))
    for stranger in range(10, 3 * CHATS):
        now += timedelta(seconds=1 / pace.rates.all_second)
        pace.spent(stranger, now)
        pace.ready_at(-stranger, Priority.EDIT, now)
        pace.wait_until(stranger, now + timedelta(seconds=1))
    assert all(len(one) <= CHATS + 1 for one in (pace._sent, pace._lately, pace._told))
    for _ in range(3):
        pace.spent(9, now)
    pace._forget_chats(now)
    assert pace.ready_at(7, Priority.SOS, now) == NOON + timedelta(days=3)
    assert pace.ready_at(9, Priority.ANSWER, now) == now + timedelta(seconds=3)


def test_three_critical_ones_in_ten_seconds_are_alone() -> None:
    """Then they go together, a moment apart, until ten seconds have passed."""
    pace = Pace()
    for n in range(3):
        at = NOON + timedelta(seconds=n)
        assert pace.room(GROUP, at).critical_alone
        pace.spent(GROUP, at)
        pace.goes(GROUP, [_letter(n, Priority.ORDER, at)], at)
    later = NOON + timedelta(seconds=4)
    assert not pace.room(GROUP, later).critical_alone
    pace.spent(GROUP, later)
    pace.goes(GROUP, [_letter(n, Priority.ORDER, later) for n in (3, 4)], later)
    assert pace.ready_at(GROUP, Priority.ORDER, later) == later + timedelta(seconds=1.5)
    assert pace.ready_at(GROUP, Priority.SOS, later + timedelta(seconds=1)) <= later + timedelta(seconds=1)
    assert pace.room(GROUP, NOON + timedelta(seconds=10)).critical_alone
