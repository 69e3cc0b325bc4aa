"""What others must learn: a row of the outbox, as keys and facts. Words are put in when it is sent."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from bot.values.port import Port

STEPS_PAGE = "steps"

PICTURE_PAGE = "page-picture"
"""The purpose of a page whose words stand under a picture: no words can take its place, so the next comes below it."""
"""The purpose of the list of what a team is to do: it is ticked off in place, and nothing else takes its place."""


PIECES_LIST = "pieces"
"""The purpose of the list of a case's pieces: it is renewed as they come."""


class Priority(IntEnum):
    """Order of sending, first to last."""

    SOS = 0
    ORDER = 1
    OVERDUE = 2
    ANSWER = 3
    NEW_CARD = 4
    CLOSING = 5
    EDIT = 6
    MENU = 7
    LIST = 8
    """A list of cases brought up to date."""
    LISTED = 9
    """The own card of a case that stands in such a list."""


ALBUM = "album:"
"""How the purpose began of the one answer to pieces that came together; today the list of pieces says it."""

ANSWERS = frozenset({"answer", "page", PICTURE_PAGE, PIECES_LIST})
"""Purposes of what is said to the one who just spoke, beside those that began for albums in earlier versions."""


class LetterKind(StrEnum):
    """What a letter carries."""

    CARD = "card"
    """The card of a case, written from the present state when it is sent; edits the one that stands."""
    ORDER = "order"
    """The order to one person in private, with a native location; edits the one that stands when *edits* is set."""
    NOTE = "note"
    """A message of *key* and *facts*."""
    BOARD = "board"
    """The group's list of open cases, written when it is sent; edits the one that is pinned."""
    LIST = "list"
    """Several cases in one message, written when it is sent; what is left of one that stands where *edits* is set."""
    NEEDS = "needs"
    """What needs a captain now, written when it is sent; edits the one that stands, unless it is to sound."""
    FILE = "file"
    """A file for one person, named by *key* and written when it is sent."""
    SOS = "sos"
    """A call for help, written from the present state when it is sent: the group's card, and each new alarm."""
    KEY = "key"
    """A note with a secret, made when it is sent, so that it is stored nowhere. Only ever in private."""
    HOOK = "webhook"
    """The same with the secret of a receiver of webhooks, which is made of a key that lies beside the data."""
    PIECES = "pieces"
    """The list of a case's pieces for one chat, written when it is sent: renews the one that stands, or comes anew."""
    TRIAL = "trial"
    """A step of a trial for the captain who plays it: a note that never comes to a group."""
    VISIT = "visit"
    """A step of a visit for somebody of a body: a note that never comes to the patrol's group."""
    VISIT_CODE = "visit_code"
    """Who visits, with the code that leads to the page that the place has of it. Only ever in private."""
    VISIT_PAPER = "visit_paper"
    """A paper of a visit as a file, made when it is sent; or one is taken away again."""
    HAZARD = "hazard"
    """A note about a hazard in private, which never comes to a group; it may have before and after along."""
    EXPORT = "export"
    """The one message of an export, written from how it stands when it is sent; or its file."""
    LABELS = "labels"
    """Labels of places as a file, made some at a time: how far it is, and in the end the file."""
    CHECKLIST = "checklist"
    """A list as a form, written when it is sent."""
    SHEET = "sheet"
    """The sheet of the mistakes of a file that somebody sent."""
    ANEW = "anew"
    """One of our messages, named by *edits*, without what was erased of it: written anew, or deleted."""
    VISIT_STEP = "visit_step"
    """The next step of a visit that is under way, for one of those who make it: in its place, or below all else."""
    MENU = "menu"
    """The menu of commands named by *collapse*, worked out when it is sent. It goes to no chat, so it has none: 0."""


FILES = frozenset({LetterKind.FILE, LetterKind.VISIT_PAPER, LetterKind.LABELS, LetterKind.CHECKLIST, LetterKind.SHEET})
"""Kinds of letters that bring a file; an export's does so where its facts say it."""


class LetterState(StrEnum):
    """Where a letter stands. One found *sending* at a start goes out again, marked as repeated."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Button:
    """One inline button: *key* and *facts* give its words, *data* is sent back, *url* opens a page instead.

    *app* opens one within the messenger, which says there who opened it; in private chats alone.
    """

    key: str
    data: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    app: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Letter:
    """One thing to send. *chat_id* names the chat; *user_id* is set when it goes to that person in private.

    *mentions* are user ids named in a group because they have no private chat. *collapse*: of the waiting letters
    with the same value only the newest stays. *purpose* says what the message is afterwards (``card``, ``order``…),
    so that replies and edits find it. *not_before* delays; *repeated* marks a second sending of the same letter.
    *facts* are plain JSON values; a note's ``edits`` is the id of a message of ours that it changes. *thread* is the
    topic of a forum in which the message lies that it answers (None: the main one).
    """

    district_id: int | None
    chat_id: int
    kind: LetterKind
    priority: Priority
    created_at: datetime
    id: int = 0
    user_id: int | None = None
    case_id: int | None = None
    key: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    buttons: Rows = ()
    mentions: tuple[int, ...] = ()
    language: str | None = None
    collapse: str | None = None
    purpose: str = "note"
    reply_to: int | None = None
    thread: int | None = None
    silent: bool = False
    state: LetterState = LetterState.WAITING
    not_before: datetime | None = None
    sending_at: datetime | None = None
    sent_at: datetime | None = None
    message_id: int | None = None
    attempts: int = 0
    repeated: bool = False
    error: str | None = None

    @property
    def is_answer(self) -> bool:
        """It is said to the one who just spoke."""
        return self.purpose in ANSWERS or self.purpose.startswith(ALBUM)

    @property
    def is_file(self) -> bool:
        """It brings a file, which may take minutes to be written and sent."""
        return self.kind in FILES or (self.kind is LetterKind.EXPORT and bool(self.facts.get("file")))

    @property
    def asks(self) -> bool:
        """An answer that is a question itself: it has buttons, or wants a location."""
        return self.is_answer and bool(self.buttons or "facts_keyboard" in self.facts)


@dataclass(frozen=True)
class Posting:
    """A message of ours that stands in a chat: what it is, of which case, for whom."""

    chat_id: int
    message_id: int
    purpose: str
    posted_at: datetime
    district_id: int | None = None
    case_id: int | None = None
    user_id: int | None = None
    letter_id: int | None = None
    gone: bool = False


def is_one_of(purpose: str, purposes: Collection[str]) -> bool:
    """Whether *purpose* is one of *purposes*, of which one that ends in ``:`` means all that begin so. Pure."""
    return any(purpose.startswith(one) if one.endswith(":") else purpose == one for one in purposes)


@dataclass(frozen=True)
class Told:
    """What the group has been shown of a case: a *card* of its own, or a line in a list, there as *critical*."""

    card: bool = False
    listed: bool = False
    critical: bool = False


class Post(Protocol):
    """Who sends letters. What can go this moment is handed over with its transaction, so that nobody has to look."""

    def wake(self) -> None:
        """There may be something new in the outbox."""

    def claim(self, letters: Sequence[Letter]) -> list[Letter]:
        """Those of *letters* that may go this moment; their chats are kept free until *go* or *give_back*."""

    def go(self, letters: Sequence[Letter]) -> None:
        """Send claimed letters, marked and committed as being sent."""

    def give_back(self, letters: Sequence[Letter]) -> None:
        """Claimed letters that will not go after all."""


class Outbox(Protocol):
    """Letters to send, and our messages that stand in chats.

    *fresh* are the letters that this transaction queued; *is_disturbed* when it changed one that waited already.
    """

    fresh: list[Letter]
    is_disturbed: bool

    async def add(self, letter: Letter) -> Letter:
        """Queue one; a waiting one of the same *collapse* value is replaced, keeping the better priority."""

    async def post(self, letter: Letter) -> None:
        """The same, together with all others at the end of the transaction, or as soon as anybody asks."""

    async def set_out(self, claim: Callable[[Sequence[Letter]], list[Letter]], now: datetime) -> list[Letter]:
        """Write what was posted, and as being sent what *claim* chooses of all that is new; returns that."""

    async def written(self) -> list[Letter]:
        """Write what was posted; *fresh*, each with its id."""

    async def chats(self, now: datetime) -> list[tuple[int, Priority]]:
        """Chats with letters that may go by their not_before, each with its best priority; best and oldest first."""

    async def waiting(self, now: datetime, limit: int = 500, *, chat_id: int | None = None) -> list[Letter]:
        """Waiting ones whose not_before has passed, by priority, then id; of one chat where *chat_id* is given."""

    async def new_cases(self, now: datetime, limit: int, *, chat_id: int) -> list[Letter]:
        """Of one chat: cards that may go of cases without a card, by priority, then the newest."""

    async def sending(self, letter_ids: Collection[int], now: datetime) -> set[int]:
        """Mark as being sent; returns those that were still waiting."""

    async def listed(self, letters: Sequence[Letter], now: datetime, posting: Posting) -> None:
        """Cards that went in one message, *posting*; that of each case goes later, when there is room for it."""

    async def unlisted(self, case_id: int) -> list[Posting]:
        """A case leaves the lists that it stands in; returns these."""

    async def listed_in(self, chat_id: int, message_id: int, *, ever: bool = False) -> list[int]:
        """Ids of the cases that stand in a list, in their order there; *ever*: those too that have left it."""

    async def told(self, case_id: int) -> Told:
        """What the group has been shown of a case."""

    async def sent(self, letter_id: int, now: datetime, posting: Posting | None) -> None: ...
    async def again(self, letter_id: int, not_before: datetime, error: str, *, maybe_sent: bool = False) -> None:
        """Back to waiting after a failure that may pass; counts the attempt."""

    async def dropped(self, letter_id: int, now: datetime, error: str) -> None: ...
    async def left(self, before: datetime, limit: int) -> list[Letter]:
        """Those that could have gone since *before*, or are being sent since then."""

    async def in_flight(self, before: datetime | None = None, but: Sequence[int] = ()) -> int:
        """Put letters found *sending* at a start back to waiting, marked repeated; returns how many.

        With *before* only those that are being sent since then, and none of the chats *but*.
        """

    async def cancel(self, case_id: int, purposes: Sequence[str], now: datetime) -> int:
        """Drop waiting letters of a case whose reason is gone; returns how many."""

    async def waiting_for(self, user_id: int) -> list[Letter]:
        """What waits to go to one person in private, also what may not go yet."""

    async def waiting_as(self, case_id: int, begins: str) -> list[Letter]:
        """What waits about a case whose *collapse* begins so, also what may not go yet; oldest first."""

    async def posting(self, chat_id: int, message_id: int) -> Posting | None: ...
    async def postings(self, case_id: int, *purposes: str) -> list[Posting]:
        """Our messages about a case, oldest first; of one of *purposes* where some are given.

        One that ends in ``:`` means all that begin so. Of a case with very many only the newest are told.
        """

    async def newest(self, case_id: int, chat_id: int, purpose: str) -> Posting | None:
        """Our newest message about a case for *purpose* in one chat that was not deleted."""

    async def chats_of(self, case_id: int, *purposes: str) -> set[int]:
        """The chats to which a message about a case of one of *purposes* was ever sent."""

    async def postings_of(self, case_ids: Sequence[int]) -> dict[int, list[Posting]]: ...
    async def standing(self, district_id: int, purpose: str, *, chat_id: int | None = None) -> Posting | None:
        """Our newest message of *purpose* that is about no case and stands still; in one chat where that is given."""

    async def newest_in(self, chat_id: int) -> int:
        """The id of our newest message in a chat that was not deleted; 0 where there is none."""

    async def gone(self, letter: Letter) -> None:
        """What *letter* would edit was deleted."""

    async def forget_messages(
        self, before: datetime, after: tuple[int, int], most: int
    ) -> tuple[int, int, tuple[int, int]]:
        """Forget what nobody needs of the next *most* of our messages behind *after* (chat, message), in that order.

        Not needed: written before *before*, about no live case, nor the newest of its purpose in its chat. Returns how
        many went, how many were looked at, and the last of these; the Telegram message stays as it is.
        """
        ...

    async def next_not_before(self, after: datetime) -> datetime | None:
        """When the next letter may go that is delayed beyond *after*."""


OUTBOX: Port[Outbox] = Port("outbox")
