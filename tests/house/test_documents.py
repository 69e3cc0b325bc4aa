"""The documents are true: what in them comes from the code is up to date, and every setting and command is there."""

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.app.settings import Settings
from bot.handbook import book as handbook_book
from bot.handbook import file as handbook_file
from bot.handbook import model as handbook_model
from bot.words import Words
from docs.__main__ import PARTS, ROOT, written
from handlers.telegram.commands import Register
from handlers.telegram.features import FEATURES

WORDS = Words(strict=True)
REGISTER = Register(FEATURES)


@pytest.mark.parametrize("name", PARTS)
def test_generated_parts_are_up_to_date(name: str) -> None:
    """Written anew they are the same; else run ``python -m docs``."""
    text = (ROOT / name).read_text(encoding="utf8")
    assert written(text, {part: make() for part, make in PARTS[name].items()}) == text


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_explained(name: str) -> None:
    """In the table of settings and in .env.example."""
    assert f"`{name}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf8")
    assert re.search(rf"^#?\s*{name}=", (ROOT / ".env.example").read_text(encoding="utf8"), re.MULTILINE)


@pytest.mark.parametrize("name", REGISTER.commands)
@pytest.mark.parametrize("language", WORDS.languages)
def test_every_command_is_explained_in_every_language(language: str, name: str) -> None:
    """One line each for /help."""
    assert WORDS.say(language, f"help-{name}")


def test_commands_and_buttons_are_registered() -> None:
    """By the features that the door names."""
    assert {"report", "assign", "done", "duty", "setup", "help"} <= set(REGISTER.commands)
    assert {"incident", "piece", "pin", "duty", "team", "sure"} <= set(REGISTER.buttons)


HANDBOOK = (ROOT / "docs" / "handbook.md").read_text(encoding="utf8")
PARTS_OF_A_FILE = [
    handbook_file.Whole,
    *(one for one in vars(handbook_model).values() if isinstance(one, type) and issubclass(one, handbook_model.Part)),
]


def test_every_field_of_a_handbook_file_is_explained() -> None:
    """Each field of each part by its name; those that are not in a file apart."""
    fields = {name for part in PARTS_OF_A_FILE for name, field in part.model_fields.items() if not field.exclude}
    assert len(fields) > 50
    assert sorted(name for name in fields if f"`{name}`" not in HANDBOOK) == []


def test_every_choice_of_a_handbook_file_is_explained() -> None:
    """Marks, severities, modes, outcomes, who may; and what codes are built in."""
    kinds = (handbook_model.Verification, handbook_model.Mode, handbook_model.Officers, handbook_model.OutcomeCode)
    choices = {*handbook_model.SEVERITIES, *(one for kind in kinds for one in get_args(kind))}
    choices |= {item.code for item in handbook_book.BUILT_IN}
    assert sorted(name for name in choices if f"`{name}`" not in HANDBOOK) == []


def test_the_bounds_of_a_handbook_file_are_those_of_the_code() -> None:
    """From where to where a number may be, as the document tells it."""
    for part in PARTS_OF_A_FILE:
        for name, field in part.model_fields.items():
            told = {key: getattr(one, key) for one in field.metadata for key in ("ge", "le") if hasattr(one, key)}
            if len(told) == 2 and not field.exclude:
                assert re.search(rf"`{name}` \({told['ge']} to {told['le']}[,)]", HANDBOOK), name


def test_the_example_of_a_handbook_file_has_no_mistake(tmp_path: Path) -> None:
    """It can be copied as it stands."""
    [example] = re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf8")
    assert [item.code for item in handbook_file.read(file).items] == ["drying_racks"]
