"""What closing demands 证据要求: the pieces that a case needs for an outcome, those that it has, and what is missing.

Pure. A piece counts as what somebody said it shows, else photos fill the list in its order. What came before the
arrival, what the reporter sent, and what was sent before the case was begun anew shows no result, whatever somebody
says. The same file sent again is one piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.evidence.pieces import UNKNOWN, Evidence, EvidenceKind, Outline
from bot.handbook.model import Item, Shot
from bot.incidents.table import Incident

SCENE, PAPER, STATEMENT, OFFICER, LOCATION = "scene", "document", "statement", "officer", "location"
"""What is asked for besides the photos of the list: any photo of the scene, a paper, a statement, the other officer,
and, where neither the case nor a piece has one, the location."""

ANY = "any"
"""A piece that was waived without saying which."""

NO_PHOTO = "no photo"
"""The reason of a waiver by one tap: no photo was possible."""

PICTURES: frozenset[str] = frozenset({EvidenceKind.PHOTO, EvidenceKind.VIDEO})
RECORDINGS: frozenset[str] = frozenset({EvidenceKind.VIDEO, EvidenceKind.VOICE})
BY_KIND: dict[str, frozenset[str]] = {
    PAPER: frozenset({EvidenceKind.DOCUMENT}),
    STATEMENT: frozenset({EvidenceKind.VOICE}),
    SCENE: PICTURES,
}
"""Kinds that count as one of these without anybody saying so."""

NEEDED = {
    "fixed": ("shots",),
    "minor": ("shots",),
    "ordered": ("before", PAPER),
    "penalty": ("befores", PAPER, STATEMENT),
    "unfounded": (SCENE,),
    "nobody": (SCENE,),
    "gone": (SCENE,),
    "duplicate": (),
    "transferred": ("befores",),
}
"""What each outcome needs: all required photos, the first or all of those from before, and pieces by name.

A penalty that is reserved for officers, and whatever is for two of them, needs the second one besides.
"""

ON_THE_SPOT = frozenset({"fixed", "minor"})
"""It was put right at once: the outcomes that photos may show well enough for the clock to confirm."""

NEEDS_PLACE = frozenset({"fixed", "minor", "ordered", "penalty"})
"""Outcomes of a case whose place must be known."""

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
    asked = NEEDED[outcome]
    officers = {item.reserved.officers(outcome), item.reserved.officers("resolve")}
    if "two_certified" in officers or (outcome == "penalty" and officers != {"anyone"}):
        asked = (*asked, OFFICER)
    found: list[Need] = []
    for key in asked:
        shots = {"shots": required, "befores": before, "before": before[:1]}.get(key)
        found += [Need.named(key)] if shots is None else [Need.of(shot) for shot in shots]
    return tuple(found)


def all_kinds(item: Item) -> tuple[Need, ...]:
    """Everything that a piece of a case of *item* can count as."""
    return (*_shots(item), *(Need.named(key) for key in (PAPER, STATEMENT)))


def _shots(item: Item) -> list[Need]:
    """The photos of the list, required ones first: those are what people send."""
    return [Need.of(shot) for shot in sorted(item.evidence.photos, key=lambda shot: not shot.required)]


def of(incident: Incident, item: Item, pieces: Sequence[Evidence | Outline], outcome: str | None = None) -> Proof:
    """How a case of *item* stands for *outcome*: the one it has, else *fixed*."""
    outcome = outcome or incident.outcome or "fixed"
    asked = needs(item, outcome)
    if outcome in NEEDS_PLACE and incident.point is None and not any(piece.is_placed for piece in pieces):
        asked = (*asked, Need.named(LOCATION))
    return Proof(asked, filled(item, asked, pieces, incident.turn), incident.waived)


def is_lacking(incident: Incident, item: Item, pieces: Sequence[Evidence], new: Evidence) -> bool:
    """Whether *new* is a piece that a case still lacks for any outcome: no bound may keep it out. Pure."""
    apart = {(outcome in NEEDS_PLACE, *(need.key for need in needs(item, outcome))): outcome for outcome in NEEDED}
    for outcome in apart.values():
        lacks = of(incident, item, pieces, outcome).missing
        if lacks and len(of(incident, item, (*pieces, new), outcome).missing) < len(lacks):
            return True
    return False


def filled(item: Item, asked: Sequence[Need], pieces: Sequence[Evidence | Outline], turn: int) -> dict[str, int]:
    """Which piece counts as which of *asked*: first as people said, then in order; none counts twice."""
    keys = [need.key for need in asked]
    shots = {shot.key: shot for shot in item.evidence.photos}
    known = {*shots, PAPER, STATEMENT, OFFICER}
    have: dict[str, int] = {}
    used: set[str] = set()
    for piece in pieces:
        key = piece.counts_as
        if key in known and not _marks(piece) & used and _may_show(piece, key, shots.get(key), turn):
            used |= _marks(piece)
            if key in keys:
                have.setdefault(key, piece.id)
    for piece in pieces:
        marks = _marks(piece)
        if piece.counts_as in known or marks & used:
            continue
        used |= marks
        fits = (key for key in keys if key not in have and _may_fill(piece, key, shots.get(key), turn))
        if key := next(fits, None):
            have[key] = piece.id
    if SCENE in keys and SCENE not in have:
        there = (piece.id for piece in pieces if piece.kind in PICTURES and is_of_turn(piece, turn))
        have |= dict(zip((SCENE,), there, strict=False))
    return have


def is_of_turn(piece: Evidence | Outline, turn: int) -> bool:
    """Sent by a team since the case was last begun anew."""
    return piece.turn == turn and piece.stage != "report"


def shows_result(piece: Evidence | Outline, turn: int) -> bool:
    """Sent since the arrival, in the present turn: it may show what was achieved."""
    return piece.turn == turn and piece.stage == "after"


def _may_show(piece: Evidence | Outline, key: str, shot: Shot | None, turn: int) -> bool:
    """Whether somebody may say that *piece* is *key*."""
    if shot is not None and shot.is_after:
        return shows_result(piece, turn)
    return key != OFFICER or piece.turn == turn


def _marks(piece: Evidence | Outline) -> set[str]:
    """What makes two pieces the same one: the file, or a picture that looks exactly alike."""
    return {mark for mark in (piece.file_unique_id, piece.likeness) if mark and mark != UNKNOWN}


def same_as(pieces: Sequence[Evidence | Outline]) -> dict[int, int]:
    """Pieces that are a file or picture that the case had before, each with the first of its kind; by id.

    Nobody may have been shown anything new: they count as nothing.
    """
    first: dict[str, int] = {}
    again: dict[int, int] = {}
    for piece in pieces:
        marks = _marks(piece)
        if found := [first[mark] for mark in marks if mark in first]:
            again[piece.id] = min(found)
        for mark in marks:
            first.setdefault(mark, again.get(piece.id, piece.id))
    return again


def counts_as(item: Item, pieces: Sequence[Evidence | Outline], piece_id: int, turn: int) -> Need | None:
    """What one piece counts as, among all photos of the list and the papers; None where it is one more."""
    kinds = all_kinds(item)
    have = filled(item, kinds, pieces, turn)
    return next((kind for kind in kinds if have.get(kind.key) == piece_id), None)


def _may_fill(piece: Evidence | Outline, key: str, shot: Shot | None, turn: int) -> bool:
    """Whether *piece* may be *key* without anybody saying so."""
    if shot is None:
        return piece.kind in BY_KIND.get(key, frozenset()) and piece.stage != "report"
    if piece.kind not in (RECORDINGS if shot.takes == "recording" else PICTURES):
        return False
    return shows_result(piece, turn) if shot.is_after else True


def speaks_for_itself(incident: Incident, item: Item, pieces: Sequence[Evidence]) -> bool:
    """Whether photos from before and after show a result that needs no person to look.

    Both were compared with those of other cases, which had neither, and nobody has sent the case back.
    """
    pair = before_and_after(item, pieces, incident.turn)
    compared = [p for p in pair if p is not None and p.likeness not in {None, UNKNOWN}]
    is_new = not any(piece.seen_in for piece in pieces)
    return incident.turn == 0 and incident.outcome in ON_THE_SPOT and len(compared) == len(pair) and is_new


def before_and_after(item: Item, pieces: Sequence[Evidence], turn: int) -> tuple[Evidence | None, Evidence | None]:
    """The photo from before and the one from after that show what was achieved."""
    by_id = {piece.id: piece for piece in pieces}
    have = filled(item, _shots(item), pieces, turn)
    found: list[Evidence | None] = [None, None]
    for shot in item.evidence.photos:
        piece = by_id.get(have.get(shot.key, 0))
        if piece is not None and piece.kind is EvidenceKind.PHOTO and found[shot.is_after] is None:
            found[shot.is_after] = piece
    return found[0], found[1]
