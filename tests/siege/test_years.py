"""A night over years of work on the real program: all of it is done, in little more memory than the bot's own.

How long people wait meanwhile is measured beside it, by ``make bench``: on a busy machine that says nothing. What the
loop's thread worked in one go, by its own clock, does.
"""

import os
import sys

import pytest

from benchmarks import years

CASES = int(os.environ.get("YEARS_CASES", "20000"))
MORE_MB, HELD_MS, FORGET_S = 100, 200, 60
WRITER_MS = 150
"""What the loop's thread works, on whatever it may be, while one transaction is open: of what is done by night."""


@pytest.mark.long
@pytest.mark.parametrize("sqlite", ["", "python"])
async def test_a_night_over_years_takes_little_memory(monkeypatch: pytest.MonkeyPatch, sqlite: str) -> None:
    """The copy and its proof, the morning, what is too old, somebody's data, an erasure, exports; pins meanwhile.

    And a captain's browser, a copy that is put back elsewhere, and a rush; with either SQLite.
    """
    monkeypatch.setattr(years, "AT_MOST_S", FORGET_S)
    quiet, *others = await years.measure(CASES, sqlite=sqlite)
    assert [one["what"] for one in (quiet, *others)] == list(years.PHASES)
    for one in others:
        sys.stdout.write(f"years: {one}\n")
        assert one["mb"] - quiet["mb"] <= MORE_MB, one
        assert one["lag_own_ms"] <= HELD_MS, one
        assert one["what"] in {"pages", "rush"} or one["held_own_ms"] <= WRITER_MS, one
