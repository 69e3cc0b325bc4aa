"""The documents are true: what in them comes from the code is up to date, and every setting and command is there."""

import re

import pytest

from bot.settings import Settings
from bot.words import Words
from docs.__main__ import PARTS, ROOT, written
from handlers.telegram.commands import BUTTONS, COMMANDS

WORDS = Words(strict=True)


@pytest.mark.parametrize("name", PARTS)
def test_generated_parts_are_up_to_date(name: str) -> None:
    """Written anew they are the same; else run ``python -m docs``."""
    text = (ROOT / name).read_text(encoding="utf8")
    assert written(text, {part: make() for part, make in PARTS[name].items()}) == text


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_explained(name: str) -> None:
    """In the README and in .env.example."""
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf8")
    assert re.search(rf"^#?\s*{name}=", (ROOT / ".env.example").read_text(encoding="utf8"), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", WORDS.languages)
def test_every_command_is_explained_in_every_language(language: str, name: str) -> None:
    """One line each for /help."""
    assert WORDS.say(language, f"help-{name}")


def test_commands_and_buttons_are_registered() -> None:
    """The register is filled by importing the door; a second registration of one name is an error."""
    assert {"report", "assign", "done", "duty", "setup", "help"} <= set(COMMANDS)
    assert {"incident", "piece", "pin", "duty", "team", "sure"} <= set(BUTTONS)
