"""The house: everything that runs for one bot, and who in it hears of whom."""

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.app.settings import Web
from bot.desk.desk import Desk
from bot.health.figures import Tally
from bot.screens.board import Board
from bot.values.clock import Clock
from bot.words import Words
from handlers.exports.writing import Exports
from handlers.imports.places import PlaceImports
from handlers.process import cleaning
from handlers.process.care import Care
from handlers.process.left_behind import LeftBehind
from handlers.process.tick import Tick
from handlers.telegram.door import Door
from handlers.telegram.files.likenesses import Likenesses
from handlers.telegram.files.of_places import PlacePhotos
from handlers.telegram.files.photos import Photos
from handlers.telegram.transport import api, presence
from handlers.telegram.transport.courier import Courier
from handlers.telegram.transport.intake import Inlet
from handlers.telegram.transport.lanes import Lanes
from handlers.web.feed import Feed
from handlers.webhooks import sender as webhooks_sender
from storage.daily import DailyCopies
from storage.store import SqlStore

if TYPE_CHECKING:
    from fastapi import FastAPI


@dataclass
class Foundations:
    """What all the rest stands on: clock and memory, the desk and what is seen of it, the words, the chat's door."""

    clock: Clock
    store: SqlStore
    desk: Desk
    board: Board
    words: Words
    application: api.AnyApplication
    door: Door
    tally: Tally


@dataclass
class House(Foundations):
    """Everything that runs for one bot, put together."""

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
        """Each part hears of those that it needs."""
        self.feed = Feed(self.board)
        self.likenesses = Likenesses(self.desk, self.store, self.photos, self.words)
        self._what_was_committed_goes_on()
        self._street_goes_first()
        self._clock_is_kept()

    def _what_was_committed_goes_on(self) -> None:
        """Letters are sent, screens drawn anew, files written."""
        self.desk.post, self.desk.files = self.courier, self.photos
        self.desk.changed, self.desk.exported = self.feed.stir, self.exports.stir
        self.store.known.on_end = self.feed.wake

    def _street_goes_first(self) -> None:
        """What people said and are told is one street; nobody is judged by its silence while it cannot reach us."""
        self.lanes.street = self.courier.street = self.door.street
        self.care.watch.waits_for_room = lambda: self.lanes.waits_for_room
        self.tick.is_blind = lambda: self.intake.is_blind or self.lanes.waits_for_room
        self.tick.is_behind = lambda: self.intake.is_behind

    def _clock_is_kept(self) -> None:
        """What the tick cleans away, and looks for besides what is due."""
        files = (self.photos.clean, self.hooks.clean, self.exports.clean)
        self.tick.clean_too += [*files, *cleaning.of_rows(self.store, self.clock)]
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
