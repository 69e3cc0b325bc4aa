"""What somebody said where their newest report stood already: kept for a while, since it may be of their next one.

One row for a person in a chat: which case each piece goes to, or went to, and how that case stood before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents import asks
from bot.incidents.table import Incident
from bot.work.drafts import Draft
from bot.work.schedule import Due
from bot.work.work import Work

WAIT_S = 5
"""What is said after a report that stands already waits so long for a location of its own."""

SERIES_S = 15
"""Pictures that come no more than so long after each other are one series, and told of in one message."""

DRAFT, SUBJECT, NAME = "lately", "said", "belongs"

MOST = 30
"""So many pieces of one person in one chat are remembered."""


@dataclass(frozen=True)
class Before:
    """How a case stood before the words came: its item, whether danger was asked about, and who was sent along."""

    item: str | None = None
    item_version: int = 0
    asked: bool = False
    support: tuple[int, ...] = ()


@dataclass(frozen=True)
class Said:
    """A piece, and the case that it goes to. *until*: it waits so long; None: it is there.

    *sure*: it was the first that was said about the case, so no location takes it away.
    *made* is the item that the case had once these words were there.
    """

    evidence_id: int
    case_id: int
    until: datetime | None = None
    sure: bool = False
    before: Before = Before()
    made: str | None = None


Row = tuple[Said, Evidence]
"""What is remembered of a piece, and the piece as it stands."""


def before(incident: Incident) -> Before:
    """How *incident* stands now."""
    return Before(
        incident.item,
        incident.item_version,
        asks.danger(incident.asks) is not None,
        tuple(one.team_id for one in incident.support),
    )


def before_all(said: Sequence[Said]) -> Before:
    """How their case stood before any of these came, in whatever order they were put to it. Pure."""
    changed = [one for one in said if one.made != one.before.item]
    made = {one.made for one in changed}
    first = next((one for one in changed if one.before.item not in made), said[0]).before
    support = set(first.support).intersection(*(one.before.support for one in said))
    asked = all(one.before.asked for one in said)
    return replace(first, asked=asked, support=tuple(sorted(support)))


async def of(work: Work, user_id: int, chat_id: int) -> list[Said]:
    """What is remembered of a person in a chat, oldest first."""
    draft = await work.tx.drafts.get(user_id, chat_id, DRAFT)
    if draft is None or draft.district_id != work.district.id:
        return []
    return [_read(one) for one in draft.data["said"]]


def _read(kept: dict[str, Any]) -> Said:
    was = kept["before"]
    until = datetime.fromisoformat(kept["until"]) if kept["until"] else None
    return Said(**{**kept, "until": until, "before": Before(**{**was, "support": tuple(was["support"])})})


def _written(said: Said) -> dict[str, Any]:
    return asdict(said) | {"until": said.until.isoformat() if said.until else None}


async def keep(work: Work, user_id: int, chat_id: int, said: Sequence[Said]) -> None:
    """Remember exactly these, and have those that wait come due."""
    newest = said[-MOST:]
    data = {"said": [_written(one) for one in newest]}
    await work.tx.drafts.put(Draft(user_id, chat_id, DRAFT, work.now, 0, work.district.id, data))
    subject = f"{SUBJECT}:{user_id}:{chat_id}/"
    dues = [Due(subject, NAME, one.until, one.evidence_id) for one in newest if one.until]
    await work.tx.occasions.sync(work.district.id, None, subject, dues)


async def add(work: Work, said: Said) -> None:
    """One more of the one who speaks."""
    who = work.who
    await keep(work, who.user_id, who.chat_id, [*await of(work, who.user_id, who.chat_id), said])


def waiting(work: Work, stored: Evidence, incident: Incident) -> Said:
    """A piece that waits for a location, else goes to *incident*."""
    return Said(stored.id, incident.id, work.now + timedelta(seconds=WAIT_S))


def at(said: Said) -> Said:
    """The same, now that the piece is with its case."""
    return replace(said, until=None)


async def standing(work: Work, said: Iterable[Said]) -> list[Row]:
    """Those whose piece is still where it was put, or waits; in the order in which they were sent."""
    found, those = [], list(said)
    pieces = {piece.id: piece for piece in await work.tx[EVIDENCE].some([one.evidence_id for one in those])}
    for one in those:
        piece = pieces.get(one.evidence_id)
        if piece is not None and piece.case_id == (None if one.until else one.case_id):
            found.append((one, piece))
    return sorted(found, key=lambda row: row[1].message_id)


def burst(found: Sequence[Row], until: datetime) -> list[Row]:
    """Those said last before *until*, no more than WAIT_S before it and before each other. Pure."""
    taken: list[Row] = []
    for said, piece in reversed(found):
        if said.sure or until - piece.taken_at > timedelta(seconds=WAIT_S):
            break
        taken.append((said, piece))
        until = piece.taken_at
    return taken[::-1]


def series(found: Sequence[Row], evidence_id: int) -> list[Row]:
    """A picture and those that were sent one after the other with it, nothing said between; none of words. Pure."""
    run: list[Row] = []
    for row in found:
        is_next = run and (row[1].taken_at - run[-1][1].taken_at).total_seconds() <= SERIES_S
        if row[1].kind is EvidenceKind.TEXT or not is_next:
            if any(piece.id == evidence_id for _, piece in run):
                break
            run = []
        if row[1].kind is not EvidenceKind.TEXT:
            run.append(row)
    return run if any(piece.id == evidence_id for _, piece in run) else []


def around(found: Sequence[Row], evidence_id: int) -> list[Row]:
    """The piece and those that were said together with it, and its whole series where it is a picture. Pure."""
    own = {piece.id for _, piece in (*series(found, evidence_id), *_together(found, evidence_id))}
    return [row for row in found if row[1].id in own]


def _together(found: Sequence[Row], evidence_id: int) -> list[Row]:
    """Each no more than WAIT_S after the one before."""
    together: list[Row] = []
    for row in found:
        if together and row[1].taken_at - together[-1][1].taken_at > timedelta(seconds=WAIT_S):
            if evidence_id in {piece.id for _, piece in together}:
                break
            together = []
        together.append(row)
    here = together if evidence_id in {piece.id for _, piece in together} else []
    return [row for row in here if row[1].id == evidence_id or not row[0].sure]
