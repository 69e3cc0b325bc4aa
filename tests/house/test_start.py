"""What the command line loads before it answers: help needs neither memory nor doors."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = {
    "sqlalchemy",
    "alembic",
    "telegram",
    "httpx",
    "fastapi",
    "geopy",
    "shapely",
    "bot.app.assembly",
    "bot.work.work",
}
"""What a command that works loads; together they take seconds."""

ASK = """
import sys
from bot.__main__ import app
try:
    app(sys.argv[1:])
finally:
    print("loaded:", *sorted(sys.modules))
"""


def loaded(*words: str) -> set[str]:
    """What is in memory after ``patrolbot`` with *words*, which must go well."""
    done = subprocess.run([sys.executable, "-c", ASK, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.partition("loaded:")[2].split())


@pytest.mark.parametrize("words", ["--help", "check --help", "handbook --help", "handbook export --help"])
def test_help_loads_nothing_that_takes_long(words: str) -> None:
    """It answers at once, whatever the program is made of."""
    assert loaded(*words.split()) & HEAVY == set()


def test_a_command_that_works_loads_them() -> None:
    """What is looked for would be seen: the house brings most of it."""
    asked = [sys.executable, "-c", "import sys, bot.app.assembly; print(*sys.modules)"]
    there = set(subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    assert there >= HEAVY - {"fastapi", "geopy", "shapely"}
