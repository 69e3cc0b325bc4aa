"""A sign on what somebody sent: at once, without a sound, and no message of ours."""

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.words import Words

log = structlog.get_logger()


async def put(bot: Bot, words: Words, chat_id: int, message_id: int, key: str, language: str) -> None:
    """Put the sign that *key* says on a message; where a chat allows none, or it is gone, nothing is lost."""
    try:
        await bot.set_message_reaction(chat_id, message_id, reaction=words.say(language, key))
    except TelegramError as refused:
        log.info("piece.no_reaction", error=type(refused).__name__)
