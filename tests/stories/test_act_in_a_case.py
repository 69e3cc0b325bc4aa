"""From an incident at a place with one button each: a hazard of what was seen there, and an act within the case."""

from datetime import date
from typing import Any

import pytest

from bot.bodies import changing
from bot.bodies.officers import Officer
from bot.inspections.table import VISITS, Visit, VisitKind
from tests.stories.conftest import Street
from tests.stories.test_hazards import SUN, last, officers, tap


@pytest.fixture
async def town(street: Street) -> Street:
    """A street with officers and two places; one of the patrol's is an officer of the fire service, too."""
    await officers(street)
    now = street.clock.now()
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        wang = Officer(1, 1002, "老王", "fire", now, "C-1002", date(2028, 1, 1))
        await changing.put(tx, district, wang, part="house", channel="house")
    return street


async def visits(street: Street) -> list[Visit]:
    """All that are live."""
    async with street.house.store.look() as tx:
        found: list[Visit] = await tx[VISITS].live(1)
    return found


async def order(street: Street, user_id: int, case: int) -> Any:
    """The newest message about the case with buttons."""
    return [m for m in street.private(user_id, f"#{case}") if m.buttons][-1]


async def test_an_act_within_a_case_is_one_tap_for_who_may(town: Street) -> None:
    """On the order of an officer, and when they look at the case; it names the case, beside the cool-down."""
    case = await town.report("street_stall")
    act = town.said("button-visit-within")
    sent = await order(town, 1002, case)
    assert act in sent.labels
    assert town.said("button-hazard-new") in sent.labels
    await town.say(1001, f"/case {case}")
    whole = town.private(1001)[-1]
    assert act not in whole.labels, "a captain is no officer"
    assert town.said("button-hazard-new") in whole.labels
    await town.say(1002, f"/case {case}")
    assert act in town.private(1002)[-1].labels
    await tap(town, 1002, "button-visit-within")
    await tap(town, 1002, "button-visit-go")
    [visit] = await visits(town)
    incident = await town.case(case)
    assert (visit.visit_kind, visit.incident_id) == (VisitKind.SINGLE, incident.id)
    assert (visit.source, visit.reference) == ("case", f"#{case}")
    assert 1002 in visit.officers
    await town.say(1002, f"/case {case}")
    await tap(town, 1002, "button-visit-within")
    assert f"#{visit.number}" in last(town, 1002)
    assert [one.number for one in await visits(town)] == [visit.number]


async def test_who_is_only_of_a_body_cannot_reach_a_case_of_the_patrol(town: Street) -> None:
    """They read nothing of it; the viewer is offered nothing that changes something."""
    case = await town.report("street_stall")
    await town.say(SUN, f"/case {case}")
    assert town.said("button-visit-within") not in town.private(SUN)[-1].labels
    await town.say(1007, f"/case {case}")
    offered = {town.said("button-visit-within"), town.said("button-hazard-new")}
    assert not offered & {label for seen in town.private(1007) for label in seen.labels}
