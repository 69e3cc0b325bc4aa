"""The cases that one transaction has loaded or written, as they stand in the tables now."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cases.case import Case
from storage import remembered
from storage.schema import cases

Kept = TypeVar("Kept", bound=Case)

MOST = 500
"""Of more at once (a page of years) none is kept."""

MOST_LIVE = 5_000
"""The same of those that are live: whoever works asks of all of them, again and again."""


_CASES = frozenset({cases})


class LiveKinds:
    """Kinds of which something is live in a district, for all kinds together: of most there is nothing at most times.

    One too many does no harm. Whoever else writes to the cases in the same transaction makes it forgotten.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._of: dict[int, set[str]] = {}
        self._here: set[tuple[int, str]] = set()
        self._writes: int | None = None

    def look(self) -> None:
        """Forget all where others wrote; to be called before something is written of ours."""
        writes = remembered.writes(self._connection, _CASES)
        if writes is None or writes != self._writes:
            self._of.clear()
        self._writes = writes

    async def has(self, kind: str, district_id: int, ask: Callable[[], Awaitable[set[str]]]) -> bool:
        """Whether one of *kind* may be live; *ask* reads the kinds."""
        self.look()
        if self._writes is None:
            return True
        if district_id not in self._of:
            self._of[district_id] = await ask()
        return kind in self._of[district_id] or (district_id, kind) in self._here

    def written(self) -> None:
        """It was we who wrote."""
        self._writes = remembered.writes(self._connection, _CASES)

    def stands(self, case: Case, *, is_live: bool) -> None:
        """It was just written so, or is to be."""
        self.written()
        if is_live:
            self._here.add((case.district_id, case.kind))


class Known(Generic[Kept]):
    """Of one kind. Whoever else writes to *tables* in the same transaction makes all of it forgotten."""

    def __init__(self, connection: AsyncConnection, tables: frozenset[Table]) -> None:
        self._connection = connection
        self._tables = tables
        self._by_id: dict[int, Kept] = {}
        self._live: dict[int, set[int]] = {}
        self._writes: int | None = None

    def look(self) -> None:
        """Forget all where others wrote; to be called before something is written of ours."""
        writes = remembered.writes(self._connection, self._tables)
        if writes is None or writes != self._writes:
            self._by_id.clear()
            self._live.clear()
        self._writes = writes

    def get(self, case_id: int) -> Kept | None:
        """One, where it is known."""
        self.look()
        return self._by_id.get(case_id)

    def numbered(self, district_id: int, number: int) -> Kept | None:
        """The same by its number."""
        self.look()
        those = (one for one in self._by_id.values() if one.number == number and one.district_id == district_id)
        return next(those, None)

    def live(self, district_id: int) -> list[Kept] | None:
        """All in a live state, oldest report first; None where that is not known."""
        self.look()
        ids = self._live.get(district_id)
        return None if ids is None else sorted((self._by_id[one] for one in ids), key=lambda c: (c.reported_at, c.id))

    def read(self, found: list[Kept]) -> list[Kept]:
        """Those that were just loaded."""
        if self._writes is not None and len(found) <= MOST:
            self._by_id.update((one.id, one) for one in found)
        return found

    def are_live(self, district_id: int, found: list[Kept]) -> None:
        """All of a district."""
        if self._writes is not None and len(found) <= MOST_LIVE:
            self._by_id.update((one.id, one) for one in found)
            self._live[district_id] = {one.id for one in found}

    def written(self) -> None:
        """It was we who wrote."""
        self._writes = remembered.writes(self._connection, self._tables)

    def stands(self, case: Kept, *, is_live: bool) -> None:
        """It was just written so, or is to be."""
        self.written()
        if self._writes is None:
            return
        self._by_id[case.id] = case
        ids = self._live.get(case.district_id)
        if ids is not None:
            (ids.add if is_live else ids.discard)(case.id)
