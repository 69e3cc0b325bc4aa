"""What closing demands 证据要求: the pieces that a case needs for an outcome, those that it has, and what is missing.

Pure. A piece counts as what somebody said it shows, else photos fill the list in its order: what came before the
arrival, and what the reporter sent, shows no result. The same file sent again is one piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.evidence import Evidence, EvidenceKind, Outline
from bot.handbook import Item, Shot
from bot.incidents import Incident

SCENE, PAPER, STATEMENT, OFFICER = "scene", "document", "statement", "officer"
"""What is asked for besides the photos of the list: any photo of the scene, a paper, a statement, the other officer."""

UNKNOWN = "-"
"""The likeness of a picture that can never be had."""

ANY = "any"
"""A piece that was waived without saying which."""

PICTURES: frozenset[str] = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO})
RECORDINGS: frozenset[str] = frozenset({EvidenceKind.VIDEO, EvidenceKind.VOICE})
BY_KIND: dict[str, frozenset[str]] = {
    PAPER: frozenset({EvidenceKind.DOCUMENT}),
    STATEMENT: frozenset({EvidenceKind.VOICE, EvidenceKind.TEXT}),
    SCENE: PICTURES,
}
"""Kinds that count as one of these without anybody saying so."""

NEEDED = {
    "fixed": ("shots",),
    "minor": ("shots",),
    "ordered": ("before", PAPER),
    "penalty": ("befores", PAPER, STATEMENT, OFFICER),
    "unfounded": (SCENE,),
    "nobody": (SCENE,),
    "gone": (SCENE,),
    "duplicate": (),
    "transferred": ("befores",),
}  # fmt: skip
"""What each outcome needs: all required photos, the first or all of those from before, and pieces by name."""

SEEN_TO_BE_THERE = frozenset({"unfounded", "nobody", "gone"})
"""Outcomes for which an arrival read from positions is worth the photo."""


@dataclass(frozen=True)
class Need:
    """One piece that is asked for: its key, and its name as a fact for the words."""

    key: str
    name: dict[str, Any]

    @classmethod
    def of(cls, shot: Shot) -> "Need":
        """A photo of the list."""
        return cls(shot.key, {"name_zh": shot.zh, "name_en": shot.en})

    @classmethod
    def named(cls, key: str) -> "Need":
        """A piece that every handbook knows."""
        return cls(key, {"word": f"proof-{key}"})


@dataclass(frozen=True)
class Proof:
    """How a case stands for one outcome. *have* are ids of pieces by key."""

    needs: tuple[Need, ...]
    have: dict[str, int]
    waived: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is still to come: neither there nor waived."""
        open_ = [need for need in self.needs if need.key not in self.have and need.key not in self.waived]
        return tuple(open_[: len(open_) - self.waived.count(ANY)] if ANY in self.waived else open_)

    @property
    def count(self) -> tuple[int, int]:
        """How many there are, and how many are needed less those that were waived."""
        have = sum(need.key in self.have for need in self.needs)
        return have, have + len(self.missing)


def needs(item: Item, outcome: str = "fixed") -> tuple[Need, ...]:
    """What *outcome* asks for."""
    required = [shot for shot in item.evidence.photos if shot.required]
    before = [shot for shot in required if not shot.is_after]
    found: list[Need] = []
    for key in NEEDED[outcome]:
        shots = {"shots": required, "befores": before, "before": before[:1]}.get(key)
        found += [Need.named(key)] if shots is None else [Need.of(shot) for shot in shots]
    return tuple(found)


def all_kinds(item: Item) -> tuple[Need, ...]:
    """Everything that a piece of a case of *item* can count as."""
    return (*_shots(item), *(Need.named(key) for key in (PAPER, STATEMENT)))


def _shots(item: Item) -> list[Need]:
    """The photos of the list, required ones first: those are what people send."""
    return [Need.of(shot) for shot in sorted(item.evidence.photos, key=lambda shot: not shot.required)]


def stands(
    item: Item, pieces: Sequence[Evidence | Outline], waived: Sequence[str] = (), outcome: str = "fixed"
) -> Proof:
    """How the pieces of a case fill what *outcome* asks for."""
    asked = needs(item, outcome)
    return Proof(asked, filled(item, asked, pieces), tuple(waived))


def filled(item: Item, asked: Sequence[Need], pieces: Sequence[Evidence | Outline]) -> dict[str, int]:
    """Which piece counts as which of *asked*: first as people said, then in order."""
    keys = [need.key for need in asked]
    shots = {shot.key: shot for shot in item.evidence.photos}
    known = {*shots, PAPER, STATEMENT, OFFICER}
    have: dict[str, int] = {}
    for piece in pieces:
        if piece.counts_as in keys:
            have.setdefault(piece.counts_as or "", piece.id)
    shown = {mark for piece in pieces if piece.counts_as in known for mark in _marks(piece)}
    for piece in pieces:
        marks = _marks(piece)
        if piece.counts_as in known or marks & shown:
            continue
        shown |= marks
        fits = (key for key in keys if key not in have and _may_fill(piece, key, shots.get(key)))
        if key := next(fits, None):
            have[key] = piece.id
    if SCENE in keys and SCENE not in have and (any_ := [p for p in pieces if p.kind in PICTURES]):
        have[SCENE] = any_[0].id
    return have


def _marks(piece: Evidence | Outline) -> set[str]:
    """What makes two pieces the same one: the file, or a picture that looks exactly alike."""
    return {mark for mark in (piece.file_unique_id, piece.likeness) if mark and mark != UNKNOWN}


def counts_as(item: Item, pieces: Sequence[Evidence | Outline], piece_id: int) -> Need | None:
    """What one piece counts as, among all photos of the list and the papers; None where it is one more."""
    kinds = all_kinds(item)
    have = filled(item, kinds, pieces)
    return next((kind for kind in kinds if have.get(kind.key) == piece_id), None)


def _may_fill(piece: Evidence | Outline, key: str, shot: Shot | None) -> bool:
    if shot is None:
        return piece.kind in BY_KIND.get(key, frozenset())
    if piece.kind not in (RECORDINGS if shot.takes == "recording" else PICTURES):
        return False
    return piece.stage == "after" or not shot.is_after


def speaks_for_itself(item: Item, pieces: Sequence[Evidence]) -> bool:
    """Whether there are photos from before and after, none of which another case had already.

    An item that asks for none from after is shown by those that it asks for.
    """
    pair = before_and_after(item, pieces)
    wants_after = any(shot.is_after for shot in item.evidence.photos)
    has_any = bool(pair[0] or pair[1])
    return has_any and (all(pair) or not wants_after) and not any(piece.seen_in for piece in pieces)


def before_and_after(item: Item, pieces: Sequence[Evidence]) -> tuple[Evidence | None, Evidence | None]:
    """The photo from before and the one from after that show what was achieved."""
    by_id = {piece.id: piece for piece in pieces}
    have = filled(item, _shots(item), pieces)
    found: list[Evidence | None] = [None, None]
    for shot in item.evidence.photos:
        piece = by_id.get(have.get(shot.key, 0))
        if piece is not None and piece.kind is EvidenceKind.PHOTO and found[shot.is_after] is None:
            found[shot.is_after] = piece
    return found[0], found[1]


def of(incident: Incident, item: Item, pieces: Sequence[Evidence | Outline], outcome: str | None = None) -> Proof:
    """How a case stands for *outcome*; by itself that with which it was resolved, else fixed."""
    return stands(item, pieces, incident.waived, outcome or incident.outcome or "fixed")
