"""Who is erased is nowhere any more: marked words live through a whole story, and then nothing bears a mark."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import insert, text

from bot.app.settings import Web
from bot.hazards import table as hazards
from bot.hazards.table import HAZARDS, Hazard
from bot.inspections import table as inspections
from bot.inspections.table import VISITS, Visit
from bot.inspections.visit import Answered, How, Result, Signature, Signs
from bot.places.notes.notes import NOTES, Note, NoteKind
from bot.places.register import PAST, PLACES, Contact, Line, Place
from bot.privacy import by_value, erasing
from bot.register.people import RoleHeld, RoleName
from bot.sos.table import CALLS
from bot.values.geo import Point
from bot.work.history import Part, Record
from storage import copies
from storage.privacy import looks
from storage.schema import metadata
from tests import postgres
from tests.receiver import Hooked, Receiver, receiving
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street, put_places

WHO, NAME = 1005, "钮祜禄Zq"
MORE = f"大{NAME}"
"""Somebody else."""

SIGN = "Qzxvkw"
"""With this every marked word begins; nobody else says it, and no key drawn by chance has it."""

NUMBER = f"{SIGN}22-7"
"""What a case is called in another system: that is told to other systems, and is nobody's words."""

PUBLIC = "https://patrol.example.org"
TOKEN_OF_FIGURES = "figures" * 5
BASE = Point(30.3300, 120.2900)
"""Where their team is the nearest one."""


@pytest.fixture(params=["zh", "en"])
async def hooked(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Hooked]:
    """A street that may send to this machine, in which somebody of one team commands too."""
    web = Web(language="en", public_url=PUBLIC, api_token=TOKEN_OF_FIGURES)
    async with a_street(tmp_path, request.param, web=web, webhooks_private=True) as street:
        await _named(street)
        yield Hooked(street)


async def _named(street: Street) -> None:
    """They are called as nobody else is, and command too."""
    async with street.house.store.begin() as tx:
        person, member = await tx.people.get(WHO), await tx.people.member(1, WHO)
        assert person is not None
        assert member is not None
        await tx.people.save(replace(person, name=NAME))
        await tx.people.save_member(replace(member, name=NAME))
        await tx.people.add_role(1, WHO, RoleHeld(RoleName.CAPTAIN, START))


def mark(n: int) -> str:
    """Words that nobody but this person says."""
    return f"{SIGN}{n} weiße Möwe {n}"


async def say(street: Street, words: str, *, by: int = WHO, chat: int | None = None, to: Any = None) -> None:
    """Somebody says something, in private unless *chat* is given, and it is answered."""
    street.who(by).say(chat or by, words, reply_to=to)
    await street.turn(3)


async def life(street: Street) -> int:
    """Everything in which words of a person are kept; returns the number of a live case of which theirs became part."""
    await _their_report(street)
    await _their_case(street)
    await _their_refusals(street)
    await _as_captain(street)
    await _at_places(street)
    live = await street.report("road_occupation", by=1006)
    theirs = await street.report("shop_overflow", by=WHO, near=Point(CENTRE.lat + 0.001, CENTRE.lon))
    await say(street, mark(20), chat=GROUP, to=street.card(theirs))
    await surely(street, f"/merge {theirs} {live}", by=1001)
    async with street.house.store.begin() as tx:  # what a captain allowed, in the words of who asked
        facts = {"reason": f"{mark(20)}, said {NAME}"}
        line = Record("cancel", "", "", street.clock.now(), 1001, Part.CAPTAIN, "private", facts=facts)
        await tx.history.add(1, (await street.case(live)).id, line, street.clock.now())
    await say(street, f"/history {live}", by=1001)
    for words in (f"/case {live}", "/board", "/open", "/export today csv"):
        await say(street, words, by=1001)
    await street.turn(10)
    return live


async def surely(street: Street, words: str, *, by: int = WHO) -> None:
    """The same, with the tap that they are sure where that is asked."""
    await say(street, words, by=by)
    seen = [
        m for chat in (GROUP, by) for m in street.who(by).sees(chat) if m.by_bot and (m.chat, m.id) not in street.tapped
    ]
    if any((b.data or "").startswith("sure:") for m in seen for row in m.buttons for b in row):
        await street.sure(by)
        await street.turn(3)


async def over(street: Street, number: int, words: str = "over", *, by: int = 1001) -> None:
    """Somebody calls a case off."""
    await surely(street, f"/cancel {number} {words}", by=by)
    assert (await street.case(number)).state == "cancelled", street.private(by)[-1].text


async def _their_report(street: Street) -> None:
    """With words, a caption and a correction; sent back with a reason, and confirmed."""
    number = await street.report(by=WHO)
    said = street.zhou.say(GROUP, mark(1), reply_to=street.card(number))
    await street.turn(6)
    street.zhou.send_photo(GROUP, caption=mark(2), reply_to=street.card(number))
    await street.turn(6)
    street.zhou.edit_text(said, mark(3))
    await street.turn(3)
    for words in (f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate"):
        await say(street, words, by=1002)
    await say(street, f"/sendback {number} {mark(4)}")
    await say(street, f"/done {number} duplicate", by=1002)
    await say(street, f"/confirm {number}")
    await surely(street, f"/reopen {number} {mark(5)}")
    await over(street, number)
    await say(street, f"/report {mark(21)} from hotline {NUMBER}")
    street.zhou.send_location(WHO, CENTRE.lat - 0.002, CENTRE.lon)
    await street.turn(8)
    for one in range(number + 1, await street.last_number() + 1):
        await over(street, one)


async def _their_case(street: Street) -> None:
    """What they say of a case that their team holds."""
    number = await street.report("street_stall", by=1006, near=BASE)
    await say(street, f"/accept {number}")
    await say(street, mark(6), chat=GROUP, to=street.card(number))
    await say(street, f"/hold {number} 40m {mark(7)}")
    await say(street, f"/resume {number}")
    await say(street, f"/arrived {number}")
    street.zhou.send_photo(WHO, caption=mark(8), reply_to=street.private(WHO, f"#{number}")[-1])
    await street.turn(5)
    await say(street, f"/waive {number} 1 {mark(9)}")
    await say(street, mark(10))
    await say(street, f"/transfer {number} 城管 {mark(11)}")
    await street.turn(3)
    await say(street, f"/returned {number} {mark(12)}")
    await over(street, number, mark(13), by=WHO)


async def _their_refusals(street: Street) -> None:
    """An order that they decline in their own words, and one that is not safe."""
    for n, reason in ((14, ""), (15, "unsafe ")):
        number = await street.report("street_stall", by=1006, near=BASE)
        await say(street, f"/decline {number} {reason}{mark(n)}")
        await over(street, number)


async def _as_captain(street: Street) -> None:
    """A call for help, a notice to all, what they write at the end of a shift."""
    await say(street, f"/sos {mark(16)}")
    number = await street.last_number()
    await say(street, f"/ack {number}", by=1001)
    await say(street, f"/clear {number}", by=1001)
    await street.turn(3)
    async with street.house.store.look() as tx:
        call = await tx[CALLS].by_number(1, number)
    assert call is not None
    assert not call.is_live
    await say(street, f"/all {mark(17)}")
    await say(street, f"/shift end {mark(18)}")
    await say(street, f"/shift take {await street.last_number()}", by=1001)
    await street.turn(3)


async def _at_places(street: Street) -> None:
    """A place that they answered for, a note that names them, a visit and a hazard of theirs, both over.

    Beside them stands who is called by more than they are: that one keeps name and number.
    """
    now = street.clock.now()
    mine, more = Contact(NAME, "13777776666", "owner"), Contact(MORE, "13900001111", "owner")
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "Corner", "shop", CENTRE, responsible=NAME, contacts=(mine, more)))
        told = {"responsible": [NAME, MORE], "contacts": [[mine.plain], [more.plain]]}
        await tx[PAST].add(1, [Line("P1", 2, now, 1001, "private", "edit", told)])
        ground = f"{NAME} saw it"
        note = Note(1, "P1", NoteKind.DOG, f"barks at {NAME}", ground, 1001, now, now + timedelta(days=9), must=False)
        await tx[NOTES].add(note)
        number = await tx.districts.next_number(1)
        visit = Visit(1, inspections.KIND, number, inspections.State.CLOSED, now, place="P1", officers=(WHO, 1002))
        visit = await tx[VISITS].add(replace(visit, reason=f"since {mark(22)}", rests_on=f"{NAME} is sworn"))
        said = Answered(visit.id, "list/A1", WHO, "fire", Result.FAIL, now, now, "1:1", words=mark(23))
        await tx[VISITS].answer([said])
        for signs, by in ((Signs.OFFICER, 1002), (Signs.PLACE, 1001)):
            await tx[VISITS].sign(Signature(visit.id, 1, signs, by, How.TAP, now, name=NAME, witness=NAME))
        number = await tx.districts.next_number(1)
        hazard = Hazard(1, hazards.KIND, number, hazards.State.CLOSED, now, place="P1", title=mark(24), finder_id=WHO)
        hazard = await tx[HAZARDS].add(hazard)
        for case_id, n in ((visit.id, 22), (hazard.id, 24)):
            line = Record("find", "", "", now, WHO, Part.CAPTAIN, "private", facts={"reason": mark(n)})
            await tx.history.add(1, case_id, line, now)


async def _others_kept(street: Street) -> bool:
    """Whether who is called by more than they are stands as before in the register and its history."""
    async with street.house.store.look() as tx:
        place, [line] = await tx[PLACES].get(1, "P1"), await tx[PAST].of(1, "P1", 5)
    assert place is not None
    kept = place.contacts[1] == Contact(MORE, "13900001111", "owner")
    return kept and (line.facts["responsible"][1], line.facts["contacts"][1][0]["name"]) == (MORE, MORE)


async def forget(street: Street, *, killed: bool = False) -> str:
    """They ask, tap *yes*; returns the answer. *killed*: the program is, after each of the first slices."""
    await say(street, "/off")
    await say(street, "/forgetme")
    asked = [m for m in street.private(WHO) if any((b.data or "").endswith(":forget") for r in m.buttons for b in r)]
    assert asked, street.private(WHO)[-1].text
    await street.press(WHO, asked[-1], street.said("button-sure"))
    if killed:
        assert street.private(WHO)[-1].text == asked[-1].text, "it goes on beside everything else"
        for _ in range(3):
            await street.turn(2)
            await street.stop()
            await street.start()
        await street.turn(100)
    await street.turn(200)
    return street.private(WHO)[-1].text


# --- the sweep


def bears(value: Any) -> bool:
    """Whether a mark stands in what somebody could read there, however it is written down."""
    said = value if isinstance(value, bytes) else str(value).encode()
    for name, more in ((NAME, MORE), (json.dumps(NAME)[1:-1], json.dumps(MORE)[1:-1])):
        if name.encode() in said.replace(more.encode(), b""):
            return True
    return SIGN.encode() in said


async def in_tables(street: Street) -> set[str]:
    """Columns in which a mark stands, of every table, read as they are stored."""
    found = set()
    async with street.house.store.look() as tx:
        for table in metadata.sorted_tables:
            rows = (await tx.connection.execute(text(f"SELECT * FROM {table.name}"))).mappings()  # type: ignore[attr-defined]
            found |= {f"{table.name}.{name}" for row in rows for name, value in row.items() if bears(value)}
    return found


def in_files(folder: Path) -> set[str]:
    """Files in which a mark stands, also where nothing points to it any more."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.name for file in files if bears(file.read_bytes())}


def in_chats(street: Street) -> list[str]:
    """What we wrote to others and still stands there: words, buttons, captions."""
    others = (1001, 1002, 1003, 1004, 1006, 1007)
    seen = [m for who in others for chat in (GROUP, who) for m in street.who(who).sees(chat) if m.by_bot]
    return sorted({m.text for m in seen if bears(replace(m, earlier=()))})


async def sweep(street: Street, folder: Path, receiver: Receiver, logged: list[Any]) -> dict[str, Any]:
    """Every place at which a mark is found, by the kind of place; empty where there is none."""
    copy = folder / "afterwards.db"
    await asyncio.to_thread(copies.copy, folder / "patrol.db", copy)
    async with httpx.AsyncClient(base_url=street.house.web_url, timeout=20) as asking:
        figures = (await asking.get("/metrics", headers={"Authorization": f"Bearer {TOKEN_OF_FIGURES}"})).text
    found = {
        "tables": await in_tables(street),
        "files": in_files(folder),
        "chats": in_chats(street),
        "log": [line for line in logged if bears(line)],
        "metrics": bears(figures),
        "webhooks": [got.body for got in receiver.got if bears(got.body.replace(NUMBER.encode(), b""))],
    }
    return {place: what for place, what in found.items() if what}


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """Whatever is logged meanwhile."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture(params=[False, True], ids=["whole", "sliced"])
def in_slices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether it is done in small pieces, between which the program is killed."""
    if request.param:
        for name, size in (("SLICE", 20), ("SEARCHED", 15), ("QUEUED", 3)):
            monkeypatch.setattr(erasing, name, size)
    return bool(request.param)


async def test_nothing_bears_a_mark(hooked: Hooked, tmp_path: Path, logged: list[Any], in_slices: bool) -> None:
    """Tables, files, a later copy, chats, log, figures, webhooks; the chain holds, and the live case goes on."""
    street = hooked.street
    async with receiving() as receiver:
        await hooked.add(receiver.url)
        live = await life(street)
        await hooked.rest()
        before = await in_tables(street)
        told = await forget(street, killed=in_slices)
        await hooked.rest()
        left = await sweep(street, tmp_path, receiver, logged)
        assert left == {}
        assert await _others_kept(street)
        await _plant(street, tmp_path, receiver, logged)
        assert set(await sweep(street, tmp_path, receiver, logged)) == SWEPT
    assert before >= BORE
    assert await street.house.store.verify(1) is None
    assert f"#{live}" in street.card(live).text
    assert street.said("forgotten", texts=1, files=1, messages=1, stay=0, until="2026-04-06").splitlines()[-1] in told


SWEPT = {"tables", "files", "chats", "log", "metrics", "webhooks"}
BORE = {
    f"{table}.{column}"
    for table, columns in {
        "assignments": "reason", "drafts": "data", "evidence": "text", "handovers": "notes", "memberships": "name",
        "hazards": "title", "history_sides": "content", "incidents": "marks words source_ref", "outbox": "facts",
        "people": "name", "place_history": "facts", "place_notes": "text ground", "places": "contacts responsible",
        "sos": "words", "visit_answers": "words", "visit_signatures": "name witness", "visits": "reason rests_on",
    }.items()
    for column in columns.split()
}  # fmt: skip
"""Where the words stand before; a story that puts them nowhere would show nothing."""


async def _plant(street: Street, folder: Path, receiver: Receiver, logged: list[Any]) -> None:
    """One word that was forgotten in each place."""
    street.house.care.tally.failed[mark(99)] += 1
    async with street.house.store.begin() as tx:
        about = {"district_id": 1, "user_id": 1001, "what": "case", "at": START, "about": f"see {mark(99)}"}
        await tx.connection.execute(insert(looks).values(about))  # type: ignore[attr-defined]
    (folder / "left.txt").write_text(mark(99), encoding="utf8")
    await street.turn(60)
    await say(street, f"/all {mark(99)}", by=1001)
    logged.append({"event": "said", "words": mark(99)})
    receiver.got.append(replace(receiver.got[-1], body=mark(99).encode()))


async def test_nothing_bears_a_mark_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in tables and chats, in slices."""
    monkeypatch.setattr(erasing, "SLICE", 20)
    monkeypatch.setattr(erasing, "SEARCHED", 30)
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(Path(folder)) as server:
        async with a_street(tmp_path, "en", database_url=await server.database()) as street:
            await _named(street)
            await life(street)
            assert await in_tables(street) >= BORE
            await forget(street, killed=True)
            assert (await in_tables(street), in_chats(street)) == (set(), [])
            assert await _others_kept(street)
            assert await street.house.store.verify(1) is None


@pytest.mark.parametrize(("hours", "most"), [(1, 200), (1, 2), (49, 200)])
async def test_messages_that_stay_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, most: int
) -> None:
    """What is older than 48 hours, or beyond so many; the card of a live case is written anew however old it is."""
    monkeypatch.setattr(by_value, "MOST_MESSAGES", most)
    monkeypatch.setattr(erasing, "SEARCHED", 40)
    async with a_street(tmp_path, "en") as street:
        live = await street.report("road_occupation", by=1006)
        for n in range(2):
            theirs = await street.report("shop_overflow", by=WHO, near=Point(CENTRE.lat + 0.001 * (n + 1), CENTRE.lon))
            await say(street, mark(n), chat=GROUP, to=street.card(theirs))
            await surely(street, f"/merge {theirs} {live}" if n else f"/cancel {theirs} over", by=1001)
        await say(street, "/off")
        await street.jump(hours * 3600)
        bore = len(in_chats(street))
        await forget(street)
        async with street.house.store.look() as tx:
            query = text("SELECT facts FROM outbox WHERE key = 'forgotten'")
            told = json.loads((await tx.connection.execute(query)).scalar_one())  # type: ignore[attr-defined]
        left = in_chats(street)
        assert told["messages"] <= most
        assert told["stay"] == len(left)
        assert 0 < told["messages"] >= bore - len(left)
        assert bool(left) == (hours > 48 or most < bore)
        assert most < bore or not bears(street.card(live).text)
