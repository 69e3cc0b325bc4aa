"""What all tests share: none reads this machine's own settings, and each story has its language."""

import gc
import os
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import URL, Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import engine, giving_way, library, migrate, one_hop
from tests import databases, rendering
from tests.guarded import Guard, Handles
from tests.programs import Programs

sys.dont_write_bytecode = False
"""Tests and program are compiled once, and not by each worker of each run anew, whatever the machine is set to."""

LANGUAGES = ("zh", "en")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take settings out of the environment, so that a developer's own token, or language, never reaches a test."""
    for name in os.environ:
        if name.upper().startswith("PATROL_") or name.upper() in {
            "TELEGRAM_BOT_TOKEN",
            "TELEGRAM_API_URL",
            "DATABASE_URL",
        }:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(giving_way, "_is_beside", False)  # as a command makes it that is run in here


@pytest.fixture(autouse=True, scope="session")
def statements_compiled_once() -> Iterator[None]:
    """Each story opens a SQLite database of its own; what was compiled for one of them holds for all."""
    create = engine.create_async_engine
    compiled: dict[Any, Any] = {}
    first: dict[Any, Any] = {}

    def create_alike(url: URL, **given: Any) -> AsyncEngine:
        if url.get_backend_name() != "sqlite":
            return create(url, **given)
        made = create(url, **given, execution_options={"compiled_cache": compiled})
        made.sync_engine.dialect = first.setdefault(library.sqlite3, made.dialect)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_async_engine", create_alike)
        yield


@pytest.fixture(autouse=True, scope="session")
def guard() -> Iterator[Guard]:
    """No statement of the program reads more the longer a district has been at work."""
    made = Guard()
    event.listen(Engine, "before_cursor_execute", made.look)
    yield made
    event.remove(Engine, "before_cursor_execute", made.look)


@pytest.fixture(autouse=True, scope="session")
def handles() -> Handles:
    """No handle of a database in use is opened by the program; what hears of it cannot be taken away again."""
    made = Handles()
    sys.addaudithook(made.heard)
    return made


@pytest.fixture(autouse=True)
def nothing_refused(guard: Guard, handles: Handles) -> Iterator[None]:
    """A test in which one ran, or was opened, has failed."""
    yield
    refused, guard.refused = guard.refused, []
    opened, handles.opened = handles.opened, []
    assert not refused + opened, "\n".join(refused + opened)


@pytest.fixture(autouse=True)
def sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite without a thread for each connection, and not migrated anew for each story.

    A room that tells about SQLite itself overrides this.
    """
    monkeypatch.setattr(migrate, "to_newest", databases.to_newest)
    monkeypatch.setattr(one_hop, "connect", databases.connect_in_place)
    monkeypatch.setattr(engine, "_pragmas", databases.pragmas)


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The command line, ready to be run."""
    return Programs(tmp_path_factory.mktemp("programs"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A story that is told on a street is told in one language, always the same; in the other with the long tests.

    What draws documents with programs that lack here is left out, and named at the end; on CI it fails.
    """
    for item in items:
        told = _language(item)
        if told is not None and told != LANGUAGES[zlib.crc32(_without_language(item, told).encode()) % 2]:
            item.add_marker(pytest.mark.long)
    if not rendering.is_ci() and (missing := rendering.lacking()):
        undrawn = [item for item in items if any(missing.keys() & set(m.args) for m in item.iter_markers("renders"))]
        config.hook.pytest_deselected(items=undrawn)
        items[:] = [item for item in items if item not in undrawn]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not drawn."""
    for program, what in rendering.lacking().items():
        terminalreporter.write_line(f"not rendered, since {program} lacks: {what}", yellow=True)


def pytest_collection_finish() -> None:
    """What is imported stays to the end: it is not looked through for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _language(item: pytest.Item) -> str | None:
    """The language of the street that a test is told on; None where it has none, or names it itself."""
    spec = getattr(item, "callspec", None)
    streets = [] if spec is None else [value for name, value in spec.params.items() if name != "language"]
    return next((value for value in streets if value in LANGUAGES), None)


def _without_language(item: pytest.Item, told: str) -> str:
    name, _, parts = item.nodeid.partition("[")
    return name + "-".join(part for part in parts.rstrip("]").split("-") if part != told)
