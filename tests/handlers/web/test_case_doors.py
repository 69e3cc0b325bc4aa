"""The door of a case through the API: what is known there, and at which place it is; who may say so."""

from typing import Any

import httpx

from bot.places.register import Place
from bot.places.standing.links import LINKS
from bot.values.geo import Point
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, Street, put_places

SHOP = Place("K7M4QX", "Corner Shop", "shop", Point(CENTRE.lat + 0.0001, CENTRE.lon))
BESIDE = Place("K8M4QX", "Barber", "shop", Point(CENTRE.lat + 0.0004, CENTRE.lon))
DOOR = "/api/districts/1/cases/1/door"


async def _reported(served: Street) -> int:
    async with served.house.store.begin() as tx:
        await put_places(tx, SHOP, BESIDE)
    return await served.report()


async def _door(client: httpx.AsyncClient) -> Any:
    return (await client.get("/api/districts/1/cases/1")).json()["door"]


async def _says(client: httpx.AsyncClient, **wish: Any) -> httpx.Response:
    return await client.post(DOOR, json=wish, headers={"Origin": str(client.base_url)})


async def test_a_case_says_at_which_place_it_is(served: Street, asking: httpx.AsyncClient) -> None:
    """With what is known there, and which others are near; a captain unlinks it and links it anew."""
    await _reported(served)
    await signed_in(served, asking, 1001)
    door = await _door(asking)
    assert (door["place"], door["name"], door["how"], door["colour"]) == (SHOP.code, SHOP.name, "near", "green")
    assert (door["lines"], [one["code"] for one in door["others"]]) == ([], [BESIDE.code])
    assert (await _says(asking, code=None)).status_code == 200
    assert (await _door(asking))["place"] is None
    assert (await _says(asking, code=BESIDE.code)).json()["said"] == "#1 Linked to Barber"
    assert [(await _door(asking))[name] for name in ("place", "how")] == [BESIDE.code, "chosen"]


async def test_who_may_say_it(served: Street, asking: httpx.AsyncClient) -> None:
    """Not somebody of another team, and not for a place that there is not."""
    await _reported(served)
    await signed_in(served, asking, 1005)
    refused = await _says(asking, code=None)
    assert (refused.status_code, refused.json()["refused"]) == (403, "door-not-yours")
    await signed_in(served, asking, 1006)
    assert (await _says(asking, code="NOPE")).status_code == 404
    assert (await _says(asking, code=BESIDE.code)).status_code == 200
    async with served.house.store.look() as tx:
        link = await tx[LINKS].of_case(1)
    assert link is not None
    assert link.code == BESIDE.code
