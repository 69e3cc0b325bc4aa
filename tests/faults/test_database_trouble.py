"""A database that cannot be used for a while: nothing is confirmed to Telegram, and everything goes on by itself."""

from pathlib import Path

import pytest

from bot.roster import pages as roster_pages
from bot.work.work import Work
from storage.library import sqlite3
from tests.stories.conftest import CENTRE, GROUP, Street, open_street


def _rename(database: Path, old: str, new: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"ALTER TABLE {old} RENAME TO {new}")


@pytest.mark.parametrize("table", ["inbox", "outbox", "cases"])
async def test_a_report_is_not_lost_when_a_table_is_gone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """The update waits (at Telegram or in the inbox), the card comes as soon as the table is back."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "zh")
    try:
        await street.settle()
        database = tmp_path / "patrol.db"
        _rename(database, table, "hidden")
        street.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
        for _ in range(3):
            await street.clock.turn(0.4, _a_moment)
        _rename(database, "hidden", table)
        for _ in range(60):
            await street.clock.turn(1, _a_moment)
            if await street.last_number() == 1:
                break
        await street.settle()
        assert await street.last_number() == 1
        await street.turn(5)
        assert "#1" in street.card(1).text
    finally:
        await street.stack.aclose()


async def _a_moment() -> None:
    import asyncio

    for _ in range(30):
        await asyncio.sleep(0.002)


@pytest.mark.parametrize("street", ["zh"], indirect=True)
async def test_a_plan_that_cannot_be_made_stops_no_reminder(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with a roster: what comes due is decided all the same."""

    async def broken(_work: Work) -> None:
        raise ValueError("a roster that nobody can read")

    monkeypatch.setattr(roster_pages, "plan", broken)
    street.house.tick._planned_at = None
    number = await street.report()
    await street.turn(65)
    assert (await street.case(number)).assignments[0].outcome == "expired"
