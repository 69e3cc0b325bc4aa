"""Files that came through our own pages: no messenger keeps them for us, so that the memory does.

Such a piece of evidence is like every other one; the way in which its file is named says where it is.
"""

import hashlib
from datetime import datetime
from typing import Protocol

from bot.evidence.pieces import Evidence
from bot.values.port import Port

OWN = "page:"
"""So the name of such a file begins; no messenger's does."""


class OwnFiles(Protocol):
    """The files, by the piece of evidence that each belongs to."""

    async def keep(self, evidence_id: int, data: bytes, at: datetime, *, stays: bool) -> None:
        """Keep a file. *stays*: it belongs to a record, and is not forgotten with photos that grow old."""

    async def of(self, evidence_id: int) -> bytes | None:
        """The file; None where it is not kept, or no longer."""

    async def forget_before(self, oldest: datetime, most: int) -> int:
        """Delete so many at most of those that do not stay and are older; how many went."""
        ...


OWN_FILES: Port[OwnFiles] = Port("own_files")


def named(data: bytes) -> str:
    """What a file is called: the same bytes bear the same name."""
    return f"{OWN}{hashlib.sha256(data).hexdigest()}"


def is_own(piece: Evidence) -> bool:
    """Whether the file of a piece is kept by us."""
    return (piece.file_id or "").startswith(OWN)
