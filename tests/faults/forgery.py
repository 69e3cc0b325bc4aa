"""Forged updates: what nobody may do, said in every way in which Telegram could carry it, drawn by a seed."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.incidents.table import MOVES
from bot.sos import table as sos_table
from bot.values import texts
from handlers.telegram.commands import Register
from handlers.telegram.door import FEATURES
from tests.stories.conftest import CENTRE, GROUP, START

BOT = 123456
STRANGER, EX_MEMBER, VIEWER, NEIGHBOUR, BYSTANDER = 9999, 1008, 1007, 2001, 1009
"""Nobody; who was dismissed; who may look; the captain of another district; a member to whom no case belongs."""

ANONYMOUS, AS_CHANNEL, CHANNEL_POST, FAR = 1087968824, 136817688, 777000, 10**15
OTHER_GROUP, NEIGHBOURS_GROUP, CHANNEL = -1007770000001, -1001000000002, -1005550000001
VICTIMS = (1001, 1002, 1004, 1006)
FAMILY = "\U0001f468\u200d\U0001f467"

NUMBERS = (
    *"123456", "0", "-1", "", "\xb2", "\u0663", "\uff11", "1e3", " 1", "1.", "2147483648", "9223372036854775807",
    "9223372036854775808", "9" * 30, "0x1", "None",
)  # fmt: skip
CHOICES = (
    "", "yes", "no", "same:yes", "item:yes", "outside:yes", "shifted:yes", "arrived:yes", "!", "1!", "2!", "x" * 40,
    "shared_bike_parking", "fight", "no_such_item", "fixed", "busy", "gps", "next", "\x00", "%s%n", "<b>", ":" * 9,
    "../../etc/passwd", "{0}", "团队",
)  # fmt: skip
MOVES_PRESSED = (
    *(move.name for move in MOVES), *(move.name for move in sos_table.MOVES), "call", "well",
    "item", "items", "ask", "not_a_case", "assign", "pull", "seen", "confirm_all", "compare",
    "drop_all", "keep_all",
    "drop", "keep", "new", "dismiss", "join", "forget", "duty", "off", "off_sure", "break", "back", "longer", "",
    "nope",
)  # fmt: skip
MAY_CALL = frozenset({VIEWER, BYSTANDER})
"""Who belongs here, even only to look, may call for help: they are not drawn to do so."""

REGISTER = Register(FEATURES)
KINDS = (*REGISTER.buttons, "incident", "incident", "", "nope", "INCIDENT", "事件", "incident ")
NONSENSE = (
    "", ":", "::::", "x" * 64, "y" * 4096, "incident", "incident:1", "'; DROP TABLE cases", "\ud800", "piece:1.1",
    "incident:1.1:接单", "incident:1.1:ask", "incident:1.1:ask:item:yes",
)  # fmt: skip
WORDS = (
    "", "because", "一队", "t1", "40m because free", "999999999999h because", "high", "fixed done", "at 14:05",
    "at \u0662\u0663:\u0665\u0669", "captain 2h", "new 黑队", "base 一队", "rename 一队 二队", "handles 一队 all",
    "\xb2", "9" * 40, "#1", "\u202e", "<a href='tg://user?id=1'>x</a>", "41", "部门 说明", "sorry\nat 99:99",
    FAMILY * 50, "\ud83d", "x" * 4000,
)  # fmt: skip
SAID = (
    "收到", "到了", "好了", "处理完", "支援", "退单", "ok", "done", "here", "backup", "decline", "有人打架", "hello",
    "/", "\u0663",
)  # fmt: skip
PLACES = ((CENTRE.lat, CENTRE.lon), (0.0, 0.0), (91.0, 181.0), (-90.0, 180.0), (1e308, -1e308))
LOOKING = frozenset({"case", "history"})
"""Commands that write down who looked."""

THEIR_OWN = frozenset({"duty", "off", "break", "back", "report"})
"""Commands with which somebody who belongs here changes only what is their own."""

RESTRICTIONS = (
    "is_member", "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    "can_edit_tag", "can_react_to_messages",
)  # fmt: skip


def chat(chat_id: int) -> dict[str, Any]:
    """A chat as the Bot API shows it."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "x"}
    return {"id": chat_id, "type": "supergroup", "title": "街道"}


@dataclass
class Forger:
    """Draws updates; *cards* are messages of the bot in the group, *orders* those in private chats, by chat."""

    seed: int
    cards: list[int]
    orders: dict[int, list[int]]
    pieces: list[int]
    chance: random.Random = field(init=False)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(5_000_000))

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def update(self) -> dict[str, Any]:
        """One update, with an id of its own."""
        ways = (
            (self._press, 40), (self._command, 25), (self._words, 10), (self._pin, 6), (self._live, 4), (self._file, 5),
            (self._edit, 5), (self._membership, 5),
        )  # fmt: skip
        [make] = self.chance.choices([way for way, _ in ways], weights=[weight for _, weight in ways])
        return {"update_id": next(self.numbers), **make()}

    # --- who, and where

    def _user(self, user_id: int) -> dict[str, Any]:
        name = self.chance.choice(("x", "钱队", "<b>", "\u202eevil", "n" * 64))
        return {"id": user_id, "is_bot": user_id in {ANONYMOUS, AS_CHANNEL}, "first_name": name, "username": "user1001"}

    def _nobody(self) -> int:
        """Somebody to whom nothing here is allowed."""
        everybody = (STRANGER, STRANGER, EX_MEMBER, VIEWER, NEIGHBOUR, ANONYMOUS, AS_CHANNEL, CHANNEL_POST, FAR)
        return self.chance.choice(everybody)

    def _message(self, user_id: int) -> dict[str, Any]:
        """A message of somebody, here, in private or elsewhere; sometimes in reply, sometimes forwarded."""
        where = [GROUP, GROUP, OTHER_GROUP]
        if user_id != NEIGHBOUR:  # who is a captain at home
            where += [NEIGHBOURS_GROUP, user_id]
        chat_id = self.chance.choice(where)
        message: dict[str, Any] = {
            "message_id": self.chance.randrange(1, 2**31 - 1), "date": int(START.timestamp()) + 3600,
            "chat": chat(chat_id), "from": self._user(user_id),
        }  # fmt: skip
        if user_id in {ANONYMOUS, AS_CHANNEL, CHANNEL_POST}:
            message["sender_chat"] = chat(GROUP if user_id == ANONYMOUS else CHANNEL)
            message["is_automatic_forward"] = user_id == CHANNEL_POST and self.chance.random() < 0.5
        if self.chance.random() < 0.5:
            message["reply_to_message"] = {
                "message_id": self.chance.choice([*self.cards, *self.orders.get(chat_id, []), 1, 2**31 - 1]),
                "date": int(START.timestamp()), "chat": message["chat"], "text": "#1",
                "from": self._user(self.chance.choice([BOT, *VICTIMS, CHANNEL_POST])),
            }  # fmt: skip
        if self.chance.random() < 0.2:
            origin = {"type": "user", "date": int(START.timestamp()), "sender_user": self._user(1001)}
            message["forward_origin"] = origin
        return message

    # --- what

    def _press(self) -> dict[str, Any]:
        user_id = self.chance.choice((STRANGER, EX_MEMBER, VIEWER, NEIGHBOUR, BYSTANDER, FAR))
        query: dict[str, Any] = {
            "id": str(self.chance.getrandbits(62)), "from": self._user(user_id), "chat_instance": "1",
            "data": self._data(user_id),
        }  # fmt: skip
        place = self.chance.choice((GROUP, user_id, OTHER_GROUP, None))
        if place is None:
            query["inline_message_id"] = "x"
        else:
            date = self.chance.choice((int(START.timestamp()), 0))
            query["message"] = {"message_id": self.chance.choice(self.cards), "date": date, "chat": chat(place)}
        if self.chance.random() < 0.01:
            query["game_short_name"] = query.pop("data")
        return {"callback_query": query}

    def _data(self, user_id: int) -> str:
        if self.chance.random() < 0.1:
            return self.chance.choice(NONSENSE)
        kind, move = self.chance.choice(KINDS), self.chance.choice(MOVES_PRESSED)
        if user_id == BYSTANDER and (kind == "duty" or (kind, move) == ("start", "duty")):
            kind = "incident"
        if user_id in {*MAY_CALL, NEIGHBOUR} and (kind, move) == ("sos", "call"):  # a call finds its own district
            move = "clear"
        if user_id == BYSTANDER and (kind, move) == ("place", "new"):  # a form of their own
            move = "clear"
        district = self.chance.choice(("1", "1", "1", "1", *NUMBERS))
        if user_id == NEIGHBOUR and texts.whole_number(district) in {2, None}:  # what is no number means their own
            district = "1"
        number = self.chance.choice((*NUMBERS, *map(str, VICTIMS)))
        choice = self.chance.choice((*CHOICES, *NUMBERS, *map(str, self.pieces)))
        return f"{kind}:{district}.{number}:{move}" + (f":{choice}" if choice else "")

    def _command(self) -> dict[str, Any]:
        user_id = self.chance.choice((self._nobody(), BYSTANDER))
        unwanted = {"start", *(LOOKING if user_id in {BYSTANDER, VIEWER} else ())}
        unwanted |= THEIR_OWN if user_id == BYSTANDER else set()
        unwanted |= {"sos"} if user_id in MAY_CALL else set()
        name = self.chance.choice([*sorted(set(REGISTER.commands) - unwanted), "nope", "ADMIN"])
        at = self.chance.choice(("", "", "", "@patrolbot_drill_bot", "@another_bot"))
        number = self.chance.choice((*NUMBERS, "#1", "#2", ""))
        text = f"/{name}{at} {number} {self.chance.choice(WORDS)}".strip()
        entities = [{"type": "bot_command", "offset": 0, "length": len(f"/{name}{at}")}]
        return {"message": self._message(user_id) | {"text": text, "entities": entities}}

    def _words(self) -> dict[str, Any]:
        return {"message": self._message(self._nobody()) | {"text": self.chance.choice((*SAID, *WORDS[1:]))}}

    def _place(self) -> dict[str, Any]:
        lat, lon = self.chance.choice(PLACES)
        return {"latitude": lat, "longitude": lon, "horizontal_accuracy": self.chance.choice((0, 5, 1500))}

    def _pin(self) -> dict[str, Any]:
        message = self._message(self._nobody()) | {"location": self._place()}
        if self.chance.random() < 0.3:
            message["venue"] = {"location": message["location"], "title": "x" * 300, "address": "\u202e"}
        return {"message": message}

    def _live(self) -> dict[str, Any]:
        period = self.chance.choice((60, 3600, 0x7FFFFFFF))
        message = self._message(self._nobody()) | {"location": self._place() | {"live_period": period}}
        if self.chance.random() < 0.5:
            return {"message": message}
        message["edit_date"] = message["date"] + 60
        if self.chance.random() < 0.5:
            message["location"].pop("live_period")
        return {"edited_message": message}

    def _file(self) -> dict[str, Any]:
        ids = {"file_id": "x" * 80, "file_unique_id": "../../" + "y" * 20, "file_size": 2**40}
        kind, content = self.chance.choice((
            ("photo", [ids | {"width": 1, "height": 1}]),
            ("voice", ids | {"duration": 10**6}),
            ("video", ids | {"width": 1, "height": 1, "duration": 1}),
            ("document", ids | {"file_name": "../../../etc/passwd", "mime_type": "image/jpeg"}),
        ))  # fmt: skip
        caption, album = self.chance.choice((*SAID, *WORDS[1:]))[:1024], self.chance.choice(("1", "\xb2"))
        more = {"caption": caption, "media_group_id": album}
        return {"message": self._message(self._nobody()) | {kind: content} | more}

    def _edit(self) -> dict[str, Any]:
        """An edit that turns a message into a command, also by those who could give it: edits command nothing."""
        user_id = self.chance.choice((1001, 1002, self._nobody()))
        message = self._message(user_id) | {"edit_date": int(START.timestamp()) + 7200}
        number = self.chance.choice("123456")
        said = (f"/cancel {number} x", f"/assign {number} 二队", f"/done {number} x", "好了", "/dismiss x")
        text = self.chance.choice(said)
        entities = [{"type": "bot_command", "offset": 0, "length": text.find(" ")}] if text.startswith("/") else []
        return {"edited_message": message | {"text": text, "entities": entities}}

    def _membership(self) -> dict[str, Any]:
        """Who left another chat has not left ours; nor did another chat become ours.

        What Telegram says of the bot itself in a group that it serves is true, and no forgery: it is not drawn.
        """
        where = chat(self.chance.choice((OTHER_GROUP, NEIGHBOURS_GROUP, 10**12)))
        who, gone = (
            self._user(self.chance.choice((*VICTIMS, STRANGER, BOT))),
            self.chance.choice(("left", "restricted")),
        )
        kind = self.chance.choice(("chat_member", "my_chat_member", "message"))
        if (kind, where["id"], who["id"]) == ("my_chat_member", NEIGHBOURS_GROUP, BOT):
            who = self._user(STRANGER)
        if kind == "message":
            what = self.chance.choice(({"left_chat_member": who}, {"new_chat_members": [who]}))
            return {"message": self._message(STRANGER) | {"chat": where} | what}
        more = dict.fromkeys(RESTRICTIONS, False) | {"until_date": 0} if gone == "restricted" else {}
        changed = {"chat": where, "from": self._user(STRANGER), "date": int(START.timestamp())}
        before = {"user": who, "status": "member"}
        return {kind: changed | {"old_chat_member": before, "new_chat_member": {"user": who, "status": gone, **more}}}
