"""What the house rules look at: the files that would be committed, and the Python code of the rooms."""

import ast
import subprocess
from collections.abc import Iterator
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
    for path in files():
        try:
            yield name_of(path), path.read_text(encoding="utf8")
        except UnicodeDecodeError:
            continue


def scripts() -> Iterator[tuple[str, str]]:
    """Name and text of every script of our own pages."""
    return ((name, text) for name, text in texts() if name.endswith(".js") and name.split("/")[0] in ROOMS)


def name_of(path: Path) -> str:
    """The path as people write it, from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def modules(*rooms: str) -> tuple[tuple[str, ast.Module], ...]:
    """Name and parsed code of every Python file of *rooms*; what Alembic wrote is left out."""
    found = [p for p in files() if p.suffix == ".py" and name_of(p).split("/")[0] in rooms]
    return tuple(
        (name_of(p), ast.parse(p.read_text(encoding="utf8")))
        for p in found
        if not name_of(p).startswith(WRITTEN_BY_ALEMBIC)
    )
