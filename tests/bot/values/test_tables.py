"""CSV: what people wrote is text in every spreadsheet, never a formula."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.values import tables
from tests.bot.values.test_texts import TEXTS

SIGNS = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CALCULATED = (*SIGNS, "\t", "\r", "\n")


def read(text: str) -> list[list[str]]:
    """As another program reads it."""
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before", ["", " ", "\t", "\r", "\n", "\u200b", "\ufeff", "\x00", "\u202e", " \u2800", "\u200b\t"]
)
def test_a_formula_is_shown_as_text(sign: str, before: str) -> None:
    """Also behind tabs, ends of lines, blanks, and letters that nobody sees."""
    assert tables.cell(f"{before}{sign}cmd|'/c calc'!A1") == f"'{sign}cmd|'/c calc'!A1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (42, 42), (-42, -42), (1.5, 1.5), (-0.5, -0.5), (None, ""), (float("nan"), ""), (float("inf"), ""),
        (True, "True"), ("", ""), ("老王", "老王"), ("a=b", "a=b"), ("1-2", "1-2"), ("'x", "'x"), ("-5", "'-5"),
        ("+86 571", "'+86 571"), ("\tx", "x"), ("\rx", "x"),
        ('=HYPERLINK("https://example.org")', '\'=HYPERLINK("https://example.org")'),
        (datetime(2026, 3, 2, 0, 0, tzinfo=UTC), "2026-03-02T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_cells(value: object, shown: object) -> None:
    """Numbers stay numbers, also those below zero; what only looks like one is text."""
    assert tables.cell(value) == shown
    assert type(tables.cell(value)) is type(shown)


def test_a_table_as_another_program_reads_it() -> None:
    """Quotes, commas, semicolons and line ends inside a cell stay inside it."""
    text = tables.csv_text(
        [["a,b", 'say "x"', "1;=2", "two\nlines", 3, None], ["=1+1", "@x", "", "-1", -1, 2.5]], list("abcdef")
    )
    assert read(text) == [
        list("abcdef"),
        ["a,b", 'say "x"', "1;=2", "two\nlines", "3", ""],
        ["'=1+1", "'@x", "", "'-1", "-1", "2.5"],
    ]
    assert text.startswith('"a","b"')
    assert text.endswith('"\'-1",-1,2.5\r\n')


@given(TEXTS, TEXTS)
def test_whatever_people_write_no_cell_is_calculated(one: str, other: str) -> None:
    """Read back, no cell begins with what a program calculates, and there are as many cells as there were."""
    [head, row] = read(tables.csv_text([[one, other]], [other, one]))
    assert (len(head), len(row)) == (2, 2)
    for said in (*head, *row):
        assert not said.lstrip().startswith(CALCULATED)
        assert said.encode().decode() == said
