"""The revisions of the schema that this program knows."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

HERE = Path(__file__).parent / "migrations"
"""Where they lie."""


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(HERE))
    made.set_main_option("path_separator", "os")
    return made


def known() -> tuple[str, ...]:
    """All of them, newest first."""
    return _in(HERE)


@cache
def _in(folder: Path) -> tuple[str, ...]:
    return tuple(one.revision for one in ScriptDirectory(str(folder)).walk_revisions())
