"""Calls for help as the API writes them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.sos.table import State
from handlers.web.answers import Pair
from handlers.web.case_answers import Assignment, Line, PossibleMove, TeamName, Words


class Call(BaseModel):
    """Everything about one call for help. *team* is that of the caller, or the silent one; *told* how often all were.

    *point* is where they are as far as is known, since *fixed_at* (null: it is the place of the case).
    """

    number: int
    district: int
    kind: str
    state: State
    drill: bool
    version: int
    reporter: str | None
    team: TeamName | None
    words: str
    point: Pair | None
    fixed_at: datetime | None
    reported_at: datetime
    told: int
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    ended_at: datetime | None
    ended_by: str | None
    reason: str | None
    assignments: list[Assignment]
    history: list[Line]
    moves: list[PossibleMove]


class CallFacts(BaseModel):
    """The facts of a move of a call."""

    model_config = ConfigDict(extra="forbid")

    reason: Words | None = None


class CallWish(BaseModel):
    """A move as somebody asks for it. *by* is the captain for whom a program asks; people leave it out.

    A page that asked whether somebody is sure says so by *sure*; a call has no team to be sent by hand.
    """

    model_config = ConfigDict(extra="forbid")

    facts: CallFacts = CallFacts()
    text: Words = ""
    team: None = None
    by: Annotated[int, Field(ge=1, le=2**52)] | None = None
    sure: bool = False


class CallMoved(BaseModel):
    """It is done: what the one who asked is told, and how the call stands now."""

    said: str
    state: State
    version: int
