"""Who says something, from which chat, in reply to whom: read from what Telegram sends."""

from dataclasses import replace
from datetime import UTC, datetime

from telegram import Bot, CallbackQuery, InlineQuery, Message, MessageOriginUser, User

from bot.register.people import NO_PERSON
from bot.values import texts
from bot.values.refused import Refused
from bot.work.speaker import IN_LINE, Speaker
from handlers.telegram import forum
from handlers.telegram.commands import Named, Register, Said


def speaker(user: User, message: Message, reply: Message | None) -> Speaker:
    """Who wrote a message, in which chat, in reply to what."""
    chat_id, at = message.chat.id, message.edit_date or message.date
    return Speaker(
        user_id=user.id,
        name=texts.name(user.full_name),
        chat_id=chat_id,
        said_at=at.astimezone(UTC),
        username=user.username,
        message_id=message.message_id,
        channel="private" if chat_id == user.id else "group",
        reply_to=reply.message_id if reply else None,
        thread=forum.of_message(message),
    )


def typing(query: InlineQuery, now: datetime) -> Speaker:
    """Who types our name in the chat box of any chat."""
    user = query.from_user
    return Speaker(
        user_id=user.id,
        name=texts.name(user.full_name),
        username=user.username,
        channel=IN_LINE,
        chat_id=user.id,
        said_at=now,
    )


def speaker_of_chat(message: Message) -> Speaker:
    """Nobody: what Telegram itself says in a chat."""
    return Speaker(0, "", message.chat.id, message.date, channel="membership")


def named(reply: Message) -> Named | None:
    """The person meant by a reply: who wrote it, or whose words were forwarded."""
    origin = reply.forward_origin
    user = origin.sender_user if isinstance(origin, MessageOriginUser) else reply.from_user
    return Named(user.id, texts.name(user.full_name), user.username, user.is_bot) if user else None


def joined(tied: str, said: Said) -> Said:
    """What was tied to the command comes before what stands behind it: ``/done_42 gone`` is ``/done 42 gone``."""
    if not tied:
        return said
    text, words = (f"{tied} {after}".strip() for after in (said.text, said.words))
    return replace(said, text=text, words=words)


def with_number(said: Said) -> Said:
    """A leading ``42``, ``#42`` or ``42号`` is the number of a case."""
    first, *rest = said.text.split(maxsplit=1) or [""]
    number = texts.named_number(first)
    if number is None:
        return said
    return replace(said, speaker=replace(said.speaker, number=number), text="".join(rest), number=number)


def pressed(query: CallbackQuery, bot: Bot, now: datetime, register: Register) -> tuple[Said, str, str, str]:
    """``<kind>:<district>.<number>:<move>[:<choice>]`` taken apart; it carries no authority. What we wrote is ASCII."""
    data = query.data or ""
    kind, _, rest = (data if data.isascii() else "").partition(":")
    where, _, rest = rest.partition(":")
    move, _, choice = rest.partition(":")
    district, _, number = where.partition(".")
    user = query.from_user
    speaker = Speaker(
        user_id=user.id,
        name=texts.name(user.full_name),
        username=user.username,
        channel="button",
        chat_id=query.message.chat.id if query.message else user.id,
        said_at=now,
        message_id=query.message.message_id if query.message else None,
        district_id=texts.whole_number(district),
        thread=forum.of_message(query.message),
    )
    return Said(speaker, register, number=texts.whole_number(number), bot=bot), move, choice, kind


def is_no_person(message: Message) -> bool:
    """Written in the name of a group or a channel: nobody knows by whom."""
    user = message.from_user
    return message.sender_chat is not None or user is None or user.id in NO_PERSON


def not_theirs(message: Message) -> Refused | None:
    """Why a command is not taken as the sender's own; None where it is."""
    if is_no_person(message):
        return Refused("anonymous-admin")
    return Refused("forwarded-command") if message.forward_origin is not None else None
