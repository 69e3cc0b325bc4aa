"""Our side of the Bot API: the Application without an updater of its own, and its transport."""

import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from ssl import SSLContext
from typing import Any

import httpx
from telegram import (
    Bot,
    BotCommandScope,
    ChatMember,
    ChatMemberRestricted,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.health.figures import Tally
from bot.work.standing import Standing

sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # says that it is not there
"""The transport asks several times a call whether there is another loop than asyncio's, and would search the disk for
the answer each time."""

OnHour = Callable[[datetime], None]
"""Is told the hour that the Bot API shows, with each answer."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class CountedRequest(HTTPXRequest):
    """The transport, which counts how often Telegram said *too many*."""

    def __init__(self, tally: Tally, **settings: Any) -> None:
        super().__init__(**settings)
        self._tally = tally

    async def do_request(self, *about: Any, **more: Any) -> tuple[int, bytes]:
        """One call, as the library wants it."""
        code, payload = await super().do_request(*about, **more)
        self._tally.too_many += code == HTTPStatus.TOO_MANY_REQUESTS
        return code, payload


class Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """An Application that notes nobody: it would keep the number of each chat and person that it ever heard of.

    The library notes them for a persistence, which empties its notes; here there is none.
    """

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: Any) -> None:
        pass


def build_application(
    token: str, api_url: str | None = None, tally: Tally | None = None, on_hour: OnHour = lambda _: None
) -> AnyApplication:
    """An Application that takes updates from us; *api_url* is any Bot API server, None the public one."""
    builder: Any = ApplicationBuilder().application_class(Forgetful).token(token).updater(None).concurrent_updates(True)
    builder = builder.request(_request(64, tally, on_hour))
    builder = builder.get_updates_request(_request(2, tally, on_hour, read_s=70))
    if api_url:
        root = api_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    built: AnyApplication = builder.job_queue(None).build()
    return built


def _request(connections: int, tally: Tally | None, on_hour: OnHour, read_s: float = 15) -> HTTPXRequest:
    async def answered(response: httpx.Response) -> None:
        try:
            on_hour(parsedate_to_datetime(response.headers["date"]))
        except (KeyError, ValueError):  # an answer without an hour, or with one that is none, tells nothing
            return

    return CountedRequest(
        tally or Tally(),
        connection_pool_size=connections,
        read_timeout=read_s,
        write_timeout=15,
        connect_timeout=10,
        httpx_kwargs={"event_hooks": {"response": [answered]}, "verify": trusted()},
    )


@cache
def trusted() -> SSLContext:
    """The authorities that connections trust: reading them takes longer than all else at a start, so once."""
    return httpx.create_ssl_context()


async def perform(bot: Bot, method: str, params: Mapping[str, Any]) -> Any:
    """One call of the Bot API through the client: *method* as Telegram names it, *params* as plain JSON values."""
    given = {name: _as_object(bot, name, value) for name, value in params.items()}
    return await getattr(bot, re.sub(r"([A-Z])", r"_\1", method).lower())(**given)


def standing_of(own: ChatMember) -> Standing:
    """What a group lets us do, as its own word about us says."""
    if isinstance(own, ChatMemberRestricted):
        return standing_in(own.status if own.is_member else ChatMember.LEFT, may_write=own.can_send_messages)
    return standing_in(own.status)


def standing_in(status: str, *, may_write: bool = True) -> Standing:
    """The same from the bare word for a standing."""
    if status in {ChatMember.OWNER, ChatMember.ADMINISTRATOR}:
        return Standing.WELL
    if status in {ChatMember.LEFT, ChatMember.BANNED}:
        return Standing.GONE
    return Standing.DEMOTED if may_write else Standing.MUTED


async def own_standing(bot: Bot, chat_id: int) -> tuple[str, dict[str, bool]]:
    """The title of a group, and what the bot sees of itself in it; nothing where it has been taken out meanwhile."""
    me = await bot.get_me()
    try:
        own, chat = await bot.get_chat_member(chat_id, me.id), await bot.get_chat(chat_id)
    except (BadRequest, Forbidden):
        return "", {}
    return chat.title or "", {
        "admin": own.status in {"administrator", "creator"},
        "can_pin": bool(getattr(own, "can_pin_messages", False)),
        "privacy": not me.can_read_all_group_messages,
        "forum": bool(chat.is_forum),
        "topics": bool(getattr(own, "can_manage_topics", False)) or own.status == "creator",
    }


def _as_object(bot: Bot, name: str, value: Any) -> Any:
    """The client wants its own types for what is no plain value."""
    if name == "reply_markup":
        kind = InlineKeyboardMarkup if "inline_keyboard" in value else ReplyKeyboardMarkup
        return kind.de_json(value, bot) if kind is InlineKeyboardMarkup else ReplyKeyboardMarkup(**_keys(value))
    if name == "link_preview_options":
        return LinkPreviewOptions.de_json(value, bot)
    if name == "scope":
        return BotCommandScope.de_json(value, bot)
    return ReplyParameters.de_json(value, bot) if name == "reply_parameters" else value


def _keys(value: Mapping[str, Any]) -> dict[str, Any]:
    rows = [[KeyboardButton(**key) for key in row] for row in value["keyboard"]]
    return {**value, "keyboard": rows}
