"""Puts brain, doors and memory together into one running house."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import structlog
from telegram.error import TelegramError

from bot.app import losses
from bot.app.places import runs as place_runs
from bot.app.settings import Web
from bot.desk.desk import Desk
from bot.desk.features import FEATURES
from bot.handbook import file as handbook_file
from bot.handbook.model import Handbook
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
from handlers.imports.forms import Forms
from handlers.imports.places import PlaceImports
from handlers.process import cleaning
from handlers.process.care import Care
from handlers.process.disk import Disk
from handlers.process.left_behind import LeftBehind
from handlers.process.tick import Tick
from handlers.telegram.commands import Feature as Brings
from handlers.telegram.commands import Register
from handlers.telegram.door import FEATURES as DOORS
from handlers.telegram.door import Door
from handlers.telegram.files.likenesses import Likenesses
from handlers.telegram.files.of_places import PlacePhotos
from handlers.telegram.files.photos import FOLDER as PHOTOS
from handlers.telegram.files.photos import Photos
from handlers.telegram.transport import api, presence
from handlers.telegram.transport.courier import Courier
from handlers.telegram.transport.hook import Hook
from handlers.telegram.transport.intake import Inlet, Intake
from handlers.telegram.transport.lanes import Lanes
from handlers.telegram.transport.pace import Pace
from handlers.telegram.transport.unstored import Unstored
from handlers.telegram.writing.addressed import Addressed
from handlers.telegram.writing.kind_cards import KindCards
from handlers.telegram.writing.notes import NoteWriter
from handlers.telegram.writing.pairs import Pairs
from handlers.telegram.writing.placed import Placed
from handlers.telegram.writing.writers import ByKind, Means
from handlers.web.feed import Feed
from handlers.webhooks import sender as webhooks_sender
from storage import copies
from storage.daily import DailyCopies
from storage.engine import sqlite_file
from storage.migrate import BACKUPS
from storage.rooms import Room
from storage.store import ROOMS, SqlStore

if TYPE_CHECKING:
    from fastapi import FastAPI


log = structlog.get_logger()


@dataclass
class House:
    """Everything that runs for one bot, put together."""

    clock: Clock
    store: SqlStore
    desk: Desk
    board: Board
    words: Words
    application: api.AnyApplication
    door: Door
    intake: Inlet
    lanes: Lanes
    courier: Courier
    presence: presence.Presence
    tick: Tick
    care: Care
    photos: Photos
    place_photos: PlacePhotos
    hooks: webhooks_sender.Sender
    exports: Exports
    copies: DailyCopies | None = None
    web: Web | None = None
    app: "FastAPI | None" = None
    web_url: str = ""
    feed: Feed = field(init=False)
    likenesses: Likenesses = field(init=False)
    imports: PlaceImports = field(init=False)

    def __post_init__(self) -> None:
        """Whoever looks at a screen sees what was committed."""
        self.feed = Feed(self.board)
        self.likenesses = Likenesses(self.desk, self.store, self.photos, self.words)
        self.desk.changed, self.desk.exported = self.feed.stir, self.exports.stir
        self.lanes.street = self.courier.street = self.door.street
        self.store.known.on_end = self.feed.wake
        self.care.watch.waits_for_room = lambda: self.lanes.waits_for_room
        self.tick.look_too.append(LeftBehind(self.store, self.clock, self.lanes, self.courier).turn)

    @property
    def address(self) -> str:
        """Where people reach the pages; empty while there are none."""
        return (self.web.public_url if self.web else None) or self.web_url

    @property
    def is_idle(self) -> bool:
        """Nothing is being worked off or sent."""
        return all(one.is_idle for one in (self.lanes, self.courier, self.likenesses, self.exports, self.imports))

    async def close(self) -> None:
        """Close every connection, to the Bot API (also one that never answered well) and to the memory."""
        await self.photos.close()
        await self.intake.beside.close()
        with contextlib.suppress(TelegramError, RuntimeError):
            await self.application.shutdown()
        await self.application.bot.request.shutdown()
        await self.store.close()


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
    words, books, tally = words or Words(), Books(book or handbook_file.starter()), Tally()
    application = api.build_application(token, api_url, tally, clock.heard)
    desk = Desk(store, clock, books, rules, Features(features))
    board = Board(store, clock, books, desk.opening)
    tick, door = Tick(desk), Door(application, desk, words, Register(chat))

    async def on_dead(row: InboxRow, error: str) -> None:
        await care.auditor.dead_letter()

    async def on_migrated(old: int, new: int) -> None:
        speaker = Speaker(0, "", old, clock.now(), channel="clock")
        await desk.do(enrolment.chat_moved, speaker, chat_id=new)

    def on_gap(since: datetime, until: datetime) -> None:
        log.warning("poll.gap", seconds=round((until - since).total_seconds()))
        tick.gap_ends()

    lanes = Lanes(store, clock, door.handle, on_dead)
    folder = data_dir or _beside(database_url)
    photos = Photos(application.bot, store, clock, folder / PHOTOS, rules.photo_days)
    exports = Exports(desk, board.for_pages(), words, Folder(folder / EXPORTS), web)
    writer = _writer(door, board, lambda: house.address, Pairs(store, photos, words), exports.folder)
    asks = presence.Presence(application.bot, desk)
    told = losses.of(desk, asks)
    courier = Courier(
        application.bot, store, clock, writer, pace or Pace(), on_migrated=on_migrated, tally=tally, **told
    )
    intake = _inlet(web)(application.bot, store, clock, lanes.take, on_gap, tally)
    disk = Disk(folder, clock, ballast=ballast, copy=_next_copy(database_url))
    care = Care(desk, intake, tick, tally, disk, heartbeat_url)
    intake.beside = lanes.beside = Unstored(application.bot, board, words, door.register)
    desk.post, desk.files, hooks = courier, photos, webhooks_sender.make(desk, folder)
    tick.clean_too += [photos.clean, hooks.clean, exports.clean, *cleaning.of_rows(store, clock)]
    tick.is_blind = lambda: intake.is_blind or lanes.waits_for_room
    tick.is_behind = lambda: intake.is_behind
    doing = (application, door, intake, lanes, courier, asks, tick, care, photos)
    house = House(clock, store, desk, board, words, *doing, PlacePhotos.beside_those(photos), hooks, exports)
    house.copies, house.web = _copies(house, database_url, data_dir, hash_key), web
    house.app, house.imports = _pages(house) if web else None, place_runs.made(house, folder, database_url)
    _mind(disk, store, photos, exports, house.imports)
    return house


def _mind(disk: Disk, store: SqlStore, *can_wait: Photos | Exports | PlaceImports) -> None:
    """When the disk is full its ballast makes room for whatever is written; what *can wait* asks for room first."""
    store.make_room = disk.give_up
    for one in can_wait:
        one.has_room = lambda: disk.has_room


def _writer(door: Door, board: Board, address: Callable[[], str], pairs: Pairs, exports: Folder) -> Placed:
    """Puts letters into words, and in their topics; *address* is where people reach the pages."""
    means = Means(door.words, board, door.desk, NoteWriter(door.words), pairs, door.register.offers, address, exports)
    each = Addressed(ByKind(door.register.writers(means)), door.desk)
    return Placed(KindCards(each, means.plain, board), board)


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


def _pages(house: House) -> "FastAPI":
    """All that the web server answers. Here, so that a bot without it starts without its libraries."""
    from handlers.web import (
        api,
        centre,
        checklists,
        checks_pages,
        health,
        own_page,
        place_door,
        positions,
        secret_addresses,
        server,
        signing_in,
        turned_away,
        visit_page,
        webhook,
    )
    from handlers.web.open311 import routes as open311
    from handlers.web.threshold import Threshold
    from handlers.web.visitors import Reception

    web = house.web or Web()
    reception = Reception(house.desk, house.board.for_pages(), web, house.words, house.store.known)
    reception.turns.street_at_work = lambda: house.door.street.is_at_work
    routers = [
        health.router(house.care.watch, house.care.tally, web, house.words),
        signing_in.router(reception, house.application.bot.token),
        positions.router(reception),
        open311.router(reception),
        centre.router(house.feed, house.words, web.tiles),
        *secret_addresses.routers(reception, house.exports.folder, lambda: house.photos, house.photos.easel),
        place_door.router(reception),
        visit_page.router(reception, lambda: house.photos, house.photos.easel),
        checks_pages.router(reception, lambda: house.photos, web.tiles),
        checklists.router(reception, Forms(lambda: house.imports), web.tiles),
    ]
    if isinstance(house.intake, Hook):
        routers.append(webhook.router(house.intake, web.webhook_secret or ""))
    app = server.create_app(routers, image_origins=web.tile_origins)
    app.state.large = partial(own_page.may_be_large, reception.known)
    Threshold.before(app, reception)
    api.described(app, api.router(reception, lambda: house.photos, lambda: house.place_photos))
    server.with_scripts(app)
    turned_away.hear_of(app, house.words, reception.language_of)
    return app
