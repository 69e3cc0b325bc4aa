"""The bell that wakes those who work in rounds."""

import asyncio
from datetime import UTC, datetime, timedelta

from handlers.process.bell import Bell
from handlers.process.clock import HandClock

NOW = datetime(2026, 6, 20, 8, 0, tzinfo=UTC)


async def _settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_round_answers_all_that_rang_before_it_and_names_when_the_next_one_comes() -> None:
    """The first comes by itself; two ringings during it are one more; a moment named is kept, unless news come."""
    clock = HandClock(NOW)
    bell, seen = Bell(clock), list[datetime]()

    async def look() -> datetime | None:
        seen.append(clock.now())
        if len(seen) == 1:
            bell.ring()
            bell.ring()
        return {1: NOW + timedelta(minutes=5), 2: NOW + timedelta(minutes=5), 3: NOW + timedelta(minutes=8)}.get(
            len(seen)
        )

    answering = asyncio.create_task(bell.answer(look))
    await _settle()
    assert (len(seen), bell.is_quiet) == (2, True)
    await clock.turn_to(NOW + timedelta(minutes=4), _settle)
    bell.ring()
    assert not bell.is_quiet
    await _settle()
    assert len(seen) == 3
    await clock.turn_to(NOW + timedelta(minutes=9), _settle)
    assert seen[3:] == [NOW + timedelta(minutes=8)]
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
