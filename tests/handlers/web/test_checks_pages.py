"""Checks on our pages: who may look, what stands in the lists, what may be done, pairs and figures."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app.settings import Web
from bot.hazards.table import HAZARDS, Severity
from bot.hazards.table import State as HazardState
from bot.hazards.talk import chat
from bot.privacy.port import PRIVACY
from bot.screens.checks import lists
from bot.work.speaker import Speaker
from tests.handlers.web.checks import a_hazard, a_town_of_checks
from tests.handlers.web.people import signed_in
from tests.handlers.web.visits import CHEN, FANG, WITH_OFFICERS, furnish
from tests.stories.conftest import Street, a_street

CAPTAIN, MEMBER = 1001, 1002
TODAY = date(2026, 3, 2)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Street]:
    """A street with officers."""
    async with a_street(tmp_path, "en", WITH_OFFICERS, web=Web(language="en")) as made:
        await furnish(made)
        yield made


@pytest.fixture
async def client(town: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A browser."""
    url = town.house.web_url
    async with httpx.AsyncClient(base_url=url, timeout=20, headers={"Origin": url, "Accept-Language": "en"}) as made:
        yield made


async def get(client: httpx.AsyncClient, path: str, **params: Any) -> Any:
    """What one of the routes tells."""
    answer = await client.get(f"/checks/1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def numbers(told: Any, name: str) -> list[int]:
    """The cases of a list, in order."""
    return [one["number"] for one in told[name]["rows"]]


async def test_lists_say_what_is_due_and_each_count_is_that_of_its_list(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Late before due, clues in none, what must not open with order, authority and date; who may re-check by name."""
    made = await a_town_of_checks(town, TODAY)
    await signed_in(town, client, CAPTAIN)
    told = await get(client, "lists")
    assert numbers(told, "checks") == [made["late"], made["due"]]
    assert numbers(told, "hazards") == [made["over"], made["soon"], made["shut"]]
    assert numbers(told, "orders") == [made["shut"]]
    assert told["counts"] == {"checks": 2, "late": 1, "hazards": 3, "overdue": 1, "must_not_open": 1, "critical": 1}
    over, soon, _ = told["hazards"]["rows"]
    assert (over["days_left"], over["is_overdue"], over["severity"]) == (-2, True, "major")
    assert (soon["days_left"], soon["waits_for_recheck"], soon["may_recheck"]) == (3, True, ["Gao"])
    shut = told["orders"]["rows"][0]
    assert (shut["order"], shut["day"], shut["place"]["name"]) == ("FIRE-12/2026", "2026-03-01", "Chen's house")


async def test_officers_see_checks_and_nothing_of_the_patrol(town: Street, client: httpx.AsyncClient) -> None:
    """Their link leads to checks; the command centre and its API are closed to them; members of the patrol hear why."""
    made = await a_town_of_checks(town, TODAY)
    await signed_in(town, client, CHEN)
    assert "?to=/checks" in town.private(CHEN, "/sign-in/")[-1].text
    page = await client.get("/checks")
    assert page.status_code == 200
    assert '"patrol": []' in page.text
    for path in ("/", "/api/districts/1/cases", "/api/districts/1/screen/places"):
        assert (await client.get(path, follow_redirects=False)).status_code in {303, 401}, path
    assert numbers(await get(client, "lists", mine=True), "hazards") == [made["over"], made["soon"], made["shut"]]
    await signed_in(town, client, FANG)
    assert numbers(await get(client, "lists", mine=True), "hazards") == []
    assert numbers(await get(client, "lists", mine=True), "orders") == [made["shut"]]
    await signed_in(town, client, MEMBER)
    refused = await client.get("/checks/1/lists")
    assert (refused.status_code, refused.json()["refused"]) == (403, "checks-not-yours")


async def test_pictures_are_those_of_the_hazard_and_looks_are_written_down(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Before and after open for an officer; a picture of another hazard does not; pairs stand in the gallery."""
    made = await a_town_of_checks(town, TODAY)
    await signed_in(town, client, CHEN)
    path = f"/checks/1/cases/{made['done']}/pictures/{made['before']}"
    assert (await client.get(path, params={"size": "large"})).headers["content-type"] == "image/jpeg"
    assert (await client.get(f"/checks/1/cases/{made['over']}/pictures/{made['before']}")).status_code == 404
    told = await get(client, f"cases/{made['done']}")
    assert (told["before"], told["after"]) == ([made["before"]], [made["after"]])
    pairs = await get(client, "pairs")
    assert [(one["number"], one["before"], one["after"]) for one in pairs["rows"]] == [
        (made["done"], made["before"], made["after"])
    ]
    async with town.house.store.look() as tx:
        done = await tx[HAZARDS].by_number(1, made["done"])
        assert done is not None
        assert await tx[PRIVACY].saw(CHEN, "picture", done.id, town.clock.now() - timedelta(minutes=1))


async def test_moves_follow_the_rules_of_the_chat(town: Street, client: httpx.AsyncClient) -> None:
    """An officer sets a new limit and a captain the order; who may not is refused; what is left out is named."""
    made = await a_town_of_checks(town, TODAY)
    await signed_in(town, client, CHEN)
    path = f"/checks/1/cases/{made['over']}/moves"
    told = await get(client, f"cases/{made['over']}")
    assert {"set_limit", "dismiss", "escalate"} <= {one["move"] for one in told["moves"]}
    assert (await client.post(f"{path}/set_limit", json={"fields": {"days": "7"}})).status_code == 200
    assert (await get(client, f"cases/{made['over']}"))["days_left"] == 7
    left_out = await client.post(f"{path}/forbid", json={"fields": {"order": "F-1", "day": "2026-03-01"}})
    assert (left_out.status_code, left_out.json()["refused"]) == (409, "checks-wants")
    fields = {"order": "F-1", "authority": "fire", "day": "2026-03-01"}
    await signed_in(town, client, CAPTAIN)
    assert (await client.post(f"{path}/forbid", json={"fields": fields})).status_code == 200
    assert numbers(await get(client, "lists"), "orders") == [made["over"], made["shut"]]
    refused = await client.post(f"{path}/dismiss", json={"fields": {"reason": "none"}})
    assert refused.status_code == 403


@pytest.mark.parametrize("move", ["take_back", "doubt"])
async def test_who_found_it_takes_nothing_back_by_themselves(
    town: Street, client: httpx.AsyncClient, move: str
) -> None:
    """Only the answer of a visit that is not signed makes that; not even a place that must not open is let off so."""
    made = await a_town_of_checks(town, TODAY)
    fresh = await a_hazard(town, HazardState.FOUND)
    await signed_in(town, client, CHEN)
    for number in (made["shut"], fresh.number):
        refused = await client.post(f"/checks/1/cases/{number}/moves/{move}", json={"fields": {}})
        assert (refused.status_code, refused.json()["refused"]) == (404, "no-such-move")
    finder = Speaker(CHEN, "", CHEN, town.clock.now(), channel="private", district_id=1)
    for number in (made["shut"], fresh.number):
        assert (await town.house.desk.do(chat.request, finder, name=move, number=number)).refused
    async with town.house.store.look() as tx:
        states = [(await tx[HAZARDS].by_number(1, number)) for number in (made["shut"], fresh.number)]
    assert [one.state for one in states if one] == ["limited", "found"]


async def test_pages_go_on_behind_their_key_until_everything_was_shown_once(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Hazards of the same instant stand on one page or the next, never on both; a made-up key begins anew."""
    now = town.clock.now()
    made = [await a_hazard(town, HazardState.LIMITED, limit_at=now, limit_set_at=now) for _ in range(lists.A_PAGE + 3)]
    await signed_in(town, client, CAPTAIN)
    first = await get(client, "lists")
    second = await get(client, "lists", hazards=first["hazards"]["next"])
    assert numbers(first, "hazards") + numbers(second, "hazards") == [one.number for one in made]
    assert second["hazards"]["next"] is None
    assert numbers(await get(client, "lists", hazards="bm9uZQ"), "hazards") == numbers(first, "hazards")


async def test_a_critical_hazard_without_a_limit_stands_before_all_that_have_one(
    town: Street, client: httpx.AsyncClient
) -> None:
    """On the page and in the list of the chat: it waits for somebody now, and a page goes on behind it too."""
    made = await a_town_of_checks(town, town.clock.now().date())
    await signed_in(town, client, CAPTAIN)
    grave = (await a_hazard(town, HazardState.FOUND, severity=Severity.CRITICAL)).number
    light = (await a_hazard(town, HazardState.FOUND, severity=Severity.MINOR)).number
    told = await get(client, "lists")
    assert numbers(told, "hazards") == [grave, made["over"], made["soon"], made["shut"], light]
    assert told["counts"]["overdue"] == 1, "what has no limit is not over it"
    await town.say(1001, "/hazard")
    listed = [line.split()[0] for line in town.private(1001)[-1].text.splitlines() if line.startswith("#")]
    assert listed[0] == f"#{grave}"


async def test_figures_open_down_to_cases_and_tell_no_share_of_few(town: Street, client: httpx.AsyncClient) -> None:
    """What was put right in time and what was not, by number; a hazard of which nothing is decided waits."""
    made = await a_town_of_checks(town, TODAY)
    await signed_in(town, client, CAPTAIN)
    told = await get(client, "figures", days=30)
    assert told["in_time"] == {"good": [made["done"]], "bad": [made["over"]], "rate": None, "low": None, "high": None}
    assert sorted(told["waiting"]) == [made["soon"], made["shut"]]
    assert made["clue"] not in told["hazards"]
