"""Wishes to visit places come back as they were stored, and are found by visit, by time, and while they wait."""

from dataclasses import replace
from datetime import date, timedelta

from bot.inspections.planning.wishes import WISHES, Became, Says, Wish
from bot.inspections.table import KIND, VISITS, Visit, VisitKind
from tests.storage.conftest import KEPT as NOW
from tests.storage.conftest import Town


async def test_wishes_are_kept_with_what_became_of_them(town: Town) -> None:
    """Newest first within a time, those of a visit oldest first; what waits for an approver until it is decided."""
    day, store, district_id = date(2026, 12, 6), town.store, town.district.id
    async with store.begin() as tx:
        visit = await tx[VISITS].add(Visit(district_id, KIND, 1, "planned", NOW, place="P1", since=day, until=day))
        wish = Wish(
            district_id, "fire", "P1", VisitKind.SINGLE, ("shop",), day, day + timedelta(days=2), 7, NOW, Says.NOT_NOW,
            rule="cooling", about=visit.id, items=("shop/A1", "shop/A2"), officers=(7, 8), emergency=True,
            source="complaint", reference="12345",
        )  # fmt: skip
        first = await tx[WISHES].add(wish)
        second = await tx[WISHES].add(replace(wish, at=NOW + timedelta(hours=1), became=Became.ASKED))
    assert first == replace(wish, id=first.id)
    async with store.begin() as tx:
        assert await tx[WISHES].get(first.id) == first
        assert await tx[WISHES].asked(district_id, 5) == [second]
        span = (NOW - timedelta(hours=1), NOW + timedelta(hours=2))
        assert await tx[WISHES].between(district_id, *span, 5) == [second, first]
        assert await tx[WISHES].between(district_id, *span, 1) == [second]
        after = replace(second, became=Became.MADE, visit_id=visit.id, decided_by=9, decided_at=NOW, reason="why")
        await tx[WISHES].save(after)
    async with store.begin() as tx:
        assert await tx[WISHES].of_visits([visit.id]) == [after]
        assert await tx[WISHES].asked(district_id, 5) == []
        assert await tx[WISHES].get(0) is None
