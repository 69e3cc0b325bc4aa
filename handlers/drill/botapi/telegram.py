"""The pretended Telegram as a whole: the world, how it is furnished, and the line to the bot with its faults.

The Bot API's methods (``handlers/drill/botapi/methods``) and the people (``handlers/drill/people/player.py``) are the
two doors to it.
"""

from collections.abc import Iterable

from bot.values.clock import Clock
from handlers.drill.botapi.calls import CallBook
from handlers.drill.botapi.faults import Faults
from handlers.drill.botapi.limits import Rates
from handlers.drill.world import membership
from handlers.drill.world.chats import Chat, Json, Member, Person, Status
from handlers.drill.world.errors import Mistake
from handlers.drill.world.updates import Webhook
from handlers.drill.world.world import World


class DrillTelegram(World):
    """One pretended Telegram with one bot in it, whose calls are booked, limited and made to fail."""

    def __init__(self, clock: Clock, bot_token: str, bot_user: Person | None = None, *, privacy: bool = True) -> None:
        number = bot_token.split(":", 1)[0]
        own_id = int(number) if number.isdigit() else 7_000_000_001
        own = bot_user or Person(own_id, "Patrolbot", "patrolbot_drill_bot", None, is_bot=True)
        super().__init__(clock, own, privacy=privacy)
        self.token = bot_token
        self.rates = Rates()
        self.faults = Faults()
        self.calls = CallBook()
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.webhook = Webhook()

    # Its furniture.

    def add_group(
        self,
        chat_id: int,
        title: str,
        members: Iterable[int] = (),
        *,
        forum: bool = False,
        bot_status: Status | str | None = Status.ADMINISTRATOR,
        creator: int | None = None,
    ) -> Chat:
        """A group (a supergroup when its id starts with -100) as it stands; no update tells of it."""
        if chat_id >= 0 or chat_id in self.chats:
            raise Mistake(f"A group's id is negative and not in use; {chat_id} is not such an id.")
        kind = "supergroup" if str(chat_id).startswith("-100") else "group"
        chat = self.chats[chat_id] = Chat(chat_id, kind, title=title, is_forum=forum, last_message_id=int(forum))
        for user_id in members:
            membership.seat(self, chat, user_id, Status.MEMBER)
        if creator is not None:
            membership.seat(self, chat, creator, Status.CREATOR)
        if bot_status is not None:
            membership.seat(self, chat, self.bot.id, Status(bot_status))
        return chat

    def add_channel(
        self,
        chat_id: int,
        title: str,
        members: Iterable[int] = (),
        *,
        bot_status: Status | str | None = Status.ADMINISTRATOR,
        linked_group: int | None = None,
    ) -> Chat:
        """A channel; posts in it are forwarded into *linked_group* when that is given."""
        chat = self.add_group(chat_id, title, members, bot_status=bot_status)
        chat.type = "channel"
        chat.linked_group = linked_group
        return chat

    def set_member(
        self,
        chat_id: int,
        user_id: int,
        status: Status | str,
        *,
        by: int | None = None,
        anonymous: bool = False,
        rights: Iterable[str] | None = None,
        tell: bool = True,
    ) -> Member:
        """Change somebody's (or the bot's) standing in a chat; *tell* lets the usual updates and messages follow."""
        return membership.change(
            self, self.chat(chat_id), user_id, Status(status), by=by, anonymous=anonymous, rights=rights, tell=tell
        )

    def delete_group(self, chat_id: int) -> None:
        """Delete a group, as its owner can; the bot is told nothing."""
        membership.delete(self, self.chat(chat_id))

    def migrate(self, chat_id: int, new_id: int | None = None) -> int:
        """Turn a basic group into a supergroup, as Telegram does by itself; returns the new chat id."""
        return membership.migrate(self, self.chat(chat_id), new_id)

    # What can go wrong.

    def outage(self, seconds: float) -> None:
        """For *seconds* of the clock every call gets a 502, a poll that waits at once."""
        self.faults.outage(self.clock.now(), seconds)
        self.updates.interrupt()

    def fail_next(self, method: str, status: int, description: str | None = None) -> None:
        """The next call of *method* (``*``: of any) is refused with *status*, and nothing is done."""
        self.faults.fail_next(method, status, description)

    def lose_answer(self, method: str) -> None:
        """The next call of *method* (``*``: of any) is performed, but its answer never arrives."""
        self.faults.lose_answer(method)

    def unauthorised(self) -> None:
        """The token is worth nothing until ``all_well``."""
        self.faults.token_revoked = True
        self.updates.interrupt()

    def all_well(self) -> None:
        """No fault is armed any more."""
        self.faults.clear()
