"""Checks where the patrol looks anyway: the list of open cases, the handover, the wall, the live pictures."""

from datetime import date
from typing import Any

from bot.handovers import listing
from bot.work.speaker import Speaker
from bot.work.work import Work
from tests.handlers.web.checks import a_town_of_checks
from tests.stories.conftest import Street

TODAY = date(2026, 3, 2)


async def seen(street: Street, look: Any, **wants: Any) -> Any:
    """What somebody sees as the captain."""
    speaker = Speaker(1001, "", 1001, street.clock.now(), channel="private", district_id=1)
    return await street.house.board.see(look, speaker, **wants)


async def test_the_list_of_open_cases_says_in_one_line_what_is_due_and_nothing_where_nothing_is(calm: Street) -> None:
    """With the number of each, by which it is opened; places and people are not named, since a group reads along."""
    await calm.say(1001, "/board")
    assert calm.private(1001)[-1].text == calm.said("board-empty")
    made = await a_town_of_checks(calm, TODAY)
    await calm.say(1001, "/board")
    *_, head, line = calm.private(1001)[-1].text.splitlines()
    assert head == calm.said("board-empty-but", lines="").strip() != calm.said("board-empty")
    due = f"#{made['late']} #{made['due']}"
    each = (("must", 1, f"#{made['shut']}"), ("due", 2, due), ("overdue", 1, f"#{made['over']}"))
    said = [calm.said(f"checks-board-{name}", count=n, numbers=numbers) for name, n, numbers in each]
    assert all(one in line for one in said), line
    assert "Corner" not in line


async def test_a_handover_lists_open_visits_hazards_that_are_due_and_places_that_must_not_open(calm: Street) -> None:
    """What is late stands first; what is due in days, a clue and a visit of next week are not handed over."""
    made = await a_town_of_checks(calm, TODAY)

    async def listed(work: Work) -> tuple[Any, Any]:
        found = listing.listed_of(work, await listing.live(work))
        return found, await listing.lines(work, found)

    found, lines = await seen(calm, listed)
    assert sorted(found.overdue) == sorted([made["late"], made["over"]])
    assert found.open == (made["due"],)
    assert found.due == (made["shut"],)
    told = "\n".join(calm.house.words.fact("en", one) for one in lines)
    assert all(f"#{made[name]} " in told for name in ("late", "over", "due", "shut")), told


async def test_the_wall_names_places_that_must_not_open_only_as_everybody_may_read_them(calm: Street) -> None:
    """A rental house by its kind and street; no title, no person; a live picture of a visit is on no screen."""
    await a_town_of_checks(calm, TODAY)
    situation = (await calm.house.board.situations([1], {}))[1]
    part = situation.without_people()["checks"]
    assert (part["checks"], part["late"], part["overdue"], part["must_not_open"]) == (2, 1, 1, 1)
    name = part["places"][0]["name"]
    assert "Canal Street" in name
    assert "Chen" not in name
    assert "12" not in name
    assert not [key for key in situation.parts if key.startswith("picture:")]
