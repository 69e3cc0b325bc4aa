"""What the way in knows of itself while nothing can be stored."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from handlers.telegram.transport.intake import Inlet

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Broken:
    """A memory that takes nothing."""

    trouble = "locked"

    @asynccontextmanager
    async def begin(self):  # type: ignore[no-untyped-def]
        """No transaction begins."""
        raise OSError
        yield


class Door(Inlet):
    """A way in at which updates are laid down."""

    async def _look(self) -> float:
        await self._keep([])
        return 0.0


async def test_what_came_stays_unstored_when_a_look_without_any_fails_too() -> None:
    """With a webhook they come apart: an update that is posted, and the hour of a contact."""
    bot, clock = SimpleNamespace(id=5), SimpleNamespace(now=lambda: NOON)
    given = cast("Any", bot), cast("Any", Broken()), cast("Any", clock)
    door = Door(*given, lambda _: None, lambda *_: None)
    with pytest.raises(OSError):
        await door.poll()
    assert not door.is_unstored
    with pytest.raises(OSError):
        await door._keep([{"update_id": 1}])
    with pytest.raises(OSError):
        await door.poll()
    assert door.is_unstored
    assert door.is_blind
