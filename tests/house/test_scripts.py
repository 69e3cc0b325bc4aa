"""The shape of the pages' own scripts and styles: short, in words of the word files, and safe with foreign text."""

import re

from tests.house.tree import ROOMS, scripts, texts

LINES_OF_A_SCRIPT, LINES_OF_A_STYLE = 250, 360
LETTERS_OF_A_LINE = 120
CHINESE = re.compile(r"[\u3400-\u9fff]")
MARKUP = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|v-html)\b")
OUTSIDE = re.compile(r"""(?:import|from|fetch|src=|href=)\s*\(?["'`]https?://""")


def styles() -> list[tuple[str, str]]:
    """Styles and pages."""
    return [(n, t) for n, t in texts() if n.endswith((".css", ".html")) and n.split("/")[0] in ROOMS]


def test_a_script_holds_one_thought() -> None:
    """It says in its first line what it is for, and does not grow beyond that."""
    assert list(scripts())
    assert [name for name, text in scripts() if not text.startswith("// ")] == []
    assert {name: text.count("\n") for name, text in scripts() if text.count("\n") > LINES_OF_A_SCRIPT} == {}
    assert {name: text.count("\n") for name, text in styles() if text.count("\n") > LINES_OF_A_STYLE} == {}
    assert [name for name, text in scripts() if max(map(len, text.splitlines())) > LETTERS_OF_A_LINE] == []


def test_what_people_read_is_not_in_scripts() -> None:
    """It stands in the word files, in both languages."""
    assert [name for name, text in (*scripts(), *styles()) if CHINESE.search(text)] == []


def test_foreign_text_never_becomes_markup() -> None:
    """Nothing is put into the page as HTML, and nothing is run from text."""
    assert [name for name, text in scripts() if MARKUP.search(text)] == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    """Every script and picture comes from our own server."""
    assert [name for name, text in (*scripts(), *styles()) if OUTSIDE.search(text)] == []
