"""Puts brain, doors and memory together into one running house."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.app import losses
from bot.app.house import Foundations, House
from bot.app.places import runs as place_runs
from bot.app.settings import Web
from bot.desk.desk import Desk
from bot.desk.features import FEATURES
from bot.handbook import file as handbook_file
from bot.handbook.book import Handbook
from bot.handbook.versions import Books
from bot.health.figures import Tally
from bot.membership import enrolment
from bot.screens.board import Board
from bot.values.clock import Clock
from bot.words import Words
from bot.work.features import Feature, Features
from bot.work.inbox import InboxRow
from bot.work.rules import Rules
from bot.work.speaker import Speaker
from handlers.exports.folder import FOLDER as EXPORTS
from handlers.exports.folder import Folder
from handlers.exports.writing import Exports
from handlers.imports.places import PlaceImports
from handlers.process.care import Care
from handlers.process.disk import Disk
from handlers.process.tick import Tick
from handlers.telegram.commands import Feature as Brings
from handlers.telegram.commands import Register
from handlers.telegram.door import Door
from handlers.telegram.features import FEATURES as DOORS
from handlers.telegram.files.of_places import PlacePhotos
from handlers.telegram.files.photos import FOLDER as PHOTOS
from handlers.telegram.files.photos import Photos
from handlers.telegram.transport import api
from handlers.telegram.transport.courier import Courier
from handlers.telegram.transport.hook import Hook
from handlers.telegram.transport.intake import Inlet, Intake
from handlers.telegram.transport.lanes import Lanes
from handlers.telegram.transport.pace import Pace
from handlers.telegram.transport.presence import Presence
from handlers.telegram.transport.unstored import Unstored
from handlers.telegram.writing.addressed import Addressed
from handlers.telegram.writing.kind_cards import KindCards
from handlers.telegram.writing.notes import NoteWriter
from handlers.telegram.writing.pairs import Pairs
from handlers.telegram.writing.placed import Placed
from handlers.telegram.writing.writers import ByKind, Means
from handlers.webhooks import sender as webhooks_sender
from storage import copies
from storage.daily import DailyCopies
from storage.engine import sqlite_file
from storage.features import ROOMS
from storage.migrate import BACKUPS
from storage.rooms import Room
from storage.store import SqlStore

Dead = Callable[[InboxRow, str], Awaitable[None]]
"""Hears of an update that is given up, and why."""

log = structlog.get_logger()


async def build(
    token: str,
    *,
    api_url: str | None,
    database_url: str,
    rules: Rules,
    clock: Clock,
    book: Handbook | None = None,
    words: Words | None = None,
    pace: Pace | None = None,
    web: Web | None = None,
    heartbeat_url: str | None = None,
    data_dir: Path | None = None,
    ballast: int = 0,
    hash_key: str | None = None,
    features: Sequence[Feature] = FEATURES,
    chat: Sequence[Brings] = DOORS,
    rooms: Sequence[Room[Any]] = ROOMS,
) -> House:
    """Open the memory and put the house together; nothing runs yet. Without *web* no web server runs.

    *features*, *chat* and *rooms* list what the program can do, what of it the chat brings, and what its memory keeps.
    """
    store = await SqlStore.open(database_url, rooms)
    desk = Desk(store, clock, Books(book or handbook_file.starter()), rules, Features(features))
    base = _foundations(token, api_url, store, desk, words or Words(), Register(chat))
    folder = data_dir or _beside(database_url)
    photos = Photos(base.application.bot, store, clock, folder / PHOTOS, rules.photo_days)
    exports = Exports(desk, base.board.for_pages(), base.words, Folder(folder / EXPORTS), web)
    tick = Tick(desk)

    async def on_dead(_row: InboxRow, _error: str) -> None:
        await care.auditor.dead_letter()

    lanes, intake = _way_in(base, tick, _inlet(web), on_dead)
    asks = Presence(base.application.bot, desk)
    writer = _writer(base, Pairs(store, photos, base.words), exports.folder, lambda: house.address)
    courier = _way_out(base, asks, writer, pace or Pace())
    disk = Disk(folder, clock, ballast=ballast, copy=_next_copy(database_url))
    care = Care(desk, intake, tick, base.tally, disk, heartbeat_url)
    house = House(
        **vars(base),
        intake=intake,
        lanes=lanes,
        courier=courier,
        presence=asks,
        tick=tick,
        care=care,
        photos=photos,
        place_photos=PlacePhotos.beside_those(photos),
        hooks=webhooks_sender.make(desk, folder),
        exports=exports,
        web=web,
    )
    house.copies = _copies(house, database_url, data_dir, hash_key)
    house.imports = place_runs.made(house, folder, database_url)
    if web:
        from bot.app import web_pages  # a bot without them starts without their libraries

        house.app = web_pages.made(house, web)
    _mind(disk, store, photos, exports, house.imports)
    return house


def _foundations(
    token: str, api_url: str | None, store: SqlStore, desk: Desk, words: Words, register: Register
) -> Foundations:
    clock, tally = desk.clock, Tally()
    application = api.build_application(token, api_url, tally, clock.heard)
    board, door = Board(store, clock, desk.books, desk.opening), Door(application, desk, words, register)
    return Foundations(clock, store, desk, board, words, application, door, tally)


def _way_in(base: Foundations, tick: Tick, inlet: Callable[..., Inlet], on_dead: Dead) -> tuple[Lanes, Inlet]:
    """What people write: taken in, stored, and worked off; the room for what cannot be stored is shared by both."""

    def on_gap(since: datetime, until: datetime) -> None:
        log.warning("poll.gap", seconds=round((until - since).total_seconds()))
        tick.gap_ends()

    bot, store, clock = base.application.bot, base.store, base.clock
    lanes = Lanes(store, clock, base.door.handle, on_dead)
    intake = inlet(bot, store, clock, lanes.take, on_gap, base.tally)
    intake.beside = lanes.beside = Unstored(bot, base.board, base.words, base.door.register)
    return lanes, intake


def _way_out(base: Foundations, asks: Presence, writer: Placed, pace: Pace) -> Courier:
    """What people are sent, and what is done where it cannot go."""

    async def on_migrated(old: int, new: int) -> None:
        speaker = Speaker(0, "", old, base.clock.now(), channel="clock")
        await base.desk.do(enrolment.chat_moved, speaker, chat_id=new)

    told = losses.of(base.desk, asks)
    bot = base.application.bot
    return Courier(bot, base.store, base.clock, writer, pace, on_migrated=on_migrated, tally=base.tally, **told)


def _writer(base: Foundations, pairs: Pairs, exports: Folder, address: Callable[[], str]) -> Placed:
    """Puts letters into words, and in their topics; *address* is where people reach the pages."""
    words, board, desk, register = base.words, base.board, base.desk, base.door.register
    means = Means(words, board, desk, NoteWriter(words), pairs, register.offers, address, exports)
    each = Addressed(ByKind(register.writers(means)), desk)
    return Placed(KindCards(each, means.plain, board), board)


def _mind(disk: Disk, store: SqlStore, *can_wait: Photos | Exports | PlaceImports) -> None:
    """When the disk is full its ballast makes room for whatever is written; what *can wait* asks for room first."""
    store.make_room = disk.give_up
    for one in can_wait:
        one.has_room = lambda: disk.has_room


def _copies(house: House, database_url: str, data_dir: Path | None, hash_key: str | None) -> DailyCopies | None:
    """A drill is not worth copying, and another database than SQLite has tools of its own."""
    rules, file = house.desk.rules, sqlite_file(database_url)
    if rules.drill or file is None:
        return None
    folder = (data_dir or file.parent) / BACKUPS
    made = DailyCopies(house.store, house.clock, file, folder, ZoneInfo(rules.timezone), hash_key)
    made.has_room = lambda: not house.care.disk.is_given_up
    house.care.late_too.append(made.late)
    return made


def _next_copy(database_url: str) -> Callable[[], int]:
    """How many bytes the next copy takes; none where none is made."""
    file = sqlite_file(database_url)
    return partial(copies.takes, file) if file else int


def _beside(database_url: str) -> Path:
    """Where files lie when no folder is named: beside the database's own file, where it has one."""
    file = sqlite_file(database_url)
    return file.parent if file else Path("data")


def _inlet(web: Web | None) -> Callable[..., Inlet]:
    """By webhook where it can be reached from outside, else by polling."""
    if web is None or web.public_url is None or web.webhook_secret is None:
        return Intake
    return partial(Hook, public_url=web.public_url, secret=web.webhook_secret)
