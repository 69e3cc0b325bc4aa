"""The pretended Telegram: its people, chats, messages and files, and what of it reaches the bot.

It lives in memory and knows one bot; a restart of the bot leaves it standing.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from bot.values.clock import Clock
from handlers.drill.world import chats, hearing, places
from handlers.drill.world.changes import Changes
from handlers.drill.world.chats import Chat, Json, Message, Person, Query, Status
from handlers.drill.world.errors import Mistake, bad_request, forbidden
from handlers.drill.world.files import Shelf
from handlers.drill.world.inline import InlineQuery
from handlers.drill.world.updates import UpdateQueue

Found = TypeVar("Found")


class World:
    """One pretended Telegram with one bot in it; everything in it is reached through plain attributes."""

    def __init__(self, clock: Clock, bot: Person, *, privacy: bool = True) -> None:
        self.clock = clock
        self.bot = bot
        self.privacy = privacy
        self.people: dict[int, Person] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(clock)
        self.files = Shelf()
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._next_plain_id = 1
        self.changes = Changes()
        self._next_query = 4_382_000_000_000_000_001
        self._add_famous()

    def _add_famous(self) -> None:
        self.add_person(chats.ANONYMOUS_ADMIN_ID, "Group", username="GroupAnonymousBot").is_bot = True
        self.add_person(chats.CHANNEL_BOT_ID, "Channel", username="Channel_Bot").is_bot = True
        self.add_person(chats.SERVICE_ID, "Telegram")

    def add_person(
        self,
        user_id: int,
        first_name: str,
        username: str | None = None,
        language_code: str | None = "zh-hans",
        started: bool = False,
    ) -> Person:
        """Somebody with an account; *started* means the private chat with the bot is open already."""
        if user_id in self.people:
            raise Mistake(f"There is a person {user_id} already; choose another id.")
        person = Person(user_id, first_name, username, language_code, started=started)
        self.people[user_id] = person
        self.chats[user_id] = Chat(user_id, "private", person=person)
        return person

    # Looking.

    def person(self, user_id: int) -> Person:
        """The person with that id."""
        if user_id not in self.people:
            raise Mistake(f"There is no person {user_id} here; add the person first or choose one of those who are.")
        return self.people[user_id]

    def chat(self, chat_id: int) -> Chat:
        """The chat with that id, as a person sees it."""
        if chat_id not in self.chats:
            raise Mistake(f"There is no chat {chat_id} here; add it first or choose one of those that are.")
        return self.chats[chat_id]

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """A message that was not deleted, or None."""
        message = self._messages.get(chat_id, {}).get(message_id)
        return None if message is None or message.deleted else message

    def message(self, chat_id: int, message_id: int) -> Message:
        """A message that was not deleted; a mistake when there is none."""
        found = self.find(chat_id, message_id)
        if found is None:
            raise Mistake(f"There is no message {message_id} in chat {chat_id}; look at the chat's messages first.")
        return found

    def messages(self, chat_id: int, after: int = 0, *, changed_after: int = 0) -> list[Message]:
        """A chat's messages with a higher number than *after* and a later change than *changed_after*, in order."""
        return [
            one
            for one in self._messages.get(chat_id, {}).values()
            if one.message_id > after and one.change > changed_after and not one.deleted
        ]

    def everything(self) -> list[Message]:
        """All messages of all chats that were not deleted, in the order of their last change."""
        every = [one for chat in self._messages.values() for one in chat.values() if not one.deleted]
        return sorted(every, key=lambda one: one.change)

    async def wait_for(self, find: Callable[[], Found | None], patience: float = 5.0) -> Found:
        """What *find* returns as soon as it is neither None nor False, looked up for *patience* real seconds."""
        return await self.changes.wait_for(find, patience)

    # Changing.

    def post(
        self,
        chat: Chat,
        author: Person,
        content: Json,
        *,
        as_chat: Chat | None = None,
        reply_to: Message | None = None,
        at: datetime | None = None,
        thread: int | None = None,
        shown_as: Person | None = None,
    ) -> Message:
        """Put a message into a chat and let the bot hear of it where Telegram would."""
        message_id = self._number(chat)
        sent_at = at or self.clock.now()
        body: Json = {"message_id": message_id, "date": int(sent_at.timestamp()), "chat": chats.chat_json(chat)}
        if chat.type != "channel":
            body["from"] = chats.user_json(shown_as or author)
        if as_chat is not None:
            body["sender_chat"] = chats.chat_json(as_chat)
        body |= content
        topic = places.goes_to(chat, thread, reply_to)
        opened = self.find(chat.id, topic) if topic is not None else None
        body |= places.placed(chat, topic, reply_to, opened)
        message = Message(chat, message_id, author, body, sent_at)
        self._messages.setdefault(chat.id, {})[message_id] = message
        self.changes.note(message)
        if author is not self.bot:
            self._tell(message, "channel_post" if chat.type == "channel" else "message")
        return message

    def edit(self, message: Message, changes: Json, drop: Iterable[str] = ()) -> None:
        """Change a message's content and keep its former form; a person's edit is told to the bot."""
        message.history.append(message.body)
        kept = {key: value for key, value in message.body.items() if key not in drop}
        message.body = kept | {"edit_date": int(self.clock.now().timestamp())} | changes
        self.changes.note(message)
        if message.author is not self.bot:
            self._tell(message, "edited_channel_post" if message.chat.type == "channel" else "edited_message")

    def delete(self, message: Message) -> None:
        """Take a message away; Telegram tells no bot of it."""
        message.deleted = True
        self.changes.note(message)
        if message.message_id in message.chat.pins:
            message.chat.pins.remove(message.message_id)

    def announce(self, chat: Chat, author: Person, content: Json, *, thread: int | None = None) -> Message:
        """A service message; also those that the bot itself caused are told to it."""
        message = self.post(chat, author, content, thread=thread)
        if author is self.bot:
            self._tell(message, "channel_post" if chat.type == "channel" else "message")
        return message

    def press(self, person: Person, message: Message, data: str) -> Query:
        """A button with *data* was pressed; the bot is told."""
        query = Query(str(self._next_query), person, message, data, self.clock.now())
        self._next_query += 1
        self.queries[query.id] = query
        told = {"id": query.id, "from": chats.user_json(person), "message": message.body, "data": data}
        self.updates.push("callback_query", told | {"chat_instance": str(-message.chat_id * 7919)})
        self.changes.touch()
        return query

    def ask_inline(self, person: Person, text: str, chat_type: str) -> InlineQuery:
        """Somebody typed the bot's name and *text* in the box of a chat of that kind; the bot is told."""
        query = InlineQuery(str(self._next_query), person, text, self.clock.now())
        self._next_query += 1
        self.inline_queries[query.id] = query
        told = {"id": query.id, "from": chats.user_json(person), "query": text, "offset": "", "chat_type": chat_type}
        self.updates.push("inline_query", told)
        return query

    def _number(self, chat: Chat) -> int:
        if chat.type in ("supergroup", "channel"):
            chat.last_message_id += 1
            return chat.last_message_id
        number, self._next_plain_id = self._next_plain_id, self._next_plain_id + 1
        return number

    def _tell(self, message: Message, kind: str) -> None:
        if self.hears(message):
            self.updates.push(kind, message.body)

    def hears(self, message: Message) -> bool:
        """Whether the bot gets to see a message: it must be there, and privacy mode must allow it."""
        chat = message.chat
        if chat.type == "private":
            return chat.person is not None and not chat.person.blocked
        own = chat.members.get(self.bot.id)
        if own is None or not own.present:
            return False
        return own.commands or (chat.is_group and hearing.is_meant_for(self.bot, message, privacy=self.privacy))

    # What the bot may do.

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat, when the bot may write to it; otherwise Telegram's refusal."""
        chat = self.visible(chat_id)
        if chat.person is not None:
            if not chat.person.started:
                raise forbidden("bot can't initiate conversation with a user")
            if chat.person.blocked:
                raise forbidden("bot was blocked by the user")
        elif chat.members[self.bot.id].status is Status.RESTRICTED:
            raise bad_request("not enough rights to send text messages to the chat")
        elif chat.type == "channel" and not chat.members[self.bot.id].commands:
            raise bad_request("need administrator rights in the channel chat")
        return chat

    def visible(self, chat_id: int | str) -> Chat:
        """The chat, when the bot may ask about it; otherwise Telegram's refusal."""
        chat = self._named(chat_id) if isinstance(chat_id, str) else self.chats.get(chat_id)
        if chat is None or (chat.person is None and self.bot.id not in chat.members):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.deleted:
            raise forbidden("the group chat was deleted")
        if chat.person is None and not chat.members[self.bot.id].present:
            kicked = chat.members[self.bot.id].status is Status.KICKED
            raise forbidden(f"bot {'was kicked from' if kicked else 'is not a member of'} the {chat.words}")
        return chat

    def _named(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").lower()
        return next((one for one in self.chats.values() if (one.username or "").lower() == wanted), None)

    def bot_may(self, chat: Chat, right: str) -> bool:
        """Whether the bot has that administrator's right in the chat."""
        own = chat.members.get(self.bot.id)
        return own is not None and own.may(right)
