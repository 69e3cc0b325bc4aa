"""What the Bot API says when a call fails, and what that means for a letter."""

from dataclasses import replace
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outbox.letters import Letter, LetterState
from bot.work.standing import Standing

REASONS: dict[type[TelegramError], str] = {
    RetryAfter: "too_many",
    ChatMigrated: "moved",
    Forbidden: "forbidden",
    BadRequest: "refused",
    TimedOut: "timed_out",
    NetworkError: "unreachable",
    InvalidToken: "token",
}
"""Why letters fail, as they are counted."""

_NO_TOPIC = ("thread not found", "topic_closed", "topic_deleted")
_NO_MESSAGE = ("message to edit not found", "can't be edited")


def reason(trouble: TelegramError) -> str:
    """One of :data:`REASONS`, or ``other``."""
    return REASONS.get(type(trouble), "other")


AGAIN = timedelta(seconds=1)
"""So soon what the network lost is tried again for the first time."""


def passes_in(trouble: TelegramError) -> timedelta | None:
    """After how long the same call may be taken: Telegram wants us to wait, or is not reached. None: it never is."""
    if isinstance(trouble, RetryAfter):
        return wait_of(trouble)
    return AGAIN if isinstance(trouble, NetworkError) and not isinstance(trouble, BadRequest) else None


def wait_of(told: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait."""
    wait = told.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=float(wait))


def moved(letter: Letter, chat_id: int) -> Letter | None:
    """The same for the chat that its chat has become; None for what changes a message that stays in the former one."""
    if "edits" in letter.facts:
        return None
    fresh = replace(letter, id=0, state=LetterState.WAITING, sending_at=None, attempts=0)
    return replace(fresh, chat_id=chat_id, reply_to=None, thread=None)


def topic_is_gone(told: BadRequest) -> bool:
    """Whether the topic was deleted, or is closed to us."""
    return any(words in told.message.lower() for words in _NO_TOPIC)


def message_is_gone(told: BadRequest) -> bool:
    """Whether what was to be edited was deleted, or is no longer to be edited."""
    return any(words in told.message.lower() for words in _NO_MESSAGE)


_GONE = ("bot was kicked", "not a member", "chat not found", "group chat was deactivated", "group chat was deleted")
_MUTED = (
    "have no rights to send a message",
    "not enough rights to send text messages",
    "chat_write_forbidden",
    "send_plain_forbidden",
)
"""Who may not send photos, or stickers, still says what there is to say."""

_DEMOTED = ("not enough rights to manage pinned", "not enough rights to pin")


def standing(chat_id: int, told: TelegramError) -> Standing | None:
    """What a refused call says of where we stand in a group; None where it says nothing of that."""
    if chat_id >= 0 or not isinstance(told, BadRequest | Forbidden):
        return None
    words = told.message.lower()
    for meant, found in ((_GONE, Standing.GONE), (_MUTED, Standing.MUTED), (_DEMOTED, Standing.DEMOTED)):
        if any(one in words for one in meant):
            return found
    return None


def maybe_sent(trouble: TelegramError) -> bool:
    """Whether Telegram may have done it all the same: the answer was lost, not the call."""
    return isinstance(trouble, NetworkError) and "ConnectError" not in trouble.message
