"""The door: a stored update becomes one intention, and the desk's answer goes back to the one who spoke."""

import json
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import structlog
from telegram import CallbackQuery, ChatMemberRestricted, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.conversation import commands
from bot.desk.desk import Desk, Outcome
from bot.handbook.reading import pages as handbook_pages
from bot.health import figures as health_figures
from bot.membership import enrolment
from bot.membership import standing as own_standing
from bot.values import texts
from bot.values.refused import Refused
from bot.words import Words
from bot.work.inbox import InboxRow
from bot.work.speaker import Speaker
from handlers.telegram import forum, handbook, positions, reports, speakers
from handlers.telegram.commands import Register, Said, Wants, wants
from handlers.telegram.transport import api, reactions
from handlers.telegram.transport.lanes import Unreadable
from handlers.telegram.transport.street import Street
from handlers.telegram.writing import notes

GONE = frozenset({"left", "kicked"})
WIDE_SLASH = "\uff0f"
"""What Chinese keyboards write for the stroke before a command; Telegram does not mark it as one."""

log = structlog.get_logger()
_row: ContextVar[InboxRow] = ContextVar("row")
_done: ContextVar[list[bool]] = ContextVar("done")
_problems: ContextVar[list[BaseException]] = ContextVar("problems")

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Guarded = Callable[[Update, Any], Coroutine[Any, Any, None]]


class Door:
    """Reads updates through the Application's handlers and does what they mean at the desk."""

    def __init__(self, application: AnyApplication, desk: Desk, words: Words, register: Register) -> None:
        self.application = application
        self.street = Street()
        self.register = register
        self.desk = desk
        self.words = words
        self._register()

    async def handle(self, row: InboxRow) -> bool:
        """Work off one stored update; True when the desk's transaction marked it done. Raises what went wrong."""
        done: list[bool] = []
        _row.set(row)
        raw = texts.whole(json.loads(row.payload))
        try:
            update = Update.de_json(raw, self.application.bot)
        except Exception as trouble:  # of a newer Bot API than the library knows
            await self._unread(raw)
            raise Unreadable(f"{health_figures.kind_of(raw)}: {type(trouble).__name__}") from trouble
        _done.set(done)
        problems: list[BaseException] = []
        _problems.set(problems)
        await self.application.process_update(update)
        if problems and not done:
            raise problems[0]
        return bool(done)

    async def _unread(self, raw: dict[str, Any]) -> None:
        """Of an update that cannot be read, what can: who left, and where we stand ourselves."""
        for kind in ("chat_member", "my_chat_member"):
            match raw.get(kind):
                case {
                    "chat": {"id": int(chat_id), "type": "group" | "supergroup"},
                    "new_chat_member": {"user": {"id": int(user_id)}, "status": str(status), **more},
                }:
                    nobody = Speaker(0, "", chat_id, self.desk.clock.now(), channel="membership")
                    if user_id == self.application.bot.id:
                        standing = api.standing_in(status, may_write=more.get("can_send_messages") is not False)
                        await self.desk.do(own_standing.seen, nobody, standing=standing)
                    elif status in GONE:
                        await self.desk.do(enrolment.left_group, nobody, user_id=user_id)

    def _register(self) -> None:
        add = self.application.add_handler
        fresh, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        place = filters.LOCATION | filters.VENUE
        add(MessageHandler(fresh & filters.COMMAND, self._guard(self._command)))
        add(MessageHandler((fresh | edited) & place, self._guard(self._location)))
        add(MessageHandler(fresh & (filters.PHOTO | filters.VIDEO | filters.VIDEO_NOTE), self._guard(self._piece)))
        add(MessageHandler(fresh & (filters.VOICE | filters.AUDIO | filters.Document.ALL), self._guard(self._piece)))
        add(MessageHandler(fresh & filters.StatusUpdate.ALL, self._guard(self._status)))
        add(MessageHandler(fresh & filters.TEXT, self._guard(self._text)))
        add(MessageHandler(edited & (filters.TEXT | filters.CAPTION), self._guard(self._edited)))
        add(CallbackQueryHandler(self._guard(self._button)))
        add(InlineQueryHandler(self._guard(self._in_line)))
        add(ChatMemberHandler(self._guard(self._membership), ChatMemberHandler.ANY_CHAT_MEMBER))
        add(TypeHandler(Update, self._nothing))

    def _guard(self, work: Callable[[Update], Awaitable[None]]) -> Guarded:
        """Run *work*, and keep what went wrong: the Application would swallow it."""

        async def guarded(update: Update, _context: object) -> None:
            try:
                await work(update)
            except Exception as problem:  # noqa: BLE001  # handed to the lane, which tries again
                _problems.get().append(problem)

        return guarded

    async def _nothing(self, update: Update, _context: object) -> None:
        """Any other update means nothing to us."""

    # --- one intention

    async def _do(self, said: Said, meaning: Callable[[], Awaitable[Wants]]) -> Outcome:
        row = _row.get()
        key = (row.bot_id, row.update_id)
        try:
            meant = await meaning()
        except Refused as refusal:
            meant = wants(commands.refuse, refusal=refusal)
        speaker = replace(said.speaker, district_id=meant.district_id) if meant.district_id else said.speaker
        outcome = await self.desk.do(meant.action, speaker, update=key, otherwise=meant.otherwise, **meant.wants)
        _done.get().append(True)
        return outcome

    async def _command(self, update: Update) -> None:
        message = update.effective_message
        if message is None or (said := self._said(message)) is None:
            return
        name, at, bot_name = normalize("NFKC", (message.text or "/").split()[0][1:]).partition("@")
        if at and bot_name.lower() != (self.application.bot.username or "").lower():
            return
        if refusal := speakers.not_theirs(message):
            await self._do(said, lambda: _meant(wants(commands.refuse, refusal=refusal)))
            return
        command, tied = self.register.spelled(name.lower())
        if command is None:
            await self._do(said, lambda: _unknown(name.lower(), said))
            return
        numbered = speakers.with_number(speakers.joined(tied, said))
        meaning, numbered = self.register.part(name.lower(), numbered) or (command.meaning, numbered)
        await self._do(numbered, lambda: meaning(numbered))

    async def _location(self, update: Update) -> None:
        message = update.effective_message
        if message is None or (said := self._said(message)) is None:
            return
        live = message.location is not None and (message.location.live_period or message.edit_date)
        if live and message.forward_origin is None:
            await self._do(said, lambda: positions.live(said))
        elif update.message is not None:
            if speakers.is_no_person(message):
                await self._do(said, lambda: _anonymous(said))
                return
            await self._do(said, lambda: reports.location(said))

    async def _piece(self, update: Update) -> None:
        message = update.effective_message
        if message is not None and (said := self._said(message)) is not None:
            outcome = await self._do(said, lambda: reports.piece(said))
            await self._react(message, outcome)

    async def _react(self, message: Message, outcome: Outcome) -> None:
        """Put the sign on what somebody sent that the answer names."""
        if outcome.answer is None or not outcome.answer.reaction:
            return
        where = (message.chat.id, message.message_id)
        with self.street.away():
            await reactions.put(self.application.bot, self.words, *where, outcome.answer.reaction, outcome.language)

    async def _text(self, update: Update) -> None:
        message = update.effective_message
        if message is not None and (message.text or "").startswith(WIDE_SLASH):
            await self._command(update)
        elif message is not None and (said := self._said(message)) is not None:
            await self._do(said, lambda: reports.text(said))

    async def _edited(self, update: Update) -> None:
        """Words that somebody corrected; a command is given once, and never by an edit."""
        message = update.effective_message
        if message is None or speakers.is_no_person(message) or (said := self._said(message)) is None:
            return
        if (meant := reports.edited(said)) is not None:
            await self._do(said, lambda: _meant(meant))

    async def _status(self, update: Update) -> None:
        """Service messages: the group became a supergroup, somebody left."""
        message = update.effective_message
        if message is None:
            return
        speaker = speakers.speaker_of_chat(message)
        said = Said(speaker, self.register)
        if message.migrate_to_chat_id:
            moved = message.migrate_to_chat_id
            await self._do(said, lambda: _meant(wants(enrolment.chat_moved, chat_id=moved)))
        elif message.left_chat_member:
            left = message.left_chat_member.id
            await self._do(said, lambda: _meant(wants(enrolment.left_group, user_id=left)))

    async def _membership(self, update: Update) -> None:
        """Who left or was removed; who blocked the bot or let it in again."""
        changed = update.chat_member or update.my_chat_member
        if changed is None:
            return
        now = changed.new_chat_member
        user, status = now.user, "left" if isinstance(now, ChatMemberRestricted) and not now.is_member else now.status
        said = Said(Speaker(0, "", changed.chat.id, changed.date, channel="membership"), self.register)
        if update.my_chat_member and changed.chat.type == "private":
            if status in GONE:
                lost = changed.from_user.id
                await self._do(said, lambda: _meant(wants(enrolment.private_lost, user_id=lost)))
        elif update.my_chat_member and user.id == self.application.bot.id:
            standing = api.standing_of(now)
            await self._do(said, lambda: _meant(wants(own_standing.seen, standing=standing)))
        elif update.chat_member and status in GONE:
            await self._do(said, lambda: _meant(wants(enrolment.left_group, user_id=user.id)))

    async def _button(self, update: Update) -> None:
        query = update.callback_query
        if query is None:
            return
        said, move, choice, kind = speakers.pressed(query, self.application.bot, self.desk.clock.now(), self.register)
        press = self.register.buttons.get(kind)
        outcome = await self._do(said, lambda: press(said, move, choice) if press else _stale())
        await self._toast(query, outcome)

    async def _toast(self, query: CallbackQuery, outcome: Outcome) -> None:
        """Answer the press (free of the group's budget); what is more than a toast goes to the private chat."""
        text = notes.toast(self.words, outcome)
        try:
            with self.street.away():
                await query.answer(text=text, show_alert=bool(outcome.answer and outcome.answer.alert))
        except TelegramError as late:
            log.info("button.answer_too_late", error=type(late).__name__)

    async def _in_line(self, update: Update) -> None:
        """Somebody types our name and a word in the chat box of any chat; whatever they choose is written by them."""
        query = update.inline_query
        if query is None:
            return
        said = Said(speakers.typing(query, self.desk.clock.now()), self.register, text=texts.plain(query.query))
        outcome = await self._do(said, lambda: _meant(wants(handbook_pages.in_line, text=said.text)))
        articles = handbook.articles(self.words, outcome)
        try:
            with self.street.away():
                await query.answer(articles, cache_time=handbook.KEPT_S, is_personal=True)
        except TelegramError as late:
            log.info("in_line.answer_too_late", error=type(late).__name__)

    def _said(self, message: Message) -> Said | None:
        """Who says what; None for what nobody says to us: posts of channels, other bots."""
        user = message.from_user
        if message.via_bot is not None and message.via_bot.id == self.application.bot.id:
            return None  # an entry of the handbook that somebody chose in the chat box: our words, not theirs
        if user is None or message.is_automatic_forward or (user.is_bot and not speakers.is_no_person(message)):
            return None
        text = texts.plain(message.text or message.caption or "").lstrip()
        if text.startswith(("/", WIDE_SLASH)):
            text = text.partition(" ")[2] if " " in text else text.partition("\n")[2]
        reply = forum.replied(message)
        return Said(
            speaker=speakers.speaker(user, message, reply),
            register=self.register,
            text=text.strip(),
            words=text.strip(),
            reply_to=reply.message_id if reply else None,
            reply_user=speakers.named(reply) if reply else None,
            message=message,
            bot=self.application.bot,
        )


async def _meant(meant: Wants) -> Wants:
    return meant


async def _stale() -> Wants:
    raise Refused("stale-button")


async def _anonymous(said: Said) -> Wants:
    raise Refused("anonymous-admin")


async def _unknown(name: str, said: Said) -> Wants:
    return wants(commands.unknown_command, name=name, known=sorted(said.register.commands))
