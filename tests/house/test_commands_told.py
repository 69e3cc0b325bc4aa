"""Every block of commands in the documents is run, or says why not; and the README is the same in both languages."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from tests.house.tree import ROOT

DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
ELSEWHERE = {"docs/api.md": "tests/handlers/web/test_api_document.py"}
"""Whose blocks another test runs, against a bot that works."""

OLDER = {"CHANGELOG.md"}
NOT_RUN_AT_MOST = 15
SAME_AS = {"README.zh.md": "README.md"}

BLOCK = re.compile(r"(?:<!-- not run: (.+?) -->\n)?```sh\n(.*?)```", re.DOTALL)
ANY_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^(?:    |\t)(\S.*)$", re.MULTILINE)
COMMAND = re.compile(
    r"^(?:\.venv/bin/|sudo )?(?:patrolbot|make|docker|systemctl|buildah|pip|git|curl|apt-get) \S", re.MULTILINE
)


@dataclass(frozen=True)
class Told:
    """A block of commands; *why* it is not run, or nothing."""

    document: str
    why: str
    commands: str


def _told() -> list[Told]:
    found = []
    for path in DOCUMENTS:
        name = path.relative_to(ROOT).as_posix()
        found += [Told(name, why, commands) for why, commands in BLOCK.findall(path.read_text(encoding="utf8"))]
    return [one for one in found if one.document not in OLDER]


RUN = sorted({one.document for one in _told() if not one.why} - set(ELSEWHERE) - set(SAME_AS))


def test_what_is_not_run_says_why_and_is_not_much() -> None:
    """In a comment before the block; the same block in another language counts once."""
    not_run = [one for one in _told() if one.why and one.document not in SAME_AS]
    assert 0 < len(not_run) <= NOT_RUN_AT_MOST
    assert all(len(one.why) > 10 for one in not_run)
    assert RUN


def test_no_command_stands_where_nobody_runs_it() -> None:
    """Commands stand in blocks that say so, neither in blocks of another sort nor indented."""
    found = []
    for path in DOCUMENTS:
        if path.name in OLDER:
            continue
        text = path.read_text(encoding="utf8")
        others = [body for sort, body in ANY_BLOCK.findall(text) if sort != "sh"]
        plain = ANY_BLOCK.sub("", text)
        found += [f"{path.name}: {body[:60]}" for body in [*others, *INDENTED.findall(plain)] if COMMAND.search(body)]
    assert found == []


CALLED = [
    pytest.param(words, id=f"{one.document}: {' '.join(words)}")
    for one in _told()
    for line in one.commands.splitlines()
    if (words := re.findall(r"patrolbot (?!=)([^#>|&;]+)", line.partition("  #")[0])[-1:])
    and not line.startswith(("docker", "systemctl", "cp", "mv", "echo"))
]


@pytest.mark.parametrize("words", CALLED)
def test_what_documents_call_is_understood(words: list[str]) -> None:
    """Command, options and arguments of each line, also of those that are not run, are such as the program takes."""
    said, found = words[0].split(), typer.main.get_command(app)
    while said and said[0] in getattr(found, "commands", {}):
        found = found.commands[said.pop(0)]  # type: ignore[attr-defined]
    assert not hasattr(found, "commands") or said[0].startswith("-"), f"no such command: {said[0]}"
    found.make_context("patrolbot", said).close()


def test_what_is_run_elsewhere_is_run_there() -> None:
    """The other test reads that document."""
    for document, test in ELSEWHERE.items():
        assert Path(document).name in (ROOT / test).read_text(encoding="utf8")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an operator's: the program, the samples, and the files that documents name."""
    folder = tmp_path_factory.mktemp("operator")
    (folder / "samples").symlink_to(ROOT / "samples")
    called = folder / ".venv" / "bin" / "patrolbot"
    called.parent.mkdir(parents=True)
    called.write_text(f'#!/bin/sh\nexec {sys.executable} -m bot "$@"\n', encoding="utf8")
    called.chmod(0o755)
    sample = next(iter(sorted((ROOT / "samples").rglob("district.yaml"), key=lambda file: "yunhe" not in str(file))))
    shutil.copytree(sample.parent, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("drills", "samples"))
    _shell(folder, "patrolbot import district.yaml --yes\npatrolbot handbook export --overwrite handbook.yaml\n")
    return folder


def _shell(folder: Path, commands: str) -> None:
    """Every line of them; the first that fails ends it."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PATROL_", "TELEGRAM_", "DATABASE_"))}
    surroundings = {
        **plain,
        "PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PATROL_LANGUAGE": "en",
    }
    done = subprocess.run(
        ["sh", "-e", "-x", "-c", commands],
        cwd=folder,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout[-1500:]}{done.stderr[-3000:]}"


@pytest.mark.long
@pytest.mark.parametrize("document", RUN)
def test_the_commands_of_a_document_work(tmp_path: Path, prepared: Path, document: str) -> None:
    """Block after block as they stand, in one folder; whoever begins with the README has no data yet."""
    folder = tmp_path / "operator"
    without_data = shutil.ignore_patterns("data") if document in SAME_AS.values() else None
    shutil.copytree(prepared, folder, symlinks=True, ignore=without_data)
    blocks = [one.commands for one in _told() if one.document == document and not one.why]
    assert blocks
    for commands in blocks:
        _shell(folder, commands)  # raises with what it said where it fails


# --- the README in two languages


def _readme(name: str) -> str:
    """As it stands; each has the sample district of its own language."""
    return (ROOT / name).read_text(encoding="utf8").replace("samples/yunhe", "samples/dunmorrow")


@pytest.mark.parametrize("name", SAME_AS)
def test_the_readme_is_whole_in_each_language(name: str) -> None:
    """As many headings, points and rows, in the same order, and the same commands in the same place."""
    here, there = _readme(name), _readme(SAME_AS[name])
    for pattern in (r"^(#+) ", r"^(#|-|\d+\.|\|)(?= |[^ ])"):
        assert re.findall(pattern, here, re.MULTILINE) == re.findall(pattern, there, re.MULTILINE)
    assert BLOCK.findall(here) == BLOCK.findall(there)
    assert re.findall(r"`([^`\n]+)`", here) == re.findall(r"`([^`\n]+)`", there)


@pytest.mark.parametrize("name", SAME_AS)
def test_the_readme_leads_to_the_same_in_each_language(name: str) -> None:
    """The same documents; pictures may be of its own language."""
    here, there = (set(re.findall(r"\]\(([^)]+)\)", _readme(one))) for one in (name, SAME_AS[name]))
    same = {link.replace("-zh.", ".") for link in here}
    assert same - {SAME_AS[name]} == there - {name}
    assert all((ROOT / link).exists() for link in here | there)


def test_the_readme_fits_on_a_screen_until_it_moves() -> None:
    """The first command stands in its first fifteen lines."""
    head = _readme("README.md").splitlines()[:18]
    assert "make run" in head
