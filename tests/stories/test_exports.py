"""Exports: asked for by right, written beside everything else, one message from first to last, a file for a day."""

import asyncio
import csv
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import gpxpy
import httpx
import openpyxl
import pytest

from bot.app.settings import Web
from bot.exports.port import EXPORTS, Export, State
from bot.register.people import RoleName
from bot.values.geo import Point
from handlers.exports import writing
from handlers.web.paces import Holders
from tests import handed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, GROUP, Street, a_street
from tests.waiting import PATIENCE_S, until

PUBLIC = "https://patrol.example.org"


@pytest.fixture(params=["zh", "en"])
async def online(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose pages people can open."""
    async with a_street(tmp_path, request.param, web=Web(language="en", public_url=PUBLIC)) as made:
        yield made


@pytest.fixture
async def browser(online: Street) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's browser, which follows nothing by itself."""
    async with httpx.AsyncClient(base_url=online.house.web_url, timeout=20, headers={"Origin": PUBLIC}) as client:
        yield client


async def export(street: Street, number: int = 1) -> Export:
    """One as it is stored."""
    async with street.house.store.look() as tx:
        found = await tx[EXPORTS].get(number)
    assert found is not None
    return found


def link(street: Street, user_id: int = 1001) -> str:
    """The path of the link in somebody's newest message of an export."""
    found = [re.search(r"/download/[\w-]{43}", m.text) for m in street.private(user_id, "/download/")]
    assert found
    assert found[-1]
    return found[-1][0]


async def downloaded(client: httpx.AsyncClient, path: str) -> httpx.Response:
    """What the button brings."""
    pressed = await client.post(path)
    assert pressed.status_code == 303, pressed.text
    return await client.get(pressed.headers["location"])


def files(street: Street) -> list[str]:
    """What lies in the folder of exports."""
    folder = street.house.exports.folder.folder
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


async def a_case(street: Street) -> int:
    """A case that a team accepted, with words that a spreadsheet would calculate."""
    street.reporter.say(GROUP, "=1+1 自行车堵路")
    number = await street.report()
    street.wang.say(1002, f"/accept_{number}")
    await street.turn(3)
    return number


async def test_a_captain_exports_a_month_and_downloads_it(online: Street, browser: httpx.AsyncClient) -> None:
    """One message from the command to the link; previews bring nothing; the file is as they asked."""
    number = await a_case(online)
    await online.say(1001, "/export 2026-03 csv")
    [said] = online.private(1001, "/download/")
    assert "CSV" in said.text
    page = await browser.get(link(online))
    assert page.status_code == 200
    assert "cases-2026-03-01_2026-03-02.csv" in page.text
    assert "csv" not in page.headers["content-type"]
    answer = await downloaded(browser, link(online))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="cases-2026-03-01_2026-03-02.csv"'
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    [row] = [dict(zip(head, row, strict=True)) for row in rows]
    told = {name: row[online.said(f"export-column-{name}")] for name in ("number", "item", "reporter", "words", "team")}
    assert told["number"] == str(number)
    assert (told["reporter"], told["words"], told["team"]) == ("路人甲", "'=1+1 自行车堵路", "一队")
    assert told["item"] == online.item("shared_bike_parking")
    case = await online.case(number)
    assert row[online.said("export-column-reported-at")].startswith("2026-03-02T08:00:0")
    assert row[online.said("export-column-reported-at")].endswith("+08:00")
    assert case.assignments[0].accepted_at is not None
    accepted = case.assignments[0].accepted_at + timedelta(hours=8)
    assert row[online.said("export-column-accepted-at")][:19] == f"{accepted:%Y-%m-%dT%H:%M:%S}"
    file = online.house.exports.folder.file(await export(online))
    assert file.stat().st_mode & 0o777 == 0o600


async def test_it_is_written_down_who_exported_what(online: Street, browser: httpx.AsyncClient) -> None:
    """In the history of the district, and among the looks, also that it was downloaded; the chain holds."""
    await a_case(online)
    await online.say(1001, "/export today csv")
    await downloaded(browser, link(online))
    async with online.house.store.look() as tx:
        data = await handed.of(tx, 1001)
    assert [(row["what"], row["about"]) for row in data["looks"]] == [
        ("export", "2026-03-02/2026-03-02 csv"),
        ("download", "export 1"),
    ]
    [line] = [row for row in data["history"] if row["move"] == "export"]
    assert line["case_id"] is None
    assert await online.house.store.verify(1) is None


async def test_alone_it_asks_with_buttons_in_one_place(online: Street, browser: httpx.AsyncClient) -> None:
    """Days, then the format: the question becomes the progress, and that becomes the link."""
    await a_case(online)
    before = len(online.private(1001))
    await online.say(1001, "/export")
    [asked] = online.private(1001, online.said("export-which-days"))
    await online.press(1001, asked, online.said("export-days-week"))
    [asked] = online.private(1001, "2026-02-24")
    await online.press(1001, asked, online.said("export-format-xlsx"))
    await online.turn(3)
    assert len(online.private(1001)) == before + 1
    answer = await downloaded(browser, link(online))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    head, row = map(list, sheet.iter_rows())
    words = next(cell for name, cell in zip(head, row, strict=True) if name.value == online.said("export-column-words"))
    assert (words.value, words.data_type) == ("=1+1 自行车堵路", "s")
    assert [cell for cell in (*head, *row) if cell.data_type == "f"] == []


async def test_a_map_has_points_where_maps_want_them(online: Street, browser: httpx.AsyncClient) -> None:
    """Longitude first; codes for programs."""
    number = await a_case(online)
    await online.say(1001, "/export 案件 今天 地图")
    answer = await downloaded(browser, link(online))
    assert answer.headers["content-type"] == "application/geo+json"
    [feature] = json.loads(answer.content)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [CENTRE.lon, CENTRE.lat]}
    properties = feature["properties"]
    assert (properties["number"], properties["state"]) == (number, str((await online.case(number)).state))
    assert properties["item_code"] == "shared_bike_parking"


async def test_the_link_is_for_one_person_and_one_day(online: Street, browser: httpx.AsyncClient) -> None:
    """Somebody else who is signed in, a guess, a page of others, a day later: one clear sentence each."""
    await a_case(online)
    await online.say(1001, "/export today csv")
    path, words = link(online), online.house.words
    async with httpx.AsyncClient(base_url=online.house.web_url, headers={"Origin": PUBLIC}) as other:
        other.base_url = httpx.URL(online.house.web_url)
        assert (await other.post(path, headers={"Origin": "https://evil.example"})).status_code == 403
        unknown = await other.get("/download/" + "A" * 43)
        assert (unknown.status_code, words.say("en", "download-unknown") in unknown.text) == (404, True)
    for _ in range(Holders.WRITES - 2):
        assert (await browser.post(path)).status_code == 303
    pressed = await browser.post(path)
    async with online.house.app.state.reception.turns.look():  # as somebody's page does
        waiting = asyncio.create_task(browser.post(path))
        assert not (await asyncio.wait({waiting}, timeout=0.3))[0]
    assert (await waiting).status_code == 303
    assert (await browser.post(path)).status_code == 429, "each is written down"
    await online.turn(301)
    assert (await browser.get(pressed.headers["location"])).status_code == 404
    assert files(online) == ["1.csv"]
    await online.jump(86_400)
    gone = await browser.get(path)
    assert (gone.status_code, words.say("en", "download-over") in gone.text) == (410, True)
    assert (await browser.post(path)).status_code == 410
    assert files(online) == []
    days = "2026-03-02"
    over = online.said("export-over-expired", what={"word": "export-of-cases"}, days=days, format="CSV")
    [said] = online.private(1001, over)
    await online.press(1001, said, online.said("export-button-again"))
    await online.turn(3)
    assert link(online) != path
    assert (await browser.get(link(online))).status_code == 200


async def test_who_is_signed_in_as_somebody_else_gets_nothing(tmp_path: Path) -> None:
    """A link that was passed on, in the browser of another member; on a drill ground addresses are local ones."""
    async with a_street(tmp_path, "en", web=Web(language="en"), drill=True) as street:
        await street.report()
        async with httpx.AsyncClient(base_url=street.house.web_url) as client:
            client.headers["Origin"] = street.house.web_url
            await signed_in(street, client, 1002)
            await street.say(1001, "/export today csv")
            refused = await client.get(link(street))
            assert (refused.status_code, street.said("download-not-yours") in refused.text) == (403, True)
            client.cookies.clear()
            assert (await client.get(link(street))).status_code == 200


async def test_a_right_that_is_gone_opens_nothing(online: Street, browser: httpx.AsyncClient) -> None:
    """A captain who is none any more does not get what only captains get."""
    await a_case(online)
    online.captain.say(GROUP, "/enrol captain", reply_to=online.wang.say(GROUP, "x"))
    await online.turn(3)
    await online.say(1002, "/export today csv")
    path = link(online, 1002)
    assert (await browser.get(path)).status_code == 200
    async with online.house.store.begin() as tx:
        member = await tx.people.member(1, 1002)
        assert member is not None
        roles = tuple(one for one in member.roles if one.role != "captain")
        await tx.people.save_member(replace(member, roles=roles))
    refused = await browser.get(path)
    assert (refused.status_code, online.house.words.say("en", "download-no-right") in refused.text) == (403, True)


async def test_progress_is_told_in_place_and_stopped(online: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page at a time, the message changed as it goes; *Stop* ends it and leaves nothing."""
    monkeypatch.setattr(writing, "PAGE", 1)
    monkeypatch.setattr(writing, "TOLD_EVERY", timedelta(0))
    for by, lat in ((1006, 30.3147), (1005, 30.3200), (1004, 30.3300)):
        await online.report(by=by, near=Point(lat, 120.2741))
    going, seen = asyncio.Event(), asyncio.Event()
    page = writing.doing.page

    async def slow(work: Any, **asked: Any) -> Any:
        if asked["after"] is not None and not seen.is_set():
            going.set()
            await seen.wait()
        return await page(work, **asked)

    monkeypatch.setattr(writing.doing, "page", slow)
    online.captain.say(1001, "/export today xlsx")
    await going.wait()
    await until(lambda: any(re.search(r"[01] (of|/) 3", one.text) for one in online.private(1001, "XLSX")))
    [said] = online.private(1001, "XLSX")
    assert files(online) == ["1.part"]
    online.captain.press(said, online.said("export-button-stop"))
    async with asyncio.timeout(PATIENCE_S):
        while (await export(online)).state is not State.ENDING:
            await asyncio.sleep(0.01)
    seen.set()
    await online.turn(5)
    [said] = online.private(1001, "2026-03-02")
    assert said.text.startswith(online.said("export-over-stopped", done="1", total="3", what="", days="")[:4])
    assert files(online) == []
    assert not online.private(1001, "/download/")


async def test_one_at_a_time(online: Street) -> None:
    """A second one is refused while the first is written."""
    await online.report()
    async with online.house.store.begin() as tx:
        first = Export(
            1, 1001, writing.What.CASES, "csv", "2026-03-02", "2026-03-02", online.clock.now(), online.clock.now(),
            online.clock.now(), "zh",
        )  # type: ignore[arg-type]  # fmt: skip
        await tx[EXPORTS].add(first)
    await online.say(1001, "/export today csv")
    assert online.private(1001, online.said("export-one-at-a-time"))


async def test_a_right_that_is_lost_on_the_way_ends_it(online: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked at every page, not only at the first."""
    monkeypatch.setattr(writing, "PAGE", 1)
    await online.report()
    await online.report(by=1005, near=Point(30.3300, 120.2741))
    online.captain.say(GROUP, "/enrol captain", reply_to=online.wang.say(GROUP, "x"))
    await online.turn(3)
    page = writing.doing.page

    async def dismissed(work: Any, **asked: Any) -> Any:
        if asked["after"] is not None:
            work.who = replace(work.who, roles=frozenset({RoleName.VIEWER}))  # as the register has it now
        return await page(work, **asked)

    monkeypatch.setattr(writing.doing, "page", dismissed)
    await online.say(1002, "/export today csv")
    facts = {"what": {"word": "export-of-cases"}, "days": "2026-03-02", "format": {"word": "export-name-csv"}}
    assert online.private(1002, online.said("export-over-no-right", **facts))
    assert files(online) == []


async def test_of_many_files_the_oldest_goes(online: Street) -> None:
    """Nobody fills the disk; its message says that it is gone."""
    await online.report()
    for _ in range(6):
        await online.say(1001, "/export today csv")
    assert files(online) == [f"{number}.csv" for number in range(2, 7)]
    assert (await export(online)).state == "over"


async def test_a_restart_in_the_middle_begins_anew_in_the_same_message(
    online: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was half written is written whole; nobody gets a second message."""
    await online.report()
    page, stuck = writing.doing.page, asyncio.Event()

    async def never(work: Any, **asked: Any) -> Any:
        stuck.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(writing.doing, "page", never)
    online.captain.say(1001, "/export today csv")
    await stuck.wait()
    await until(lambda: online.private(1001, "CSV"))
    assert len(online.private(1001, "CSV")) == 1
    assert files(online) == ["1.part"]
    await online.stop()
    monkeypatch.setattr(writing.doing, "page", page)
    await online.start()
    await online.turn(3)
    [said] = online.private(1001, "CSV")
    assert "/download/" in said.text
    assert files(online) == ["1.csv"]
    assert (await export(online)).tries == 2


async def test_what_fails_each_time_is_given_up(online: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says so, with the button that tries again."""
    await online.report()

    async def broken(work: Any, **asked: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.doing, "page", broken)
    await online.say(1001, "/export today csv")
    facts = {"what": {"word": "export-of-cases"}, "days": "2026-03-02", "format": "CSV"}
    [said] = online.private(1001, online.said("export-over-no-room", **facts))
    assert [b.label for row in said.buttons for b in row] == [online.said("export-button-again")]
    assert files(online) == []


async def test_members_get_their_own_track_and_no_cases(street: Street) -> None:
    """Without pages that people can open it comes into the chat, as a file that goes after a day."""
    await street.say(1002, "/export cases today csv")
    assert street.private(1002, street.said("export-cases-whose"))
    await street.say(1002, "/export 轨迹 阿强 今天")
    assert street.private(1002, street.said("export-tracks-whose"))
    live = street.wang.start_live(1002, 30.3147, 120.2741, 7200, 10)
    for wait_s, lat in ((60, 30.3150), (1140, 30.3160), (60, 30.3170)):
        await street.turn(wait_s)
        street.wang.move_live(live, lat, 120.2741, accuracy=10)
    await street.turn(5)
    await street.say(1002, "/export")
    [asked] = street.private(1002, street.said("export-which-track", kept=30))
    await street.press(1002, asked, street.said("export-days-today"))
    await street.turn(3)
    [sent] = [m for m in street.world.messages(1002) if "document" in m.body]
    assert sent.body["document"]["file_name"] == "track-2026-03-02.gpx"
    gpx = gpxpy.parse(street.world.files.find(sent.body["document"]["file_id"]).data.decode())
    [track] = gpx.tracks
    assert track.name is not None
    assert track.name.startswith("老王")
    assert [len(segment.points) for segment in track.segments] == [2, 2]
    assert all(p.time and p.time.utcoffset() == timedelta(0) for s in track.segments for p in s.points)
    assert sent.body["caption"].startswith(street.said("export-of-track"))
    assert files(street) == ["1.gpx"]
    await street.jump(86_400)
    assert not [m for m in street.world.messages(1002) if "document" in m.body and not m.gone]
    assert files(street) == []


async def test_a_captain_looks_at_a_track_and_that_is_written_down(street: Street) -> None:
    """By name, by team; a name that several have, or nobody, is one sentence."""
    street.qiang.start_live(1004, CENTRE.lat, CENTRE.lon, 3600, 10)
    await street.turn(3)
    await street.say(1001, "/export track 二队 today")
    assert [m for m in street.world.messages(1001) if "document" in m.body]
    async with street.house.store.look() as tx:
        looks = (await handed.of(tx, 1001))["looks"]
    assert [(row["what"], row["about"]) for row in looks] == [("track", "1004 2026-03-02/2026-03-02")]
    await street.say(1001, "/export track 谁 today")
    assert street.private(1001, street.said("export-nobody", said="谁"))
    await street.say(1001, "/export track 小 today")
    assert street.private(1001, street.said("export-which-person", said="小", names="小李, 小周"))
    await street.say(1001, "/export track 小周 today")
    assert street.private(1001, street.said("export-empty-track", kept=30, days="2026-03-02"))


async def test_a_viewer_gets_no_words_and_no_reporter(street: Street) -> None:
    """All else, as they see it on the pages."""
    await a_case(street)
    await street.say(1007, "/export today csv")
    [sent] = [m for m in street.world.messages(1007) if "document" in m.body]
    data = street.world.files.find(sent.body["document"]["file_id"]).data.decode("utf-8-sig")
    assert "路人甲" not in data
    assert "1+1" not in data
    assert "一队" in data
    head = next(csv.reader(io.StringIO(data)))
    assert not {street.said(f"export-column-{name}") for name in ("reporter", "words")} & set(head)


async def test_who_is_erased_is_in_no_file(online: Street, browser: httpx.AsyncClient) -> None:
    """One that was ready is deleted, and its link opens nothing; a new one has neither name nor words."""
    number = await a_case(online)
    await online.say_surely(1001, f"/cancel {number} test")
    await online.say(1001, "/export today csv")
    path = link(online)
    await online.say(1006, "/forgetme")
    [asked] = [m for m in online.private(1006) if m.buttons]
    await online.press(1006, asked, online.said("button-sure"))
    await online.turn(3)
    assert files(online) == []
    assert (await browser.get(path)).status_code == 410
    [said] = online.private(1001, "2026-03-02")
    await online.press(1001, said, online.said("export-button-again"))
    await online.turn(3)
    answer = await downloaded(browser, link(online))
    assert "路人甲" not in answer.text
    assert "1+1" not in answer.text


@pytest.mark.parametrize(
    ("words", "key", "facts"),
    [
        ("2026-02-30", "export-no-day", {"said": "2026-02-30"}),
        ("2027", "export-future", {"day": "2027-01-01"}),
        ("2016..2026-03", "export-too-long", {"days": 366}),
        ("2025-01-07 csv", "export-empty", {"days": "2025-01-07"}),
        ("0001-01-01 csv", "export-no-day", {"said": "0001-01-01"}),
        ("cases gpx today", "export-format", {"format": "gpx", "formats": "xlsx, csv, geojson"}),
        ("track today csv", "export-format", {"format": "csv", "formats": "gpx"}),
        ("something today csv", "export-how", {"said": "something"}),
    ],
)
async def test_what_cannot_be_is_one_sentence(street: Street, words: str, key: str, facts: dict[str, Any]) -> None:
    """What was wrong, and what to do."""
    await street.say(1001, f"/export {words}")
    assert street.private(1001, street.said(key, **facts))


async def test_in_the_group_it_is_told_where_to_ask(street: Street) -> None:
    """And a stranger gets nothing."""
    street.captain.say(GROUP, "/export today csv")
    street.who(9999).start_private()
    await street.say(9999, "/export")
    assert street.private(1001, street.said("only-in-private"))
    assert street.private(9999, street.said("not-registered"))
    assert files(street) == []


async def test_what_belongs_to_nothing_is_cleaned_away(online: Street) -> None:
    """A file of a database that was put back, and the half of one; what may be had stays."""
    await online.report()
    await online.say(1001, "/export today csv")
    folder = online.house.exports.folder.folder
    for name in ("77.csv", "78.part", "notes.txt"):
        (folder / name).write_text("x", "utf8")
    await online.house.tick.clean()
    assert files(online) == ["1.csv"]
