"""Topics of a forum: who may write there, and how a topic is opened, closed and deleted.

As in Telegram a topic is the thread of the service message that opened it. The General topic has no number in
messages, and as a thread its number 1 is refused.
"""

from handlers.drill.world.chats import Chat, Message, Person
from handlers.drill.world.errors import Mistake, bad_request
from handlers.drill.world.places import goes_to, topic_of
from handlers.drill.world.world import World

GENERAL = 1
"""The General topic among those that are closed."""

COLOUR = 0x6FB9F0
MOST_NAME = 128


def admit_bot(world: World, chat: Chat, thread: int | None, reply_to: Message | None) -> None:
    """Telegram's refusal where the bot may not write: an unknown topic, or a closed one without the right to manage."""
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")
    topic = goes_to(chat, thread, reply_to)
    if chat.is_forum and (topic or GENERAL) in chat.closed and not world.bot_may(chat, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def admit(world: World, chat: Chat, person: Person, thread: int | None) -> None:
    """A mistake where a person could not write."""
    if thread is not None and thread not in chat.topics:
        raise Mistake(f"Chat {chat.id} has no topic {thread}; choose one of {sorted(chat.topics)}.")
    member = chat.members.get(person.id)
    if chat.is_forum and (thread or GENERAL) in chat.closed and not (member and member.may("can_manage_topics")):
        raise Mistake(f"Topic {thread or GENERAL} of chat {chat.id} is closed; write as an admin or in another one.")


def begin(world: World, chat: Chat, author: Person, name: str, colour: int = COLOUR) -> Message:
    """Open a topic; returns its first message, whose number is the topic's."""
    opened = world.announce(chat, author, {"forum_topic_created": {"name": name, "icon_color": colour}})
    opened.body |= {"message_thread_id": opened.message_id, "is_topic_message": True}
    chat.topics[opened.message_id] = name
    return opened


def shut(world: World, chat: Chat, author: Person, topic: int, *, closed: bool) -> None:
    """Close a topic (1: the General one) or open it again."""
    _must_be_there(chat, topic)
    (chat.closed.add if closed else chat.closed.discard)(topic)
    told = "forum_topic_closed" if closed else "forum_topic_reopened"
    world.announce(chat, author, {told: {}}, thread=None if topic == GENERAL else topic)


def delete(world: World, chat: Chat, topic: int) -> None:
    """Delete a topic with everything in it; no bot hears of that."""
    _must_be_there(chat, topic)
    if topic == GENERAL:
        raise Mistake("The General topic cannot be deleted; close it.")
    del chat.topics[topic]
    chat.closed.discard(topic)
    for message in world.messages(chat.id):
        if topic_of(message) == topic:
            world.delete(message)


def _must_be_there(chat: Chat, topic: int) -> None:
    if not chat.is_forum:
        raise Mistake(f"Chat {chat.id} has no topics; make a group that is a forum.")
    if topic != GENERAL and topic not in chat.topics:
        raise Mistake(f"Chat {chat.id} has no topic {topic}; choose one of {sorted(chat.topics)}.")
