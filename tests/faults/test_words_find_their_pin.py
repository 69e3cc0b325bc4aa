"""Pins, words and pictures of several people in any order, in the group and in private: each lands with its own pin.

Judged by a plain model of what was said when. It knows nothing of teams, of what waits, or of what was moved.
"""

import asyncio
import itertools
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.conversation import listening, pins
from bot.evidence.pieces import EvidenceKind
from bot.values.geo import Point
from bot.work.rules import Rules
from bot.work.speaker import Speaker
from handlers.process.clock import HandClock
from storage.library import sqlite3
from tests.faults import model_ground

GROUP, CAPTAIN = -1001000000001, 1001
CREWS, REPORTERS = (2001, 2002, 2003), (3001, 3002)
START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
RULES = Rules(language="en")
FILE = f"""
district: {{chat_id: {GROUP}, name: Model, language: en, centre: [30.3147, 120.2741]}}
people:
  - {{user_id: {CAPTAIN}, name: Captain, role: captain}}
{chr(10).join(f"  - {{user_id: {u}, name: P{u}, role: member}}" for u in (*CREWS, *REPORTERS))}
teams:
{chr(10).join(f"  - {{key: t{u}, name: T{u}, base: [30.31, 120.27], members: [{u}]}}" for u in CREWS)}
"""

TEXTS = {"words": "shared bikes parked badly", "talk": "see you tonight", "danger": "man with a knife"}
"""What people say: something that is known, something that means nothing to us, and something that cannot wait."""

BREATH_S, BELONGS_S, TALK_S = 5, 120, 15


class Step(NamedTuple):
    """After *gap* seconds somebody sends something, in the group or in private."""

    gap: int
    who: int
    private: bool
    what: str


WHAT = ("pin", "pin", "words", "words", "photo", "talk", "danger")
GAPS = (1, 1, 2, 3, 4, 5, 6, 7, 14, 16, 40, 121)


@st.composite
def busy_minutes(draw: st.DrawFn) -> list[Step]:
    """Up to three chats at once, in which somebody sends one thing after the other; it begins with a pin each."""
    every = [(who, private) for who in REPORTERS for private in (False, True)]
    chats = draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique=True))
    more = st.tuples(st.sampled_from(GAPS), st.sampled_from(chats), st.sampled_from(WHAT))
    begin = [(1, chat, what) for chat in chats for what in draw(st.permutations(["pin", "words"]))]
    return [Step(gap, *chat, what) for gap, chat, what in [*begin, *draw(st.lists(more, min_size=8, max_size=16))]]


# --- the plain model


@dataclass
class Piece:
    """Something that was sent: *report* is the pin it is with; *sure*: what was first said about that one."""

    id: int
    what: str
    at: int
    report: int | None = None
    sure: bool = False
    stands_in: bool = False

    @property
    def is_said(self) -> bool:
        """It is words."""
        return self.what in TEXTS


@dataclass
class Chat:
    """What one person sent in one chat."""

    pieces: list[Piece] = field(default_factory=list)
    pins: list[tuple[int, int]] = field(default_factory=list)
    form: list[Piece] | None = None
    is_private: bool = False

    def send(self, new: Piece) -> None:
        """To the last pin of two minutes; else it waits for one, in private in a form that a picture begins."""
        self.pieces.append(new)
        last = self.pins[-1] if self.pins and new.at - self.pins[-1][1] <= BELONGS_S else None
        if self.form is not None:
            self.form.append(new)
        elif last is not None:
            self._to(last[0], new)
        elif self.is_private and not new.is_said:
            self.form = [new]

    def _to(self, pin: int, new: Piece) -> None:
        there = [one for one in self.pieces if one.report == pin and one.is_said and not one.stands_in]
        new.report, new.sure = pin, not there
        if new.is_said:
            for one in self.pieces:
                if one.report == pin and one.stands_in:
                    one.report, one.stands_in = None, False

    def pin(self, pin: int, at: int) -> None:
        """It takes what was said in a breath before it, and what waited since the pin before it."""
        breath, until = [], at
        for one in reversed([one for one in self.pieces if one.report is not None]):
            if one.sure or one.stands_in or until - one.at > BREATH_S:
                break
            breath, until = [one, *breath], one.at
        last = self.pins[-1][0] if self.pins and at - self.pins[-1][1] <= BELONGS_S else 0
        loose = [p for p in self.pieces if p.report is None and p.id > last and at - p.at <= BELONGS_S]
        form, self.form = self.form or [], None
        mine = {one.id: one for one in (*form, *loose, *breath)}.values()
        talk = [one for one in mine if one.what == "talk" and one.at < at - TALK_S and one not in form]
        better = [one for one in mine if one.is_said and one not in talk]
        for one in mine:
            if one not in talk or not better:
                one.report, one.stands_in, one.sure = pin, one in talk, True
        self.pins.append((pin, at))


# --- the program


class Played(model_ground.Program):
    """The program, told what people do."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(START)
        super().__init__(folder, RULES, self.clock)

    async def passes(self, seconds: int) -> None:
        """Time passes, and what has come due is decided."""
        await self.clock.turn(seconds)
        while await self.tick.turn():
            pass

    async def does(self, step: Step, message_id: int) -> None:
        """One step."""
        chat, channel = (step.who, "private") if step.private else (GROUP, "group")
        said_at = self.clock.now()
        speaker = Speaker(step.who, f"P{step.who}", chat, said_at, message_id=message_id, channel=channel)
        wants: dict[str, Any] = {}
        if step.what == "pin":
            wants = {"point": Point(30.20 + message_id / 100, 120.27)}
        elif step.what == "photo":
            wants = {"kind": EvidenceKind.PHOTO, "file_id": f"f{message_id}", "file_unique_id": f"u{message_id}"}
        else:
            wants = {"text": said(step.what, message_id)}
        actions: dict[str, Any] = {"pin": pins.pin, "photo": listening.piece}
        outcome = await self.desk.do(actions.get(step.what, listening.text), speaker, **wants)
        assert not outcome.refused, outcome.answer


def said(what: str, message_id: int) -> str:
    """A text that stands once."""
    return f"{TEXTS[what]} n{message_id}n"


def play(steps: Sequence[Step]) -> None:
    """Play it on the program and on the model, and hold one against the other."""
    folder = model_ground.copied(FILE, RULES, START, (CAPTAIN, *CREWS))
    chats: dict[tuple[int, bool], Chat] = {}

    async def run() -> None:
        program, now = Played(folder), 0
        try:
            for message_id, step in zip(itertools.count(1), steps, strict=False):
                await program.passes(step.gap)
                now += step.gap
                await program.does(step, message_id)
                chat = chats.setdefault((step.who, step.private), Chat(is_private=step.private))
                if step.what == "pin":
                    chat.pin(message_id, now)
                else:
                    chat.send(Piece(message_id, step.what, now))
            await program.passes(10)
        finally:
            await program.store.close()

    try:
        asyncio.run(run())
        beside = sqlite3.connect(folder / model_ground.DATABASE)
        beside.row_factory = sqlite3.Row
        _compare(beside, list(chats.values()))
        beside.close()
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


def _compare(beside: sqlite3.Connection, chats: list[Chat]) -> None:
    rows = beside.execute("SELECT i.*, c.id FROM incidents i JOIN cases c ON c.id = i.case_id").fetchall()
    cases = {row["origin_message_id"]: row for row in rows}
    assert sorted(cases) == sorted(pin for chat in chats for pin, _ in chat.pins), "every pin is a report"
    pin_of = {row["id"]: pin for pin, row in cases.items()}
    have = {row["message_id"]: pin_of.get(row["case_id"]) for row in beside.execute("SELECT * FROM evidence")}
    every = [piece for chat in chats for piece in chat.pieces]
    for piece in every:
        if piece.id in have:
            assert have[piece.id] == piece.report, (piece, have[piece.id])
        if piece.is_said:
            text = said(piece.what, piece.id)
            found = [pin for pin, row in cases.items() if text in row["words"]]
            assert found == ([piece.report] if piece.report else []), (piece, found)
    for pin, row in cases.items():
        is_grave = any(piece.report == pin and piece.what == "danger" for piece in every)
        assert (row["item"] == "fight") == is_grave, (pin, row["item"])
    keys = "('piece-added', 'pictures-added')"
    told = {row["purpose"] for row in beside.execute(f"SELECT purpose FROM outbox WHERE key IN {keys}")}
    there = [[p for p in chat.pieces if p.report == pin and p.id in have] for chat in chats for pin in cases]
    message_of = {str(row["id"]): row["message_id"] for row in beside.execute("SELECT id, message_id FROM evidence")}
    added = {message_of[purpose.partition(":")[2]] for purpose in told}
    for those in there:
        last = next((one for one in reversed(those) if not one.sure), None)
        series = {one.id for one in those if last and last.what == one.what == "photo"}  # told of by its first
        assert last is None or added & {last.id, *series}, "what is added to a report that stood is said"


def _play_many(examples: int) -> int:
    """How many were played to the end as the model has it."""
    played = 0

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        phases=(Phase.explicit, Phase.generate),
    )
    @given(busy_minutes())
    def each(steps: list[Step]) -> None:
        nonlocal played
        play(steps)
        played += 1

    each()
    return played


def test_each_lands_with_its_own_pin() -> None:
    """Thirty busy stretches."""
    assert _play_many(30) >= 30


@pytest.mark.long
def test_each_lands_with_its_own_pin_a_thousand_times() -> None:
    """The same, many times over."""
    assert _play_many(1000) >= 1000
