"""What the house rules look at: the files that would be committed, and the Python code of the rooms."""

import ast
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot", "handlers", "storage", "benchmarks", "docs")
WRITTEN_BY_ALEMBIC = "storage/migrations/versions/"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed, or would be: what .gitignore names is left out."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"]
    said = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in said.splitlines() if (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every file that is text."""
    return iter(_texts())


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    found = []
    for path in files():
        with suppress(UnicodeDecodeError):
            found.append((name_of(path), path.read_text(encoding="utf8")))
    return tuple(found)


def scripts() -> Iterator[tuple[str, str]]:
    """Name and text of every script of our own pages."""
    return ((name, text) for name, text in texts() if name.endswith(".js") and name.split("/")[0] in ROOMS)


def name_of(path: Path) -> str:
    """The path as people write it, from the root."""
    return path.relative_to(ROOT).as_posix()


def names(*rooms: str) -> list[str]:
    """Name of every Python file of *rooms*; what Alembic wrote is left out."""
    found = [name_of(path) for path in files() if path.suffix == ".py"]
    return [name for name in found if name.split("/")[0] in rooms and not name.startswith(WRITTEN_BY_ALEMBIC)]


def modules(*rooms: str) -> list[tuple[str, ast.Module]]:
    """Name and parsed code of every Python file of *rooms*."""
    return [(name, parsed(name)) for name in names(*rooms)]


@cache
def parsed(name: str) -> ast.Module:
    """The code of one file, read once however many rules look at it."""
    return ast.parse((ROOT / name).read_text(encoding="utf8"))


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All that stands in the code of one file, gone through once however many rules look at it."""
    return tuple(ast.walk(tree))
