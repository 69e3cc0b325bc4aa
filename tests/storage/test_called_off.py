"""Whoever is called off while their transaction begins spoils the connection for nobody."""

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import make_engine

BUSY_S = 0.2


@pytest.mark.parametrize("writes", [True, False])
async def test_a_transaction_that_began_for_somebody_who_has_gone_is_ended_by_the_next(
    tmp_path: Path, *, writes: bool
) -> None:
    """A browser that goes away, a pool that was stopped: each later look at that connection was refused for ever."""
    url = f"sqlite:///{tmp_path / 'one.db'}"
    first = make_engine(url, pool_size=1, writes=True)
    async with first.begin() as connection:
        await connection.execute(text("CREATE TABLE seen (n INTEGER)"))
    await first.dispose()
    engine = make_engine(url, pool_size=1, writes=writes)

    async def look() -> int:
        async with engine.begin() as connection:
            return int((await connection.execute(text("SELECT count(*) FROM seen"))).scalar_one())

    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        assert driver is not None
    busy = asyncio.create_task(driver.hop(time.sleep, BUSY_S))
    await asyncio.sleep(BUSY_S / 4)
    gone = asyncio.create_task(look())
    await asyncio.sleep(BUSY_S / 4)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    await busy
    assert await look() == 0
    await engine.dispose()
