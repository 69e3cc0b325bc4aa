"""Who opens a link with a code: looked for among the updates that wait, none of which is taken from anybody."""

import asyncio
import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from handlers.telegram.transport import api

EVERY_S = 1.0
"""Updates that are not confirmed come at once with every call."""

MOST_WAITING = 100
"""So many of them come in one call; behind those nobody sees anything without confirming them."""


class WrongToken(Exception):
    """The service does not know the token."""


class Unreachable(Exception):
    """The service cannot be reached; the message names how."""


class WebhookSet(Exception):
    """The bot's updates go to another program, at the address that this names."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class RunsAlready(Exception):
    """Another program polls for the bot's updates."""


class TooManyWait(Exception):
    """More updates wait than can be seen without taking them from whoever they are for."""


@dataclass(frozen=True)
class Found:
    """Who opened the link."""

    user_id: int
    name: str
    username: str | None


def new_code() -> str:
    """One that nobody guesses, for a link of Telegram's."""
    return secrets.token_urlsafe(24)


async def name_of(token: str, api_url: str | None) -> str:
    """What the bot of *token* is called; raises WrongToken and Unreachable."""
    async with _bot(token, api_url) as bot:
        return str(bot.username)


async def who_opens(token: str, api_url: str | None, code: str, *, within_s: float) -> Found | None:
    """The first person who sends ``/start`` with *code* in private; None when the time is over.

    Raises WebhookSet, RunsAlready, TooManyWait, WrongToken and Unreachable.
    """
    left = within_s
    async with _bot(token, api_url) as bot:
        while left > 0:
            for update in await _waiting(bot):
                if (found := _opened(update, code)) is not None:
                    return found
            await asyncio.sleep(EVERY_S)
            left -= EVERY_S
    return None


@asynccontextmanager
async def _bot(token: str, api_url: str | None) -> AsyncIterator[Bot]:
    application = api.build_application(token, api_url)
    try:
        await application.bot.initialize()
        yield application.bot
    except InvalidToken:
        raise WrongToken from None
    except TelegramError as trouble:
        raise Unreachable(type(trouble).__name__) from None
    finally:
        await application.bot.shutdown()
        await application.bot.request.shutdown()


async def _waiting(bot: Bot) -> tuple[Update, ...]:
    try:
        found = await bot.get_updates(limit=MOST_WAITING)
    except Conflict:
        if url := (await bot.get_webhook_info()).url:
            raise WebhookSet(url.partition("://")[2].partition("/")[0]) from None
        raise RunsAlready from None
    except NetworkError:
        return ()
    if len(found) >= MOST_WAITING:
        raise TooManyWait
    return found


def _opened(update: Update, code: str) -> Found | None:
    message = update.message
    if message is None or message.chat.type != ChatType.PRIVATE or message.from_user is None or not message.text:
        return None
    word, _, payload = message.text.partition(" ")
    if word != "/start" or not hmac.compare_digest(payload.strip().encode(), code.encode()):
        return None
    who = message.from_user
    return Found(who.id, who.full_name, who.username)
