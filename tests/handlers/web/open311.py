"""A district whose cases strangers may read, and how they ask."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import httpx

from bot.publishing.rule import KEPT, Choice
from tests.stories.conftest import Street

ROOT = "/open311/v2"
ITEM = "shared_bike_parking"
ITEMS = frozenset({ITEM, "street_stall"})


async def publish(street: Street, items: frozenset[str] = ITEMS, *, is_on: bool = True, district_id: int = 1) -> None:
    """Let strangers read of *items*, as if a captain had said so."""
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(district_id)
        assert district is not None
        chosen = {**district.settings, KEPT: Choice(is_on, items).kept}
        await tx.districts.save(replace(district, settings=chosen))


async def read(client: httpx.AsyncClient, path: str, status: int = 200, /, **asked: Any) -> Any:
    """What *path* answers, as JSON."""
    answer = await client.get(f"{ROOT}/{path}.json", params=asked)
    assert answer.status_code == status, answer.text
    return answer.json()


async def refused(client: httpx.AsyncClient, path: str, status: int, /, **asked: Any) -> str:
    """Why *path* is refused; the same in both forms of the standard."""
    [told] = await read(client, path, status, **asked)
    assert told["code"] == status
    answer = await client.get(f"{ROOT}/{path}.xml", params=asked)
    assert answer.status_code == status
    root = ET.fromstring(answer.content)
    assert [root.tag, root[0].tag] == ["errors", "error"]
    assert {one.tag: one.text for one in root[0]} == {"code": str(status), "description": told["description"]}
    return str(told["description"])
