"""What is said about a piece that went to a case, or from one to another: quietly to who sent it, aloud to teams."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.incidents import phrases
from bot.incidents.closing import albums
from bot.incidents.reporting.loose import lately
from bot.incidents.table import Incident
from bot.outbox.letters import Button, Letter, LetterKind, Priority, Rows
from bot.register.people import Member
from bot.work import mustering, telling
from bot.work.work import Work


def _purpose(piece: Evidence) -> str:
    return f"added:{piece.id}"


async def added(work: Work, incident: Incident, piece: Evidence, *, card_says_it: bool = False) -> None:
    """Who sent it is told, with the tap that makes a report of its own of it.

    *card_says_it*: the group's card shows the words, so nothing more is said there.
    """
    if card_says_it and piece.chat_id == work.district.chat_id and piece.kind is EvidenceKind.TEXT:
        return
    button = Button("button-new-report", f"piece:{work.district.id}.{incident.number}:new:{piece.id}")
    if piece.kind is EvidenceKind.TEXT:
        await _quietly(work, incident, piece, "piece-added", ((button,),))
    else:
        await _added_to_series(work, incident, piece, button)


async def _added_to_series(work: Work, incident: Incident, piece: Evidence, button: Button) -> None:
    """One message for all pictures of a series, which counts them."""
    said = [one for one in await lately.of(work, piece.by_id, piece.chat_id) if one.case_id == incident.id]
    rows = [row for row in await lately.standing(work, said) if not row[0].until]
    found = [one for _, one in lately.series(rows, piece.id)] or [piece]
    each = {one.id: one for first in found for one in await albums.with_it(work, first)}
    is_photos = all(one.kind is EvidenceKind.PHOTO for one in each.values())
    what = {"word": "pictures-photos" if is_photos else "pictures-pieces", "count": len(each)}
    stands = await work.tx.outbox.postings(incident.id, _purpose(found[0])) if len(found) > 1 else []
    member = await _sender(work, piece)
    for posting in (told := [one for one in stands if not one.gone]):
        language = member.language if member and posting.user_id else None
        await telling.amend(
            work, posting, "pictures-added", language=language, buttons=((button,),), number=incident.number, what=what
        )
    if not told:
        await _quietly(work, incident, found[0], "pictures-added", ((button,),), what=what)


async def moved(work: Work, former: Incident, pieces: Sequence[Evidence], key: str, **facts: Any) -> None:
    """They are with *former* no longer: what told of that says so, without its tap; else it is told once."""
    purposes = {_purpose(piece) for piece in pieces}
    await work.tx.outbox.cancel(former.id, sorted(purposes), work.now)
    told = [one for one in await work.tx.outbox.postings(former.id, *sorted(purposes)) if not one.gone]
    member = await _sender(work, pieces[-1])
    for posting in told:
        language = member.language if member and posting.user_id else None
        over = replace(posting, purpose="added-former")
        await telling.amend(work, over, key, language=language, former=former.number, **facts)
    if not told:
        await _quietly(work, former, pieces[-1], key, former=former.number, **facts)


async def _sender(work: Work, piece: Evidence) -> Member | None:
    return await work.tx.people.member(work.district.id, piece.by_id)


async def _quietly(work: Work, incident: Incident, piece: Evidence, key: str, buttons: Rows = (), **facts: Any) -> None:
    """Without a sound: in private where that is open, else as an answer in the group, when there is room for it."""
    member = await _sender(work, piece)
    is_private = piece.chat_id == piece.by_id or bool(member and member.private_open)
    await work.post(
        Letter(
            district_id=None,
            chat_id=piece.by_id if is_private else piece.chat_id,
            user_id=piece.by_id if is_private else None,
            kind=LetterKind.NOTE,
            priority=Priority.ANSWER if is_private else Priority.EDIT,
            created_at=work.now,
            case_id=incident.id,
            key=key,
            facts={"number": incident.number, **facts},
            buttons=buttons,
            language=(member and member.language) or work.district.language,
            collapse=_purpose(piece),
            purpose=_purpose(piece),
            reply_to=piece.message_id if is_private == (piece.chat_id == piece.by_id) else None,
            silent=True,
        )
    )


async def to_teams(work: Work, incident: Incident, key: str, **facts: Any) -> None:
    """Everybody who goes there hears it: what was said of danger, or that it belongs elsewhere."""
    muster = await mustering.of(work)
    teams = [muster.of(one.team_id) for one in incident.assignments if one.is_open]
    people = [m for team in teams if team for m in team.available if m.user_id != work.who.user_id]
    await telling.tell(
        work,
        people,
        key,
        priority=Priority.ORDER,
        about=incident,
        purpose="told-lead",
        number=incident.number,
        **facts,
        **phrases.what(work, incident),
    )
