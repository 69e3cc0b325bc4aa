"""The drill's clock: its speed may be changed while others sleep on it, and it may stand still."""

import asyncio
import itertools
from datetime import UTC, datetime, timedelta

import pytest

from handlers.process.clock import DrillClock, HandClock, SystemClock

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Machine:
    """The running loop's own time, turned by hand: sleepers of the drill's clock are woken when theirs has come."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.alarms: dict[int, tuple[float, asyncio.Future[None]]] = {}
        self._number = itertools.count()
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now)
        monkeypatch.setattr(loop, "call_later", self._later)

    def _later(self, seconds: float, wake: object, waker: asyncio.Future[None]) -> "Alarm":
        number = next(self._number)
        self.alarms[number] = (self.now + seconds, waker)
        return Alarm(self, number)

    async def turn(self, seconds: float) -> None:
        """Let *seconds* of the machine pass."""
        until = self.now + seconds
        while due := sorted((at, n) for n, (at, _) in self.alarms.items() if at <= until):
            self.now = max(self.now, due[0][0])
            waker = self.alarms.pop(due[0][1])[1]
            if not waker.done():
                waker.set_result(None)
            await rest()
        self.now = until
        await rest()


class Alarm:
    """What ``call_later`` gives back."""

    def __init__(self, machine: Machine, number: int) -> None:
        self._machine, self._number = machine, number

    def cancel(self) -> None:
        """It will not ring."""
        self._machine.alarms.pop(self._number, None)


async def rest() -> None:
    """Let everybody who can go on do so."""
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
async def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine's time in the hand of the test."""
    return Machine(monkeypatch)


@pytest.mark.parametrize("speed", [0.5, 1, 60])
async def test_it_runs_at_its_speed(machine: Machine, speed: float) -> None:
    """Ten seconds of the machine are ten times the speed here."""
    clock = DrillClock(START, speed)
    await machine.turn(10)
    assert clock.now() == START + timedelta(seconds=10 * speed)


async def test_a_sleeper_wakes_at_the_hour_of_the_clock_whatever_its_speed_was(machine: Machine) -> None:
    """A minute slept at 1, then 10, then standing, then 0.5 times the speed ends when the clock says so."""
    clock = DrillClock(START)
    sleeper = asyncio.create_task(clock.sleep(60))
    await rest()
    await machine.turn(20)
    clock.run_at(10)
    await machine.turn(3)
    clock.stand()
    await machine.turn(1000)
    assert clock.now() == START + timedelta(seconds=50)
    clock.run_at(0.5)
    await machine.turn(1000)
    assert (clock.pace, clock.now()) == (0, START + timedelta(seconds=50))
    clock.stand(False)
    await machine.turn(19.9)
    assert not sleeper.done()
    await machine.turn(0.2)
    assert sleeper.done()
    assert machine.alarms == {}


async def test_a_change_of_speed_makes_no_jump(machine: Machine) -> None:
    """Time goes on from where it was."""
    clock = DrillClock(START, 7)
    await machine.turn(3)
    before = clock.now()
    clock.run_at(60)
    assert clock.now() == before
    clock.stand()
    assert clock.now() == before


async def test_no_time_passes_while_somebody_holds_it(machine: Machine) -> None:
    """Also while several do, and a speed set meanwhile counts afterwards."""
    clock = DrillClock(START, 60)
    with clock.held():
        with clock.held():
            await machine.turn(5)
        await machine.turn(5)
        clock.run_at(2)
        assert (clock.now(), clock.pace) == (START, 0)
    await machine.turn(5)
    assert clock.now() == START + timedelta(seconds=10)


async def test_it_runs_no_further_than_it_is_let(machine: Machine) -> None:
    """However long the machine takes; who sleeps beyond waits quietly, and time lost is not made up for."""
    clock = DrillClock(START, 60)
    clock.not_beyond(START + timedelta(seconds=1))
    near, far = (asyncio.create_task(clock.sleep(seconds)) for seconds in (1, 1.5))
    await rest()
    await machine.turn(100)
    assert clock.now() == START + timedelta(seconds=1)
    assert (near.done(), far.done(), len(machine.alarms)) == (True, False, 0)
    clock.not_beyond(None)
    assert clock.now() == START + timedelta(seconds=1)
    await machine.turn(0.01)
    assert far.done()


async def test_who_sleeps_no_time_waits_for_nothing(machine: Machine) -> None:
    """Also while the clock stands, and a cancelled sleeper leaves nothing behind."""
    clock = DrillClock(START)
    clock.stand()
    await clock.sleep(0)
    await clock.sleep(-5)
    sleeper = asyncio.create_task(clock.sleep(5))
    await rest()
    sleeper.cancel()
    await asyncio.gather(sleeper, return_exceptions=True)
    assert clock._sleepers == set()


def test_every_clock_tells_its_pace() -> None:
    """Whoever counts on between two looks knows how fast: the machine's own, and one that nobody turns."""
    assert [clock.pace for clock in (SystemClock(), HandClock(START))] == [1.0, 0.0]
