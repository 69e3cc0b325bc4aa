"""Where a message lies in a forum, and what it is seen to reply to."""

from handlers.drill.world.chats import Chat, Json, Message


def topic_of(message: Message) -> int | None:
    """The topic in which a message lies; None for the General topic and for groups without topics."""
    return message.body["message_thread_id"] if message.body.get("is_topic_message") else None


def goes_to(chat: Chat, thread: int | None, reply_to: Message | None) -> int | None:
    """The topic of a message to be: a reply lies where its message lies, whatever *thread* says."""
    return topic_of(reply_to) if reply_to is not None and reply_to.chat is chat else thread


def placed(chat: Chat, topic: int | None, reply_to: Message | None, opened: Message | None) -> Json:
    """What a message's body says of its place and of what it replies to; *opened* is the message that began *topic*.

    In a topic everything that replies to nothing replies to the message that opened it. A reply outside of topics
    carries the number of its thread's first message, which is no topic.
    """
    shown = reply_to if reply_to is not None else opened
    body: Json = {}
    if topic is not None:
        body = {"message_thread_id": topic, "is_topic_message": True}
    elif reply_to is not None and reply_to.chat is chat and chat.type == "supergroup":
        body = {"message_thread_id": reply_to.body.get("message_thread_id", reply_to.message_id)}
    if shown is not None:
        body["reply_to_message"] = {k: v for k, v in shown.body.items() if k != "reply_to_message"}
    return body


def replied(message: Message) -> int | None:
    """The message that somebody replied to, as people see it: the one that opened the topic is none."""
    number = message.body.get("reply_to_message", {}).get("message_id")
    return None if number == topic_of(message) else number
