"""Visits and hazards for tests of screens: some that are due, some over, one with an order, one that is closed."""

from datetime import date, timedelta
from typing import Any

from bot.evidence import own_files
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.hazards.table import HAZARDS, Hazard, Severity
from bot.hazards.table import State as HazardState
from bot.inspections.table import VISITS, Visit, VisitKind
from bot.inspections.table import State as VisitState
from bot.places.register import Place
from tests.handlers.web.visits import CHEN, LISTS, LU, SHOP, a_picture
from tests.stories.conftest import CENTRE, START, Street, put_places

RENTAL = Place("R4TPQ8", "Chen's house", "rental_house", CENTRE, address="7 Canal Street, room 12")
DAY = timedelta(days=1)


async def a_photo(street: Street, case_id: int, n: int) -> int:
    """A picture that came through a page; its id."""
    data = a_picture(size=(320 + n, 240))
    async with street.house.store.begin() as tx:
        name = own_files.named(data)
        piece = Evidence(
            1, EvidenceKind.PHOTO, CHEN, START, CHEN, -(10**6) - n, case_id=case_id, source="web", stage="visit",
            file_id=name, file_unique_id=f"{name}{n}", content_hash=name.removeprefix(own_files.OWN),
        )  # fmt: skip
        kept = await tx[EVIDENCE].add(piece)
        assert kept is not None
        await tx[OWN_FILES].keep(kept.id, data, START, stays=True)
    return kept.id


async def a_hazard(street: Street, state: HazardState, **more: Any) -> Hazard:
    """A hazard of the fire service at the shop."""
    given = {"place": SHOP.code, "body": "fire", "title": "Wiring worn out", "severity": Severity.MAJOR}
    given |= {"finder_id": CHEN, "drill": street.house.desk.rules.drill}
    async with street.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        hazard = Hazard(1, "hazard", number, state, START - 5 * DAY, **given | more)
        return await tx[HAZARDS].add(hazard)


async def a_due_visit(street: Street, state: VisitState, since: date, until: date, **more: Any) -> Visit:
    """A visit of market regulation and the fire service to the shop."""
    given: dict[str, Any] = {
        "place": SHOP.code, "visit_kind": VisitKind.DAILY, "lists": LISTS, "bodies": ("market", "fire"),
        "officers": (CHEN, LU), "since": since, "until": until, "drill": street.house.desk.rules.drill,
    }  # fmt: skip
    async with street.house.store.begin() as tx:
        number = await tx.districts.next_number(1)
        return await tx[VISITS].add(Visit(1, "inspection", number, state, START - 9 * DAY, **given | more))


async def a_town_of_checks(street: Street, day: date) -> dict[str, int]:
    """Of each sort one, by name."""
    async with street.house.store.begin() as tx:
        await put_places(tx, SHOP, RENTAL)
    now = street.house.clock.now()
    limited, rectified, closed = HazardState.LIMITED, HazardState.RECTIFIED, HazardState.CLOSED
    late = await a_due_visit(street, VisitState.APPROVED, day - 3 * DAY, day - DAY)
    due = await a_due_visit(street, VisitState.PLANNED, day, day + 2 * DAY, visit_kind=VisitKind.SPECIAL)
    ahead = await a_due_visit(street, VisitState.APPROVED, day + 5 * DAY, day + 6 * DAY)
    over = await a_hazard(street, limited, limit_at=now - 2 * DAY, limit_set_at=START, hours=72)
    soon = await a_hazard(
        street, rectified, limit_at=now + DAY, fixed_at=now, fixer_id=LU, recheck_at=now + 3 * DAY,
        title="Blocked exit", severity=Severity.MINOR,
    )  # fmt: skip
    clue = await a_hazard(street, HazardState.CLUE, title="Smell of gas")
    order = {"order": "FIRE-12/2026", "authority": "fire", "order_day": "2026-03-01"}
    shut = await a_hazard(
        street,
        limited,
        place=RENTAL.code,
        severity=Severity.CRITICAL,
        limit_at=now + 4 * DAY,
        title="Gas leak",
        **order,
    )
    before, after = await a_photo(street, over.id, 1), await a_photo(street, over.id, 2)
    done = await a_hazard(
        street, closed, before=(before,), after=(after,), limit_at=now + DAY, fixed_at=now - DAY, fixer_id=LU,
        recheck_at=now + DAY, rechecked_by=CHEN, ended_at=now - DAY / 2, title="Extinguisher out of date",
    )  # fmt: skip
    names = {"late": late, "due": due, "ahead": ahead, "over": over, "soon": soon, "clue": clue, "shut": shut}
    return {name: one.number for name, one in (names | {"done": done}).items()} | {"before": before, "after": after}
