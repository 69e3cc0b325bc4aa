"""One person of the drill ground, acting: writes, sends places and pictures, presses buttons, comes and goes.

Everything happens at once and returns what was sent; the bot learns of it as from the real Telegram. What nobody could
do there is a ``Mistake`` with a sentence.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.drill.people import seen
from handlers.drill.people.presence import MessageRef, Presence, caption_of, found, place
from handlers.drill.world import chats, files, forums, membership
from handlers.drill.world.chats import Json, Message, Query, Status
from handlers.drill.world.errors import Mistake, sound
from handlers.drill.world.inline import InlineQuery

MOST_TEXT = 4096


class Player(Presence):
    """A person who acts, perhaps behind the name of a group (anonymous admin) or a channel."""

    # Writing and sending. ``chat`` is a chat id; the person's own id means the private chat with the bot.

    def say(
        self,
        chat: int,
        text: str,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
        thread: int | None = None,
    ) -> Message:
        """Write a text."""
        text = text.strip()
        if not sound(text):
            raise Mistake("The text holds half a character; send whole ones.")
        if not 1 <= len(text) <= MOST_TEXT:
            raise Mistake(f"A message has 1 to {MOST_TEXT} characters, this one {len(text)}; make it fit.")
        return self._post(chat, {"text": text} | found("entities", text), reply_to, at, thread)

    def send_location(
        self,
        chat: int,
        lat: float,
        lon: float,
        accuracy: float | None = None,
        forwarded: bool = False,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send a place (degrees WGS-84, accuracy in metres), as one's own or forwarded from somebody hidden."""
        content: Json = {"location": place(lat, lon, accuracy)}
        if forwarded:
            content["forward_origin"] = self._origin(at)
        return self._post(chat, content, reply_to, at, thread)

    def send_venue(
        self,
        chat: int,
        lat: float,
        lon: float,
        title: str,
        address: str = "",
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
    ) -> Message:
        """Send a place with a name."""
        where = place(lat, lon, None)
        venue = {"location": where, "title": title, "address": address}
        return self._post(chat, {"location": where, "venue": venue}, reply_to, at)

    def send_photo(
        self,
        chat: int,
        caption: str | None = None,
        data: bytes | None = None,
        reply_to: MessageRef | None = None,
        media_group_id: str | None = None,
        *,
        at: datetime | None = None,
        thread: int | None = None,
        forwarded: bool = False,
    ) -> Message:
        """Send a picture; without *data* one is drawn, each time another. An album shares its *media_group_id*."""
        shelf = self.world.files
        stored = shelf.keep(data if data is not None else files.draw(len(shelf.by_id)), files.PHOTO_FOLDER)
        content: Json = {"photo": files.photo_json(stored)} | caption_of(caption)
        if media_group_id:
            content["media_group_id"] = media_group_id
        if forwarded:
            content["forward_origin"] = self._origin(at)
        return self._post(chat, content, reply_to, at, thread)

    def send_voice(
        self,
        chat: int,
        seconds: int = 3,
        data: bytes | None = None,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
    ) -> Message:
        """Send a voice message."""
        stored = self.world.files.keep(data if data is not None else b"OggS" + bytes(60), "voice")
        return self._post(chat, {"voice": files.voice_json(stored, seconds)}, reply_to, at)

    def send_video(
        self,
        chat: int,
        caption: str | None = None,
        seconds: int = 5,
        data: bytes | None = None,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
    ) -> Message:
        """Send a video."""
        stored = self.world.files.keep(data if data is not None else b"\0\0\0\x18ftypmp42" + bytes(60), "videos")
        return self._post(chat, {"video": files.video_json(stored, seconds)} | caption_of(caption), reply_to, at)

    def send_document(
        self,
        chat: int,
        name: str = "note.txt",
        data: bytes = b"note",
        caption: str | None = None,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
    ) -> Message:
        """Send a file."""
        stored = self.world.files.keep(data, "documents", name)
        return self._post(chat, {"document": files.document_json(stored)} | caption_of(caption), reply_to, at)

    def send_contact(
        self,
        chat: int,
        phone: str,
        first_name: str,
        user_id: int | None = None,
        reply_to: MessageRef | None = None,
        *,
        at: datetime | None = None,
    ) -> Message:
        """Send a contact card."""
        contact: Json = {"phone_number": phone, "first_name": first_name}
        return self._post(chat, {"contact": contact | ({"user_id": user_id} if user_id else {})}, reply_to, at)

    # Live locations.

    def start_live(
        self,
        chat: int,
        lat: float,
        lon: float,
        period: int = 3600,
        accuracy: float | None = None,
        *,
        at: datetime | None = None,
        thread: int | None = None,
    ) -> Message:
        """Share a live location for *period* seconds (60 to 86400)."""
        if not 60 <= period <= 86400:
            raise Mistake(f"A live location lasts 60 to 86400 seconds, not {period}; choose a period between.")
        content: Json = {"location": place(lat, lon, accuracy) | {"live_period": period}}
        message = self._post(chat, content, None, at, thread)
        message.live_until = message.sent_at + timedelta(seconds=period)
        return message

    def move_live(
        self, message: MessageRef, lat: float, lon: float, accuracy: float | None = None, chat: int | None = None
    ) -> Message:
        """The phone reports a new fix; an unchanged one sends nothing, as with Telegram."""
        live = self._live(message, chat)
        where = place(lat, lon, accuracy) | {"live_period": live.body["location"]["live_period"]}
        if where != live.body["location"]:
            self.world.edit(live, {"location": where})
        return live

    def stop_live(self, message: MessageRef, chat: int | None = None) -> Message:
        """End the sharing: a last edit without ``live_period``."""
        live = self._live(message, chat)
        where = {key: value for key, value in live.body["location"].items() if key != "live_period"}
        self.world.edit(live, {"location": where})
        live.live_until = None
        return live

    # Acting on what is there.

    def press(self, message: MessageRef, button: str, chat: int | None = None) -> str:
        """Press the inline button with that callback data, or whose label contains *button*; the query's id."""
        target = self._message(message, chat)
        self._must_be_in(target.chat)
        choices = [one for row in seen.as_seen(self.world, target).buttons for one in row]
        fitting = [one for one in choices if one.data == button] or [one for one in choices if button == one.label]
        fitting = fitting or [one for one in choices if button in one.label]
        if len(fitting) != 1:
            labels = ", ".join(one.label for one in choices) or "none"
            problem = "No button" if not fitting else "More than one button"
            raise Mistake(f"{problem} of message {target.message_id} fits {button!r}; the buttons are: {labels}.")
        if fitting[0].data is None:
            raise Mistake(f"The button {fitting[0].label!r} opens an address and tells the bot nothing.")
        return self.world.press(self.person, target, fitting[0].data).id

    def press_data(self, message: MessageRef, data: str, chat: int | None = None) -> str:
        """Send a press with *data* though the button may be gone (an old screen); the query's id."""
        return self.world.press(self.person, self._message(message, chat), data).id

    async def answer(self, query_id: str, patience: float = 5.0) -> Query:
        """The bot's answer to a press, awaited for *patience* real seconds."""
        query = self.world.queries.get(query_id)
        if query is None:
            raise Mistake(f"There is no pressed button {query_id}; use the id that press returned.")
        return await self.world.wait_for(lambda: query if query.answered else None, patience)

    def ask_inline(self, text: str, chat: int | None = None) -> str:
        """Type the bot's name and *text* in the box of a chat (without one: of the private chat); the query's id."""
        there = self.world.chat(self.id if chat is None else chat)
        kind = "sender" if there.person is not None else there.type
        return self.world.ask_inline(self.person, text, kind).id

    async def offered(self, query_id: str, patience: float = 5.0) -> InlineQuery:
        """What the bot offers for what was typed, awaited for *patience* real seconds."""
        query = self._inline(query_id)
        return await self.world.wait_for(lambda: query if query.answered else None, patience)

    def choose(self, query_id: str, article: str, chat: int) -> Message:
        """Choose an article by its id or a part of its title: its text goes into the chat as one's own message."""
        query = self._inline(query_id)
        found = query.article(article)
        if found is None:
            titles = ", ".join(one["title"] for one in query.results) or "none"
            raise Mistake(f"Not one article fits {article!r}; the articles are: {titles}.")
        return self._post(chat, found["message"] | {"via_bot": chats.user_json(self.world.bot)}, None, None)

    def _inline(self, query_id: str) -> InlineQuery:
        query = self.world.inline_queries.get(query_id)
        if query is None:
            raise Mistake(f"Nothing was typed as {query_id}; use the id that ask_inline returned.")
        return query

    def edit_text(self, message: MessageRef, text: str, chat: int | None = None) -> Message:
        """Edit one's own text or caption."""
        own = self._own(message, chat)
        key = "text" if "text" in own.body else "caption"
        marks = "entities" if key == "text" else "caption_entities"
        self.world.edit(own, {key: text.strip()} | found(marks, text.strip()), drop=[marks])
        return own

    def delete(self, message: MessageRef, chat: int | None = None) -> None:
        """Delete one's own message; no bot hears of that."""
        self.world.delete(self._own(message, chat))

    # Topics of a forum, by their admins.

    def open_topic(self, chat: int, name: str) -> int:
        """Open a topic; returns its number."""
        forum = self.world.chat(chat)
        self._must_command(forum)
        if not forum.is_forum or not 1 <= len(name) <= forums.MOST_NAME:
            raise Mistake(f"A topic has a name of 1 to {forums.MOST_NAME} characters and lies in a forum.")
        return forums.begin(self.world, forum, self.person, name).message_id

    def close_topic(self, chat: int, topic: int, *, closed: bool = True) -> None:
        """Close a topic, so that only those who manage topics write there, or open it again."""
        self._must_command(self.world.chat(chat))
        forums.shut(self.world, self.world.chat(chat), self.person, topic, closed=closed)

    def delete_topic(self, chat: int, topic: int) -> None:
        """Delete a topic with everything in it."""
        self._must_command(self.world.chat(chat))
        forums.delete(self.world, self.world.chat(chat), topic)

    # Coming and going.

    def join(self, chat: int) -> None:
        """Enter a group."""
        self.world.set_member(chat, self.id, Status.MEMBER)

    def leave(self, chat: int) -> None:
        """Leave a group."""
        self._must_be_in(self.world.chat(chat))
        self.world.set_member(chat, self.id, Status.LEFT)

    def remove(self, chat: int, user_id: int) -> None:
        """Remove somebody (or the bot) from a group, as its admin."""
        self._must_command(self.world.chat(chat))
        self.world.set_member(chat, user_id, Status.KICKED, by=self.id)

    def start_private(self, payload: str = "", *, at: datetime | None = None) -> Message:
        """Open the private chat with the bot: unblocks it and sends /start."""
        self.person.started = True
        membership.private_change(self.world, self.person, blocked=False)
        return self.say(self.id, f"/start {payload}", at=at)

    def block(self) -> None:
        """Block the bot in private."""
        if not self.person.started:
            raise Mistake(f"{self.person.first_name} has no private chat with the bot yet; use start_private first.")
        membership.private_change(self.world, self.person, blocked=True)

    def as_anonymous_admin(self, chat: int) -> "Player":
        """The same person writing under the group's name; presses still come from the person."""
        group = self.world.chat(chat)
        self._must_command(group)
        group.members[self.id] = replace(group.members[self.id], anonymous=True)
        return Player(self.world, self.id, group)

    def as_channel(self, channel: int) -> "Player":
        """The same person writing in groups under a channel's name."""
        return Player(self.world, self.id, self.world.chat(channel))

    def post_in_channel(self, channel: int, text: str) -> Message:
        """A post of a channel; where it has a linked group, Telegram forwards it there."""
        place_of_post = self.world.chat(channel)
        if place_of_post.type != "channel":
            raise Mistake(f"Chat {channel} is no channel; use say in a group.")
        content: Json = {"text": text} | found("entities", text)
        post = self.world.post(place_of_post, self.person, content, as_chat=place_of_post)
        if place_of_post.linked_group is not None:
            origin = {"type": "channel", "chat": chats.chat_json(place_of_post), "message_id": post.message_id}
            forwarded = {"forward_origin": origin | {"date": post.body["date"]}, "is_automatic_forward": True}
            service = self.world.person(chats.SERVICE_ID)
            group = self.world.chat(place_of_post.linked_group)
            self.world.post(group, service, content | forwarded, as_chat=place_of_post)
        return post

    def sees(self, chat: int | None = None, after: int = 0) -> list[seen.Seen]:
        """The messages of a chat (without one: of the private chat) as this person sees them."""
        return seen.look(self.world, self.id if chat is None else chat, after)

    async def hears(self, part: str, chat: int | None = None, after: int = 0, patience: float = 5.0) -> seen.Seen:
        """The newest message of the bot that contains *part*, awaited for *patience* real seconds."""

        def heard() -> seen.Seen | None:
            messages = reversed(self.world.messages(self.id if chat is None else chat, after))
            fitting = (one for one in messages if one.author is self.world.bot and part in one.text)
            found = next(fitting, None)
            return None if found is None else seen.as_seen(self.world, found)

        return await self.world.wait_for(heard, patience)
