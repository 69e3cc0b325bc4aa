"""Teams, figures, maps and pictures through the API."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.values.geo import Point
from handlers.web.turns import AT_ONCE
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, GROUP, Street

HERE = "/api/districts/1"


async def _asked(client: httpx.AsyncClient, path: str) -> dict[str, Any]:
    answer = await client.get(HERE + path)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_teams_are_told_with_how_their_place_is_known(served: Street, asking: httpx.AsyncClient) -> None:
    """A live location, a base, a state; a viewer may look."""
    served.qiang.start_live(GROUP, 30.32, 120.28, period=900)
    await served.report()
    await signed_in(served, asking, 1007)
    told = await _asked(asking, "/teams")
    teams = {team["name"]: team for team in told["teams"]}
    assert teams["一队"]["state"] == "sent"
    assert (teams["一队"]["known"], teams["一队"]["point"]) == ("base", [30.3150, 120.2730])
    assert teams["一队"]["cases"] == [1]
    assert {person["name"] for person in teams["一队"]["members"]} == {"老王", "小李"}
    assert (teams["二队"]["known"], teams["二队"]["state"]) == ("live", "free")
    assert teams["二队"]["point"] == [30.32, 120.28]


async def test_maps_get_longitude_first_and_no_names_of_people(served: Street, asking: httpx.AsyncClient) -> None:
    """As RFC 7946 wants it; what has no place has no geometry."""
    await served.report()
    served.captain.say(1001, "/report 电话里说有人摆摊")
    await served.turn(3)
    await signed_in(served, asking, 1001)
    answer = await asking.get(f"{HERE}/cases.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    cases = {one["id"]: one for one in answer.json()["features"]}
    assert cases[1]["geometry"] == {"type": "Point", "coordinates": [CENTRE.lon, CENTRE.lat]}
    assert cases[1]["properties"]["item"]["code"] == "shared_bike_parking"
    assert cases[2]["geometry"] is None
    teams = await _asked(asking, "/teams.geojson")
    assert next(one["geometry"]["coordinates"] for one in teams["features"]) == [120.2730, 30.3150]
    for name in ("老王", "路人甲", "电话"):
        assert name not in answer.text
        assert name not in str(teams)


async def test_figures_open_down_to_their_cases(served: Street, asking: httpx.AsyncClient) -> None:
    """Reported, on time, and the rate."""
    number = await served.report(item="street_stall")
    for words in (f"/accept {number}", f"/arrived {number}", f"/done {number} duplicate"):
        served.wang.say(1002, words)
        await served.turn(2)
    served.captain.say(1001, f"/confirm {number}")
    await served.turn(2)
    await served.report(near=Point(30.31, 120.28))
    await signed_in(served, asking, 1007)
    told = await _asked(asking, "/figures")
    assert (told["reported"], told["on_time"], told["open"], told["rate"]) == ([1, 2], [1], [2], 1.0)
    assert told["medians"]["total"]["cases"] == [1]
    assert told["since"] == "2026-03-01T16:00:00Z"
    assert told["hours"] == [[8, 2]]


class Album:
    """Photos as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.has_room: Callable[[], bool] = lambda: True

    async def picture(self, evidence: Evidence, *, large: bool) -> Path | None:
        """One file for each size; the second photo cannot be had."""
        if evidence.file_id == "gone":
            return None
        file = self.folder / ("large.jpg" if large else "small.jpg")
        file.write_bytes(b"\xff\xd8" + (b"large" if large else b"small"))
        return file

    async def pair(self, before: Evidence, after: Evidence) -> Path | None:
        """None of these is shown."""
        return None

    def is_undrawn(self, evidence: Evidence) -> bool:
        """None of these is too large."""
        return False

    async def clip(self, evidence: Evidence) -> Path | None:
        """None of these moves."""
        return None

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def photos(served: Street) -> list[int]:
    """Two photos and a voice note of a case, and a photo that belongs to none."""
    number = await served.report()
    ids = []
    kinds = [(EvidenceKind.PHOTO, "a", number), (EvidenceKind.PHOTO, "gone", number),
             (EvidenceKind.VOICE, "c", number), (EvidenceKind.PHOTO, "d", None)]  # fmt: skip
    async with served.house.store.begin() as tx:
        for n, (kind, file_id, case_id) in enumerate(kinds):
            piece = Evidence(1, kind, 1002, served.clock.now(), GROUP, 9000 + n, case_id=case_id, file_id=file_id)
            stored = await tx[EVIDENCE].add(piece)
            assert stored is not None
            ids.append(stored.id)
    return ids


async def test_a_picture_is_served_to_who_may_look_and_that_is_written_down(
    served: Street, asking: httpx.AsyncClient, photos: list[int], tmp_path: Path
) -> None:
    """Two sizes, for nobody else's cache; what is no photo of a case here is not found."""
    await signed_in(served, asking, 1007)
    paths = [f"{HERE}/evidence/{n}/picture" for n in photos]
    assert (await asking.get(paths[0])).status_code == 404
    served.house.photos = Album(tmp_path)
    for size in ("small", "large"):
        answer = await asking.get(paths[0], params={"size": size})
        assert (answer.status_code, answer.content) == (200, b"\xff\xd8" + size.encode())
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in (*paths[1:], f"{HERE}/evidence/4711/picture"):
        assert (await asking.get(path)).json()["refused"] == "no-such-picture"
    assert (await asking.get(f"/api/districts/2/evidence/{photos[0]}/picture")).json()["refused"] == "other-district"
    assert await _looks(served) == [("picture", 1)]


async def _looks(street: Street) -> list[tuple[str, int]]:
    async with street.house.store.look() as tx:
        return [(row["what"], row["case_id"]) for row in (await handed.of(tx, 1007)).get("looks", [])]


async def test_who_waits_for_pictures_from_telegram_takes_nobodys_turn(
    served: Street, asking: httpx.AsyncClient, photos: list[int], tmp_path: Path
) -> None:
    """A page asks for more of them than there are turns: all else is answered, and they are when they come."""
    await signed_in(served, asking, 1007)
    album, come, asked = Album(tmp_path), asyncio.Event(), 0
    had = album.picture

    async def from_far(evidence: Evidence, *, large: bool) -> Path | None:
        nonlocal asked
        asked += 1
        await come.wait()
        return await had(evidence, large=large)

    album.picture = from_far  # type: ignore[method-assign]
    served.house.photos = album
    wanted = [asyncio.create_task(asking.get(f"{HERE}/evidence/{photos[0]}/picture")) for _ in range(AT_ONCE + 1)]
    async with asyncio.timeout(20):
        while asked < AT_ONCE + 1:
            await asyncio.sleep(0.001)
        assert (await asking.get(f"{HERE}/cases")).status_code == 200
    come.set()
    assert [one.status_code for one in await asyncio.gather(*wanted)] == [200] * (AT_ONCE + 1)


async def test_a_picture_opened_large_is_a_look_and_small_ones_are_none(
    served: Street, asking: httpx.AsyncClient, photos: list[int], tmp_path: Path
) -> None:
    """However often a screen shows them by itself; opened again within ten minutes is the same look."""
    await signed_in(served, asking, 1007)
    served.house.photos = Album(tmp_path)
    path = f"{HERE}/evidence/{photos[0]}/picture"

    async def opened(size: str, times: int) -> int:
        for _ in range(times):
            assert (await asking.get(path, params={"size": size} if size else {})).status_code == 200
        return len(await _looks(served))

    assert [await opened("small", 5), await opened("", 5)] == [0, 0]
    assert [await opened("large", 1), await opened("large", 3)] == [1, 1]
    await served.clock.turn(601)
    assert [await opened("small", 5), await opened("large", 1)] == [1, 2]


async def test_the_api_is_described_and_shown_without_internet(served: Street, asking: httpx.AsyncClient) -> None:
    """OpenAPI with every route, and a page that loads nothing from elsewhere."""
    await signed_in(served, asking, 1007)
    told = (await asking.get("/api/openapi.json")).json()
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == {
        "/api/districts", "/api/cases", f"{DISTRICT}/teams", f"{DISTRICT}/teams.geojson", f"{DISTRICT}/cases.geojson",
        f"{DISTRICT}/cases", f"{DISTRICT}/cases/{{number}}", f"{DISTRICT}/cases/{{number}}/moves/{{move}}",
        f"{DISTRICT}/calls/{{number}}", f"{DISTRICT}/calls/{{number}}/moves/{{move}}",
        f"{DISTRICT}/cases/{{number}}/pair", f"{DISTRICT}/figures", f"{DISTRICT}/evidence/{{evidence}}/picture",
        f"{DISTRICT}/evidence/{{evidence}}/clip", f"{DISTRICT}/evidence/{{evidence}}/hidden", f"{DISTRICT}/wall",
        f"{DISTRICT}/wall/{{evidence}}", f"{DISTRICT}/cases/{{number}}/cameras/{{code}}",
        f"{DISTRICT}/cases/{{number}}/door", f"{DISTRICT}/place-photos/{{photo}}/picture",
        f"{DISTRICT}/places/labels.pdf", "/api/places", "/api/places/near", "/api/places/kinds",
        "/api/places/{code}", "/api/places/{code}/history",
    }  # fmt: skip
    page = await asking.get("/api/docs")
    links = [part.split('"')[0] for part in page.text.split('src="')[1:] + page.text.split('href="')[1:]]
    assert len(links) == 5
    for link in links:
        assert link.startswith("/")
        assert (await asking.get(link)).status_code == 200, link
    assert "https://" not in page.text


DISTRICT = "/api/districts/{district}"
