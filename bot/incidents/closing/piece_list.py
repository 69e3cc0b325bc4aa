"""The list of a case's pieces: one message for whoever sends them, ticked off as they come, with the next step on it.

It is written from the case as it stands when it goes. It is edited in place as long as it is the newest thing of ours
in its chat. Where something else of ours stands below it, where the last wanted piece lies below it, and where that
piece counts as nothing, it comes anew, and the one before is a line without buttons.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.cases.case import Change
from bot.cases.rulebook import Facts
from bot.evidence.pieces import COMPARED, EVIDENCE, Evidence, EvidenceKind
from bot.handbook.model import Item
from bot.incidents import limits, proof
from bot.incidents.orders import next_step
from bot.incidents.store import INCIDENTS
from bot.incidents.table import ACCEPTED, DISPATCHED, LIVE, ON_SCENE, OPEN, RESOLVED, Incident
from bot.outbox.letters import PIECES_LIST, Button, Letter, LetterKind, Priority, Rows
from bot.register.people import RoleName
from bot.work import mustering
from bot.work.answer import Answer, answer
from bot.work.work import Work

PICTURE_S, ALBUM_S = 1.0, 2.0
"""The list waits so long: for what the picture looks like, and for more of an album."""

A_ROW, MOST_MORE = 5, 10
"""Buttons beside each other; and pieces beyond those asked for that are named one by one: an album has no more."""


BEFORE_ARRIVAL = frozenset({OPEN, DISPATCHED, ACCEPTED})
"""Where a photo shows no result yet."""

WANTED = frozenset({"pieces-line-missing", "pieces-line-waived"})
"""Lines for those who handle the case: who only reported it is asked for nothing."""


@dataclass(frozen=True)
class Listed:
    """The list as it goes. *is_anew*: what it says is worth a new message where the last piece lies below the old one.

    *last_id* is the message of the last piece that came in this chat.
    """

    said: Answer
    is_anew: bool
    last_id: int


async def taken(work: Work, incident: Incident, stored: Evidence) -> Answer:
    """A piece has come: a sign on it at once, and the list a moment later."""
    wait = ALBUM_S if stored.album else PICTURE_S if stored.kind in COMPARED else 0.0
    await tell(work, incident, wait_s=wait)
    return Answer("", silent=True, reaction="reaction-kept")


async def tell(work: Work, incident: Incident, *, wait_s: float = 0.0) -> None:
    """Have the list written for the one who speaks: in private where that is open, else beside their piece."""
    who = work.who
    is_private = who.in_private or bool(who.member and who.member.private_open)
    await _post(
        work,
        incident,
        who.user_id if is_private else who.chat_id,
        who.user_id,
        language=who.language if is_private else None,
        reply_to=who.message_id if is_private == who.in_private else None,
        thread=None if is_private else who.thread,
        wait_s=wait_s,
    )


async def refresh(work: Work, incident: Incident, *, anew_for: int | None = None) -> None:
    """Bring every list of a case that stands up to date; by a new message for the one who has to see it at once."""
    members = (await mustering.of(work)).members
    standing = [one for one in await work.tx.outbox.postings(incident.id, PIECES_LIST) if not one.gone]
    for posting in {one.chat_id: one for one in standing}.values():
        member = members.get(posting.user_id or 0)
        await _post(
            work,
            incident,
            posting.chat_id,
            posting.user_id,
            language=member.language if member else None,
            anew=anew_for is not None and posting.user_id == anew_for,
        )


async def _post(
    work: Work,
    incident: Incident,
    chat_id: int,
    by_id: int | None,
    *,
    language: str | None = None,
    reply_to: int | None = None,
    thread: int | None = None,
    wait_s: float = 0.0,
    anew: bool = False,
) -> None:
    is_private = chat_id > 0
    await work.post(
        Letter(
            district_id=None,
            chat_id=chat_id,
            user_id=by_id if is_private else None,
            kind=LetterKind.PIECES,
            priority=Priority.ANSWER,
            created_at=work.now,
            case_id=incident.id,
            facts={"by": by_id, "anew": anew},
            language=language or work.district.language,
            collapse=f"pieces:{incident.id}:{chat_id}",
            purpose=PIECES_LIST,
            reply_to=reply_to,
            thread=thread,
            silent=not is_private,
            not_before=work.now + timedelta(seconds=wait_s) if wait_s else None,
        )
    )


async def follow(work: Work, change: Change[Incident], facts: Facts) -> None:
    """A move has changed what is wanted, or what comes next."""
    if _stands(change.before) != _stands(change.case):
        await refresh(work, change.case)


def _stands(incident: Incident) -> tuple[Any, ...]:
    lead = incident.lead
    team = (lead.team_id, lead.stage) if lead else None
    return incident.state, team, incident.item, incident.item_version, incident.waived, incident.turn


# --- what it says


async def look(work: Work, *, case_id: int, chat_id: int, by_id: int | None) -> Listed | None:
    """The list as it stands for who sent pieces from *chat_id* (*by_id*, where that is known); None: it is gone."""
    incident = await work.tx[INCIDENTS].get(case_id)
    if incident is None:
        return None
    pieces, item = await work.tx[EVIDENCE].of_case(incident.id), limits.item_of(work, incident)
    member = (await mustering.of(work)).members.get(by_id or 0)
    found, again = proof.of(incident, item, pieces), proof.same_as(pieces)
    own = [p for p in pieces if is_file(p) and p.turn == incident.turn and by_id in (None, p.by_id)]
    is_done = not found.missing and incident.state == ON_SCENE
    rows = _next_rows(work, incident, member.team_id if member else None, is_done=is_done)
    is_live = incident.state in LIVE - {RESOLVED}
    is_theirs = member is not None and (
        incident.of_team(member.team_id or 0) is not None or member.has(RoleName.CAPTAIN, work.now)
    )
    told = lines(incident, item, pieces)
    said = answer(
        "pieces-list",
        (*rows, *(_mending(work, incident, own, pieces) if is_live else ())),
        number=incident.number,
        item=item.named,
        have=found.count[0],
        need=found.count[1],
        lines=told if is_theirs else [line for line in told if line["word"] not in WANTED],
        next=_next(incident, item, found, may_finish=is_done and bool(rows)) if is_theirs else "",
    )
    last = own[-1] if own else None
    is_anew = is_done or (last is not None and last.id in again)
    return Listed(said, is_anew, max((p.message_id for p in own if p.chat_id == chat_id), default=0))


def _next_rows(work: Work, incident: Incident, team_id: int | None, *, is_done: bool) -> Rows:
    """The next step; finishing is the lead's, once all is there."""
    is_lead = incident.lead is not None and incident.lead.team_id == team_id
    if "resolve" in next_step.moves(incident, team_id) and not (is_done and is_lead):
        return ()
    return next_step.rows(incident, work.district, team_id)


def is_file(piece: Evidence) -> bool:
    """Whether it was sent as a picture, a recording or a paper."""
    return piece.kind is not EvidenceKind.TEXT


def lines(incident: Incident, item: Item, pieces: Sequence[Evidence]) -> list[dict[str, Any]]:
    """One line for each piece that is asked for, and one for each that came beside them. Pure.

    A picture that the case had before says which one it is, and counts as nothing.
    """
    kinds = proof.all_kinds(item)
    late_ones = _results(item)
    found, every = proof.of(incident, item, pieces), proof.filled(item, kinds, pieces, incident.turn)
    again = proof.same_as(pieces)
    awaited = [need for need in found.missing if need.key in late_ones]
    numbered = {piece.id: n for n, piece in enumerate(filter(is_file, pieces), 1)}
    told = [_asked(need, found, numbered) for need in found.needs]
    used = set(found.have.values())
    named = {piece_id: key for key, piece_id in every.items() if piece_id not in used}
    more = [p for p in pieces if p.id in numbered and p.id not in used and p.turn == incident.turn]
    names = {kind.key: kind.name for kind in kinds}
    for piece in more[-MOST_MORE:]:
        what = {"n": numbered[piece.id], "what": {"word": f"piece-{piece.kind}"}}
        if piece.id in again:
            told.append({"word": "pieces-line-again", "of": numbered.get(again[piece.id], 0), **what})
        elif piece.counts_as in late_ones and not proof.shows_result(piece, incident.turn):
            told.append({"word": "pieces-line-early", "piece": names[piece.counts_as], **what})
        elif piece.id in named:
            told.append({"word": "pieces-line-there", "piece": names[named[piece.id]], **what})
        elif awaited and piece.kind in proof.PICTURES and not proof.shows_result(piece, incident.turn):
            told.append({"word": "pieces-line-early", "piece": awaited[0].name, **what})
        else:
            told.append({"word": "pieces-line-more", **what})
    return told


def _asked(need: proof.Need, found: proof.Proof, numbered: dict[int, int]) -> dict[str, Any]:
    if need.key in found.have:
        return {"word": "pieces-line-there", "piece": need.name, "n": numbered.get(found.have[need.key], 0)}
    return {"word": "pieces-line-missing" if need in found.missing else "pieces-line-waived", "piece": need.name}


def _next(incident: Incident, item: Item, found: proof.Proof, *, may_finish: bool) -> dict[str, Any] | str:
    """What to do now, in a word: a photo of the result is none before the arrival."""
    if incident.state == RESOLVED:
        return {"word": "pieces-await"}
    if incident.state not in LIVE:
        return ""
    if not found.missing:
        return {"word": "pieces-finish" if may_finish else "pieces-all-there"}
    wanted = found.missing[0]
    is_early = wanted.key in _results(item) and incident.state in BEFORE_ARRIVAL
    return {"word": "pieces-arrive-first" if is_early else "pieces-next", "piece": wanted.name}


def _results(item: Item) -> set[str]:
    """Photos that show what was achieved."""
    return {shot.key for shot in item.evidence.photos if shot.is_after}


def _mending(work: Work, incident: Incident, own: Sequence[Evidence], pieces: Iterable[Evidence]) -> Rows:
    """What somebody sent counts as something else, or belongs elsewhere: of each of theirs, the last ones first cut."""
    if not own:
        return ()
    numbered = {piece.id: n for n, piece in enumerate(filter(is_file, pieces), 1)}
    begin, shown = f"piece:{work.district.id}.{incident.number}", own[-MOST_MORE:]
    last = shown[-1]
    away = "drop_all" if last.album else "drop"
    gone = Button("button-not-this-case", f"{begin}:{away}:{last.id}")
    if len(shown) == 1:
        return ((Button("button-counts-as", f"{begin}:kinds:{last.id}"),), (gone,))
    each = [Button("button-album-piece", f"{begin}:kinds:{p.id}", {"n": numbered[p.id]}) for p in shown]
    if not last.album:
        gone = Button("button-not-this-case-n", gone.data, {"n": numbered[last.id]})
    return (*(tuple(each[i : i + A_ROW]) for i in range(0, len(each), A_ROW)), (gone,))
