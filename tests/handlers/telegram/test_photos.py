"""Files of evidence: fetched once, kept under our own names without what a camera wrote, and forgotten in time."""

import asyncio
import os
import re
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.evidence.pieces import EVIDENCE, UNKNOWN, Evidence, EvidenceKind
from bot.incidents.reporting.loose import lately
from bot.register.districts import District
from handlers import pictures
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer
from handlers.drill.world.chats import Message
from handlers.process.clock import HandClock
from handlers.telegram.files import photos
from handlers.telegram.files.photos import Photos
from handlers.telegram.transport import api
from storage.store import SqlStore
from tests.handlers.test_pictures import SECRET, both, jpeg
from tests.stories.conftest import GROUP, START, TOKEN, Street, a_street

OURS = re.compile(r"\d+-[0-9a-f]{16}(-(320|1600)\.jpg|\.bin|\.none)")


@dataclass
class Room:
    """A shelf of files at Telegram, a memory, and our folder; no bot runs."""

    world: DrillTelegram
    store: SqlStore
    clock: HandClock
    photos: Photos
    last: int = 0

    async def piece(self, data: bytes, kind: EvidenceKind = EvidenceKind.PHOTO) -> Evidence:
        """A piece of evidence whose file Telegram holds."""
        stored = self.world.files.keep(data, "photos")
        self.last += 1
        new = Evidence(
            1, kind, 1002, self.clock.now(), GROUP, self.last, file_id=stored.file_id, file_unique_id=stored.unique_id
        )
        async with self.store.begin() as tx:
            found = await tx[EVIDENCE].add(new)
        assert found is not None
        return found

    @property
    def files(self) -> list[str]:
        """What lies in our folder."""
        folder = self.photos.folder
        return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []

    @property
    def fetches(self) -> int:
        """How often a file was asked for."""
        return len(self.world.calls.of(method="getFile"))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """With one district."""
    clock = HandClock(START)
    world = DrillTelegram(clock, TOKEN)
    store = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path}/patrol.db")
    async with store.begin() as tx:
        await tx.districts.add(District(GROUP, "x", "en", "Asia/Shanghai", {}))
    async with DrillServer(world) as server:
        bot = api.build_application(TOKEN, server.url).bot
        made = Photos(bot, store, clock, tmp_path / "photos", keep_days=180)
        yield Room(world, store, clock, made)
        await made.close()
        await bot.request.shutdown()
    await store.close()


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    """A street with one case, on whose scene 老王 stands."""
    async with a_street(tmp_path, "en") as made:
        await made.report()
        made.wang.say(1002, "/arrived 1")
        await made.settle()
        yield made


async def sent_piece(street: Street, sent: Message) -> Evidence:
    """The piece of evidence that a message became."""
    await street.settle()
    async with street.house.store.look() as tx:
        found = await tx[EVIDENCE].by_message(sent.chat_id, sent.message_id)
    assert found is not None
    return found


def folder_of(street: Street) -> list[str]:
    """What lies in the folder of the street's bot."""
    return sorted(file.name for file in street.house.photos.folder.iterdir())


async def test_a_picture_sent_as_a_file_loses_what_the_camera_wrote(street: Street) -> None:
    """Both sizes, under names of our own, whatever the file was called; the source is kept nowhere."""
    sent = street.wang.send_document(1002, "../../IMG_4711 Wang.JPG", jpeg(2000, 1000))
    found = await sent_piece(street, sent)
    assert found.kind is EvidenceKind.DOCUMENT
    large = await street.house.photos.picture(found, large=True)
    small = await street.house.photos.picture(found, large=False)
    assert large is not None
    assert small is not None
    assert (large.parent, small.parent) == (street.house.photos.folder, street.house.photos.folder)
    assert both(large.read_bytes())[0].size == (1600, 800)
    assert both(small.read_bytes())[0].size == (320, 160)
    assert len(folder_of(street)) == 2
    assert all(OURS.fullmatch(name) for name in folder_of(street))
    assert len(street.world.calls.of(method="getFile")) == 1
    whole = b"".join(p.read_bytes() for p in street.house.photos.folder.iterdir())
    assert SECRET.encode() not in whole
    assert await street.house.photos.original(found) is None


async def test_a_photo_too(room: Room) -> None:
    """What Telegram made of it is made anew as well."""
    found = await room.piece(jpeg())
    large = await room.photos.picture(found, large=True)
    assert large is not None
    both(large.read_bytes())


async def test_what_is_no_picture_is_kept_as_it_came(room: Room) -> None:
    """A voice note and a paper, byte for byte, under our own names; neither has a picture."""
    voice = await room.piece(b"OggS" + b"v" * 90, EvidenceKind.VOICE)
    paper = await room.piece(b"%PDF-1.7 paper", EvidenceKind.DOCUMENT)
    for found, data in ((voice, b"OggS" + b"v" * 90), (paper, b"%PDF-1.7 paper")):
        assert await room.photos.picture(found, large=True) is None
        kept = await room.photos.original(found)
        assert kept is not None
        assert kept.read_bytes() == data
    assert all(OURS.fullmatch(name) for name in room.files)
    assert room.fetches == 2


@pytest.mark.parametrize("data", [b"\x00\x00\x00\x18ftypheic" + bytes(99), jpeg()[:900], b"II*\x00" + bytes(99)])
async def test_a_picture_that_cannot_be_made_anew_is_not_kept(room: Room, data: bytes) -> None:
    """Nobody could take out what the camera wrote; it is not asked for again and again."""
    found = await room.piece(data, EvidenceKind.DOCUMENT)
    for _ in range(3):
        assert await room.photos.picture(found, large=True) is None
        assert await room.photos.original(found) is None
    assert room.fetches == 1
    assert [(room.photos.folder / name).read_bytes() for name in room.files] == [b""]


async def test_a_picture_that_is_too_large_to_be_drawn_says_so(room: Room) -> None:
    """It stays in the chat; a broken one says nothing of the kind."""
    large, broken = [await room.piece(data, EvidenceKind.DOCUMENT) for data in (jpeg(9000, 6000), jpeg()[:900])]
    for found in (large, broken):
        assert await room.photos.picture(found, large=False) is None
    assert [room.photos.is_undrawn(found) for found in (large, broken)] == [True, False]


async def test_many_who_ask_at_once_wait_for_one_fetch(room: Room) -> None:
    """One who goes away does not end it for the others; whoever asks later gets what lies there."""
    found = await room.piece(jpeg())
    asks = [asyncio.create_task(room.photos.picture(found, large=bool(n % 2))) for n in range(10)]
    await asyncio.sleep(0)
    asks[0].cancel()
    got = await asyncio.gather(*asks, return_exceptions=True)
    assert isinstance(got[0], asyncio.CancelledError)
    assert all(isinstance(path, Path) and path.is_file() for path in got[1:])
    assert await room.photos.picture(found, large=True) == got[1]
    assert room.fetches == 1


async def test_an_outage_is_waited_out(room: Room) -> None:
    """Nothing is there meanwhile; it is asked for again after a while, not at every look."""
    found = await room.piece(jpeg())
    room.world.faults.fail_next("getFile", 502)
    assert await room.photos.picture(found, large=True) is None
    assert await room.photos.picture(found, large=True) is None
    assert room.fetches == 1
    await room.clock.turn(31)
    assert await room.photos.picture(found, large=True) is not None
    assert room.files


@pytest.mark.parametrize(
    ("path", "is_settled"),
    [
        ("/etc/hostname", True),
        ("../../../etc/hostname", True),
        ("photos/../../secret", True),
        ("", True),
        ("https://example.org/x.jpg", False),
    ],
)
async def test_a_file_comes_from_the_bot_api_and_nowhere_else(room: Room, path: str, is_settled: bool) -> None:
    """Whatever the server names: no file of this machine, no way around; an address is asked of the server itself."""
    found = await room.piece(jpeg())
    shelf = room.world.files
    shelf.by_id[found.file_id or ""] = replace(shelf.find(found.file_id or ""), path=path)
    assert await room.photos.picture(found, large=True) is None
    assert [name.rpartition(".")[2] for name in room.files] == ["none"] * is_settled


async def test_no_name_from_outside_becomes_a_path(room: Room) -> None:
    """Not even what Telegram calls the file."""
    found = await room.piece(jpeg())
    renamed = replace(found, file_unique_id="../../../outside/\x00name")
    path = await room.photos.picture(renamed, large=True)
    assert path is not None
    assert path.parent == room.photos.folder
    assert all(OURS.fullmatch(name) for name in room.files)


@pytest.mark.parametrize("says", [True, False])
async def test_a_file_that_is_too_large_is_not_kept(room: Room, monkeypatch: pytest.MonkeyPatch, says: bool) -> None:
    """Whether the server says so or not: it is not read to its end."""
    monkeypatch.setattr(photos, "MOST_BYTES", 1000)
    found = await room.piece(b"%PDF" + bytes(5000), EvidenceKind.DOCUMENT)
    if not says:
        get_file = room.world.files.file_json
        monkeypatch.setattr(room.world.files, "file_json", lambda number: get_file(number) | {"file_size": 1})
    assert await room.photos.original(found) is None
    assert [name.rpartition(".")[2] for name in room.files] == ["none"]


async def test_a_piece_without_a_file_has_none(room: Room) -> None:
    """Words, and what was erased; nobody is asked."""
    words = replace(await room.piece(b"x", EvidenceKind.TEXT), file_id=None)
    for found in (words, replace(words, kind=EvidenceKind.PHOTO)):
        assert await room.photos.picture(found, large=True) is None
        assert await room.photos.original(found) is None
    assert room.fetches == 0


# --- forgetting


async def test_pictures_go_after_their_time(room: Room) -> None:
    """Counted from when they were taken; afterwards nobody brings them back."""
    old = await room.piece(jpeg())
    await room.clock.turn(100 * 86400)
    new = await room.piece(jpeg())
    for found in (old, new):
        assert await room.photos.picture(found, large=True) is not None
    await room.clock.turn(81 * 86400)
    await room.photos.clean()
    assert {name.partition("-")[0] for name in room.files} == {str(new.id)}
    assert await room.photos.picture(old, large=True) is None
    assert await room.photos.picture(new, large=True) is not None
    assert room.fetches == 2


async def test_what_belongs_to_nothing_goes(room: Room) -> None:
    """A file whose piece is gone, one of another piece with the same number (a copy was put back), rubbish."""
    found = await room.piece(jpeg())
    kept = await room.photos.picture(found, large=True)
    assert kept is not None
    folder = room.photos.folder
    for name in (f"{found.id}-{'0' * 16}-320.jpg", f"99-{'a' * 16}.bin", ".x.part", "notes.txt", f"99{'9' * 30}-x.bin"):
        (folder / name).write_bytes(b"x")
    await room.photos.clean()
    assert len(room.files) == 2
    assert kept.is_file()


async def test_who_is_forgotten_leaves_no_file(street: Street) -> None:
    """The picture of their report and their voice go, at once, and cannot be fetched again; the handling's stay."""
    street.reporter.send_photo(GROUP, data=jpeg())
    voice = street.reporter.send_voice(GROUP, data=b"OggS" + bytes(70))
    await street.turn(lately.WAIT_S + 1)
    reported = await sent_piece(street, voice)
    async with street.house.store.look() as tx:
        theirs = [e for e in await tx[EVIDENCE].of_case(reported.case_id or 0) if e.by_id == 1006]
    handled = await sent_piece(street, street.wang.send_photo(1002, data=jpeg()))
    for found in (*theirs, handled):
        await street.house.photos.picture(found, large=True) or await street.house.photos.original(found)
    assert len(theirs) == 2
    assert len(folder_of(street)) == 5
    street.captain.say(GROUP, "/cancel 1 over")
    await street.sure(1001)
    await street.turn(2)
    for user_id in (1006, 1002):
        street.who(user_id).say(user_id, "/off")
        street.who(user_id).say(user_id, "/forgetme")
        await street.turn(5)
        street.who(user_id).press(street.private(user_id)[-1], street.said("button-sure"))
    await street.turn(5)
    assert {name.partition("-")[0] for name in folder_of(street)} == {str(handled.id)}
    async with street.house.store.look() as tx:
        left = [e for e in await tx[EVIDENCE].of_case(reported.case_id or 0) if e.by_id == 1006]
    assert [(e.file_id, e.file_unique_id) for e in left] == [(None, None)] * 2
    before = len(street.world.calls.of(method="getFile"))
    assert [await street.house.photos.picture(e, large=True) for e in left] == [None, None]
    assert len(street.world.calls.of(method="getFile")) == before
    (street.house.photos.folder / "rubbish").write_bytes(b"x")
    await street.house.tick.clean()
    assert {name.partition("-")[0] for name in folder_of(street)} == {str(handled.id)}


# --- two of them in one


async def test_a_pair_is_made_once_and_is_as_old_as_the_older_one(room: Room) -> None:
    """Side by side at one height, by whoever asks; when the older one goes, so does the pair."""
    before = await room.piece(jpeg(400, 300))
    await room.clock.turn(100 * 86400)
    after = await room.piece(jpeg(300, 400))
    made = await asyncio.gather(*(room.photos.pair(before, after) for _ in range(4)))
    assert len(set(made)) == 1
    [path] = set(made)
    assert path is not None
    with Image.open(path) as seen:
        assert seen.size == (1200 + 12 + 675, 900)
    written = path.stat().st_mtime_ns
    assert await room.photos.pair(before, after) == path
    assert path.stat().st_mtime_ns == written
    await room.photos.clean()
    assert path.is_file()
    await room.clock.turn(81 * 86400)
    await room.photos.clean()
    assert {name.partition("-")[0] for name in room.files} == {str(after.id)}
    assert await room.photos.pair(before, after) is None


@pytest.mark.parametrize("gone", [0, 1], ids=["before", "after"])
async def test_a_pair_goes_with_either_of_its_pictures(room: Room, gone: int) -> None:
    """At once where a piece is forgotten, with the next cleaning where it belongs to nothing any more."""
    both = [await room.piece(jpeg()) for _ in range(2)]
    path = await room.photos.pair(*both)
    assert path is not None
    await room.photos.forget([both[gone].id])
    assert not path.is_file()
    assert {name.partition("-")[0] for name in room.files} == {str(both[1 - gone].id)}
    stray = [f"{both[0].id}-{'0' * 16}", path.name.removesuffix("-pair.jpg").partition("-")[2].partition("-")[2]]
    (room.photos.folder / f"{'-'.join(stray if gone else reversed(stray))}-pair.jpg").write_bytes(b"x")
    await room.photos.clean()
    assert not [name for name in room.files if name.endswith("-pair.jpg")]


async def test_however_many_are_forgotten_the_folder_is_read_once_and_not_by_the_loop(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of half a year of pictures that takes a while, in which everybody else would wait."""
    kept, path = await room.piece(jpeg()), None
    for n in range(100, 150):
        path = room.photos.folder / f"{n}-{'ab' * 8}-{kept.id}-{'cd' * 8}-pair.jpg"
        room.photos._write(
            {f"{n}-{'ab' * 8}-320.jpg": b"x", f".{n}-{'ab' * 8}-1600.jpg.part": b"x", path.name: b"x"}, kept
        )
    assert await room.photos.picture(kept, large=False) is not None
    reads: list[bool] = []

    def counted(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(*given: Any) -> Any:
            reads.append(threading.current_thread() is threading.main_thread())
            return read(*given)

        return reading

    monkeypatch.setattr(os, "listdir", counted(os.listdir))
    monkeypatch.setattr(os, "scandir", counted(os.scandir))
    await room.photos.forget(range(100, 150))
    monkeypatch.undo()
    assert reads == [False]
    assert {name.partition("-")[0] for name in room.files} == {str(kept.id)}


@pytest.mark.parametrize("left", ["-320.jpg", "-1600.jpg"])
async def test_an_empty_file_is_none(room: Room, left: str) -> None:
    """It is what is left where the power went: fetched again, in both sizes."""
    found = await room.piece(jpeg())
    large = await room.photos.picture(found, large=True)
    assert large is not None
    large.with_name(large.name.replace("-1600.jpg", left)).write_bytes(b"")
    assert not room.photos.is_settled(found)
    for is_large in (True, False):
        path = await room.photos.picture(found, large=is_large)
        assert path is not None
        both(path.read_bytes())
    assert room.fetches == 2
    assert room.photos.is_settled(found)


async def test_a_picture_that_cannot_be_read_holds_up_no_later_one(street: Street) -> None:
    """Nobody knows what it looks like, now or ever; the next is compared."""
    street.house.photos.has_room = lambda: False
    first, second = [await sent_piece(street, street.wang.send_photo(1002, data=jpeg(400 + n, 300))) for n in range(2)]
    stem = photos._stem(first)
    street.house.photos._write({f"{stem}-320.jpg": b"no picture", f"{stem}-1600.jpg": b"no picture"}, first)
    street.house.photos.has_room = lambda: True
    street.house.photos.look()
    await street.settle()
    async with street.house.store.look() as tx:
        likenesses = [one.likeness for one in await tx[EVIDENCE].with_files([first.id, second.id])]
    assert likenesses[0] == UNKNOWN
    assert re.fullmatch("[0-9a-f]{16}", likenesses[1] or "")


async def test_a_pair_that_is_being_made_goes_too_when_a_piece_is_forgotten(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that shows it appears afterwards."""
    both = [await room.piece(jpeg()) for _ in range(2)]
    for one in both:
        assert await room.photos.picture(one, large=True) is not None
    begun, may_end, beside = threading.Event(), threading.Event(), pictures.beside

    def slowly(*files: bytes) -> bytes:
        begun.set()
        may_end.wait(10)
        return beside(*files)

    monkeypatch.setattr(pictures, "beside", slowly)
    making = asyncio.create_task(room.photos.pair(both[0], both[1]))
    assert await asyncio.to_thread(begun.wait, 10)
    forgetting = asyncio.create_task(room.photos.forget([both[0].id]))
    await asyncio.wait({forgetting}, timeout=0.2)
    may_end.set()
    await asyncio.gather(making, forgetting)
    assert {name.partition("-")[0] for name in room.files} == {str(both[1].id)}


async def test_no_pair_of_what_cannot_be_had(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is no picture, or the disk takes nothing more: none, and no error."""
    photo, other = await room.piece(jpeg()), await room.piece(b"no picture")
    assert await room.photos.pair(photo, other) is None
    after = await room.piece(jpeg())
    for one in (photo, after):
        assert await room.photos.picture(one, large=True) is not None

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.photos, "_write", full)
    assert await room.photos.pair(photo, after) is None
