"""The machine's clock is set, is wrong, or stands still for a while: the hour is Telegram's, and nothing is skipped."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.process.clock import HandClock, SystemClock
from tests.faults.after_trouble import restart, rows
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street

MINUTE, HOUR, DAY = 60, 3600, 86400
SET_BY = pytest.mark.parametrize("by_s", [HOUR, -HOUR, DAY, -DAY])


@dataclass
class Machine:
    """A machine whose hour and whose standstill a test decides."""

    wrong_s: float = 0.0
    stood_s: float = 0.0


class OwnClock(SystemClock):
    """The program's clock on *machine*; *hand* is the world's time."""

    def __init__(self, hand: HandClock, machine: Machine) -> None:
        self.hand = hand
        super().__init__(
            lambda: hand.now() + timedelta(seconds=machine.wrong_s),
            lambda: hand.now().timestamp() - machine.stood_s,
        )

    async def sleep(self, seconds: float) -> None:
        """By the world's time."""
        await self.hand.sleep(seconds)


@pytest.fixture
def machine() -> Machine:
    """It goes on while the bot is started anew."""
    return Machine()


@pytest.fixture
async def street(tmp_path: Path, machine: Machine) -> AsyncIterator[Street]:
    """A street whose bot has a clock of its own."""
    async with a_street(tmp_path, "zh", clock_of=lambda hand: OwnClock(hand, machine)) as made:
        yield made


async def _a_case_whose_reminders_are_right(street: Street) -> None:
    """Every reminder comes at its second, counted from the report, once and not late."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(20)
    street.wang.say(1002, f"/arrived {number} other")
    await street.turn(100)
    case = await street.case(number)
    async with street.house.store.look() as tx:
        due = {o.name: o.due_at for o in await tx.occasions.undecided(case.id)}
    for name, key in (("close_70", "remind-close-70"), ("overdue", "remind-overdue")):
        await street.turn((due[name] - street.clock.now()).total_seconds() - 2)
        assert street.reminders(1002, key) == 0
        await street.turn(4)
        assert street.reminders(1002, key) == 1
    await street.turn(300)
    assert street.reminders(1002, "remind-overdue") == 2
    assert not street.private(1002, street.said("late-mark").strip())


@SET_BY
async def test_set_while_it_runs_it_changes_nothing(street: Street, machine: Machine, by_s: float) -> None:
    """An order is out, its minute runs; then a whole case with its reminders."""
    first = await street.report(by=1006)
    await street.turn(20)
    machine.wrong_s += by_s
    await street.turn(35)
    assert [a.outcome for a in (await street.case(first)).assignments] == [None]
    await street.turn(10)
    assert "expired" in [a.outcome for a in (await street.case(first)).assignments]
    street.captain.say(GROUP, f"/cancel {first} test")
    await street.sure(1001)
    street.wang.say(GROUP, "here again")
    await street.turn(5)
    await _a_case_whose_reminders_are_right(street)


@SET_BY
async def test_wrong_at_the_start_it_is_put_right_before_anything_is_stored(
    street: Street, machine: Machine, by_s: float
) -> None:
    """Updates that waited, and everything after, bear the right hour; nobody's order ends early or late."""
    number = await street.report()
    await street.turn(10)
    await street.stop()
    machine.wrong_s = by_s
    pin = street.reporter.send_location(GROUP, CENTRE.lat + 0.01, CENTRE.lon)
    await street.clock.turn(10)
    await street.start()
    assert abs(street.house.clock.now() - street.clock.now()).total_seconds() < 2
    await street.settle()
    assert ((await street.case(2)).reported_at - street.clock.now()).total_seconds() == pytest.approx(-10, abs=2)
    await street.turn(35)
    assert [a.outcome for a in (await street.case(number)).assignments] == [None]
    await street.turn(10)
    assert "expired" in [a.outcome for a in (await street.case(number)).assignments]
    assert await rows(street, "SELECT value FROM kept WHERE name = 'gap' AND value IS NOT NULL") == []
    for n in (1, 2):
        street.captain.say(GROUP, f"/cancel {n} test")
        await street.sure(1001)
    await street.turn(90)
    assert (await rows(street, "SELECT count(*) FROM incidents WHERE origin_message_id = " + str(pin.message_id)))[
        0
    ] == (1,)
    assert all(chain.bad is None for chain in await street.house.store.audit())


@SET_BY
async def test_a_morning_report_is_not_told_twice_nor_left_out(street: Street, machine: Machine, by_s: float) -> None:
    """Eight o'clock is eight o'clock at Telegram's hour, whatever the machine shows at a restart before and after."""
    counts = {"cases": 0, "on_time": 0, "percent": 100, "open": 0, "waiting": 0}
    told = street.said("morning-report", group="well", district="九堡", day="2026-03-02", head="", **counts)
    head = told.splitlines()[0]
    await street.jump(23 * HOUR)
    machine.wrong_s = by_s
    await restart(street, 5)
    await street.turn(50 * MINUTE)
    assert not street.private(1001, head)
    await street.turn(20 * MINUTE)
    assert len(street.private(1001, head)) == 1
    await restart(street, 5)
    await street.turn(HOUR)
    assert len(street.private(1001, head)) == 1


@pytest.mark.parametrize("stood_s", [10 * MINUTE, 23 * HOUR])
async def test_a_machine_that_was_halted_makes_a_gap(street: Street, machine: Machine, stood_s: float) -> None:
    """Its clock does not know that time passed, Telegram does: fresh limits, what is overdue is said once, late."""
    number = await street.report(item="shared_bike_parking")
    street.wang.say(1002, f"/accept {number}")
    await street.turn(60)
    machine.stood_s += stood_s
    street.clock._now += timedelta(seconds=stood_s)
    street.reporter.say(GROUP, "hello?")
    for _ in range(40):
        await street.turn(2)
    assert abs(street.house.clock.now() - street.clock.now()).total_seconds() < 2
    case = await street.case(number)
    assert (case.state, [a.outcome for a in case.assignments]) == ("accepted", [None])
    marks = {1001: street.said("matter-late", said=""), 1002: street.said("late-mark")}
    assert [len(street.private(user_id, mark.strip())) for user_id, mark in marks.items()] == [1, 1]
    sounded = "SELECT id FROM outbox WHERE chat_id = 1001 AND purpose = 'needs' AND state = 'sent' AND NOT silent"
    assert len(await rows(street, sounded)) == 1


async def test_where_telegram_tells_no_hour_it_does_not_go_back(
    street: Street, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Bot API server without a date: set back by a day while stopped, the program goes on from its last contact."""
    number = await street.report()
    await street.turn(20)
    await street.stop()
    monkeypatch.setattr(OwnClock, "heard", lambda *_: None)
    machine.wrong_s = -DAY
    await street.start()
    await street.turn(70)
    assert "expired" in [a.outcome for a in (await street.case(number)).assignments]


async def test_one_answer_alone_is_not_believed() -> None:
    """Two that say the same are; what is off by seconds is left alone."""
    hand = HandClock(START)
    clock = OwnClock(hand, Machine())
    day = timedelta(days=1)
    clock.heard(START + day)
    assert clock.off_by_s() == 0
    clock.heard(START)
    assert clock.off_by_s() == 0
    for _ in range(2):
        clock.heard(START - timedelta(seconds=9))
    assert clock.off_by_s() == 0
    for _ in range(2):
        clock.heard(START + day)
    assert clock.off_by_s() == DAY
    assert clock.put_right() == DAY
    assert (clock.now(), clock.off_by_s()) == (START + day, 0)
