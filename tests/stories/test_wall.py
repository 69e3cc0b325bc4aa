"""The wall from chat: pictures on and off, single ones hidden; and cameras that come with the district's file."""

from pathlib import Path
from typing import Any

import pytest

from bot.evidence import cameras, wall
from bot.evidence.pieces import EVIDENCE
from bot.imports import bringing_in, district_file
from bot.values.geo import Point
from bot.values.refused import Refused
from tests import handed
from tests.stories.conftest import DISTRICT, GROUP, Street


async def _say(street: Street, text: str, user_id: int = 1001, **more: Any) -> str:
    street.who(user_id).say(user_id, text, **more)
    await street.turn(2)
    return street.private(user_id)[-1].text


async def _is_on(street: Street) -> bool:
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    return wall.of(district) == "on"


async def _hidden(street: Street, number: int) -> list[int | None]:
    """By whom each picture of a case is hidden, in order."""
    case = await street.case(number)
    async with street.house.store.look() as tx:
        return [piece.hidden_by for piece in await tx[EVIDENCE].of_case(case.id) if piece.kind in wall.SEEN]


async def _moves(street: Street, number: int) -> list[tuple[str, int | None]]:
    case = await street.case(number)
    async with street.house.store.look() as tx:
        rows = await tx.history.of_case(case.id)
    return [(row.record.move, row.record.by_id) for row in rows if "picture" in row.record.move]


async def _on_scene(street: Street) -> int:
    number = await street.report()
    for words in (f"/accept {number}", f"/arrived {number}"):
        street.wang.say(1002, words)
        await street.turn(1)
    return number


async def test_pictures_are_off_until_a_captain_turns_them_on(street: Street) -> None:
    """The question and the answer say that people may be recognisable; the other captains are told."""
    hello = street.wang.say(GROUP, "hello")
    street.captain.say(GROUP, "/enrol captain", reply_to=hello)
    await street.turn(1)
    assert not await _is_on(street)
    words = street.said("limit-name-wall")
    asked = await _say(street, f"/limits {words}")
    assert asked == street.said("limits-which-wall", limit=street.said("limit-wall"))
    on, off = (street.said(f"limit-value-{one}").split(",")[0] for one in ("on", "off"))
    told = await _say(street, f"/limits {words} {on}")
    assert told == street.said(
        "limits-wall-on", limit=street.said("limit-wall"), old=street.said("wall-off"), new=street.said("wall-on")
    )
    assert await _is_on(street)
    assert street.private(1002, street.said("limit-wall"))
    assert street.said("wall-on") in await _say(street, "/limits")
    assert "/hide" not in await _say(street, f"/limits {words} {off}")
    assert not await _is_on(street)
    assert await _say(street, "/limits wall 42") == street.said("limits-wall-how", value="42")
    await _say(street, "/limits wall on", 1004)
    assert not await _is_on(street)


async def test_a_captain_hides_a_picture_by_an_answer_to_it(street: Street) -> None:
    """Its whole album with it; who did it stands in the history of the case; /hide off takes it back."""
    number = await _on_scene(street)
    one, two = (street.wang.send_photo(GROUP, media_group_id="a") for _ in range(2))
    alone = street.wang.send_photo(GROUP)
    await street.turn(5)
    assert await _hidden(street, number) == [None, None, None]
    street.captain.say(GROUP, "/hide", reply_to=two)
    await street.turn(2)
    assert await _hidden(street, number) == [1001, 1001, None]
    assert street.private(1001)[-1].text == street.said("wall-hidden", number=number, count=2)
    street.captain.say(GROUP, "/hide", reply_to=alone)
    await street.turn(2)
    assert await _hidden(street, number) == [1001, 1001, 1001]
    street.captain.say(GROUP, "/hide off", reply_to=one)
    await street.turn(2)
    assert await _hidden(street, number) == [None, None, 1001]
    assert await _moves(street, number) == [("hide_picture", 1001)] * 3 + [("show_picture", 1001)] * 2
    assert street.said("move-hide-picture") in await _say(street, f"/history {number}")
    assert await street.house.store.verify(1) is None


async def test_what_the_wall_shows_of_a_case_is_hidden_by_its_number(street: Street) -> None:
    """The newest first, then the one before it, films too; until none is left."""
    number = await _on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(1)
    street.wang.send_video(1002)
    await street.turn(1)
    hidden = street.said("wall-hidden", number=number, count=1)
    assert await _say(street, f"/hide {number}") == hidden
    assert await _hidden(street, number) == [None, 1001]
    assert await _say(street, f"/hide {number}") == hidden
    assert await _hidden(street, number) == [1001, 1001]
    assert await _say(street, f"/hide {number}") == street.said("wall-none-of-case", number=number)
    off = street.said("limit-value-off").split(",")[0]
    assert await _say(street, f"/hide {number} {off}") == street.said("wall-shown", number=number, count=2)
    assert await _hidden(street, number) == [None, None]
    assert await _say(street, f"/hide {number} off") == street.said("wall-none-hidden", number=number)
    assert await _say(street, "/hide 99") == street.said("no-such-case", number=99)
    assert await _say(street, "/hide") == street.said("wall-which")
    for stranger in (1002, 1007):
        await _say(street, f"/hide {number}", stranger)
    assert await _hidden(street, number) == [None, None]


async def test_who_hid_a_picture_is_handed_that_with_their_data(street: Street) -> None:
    """That they did it, as a line of the history; not the picture, which is of who sent it."""
    number = await _on_scene(street)
    street.wang.send_photo(1002)
    await street.turn(1)
    await _say(street, f"/hide {number}")
    async with street.house.store.look() as tx:
        mine = await handed.of(tx, 1001)
    assert "evidence" not in mine
    assert "hide" in str([row["move"] for row in mine["history"]])


# --- cameras of the district's file

CAMERAS = """
cameras:
  - {name: Gate, point: [30.3148, 120.2742], link: "http://127.0.0.1:9/gate?x=1"}
  - {name: Bridge, point: [30.3200, 120.2800], link: "https://camera.example/bridge"}
"""


async def _import(street: Street, tmp_path: Path, more: str, *, prune: bool = False) -> list[str]:
    file = tmp_path / "cameras.yaml"
    file.write_text(DISTRICT.replace("LANGUAGE", street.language) + more, encoding="utf8")
    read = district_file.read(file, street.rules)
    async with street.house.store.begin() as tx:
        told = await bringing_in.bring_in(tx, read, street.rules, street.clock.now(), prune=prune)
    return [street.said(key, **facts) for key, facts in told.lines if key == "import-cameras"]


async def _cameras(street: Street) -> dict[str, str]:
    async with street.house.store.look() as tx:
        district = await tx.districts.get(1)
    assert district is not None
    return {one.name: one.link for one in cameras.of(district)}


async def test_cameras_come_with_the_file_and_go_only_by_prune(street: Street, tmp_path: Path) -> None:
    """Same file, same result; a changed link is a change, a missing camera stays until it is pruned."""
    both = {"Gate": "http://127.0.0.1:9/gate?x=1", "Bridge": "https://camera.example/bridge"}
    assert await _import(street, tmp_path, CAMERAS) == [street.said("import-cameras", changed=2, gone=0)]
    assert await _cameras(street) == both
    assert await _import(street, tmp_path, CAMERAS) == []
    only = CAMERAS.partition("  - {name: Bridge")[0].replace("x=1", "x=2")
    assert await _import(street, tmp_path, only) == [street.said("import-cameras", changed=1, gone=0)]
    assert await _cameras(street) == both | {"Gate": "http://127.0.0.1:9/gate?x=2"}
    assert await _import(street, tmp_path, only, prune=True) == [street.said("import-cameras", changed=0, gone=1)]
    assert list(await _cameras(street)) == ["Gate"]
    assert await _import(street, tmp_path, "") == []
    assert list(await _cameras(street)) == ["Gate"]


@pytest.mark.parametrize(
    "link",
    [
        "ftp://x/y", "javascript:alert(1)", "//x/y", "http://", "https://user:secret@x/", "http://x:99999/",
        "http://x/a b", "http://[x/", "data:text/html,x", f"http://x/{'y' * 500}",
    ],
)  # fmt: skip
async def test_a_camera_that_no_browser_may_open_is_refused(street: Street, tmp_path: Path, link: str) -> None:
    """By its line; nothing of the file is taken."""
    with pytest.raises(Refused) as refused:
        await _import(street, tmp_path, f"cameras:\n  - {{name: Gate, point: [30, 120], link: '{link}'}}\n")
    assert (refused.value.key, refused.value.facts["field"]) == ("file-wants-link", "link")
    assert await _cameras(street) == {}


async def test_a_camera_needs_all_three_and_a_name_of_its_own(street: Street, tmp_path: Path) -> None:
    """What is missing or twice is told with its line."""
    row = "  - {name: Gate, point: [30, 120], link: 'http://x/'}\n"
    for rows, key in ((row + row, "file-camera-twice"), ("  - {name: Gate}\n", "file-missing-field-in")):
        with pytest.raises(Refused, match=key):
            await _import(street, tmp_path, "cameras:\n" + rows)


def test_the_nearest_cameras_are_offered() -> None:
    """The nearest first, four at most, none that is too far away to show anything; a case without a place has none."""
    here = Point(30.3147, 120.2741)
    row = [cameras.Camera(f"c{n}", Point(here.lat + n * 0.0008, here.lon), "http://x/") for n in range(9)]
    offered = cameras.near(here, reversed(row))
    assert [one.camera.name for one in offered] == ["c0", "c1", "c2", "c3"]
    assert [round(one.metres) for one in offered] == [0, 89, 177, 266]
    assert offered[1].compass == "s"
    assert cameras.near(Point(30.33, 120.29), row) == []
    assert cameras.near(None, row) == []
