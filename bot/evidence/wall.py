"""Pictures on the wall: off until a captain turns them on, and a captain keeps any single one off it."""

from collections.abc import Sequence

from bot.cases import kinds
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.register.districts import District
from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import Answer, answer
from bot.work.history import Part, Record
from bot.work.work import Work

KEPT = "wall_pictures"
"""The district's setting that holds whether the wall shows pictures."""

CHOICES = ("off", "on")

SEEN = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO})
"""Kinds that a wall shows: photos stand, films and video notes play."""


def of(district: District) -> str:
    """``on`` or ``off``."""
    return CHOICES[bool(district.settings.get(KEPT))]


@action(Right.CAPTAIN, "wall.hide")
async def hide(work: Work, *, number: int | None = None, reply_to: int | None = None, hidden: bool = True) -> Answer:
    """``/hide``: in reply to a picture that one, with its album; with a number what the wall shows of that case.

    *hidden* false: it may be shown again.
    """
    pieces = await _meant(work, number, reply_to, hidden=hidden)
    for piece in pieces:
        await _set(work, piece, hidden=hidden)
    return await _told(work, pieces, hidden=hidden)


@action(Right.CAPTAIN, "wall.hide_one")
async def hide_one(work: Work, *, evidence_id: int, hidden: bool) -> Answer:
    """One picture, tapped on the page; the other captains see there who hid it."""
    piece = await work.tx[EVIDENCE].get(evidence_id)
    if piece is None or not _is_here(work, piece):
        raise Refused("no-such-picture")
    await _set(work, piece, hidden=hidden)
    return await _told(work, [piece], hidden=hidden)


async def _told(work: Work, pieces: Sequence[Evidence], *, hidden: bool) -> Answer:
    case = await kinds.by_id(work, pieces[0].case_id)
    number = case.number if case is not None else 0
    return answer("wall-hidden" if hidden else "wall-shown", number=number, count=len(pieces))


def _is_here(work: Work, piece: Evidence) -> bool:
    return piece.district_id == work.district.id and piece.kind in SEEN and piece.case_id is not None


async def _meant(work: Work, number: int | None, reply_to: int | None, *, hidden: bool) -> Sequence[Evidence]:
    """The pictures that are meant; Refused where there are none."""
    evidence = work.tx[EVIDENCE]
    if number is not None:
        case = await kinds.by_number(work, number)
        if case is None:
            raise Refused("no-such-case", number=number)
        shown = await evidence.newest_seen([case.id]) if hidden else {}
        kept_off = [piece for piece in await evidence.of_case(case.id) if piece.hidden_at] if not hidden else []
        found = [*shown.values(), *kept_off]
        if not found:
            raise Refused("wall-none-of-case" if hidden else "wall-none-hidden", number=number)
        return found
    piece = await evidence.by_message(work.who.chat_id, reply_to) if reply_to is not None else None
    if piece is None or not _is_here(work, piece):
        raise Refused("wall-which")
    album = await evidence.by_album(work.who.chat_id, piece.album) if piece.album else [piece]
    return [one for one in album if _is_here(work, one) and one.case_id == piece.case_id]


async def _set(work: Work, piece: Evidence, *, hidden: bool) -> None:
    """Hide it or not; who did it stays in the history of the case. Nothing where it is so already."""
    case, who = await kinds.by_id(work, piece.case_id), work.who
    if case is None or hidden == (piece.hidden_at is not None):
        return
    await work.tx[EVIDENCE].hide(piece.id, who.user_id if hidden else None, work.now if hidden else None)
    name, state = "hide_picture" if hidden else "show_picture", str(case.state)
    line = Record(name, state, state, work.now, who.user_id, Part.CAPTAIN, who.channel, facts={"piece": piece.id})
    await work.tx.history.add(work.district.id, case.id, line, work.now)
