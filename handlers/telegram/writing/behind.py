"""Behind a letter: what was to follow it at once, and could not, goes by itself a moment later, as it is by then."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.outbox.letters import Letter, LetterKind, LetterState
from bot.screens.board import Board
from bot.sos import alerts
from bot.values.geo import Point
from handlers.telegram.writing import notes
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.notes import NoteWriter


def left(letter: Letter, call: Call, now: datetime, at: datetime, *, repeated: bool) -> Letter | None:
    """The letter by which *call*, which follows *letter*, goes by itself from *at* on; None where it is not worth it.

    Worth it are locations, the file of a call for help, and what the reporter of a case sent, under the order to a
    team. *repeated*: it may have come before. It belongs to no case: nothing else gives way to it.
    """
    facts = _facts(letter, call)
    if facts is None:
        return None
    is_of_state = letter.kind in {LetterKind.SOS, LetterKind.ORDER}
    alone = replace(
        letter,
        id=0,
        case_id=None,
        kind=LetterKind.NOTE if is_of_state else letter.kind,
        key="",
        facts=facts,
        buttons=(),
        mentions=(),
        collapse=f"{notes.ALONG}:{letter.case_id}:{letter.chat_id}" if "spot" in facts else None,
        purpose=notes.ALONG,
        thread=call.params.get("message_thread_id"),
    )
    begun = replace(alone, created_at=now, not_before=at, attempts=0, repeated=repeated)
    return replace(begun, state=LetterState.WAITING, sending_at=None)


def _facts(letter: Letter, call: Call) -> dict[str, Any] | None:
    """What it sends, a *spot* (degrees) or a *file* (kind, id), and *of* which case it is, where that may end it."""
    is_sos = letter.kind is LetterKind.SOS or letter.key == "sos-found"
    of = {"of": letter.case_id, "sos": is_sos, "team_id": letter.facts.get("team_id")}
    if call.method == notes.SPOT:
        return {**of, "spot": [call.params["latitude"], call.params["longitude"]]}
    if notes.is_file(letter, call):
        return {"file": letter.facts["file"]}
    kind = next((one for one, method in notes.FILES.items() if method == call.method), None)
    if letter.kind is not LetterKind.ORDER or kind is None:
        return None
    return {**of, "file": [kind, call.params[kind]]}


class Behind:
    """Writes them: where somebody or a case is by then, or the file."""

    def __init__(self, board: Board, plain: NoteWriter) -> None:
        self.board = board
        self.plain = plain

    async def write(self, letter: Letter) -> Call | None:
        """None where its reason is gone: all is over, the team has the case no more, a newer place was sent."""
        facts = letter.facts
        if facts.get("of") is None:
            return self.plain.alone(letter)
        if facts["sos"]:
            return await self._caller(letter)
        looked = await self.board.view(facts["of"], letter.chat_id, letter.purpose)
        if looked is None:
            return None
        incident, team_id = looked[0].incident, facts["team_id"]
        if (incident.of_team(team_id) if team_id is not None else incident.lead) is None:
            return None
        if "file" in facts:
            return self.plain.alone(letter)
        return notes.spot(letter, incident.point.lat, incident.point.lon) if incident.point else None

    async def _caller(self, letter: Letter) -> Call | None:
        """The newest position of who is in danger, where the one that did not go is the last that was meant to."""
        looked = await self.board.alarm(letter.facts["of"], letter.chat_id, letter.purpose)
        call, last = (looked[0].call, looked[0].pinned) if looked else (None, None)
        if call is None or call.point is None or not call.is_live or last != Point(*letter.facts["spot"]):
            return None
        kept = (alerts.pin_name(call.id, letter.chat_id), alerts.pin(call.point))
        return replace(notes.spot(letter, call.point.lat, call.point.lon), keeps=kept)
