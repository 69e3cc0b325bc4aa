"""What the brain asks of the memory. One open transaction offers these, by feature; ``storage`` fulfils them."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.cases.case import Record
from bot.cases.occasions import Occasions
from bot.cases.store import CaseStore
from bot.days import Days
from bot.districts import District
from bot.drafts import Draft
from bot.evidence import Evidences
from bot.finding import Finding
from bot.geo import Point
from bot.handbook import Handbooks
from bot.handovers import Handovers
from bot.health import Numbers
from bot.incidents import Incident
from bot.keys import SignIns, Trackers
from bot.letters import Letter, Posting, Priority
from bot.people import Duty, Member, Person, RoleHeld
from bot.personal import Privacy
from bot.places import Place
from bot.roster import Rosters
from bot.sos import SosCases
from bot.teams import Position, Team

P = TypeVar("P")


@dataclass(frozen=True)
class Port(Generic[P]):
    """What a feature asks the memory for, as a key: ``tx[PORT]`` fulfils the protocol P. Told apart by its name."""

    name: str


class Stale(Exception):  # a value that says: load again and try once more
    """The case was changed by somebody else since it was loaded."""


CALLS_FOR_HELP = ('"/sos', '"sos:')
"""What stands in the raw text of an update that calls for help, by command or by button. Others may hold it too."""


@dataclass(frozen=True)
class InboxRow:
    """One update as it came. *lane* is the person (else the chat) whose order is kept; *payload* is raw JSON text."""

    bot_id: int
    update_id: int
    lane: int
    payload: str
    received_at: datetime
    attempts: int = 0
    state: str = "waiting"
    error: str | None = None

    @property
    def may_call_for_help(self) -> bool:
        """Whether it goes before all others: a moment too early does no harm to what only looks like it."""
        return any(mark in self.payload for mark in CALLS_FOR_HELP)


@dataclass(frozen=True)
class HistoryRow:
    """A stored Record with its place in the district's chain."""

    id: int
    district_id: int
    case_id: int | None
    record: Record
    recorded_at: datetime
    text: str | None
    hash: str


class Districts(Protocol):
    """Districts and the chat ids, present and former, that point to them."""

    async def get(self, district_id: int) -> District | None: ...
    async def by_chat(self, chat_id: int) -> District | None:
        """The district of a present or former chat id."""

    async def all(self) -> list[District]: ...
    async def add(self, district: District) -> District:
        """Store a new one with its chat id; returns it with its id."""

    async def save(self, district: District) -> None: ...
    async def move_chat(self, district: District, chat_id: int) -> District:
        """The group became *chat_id*: the former id keeps pointing here."""

    async def next_number(self, district_id: int) -> int:
        """The next case number: one gapless sequence per district, taken in this transaction."""


class People(Protocol):
    """People, their membership of districts with roles, and their duty."""

    async def get(self, user_id: int) -> Person | None: ...
    async def save(self, person: Person) -> None:
        """Insert or update by user id."""

    async def by_username(self, username: str) -> Person | None: ...
    async def member(self, district_id: int, user_id: int) -> Member | None:
        """With roles, duty, private_open, username and language filled in; also one who left (left_at set)."""

    async def members(self, district_id: int) -> list[Member]:
        """All who have not left, filled in as above."""

    async def districts_of(self, user_id: int) -> list[Member]:
        """This person's memberships that have not ended, one for each district."""

    async def save_member(self, member: Member) -> None:
        """Insert or update name, certified, team and left_at, and replace the roles by member.roles."""

    async def add_role(self, district_id: int, user_id: int, role: RoleHeld) -> None: ...
    async def start_duty(self, duty: Duty) -> Duty: ...
    async def save_duty(self, duty: Duty) -> None: ...
    async def duty(self, duty_id: int) -> Duty | None: ...


class Teams(Protocol):
    """Teams, and where their people are."""

    async def all(self, district_id: int) -> list[Team]:
        """Teams that are not dissolved."""

    async def get(self, team_id: int) -> Team | None: ...
    async def save(self, team: Team) -> Team:
        """Insert (id 0) or update; returns it with its id."""

    async def positions(self, district_id: int) -> dict[int, Position]:
        """The newest position of each person, by user id."""

    async def put_position(self, position: Position, *, track: bool = True) -> None:
        """Replace the person's newest position; *track* also appends it to the track."""

    async def drop_position(self, district_id: int, user_id: int) -> None:
        """Forget the person's newest position (duty ended)."""

    async def position_by_message(self, chat_id: int, message_id: int) -> Position | None:
        """The position whose live location is this message."""

    async def holds(self, district_id: int) -> dict[int, tuple[int, ...]]:
        """Ids of the cases that each team holds (an assignment not ended), by team id."""

    async def forget_tracks_before(self, instant: datetime) -> int: ...


class Places(Protocol):
    """The register of places."""

    async def all(self, district_id: int) -> list[Place]: ...
    async def replace(self, district_id: int, places: Sequence[Place], *, prune: bool) -> None:
        """Insert or update by code; with *prune* remove those not named."""


class Cases(CaseStore[Incident], Protocol):
    """Incidents with their assignments."""

    async def held_by(self, team_id: int) -> list[Incident]:
        """Cases on which the team has an assignment that has not ended, last sent last."""

    async def reported_by(self, district_id: int, user_id: int, since: datetime) -> list[Incident]:
        """Reported by this person since *since*, newest last."""

    async def keep(self, incident: Incident) -> Incident:
        """Write changes of the incident's own columns that are no move, with the same check of the version."""

    async def touch_assignments(self, incident: Incident) -> Incident:
        """Write changed assignment columns that are no move (counted_from, arrival_seen_at), version-checked."""

    async def add_handlers(self, case_id: int, team_id: int, user_ids: Sequence[int]) -> None: ...
    async def handlers(self, case_id: int) -> set[int]: ...
    async def all_tried(self, incidents: Sequence[Incident]) -> dict[int, dict[int, str]]:
        """:meth:`teams_tried` of many cases at once, by case; each of them is in it."""
        ...

    async def teams_tried(self, case_id: int, reach: int) -> dict[int, str]:
        """Teams whose assignment of this case ended declined or expired since it was last forgiven: team -> outcome."""

    async def ended_of(self, district_id: int, since: datetime) -> list[Incident]:
        """Reported since *since* and not live any more, oldest report first."""

    async def item_counts(self, district_id: int, near: Point, hour: int) -> dict[str, int]:
        """How often each item was reported within 300 m or in the same hour of day, for the eight likeliest."""

    async def waiting_confirm(self, district_id: int) -> list[Incident]: ...


class History(Protocol):
    """What happened, append-only and chained by hashes per district."""

    async def add(
        self, district_id: int, case_id: int | None, record: Record, now: datetime, text: str | None = None
    ) -> None:
        """Append a line. *text* (words people wrote) and positions among the facts go to an erasable side row."""

    async def of_case(self, case_id: int) -> list[HistoryRow]: ...
    async def last_move_at(self, case_id: int) -> datetime | None: ...
    async def last_recorded_at(self, case_id: int) -> datetime | None: ...


class Drafts(Protocol):
    """Begun forms and open questions; at most one of a kind for a person in a chat."""

    async def get(self, user_id: int, chat_id: int, kind: str) -> Draft | None: ...
    async def of(self, user_id: int, chat_id: int) -> list[Draft]: ...
    async def put(self, draft: Draft) -> Draft: ...
    async def drop(self, draft: Draft) -> None: ...
    async def forget_before(self, instant: datetime) -> int:
        """Delete what was begun before; the district that somebody chose to speak of stays."""


class Inbox(Protocol):
    """Updates as they came, kept until they are done."""

    async def add(self, rows: Sequence[InboxRow]) -> list[InboxRow]:
        """Store those not seen before (by bot and update id); returns the new ones, in their order."""

    async def waiting(self, limit: int, each: int) -> list[InboxRow]:
        """Not done: calls for help, then the first of every lane, the second of each …, at most *limit* in all.

        Of a lane at most *each*; calls for help are among them whatever their place.
        """

    async def done(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Mark done and empty the payload."""

    async def failed(self, bot_id: int, update_id: int, error: str, now: datetime, *, dead: bool) -> None:
        """Count an attempt; *dead* moves it to the dead letters, payload kept."""

    async def backlog(self) -> int: ...
    async def forget_before(self, done_before: datetime, dead_before: datetime) -> int: ...


class Outbox(Protocol):
    """Letters to send, and our messages that stand in chats.

    *fresh* are the letters that this transaction queued; *is_disturbed* when it changed one that waited already.
    """

    fresh: list[Letter]
    is_disturbed: bool

    async def add(self, letter: Letter) -> Letter:
        """Queue one; a waiting one of the same *collapse* value is replaced, keeping the better priority."""

    async def chats(self, now: datetime) -> list[tuple[int, Priority]]:
        """Chats with letters that may go by their not_before, each with its best priority; best and oldest first."""

    async def waiting(self, now: datetime, limit: int = 500, *, chat_id: int | None = None) -> list[Letter]:
        """Waiting ones whose not_before has passed, by priority, then id; of one chat where *chat_id* is given."""

    async def sending(self, letter_id: int, now: datetime) -> bool:
        """Mark as being sent; False when it is no longer waiting."""

    async def sent(self, letter_id: int, now: datetime, posting: Posting | None) -> None: ...
    async def again(self, letter_id: int, not_before: datetime, error: str, *, maybe_sent: bool = False) -> None:
        """Back to waiting after a failure that may pass; counts the attempt."""

    async def dropped(self, letter_id: int, now: datetime, error: str) -> None: ...
    async def in_flight(self) -> int:
        """Put letters found *sending* at a start back to waiting, marked repeated; returns how many."""

    async def cancel(self, case_id: int, purposes: Sequence[str], now: datetime) -> int:
        """Drop waiting letters of a case whose reason is gone; returns how many."""

    async def waiting_for(self, user_id: int) -> list[Letter]:
        """What waits to go to one person in private, also what may not go yet."""

    async def posting(self, chat_id: int, message_id: int) -> Posting | None: ...
    async def postings(self, case_id: int, purpose: str | None = None) -> list[Posting]: ...
    async def postings_of(self, case_ids: Sequence[int]) -> dict[int, list[Posting]]: ...
    async def standing(self, district_id: int, purpose: str) -> Posting | None:
        """Our newest message of *purpose* that belongs to no case and was not deleted."""

    async def gone(self, letter: Letter) -> None:
        """What *letter* would edit was deleted."""

    async def next_not_before(self, after: datetime) -> datetime | None:
        """When the next letter may go that is delayed beyond *after*."""


class Files(Protocol):
    """Files of evidence that are kept on disk beside the memory."""

    async def forget(self, evidence_ids: Sequence[int]) -> None:
        """Delete what is kept of these pieces; never raises, what cannot be deleted now goes later."""

    def look(self) -> None:
        """A new picture of a case has come."""


class Kept(Protocol):
    """Small facts of the deployment by name (last good poll, last clean stop)."""

    async def get(self, name: str) -> Any: ...
    async def put(self, name: str, value: Any) -> None:
        """Set one; None forgets it."""

    async def beginning(self, name: str) -> dict[str, Any]:
        """Every value whose name begins so, by name."""


DISTRICTS: Port[Districts] = Port("districts")
PEOPLE: Port[People] = Port("people")
TEAMS: Port[Teams] = Port("teams")
PLACES: Port[Places] = Port("places")
INCIDENTS: Port[Cases] = Port("incidents")
HISTORY: Port[History] = Port("history")
DRAFTS: Port[Drafts] = Port("drafts")
INBOX: Port[Inbox] = Port("inbox")
OUTBOX: Port[Outbox] = Port("outbox")
KEPT: Port[Kept] = Port("kept")
OCCASIONS: Port[Occasions] = Port("occasions")
CALLS: Port[SosCases] = Port("sos")
HANDOVERS: Port[Handovers] = Port("handovers")
EVIDENCE: Port[Evidences] = Port("evidence")
HANDBOOKS: Port[Handbooks] = Port("handbooks")
ROSTERS: Port[Rosters] = Port("rosters")
TRACKERS: Port[Trackers] = Port("trackers")
SIGN_INS: Port[SignIns] = Port("sign_ins")
DAYS: Port[Days] = Port("days")
FINDING: Port[Finding] = Port("finding")
PRIVACY: Port[Privacy] = Port("privacy")
NUMBERS: Port[Numbers] = Port("numbers")


class Tx(Protocol):
    """One open transaction: ``tx[PORT]`` is what fulfils a feature's port; what every room needs is at hand by name."""

    def __getitem__(self, port: Port[P], /) -> P: ...

    districts: Districts
    people: People
    teams: Teams
    occasions: Occasions
    history: History
    drafts: Drafts
    inbox: Inbox
    outbox: Outbox
    kept: Kept

    # by feature, until each is asked for by its port
    places: Places
    cases: Cases
    sos: SosCases
    evidence: Evidences
    numbers: Numbers
    privacy: Privacy
    finding: Finding
    sign_ins: SignIns
    trackers: Trackers
    days: Days
    handovers: Handovers
    handbooks: Handbooks
    rosters: Rosters


class Store(Protocol):
    """The memory. *trouble* is a code for why it last refused to write; empty where it never did, or nobody knows."""

    trouble: str

    @property
    def is_shared(self) -> bool:
        """Whether other programs may write to it too."""

    def begin(self) -> AbstractAsyncContextManager[Tx]:
        """A writing transaction: one at a time, committed at the end, rolled back on an exception."""

    def look(self) -> AbstractAsyncContextManager[Tx]:
        """A reading transaction, beside the writer; nothing in it may write."""
