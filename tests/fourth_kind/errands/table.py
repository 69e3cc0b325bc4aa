"""An errand as a case: its states, its moves, its one limit."""

from dataclasses import dataclass
from datetime import timedelta

from bot.cases.case import Case
from bot.cases.moves import REASON, Does, Move, Need, Table, Tell
from bot.cases.rulebook import Rulebook
from bot.cases.store import CaseStore
from bot.values.port import Port
from bot.work.history import Part
from bot.work.schedule import Due
from bot.work.work import Work

KIND = "errand"
ASKED, GIVEN, BROUGHT, DROPPED = "asked", "given", "brought", "dropped"
LIVE = frozenset({ASKED, GIVEN})
FORGOTTEN, FORGOTTEN_AFTER = "errand_forgotten", timedelta(minutes=10)
"""Captains hear of one that no team was given in this time."""

_CARD, _TEAM = frozenset({Tell.CARD}), Need("team", found=True)
MOVES = Table(KIND, begins=ASKED, live=LIVE, first="ask", moves=(
    Move("give", frozenset({ASKED}), GIVEN, frozenset({Part.CAPTAIN}), _CARD, (Does.SEND_LEAD,), (_TEAM,)),
    Move("bring", frozenset({GIVEN}), BROUGHT, frozenset({Part.LEAD}), _CARD, (Does.END_ALL,), command="bring"),
    Move("drop", LIVE, DROPPED, frozenset({Part.CAPTAIN, Part.REPORTER}), _CARD, (Does.END_ALL,),
         (REASON,), outcome="recalled", command="drop"),
))  # fmt: skip


@dataclass(frozen=True)
class Errand(Case):
    """*what* is to be fetched, in the words of the one who asks."""

    what: str = ""


ERRAND = Rulebook(MOVES, guards={}, rules={})
ERRANDS: Port[CaseStore[Errand]] = Port("errands")


def dues(work: Work, errand: Errand) -> list[Due]:
    """Captains hear once that nobody was given it."""
    if errand.state != ASKED:
        return []
    return [Due(f"{KIND}:{errand.id}/", FORGOTTEN, errand.reported_at + FORGOTTEN_AFTER)]
