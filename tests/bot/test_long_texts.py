"""Whatever is read of people's texts takes as long as they are: four times the letters, not sixteen times the time.

Measured in processor time, in a process of its own that may use so much of it and no more: a pattern that runs away
holds up nobody, and a busy machine changes no verdict.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from bot.exports import spans
from bot.hazards import limits
from bot.hazards.talk import said as hazard_words
from bot.incidents.closing import captions
from bot.incidents.talk import order_words
from bot.inspections.planning import reading as planning
from bot.inspections.visiting.hearing import words as item_words
from bot.membership import homeland
from bot.places.files import columns
from bot.places.naming import wording
from bot.register import team_names
from bot.roster import office
from bot.values import calendar, plain_words, spoken_time, texts
from bot.values.refused import Refused
from handlers.process.redaction import Redactor
from tests.house.tree import ROOT

TODAY = date(2026, 3, 2)
NOBODY = planning.Known({}, {}, {})
READERS: Mapping[str, Callable[[str], Any]] = {
    "numbers that people dial": homeland.numbers,
    "items": item_words.read,
    "items in reply": lambda text: item_words.read_for(5, text),
    "exports": lambda text: spans.read(text, TODAY, calendar.ISO),
    "visits": lambda text: planning.read(text, NOBODY, TODAY),
    "days of a visit": lambda text: planning.window(text, TODAY),
    "contacts": wording.contact_of,
    "moves": plain_words.read,
    "mere yes": plain_words.is_mere_yes,
    "cries": plain_words.is_cry,
    "questions": lambda text: (plain_words.is_only_a_question(text), plain_words.asks_of_a_move(text)),
    "calls": lambda text: [*plain_words.addressed(text), *plain_words.asked_of(text)],
    "outcomes": plain_words.outcome,
    "reasons": plain_words.decline_reason,
    "numbers of cases": plain_words.case_number,
    "orders": order_words.team_to_send,
    "teams": lambda text: team_names.begun(text, []),
    "hazards": hazard_words.found,
    "hazards under photos": hazard_words.photo_of,
    "limits": limits.hours_in,
    "captions": captions.traits,
    "lengths": spoken_time.duration,
    "times": spoken_time._AT.search,
    "days": calendar.ISO.read,
    "months in words": calendar.plain,
    "days of a roster": lambda text: office.day_of(text, office.When(TODAY)),
    "hours of a roster": lambda text: (office.span_of(text), list(office._LEGEND.finditer(text))),
    "texts": lambda text: (texts.name(text), texts.compared(text)),
    "columns of a file": columns.column_of,
    "what is logged": Redactor(["a-secret-word"]).text,
}

BEFORE_A_GAP = '7|7 号|7 fail 3|7 合|7;|1 to|改 7|within|case|photo|8:00|8:00-|到|at|第|不|"|'
LONG: tuple[tuple[str, str, str], ...] = (
    *((begin, gap, "x") for gap in (" ", "\n", "\t", "\u3000") for begin in BEFORE_A_GAP.split("|")),
    ("7;", " ", "x;9%"), ("/export a", " ", "b"), ("3", " ", ""),
    ("", "1", "x"), ("", "13812345678 ", "值班"), ("", "7,", "x"), ("", "1-999,", "x"), ("7", "-8", "x"),
    ("", "7 ok,", ""), ("", "7ok,", ""), ("", "7 ok\n", ""), ("7 ok\n", "x\n", ""), ("7 fail", ";9%", ""),
    ("", ";", "x"), ("", "\n;", "x"), ("", "收", "到"), ("", "收到", ""), ("", "收到", "x"), ("", "到没", "x"),
    ("到没", "-", "x"), ("(", "a", ""), ("", "(", ""), ("", "(a", ""), ("", "（1", ")"), ("", "..", ""),
    ("", "a..", ""), ("", "1..", ""), ("", "a to ", ""), ("", "…", "x"), ("", "http://", " x"), ("", "to", "x"),
    ("", "8:00-", ""), ("", "第", "x"), ("", "7、", "不合格"), ("", "限", "x"), ("7 ", "不合格", ""),
    ("7 ", "fail fixed ", ""), ("", "限7", ""), ("", "3/", ""), ("", "3 mar ", ""), ("", "吗", "x"),
    ("", "a://b:", "x"), ("", "a://b:", " @x"),
)  # fmt: skip
"""How long ones begin, what is said again and again in them, and how they end."""

SHORT, FOUR_TIMES = 1_000, 4_000
MOST_TIMES = 8
LITTLE_S = 0.001
"""What takes less than this is taken for so much: a collection of garbage takes as long."""

MAY_USE_S = 100


def _takes(read: Callable[[str], Any], text: str) -> float:
    """Seconds of the processor, the least of three."""
    took = []
    for _ in range(3):
        began = time.process_time()
        with suppress(Refused):
            read(text)
        took.append(time.process_time() - began)
    return min(took)


def _grows(read: Callable[[str], Any], begin: str, again: str, end: str) -> float:
    """How many times as long the reader takes for four times the text."""
    short, long = (_takes(read, begin + again * (letters // len(again)) + end) for letters in (SHORT, FOUR_TIMES))
    return long / max(short, LITTLE_S)


def _measure() -> None:
    """Tell of each reader, before its first text and after its last."""
    resource.setrlimit(resource.RLIMIT_CPU, (MAY_USE_S, MAY_USE_S))
    for name, read in READERS.items():
        for text in LONG:
            _say([name, *text])
            _say([name, *text, _grows(read, *text)])


def _say(what: list[Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def test_no_text_of_anybody_holds_its_reader() -> None:
    """A long row of blanks, digits, brackets or the same word over and over is read as any other text."""
    ours = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, __file__], env=ours, stdout=subprocess.PIPE, check=False)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"not read to its end: {told[-1:]}"
    assert [one for one in told if len(one) > 4 and one[4] > MOST_TIMES] == []
    assert {one[0] for one in told} == set(READERS)


if __name__ == "__main__":
    _measure()
