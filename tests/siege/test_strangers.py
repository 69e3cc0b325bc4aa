"""Five thousand connections, trickling, endless heads and wrong keys: people in the chat hardly notice."""

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import strangers

PINS = int(os.environ.get("SIEGE_PINS", "60"))
USUAL = 1024
"""Descriptors."""

TIMES, BLINK_S = 2.0, 0.1
"""So many times as long as without may an answer take; below a blink nobody tells the difference."""


@pytest.fixture
def usual_descriptors() -> Iterator[None]:
    """As few as a program is usually given; it may take more by itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, USUAL), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.long
@pytest.mark.usefixtures("usual_descriptors")
async def test_strangers_stop_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the same attack on a server that is none of ours."""
    monkeypatch.setattr(strangers, "PINS", PINS)
    siege = await strangers.measure(tmp_path)
    sys.stdout.writelines(f"siege: {line}\n" for line in strangers.told(siege))
    assert strangers.at(siege.pins, 0.95) <= max(TIMES * strangers.at(siege.pins_beside, 0.95), BLINK_S)
    assert siege.seen["closed"] > 0
    assert siege.seen.get("wrong key 429", 0) > 0
