"""The older a district is, the same is read and held: what each statement costs at two sizes, and each transaction."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.exports.port import EXPORTS, Bounds
from bot.insight import morning
from bot.privacy import erasing
from bot.screens import board
from bot.work import speaker as work_speaker
from bot.work.schedule import Occasion
from handlers.process import cleaning
from storage import by_value, incidents, one_hop
from tests import handed
from tests.measured import year
from tests.stories.conftest import START, Street, a_street

SMALL, LARGE = 200, 2000
EVERY = 4
"""So many steps of SQLite's own machine are counted as one."""

A_FEW = 700
"""Steps (times ``EVERY``) that one more page, one more letter or one more day make."""


class Costs:
    """What each statement cost at most, in steps of SQLite's machine; how many statements a transaction had at most."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()
        self.statements = 0
        self._open = 0
        self._ticks = 0

    def tick(self) -> int:
        self._ticks += 1
        return 0

    def ran(self, sql: str, run: Any) -> Any:
        before = self._ticks
        done = run()
        self.steps[sql] = max(self.steps[sql], self._ticks - before)
        self._open += 1
        return done

    def begins(self, _connection: Any) -> None:
        self._open = 0

    def ends(self, _connection: Any) -> None:
        self.statements = max(self.statements, self._open)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Costs]:
    """Count what every statement costs in here."""
    costs, run, many = Costs(), one_hop.OneHopCursor._run, one_hop.OneHopCursor._run_many

    def counting(work: Any) -> Any:
        def done(self: one_hop.OneHopCursor, sql: str, parameters: Any, *more: Any) -> None:
            raw: Any = self._connection.raw
            raw.set_progress_handler(costs.tick, EVERY)
            try:
                costs.ran(sql, lambda: work(self, sql, parameters, *more))
            finally:
                raw.set_progress_handler(None, 0)

        return done

    with monkeypatch.context() as patch:
        patch.setattr(one_hop.OneHopCursor, "_run", counting(run))
        patch.setattr(one_hop.OneHopCursor, "_run_many", counting(many))
        event.listen(Engine, "begin", costs.begins)
        event.listen(Engine, "commit", costs.ends)
        try:
            yield costs
        finally:
            event.remove(Engine, "begin", costs.begins)
            event.remove(Engine, "commit", costs.ends)


async def _aged(street: Street, file: Path, cases: int) -> None:
    """Let so many cases have been, as many a day whatever their number."""
    await street.stop()
    year.write(file, cases, START, days=cases / LARGE * 365)
    await street.start()


async def _a_day_and_a_night(street: Street) -> None:
    """A report and its screens, the morning report, what is kept no longer, somebody's data, a count, an erasure."""
    await street.report()
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await handed.of(tx, 1005, most=10)
        bounds = Bounds(district_id=1, since=START.replace(year=2020), until=START, drill=False)
        assert (await tx[EXPORTS].count(bounds, None, 100))[0] == 100
        assert len(await tx[EXPORTS].cases(bounds, None, 100)) == 100
    occasion = Occasion(0, 1, None, "morning:1/", "morning", START.date().toordinal(), START)
    await street.house.desk.do(morning.decide, work_speaker.as_clock(district, START), occasion=occasion)
    await street.house.board.situations([1], {})
    await street.house.care.audit()
    await street.house.tick.clean()
    await street.house.care.watch.checks()
    street.zhou.say(1005, "/mydata")
    await street.turn(3)
    street.zhou.say(1005, "/off")
    await street.turn(3)
    street.zhou.say(1005, "/forgetme")
    await street.turn(3)
    asked = street.private(1005)[-1]
    await street.press(1005, asked, street.said("button-sure"))
    await street.turn(5)


async def test_no_statement_reads_more_and_no_transaction_says_more_after_ten_times_the_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hundred cases and two thousand, as many a day: the same reads, writes and searches cost the same."""
    found = []
    of_messages = (cleaning, "MESSAGES_A_ROUND")
    of_cases = ((board, "DATA_PAGE"), (incidents, "_REMEMBERED"), (by_value, "SAID_APART"))
    for of, name in ((erasing, "SLICE"), of_messages, *of_cases):
        monkeypatch.setattr(of, name, 10)  # as much as the smaller one has too
    for cases in (SMALL, LARGE):
        folder = tmp_path / str(cases)
        folder.mkdir()
        async with a_street(folder, "en") as street:
            await _aged(street, folder / "patrol.db", cases)
            with counted(monkeypatch) as costs:
                await _a_day_and_a_night(street)
            assert await street.house.store.verify(1) is None
        found.append(costs)
    small, large = found
    dearer = [
        f"{small.steps[sql]} -> {steps}: {sql}"
        for sql, steps in large.steps.items()
        if sql in small.steps and steps > 2 * small.steps[sql] + A_FEW
    ]
    assert not dearer, "\n".join(dearer)
    assert max(large.steps.values()) <= 2 * max(small.steps.values())
    assert large.statements <= small.statements + 20
