"""Forged and replayed updates by those who may not: nothing changes, nothing crashes."""

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.imports import bringing_in, district_file
from handlers.telegram.transport.intake import as_row
from storage.library import sqlite3
from tests.faults.forgery import BOT, BYSTANDER, EX_MEMBER, NEIGHBOUR, NEIGHBOURS_GROUP, VIEWER, Forger
from tests.stories.conftest import CENTRE, GROUP, START, Street, open_street

NEIGHBOURS = f"""
district: {{chat_id: {NEIGHBOURS_GROUP}, name: 邻街, language: zh, centre: [30.4, 120.3]}}
people:
  - {{user_id: {NEIGHBOUR}, name: 邻队, role: captain}}
  - {{user_id: 2002, name: 邻居, role: member}}
teams:
  - {{key: n1, name: 邻一队, base: [30.4, 120.3], members: [2002]}}
"""

NOT_COMPARED = frozenset({"inbox", "outbox", "postings", "kept", "sqlite_sequence"})
"""What comes and goes with answers; letters are looked at by themselves."""

SIGN_OF_LIFE = frozenset({"seen_at", "version"})
"""Of a team: whatever its own member writes, also an edit that commands nothing, says that they live."""


@pytest.fixture
async def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A street with a case in every state that people meet, a neighbouring district, and all kinds of people."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "zh")
    try:
        await _furnish(street, tmp_path)
        yield street
    finally:
        await street.stack.aclose()


async def _furnish(street: Street, folder: Path) -> None:
    file = folder / "neighbours.yaml"
    file.write_text(NEIGHBOURS, encoding="utf8")
    async with street.house.store.begin() as tx:
        await bringing_in.bring_in(tx, district_file.read(file, street.rules), street.rules, START)
    for user_id in (EX_MEMBER, BYSTANDER, NEIGHBOUR, 2002):
        street.world.add_person(user_id, f"p{user_id}", started=True)
        street.world.set_member(GROUP, user_id, "member", tell=False)
    street.world.add_group(NEIGHBOURS_GROUP, "邻街", [NEIGHBOUR, 2002, 9999], creator=NEIGHBOUR)
    street.who(NEIGHBOUR).say(NEIGHBOUR, "/start")
    for user_id in (EX_MEMBER, BYSTANDER):
        street.who(user_id).say(user_id, "/start")
        hello = street.who(user_id).say(GROUP, "hello")
        street.captain.say(GROUP, "/enrol", reply_to=hello)
    await street.settle()
    resolved = await street.report(near=replace(CENTRE, lat=30.3149))
    street.wang.send_photo(1002, reply_to=street.private(1002, f"#{resolved}")[0])
    for said in ("/accept", "/arrived"):
        street.wang.say(1002, f"{said} {resolved}")
    street.wang.say(1002, f"/done {resolved} duplicate")
    await street.settle()
    on_scene = await street.report("street_stall", near=replace(CENTRE, lat=30.3156))
    street.wang.say(1002, f"/arrived {on_scene}")
    await street.settle()
    await street.report("shop_overflow", near=replace(CENTRE, lat=30.3201))
    await street.report(None, near=replace(CENTRE, lat=30.3160), by=EX_MEMBER)
    street.who(EX_MEMBER).send_photo(GROUP)
    street.who(EX_MEMBER).send_location(GROUP, 30.31601, CENTRE.lon)
    street.who(NEIGHBOUR).send_location(NEIGHBOURS_GROUP, 30.4, 120.3)
    await street.settle()
    hello = street.who(EX_MEMBER).say(GROUP, "bye")
    street.captain.say(GROUP, "/dismiss", reply_to=hello)
    await street.turn(2)
    await street.sure(1001)
    street.zhou.say(1005, "/sos")
    await street.turn(5)


def stored(street: Street) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table that must not change; which places somebody looked through is their own."""
    with closing(sqlite3.connect(street.database_url.partition(":///")[2])) as raw:
        named = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {t: set(raw.execute(f"SELECT * FROM {t}").fetchall()) for (t,) in named if t not in NOT_COMPARED}
        columns = [name for (_, name, *_) in raw.execute("PRAGMA table_info(teams)") if name not in SIGN_OF_LIFE]
        found["teams"] = set(raw.execute(f"SELECT {', '.join(columns)} FROM teams").fetchall())
    return found | {"drafts": {row for row in found["drafts"] if "place-list" not in row}}


def letters(street: Street, after: int = 0) -> list[tuple[object, ...]]:
    """Letters with a higher id: id, purpose, chat, person."""
    with closing(sqlite3.connect(street.database_url.partition(":///")[2])) as raw:
        return raw.execute("SELECT id, purpose, chat_id, user_id FROM outbox WHERE id > ?", (after,)).fetchall()


def _forger(street: Street, seed: int) -> Forger:
    with closing(sqlite3.connect(street.database_url.partition(":///")[2])) as raw:
        pieces = [n for (n,) in raw.execute("SELECT id FROM evidence")]
        posted = raw.execute("SELECT chat_id, message_id FROM postings").fetchall()
    orders: dict[int, list[int]] = {}
    for chat_id, number in posted:
        orders.setdefault(chat_id, []).append(number)
    return Forger(seed, orders.pop(GROUP), orders, pieces)


async def _hand_in(street: Street, update: dict[str, object]) -> Exception | None:
    """To the door, as the lanes do; what goes wrong would be a dead letter in the end."""
    try:
        await street.house.door.handle(as_row(BOT, update, START))
    except Exception as trouble:  # noqa: BLE001  # whatever it is, it is a finding
        return trouble
    return None


@pytest.mark.parametrize(("seed", "count"), [(1, 1_000), pytest.param(2, 10_000, marks=pytest.mark.long)])
async def test_forged_updates_change_nothing(town: Street, seed: int, count: int) -> None:
    """Buttons, commands, words, pins, files, edits, memberships: by all sorts of people who may not."""
    before, last = stored(town), max(int(str(row[0])) for row in letters(town))
    assert {len(before[table]) > 0 for table in ("cases", "evidence", "drafts", "history", "assignments")} == {True}
    forger, crashes = _forger(town, seed), []
    for _ in range(count):
        update = forger.update()
        if (trouble := await _hand_in(town, update)) is not None:
            crashes.append((type(trouble).__name__, str(trouble)[:200], update))
    assert crashes == []
    after = stored(town)
    changed = {table: (before[table] ^ after[table]) for table in before if before[table] != after[table]}
    assert changed == {}
    answers, staff = {"answer", "page"}, {1001, 1002, 1004, 1006}
    told = [row for row in letters(town, last) if row[1] not in answers or row[3] in staff]
    assert told == [], "nobody but the forger hears of it"


async def test_where_the_bot_stands_is_written_down_and_changes_nothing_else(town: Street) -> None:
    """Telegram's own word about it, in the district of that group; the same of anybody else is none."""
    before = stored(town)
    for user_id, changed in ((9999, set()), (1001, set()), (BOT, {"history"})):
        user = {"id": user_id, "is_bot": user_id == BOT, "first_name": "x"}
        said = {
            "chat": {"id": NEIGHBOURS_GROUP, "type": "supergroup", "title": "邻街"}, "date": int(START.timestamp()),
            "from": {"id": NEIGHBOUR, "is_bot": False, "first_name": "x"},
            "old_chat_member": {"user": user, "status": "member"}, "new_chat_member": {"user": user, "status": "left"},
        }  # fmt: skip
        assert await _hand_in(town, {"update_id": 6_000_000 + user_id, "my_chat_member": said}) is None
        after = stored(town)
        assert {table for table in before if before[table] != after[table]} == changed
    [line] = after["history"] - before["history"]
    assert (line[1], line[3]) == (2, "standing")


async def test_who_may_not_waive_is_not_asked_which_piece(town: Street) -> None:
    """A member to whom the case does not belong: nothing waits for their answer, they hear that it is not theirs."""
    before = stored(town)
    town.who(BYSTANDER).say(BYSTANDER, "/waive 2 because it is dark")
    await town.settle()
    after = stored(town)
    assert {table for table in before if before[table] != after[table]} == set()
    answers = [m.text for m in town.who(BYSTANDER).sees(BYSTANDER) if m.by_bot]
    assert answers[-1] == town.said("not-yours", number=2, move_word={"word": "move-waive"})


async def test_who_looks_is_written_down_and_changes_nothing_else(town: Street) -> None:
    """The one trace that a viewer leaves."""
    before = stored(town)
    town.who(VIEWER).say(VIEWER, "/case 1")
    town.who(VIEWER).say(VIEWER, "/history 2")
    await town.settle()
    after = stored(town)
    assert {table for table in before if before[table] != after[table]} == {"looks"}


async def test_every_button_pressed_again_by_everybody_does_nothing_more(town: Street) -> None:
    """All presses that ever stood on a screen, replayed after the cases have ended, by all who are no captains."""
    called = await town.last_number()
    town.captain.say(GROUP, f"/clear {called}")
    for number in range(1, called):
        if (await town.case(number)).closed_at is None:
            town.captain.say(GROUP, f"/cancel {number} over")
            await town.sure(1001)
    await town.turn(60)
    data = {
        str(button["callback_data"])
        for chat in (GROUP, 1001, 1002, 1003, 1004, 1005, 1006, EX_MEMBER)
        for message in town.world.messages(chat)
        for body in (message.body, *message.history)
        for row in body.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "callback_data" in button
    }
    assert {d.split(":")[0] for d in data} >= {"incident", "piece", "sos"}
    assert len(data) > 30
    before, crashes = stored(town), []
    forger = _forger(town, 3)
    for pressed in sorted(data - {d for d in data if d.startswith(("duty:", "privacy:")) or d.endswith(":call")}):
        for user_id in (1002, 1004, 1005, 1006, VIEWER, EX_MEMBER, 9999):
            query = {
                "id": "1", "from": {"id": user_id, "is_bot": False, "first_name": "x"}, "data": pressed,
                "chat_instance": "1",
                "message": {"message_id": forger.cards[0], "date": 0, "chat": {"id": GROUP, "type": "supergroup"}},
            }  # fmt: skip
            trouble = await _hand_in(town, {"update_id": next(forger.numbers), "callback_query": query})
            crashes += [(pressed, user_id, trouble)] if trouble else []
    assert crashes == []
    after = stored(town)
    assert {table: before[table] ^ after[table] for table in before if before[table] != after[table]} == {}
