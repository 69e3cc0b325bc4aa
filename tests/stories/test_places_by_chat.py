"""A captain sends a file of places in private: it is shown what it would change, and brought in after a tap."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from bot.app.places.runs import Within
from bot.evidence.pieces import EVIDENCE, EvidenceKind
from bot.places import editions
from bot.places.editions import EDITIONS
from bot.places.register import PAST, PLACES, Contact, Place
from bot.register.people import RoleHeld, RoleName
from bot.values.geo import Point
from handlers.imports.runs import Asked, Progress, Told
from tests.stories.conftest import Street, a_street, put_places

SHOP = Place(
    "P1", "东篱便利店", "shop", Point(30.3147, 120.2741), "东篱路1号", contacts=(Contact("王", "13800000000"),)
)
FILE = """编号,名称,类型,纬度,经度,地址,老板
P1,东篱超市,shop,30.3147,120.2741,东篱路1号,王
,王记面馆,eatery,30.3160,120.2760,柳岸路3号,李
X9,坏点,shop,north,120.2,路,张
"""


@pytest.fixture(params=["zh", "en"])
async def street(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose files of places are read in its own process."""
    async with a_street(tmp_path, request.param) as made:
        within(made)
        async with made.house.store.begin() as tx:
            await put_places(tx, SHOP)
        yield made


def within(street: Street) -> None:
    """No process beside: it would begin for as long as a story takes."""
    street.house.imports.runner = Within(street.house.store, street.house.words, street.clock.now)


async def send(street: Street, text: str, name: str = "places.csv", by: int = 1001) -> None:
    """Somebody sends a file in private."""
    street.who(by).send_document(by, name, text.encode())
    await street.turn(3)


async def all_places(street: Street) -> dict[str, Place]:
    """The register, by name."""
    async with street.house.store.look() as tx:
        return {one.name: one async for one in editions.whole(tx, 1)}


async def tap(street: Street, move: str, by: int = 1001) -> None:
    """Press a button of the newest message that has it."""
    found = [m for m in street.private(by) if any(f":{move}" in (b.data or "") for row in m.buttons for b in row)]
    assert found, move
    data = next(b.data for row in found[-1].buttons for b in row if f":{move}" in (b.data or ""))
    street.who(by).press_data(found[-1], data or "")
    await street.turn(5)


async def test_a_captain_brings_places_in(street: Street) -> None:
    """Shown first: what is new and changed, the mistake and its sheet, the column that nobody knows; then the tap."""
    await send(street, FILE)
    [plan] = street.private(1001, street.said("file-columns-unused", file="places.csv", columns="老板"))
    assert street.said("places-plan-new", name="王记面馆") in plan.text
    assert "东篱超市" in plan.text
    assert "north 120.2" in plan.text
    assert set(await all_places(street)) == {"东篱便利店"}
    await tap(street, "yes")
    found = await all_places(street)
    assert set(found) == {"东篱超市", "王记面馆"}
    assert found["东篱超市"].contacts == SHOP.contacts
    assert street.private(1001, street.said("places-done", new=1, changed=1, gone=0))
    async with street.house.store.look() as tx:
        [line] = await tx[PAST].of(1, "P1", 5)
    assert (line.by_id, line.facts["file"]) == (1001, [None, "places.csv"])
    await send(street, FILE.replace("X9,坏点,shop,north,120.2,路,张\n", ""))
    assert street.said(
        "places-plan", file="places.csv", new=0, changed=0, same=2, gone=0, doubtful=0, older=0, wrong=0
    ) in (street.private(1001)[-1].text)


async def test_one_that_could_not_be_written_is_not_said_to_be(street: Street) -> None:
    """Neither in the place of the preview: somebody at the terminal is writing the register at this moment."""
    await send(street, FILE)
    async with street.house.store.begin() as tx:
        await tx[EDITIONS].begin(1, "terminal", street.clock.now() + timedelta(seconds=5))
    await tap(street, "yes")
    assert not street.private(1001, street.said("places-file-written", named="places.csv"))
    assert street.private(1001, street.said("places-file-left", named="places.csv"))
    assert street.private(1001, street.said("import-at-work"))
    assert set(await all_places(street)) == {"东篱便利店"}
    street.house.care.disk.is_given_up = True
    await send(street, FILE, "again.csv")
    assert street.private(1001, street.said("places-file-no-room")), "what is left is for what cannot wait"


async def test_how_far_it_is_stands_in_its_message_while_others_wait(street: Street) -> None:
    """What another captain sends meanwhile is held against what was written; the same one waits for the end."""
    async with street.house.store.begin() as tx:
        member = await tx.people.member(1, 1006)
        assert member is not None
        await tx.people.save_member(replace(member, roles=(RoleHeld(RoleName.CAPTAIN, street.clock.now()),)))
    heard: list[str] = []

    async def slow(asked: Asked, progress: Progress) -> Told:
        if asked.writes:
            await street.clock.turn(4)
            progress(0.4)
            street.who(1006).send_document(1006, "theirs.csv", FILE.encode())
            street.captain.send_document(1001, "again.csv", FILE.encode())
            for _ in range(2000):
                heard[:] = [
                    *(
                        m.text
                        for m in street.private(
                            1001, street.said("places-file-writing", percent=40, named="places.csv")
                        )
                    ),
                    *(m.text for m in street.private(1001, street.said("places-file-at-work", named="places.csv"))),
                    *(m.text for m in street.private(1006, street.said("places-file-taken", named="theirs.csv"))),
                ]
                if len(heard) == 3:
                    break
                await asyncio.sleep(0.005)
        return await within_(asked, progress)

    within_ = street.house.imports.runner
    street.house.imports.runner = slow
    await send(street, FILE)
    await tap(street, "yes")
    await street.turn(5)
    assert len(heard) == 3
    counts = {"new": 0, "changed": 0, "same": 2, "gone": 0, "doubtful": 0, "older": 0, "wrong": 1}
    assert street.private(1006, street.said("places-plan", file="theirs.csv", **counts))
    assert not street.private(1001, "40 %")


async def test_a_paper_of_a_case_is_no_file_of_places(street: Street) -> None:
    """A captain's own table without any columns of places goes to the case, as anybody else's does; two at once too."""
    street.captain.send_location(1001, 30.3147, 120.2741)
    await street.turn(3)
    papers = (("名单.txt", "老王 3号门\n小李 5号门\n".encode()), ("a.json", b"[1]"))
    for name, data in papers:
        street.captain.send_document(1001, name, data)
    await street.turn(8)
    for name, _ in papers:
        assert street.private(1001, street.said("places-file-paper", named=name))
    async with street.house.store.look() as tx:
        kept = await tx[EVIDENCE].of_case(1)
    assert [one.kind for one in kept] == [EvidenceKind.DOCUMENT] * 2


async def test_the_sheet_of_mistakes_comes_beside(street: Street) -> None:
    """With the wrong cell marked."""
    await send(street, FILE)
    [sheet] = [m for m in street.captain.sees(1001) if m.by_bot and street.said("places-file-sheet") in m.text]
    assert sheet.text
    file = street.house.imports.folder.sheet(1)
    page = openpyxl.load_workbook(io.BytesIO(file.read_bytes())).active
    assert page is not None
    assert [cell.value for row in page.iter_rows() for cell in row if cell.comment] == ["north"]


async def test_what_may_be_there_is_asked_with_a_button(street: Street) -> None:
    """The preview is read anew as the button says; outside China nobody is asked about maps that are shifted."""
    async with street.house.store.begin() as tx:
        district = await tx.districts.get(1)
        assert district is not None
        await tx.districts.save(replace(district, country="IE"))
    await send(street, "名称,类型,纬度,经度,地址\n东篱便利,shop,30.3148,120.2742,东篱路1号\n")
    await tap(street, "twice:same")
    shown = [b.data or "" for m in street.private(1001) for row in m.buttons for b in row]
    assert not [data for data in shown if ":system:" in data]
    await tap(street, "yes")
    assert set(await all_places(street)) == {"东篱便利"}
    await street.say(1001, "/place P1")
    await tap(street, "history")
    assert street.said("place-past-file", file="places.csv") in street.private(1001)[-1].text


async def test_points_the_wrong_way_round_and_of_another_system(street: Street) -> None:
    """Both are buttons under the preview."""
    await send(street, "编号,名称,纬度,经度\nP5,新店,120.2788,30.3123\n")
    await tap(street, "swap:on")
    await tap(street, "system:gcj02")
    await tap(street, "yes")
    found = (await all_places(street))["新店"]
    assert (found.raw or {}).get("system") == "gcj02"
    assert abs(found.point.lat - 30.3147) < 0.002


async def test_one_that_is_left_changes_nothing(street: Street) -> None:
    """And a second tap says that it is over."""
    await send(street, FILE)
    [plan] = street.private(1001, "王记面馆")
    await tap(street, "no")
    assert set(await all_places(street)) == {"东篱便利店"}
    query = street.captain.press_data(plan, "place-file:1.1:yes")
    await street.settle()
    assert (await street.captain.answer(query)).text == street.said("places-file-over", named="places.csv")
    assert set(await all_places(street)) == {"东篱便利店"}


async def test_what_is_no_file_of_places_is_said_in_one_sentence(street: Street) -> None:
    """Nothing stays open."""
    await send(street, "a,b\n1,2\n")
    assert street.private(1001, street.said("places-missing-columns", file="places.csv", missing="name, lat, lon"))


async def test_others_send_papers(street: Street) -> None:
    """A member's table belongs to a case, as before."""
    await send(street, FILE, by=1002)
    assert street.house.imports.is_idle
    assert not street.private(1002, street.said("places-file-taken", named="places.csv"))
    assert set(await all_places(street)) == {"东篱便利店"}


async def test_a_restart_goes_on_with_what_was_agreed(street: Street) -> None:
    """The tap was heard; the bot stopped before it was written."""
    await send(street, FILE)

    async with street.house.store.look() as tx:
        assert await tx[PLACES].count(1) == 1
    await street.stop()
    await street.start()
    within(street)
    await tap(street, "yes")
    assert "王记面馆" in await all_places(street)


async def test_the_register_is_given_out_and_changes_nothing_when_it_comes_back(street: Street) -> None:
    """With people and numbers for a captain, without them for a viewer; a member gets none."""
    await street.say(1001, "/export places csv")
    folder = street.house.exports.folder
    data = (folder.folder / "1.csv").read_text(encoding="utf-8-sig")
    assert "东篱便利店" in data
    assert "王|13800000000" in data
    await send(street, data, "back.csv")
    assert len([m for m in street.private(1001) if m.by_bot and "0" in m.text]) > 0
    plan = street.said("places-plan", file="back.csv", new=0, changed=0, same=1, gone=0, doubtful=0, older=0, wrong=0)
    assert plan in street.private(1001)[-1].text
    await street.say(1007, "/export places xlsx")
    page = openpyxl.load_workbook(folder.folder / "2.xlsx").active
    assert page is not None
    cells = [str(cell.value) for row in page.iter_rows() for cell in row]
    assert "东篱便利店" in cells
    assert not [one for one in cells if "138" in one]
    await street.say(1002, "/export places")
    assert street.private(1002, street.said("export-places-whose"))
