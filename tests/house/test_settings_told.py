"""Every setting is explained where people look for it: .env.example and docs/settings.md."""

import re

import pytest

from bot.app import settings
from bot.app.settings import Settings
from tests.house.tree import ROOT

NAMES = sorted(name.upper() for name in Settings.model_fields)
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf8")
LINE = re.compile(r"^#([A-Z_]+)=(.*)$", re.MULTILINE)


def default(name: str) -> str | None:
    """The default as it is written in a file; None where nothing is set."""
    value = Settings.model_fields[name.lower()].default
    return None if value is None or value == frozenset() else str(value)


def test_the_example_names_every_setting_and_no_other() -> None:
    """Copied and edited, it never holds a name that nobody reads."""
    assert sorted({name for name, _ in LINE.findall(EXAMPLE)}) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_example_shows_the_default(name: str) -> None:
    """A line that is commented out is what holds without it."""
    if default(name) is not None:
        assert dict(LINE.findall(EXAMPLE))[name] == default(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_explains_it_in_both_languages(name: str) -> None:
    """The comment above the line says in English and in Chinese what the setting is for."""
    block = next(b for b in EXAMPLE.split("\n\n") if f"#{name}=" in b)
    comments = " ".join(line for line in block.splitlines() if line.startswith("# "))
    assert re.search(r"[A-Za-z]{3,} [a-z]{2,}", comments)
    assert re.search(r"[\u4e00-\u9fff]{3,}", comments)


def test_the_example_can_be_used_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value in it, put into the environment, is accepted."""
    for name, value in LINE.findall(EXAMPLE):
        monkeypatch.setenv(name, value)
    assert settings.load(env_file=None).has_token


@pytest.mark.parametrize("name", NAMES)
def test_the_table_has_it(name: str) -> None:
    """A row of the table names the setting and, where there is one, its default."""
    rows = [r for r in (ROOT / "docs" / "settings.md").read_text(encoding="utf8").splitlines() if r.startswith("|")]
    row = next((r for r in rows if f"`{name}`" in r), "")
    assert row, f"docs/settings.md: no row for {name}"
    assert f"`{default(name) or '–'}`" in row or default(name) is None
