"""Figures of a time in the chat: how many visits and hazards, of which kind and body, each a tap away from its case."""

from datetime import timedelta

from bot.hazards.table import HAZARDS, Hazard
from bot.hazards.table import KIND as HAZARD
from bot.inspections.planning.wishes import WISHES, Became, Says, Wish
from bot.inspections.table import KIND, VISITS, ListUsed, Visit, VisitKind
from bot.inspections.visit import Answered, Result
from bot.places.register import Place
from tests.stories.conftest import CENTRE, START, Street, put_places

LIST = "street_shop"


async def _happened(street: Street) -> tuple[int, int, int]:
    """Ten days ago a visit of two bodies, one item of which nobody answered, and a wish that was avoided for it.

    Two days ago a visit by one, and a hazard that was closed in time. Their numbers.
    """
    async with street.house.store.begin() as tx:
        await put_places(tx, Place("P1", "通盛小店", "shop", CENTRE))
        made = []
        for days, bodies in ((10, ("fire", "market")), (2, ("fire",))):
            at, number = START - timedelta(days=days), await tx.districts.next_number(1)
            visit = await tx[VISITS].add(
                Visit(
                    1, KIND, number, "closed", at, place="P1", lists=(ListUsed(LIST, 0),), bodies=bodies,
                    approved=bodies, since=at.date(), until=at.date(), begun_at=at, ended_at=at,
                )
            )  # fmt: skip
            made.append(visit)
            item = f"{LIST}/SS01"
            await tx[VISITS].answer([Answered(visit.id, item, 2001, "fire", Result.PASS, at, at, f"{number}")])
            became = Wish(
                1, "fire", "P1", VisitKind.DAILY, (LIST,), at.date(), at.date(), 2001, at, Says.GO, items=(item,),
                became=Became.MADE, visit_id=visit.id,
            )  # fmt: skip
            await tx[WISHES].add(became)
        at = START - timedelta(days=10)
        day = at.date()
        missed = Wish(
            1, "market", "P1", VisitKind.DAILY, (LIST,), day, day, 2001, at, Says.JOIN, items=(f"{LIST}/SS02",),
            became=Became.JOINED, visit_id=made[0].id,
        )  # fmt: skip
        await tx[WISHES].add(missed)
        number = await tx.districts.next_number(1)
        found, fixed = START - timedelta(days=2), START - timedelta(days=1)
        await tx[HAZARDS].add(
            Hazard(
                1, HAZARD, number, "closed", found, place="P1", title="线路老化", limit_at=START, fixed_at=fixed,
                recheck_at=START + timedelta(days=3), rechecked_by=2002, ended_at=fixed,
            )
        )  # fmt: skip
    return made[0].number, made[1].number, number


async def test_a_captain_reads_the_figures_and_opens_their_cases(street: Street) -> None:
    """Today nothing, this week one visit, this month both; what was not checked is named; nobody else reads it."""
    first, second, hazard = await _happened(street)
    await street.say(1001, "/stats")
    said = street.private(1001)[-1].text
    assert street.said("stats-incidents", cases=0, on_time=0) in said
    assert "/visit_" not in said
    await street.say(1001, "/stats week")
    said = street.private(1001)[-1].text
    assert f"/visit_{second}" in said
    assert f"/visit_{first}" not in said
    assert f"/hazard_{hazard}" in said
    few = {"word": "stats-few", "good": 1, "count": 1}
    for key in ("stats-whole", "stats-in-time", "stats-first-time"):
        assert street.said(key, share=few, cases="") in said
    await street.say(1001, street.said("stats-how").split("/")[-1].join(("/", "")))
    said = street.private(1001)[-1].text
    missed = {"word": "stats-cases", "cases": f"/visit_{first}", "more": 0}
    two = {"word": "stats-few", "good": 2, "count": 3}
    assert street.said("stats-whole", share=two, cases=missed) in said
    assert street.said("stats-joined", joined=1, avoided=0, cases=missed) in said
    await street.say(1001, f"/visit_{first}")
    assert "通盛小店" in street.private(1001)[-1].text
    await street.say(1001, "/stats year")
    assert street.private(1001)[-1].text == street.said("stats-how")
    await street.say(1002, "/stats")
    assert (
        street.said("stats-hazards", count=0, on_spot=0, waiting=0, cases="")[:6] not in street.private(1002)[-1].text
    )
