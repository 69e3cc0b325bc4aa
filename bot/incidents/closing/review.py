"""What the one who confirms weighs: the criterion, each piece that closing asks for, pictures used before, the pair.

Pure. Of a case that is not done yet it is what closing as *fixed* will demand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.evidence.pieces import Evidence
from bot.handbook.model import Item
from bot.incidents import proof
from bot.incidents.proof import ANY, NO_PHOTO, Need, Proof
from bot.incidents.table import Incident
from bot.work.history import Record


@dataclass(frozen=True)
class Weighed:
    """How a case stands. *closure* is a fact of the words, None where the handbook does not say.

    *pair* are the photos from before and after, where there are both; *seen_in* the numbers of the other cases that
    had one of the pictures before.
    """

    proof: Proof
    closure: dict[str, str] | None
    pair: tuple[Evidence, Evidence] | None
    seen_in: tuple[int, ...]


def of(incident: Incident, item: Item, pieces: Sequence[Evidence]) -> Weighed:
    """A case of *item*, weighed for the outcome that it has, else *fixed*."""
    closure = item.closure.named if item.closure else None
    seen_in = tuple(sorted({piece.seen_in for piece in pieces if piece.seen_in}))
    return Weighed(proof.of(incident, item, pieces), closure, pair_of(incident, item, pieces), seen_in)


def pair_of(incident: Incident, item: Item, pieces: Sequence[Evidence]) -> tuple[Evidence, Evidence] | None:
    """The photos from before and after that show what was achieved; None where one of them is missing."""
    before, after = proof.before_and_after(item, pieces, incident.turn)
    return (before, after) if before and after else None


@dataclass(frozen=True)
class Waiver:
    """A captain did without a piece: why (a fact of the words), who (a user id), when (UTC)."""

    reason: Any
    by_id: int | None
    at: datetime


@dataclass(frozen=True)
class Asked:
    """One piece that closing asks for. *stands* is ``there``, ``missing`` or ``waived``.

    *piece_id* is the piece that counts as it; *waiver* how it was waived, as far as that is on record.
    """

    need: Need
    stands: str
    piece_id: int | None = None
    waiver: Waiver | None = None


def asked(found: Proof, records: Iterable[Record]) -> tuple[Asked, ...]:
    """Every piece that is asked for, in the handbook's order, with how it stands; *records* are the case's history."""
    waivers = _waivers(records)
    return tuple(_asked(need, found, waivers) for need in found.needs)


def _asked(need: Need, found: Proof, waivers: dict[str, Waiver]) -> Asked:
    if need.key in found.have:
        return Asked(need, "there", found.have[need.key])
    if need in found.missing:
        return Asked(need, "missing")
    told = [waiver for key in (need.key, ANY) if (waiver := waivers.get(key))]
    return Asked(need, "waived", waiver=max(told, key=lambda one: one.at, default=None))


def _waivers(records: Iterable[Record]) -> dict[str, Waiver]:
    """The last waiver of each piece, by the piece's key; of one that is waived now it is the one that holds."""
    found: dict[str, Waiver] = {}
    for record in (one for one in records if one.move == "waive"):
        pieces = record.facts.get("pieces")
        keys = [str(key) for key in pieces] if isinstance(pieces, list | tuple) else [ANY]
        found |= dict.fromkeys(keys, Waiver(_reason(record), record.by_id, record.at))
    return found


def _reason(record: Record) -> Any:
    """As it was written; what a tap says becomes words."""
    reason = record.facts.get("reason")
    return {"word": "reason-no-photo"} if reason == NO_PHOTO else reason or ""
