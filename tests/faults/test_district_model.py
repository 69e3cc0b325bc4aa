"""A whole district against a plain model: whatever people do, in whatever order, what must hold holds.

The model below knows nothing of the code's own table: it says for each move from which states it may start and in
which states a case may stand afterwards (free teams may be sent to an open case at once).
"""

import asyncio
import itertools
import shutil
from collections.abc import Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.conversation import pins
from bot.desk.desk import Outcome
from bot.duty import duty
from bot.incidents.reporting import questions as reporting_questions
from bot.incidents.requests import requests
from bot.values.geo import Point
from bot.work.rules import Rules
from bot.work.speaker import Speaker
from handlers.process.clock import HandClock
from storage.library import sqlite3
from tests.faults import model_ground

GROUP, CAPTAIN = -1001000000001, 1001
CREWS = {1: 2001, 2: 2002, 3: 2003, 4: 2004}
"""The one member of each team."""

REPORTERS = tuple(range(3001, 3041))
START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
RULES = Rules(language="en")
FILE = f"""
district: {{chat_id: {GROUP}, name: Model, language: en, centre: [30.3147, 120.2741]}}
people:
  - {{user_id: {CAPTAIN}, name: Captain, role: captain}}
{chr(10).join(f"  - {{user_id: {u}, name: Crew {u}, role: member}}" for u in CREWS.values())}
{chr(10).join(f"  - {{user_id: {u}, name: Reporter {u}, role: member}}" for u in REPORTERS)}
teams:
{chr(10).join(f"  - {{key: t{t}, name: T{t}, base: [30.3{t}, 120.27], members: [{u}]}}" for t, u in CREWS.items())}
"""

WITH_TEAM = {"dispatched", "accepted", "on_scene"}
LIVE = WITH_TEAM | {"open", "held", "resolved"}
ENDED = {"closed", "cancelled", "merged", "transferred"}
SENT_AGAIN = {"open", "dispatched"}
MODEL: dict[str, tuple[set[str], set[str]]] = {
    "assign": ({"open", "held"} | WITH_TEAM, {"dispatched"}),
    "accept": ({"dispatched"}, {"accepted"}),
    "decline": ({"dispatched", "accepted"}, SENT_AGAIN | {"accepted", "on_scene"}),
    "arrive": ({"dispatched", "accepted"}, {"on_scene"}),
    "resolve": (WITH_TEAM, {"resolved"}),
    "confirm": ({"resolved"}, {"closed"}),
    "send_back": ({"resolved"}, SENT_AGAIN),
    "hold": (WITH_TEAM, {"held"}),
    "resume": ({"held"}, WITH_TEAM | {"open"}),
    "release": (WITH_TEAM | {"held"}, SENT_AGAIN | {"accepted", "on_scene"}),
    "cancel": (LIVE, {"cancelled"}),
    "transfer": (LIVE, {"transferred"}),
    "answered": ({"transferred"}, {"closed"}),
    "returned": ({"transferred"}, SENT_AGAIN),
    "reopen": (ENDED, SENT_AGAIN),
    "prioritise": (LIVE, LIVE),
}
"""What people may do: the states from which, and the states in which the case may stand afterwards."""

LATE_TEAM = {"accept", "arrive"}
"""Moves by which a team that was passed over takes a case back, or joins it: they may start from anywhere live."""

FACTS: dict[str, dict[str, Any]] = {
    "decline": {"reason": "busy"}, "resolve": {"outcome": "duplicate"}, "hold": {"minutes": 20, "reason": "asked"},
    "send_back": {"reason": "no"}, "release": {"reason": "no"}, "cancel": {"reason": "no"},
    "reopen": {"reason": "no"}, "returned": {"reason": "no"}, "prioritise": {"severity": "high"},
    "assign": {"override": True}, "arrive": {"reason": "gps"},
}  # fmt: skip
TEXTS = {"transfer": "police please"}

Found = TypeVar("Found")
Row = sqlite3.Row


class District(RuleBasedStateMachine):
    """People act, time passes; after every step what must hold is looked up in the database itself."""

    lived: ClassVar[int] = 0
    """How many came to their end whole."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = model_ground.copied(FILE, RULES, START, (CAPTAIN, *CREWS.values()))
        self.file = self.folder / model_ground.DATABASE
        self.beside = sqlite3.connect(self.file)
        self.beside.row_factory = sqlite3.Row
        self.loop = asyncio.new_event_loop()
        self.clock = HandClock(START)
        self.messages = itertools.count(1)
        self.free = list(REPORTERS)
        self.pins: set[int] = set()
        self.decided: dict[int, str] = {}
        self.do_it(self._open())

    async def _open(self) -> None:
        program = model_ground.Program(self.folder, RULES, self.clock)
        self.store, self.desk, self.tick = program.store, program.desk, program.tick

    def do_it(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Run to its end."""
        return self.loop.run_until_complete(work)

    def says(self, user_id: int, action: Any, **wants: Any) -> Outcome:
        """Somebody says something in the group."""
        speaker = Speaker(user_id, f"P{user_id}", GROUP, self.clock.now(), message_id=next(self.messages))
        return self.do_it(self.desk.do(action, speaker, **wants))

    def rows(self, query: str, *given: Any) -> list[Row]:
        """Rows of the database, read beside the program."""
        return self.beside.execute(query, given).fetchall()

    def case(self, number: int) -> Row:
        """One case as it is stored."""
        query = "SELECT c.*, i.* FROM cases c JOIN incidents i ON i.case_id = c.id WHERE number = ?"
        return self.rows(query, number)[0]

    # --- what people do

    @rule(lat=st.integers(0, 40), item=st.sampled_from(["street_stall", "fight", "other", ""]))
    def report(self, lat: int, item: str) -> None:
        """Somebody who has not reported yet sends a pin: a case of its own, at once."""
        if not self.free:
            return
        who, before = self.free.pop(), len(self.rows("SELECT 1 FROM cases"))
        outcome = self.says(who, pins.pin, point=Point(30.30 + lat / 1000, 120.27))
        assert not outcome.refused
        assert len(self.rows("SELECT 1 FROM cases")) == before + 1
        [row] = self.rows("SELECT number, origin_message_id FROM cases JOIN incidents ON case_id = id "
                          "ORDER BY id DESC LIMIT 1")  # fmt: skip
        self.pins.add(row["origin_message_id"])
        if item:
            self.says(who, reporting_questions.set_item, number=row["number"], code=item)

    @rule(
        name=st.sampled_from(sorted(MODEL)), pick=st.integers(0, 50), team=st.sampled_from(sorted(CREWS)),
        by_captain=st.booleans(),
    )  # fmt: skip
    def move(self, name: str, pick: int, team: int, by_captain: bool) -> None:
        """Anybody tries any move on any case: it stands afterwards where the model allows, or nothing has changed."""
        query = "SELECT number FROM cases JOIN incidents ON case_id = id ORDER BY number"
        numbers = [row[0] for row in self.rows(query)]
        if not numbers:
            return
        number = numbers[pick % len(numbers)]
        before = self.case(number)
        wants = {"name": name, "number": number, "facts": dict(FACTS.get(name, {})), "text": TEXTS.get(name, "")}
        if name == "assign":
            wants["team"] = team
        outcome = self.says(CAPTAIN if by_captain else CREWS[team], requests.move, **wants)
        after = self.case(number)
        if outcome.refused:
            kept = {"state", "resolved_at", "closed_at", "outcome", "round", "reach", "held_s", "severity"}
            assert {k: before[k] for k in kept} == {k: after[k] for k in kept}, outcome.answer
            return
        if outcome.answer is None or not outcome.answer.key.startswith("done-"):
            return
        starts, ends = MODEL[name]
        if name not in LATE_TEAM:
            assert before["state"] in starts, (name, before["state"])
        assert after["state"] in ends | (LIVE if name in LATE_TEAM else set()), (name, before["state"], after["state"])

    @rule(team=st.sampled_from(sorted(CREWS)), does=st.sampled_from(["duty", "off", "break", "back"]))
    def duty(self, team: int, does: str) -> None:
        """People come, go, rest and come back."""
        actions: dict[str, tuple[Any, dict[str, Any]]] = {
            "duty": (duty.start_duty, {}), "off": (duty.end_duty, {"sure": True}),
            "break": (duty.take_break, {"minutes": 5, "held": "watch"}), "back": (duty.end_break, {}),
        }  # fmt: skip
        action, wants = actions[does]
        self.says(CREWS[team], action, **wants)

    @rule(seconds=st.sampled_from([1, 20, 31, 61, 130, 200, 420, 700, 2000, 7300]))
    def time(self, seconds: int) -> None:
        """Time passes, and the clock decides what has come due: all of it."""
        self.do_it(self.clock.turn(seconds))
        for _ in range(50):
            if not self.do_it(self.tick.turn()):
                break
        now = int(self.clock.now().timestamp() * 1000)
        assert self.rows("SELECT * FROM occasions WHERE done_at IS NULL AND due_at <= ?", now) == []

    # --- what must hold

    @invariant()
    def one_lead_a_case_and_one_case_a_team(self) -> None:
        """Unless a captain overrode it."""
        held = "SELECT {0}, count(*) n FROM assignments WHERE ended_at IS NULL {1} GROUP BY {0} HAVING n > 1"
        assert self.rows(held.format("case_id", "AND role = 'lead'")) == []
        assert self.rows(held.format("team_id", "AND NOT override")) == []

    @invariant()
    def a_state_and_its_assignments_agree(self) -> None:
        """A team holds a case from sent to held; nobody holds an open or finished one."""
        query = ("SELECT c.state, i.hold_until, sum(a.id > 0 AND a.ended_at IS NULL AND a.role = 'lead') leads, "
                 "sum(a.id > 0 AND a.ended_at IS NULL) held FROM cases c JOIN incidents i ON i.case_id = c.id "
                 "LEFT JOIN assignments a ON a.case_id = c.id GROUP BY c.id")  # fmt: skip
        for row in self.rows(query):
            if row["state"] in WITH_TEAM:
                assert row["leads"] == 1, tuple(row)
            elif row["state"] != "held":
                assert not row["held"], tuple(row)

    @invariant()
    def no_time_is_negative(self) -> None:
        """Of no step, no hold, no whole case."""
        steps = ("accepted_at < sent_at", "arrived_at < sent_at", "arrived_at < accepted_at", "ended_at < sent_at")
        assert self.rows(f"SELECT * FROM assignments WHERE {' OR '.join(steps)} OR counted_from < sent_at") == []
        assert self.rows("SELECT * FROM incidents JOIN cases ON id = case_id WHERE held_s < 0 "
                         "OR resolved_at < reported_at OR closed_at < reported_at") == []  # fmt: skip

    @invariant()
    def history_explains_the_state(self) -> None:
        """Each line begins where the one before ended, and the last one ends where the case stands."""
        at: dict[int, str] = {}
        for row in self.rows("SELECT case_id, move, before, after FROM history WHERE case_id IS NOT NULL ORDER BY id"):
            assert row["before"] == at.get(row["case_id"], ""), tuple(row)
            at[row["case_id"]] = row["after"]
        assert at == {row["id"]: row["state"] for row in self.rows("SELECT id, state FROM cases")}

    @invariant()
    def no_report_is_lost_or_doubled(self) -> None:
        """Every pin that was taken is a case, once; numbers have no gap."""
        origins = [row[0] for row in self.rows("SELECT origin_message_id FROM incidents")]
        assert sorted(origins) == sorted(self.pins)
        query = "SELECT number FROM cases JOIN incidents ON case_id = id ORDER BY number"
        numbers = [row[0] for row in self.rows(query)]
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def what_was_decided_stays_decided(self) -> None:
        """An occasion is decided once; only one whose reason was gone may come due again."""
        now = {row["id"]: row["result"] for row in self.rows("SELECT id, result FROM occasions")}
        assert [i for i, result in self.decided.items() if result != "moot" and now.get(i) != result] == []
        self.decided = {i: result for i, result in now.items() if result}

    def teardown(self) -> None:
        """The chain of the history holds to its end."""
        bad = self.do_it(self.store.verify(1))
        self.do_it(self.store.close())
        self.beside.close()
        self.loop.close()
        with suppress(OSError):
            shutil.rmtree(self.folder)
        assert bad is None
        District.lived += 1


def _lived(examples: int, steps: int) -> int:
    """How many districts lived to their end with every invariant whole."""
    District.lived = 0
    run_state_machine_as_test(
        District,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck), print_blob=False, phases=(Phase.explicit, Phase.generate),
        ),
    )  # fmt: skip
    return District.lived


def test_a_district_keeps_what_must_hold() -> None:
    """Sixty lives of a district of four teams."""
    assert _lived(60, 12) >= 60


@pytest.mark.long
def test_many_districts_keep_what_must_hold() -> None:
    """Two thousand lives of fifty steps."""
    assert _lived(2000, 50) >= 2000
