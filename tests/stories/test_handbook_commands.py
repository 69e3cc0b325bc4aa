"""The handbook on the command line: shown before it is applied, asked about, checked, written and read back."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from bot.handbook import file as handbook_file
from bot.words import Words
from tests.house.tree import ROOT
from tests.stories.conftest import DISTRICT, GROUP

WORDS = Words(strict=True)
OLD, NEW = "name_zh: 共享单车乱停放", "name_zh: 单车堵路"
Program = Callable[..., Result]


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Everything is said in both."""
    return str(request.param)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> Iterator[Program]:
    """The command line in a folder of its own, with one district."""
    for name in [name for name in os.environ if name.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATROL_LANGUAGE", language)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "district.yaml").write_text(DISTRICT.replace("LANGUAGE", language), encoding="utf8")

    def call(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    assert call("import", "district.yaml").exit_code == 0
    yield call


def changed(folder: Path) -> Path:
    """The starter with another name for one item, and one item less."""
    text = handbook_file.STARTER.read_text(encoding="utf8")
    assert OLD in text
    file = folder / "ours.yaml"
    file.write_text(text[: text.rindex("- id:")].replace(OLD, NEW), encoding="utf8")
    return file


def gone() -> str:
    """The code of the item that :func:`changed` leaves out."""
    return handbook_file.starter().own[-1].code


def test_nobody_to_ask_applies_nothing(program: Program, tmp_path: Path, language: str) -> None:
    """The changes are shown; with --yes they are applied; after that there is nothing to do."""
    file = changed(tmp_path)
    refused = program("import", file)
    assert refused.exit_code == 1
    assert refused.output.splitlines()[-1] == WORDS.say(language, "handbook-wants-yes")
    plan = WORDS.say(language, "handbook-plan", district="九堡", since=0, version=1, added=0, changed=1, retired=0)
    assert refused.output.splitlines()[0] == plan
    assert "shared_bike_parking" in refused.output
    assert "name_zh" in refused.output
    done = program("import", file, "--yes")
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == WORDS.say(language, "handbook-done", version=1)
    assert program("import", file).output.strip() == WORDS.say(language, "handbook-same")
    pruned = program("import", file, "--prune", "--yes")
    assert f"- {gone()} " in pruned.output
    assert WORDS.say(language, "handbook-done", version=2) in pruned.output


def test_at_a_terminal_it_is_asked(program: Program, tmp_path: Path, language: str) -> None:
    """Enter and Ctrl+D apply nothing; y applies."""
    file, no = changed(tmp_path), {"zh": b"\n", "en": b"\x04"}[language]
    for typed, code, said in ((no, 1, "handbook-not-applied"), (b"y\n", 0, "handbook-done")):
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "import", str(file)], stdin=theirs, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
        ) as running:  # fmt: skip
            os.close(theirs)
            os.write(ours, typed)
            output = running.communicate(timeout=60)[0].decode()
            os.close(ours)
        assert WORDS.say(language, "handbook-apply") in output
        assert WORDS.say(language, said, version=1) in output
        assert running.returncode == code


def test_which_district_is_meant(program: Program, tmp_path: Path, language: str) -> None:
    """With two, the file or --district says so; not both differently, and not one that nobody knows."""
    (tmp_path / "second.yaml").write_text("district: {chat_id: -6, name: 云河}\n", encoding="utf8")
    assert program("import", "second.yaml").exit_code == 0
    file = changed(tmp_path)
    asked = program("import", file, "--yes")
    districts = f"{GROUP} (九堡), -6 (云河)"
    assert asked.output.strip() == WORDS.say(language, "roster-which-district", districts=districts)
    assert asked.exit_code == 1
    assert program("import", file, "--district", -6, "--yes").exit_code == 0
    file.write_text("district: -6\n" + file.read_text(encoding="utf8"), encoding="utf8")
    assert program("import", file).output.strip() == WORDS.say(language, "handbook-same")
    both = program("import", file, "--district", GROUP)
    assert both.output.strip() == WORDS.say(language, "handbook-names-other", chat="-6")
    unknown = program("import", changed(tmp_path), "--district", -7)
    assert unknown.output.strip() == WORDS.say(language, "roster-no-district", chat="-7")


def test_check_names_every_mistake(program: Program, tmp_path: Path, language: str) -> None:
    """With exit code 1; import says the same and touches nothing; a right file is called right."""
    file = changed(tmp_path)
    right = program("handbook", "check", file)
    laws = len(handbook_file.starter().papers.laws)
    count = len(handbook_file.starter().own) - 1
    assert right.output.strip() == WORDS.say(language, "handbook-file-right", file=file.name, items=count, laws=laws)
    text = file.read_text(encoding="utf8")
    file.write_text(text.replace("severity: low", "severity: lo", 2), encoding="utf8")
    for words in (("handbook", "check", file), ("import", file, "--yes")):
        wrong = program(*words)
        assert wrong.exit_code == 1
        head, *lines = wrong.output.splitlines()
        assert head == WORDS.say(language, "handbook-file-wrong", file=file.name, count=2)
        assert len(lines) == 2
        at = [n for n, line in enumerate(text.splitlines(), 1) if "severity: low" in line][:2]
        for line, n in zip(lines, at, strict=True):
            assert str(n) in line
            assert "low, medium, high, critical" in line


@pytest.mark.parametrize(("number", "owner"), [("HB-01", "shared_bike_parking"), ("hb1", "shared_bike_parking")])
def test_a_number_by_which_another_entry_is_found_is_a_mistake(
    program: Program, tmp_path: Path, language: str, number: str, owner: str
) -> None:
    """Check and import name line, field and the other one, and nothing comes in; with both in the file it is fine."""
    head = "categories: {street: {zh: 街面, en: Street}}\nitems:\n"
    kites = (
        "  - code: kites\n    id: {}\n    name_zh: 风筝\n    name_en: Kites\n    category: street\n    severity: low\n"
    )
    file = tmp_path / "one.yaml"
    file.write_text(head + kites.format(number), encoding="utf8")
    taken = WORDS.say(language, "file-id-taken", line=4, field="kites · id", value=number, code=owner)
    for words in (("handbook", "check", file), ("import", file, "--yes")):
        wrong = program(*words)
        assert wrong.exit_code == 1
        assert wrong.output.splitlines() == [
            WORDS.say(language, "handbook-file-wrong", file=file.name, count=1), taken,
        ]  # fmt: skip
    bikes = kites.replace("kites", owner).replace("Kites", "Bikes").replace("风筝", "单车")
    file.write_text(head + kites.format(number) + bikes.format("JB-01"), encoding="utf8")
    assert program("handbook", "check", file).exit_code == 0
    assert program("import", file, "--yes").exit_code == 0
    assert program("import", file).output.strip() == WORDS.say(language, "handbook-same")


def test_what_is_exported_changes_nothing_when_imported(program: Program, tmp_path: Path, language: str) -> None:
    """Before and after a change, retired items with it, to either ending and whatever there was before."""
    assert program("handbook", "export", "out.yaml").exit_code == 0
    assert program("import", "out.yaml", "--prune").output.strip() == WORDS.say(language, "handbook-same")
    assert program("import", changed(tmp_path), "--prune", "--yes").exit_code == 0
    there = program("handbook", "export", "out.yaml")
    assert there.output.strip() == WORDS.say(language, "handbook-export-there", file="out.yaml")
    assert there.exit_code == 1
    told = program("handbook", "export", "out.yaml", "--overwrite")
    counts = {"items": len(handbook_file.starter().own), "laws": len(handbook_file.starter().papers.laws)}
    said = WORDS.say(language, "handbook-exported", file="out.yaml", district="九堡", version=1, **counts)
    assert told.output.strip() == said
    assert program("import", "out.yaml", "--prune").output.strip() == WORDS.say(language, "handbook-same")
    text = Path("out.yaml").read_text(encoding="utf8")
    assert text.startswith(f"district: {GROUP}\n")
    assert text.count("retired: true") == 1
    assert program("handbook", "export", "out.yml", "--district", GROUP).exit_code == 0
    assert Path("out.yml").read_text(encoding="utf8") == text


def test_an_export_that_cannot_be_is_told_in_a_sentence(program: Program, tmp_path: Path, language: str) -> None:
    """Another ending, a folder that is not there; nothing is left lying about."""
    wrong = program("handbook", "export", "out.txt")
    assert wrong.exit_code == 1
    allowed = ".yaml, .yml, .docx"
    assert wrong.output.strip() == WORDS.say(language, "handbook-export-ending", file="out.txt", allowed=allowed)
    lost = program("handbook", "export", "nowhere/out.yaml")
    assert lost.exit_code == 1
    assert lost.output.strip() == WORDS.say(language, "handbook-export-unwritable", file="nowhere/out.yaml")
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith((".", "out"))) == []


def test_many_items_show_how_far_the_writing_is(
    program: Program, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a hundred on; the file is the same."""
    monkeypatch.setattr("bot.app.commands.handbook.MANY", 2)
    told = program("handbook", "export", "out.yaml")
    assert told.exit_code == 0
    assert WORDS.say(language, "handbook-export-progress") in told.output
    assert program("import", "out.yaml").output.strip() == WORDS.say(language, "handbook-same")


def test_the_document_is_written_in_the_language_of_the_district(program: Program, language: str) -> None:
    """Opened again it has the district's name and every item."""
    told = program("handbook", "export", "Book.DOCX")
    assert told.exit_code == 0
    found = docx.Document("Book.DOCX")
    headings = [p.text for p in found.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    names = [one.name_zh if language == "zh" else one.name_en for one in handbook_file.starter().own]
    assert sorted(heading.split(" ", 1)[1] for heading in headings) == sorted(names)
    assert found.core_properties.author == "九堡"
