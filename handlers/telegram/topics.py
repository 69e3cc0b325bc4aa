"""Topics of a forum: ``/topic``, where a message lies, and where each letter to a group goes."""

from telegram import Message

from bot import manners, texts, topics
from bot.board import Board
from bot.letters import Letter
from bot.refused import Refused
from bot.topic_kinds import Kind
from handlers.telegram.calls import Call, Writer
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants

FEATURE = Feature("topics")

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


@FEATURE.command(
    "topic", For.CAPTAINS, "[incident|sos|board|reports|handover|roster|notice] [off]",
    where=Where.GROUP, topic=Topic.SETTINGS,
)  # fmt: skip
async def topic(said: Said) -> Wants:
    """A place of its own for a kind of messages, in a group that is a forum."""
    chat = said.message.chat if said.message else None
    return wants(topics.settle, text=said.text, forum=bool(chat and chat.is_forum))


@FEATURE.button("topic")
async def topic_pressed(said: Said, move: str, choice: str) -> Wants:
    """A kind comes to the topic that the list was asked for in, or to the main one again."""
    code, _, number = choice.partition(".")
    here = texts.whole_number(number, digits=10)
    if code not in set(Kind) or here is None:
        raise Refused("stale-button")
    if move == "here" and here > GENERAL:
        return wants(topics.put, kind=Kind(code), thread=here, here=here)
    if move != "off":
        raise Refused("stale-button")
    return wants(topics.take_back, kind=Kind(code), here=here or None)


class Placed:
    """Writes letters, and has those to a group come to the topic and with the sound that are theirs at this moment."""

    def __init__(self, writer: Writer, board: Board) -> None:
        self.writer = writer
        self.board = board

    async def write(self, letter: Letter) -> Call | None:
        """The call that *writer* makes of it, in its topic; what is edited stays where it is."""
        call = await self.writer.write(letter)
        if call is None or call.edits is not None or letter.chat_id >= 0:
            return call
        manner = await self.board.see(manners.of, None, letter)
        call = call.hushed() if manner.silent else call
        if manner.thread is None:
            return call
        return call.in_topic(manner.thread, replies=manner.thread == letter.thread)
