"""Years of work, written in minutes: cases with all that lies beside them, and a history whose chain holds.

``write`` fills a database that has a district with people and teams in it; it writes with SQLite alone, past the
program and past the disk's own care, some thousand cases a second. Everything is drawn from one seed.
"""

import json
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from storage import likenesses
from storage.chain import beginning, row_hash, side_hash
from storage.library import sqlite3

LINES = 6
"""Lines of history of a case."""

AT_ONCE = 2_000
"""So many cases are held in memory before they are written."""

LETTERS_FOR, LOOKS_FOR, TRACKS_FOR, UPDATES_FOR = (timedelta(days=n) for n in (32, 183, 31, 3))
"""How far back letters, looks, fixes and updates lie: a little over what is kept of them, so that a night has work."""

FIXES_A_CASE, UPDATES_A_CASE = 30, 10
ITEMS = ("pothole", "shared_bike_parking", "street_stall")
WORDS = ("路口有个大坑，车都绕着走", "共享单车堵住了人行道", "摊位占了半条路", "a deep hole near the school gate")

Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Writing:
    """Where the writing stands."""

    district_id: int
    chat_id: int
    people: list[int]
    teams: list[int]
    now: datetime
    number: int
    case_id: int
    history_id: int
    message_id: int
    evidence_id: int
    head: str
    chance: random.Random


def write(file: Path, cases: int, now: datetime, days: float = 365, *, seed: int = 1) -> int:
    """Write *cases* into the first district of *file*, over the *days* before *now*; returns the lines of its history.

    Nobody may use *file* meanwhile.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-65536"):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("BEGIN")
        writing = _begun(raw, now, random.Random(seed))
        begins = now - timedelta(days=days)
        _duties(raw, writing, begins)
        for first in range(0, cases, AT_ONCE):
            rows: Rows = {}
            for n in range(first, min(first + AT_ONCE, cases)):
                _case(writing, begins + (now - timedelta(hours=1) - begins) * (n / cases), rows)
            for table, ones in rows.items():
                _insert(raw, table, ones)
        ends = {"number": writing.number, "id": writing.district_id}
        raw.execute("UPDATE districts SET last_number = :number WHERE id = :id", ends)
        raw.execute("COMMIT")
        query = "SELECT count(*) FROM history WHERE district_id = ?"
        return int(raw.execute(query, (writing.district_id,)).fetchone()[0])


def _begun(raw: sqlite3.Connection, now: datetime, chance: random.Random) -> Writing:
    def one(query: str, *asked: Any) -> Any:
        found = raw.execute(query, asked).fetchone()
        return found[0] if found else None

    district_id, chat_id, number = raw.execute("SELECT id, chat_id, last_number FROM districts ORDER BY id").fetchone()
    head = one("SELECT hash FROM history WHERE district_id = ? ORDER BY id DESC LIMIT 1", district_id)
    return Writing(
        district_id,
        chat_id,
        [row[0] for row in raw.execute("SELECT user_id FROM memberships WHERE district_id = ?", (district_id,))],
        [row[0] for row in raw.execute("SELECT id FROM teams WHERE district_id = ?", (district_id,))],
        now,
        number,
        one("SELECT max(id) FROM cases") or 0,
        one("SELECT max(id) FROM history") or 0,
        10_000_000,
        one("SELECT max(id) FROM evidence") or 0,
        head or beginning(district_id),
        chance,
    )


def _insert(raw: sqlite3.Connection, table: str, ones: list[dict[str, Any]]) -> None:
    names = list(ones[0])
    said = ", ".join(f'"{name}"' for name in names)
    asked = ", ".join(f":{name}" for name in names)
    raw.executemany(f"INSERT INTO {table} ({said}) VALUES ({asked})", ones)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _duties(raw: sqlite3.Connection, writing: Writing, begins: datetime) -> None:
    """A shift a day for everybody."""
    days = range((writing.now - begins).days)
    each = [
        {
            "district_id": writing.district_id,
            "user_id": user_id,
            "started_at": _ms(begins + timedelta(days=day)),
            "until": _ms(begins + timedelta(days=day, hours=8)),
            "ended_at": _ms(begins + timedelta(days=day, hours=8)),
            "asked": 0,
        }
        for day in days
        for user_id in writing.people
    ]
    if each:
        _insert(raw, "duties", each)


def _case(writing: Writing, at: datetime, rows: Rows) -> None:
    """One case from its report to its end, nine minutes later."""
    writing.number += 1
    writing.case_id += 1
    chance, case_id, district_id = writing.chance, writing.case_id, writing.district_id
    reporter, officer = chance.choice(writing.people), chance.choice(writing.people)
    team, item, words = chance.choice(writing.teams), chance.choice(ITEMS), f"{chance.choice(WORDS)} {writing.number}"
    lat, lon = 30.30 + chance.random() / 30, 120.25 + chance.random() / 30
    reported, sent, accepted, arrived, done, closed = (_ms(at + timedelta(minutes=m)) for m in (0, 1, 2, 5, 8, 9))

    def put(table: str, **columns: Any) -> None:
        rows.setdefault(table, []).append(columns)

    put(
        "cases",
        id=case_id,
        district_id=district_id,
        kind="incident",
        number=writing.number,
        state="closed",
        is_live=0,
        version=7,
        drill=0,
        reported_at=reported,
        lat=lat,
        lon=lon,
        reporter_id=reporter,
    )
    put(
        "incidents",
        case_id=case_id,
        item=item,
        severity="medium",
        words=words,
        relayed=0,
        self_found=0,
        by_hand_only=0,
        asks="[]",
        resolved_at=done,
        done_at=done,
        outcome="fixed",
        closed_at=closed,
        confirmed_by=reporter,
        held_s=0,
        round=1,
        reach=0,
        marks="{}",
        item_version=1,
    )
    put(
        "assignments",
        case_id=case_id,
        team_id=team,
        role="lead",
        sent_at=sent,
        counted_from=sent,
        accepted_at=accepted,
        arrived_at=arrived,
        ended_at=done,
        outcome="done",
        override=0,
        automatic=1,
        round=1,
        reach=0,
        sent_metres=420.5,
        stood_there=0,
        by_hand=0,
    )
    put("handlers", case_id=case_id, team_id=team, user_id=officer)
    moves: list[tuple[str, str, str, int, int | None, str, dict[str, Any], dict[str, Any]]] = [
        (
            "report",
            "",
            "open",
            reported,
            reporter,
            "reporter",
            {"item": item},
            {"text": words, "facts": {"point": [lat, lon]}},
        ),
        ("dispatch", "open", "dispatched", sent, None, "clock", {"metres": 420.5, "automatic": "nearest"}, {}),
        ("accept", "dispatched", "accepted", accepted, officer, "lead", {}, {}),
        ("arrive", "accepted", "on_scene", arrived, officer, "lead", {}, {"facts": {"point": [lat, lon]}}),
        ("resolve", "on_scene", "resolved", done, officer, "lead", {"outcome": "fixed"}, {"text": "已处理"}),
        ("confirm", "resolved", "closed", closed, reporter, "reporter", {}, {}),
    ]
    for move, before, after, hour, by_id, part, facts, aside in moves:
        _line(writing, rows, case_id, move, before, after, hour, by_id, part, team, facts, aside)
    for n, stage in enumerate(("report", "before", "after")):
        _piece(writing, rows, case_id, n, stage, words, reporter, officer, (reported, arrived, done)[n])
    for purpose, chat in (("card", writing.chat_id), ("order", officer), ("answer", reporter), ("confirm", reporter)):
        writing.message_id += 1
        put(
            "postings",
            chat_id=chat,
            message_id=writing.message_id,
            purpose=purpose,
            posted_at=sent,
            district_id=district_id,
            case_id=case_id,
            user_id=None if chat == writing.chat_id else chat,
            gone=0,
        )
    for name, due in (("accept", sent), ("arrive", arrived), ("overdue", closed), ("confirm", closed)):
        put(
            "occasions",
            district_id=district_id,
            case_id=case_id,
            subject=f"incident:{writing.number}/",
            name=name,
            n=case_id,
            due_at=due,
            done_at=due,
            result="moot" if name == "overdue" else "done",
        )
    _kept_for_a_time(writing, rows, at, case_id, reporter, officer)


def _piece(
    writing: Writing, rows: Rows, case_id: int, n: int, stage: str, words: str, reporter: int, officer: int, at: int
) -> None:
    """The words of the report, or a picture that looks like no other."""
    writing.message_id += 1
    writing.evidence_id += 1
    bits = f"{writing.chance.getrandbits(64):016x}"
    rows.setdefault("evidence", []).append(
        {
            "id": writing.evidence_id,
            "district_id": writing.district_id,
            "case_id": case_id,
            "kind": "photo" if n else "text",
            "by_id": officer if n else reporter,
            "taken_at": at,
            "chat_id": writing.chat_id,
            "message_id": writing.message_id,
            "source": "sent",
            "stage": stage,
            "text": "" if n else words,
            "file_id": f"file{writing.message_id}" if n else None,
            "asked": 0,
            "file_unique_id": f"f{writing.message_id}" if n else None,
            "lat": 30.31,
            "lon": 120.27,
            "turn": 0,
            "likeness": bits if n else None,
        }
    )
    if n:
        parts = [{"evidence_id": writing.evidence_id, "part": part} for part in likenesses.of(bits)]
        rows.setdefault("likeness_parts", []).extend(parts)


def _line(
    writing: Writing,
    rows: Rows,
    case_id: int,
    move: str,
    before: str,
    after: str,
    at: int,
    by_id: int | None,
    part: str,
    team: int,
    facts: dict[str, Any],
    aside: dict[str, Any],
) -> None:
    """One line of history, chained to the one before it."""
    writing.history_id += 1
    salt = f"{writing.chance.getrandbits(128):032x}"
    row = {
        "district_id": writing.district_id,
        "case_id": case_id,
        "move": move,
        "before": before,
        "after": after,
        "at": at,
        "recorded_at": at,
        "by_id": by_id,
        "part": part,
        "channel": "group",
        "automatic": by_id is None,
        "implied": False,
        "team_id": team,
        "facts": facts,
        "side_hash": side_hash(salt, aside) if aside else None,
        "previous": writing.head,
    }
    writing.head = row_hash(row)
    kept = row | {"id": writing.history_id, "hash": writing.head, "facts": _json(facts)}
    rows.setdefault("history", []).append(kept)
    if aside:
        beside = {"history_id": writing.history_id, "salt": salt, "content": _json(aside)}
        rows.setdefault("history_sides", []).append(beside)


def _kept_for_a_time(writing: Writing, rows: Rows, at: datetime, case_id: int, reporter: int, officer: int) -> None:
    """Letters, looks, fixes and updates, where they are not gone by now."""
    age, ms = writing.now - at, _ms(at)
    own = {"district_id": writing.district_id, "case_id": case_id}
    for table, one in _for_a_time(writing, age, ms, reporter, officer):
        rows.setdefault(table, []).append(one if table in {"tracks", "inbox"} else own | one)


def _for_a_time(
    writing: Writing, age: timedelta, ms: int, reporter: int, officer: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    if age < LOOKS_FOR:
        yield "looks", {"user_id": officer, "what": "case", "at": ms}
    if age < LETTERS_FOR:
        for chat in (writing.chat_id, reporter, officer, officer):
            yield (
                "outbox",
                {
                    "chat_id": chat,
                    "kind": "note",
                    "priority": 5,
                    "created_at": ms,
                    "key": "reported",
                    "facts": '{"number":7}',
                    "user_id": None if chat == writing.chat_id else chat,
                    "buttons": "[]",
                    "mentions": "[]",
                    "purpose": "answer",
                    "silent": 0,
                    "state": "sent",
                    "sent_at": ms + 900,
                    "message_id": 1,
                    "attempts": 0,
                    "repeated": 0,
                },
            )
    if age < TRACKS_FOR:
        for n in range(FIXES_A_CASE):
            yield (
                "tracks",
                {
                    "district_id": writing.district_id,
                    "user_id": officer,
                    "lat": 30.31,
                    "lon": 120.27,
                    "fixed_at": ms + n * 10_000,
                    "accuracy_m": 8.0,
                    "source": "chat",
                },
            )
    if age < UPDATES_FOR:
        for _ in range(UPDATES_A_CASE):
            writing.message_id += 1
            yield (
                "inbox",
                {
                    "bot_id": 1,
                    "update_id": writing.message_id,
                    "lane": officer,
                    "payload": "",
                    "received_at": ms,
                    "attempts": 0,
                    "state": "done",
                    "done_at": ms,
                },
            )
