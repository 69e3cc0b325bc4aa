"""Every kind of case by its number, and what ``/case`` tells of those that are no incidents."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.cases import kinds, programs, retold
from bot.cases.case import Assignment
from bot.cases.kinds import KINDS
from bot.privacy.port import PRIVACY
from bot.register.people import Member
from bot.values import formats, texts
from bot.values.refused import Refused
from bot.work import answer, mustering
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer
from bot.work.history import Record
from bot.work.work import Work

SHOWN, LOOKED_AT = 40, 200
"""So many lines of a case's history are shown in chat, of so many that are read: not every line is told."""


async def meant(work: Work, number: int | None, reply_to: int | None, name: str) -> Any:
    """The case of a number or a reply, of whatever kind; without either the one that is meant.

    *name* is the command, as a refusal writes it.
    """
    if number is not None:
        found = await kinds.by_number(work, number)
        if found is None:
            raise Refused("no-such-case", number=number)
        return found
    other = await of_reply(work, reply_to)
    guess = next((kind.meant for kind in work.at_hand[KINDS] if kind.meant), None)
    if other is not None or guess is None:
        return other
    return await guess(work, reply_to, name)


async def of_reply(work: Work, reply_to: int | None) -> Any | None:
    """The case that a message replied to is about, of whatever kind; None where it is about none."""
    for kind in work.at_hand[KINDS]:
        if kind.of_reply is not None and (found := await kind.of_reply(work, reply_to)) is not None:
            return found
    posting = await work.tx.outbox.posting(work.who.chat_id, reply_to) if reply_to is not None else None
    if posting is None or posting.case_id is None or posting.district_id != work.district.id:
        return None
    return await kinds.by_id(work, posting.case_id)


async def team_lines(work: Work, assignments: Iterable[Assignment]) -> list[dict[str, Any]]:
    """Each team that was sent, with its times and how it ended, as facts of the words."""
    muster = await mustering.of(work)
    return [
        {
            "word": "case-team",
            "team": (s.team.name if (s := muster.of(a.team_id)) else str(a.team_id)),
            "role": {"word": f"role-{a.role}"},
            "steps": answer.listed(_steps(work, a)),
            "reason": retold.because({"reason": _why(a.reason)}),
        }
        for a in assignments
    ]


def _steps(work: Work, of: Assignment) -> list[dict[str, Any]]:
    """What a team has done of its part, each with its hour, and how that ended."""
    each = {"sent": of.sent_at, "accepted": of.accepted_at, "arrived": of.arrived_at}
    steps = [{"word": f"case-team-{step}", "at": answer.hour(work, at)} for step, at in each.items() if at]
    if of.ended_at is None:
        return steps
    ended = {"word": "case-team-ended", "at": answer.hour(work, of.ended_at)}
    return [*steps, ended | {"outcome": {"word": f"part-{of.outcome or 'open'}"}}]


def _why(reason: str | None) -> Any:
    """Why a team's part ended: a code by its word, else as it was said."""
    return {"word": f"reason-{formats.dashed(reason)}", "else": "reason-said", "said": reason} if reason else ""


async def name(work: Work, user_id: int | None) -> str:
    """As it stands in the register, also of somebody who left; a dash for nobody."""
    member = await work.tx.people.member(work.district.id, user_id) if user_id else None
    return member.name if member else texts.NAMELESS if user_id else "-"


def _registered(work: Work) -> None:
    if work.who.member is None:
        raise Refused("not-registered")


@action(Right.REGISTERED, "looks.case")
async def case(work: Work, *, number: int | None, reply_to: int | None) -> Answer:
    """``/case 42``: everything about one case, of whatever kind."""
    _registered(work)
    one = await meant(work, number, reply_to, "case")
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "case", one.id, work.now)
    return await work.at_hand[KINDS].of(one).show(work, one)


@action(Right.REGISTERED, "looks.note")
async def note(work: Work, *, what: str, case_id: int) -> Answer:
    """Write down that somebody looked at a case elsewhere than in chat."""
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, what, case_id, work.now)
    return QUIET


def _by(record: Record, members: Mapping[int, Member], named: Mapping[int, str]) -> Any:
    """Who did it: a person, a program of another system, or the clock."""
    person = members.get(record.by_id or 0)
    return person.name if person else programs.who(record, named) or str(record.by_id or "") or {"word": "the-clock"}


@action(Right.DISTRICT, "looks.history")
async def history(work: Work, *, number: int | None, reply_to: int | None) -> Answer:
    """``/history 42``: every change, who, when, what, through which channel; of a case of whatever kind."""
    one = await meant(work, number, reply_to, "history")
    if (instead := work.at_hand[KINDS].of(one).reads(work, one)) is not None:
        return instead
    await work.tx[PRIVACY].looked(work.district.id, work.who.user_id, "history", one.id, work.now)
    members = {one.user_id: one for one in await work.tx.people.known(work.district.id)}
    lines, rows = [], await work.tx.history.of_case(one.id, LOOKED_AT)
    named = await programs.names(work, (row.record for row in rows))
    for row in rows:
        record = row.record
        if (what := await work.at_hand[KINDS].of(one).retold(work, one, row)) is None:
            continue
        lines.append(
            {
                "word": "history-line",
                "at": answer.hour(work, record.at),
                "what": what,
                "by": _by(record, members, named),
                "channel": {"word": f"channel-{record.channel}"},
                "late": {"word": "entered-at", "at": answer.hour(work, row.recorded_at)}
                if abs((row.recorded_at - record.at).total_seconds()) > 60
                else "",
                "how": {"word": "implied"} if record.implied else {"word": "automatic"} if record.automatic else "",
            }
        )
    count = len(lines) if len(rows) < LOOKED_AT else await work.tx.history.count(one.id)
    return answer.answer("history", number=one.number, lines=lines[-SHOWN:], count=count)
