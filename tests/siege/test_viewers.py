"""Fifty people page through years of cases, each with two hands: the street hardly notices."""

import sys

import pytest

from benchmarks import viewers

PINS, ROUNDS = 40, 2
TIMES, BLINK_MS = 1.5, 100.0
"""So many times as long may an answer take; below a blink nobody tells the difference."""

CALL_MS = 1000.0


@pytest.mark.long
async def test_viewers_keep_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the same fifty who look at a server that is none of ours; they are answered meanwhile."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    seen = await viewers.measure(PINS, ROUNDS)
    sys.stdout.writelines(f"siege: {line}\n" for line in viewers.told(seen))
    assert viewers.at(seen.pins, 0.95) <= max(TIMES * viewers.at(seen.pins_beside, 0.95), BLINK_MS)
    assert max(seen.calls) <= CALL_MS
    assert seen.seen["200"] > 10 * PINS, "the street takes not everything"
