"""What the pretended Telegram knows of people and chats, and the JSON in which the Bot API speaks of them.

Shapes follow the Bot API 10.0: ``User``, ``Chat``, ``ChatFullInfo``, ``ChatMember``.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

ANONYMOUS_ADMIN_ID = 1087968824
"""Under this id Telegram shows every admin who chose to stay anonymous."""
CHANNEL_BOT_ID = 136817688
"""Under this id come group messages written in a channel's name."""
SERVICE_ID = 777000
"""Under this id come a channel's posts that Telegram forwards into its linked group."""

FAMOUS = frozenset({ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, SERVICE_ID})
"""Accounts of Telegram itself; nobody plays them."""

QUERY_KEPT_FOR = timedelta(seconds=150)
"""How long a pressed button can be answered."""


class Status(StrEnum):
    """A person's standing in a chat, in Telegram's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED})
COMMANDING = frozenset({Status.CREATOR, Status.ADMINISTRATOR})

RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    }
)
GROUP_RIGHTS = frozenset({"can_pin_messages", "can_manage_topics"})
PERMISSIONS = frozenset(
    {
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
        "can_edit_tag",
    }
)
"""What may be taken from a member; somebody restricted here has none of it."""
CHANNEL_RIGHTS = frozenset({"can_post_messages", "can_edit_messages"})
ALL_RIGHTS = RIGHTS | GROUP_RIGHTS | CHANNEL_RIGHTS


@dataclass
class Person:
    """Somebody with a Telegram account, or a bot; *started*, *blocked*: the private chat with our bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "zh-hans"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False


@dataclass(frozen=True)
class Member:
    """One person's standing in one chat; *rights* count for administrators only."""

    person: Person
    status: Status
    anonymous: bool = False
    rights: frozenset[str] = ALL_RIGHTS

    @property
    def present(self) -> bool:
        """Whether the person is in the chat now."""
        return self.status in PRESENT

    @property
    def commands(self) -> bool:
        """Whether the person is an administrator or the creator."""
        return self.status in COMMANDING

    def may(self, right: str) -> bool:
        """Whether the person has that administrator's right (a creator has them all)."""
        return self.status is Status.CREATOR or (self.status is Status.ADMINISTRATOR and right in self.rights)


@dataclass
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    person: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    pins: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    deleted: bool = False
    linked_group: int | None = None
    last_message_id: int = 0

    @property
    def is_group(self) -> bool:
        """Whether it is a basic group or a supergroup."""
        return self.type in ("group", "supergroup")

    @property
    def words(self) -> str:
        """The kind of chat as Telegram's error texts name it."""
        return f"{self.type} chat"


@dataclass
class Message:
    """A message of a chat: *body* is its Bot API form now, *history* the earlier forms, oldest first.

    *author* is who really wrote it (also behind an anonymous admin's or a channel's name); *keyboard* is the reply
    keyboard or its removal that came with it; *change* grows with each change anywhere, so that a viewer can ask for
    what is new.
    """

    chat: Chat
    message_id: int
    author: Person
    body: Json
    sent_at: datetime
    change: int = 0
    history: list[Json] = field(default_factory=list)
    keyboard: Json | None = None
    deleted: bool = False
    silent: bool = False
    live_until: datetime | None = None
    reactions: list[Json] = field(default_factory=list)

    @property
    def chat_id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def text(self) -> str:
        """Text or caption, empty when it has neither."""
        return str(self.body.get("text") or self.body.get("caption") or "")


@dataclass
class Query:
    """A pressed button: what the bot was told, and how it answered (*answered_at* None, *change* 0: not yet)."""

    id: str
    person: Person
    message: Message
    data: str
    at: datetime
    answered_at: datetime | None = None
    text: str = ""
    alert: bool = False
    url: str | None = None
    change: int = 0

    @property
    def answered(self) -> bool:
        """Whether the bot answered it in time."""
        return self.answered_at is not None


def user_json(person: Person) -> Json:
    """The Bot API's ``User``."""
    body: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    if person.username:
        body["username"] = person.username
    if person.language_code and not person.is_bot:
        body["language_code"] = person.language_code
    return body


def chat_json(chat: Chat) -> Json:
    """The Bot API's ``Chat``."""
    body: Json = {"id": chat.id, "type": chat.type}
    if chat.person is not None:
        body["first_name"] = chat.person.first_name
        if chat.person.username:
            body["username"] = chat.person.username
        return body
    body["title"] = chat.title or ""
    if chat.username:
        body["username"] = chat.username
    if chat.is_forum:
        body["is_forum"] = True
    return body


def full_chat_json(chat: Chat) -> Json:
    """The Bot API's ``ChatFullInfo``, without the pinned message."""
    body = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.is_group:
        body["permissions"] = _member_permissions()
    if chat.linked_group is not None:
        body["linked_chat_id"] = chat.linked_group
    return body


def _member_permissions() -> Json:
    allowed = ["audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages"]
    body: Json = {f"can_send_{what}": True for what in allowed}
    return body | {
        "can_send_messages": True,
        "can_add_web_page_previews": True,
        "can_change_info": False,
        "can_invite_users": True,
        "can_pin_messages": False,
        "can_manage_topics": False,
    }


def member_json(member: Member, chat: Chat) -> Json:
    """The Bot API's ``ChatMember`` of the fitting kind."""
    body: Json = {"user": user_json(member.person), "status": str(member.status)}
    if member.status is Status.CREATOR:
        body["is_anonymous"] = member.anonymous
    elif member.status is Status.ADMINISTRATOR:
        own = CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS
        body |= {"can_be_edited": False, "is_anonymous": member.anonymous}
        body |= {right: right in member.rights for right in sorted(RIGHTS | own)}
    elif member.status is Status.RESTRICTED:
        body |= {"is_member": True, "until_date": 0} | dict.fromkeys(sorted(PERMISSIONS), False)
    elif member.status is Status.KICKED:
        body["until_date"] = 0
    return body
