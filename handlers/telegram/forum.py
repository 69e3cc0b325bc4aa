"""Topics of a forum: in which of them a message lies, and what it replies to there."""

from telegram import Message

GENERAL = 1
"""The number of the General topic, which no message may name."""


def of_message(message: object) -> int | None:
    """The topic in which a message lies; None for the main one, and for what Telegram shows no longer.

    A reply outside of topics has a thread too, which is none.
    """
    lies_in_one = isinstance(message, Message) and message.is_topic_message
    return message.message_thread_id if isinstance(message, Message) and lies_in_one else None


def replied(message: Message) -> Message | None:
    """What *message* replies to; in a topic whatever replies to nothing comes as a reply to its first message."""
    reply = message.reply_to_message
    return None if reply is None or reply.message_id == of_message(message) else reply
