"""The street of the stories, for faults that are told on it; tracebacks in the log are short there."""

from collections.abc import Iterator

import pytest
import structlog

from tests.stories.conftest import street

__all__ = ["street"]


@pytest.fixture(autouse=True)
def short_tracebacks() -> Iterator[None]:
    """Faults log many, and the usual ones in colour with all local variables take longer than the fault."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    yield
    structlog.reset_defaults()
