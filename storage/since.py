"""What a live SQLite database has and a copy of it has not: what putting the copy back throws away.

The two may be of different schemas, so only columns are read that were there from the beginning.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from storage import library

CASES = """
    SELECT d.name, d.timezone, c.number, c.state, k.state, c.reported_at, coalesce(i.place, ''), coalesce(i.words, '')
    FROM main.cases c JOIN main.districts d ON d.id = c.district_id
    LEFT JOIN main.incidents i ON i.case_id = c.id
    LEFT JOIN kept.districts e ON e.chat_id = d.chat_id
    LEFT JOIN kept.cases k ON k.district_id = e.id AND k.number = c.number
    WHERE (k.id IS NULL OR k.version <> c.version) AND c.drill <= d.drill
    ORDER BY d.id, c.number
"""
ERASED = """
    SELECT DISTINCT h.by_id FROM main.history h JOIN main.districts d ON d.id = h.district_id
    LEFT JOIN kept.districts e ON e.chat_id = d.chat_id
    LEFT JOIN kept.history k ON k.district_id = e.id AND k.previous = h.previous AND k.hash = h.hash
    WHERE h.case_id IS NULL AND h.move = 'forget' AND k.id IS NULL
    ORDER BY h.by_id
"""
MOST_WORDS = 60


@dataclass(frozen=True)
class Lost:
    """A case that the copy does not know (*was* is None), or knows in an earlier state; *at* is of its district."""

    district: str
    number: int
    state: str
    was: str | None
    at: datetime
    words: str


@dataclass(frozen=True)
class Since:
    """What came after the copy: *cases*, and whom it brings back: ids of people who were *erased* since."""

    cases: list[Lost]
    erased: list[int]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.cases or self.erased)


def of(live: Path, kept: Path) -> Since:
    """All cases that are newer in *live* than in *kept*, by district and number; not the trials of a real district.

    And everybody who was erased in *live* while *kept* still has them.
    """
    with library.reading(live) as read:
        read.execute("ATTACH ? AS kept", (f"{kept.absolute().as_uri()}?mode=rw",))
        cases = [_lost(*row) for row in read.execute(CASES)]
        return Since(cases, [row[0] for row in read.execute(ERASED)])


def _lost(
    district: str, zone: str, number: int, state: str, was: str | None, at_ms: int, place: str, words: str
) -> Lost:
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone))
    said = " · ".join(" ".join(part.split()) for part in (place, words) if part.strip())
    return Lost(district, number, state, was, at, said[:MOST_WORDS])
