"""Cases as the API writes them."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from bot.incidents.table import State
from handlers.web.answers import ItemName, Pair
from handlers.web.case_doors import AtDoor

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _within(at: datetime) -> datetime:
    """An instant that the database can hold: what lies farther away finds the same cases."""
    return min(max(at, EARLIEST), LATEST)


When = Annotated[AwareDatetime, AfterValidator(_within)]
"""An instant as somebody asks for it, with its zone."""

Words = Annotated[str, Field(max_length=1000)]
"""Free words of people."""


class Near(BaseModel):
    """The nearest registered place; *compass* is the direction from there (n, ne, e …)."""

    name: str
    metres: int
    compass: str


class CaseInBrief(BaseModel):
    """One line of a list. *team* leads it now; *held_s* are the seconds of past holds."""

    number: int
    district: int
    kind: str
    item: ItemName
    severity: str
    state: State
    point: Pair | None
    place: str | None
    team: int | None
    reported_at: datetime
    due_at: datetime
    done_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    overdue: bool
    held_s: int
    drill: bool
    version: int


class Cases(BaseModel):
    """One page of cases, newest report first. *next* leads to older ones, as *after*; null: there are none.

    The first page tells in *count* how many fit in all, counted up to 1,000; *more*: there may be more than that.
    """

    cases: list[CaseInBrief]
    per_page: int
    next: str | None
    count: int | None
    more: bool | None


class TeamName(BaseModel):
    """A team."""

    id: int
    name: str


class Coded(BaseModel):
    """A stable code with its words."""

    code: str
    name_zh: str
    name_en: str


class Sentence(BaseModel):
    """A sentence of the handbook."""

    zh: str
    en: str


class Waiver(BaseModel):
    """A captain did without a piece: why, who, when, as recorded."""

    reason_zh: str
    reason_en: str
    by: str | None
    at: datetime


class AskedFor(Coded):
    """One piece that closing asks for. *piece* is the one that counts as it; *waiver* is null if none is on record."""

    stands: Literal["there", "missing", "waived"]
    piece: int | None
    waiver: Waiver | None


class BeforeAndAfter(BaseModel):
    """The pieces that show what was achieved; *picture* is where both are as one JPEG."""

    before: int
    after: int
    picture: str


class Hidden(BaseModel):
    """Which captain keeps a picture off the wall, and since when."""

    by: str | None
    at: datetime


class Looked(BaseModel):
    """Who looked last, and when."""

    by: str | None
    at: datetime


class Camera(BaseModel):
    """A camera near the case; *look* leads to its picture, and that somebody looks is written down.

    *metres* from the case; *compass* is the direction of the case from there.
    """

    code: str
    name: str
    point: Pair
    metres: int
    compass: str
    look: str
    looked: Looked | None


class Piece(BaseModel):
    """One piece of evidence; *picture* is where its picture is, of photos, *clip* where its film is, of videos.

    *counts_as* is the code of what it counts as among *asked*; *seen_in* the number of another case that had the same
    picture before.
    """

    id: int
    kind: str
    stage: str
    taken_at: datetime
    by: str | None
    text: str
    picture: str | None
    clip: str | None
    hidden: Hidden | None
    counts_as: str | None
    seen_in: int | None


class Evidence(BaseModel):
    """What closing asks for with *outcome*: how many pieces there are and are wanted, each of them, and all that came.

    *outcome* is the one that was said, with the team's own words in *note*; until then what *fixed* will ask for.
    *criterion* is when the handbook calls it closed, null where it does not say.
    """

    have: int
    need: int
    outcome: Coded
    note: str | None
    criterion: Sentence | None
    asked: list[AskedFor]
    pair: BeforeAndAfter | None
    pieces: list[Piece]


class Assignment(BaseModel):
    """One team on the case, from order to end; *metres* is how far it was when it was sent."""

    team: TeamName
    role: str
    sent_at: datetime
    accepted_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    metres: float | None


class Line(BaseModel):
    """One line of the history: when it happened, when it was recorded, what, who (null: the clock), how.

    *said_zh* and *said_en* are what was done, with its object.
    """

    at: datetime
    recorded_at: datetime
    move: str
    before: str
    after: str
    by: str | None
    channel: str
    automatic: bool
    implied: bool
    team: TeamName | None
    text: str | None
    said_zh: str
    said_en: str


class Choice(BaseModel):
    """One value that a fact of a move may have, in words."""

    value: int | str
    label_zh: str
    label_en: str
    note_zh: str | None
    note_en: str | None


class Need(BaseModel):
    """A fact that a move wants; without choices it is free."""

    name: str
    choices: list[Choice] | None
    optional: bool


class PossibleMove(BaseModel):
    """A move that this visitor may make now; *command* is the text command in chat."""

    move: str
    command: str
    asks_once: bool
    needs: list[Need]


class Case(CaseInBrief):
    """Everything about one case, and what the visitor may do with it."""

    near: Near | None
    reporter: str | None
    words: str
    source: str | None
    evidence: Evidence
    cameras: list[Camera]
    assignments: list[Assignment]
    history: list[Line]
    door: AtDoor | None
    moves: list[PossibleMove]


def _split(given: Any) -> Any:
    """A point that somebody typed: ``30.3147, 120.2741``."""
    return given.split(",") if isinstance(given, str) else given


class MoveFacts(BaseModel):
    """The facts of a move, as ``moves`` of the case names them."""

    model_config = ConfigDict(extra="forbid")

    reason: Words | None = None
    outcome: Words | None = None
    minutes: Annotated[float, Field(ge=1, le=10080)] | None = None
    free: bool | None = None
    item: Words | None = None
    severity: Words | None = None
    department: Words | None = None
    into: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    point: Annotated[Pair, BeforeValidator(_split, json_schema_input_type=Pair)] | None = None
    piece: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    note: Words | None = None


class MoveWish(BaseModel):
    """A move as somebody asks for it. *by* is the captain for whom a program asks; people leave it out.

    *sure* goes ahead where the answer asked whether somebody is.
    """

    model_config = ConfigDict(extra="forbid")

    facts: MoveFacts = MoveFacts()
    text: Words = ""
    team: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    by: Annotated[int, Field(ge=1, le=2**52)] | None = None
    sure: bool = False


class Moved(BaseModel):
    """It is done: what the one who asked is told, and how the case stands now."""

    said: str
    state: State
    version: int
