"""What can be done on the drill ground over HTTP, as a table: a name, the fields it takes, and what it calls."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import pictures
from handlers.drill.people.player import Player
from handlers.drill.world.chats import Json, Message, Status
from handlers.drill.world.errors import Mistake


class Fields:
    """The JSON object that came with a request, read field by field with a sentence for what is wrong."""

    def __init__(self, world: DrillTelegram, body: Json) -> None:
        self.world = world
        self.body = body

    def whole(self, name: str) -> int:
        """A whole number that must be there."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**62:
            raise Mistake(f'"{name}" must be a whole number; it is {value!r}.')
        return value

    def maybe_whole(self, name: str) -> int | None:
        """A whole number or None."""
        return self.whole(name) if self.body.get(name) is not None else None

    def number(self, name: str) -> float:
        """A number that must be there."""
        value = self.body.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Mistake(f'"{name}" must be a number; it is {value!r}.')
        return float(value)

    def maybe_number(self, name: str) -> float | None:
        """A number or None."""
        return self.number(name) if self.body.get(name) is not None else None

    def words(self, name: str, default: str | None = None) -> str:
        """A text; it must be there unless there is a default."""
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise Mistake(f'"{name}" must be a text; it is {value!r}.')
        return value

    def maybe_words(self, name: str) -> str | None:
        """A text or None."""
        return self.words(name) if self.body.get(name) is not None else None

    def flag(self, name: str) -> bool:
        """True or false; missing is false."""
        value = self.body.get(name, False)
        if not isinstance(value, bool):
            raise Mistake(f'"{name}" must be true or false; it is {value!r}.')
        return value

    def wholes(self, name: str) -> list[int]:
        """A list of whole numbers; missing is empty."""
        value = self.body.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
            raise Mistake(f'"{name}" must be a list of whole numbers; it is {value!r}.')
        return value

    def data(self) -> bytes | None:
        """The bytes of a file, in base64 under ``data``; None when there are none."""
        text = self.maybe_words("data")
        try:
            return None if text is None else base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise Mistake('"data" is not base64; encode the bytes, or leave them out to have some made.') from None

    def instant(self) -> datetime | None:
        """An explicit date under ``at``, with its offset; None when there is none."""
        text = self.maybe_words("at")
        try:
            found = None if text is None else datetime.fromisoformat(text)
        except ValueError:
            raise Mistake('"at" must be an instant like 2026-05-01T08:00:00+00:00.') from None
        if found is not None and found.tzinfo is None:
            raise Mistake('"at" must say its offset, like 2026-05-01T08:00:00+00:00.')
        return found

    def player(self) -> Player:
        """Who acts: ``from``, perhaps behind a group's (``anonymous_in``) or a channel's (``as_channel``) name."""
        player = Player(self.world, self.whole("from"))
        if self.body.get("anonymous_in") is not None:
            return player.as_anonymous_admin(self.whole("anonymous_in"))
        if self.body.get("as_channel") is not None:
            return player.as_channel(self.whole("as_channel"))
        return player


@dataclass(frozen=True)
class Deed:
    """One thing that can be done: its fields in words, and the function that does it."""

    words: str
    act: Callable[[Fields], Any]

    def do(self, world: DrillTelegram, body: Json) -> Json:
        """Do it; a message that comes of it is named by chat and id."""
        result = self.act(Fields(world, body))
        if isinstance(result, Message):
            return {"chat": result.chat_id, "id": result.message_id}
        return result if isinstance(result, dict) else {"ok": True}


def _say(f: Fields) -> Message:
    return f.player().say(
        f.whole("chat"), f.words("text"), f.maybe_whole("reply_to"), at=f.instant(), thread=f.maybe_whole("thread")
    )


def _location(f: Fields) -> Message:
    return f.player().send_location(
        f.whole("chat"),
        f.number("lat"),
        f.number("lon"),
        f.maybe_number("accuracy"),
        f.flag("forwarded"),
        f.maybe_whole("reply_to"),
        at=f.instant(),
        thread=f.maybe_whole("thread"),
    )


def _venue(f: Fields) -> Message:
    where = f.number("lat"), f.number("lon")
    words = f.words("title"), f.words("address", "")
    return f.player().send_venue(f.whole("chat"), *where, *words, f.maybe_whole("reply_to"), at=f.instant())


def _photo(f: Fields) -> Message:
    named = f.maybe_words("picture")
    number = len(f.world.files.by_id)
    data = f.data() if named is None else pictures.taken(named, number, f"photo {number}")
    return f.player().send_photo(
        f.whole("chat"),
        f.maybe_words("caption"),
        data,
        f.maybe_whole("reply_to"),
        f.maybe_words("media_group_id"),
        at=f.instant(),
        thread=f.maybe_whole("thread"),
        forwarded=f.flag("forwarded"),
    )


def _voice(f: Fields) -> Message:
    seconds = f.maybe_whole("seconds") or 3
    return f.player().send_voice(f.whole("chat"), seconds, f.data(), f.maybe_whole("reply_to"), at=f.instant())


def _video(f: Fields) -> Message:
    return f.player().send_video(
        f.whole("chat"), f.maybe_words("caption"), data=f.data(), reply_to=f.maybe_whole("reply_to"), at=f.instant()
    )


def _document(f: Fields) -> Message:
    data, name = f.data(), f.words("name", "note.txt")
    return f.player().send_document(
        f.whole("chat"), name, b"note" if data is None else data, f.maybe_words("caption"), f.maybe_whole("reply_to")
    )


def _contact(f: Fields) -> Message:
    return f.player().send_contact(f.whole("chat"), f.words("phone"), f.words("first_name"), f.maybe_whole("user_id"))


def _start_live(f: Fields) -> Message:
    period = f.maybe_whole("period") or 3600
    where = f.number("lat"), f.number("lon")
    return f.player().start_live(
        f.whole("chat"), *where, period, f.maybe_number("accuracy"), at=f.instant(), thread=f.maybe_whole("thread")
    )


def _move_live(f: Fields) -> Message:
    where = f.number("lat"), f.number("lon")
    return f.player().move_live(f.whole("message"), *where, f.maybe_number("accuracy"), f.maybe_whole("chat"))


def _stop_live(f: Fields) -> Message:
    return f.player().stop_live(f.whole("message"), f.maybe_whole("chat"))


def _topic(f: Fields) -> Json | None:
    what, player, chat = f.words("do"), f.player(), f.whole("chat")
    if what == "open":
        return {"topic": player.open_topic(chat, f.words("name"))}
    if what == "delete":
        player.delete_topic(chat, f.whole("topic"))
    elif what in {"close", "reopen"}:
        player.close_topic(chat, f.whole("topic"), closed=what == "close")
    else:
        raise Mistake(f"{what!r} cannot be done to a topic; choose open, close, reopen or delete.")
    return None


def _press(f: Fields) -> Json:
    return {"callback": f.player().press(f.whole("message"), f.words("button"), f.maybe_whole("chat"))}


def _type(f: Fields) -> Json:
    return {"inline": f.player().ask_inline(f.words("text", ""), f.maybe_whole("chat"))}


def _choose(f: Fields) -> Message:
    return f.player().choose(f.words("inline"), f.words("article"), f.whole("chat"))


def _edit(f: Fields) -> Message:
    return f.player().edit_text(f.whole("message"), f.words("text"), f.maybe_whole("chat"))


def _remove(f: Fields) -> None:
    f.player().remove(f.whole("chat"), f.whole("who"))


def _start(f: Fields) -> Message:
    return f.player().start_private(f.words("payload", ""))


def _add_person(f: Fields) -> Json:
    name, username = f.words("first_name"), f.maybe_words("username")
    person = f.world.add_person(f.whole("id"), name, username, f.words("language_code", "zh-hans"), f.flag("started"))
    return {"id": person.id}


def _add_group(f: Fields) -> Json:
    status, creator = f.words("bot_status", "administrator"), f.maybe_whole("creator")
    members, forum = f.wholes("members"), f.flag("forum")
    title = f.words("title")
    return {
        "id": f.world.add_group(
            f.whole("id"), title, members, forum=forum, bot_status=_standing(status), creator=creator
        ).id
    }


def _member(f: Fields) -> None:
    status = _standing(f.words("status"))
    f.world.set_member(f.whole("chat"), f.whole("who"), status, by=f.maybe_whole("from"), anonymous=f.flag("anonymous"))


def _standing(words: str) -> str:
    known = tuple(str(status) for status in Status)
    if words not in known:
        raise Mistake(f"{words!r} is no standing in a chat; choose one of {', '.join(known)}.")
    return words


def _delete_group(f: Fields) -> None:
    f.world.delete_group(f.whole("chat"))


def _fault(f: Fields) -> None:
    kind, world = f.words("kind"), f.world
    if kind == "outage":
        world.outage(_seconds(f))
    elif kind == "fail_next":
        world.fail_next(f.words("method"), _status(f), f.maybe_words("description"))
    elif kind == "lose_answer":
        world.lose_answer(f.words("method"))
    elif kind == "unauthorised":
        world.unauthorised()
    elif kind == "none":
        world.all_well()
    else:
        raise Mistake(f"{kind!r} is no fault; choose outage, fail_next, lose_answer, unauthorised or none.")


def _status(f: Fields) -> int:
    status = f.whole("status")
    if not 400 <= status <= 599:
        raise Mistake(f'"status" must be 400 to 599, not {status}; Telegram answers with no other.')
    return status


def _seconds(f: Fields) -> float:
    seconds = f.number("seconds")
    if not 0 < seconds <= 400 * 86400:
        raise Mistake(f'"seconds" must be above zero and at most 400 days, not {seconds:g}.')
    return seconds


def _queue(f: Fields) -> Json:
    what = f.words("do")
    if what == "repeat":
        return {"update_id": f.world.updates.repeat_update(f.maybe_whole("update_id"))}
    if what == "jump":
        return {"next": f.world.updates.jump(f.whole("by"))}
    if what == "swap":
        f.world.updates.swap()
        return {"ok": True}
    raise Mistake(f"{what!r} cannot be done to the queue; choose repeat, swap or jump.")


DEEDS: dict[str, Deed] = {
    "say": Deed("from chat text [reply_to thread at anonymous_in as_channel]", _say),
    "location": Deed("from chat lat lon [accuracy forwarded reply_to thread at]", _location),
    "venue": Deed("from chat lat lon title [address reply_to at]", _venue),
    "photo": Deed(
        "from chat [caption data|picture reply_to media_group_id thread at forwarded]; data in base64", _photo
    ),
    "voice": Deed("from chat [seconds data reply_to at]", _voice),
    "video": Deed("from chat [caption data reply_to at]", _video),
    "document": Deed("from chat [name data caption reply_to]", _document),
    "contact": Deed("from chat phone first_name [user_id]", _contact),
    "live/start": Deed("from chat lat lon [period accuracy at thread]", _start_live),
    "live/move": Deed("from message lat lon [accuracy chat]", _move_live),
    "live/stop": Deed("from message [chat]", _stop_live),
    "press": Deed("from message button [chat]; button is the callback data or a part of the label", _press),
    "type": Deed("from text [chat]: type the bot's name and text in a chat box", _type),
    "choose": Deed("from inline article chat; article is its id or a part of its title", _choose),
    "edit": Deed("from message text [chat]", _edit),
    "join": Deed("from chat", lambda f: f.player().join(f.whole("chat"))),
    "leave": Deed("from chat", lambda f: f.player().leave(f.whole("chat"))),
    "remove": Deed("from chat who", _remove),
    "start": Deed("from [payload]: open the private chat with the bot", _start),
    "block": Deed("from: block the bot", lambda f: f.player().block()),
    "post": Deed("from channel text", lambda f: f.player().post_in_channel(f.whole("channel"), f.words("text"))),
    "people": Deed("id first_name [username language_code started]", _add_person),
    "topic": Deed("from chat do (open name | close topic | reopen topic | delete topic)", _topic),
    "groups": Deed("id title [members forum bot_status creator]", _add_group),
    "members": Deed("chat who status [from anonymous]", _member),
    "delete_group": Deed("chat", _delete_group),
    "migrate": Deed("chat", lambda f: {"chat": f.world.migrate(f.whole("chat"), f.maybe_whole("new_id"))}),
    "faults": Deed(
        "kind (outage seconds | fail_next method status | lose_answer method | unauthorised | none)", _fault
    ),
    "queue": Deed("do (repeat [update_id] | swap | jump by)", _queue),
}
