"""What takes long the first time is done before the first pin, where it holds up nobody."""

import threading
from pathlib import Path

import pytest

from bot.values import geo
from tests.stories.conftest import a_street


async def test_the_first_distance_is_no_dearer_than_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What measures it is read at the start, in a thread of its own: a pin would have waited for it in the writer."""
    found: list[bool] = []
    stand_ready = geo.stand_ready

    def noted() -> None:
        stand_ready()
        found.append(threading.current_thread() is threading.main_thread())

    monkeypatch.setattr(geo, "stand_ready", noted)
    async with a_street(tmp_path, "en"):
        assert found == [False]
