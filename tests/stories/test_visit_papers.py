"""What a visit leaves: the code that is shown, the place's own page, the record, what is copied, days in calendars."""

import asyncio
import io
import os
import re
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import icalendar
import pypdf
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import text

from bot.access import keys as access_keys
from bot.app.settings import Web
from bot.checklists import starter
from bot.hazards import table as hazards_table
from bot.hazards.table import HAZARDS, Hazard
from bot.inspections.papers import own_page as papers_page
from bot.inspections.table import CLOSED, SIGNED, VISITS
from bot.inspections.visiting import answering, items, signing
from bot.work.speaker import Speaker
from handlers.web import own_page as page_of_place
from handlers.web.paces import Holders
from tests.handlers.test_pictures import more_than_is_drawn
from tests.handlers.web.visits import CHEN, FANG, LU, WITH_OFFICERS, a_picture, a_visit, furnish, the_visit
from tests.stories.conftest import START, Street, a_street

PUBLIC = "https://patrol.example.org"
ITEMS = items.in_order(starter.lists()[:1])
FAILED = next(one for one in ITEMS if one.department == "fire" and not one.is_critical)
FOUND = "Worn cable 线路老化"
LATIN = "Worn cable"


@pytest.fixture(params=["zh", "en"])
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street with officers and a place, whose pages people can open."""
    web = Web(language=request.param, public_url=PUBLIC)
    async with a_street(tmp_path, request.param, WITH_OFFICERS, web) as made:
        await furnish(made)
        yield made


@pytest.fixture
async def stranger(town: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of somebody whom nobody knows."""
    headers = {"Origin": PUBLIC, "Accept-Language": town.language}
    async with httpx.AsyncClient(base_url=town.house.web_url, timeout=20, headers=headers) as client:
        yield client


async def do(town: Street, action: Any, user_id: int, **wants: Any) -> None:
    """What the button or the words of an officer come to."""
    speaker = Speaker(user_id, "", user_id, town.clock.now(), channel="button", district_id=1)
    done = await town.house.desk.do(action, speaker, **wants)
    assert not done.refused, done.answer
    await town.turn(2)


async def answered(town: Street, number: int) -> None:
    """Both answer all items; one fails, with a photo."""
    town.who(CHEN).send_photo(CHEN, caption=str(FAILED.number))
    await town.turn(3)
    for item in ITEMS:
        who = CHEN if item.department == "fire" else LU
        fails = item.key == FAILED.key
        more = {"result": "fail_limit", "hours": 72, "words": FOUND} if fails else {"result": "pass"}
        await do(town, answering.answer, who, number=number, item=item.key, sent_as=f"id-{item.number}", **more)


async def signed(town: Street, number: int) -> None:
    """Read back, and signed by both; the place refuses."""
    await do(town, signing.read_back, CHEN, number=number)
    for who in (CHEN, LU):
        await do(town, signing.sign, who, number=number, signs="officer", how="tap")
    await do(town, signing.sign, CHEN, number=number, signs="place", how="refused", witness="Sister Li")
    assert (await the_visit(town, number)).state == SIGNED


async def shown_code(town: Street, number: int) -> str:
    """The path to which the code leads that an officer shows."""
    await town.say(CHEN, f"/visit {number}")
    step = town.private(CHEN)[-1]
    town.who(CHEN).press_data(step, f"visit:1.{number}:code")
    await town.turn(3)
    [body] = [m.body for m in town.world.messages(CHEN) if "photo" in m.body and "caption" in m.body][-1:]
    picture = Image.open(io.BytesIO(town.world.files.find(body["photo"][-1]["file_id"]).data))
    [code] = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    assert re.fullmatch(PUBLIC + r"/o/[\w-]{43}", code.text), code.text
    assert body["reply_markup"]["inline_keyboard"][0][0]["url"] == code.text
    return code.text.removeprefix(PUBLIC)


async def hazard(town: Street, number: int) -> Hazard:
    """What was found in the visit."""
    async with town.house.store.look() as tx:
        [one] = await tx[HAZARDS].of_visit((await the_visit(town, number)).id)
    return one


def files_of(town: Street, user_id: int) -> list[tuple[str, bytes]]:
    """The files that stand in a private chat: names and what is in them."""
    bodies = [m.body for m in town.world.messages(user_id) if "document" in m.body]
    return [(b["document"]["file_name"], town.world.files.find(b["document"]["file_id"]).data) for b in bodies]


def text_of(data: bytes) -> str:
    """What a PDF says, page by page."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


async def test_a_place_reads_who_came_and_says_what_it_put_right(town: Street, stranger: httpx.AsyncClient) -> None:
    """The code leads to a page without an account: who and why at once, what was found once it was read out.

    The place rates, complains where those who came never read it, sends its own photos, and wishes for an early look.
    """
    number = await a_visit(town)
    path = await shown_code(town, number)
    key = path.rpartition("/")[2]
    async with town.house.store.look() as tx:
        rows = (await tx.connection.execute(text("SELECT facts || buttons FROM outbox"))).scalars()  # type: ignore[attr-defined]
        assert not [one for one in rows if key in str(one)], "no key is stored"
    page = await stranger.get(path)
    assert page.status_code == 200
    for part in ("Corner Shop", "F-1", "M-1", town.said("own-page-not-yet")):
        assert part in page.text, part
    early = await stranger.post(f"{path}/rate", data={"stars": "5"})
    assert (early.status_code, town.said("own-page-no-record") in early.text) == (409, True)
    during = await stranger.post(f"{path}/complain", data={"words": "They are loud"})
    assert during.status_code == 303, "the page shows the form while they are there"

    await answered(town, number)
    assert FOUND not in (await stranger.get(path)).text
    await signed(town, number)
    one = await hazard(town, number)
    page = await stranger.get(path)
    for part in (
        f"#{one.number} · ",
        FOUND,
        FAILED.named[f"name_{town.language}"],
        town.said("own-page-hazard-limited"),
    ):
        assert part in page.text, part
    [photo] = set(re.findall(rf"{path}/photo/\d+\?size=small", page.text))
    assert (await stranger.get(photo)).headers["content-type"] == "image/jpeg"
    record = await stranger.get(f"{path}/record.pdf")
    assert LATIN in text_of(record.content)

    whose = Speaker(0, "", 0, town.clock.now(), channel="web", district_id=1)
    theirs = await town.house.board.see(papers_page.sheet, whose, key_hash=access_keys.fingerprint(key))
    named = {row.label["word"] for row in theirs.rows}
    assert "visit-paper-officers" in named
    assert not named & {f"visit-paper-{one}" for one in ("source", "advised", "reason", "recused", "helpers")}
    approved = next(row.value for row in theirs.rows if row.label["word"] == "visit-paper-approval")
    assert approved["word"] == "own-page-approved", "by which body, not by whom"

    rated = await stranger.post(f"{path}/rate", data={"stars": "4", "words": "Polite"})
    assert rated.status_code == 303
    assert town.said("own-page-rated") in (await stranger.get(rated.headers["location"])).text
    assert (await stranger.post(f"{path}/rate", data={"stars": "1"})).status_code == 409
    await stranger.post(f"{path}/complain", data={"words": "They came at noon <b>"})
    await town.turn(2)
    for who, count in ((1001, 1), (FANG, 1), (CHEN, 0), (LU, 0)):
        assert len(town.private(who, "They came at noon")) == len(town.private(who, "Polite")) == count, who
    rate = town.said("move-rate")
    for who, reads in ((FANG, True), (CHEN, False)):
        await town.say(who, f"/history {number}")
        [told] = town.private(who, town.said("move-sign"))[-1:]
        assert (rate in told.text) == reads, "who came reads nothing of what the place said of them"
    town.who(1003).start_private()
    await town.say(1003, f"/history {number}")
    assert town.private(1003, town.said("visit-history-not-yours", number=number))
    async with town.house.store.look() as tx:
        kept = await tx[VISITS].ratings((await the_visit(town, number)).id)
    assert [(r.stars, r.words, r.complaint) for r in kept] == [
        (None, "They are loud", True),
        (4, "Polite", False),
        (None, "They came at noon <b>", True),
    ]
    async with town.house.store.begin() as tx:
        await tx[VISITS].save(replace(await the_visit(town, number), recused=(FANG,)))
    await stranger.post(f"{path}/complain", data={"words": "Once more"})
    await town.turn(2)
    assert [len(town.private(who, "Once more")) for who in (1001, FANG)] == [1, 0], "who was taken out reads nothing"

    mended = f"{path}/hazards/{one.number}/mended"
    for files in ([("photos", ("a.jpg", b"no picture"))], []):
        refused = await stranger.post(mended, files=files or None, data={"words": "New <cable>"})
        assert (refused.status_code, "New &lt;cable&gt;" in refused.text) == (409, True), "it need not be written again"
    undrawn = await stranger.post(mended, files=[("photos", ("a.png", more_than_is_drawn()))], data={"words": "New"})
    assert (undrawn.status_code, town.said("own-page-undrawable") in undrawn.text) == (409, True)
    town.house.care.disk.is_given_up = True
    full = await stranger.post(mended, files={"photos": a_picture()}, data={"words": "New <cable>"})
    assert (full.status_code, "New &lt;cable&gt;" in full.text) == (503, True), "what is left is for what cannot wait"
    assert town.said("own-page-no-room") in full.text
    town.house.care.disk.is_given_up = False
    large = await stranger.post(mended, files=[("photos", ("a.jpg", b"x" * (page_of_place.MOST_BYTES + 9_000_000)))])
    said = town.said("own-page-too-large", mb=page_of_place.MOST_BYTES // 2**20)
    assert (large.status_code, said in large.text) == (413, True), "who is cut off hears nothing"
    assert (await stranger.post(f"{path}/hazards/{number}/mended", files={"photos": a_picture()})).status_code == 404
    assert (await hazard(town, number)).state == hazards_table.LIMITED
    noise = Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3))
    noise.save(camera := io.BytesIO(), "JPEG", quality=98, subsampling=0)
    assert len(camera.getvalue()) > 3_000_000, "as a phone takes them"
    sent = await stranger.post(mended, files=[("photos", ("a.jpg", camera.getvalue()))], data={"words": "New cable"})
    assert sent.status_code == 303
    await town.turn(2)
    one = await hazard(town, number)
    assert (one.state, one.by_place, len(one.after)) == (hazards_table.RECTIFIED, True, 1)
    assert (await stranger.get(f"{path}/photo/{one.after[0]}")).status_code == 200
    assert (await stranger.post(f"{path}/hazards/{one.number}/hasten")).status_code == 303
    assert (await hazard(town, number)).early


async def test_an_address_lives_until_all_is_closed(town: Street, stranger: httpx.AsyncClient) -> None:
    """Thirty days after the visit, and on while something is open; no other key shows anything of it."""
    number = await a_visit(town)
    path = await shown_code(town, number)
    await answered(town, number)
    await signed(town, number)
    other = await a_visit(town)
    elsewhere = await shown_code(town, other)
    [photo] = (await hazard(town, number)).before
    assert (await stranger.get(f"{path}/photo/{photo}")).status_code == 200
    assert (await stranger.get(f"{elsewhere}/photo/{photo}")).status_code == 404
    for days, status in ((29, 200), (31, 410)):
        for visit in (await the_visit(town, number), await the_visit(town, other)):
            over = replace(visit, state=CLOSED, ended_at=town.clock.now() - timedelta(days=days))
            async with town.house.store.begin() as tx:
                await tx[VISITS].save(over)
        assert (await stranger.get(elsewhere)).status_code == status
        assert (await stranger.get(path)).status_code == 200
    assert (await stranger.get(f"/o/{'x' * 43}")).status_code == 404
    async with town.house.store.begin() as tx:
        await tx[HAZARDS].save(replace(await hazard(town, number), state=hazards_table.CLOSED, ended_at=START))
    assert (await stranger.get(path)).status_code == 410


async def test_who_sends_slowly_keeps_no_other_place_waiting(town: Street, stranger: httpx.AsyncClient) -> None:
    """Of three places with three forms each: of one place one after the other is read, another place's beside them."""
    *paths, elsewhere = [await shown_code(town, await a_visit(town)) for _ in range(4)]
    enough = asyncio.Event()

    async def trickle() -> AsyncIterator[bytes]:
        yield b"--x"
        await enough.wait()

    head = {"Content-Type": "multipart/form-data; boundary=x"}
    sent = [
        stranger.post(f"{path}/hazards/1/mended", content=trickle(), headers=head) for path in paths for _ in range(3)
    ]
    slow = [asyncio.create_task(one) for one in sent]
    await asyncio.sleep(0.5)
    try:
        async with asyncio.timeout(10):
            other = await stranger.post(f"{elsewhere}/hazards/1/mended", files={"photos": a_picture()})
        assert other.status_code == 404
        async with town.house.photos.easel.alone:  # where a photo of the chat is drawn
            third = asyncio.create_task(stranger.post(f"{elsewhere}/hazards/1/mended", files={"photos": a_picture()}))
            assert not (await asyncio.wait({third}, timeout=0.5))[0]
        assert (await third).status_code == 404
    finally:
        enough.set()
        await asyncio.gather(*slow, return_exceptions=True)


async def test_wrong_addresses_shut_no_right_one_out(town: Street, stranger: httpx.AsyncClient) -> None:
    """However many come from behind the same carrier; a right one is asked for so often a minute, by its own count."""
    path, elsewhere = [await shown_code(town, await a_visit(town)) for _ in range(2)]
    wrong = [(await stranger.get(f"/o/{'x' * 43}")).status_code for _ in range(Holders.EACH + 1)]
    assert (wrong[0], wrong[-1]) == (404, 429)
    right = [await stranger.get(path) for _ in range(Holders.EACH + 1)]
    assert [answer.status_code for answer in right] == [200] * Holders.EACH + [429]
    assert 0 < int(right[-1].headers["Retry-After"]) <= 60
    async with town.house.app.state.reception.turns.look():
        waiting = asyncio.create_task(stranger.get(elsewhere))
        assert not (await asyncio.wait({waiting}, timeout=0.3))[0]
    assert (await waiting).status_code == 200


async def test_papers_come_in_private_and_go_after_a_day(town: Street) -> None:
    """The record for officers, approvers and captains; what is copied, with photos by item, for officers alone."""
    number = await a_visit(town)
    await answered(town, number)
    await signed(town, number)
    for who in (CHEN, FANG, 1001):
        await town.say(who, f"/visit {number} record")
        [(name, data)] = files_of(town, who)
        assert name == f"visit-{number}.pdf"
        said = text_of(data)
        for part in (LATIN, "F-1", "Sister Li", "Corner Shop"):
            assert part in said, part
        assert "Chen" not in str(pypdf.PdfReader(io.BytesIO(data)).metadata)
    await town.say(1002, f"/visit {number} record")
    assert not files_of(town, 1002)
    await town.say(FANG, f"/visit {number} official")
    assert len(files_of(town, FANG)) == 1, "no officer of the visit"
    await town.say(CHEN, f"/visit {number} official")
    copied = town.private(CHEN, FOUND)[-1].text
    parts = ("Corner Shop", "F-1", FAILED.named[f"name_{town.language}"], town.said("visit-official-limited"))
    at = [copied.index(part) for part in parts]
    assert at == sorted(at), "in the order of the form"
    names = zipfile.ZipFile(io.BytesIO(files_of(town, CHEN)[-1][1])).namelist()
    assert names == [f"{FAILED.number:02d}-1.jpg"]
    await town.turn(86_400 + 60)
    assert not [*files_of(town, CHEN), *files_of(town, FANG)]
    assert not town.private(CHEN, town.said("visit-official-limited"))
    async with town.house.store.look() as tx:
        query = "SELECT count(*) FROM outbox WHERE key = 'visit-paper-away' AND state = 'dropped'"
        assert (await tx.connection.execute(text(query))).scalar() == 0, "each is taken away once"  # type: ignore[attr-defined]


async def test_without_a_public_address_the_record_is_given(tmp_path: Path) -> None:
    """The bot says so, and the file comes instead."""
    async with a_street(tmp_path, "en", WITH_OFFICERS, Web()) as town:
        await furnish(town)
        number = await a_visit(town)
        await town.say(CHEN, f"/visit {number}")
        town.who(CHEN).press_data(town.private(CHEN)[-1], f"visit:1.{number}:code")
        await town.turn(3)
        assert town.private(CHEN, town.said("visiting-code-no-page"))
        assert [name for name, _ in files_of(town, CHEN)] == [f"visit-{number}.pdf"]


async def test_on_a_drill_ground_the_page_of_this_machine_is_shown(tmp_path: Path) -> None:
    """Everybody is played here, the place too: its page opens where the drill is, though no stranger reaches it."""
    async with a_street(tmp_path, "en", WITH_OFFICERS, Web(), drill=True) as town:
        await furnish(town)
        number = await a_visit(town)
        await town.say(CHEN, f"/visit {number}")
        town.who(CHEN).press_data(town.private(CHEN)[-1], f"visit:1.{number}:code")
        await town.turn(3)
        [body] = [m.body for m in town.world.messages(CHEN) if "photo" in m.body]
        url = body["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert url.startswith(f"{town.house.web_url}/o/")
        async with httpx.AsyncClient() as client:
            assert "Corner Shop" in (await client.get(url)).text


async def test_visits_stand_in_the_calendar_of_who_makes_them(town: Street, stranger: httpx.AsyncClient) -> None:
    """In the same feed as shifts, on whole days; somebody of a body alone has one too."""
    await a_visit(town, state="planned", begun_at=None, since=date(2026, 3, 4), until=date(2026, 3, 6))  # type: ignore[arg-type]
    await town.say(CHEN, "/calendar")
    found = re.findall(PUBLIC + r"(/calendar/[\w-]{43}\.ics)", town.private(CHEN, "/calendar/")[-1].text)
    book = icalendar.Calendar.from_ical((await stranger.get(found[-1])).content)
    [event] = book.walk("vevent")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 4), date(2026, 3, 7))
    assert "Corner Shop" in event["SUMMARY"]


async def test_old_addresses_are_forgotten(town: Street, stranger: httpx.AsyncClient) -> None:
    """After two years, whatever is still open; the newest of a visit stay until then."""
    path = await shown_code(town, await a_visit(town))
    town.clock._now += timedelta(days=729)  # without all that comes due in two years
    assert [await clean() for clean in town.house.tick.clean_too][3] == 0
    assert (await stranger.get(path)).status_code == 200
    town.clock._now += timedelta(days=2)
    assert [await clean() for clean in town.house.tick.clean_too][3] == 1
    assert (await stranger.get(path)).status_code == 404
