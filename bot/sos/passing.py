"""What is said about a call for help goes on to all who help: at once, or, where too much comes to be read, together.

Nothing of it is left out: every word goes on, only in fewer messages, and every picture and voice, after the words.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.outbox.letters import Letter, Priority
from bot.register.people import Member
from bot.sos import actions, alerts
from bot.sos.table import Sos
from bot.values import texts
from bot.work import mustering
from bot.work.work import Work

AT_ONCE, WITHIN = 20, timedelta(minutes=1)
"""So many messages of one person in this time go on one by one."""

TOGETHER = timedelta(seconds=5)
"""What comes beyond that within this time is one message."""

MOST_WORDS = 3000
"""UTF-16 units of the words in such a message; what has no room begins the next one."""


async def on(work: Work, call: Sos, piece: Evidence) -> None:
    """Words, or a picture or voice, of the one who speaks: to all captains and everybody who helps, with a sound."""
    caller = (await mustering.of(work)).members.get(call.reporter_id or 0)
    people = [*await alerts.commanders(work, call), *await alerts.rescuers(work, call), *([caller] if caller else [])]
    others = [m for m in people if m.user_id != work.who.user_id]
    said: dict[str, Any] = {"name": work.who.name, "words": texts.cut(texts.line(piece.text), actions.MOST_WORDS)}
    is_too_much = await _is_too_much(work, call)
    if piece.kind is not EvidenceKind.TEXT:
        file: dict[str, Any] = {"file": [str(piece.kind), piece.file_id], "what": {"word": f"piece-{piece.kind}"}}
        priority = Priority.ORDER if is_too_much else Priority.SOS
        await alerts.tell(work, call, others, "sos-sends", priority=priority, **said, **file)
    elif is_too_much:
        await _together(work, call, others, said)
    else:
        await alerts.tell(work, call, others, "sos-says", **said)


async def _is_too_much(work: Work, call: Sos) -> bool:
    """Count one more of the one who speaks; whether it is more than goes on one by one."""
    name, now = f"{alerts.COUNTED}:{call.id}:{work.who.user_id}", work.now.isoformat()
    since, said = await work.tx.kept.get(name) or (now, 0)
    if not timedelta(0) <= work.now - datetime.fromisoformat(since) < WITHIN:
        since, said = now, 0
    await work.tx.kept.put(name, [since, said + 1])
    return bool(said >= AT_ONCE)


async def _together(work: Work, call: Sos, people: Iterable[Member], said: dict[str, Any]) -> None:
    """Each gets it in the message that still waits for them, else in a new one, which waits for more."""
    begins = f"says:{call.id}:{work.who.user_id}:"
    waiting = await work.tx.outbox.waiting_as(call.id, begins)
    each: dict[str, list[Member]] = {}
    for member in people:
        before = _waits_for(call, waiting, member)
        has_room = before is not None and texts.utf16(_both(before, said)) <= MOST_WORDS
        each.setdefault(_which(before) if before is not None and has_room else "", []).append(member)
    for which, those in each.items():
        before = next((one for one in waiting if which and _which(one) == which), None)
        await alerts.tell(
            work,
            call,
            those,
            "sos-says",
            collapse=which or f"{begins}{round(work.now.timestamp() * 1000)}",
            not_before=before.not_before if before is not None else work.now + TOGETHER,
            **said | ({"words": _both(before, said)} if before is not None else {}),
        )


def _waits_for(call: Sos, waiting: Sequence[Letter], member: Member) -> Letter | None:
    """The newest of what waits to go to somebody, where it has the buttons that they would have now."""
    own = [one for one in waiting if member.user_id in {one.user_id, *one.mentions}]
    if not own:
        return None
    private = [] if own[-1].user_id is None else [str(member.user_id)]
    as_now = ":".join((_which(own[-1]), *alerts.next_steps(call, member.user_id, member.team_id), *private))
    return own[-1] if own[-1].collapse == as_now else None


def _which(letter: Letter) -> str:
    """By what such a message is known, whoever it goes to: the call, who speaks, and when it was begun."""
    return ":".join((letter.collapse or "").split(":")[:4])


def _both(before: Letter, said: dict[str, Any]) -> str:
    return " / ".join(filter(None, (str(before.facts["words"]), str(said["words"]))))
