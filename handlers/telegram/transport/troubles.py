"""What the Bot API says when a call fails, and what that means for a letter."""

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


def wait_of(told: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait."""
    wait = told.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=float(wait))


def topic_is_gone(told: BadRequest) -> bool:
    """Whether the topic was deleted, or is closed to us."""
    return any(words in told.message.lower() for words in _NO_TOPIC)


def message_is_gone(told: BadRequest) -> bool:
    """Whether what was to be edited was deleted, or is no longer to be edited."""
    return any(words in told.message.lower() for words in _NO_MESSAGE)


def maybe_sent(trouble: TelegramError) -> bool:
    """Whether Telegram may have done it all the same: the answer was lost, not the call."""
    return isinstance(trouble, NetworkError) and "ConnectError" not in trouble.message
