"""The same trouble again and again is one line a minute with a count."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from handlers.process import logs, repeats
from handlers.process.repeats import EVERY_S, Repeats


class Told:
    """What is logged, on a clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.out = io.StringIO()

    def lines(self) -> list[dict[str, object]]:
        """Every line since the last look."""
        found = [json.loads(line) for line in self.out.getvalue().splitlines()]
        self.out.truncate(0)
        self.out.seek(0)
        return found


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """The program's logs."""
    made = Told()
    monkeypatch.setattr(logs, "Repeats", lambda: Repeats(lambda: made.now))
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    before = structlog.get_config()
    logs.set_up(stream=made.out)
    yield made
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(capture=False)
    structlog.configure(**before)


def _fail(event: str, why: str) -> None:
    try:
        raise OSError(why)
    except OSError:
        structlog.get_logger("part").exception(event)


def test_a_full_disk_is_a_line_a_minute(told: Told) -> None:
    """The first with its traceback; the others are counted, and the count is said."""
    for _ in range(500):
        _fail("part.failed", "full")
        told.now += EVERY_S / 250
    first, second, third = told.lines()
    assert "Traceback" in str(first["exception"])
    assert str(second["event"]).endswith("part.failed: 249 times more in a minute")
    assert "Traceback" in str(third["exception"])


def test_another_trouble_is_another_line(told: Told) -> None:
    """Another event, another reason, another logger; what is no trouble always goes."""
    _fail("part.failed", "full")
    _fail("part.failed", "locked")
    _fail("tick.failed", "full")
    logging.getLogger("else").warning("part.failed")
    for _ in range(3):
        structlog.get_logger("part").info("copy.made")
        logging.getLogger("else").critical("crashed")
    assert len(told.lines()) == 4 + 6


def test_a_count_is_not_lost_when_the_trouble_stops(told: Told) -> None:
    """It is said with the next line of anything."""
    for _ in range(3):
        _fail("part.failed", "full")
    told.now += EVERY_S
    structlog.get_logger("other").info("all.well")
    assert [str(line["event"]) for line in told.lines()][1:] == ["part.failed: 2 times more in a minute", "all.well"]


def test_counts_of_several_troubles_are_each_said(told: Told) -> None:
    """One after the other, each once; who logs next is not held up by them."""
    for _ in range(3):
        for event in ("part.failed", "tick.failed", "poll.failed"):
            _fail(event, "full")
    told.now += EVERY_S
    structlog.get_logger("other").info("all.well")
    said = [str(line["event"]) for line in told.lines()][3:]
    assert said == [f"{one}.failed: 2 times more in a minute" for one in ("part", "tick", "poll")] + ["all.well"]


def test_what_is_remembered_is_bounded(told: Told) -> None:
    """However many different lines there are."""
    for n in range(3 * repeats.REMEMBERED):
        structlog.get_logger("part").warning("trouble", error=str(n))
    assert len(told.lines()) == 3 * repeats.REMEMBERED
