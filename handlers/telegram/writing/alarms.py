"""Alarms: a call for help in words and buttons, for the group and for each who is to come."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from bot.outbox.letters import Button, Letter, Rows
from bot.register import fixes
from bot.screens.board import Board
from bot.sos import alerts
from bot.sos import table as sos_table
from bot.sos.alerts import FORMER, PURPOSE
from bot.sos.view import Going, SosView
from bot.values import formats, geo, texts
from bot.words import Words
from handlers.telegram.writing import notes, saying
from handlers.telegram.writing.calls import Call
from handlers.telegram.writing.saying import Raw, Say

SAME_PLACE_M = 20.0
"""A position no farther than this from the one that a chat was sent last is not sent again."""


class AlarmWriter:
    """Writes letters of the kind SOS from the state at the moment of sending."""

    def __init__(self, words: Words, board: Board) -> None:
        self.words = words
        self.board = board

    async def write(self, letter: Letter) -> Call | None:
        """The card, written or edited, or one more alarm; None where the reason of an alarm is gone."""
        looked = await self.board.alarm(letter.case_id or 0, letter.chat_id, letter.purpose)
        if looked is None:
            return None
        view, posting = looked
        if edits := letter.facts.get("edits"):
            return self._call(letter, view, int(edits))
        if letter.purpose == PURPOSE:
            return self._call(letter, view, None) if view.call.is_live else None
        return self._call(letter, view, posting.message_id if posting else None)

    def _call(self, letter: Letter, view: SosView, stands: int | None) -> Call:
        language, is_former = letter.language or view.language, letter.purpose == FORMER and view.call.is_live
        rows = () if is_former else _rows(letter, view)
        said = self._text(letter, view, language, is_new=stands is None)
        call = notes.written(self.words, letter, language, said, rows, stands)
        return _with_place(call, letter, view) if stands is None and view.call.is_live else call

    def _text(self, letter: Letter, view: SosView, language: str, *, is_new: bool) -> str:
        """The words, who is in danger first; a new message with those it mentions, and the mark of a repeated one."""
        say = Say(self.words, language)
        links = notes.mentions(letter) if is_new else ""
        mark = say("repeated-mark") if letter.repeated and is_new else ""
        is_former = letter.purpose == FORMER and view.call.is_live
        times = letter.facts.get("told", 1) if letter.purpose == PURPOSE and view.call.is_live else 1
        again = say("sos-former") if is_former else say("sos-times", times=times) if times > 1 else ""
        said = text(say, view, alone=letter.chat_id > 0, is_former=is_former, may_move=_may_move(letter))
        return "\n".join(filter(None, (mark, said, again, links)))


def _with_place(call: Call, letter: Letter, view: SosView) -> Call:
    """*call* with the newest position after it as a native location, silent, where the chat has none so near."""
    point, last = view.call.point, view.pinned
    if point is None or (last is not None and geo.metres(last, point) <= SAME_PLACE_M):
        return call
    place = (notes.spot(letter, point.lat, point.lon),)
    return replace(call, then=place, keeps=(alerts.pin_name(view.call.id, letter.chat_id), alerts.pin(point)))


def _may_move(letter: Letter) -> bool:
    """Whether captains read it: nobody else takes or ends a call."""
    return bool(letter.facts.get("may_move"))


def text(say: Say, view: SosView, *, alone: bool, is_former: bool = False, may_move: bool = True) -> str:
    """Who, what they said, where they are and since when, who comes, and how it stands; empty lines are left out.

    A *former* alarm does not say how it stands: the newest one does. Commands are for those who *may_move* it.
    *alone*: in private, where a place has its own name.
    """
    call = view.call
    moves = [m for m in sos_table.MOVES if call.state in m.shown_in] if may_move and not is_former else ()
    lines = [
        _title(say, view),
        say("sos-incident", incident=view.incident) if view.incident else "",
        say("sos-words", words=call.words) if call.words else "",
        _where(say, view, alone=alone),
        _teams(say, view) if view.going else "",
        "" if is_former else _state(say, view),
        " · ".join(formats.command(m.command, call.number) for m in moves),
    ]
    return "\n".join(line for line in lines if line)


def _title(say: Say, view: SosView) -> str:
    call = view.call
    mark = say(f"mark-{call.state.replace('_', '-')}")
    drill = say("drill-mark") if call.drill else ""
    if call.reporter_id is None:
        return say("sos-title-team", mark=mark, team=view.team, drill=drill, number=call.number)
    team = say("sos-of-team", team=view.team) if view.team else ""
    return say(
        "sos-title", mark=mark, name=view.caller or str(call.reporter_id), team=team, drill=drill, number=call.number
    )


def _where(say: Say, view: SosView, *, alone: bool) -> str:
    call, near = view.call, view.near
    if call.point is None:
        return say("sos-no-position")
    if near is not None and near.is_near:
        at = saying.near_words(say, near, alone=alone)
    else:
        at = Raw(f"{call.point.lat:.5f}, {call.point.lon:.5f}")
    if call.fixed_at is None:
        return say("sos-at-case", at=at)
    age = formats.duration(say.language, max(0.0, (view.now - call.fixed_at).total_seconds()))
    hour = call.fixed_at.astimezone(view.zone).strftime("%H:%M:%S")
    if fixes.is_imprecise(call.accuracy_m):
        accuracy = formats.metres(say.language, call.accuracy_m or 0)
        return say("sos-position-imprecise", at=at, age=age, hour=hour, accuracy=accuracy)
    return say("sos-position", at=at, age=age, hour=hour)


def _teams(say: Say, view: SosView) -> str:
    """Who is to come, and how far it is; once it is over, who was called."""
    is_live = view.call.is_live
    measured = say(f"sos-measured-{view.measured}") if view.measured and is_live else ""
    teams = reduce(lambda one, other: say("both", one=one, other=other), (_going(say, one) for one in view.going))
    return say("sos-going" if is_live else "sos-called", teams=teams, measured=measured)


def _going(say: Say, one: Going) -> str:
    key = "sos-far-base" if one.from_base else "sos-far"
    far = say(key, metres=formats.metres(say.language, one.metres)) if one.metres is not None else ""
    return say(
        "sos-team",
        team=one.name,
        far=far,
        busy=say("sos-busy") if one.is_busy else "",
        stage=say(f"sos-stage-{one.stage}") if one.stage else "",
    )


def _state(say: Say, view: SosView) -> str:
    call = view.call

    def hour(at: Any) -> str:
        return str(at.astimezone(view.zone).strftime("%H:%M:%S")) if at else ""

    called = hour(call.reported_at)
    if call.state == sos_table.RAISED:
        return say("sos-waits", called=called)
    if call.state == sos_table.ACKNOWLEDGED:
        return say("sos-taken", called=called, by=view.taken_by, at=hour(call.acknowledged_at))
    key = "sos-cleared" if call.state == sos_table.CLEARED else "sos-false"
    reason = say("sos-reason", reason=texts.cut(call.reason, 300)) if call.reason else ""
    return say(key, called=called, by=view.ended_by, at=hour(call.ended_at), reason=reason)


def _rows(letter: Letter, view: SosView) -> Rows:
    """As its reader's team stands; in the group those who are sent and have no private chat read it too."""
    mine = [letter.facts.get("team_id")] if letter.user_id else [one.team_id for one in view.going]
    wanted = {name for team_id in mine for name in sos_table.steps(view.call, team_id)}
    steps = [name for name in sos_table.STEPS[0] if name in wanted]
    return buttons(view, may_move=_may_move(letter), steps=steps)


def buttons(view: SosView, *, may_move: bool, steps: Sequence[str] = ()) -> Rows:
    """The moves of the table where captains read it, what who is sent does next, and the way there."""
    call = view.call
    moves = [m.name for m in sos_table.MOVES if call.state in m.shown_in] if may_move else []
    data = f"sos:{view.district_id}.{call.number}:"
    keys, own = ([Button(f"button-{name.replace('_', '-')}", data + name) for name in each] for each in (moves, steps))
    rows: list[tuple[Button, ...]] = [tuple(row) for row in (keys[:1], keys[1:], own) if row]
    if call.point is not None and call.is_live:
        url = view.country.map_link(call.point, call.number)
        rows.append((Button("button-navigate", url=url),))
    return tuple(rows)
