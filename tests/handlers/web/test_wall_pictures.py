"""What the wall is handed, who may hide and turn on, and looks through cameras; all by the API."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.evidence import cameras
from bot.evidence.cameras import Camera
from bot.evidence.pieces import EVIDENCE
from bot.screens import snapshot
from bot.values.geo import Point
from tests import handed
from tests.handlers.test_films import PLACE, film
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, Street

HERE = "/api/districts/1"
GATE = Camera("Gate", CENTRE, "https://camera.example/gate?x=1")
FAR = Camera("Far", Point(30.4, 120.4), "https://camera.example/far")
OURS = {"x-patrol": "1"}


@pytest.fixture
async def number(served: Street) -> int:
    """A case whose team sent a photo and then a film."""
    case = await served.report()
    for words in (f"/accept {case}", f"/arrived {case}"):
        served.wang.say(1002, words)
        await served.turn(1)
    served.wang.send_photo(1002)
    await served.turn(1)
    served.wang.send_video(1002, data=film())
    await served.turn(1)
    return case


async def _ids(street: Street, number: int) -> list[int]:
    case = await street.case(number)
    async with street.house.store.look() as tx:
        return [piece.id for piece in await tx[EVIDENCE].of_case(case.id)]


async def _looks(street: Street, user_id: int) -> list[tuple[str, str | None]]:
    async with street.house.store.look() as tx:
        return [(row["what"], row["about"]) for row in (await handed.of(tx, user_id)).get("looks", [])]


async def _post(client: httpx.AsyncClient, path: str, **wish: Any) -> httpx.Response:
    return await client.post(f"{HERE}/{path}", json=wish, headers=OURS | {"Origin": str(client.base_url)})


async def _on_wall(street: Street) -> dict[str, Any]:
    """The pictures in what a wall is sent, by key."""
    seen = (await street.house.board.situations({1}, {}))[1]
    parts = seen.without_people()
    assert not any(key.startswith("picture:") for key in parts)
    return {key: part for key, part in parts.items() if key.startswith("shown:")}


async def test_the_wall_gets_pictures_only_while_they_are_on(
    served: Street, asking: httpx.AsyncClient, number: int
) -> None:
    """Off by default; on, the newest of a case, and nothing of who sent it; nobody's look is written down for it."""
    photo, clip = await _ids(served, number)
    await signed_in(served, asking, 1001)
    assert await _on_wall(served) == {}
    assert (await asking.get(f"{HERE}/wall/{clip}")).json()["refused"] == "no-such-picture"
    answer = await _post(asking, "wall", pictures=True)
    assert answer.status_code == 200
    assert "recognisable" in answer.json()["said"]
    shown = await _on_wall(served)
    assert list(shown) == [f"shown:{number}"]
    assert set(shown[f"shown:{number}"]) == {"id", "number", "kind", "taken_at"}
    assert not snapshot.PERSONAL & set(shown[f"shown:{number}"])
    assert (shown[f"shown:{number}"]["id"], shown[f"shown:{number}"]["kind"]) == (clip, "video")
    assert (await asking.get(f"{HERE}/wall/{photo}")).status_code == 404, "an older one is not on the wall"
    film_ = await asking.get(f"{HERE}/wall/{clip}")
    assert (film_.status_code, film_.headers["content-type"]) == (200, "video/mp4")
    assert film_.headers["x-content-type-options"] == "nosniff"
    assert PLACE not in film_.content.partition(b"mdat")[0]
    part = await asking.get(f"{HERE}/wall/{clip}", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert await _looks(served, 1001) == []
    await _post(asking, "wall", pictures=False)
    assert await _on_wall(served) == {}
    assert (await asking.get(f"{HERE}/wall/{clip}")).status_code == 404


async def test_a_hidden_picture_is_never_on_the_wall(served: Street, asking: httpx.AsyncClient, number: int) -> None:
    """One before it takes its place; the case says who hid it; shown again it is back."""
    photo, clip = await _ids(served, number)
    await signed_in(served, asking, 1001)
    await _post(asking, "wall", pictures=True)
    answer = await _post(asking, f"evidence/{clip}/hidden", hidden=True)
    assert answer.json() == {"said": served.said("wall-hidden", number=number, count=1)}
    assert (await _on_wall(served))[f"shown:{number}"]["id"] == photo
    assert (await asking.get(f"{HERE}/wall/{clip}")).status_code == 404
    picture = await asking.get(f"{HERE}/wall/{photo}")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    await _post(asking, f"evidence/{photo}/hidden", hidden=True)
    assert await _on_wall(served) == {}
    told = (await asking.get(f"{HERE}/cases/{number}")).json()
    assert [piece["hidden"]["by"] for piece in told["evidence"]["pieces"]] == ["钱队", "钱队"]
    assert [(line["move"], line["by"]) for line in told["history"][-2:]] == [("hide_picture", "钱队")] * 2
    await _post(asking, f"evidence/{clip}/hidden", hidden=False)
    await _post(asking, f"evidence/{clip}/hidden", hidden=False)
    assert (await _on_wall(served))[f"shown:{number}"]["id"] == clip
    told = (await asking.get(f"{HERE}/cases/{number}")).json()
    assert [line["move"] for line in told["history"]].count("show_picture") == 1


async def test_an_ended_case_is_on_no_wall(served: Street, asking: httpx.AsyncClient, number: int) -> None:
    """Nor are its pictures handed to one."""
    _, clip = await _ids(served, number)
    await signed_in(served, asking, 1001)
    await _post(asking, "wall", pictures=True)
    served.captain.say(1001, f"/cancel {number} nothing there")
    await served.turn(1)
    await served.sure(1001)
    assert (await served.case(number)).state == "cancelled"
    assert await _on_wall(served) == {}
    assert (await asking.get(f"{HERE}/wall/{clip}")).status_code == 404


@pytest.mark.parametrize("user_id", [1002, 1007])
async def test_only_captains_turn_on_and_hide(
    served: Street, asking: httpx.AsyncClient, number: int, user_id: int
) -> None:
    """A member and a viewer are told so, and nothing changes."""
    _, clip = await _ids(served, number)
    await signed_in(served, asking, user_id)
    for answer in (
        await _post(asking, "wall", pictures=True),
        await _post(asking, f"evidence/{clip}/hidden", hidden=True),
    ):
        assert (answer.status_code, answer.json()["refused"]) == (403, "captains-only-command")
    foreign = await asking.post(f"{HERE}/wall", json={"pictures": True}, headers={"Origin": "https://evil.example"})
    assert foreign.json()["refused"] == "not-our-page"
    assert await _on_wall(served) == {}


async def test_a_clip_opened_is_a_look(served: Street, asking: httpx.AsyncClient, number: int) -> None:
    """Written down once in ten minutes, however many pieces of it the browser asks for; a photo is no clip."""
    photo, clip = await _ids(served, number)
    await signed_in(served, asking, 1007)
    for _ in range(3):
        answer = await asking.get(f"{HERE}/evidence/{clip}/clip", headers={"Range": "bytes=0-3"})
        assert answer.status_code == 206
    assert await _looks(served, 1007) == [("picture", None)]
    assert (await asking.get(f"{HERE}/evidence/{photo}/clip")).json()["refused"] == "no-such-picture"
    told = (await asking.get(f"{HERE}/cases/{number}")).json()["evidence"]["pieces"]
    assert [(one["picture"] is None, one["clip"]) for one in told] == [
        (False, None), (True, f"{HERE}/evidence/{clip}/clip"),
    ]  # fmt: skip


# --- cameras


@pytest.fixture
async def watched(served: Street) -> AsyncIterator[int]:
    """A case with a camera near it, and one far away."""
    async with served.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        settings = {**district.settings, cameras.KEPT: cameras.as_kept([GATE, FAR])}
        await tx.districts.save(replace(district, settings=settings))
    yield await served.report()


@pytest.mark.parametrize("user_id", [1001, 1007])
async def test_a_look_through_a_camera_is_written_down(
    served: Street, asking: httpx.AsyncClient, watched: int, user_id: int
) -> None:
    """Captains and viewers are led there: who, when and which stands in the case, each time; nothing of the picture."""
    await signed_in(served, asking, user_id)
    [one] = (await asking.get(f"{HERE}/cases/{watched}")).json()["cameras"]
    assert (one["name"], one["metres"], one["point"], one["looked"]) == ("Gate", 0, [CENTRE.lat, CENTRE.lon], None)
    assert GATE.link not in str(one), "there is no way to it that is not written down"
    before = _files(served)
    for times in (1, 2):
        answer = await asking.get(one["look"])
        assert (answer.status_code, answer.headers["location"]) == (303, GATE.link)
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert (await _looks(served, user_id)).count(("camera", "Gate")) == times
    [one] = (await asking.get(f"{HERE}/cases/{watched}")).json()["cameras"]
    assert one["looked"]["by"] == {1001: "钱队", 1007: "观察员"}[user_id]
    assert _files(served) == before


def _files(street: Street) -> set[str]:
    folder = Path(street.database_url.partition("///")[2]).parent
    return {str(file) for file in folder.rglob("*") if "photos" in str(file)}


async def test_a_member_is_offered_no_camera(served: Street, asking: httpx.AsyncClient, watched: int) -> None:
    """Neither in the case nor by its address; no look is written down."""
    await signed_in(served, asking, 1002)
    assert (await asking.get(f"{HERE}/cases/{watched}")).json()["cameras"] == []
    answer = await asking.get(f"{HERE}/cases/{watched}/cameras/{GATE.code}")
    assert (answer.status_code, answer.json()["refused"]) == (403, "camera-not-yours")
    assert ("camera", "Gate") not in await _looks(served, 1002)


async def test_only_cameras_near_the_case_are_there(served: Street, asking: httpx.AsyncClient, watched: int) -> None:
    """One that is far away shows nothing of it; no such case, no camera."""
    await signed_in(served, asking, 1001)
    for path in (
        f"cases/{watched}/cameras/{FAR.code}",
        f"cases/{watched}/cameras/none",
        f"cases/99/cameras/{GATE.code}",
    ):
        answer = await asking.get(f"{HERE}/{path}")
        assert answer.status_code == 404, path
    assert [what for what, _ in await _looks(served, 1001)] == []


async def test_a_program_looks_through_no_camera(open_to_programs: Street, program: httpx.AsyncClient) -> None:
    """Nobody would stand in the record."""
    street = open_to_programs
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, settings={cameras.KEPT: cameras.as_kept([GATE])}))
    number = await street.report()
    assert program.headers["authorization"] == f"Bearer {TOKEN}"
    assert (await program.get(f"{HERE}/cases/{number}")).json()["cameras"] == []
    assert (await program.get(f"{HERE}/cases/{number}/cameras/{GATE.code}")).status_code == 403
    assert (await program.post(f"{HERE}/wall", json={"pictures": True})).json()["refused"] == "by-a-captain"
    assert await _on_wall(street) == {}
