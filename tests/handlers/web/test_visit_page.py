"""The page of a visit: who may look and answer, what is sent twice, what is no picture, what is signed."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app.settings import Web
from bot.evidence.own_files import OWN_FILES
from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.inspections.page import pictures
from bot.inspections.table import APPROVED, READ_BACK, SIGNED, UNDER_WAY, VISITS
from bot.inspections.visiting import answering
from bot.places.photos.photos import PlacePhoto
from bot.places.register import PLACES
from handlers.web import turns
from tests.handlers.test_pictures import more_than_is_drawn
from tests.handlers.web.people import signed_in
from tests.handlers.web.test_place_door import digits_of
from tests.handlers.web.test_signing_in import init_data
from tests.handlers.web.visits import (
    CHEN,
    FANG,
    GAO,
    LU,
    WITH_OFFICERS,
    WU,
    a_picture,
    a_visit,
    come_in,
    furnish,
    link_to,
    the_visit,
)
from tests.stories.conftest import CENTRE, START, Street, a_street

OURS = {"X-Patrol": "visit"}


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Street]:
    """A street with officers and a place."""
    async with a_street(tmp_path, "en", WITH_OFFICERS, web=Web(language="en")) as made:
        await furnish(made)
        yield made


@pytest.fixture
async def client(town: Street) -> AsyncIterator[httpx.AsyncClient]:
    """A phone's browser."""
    url = town.house.web_url
    async with httpx.AsyncClient(base_url=url, timeout=20, headers={"Origin": url, "Accept-Language": "en"}) as made:
        yield made


def sent(**more: Any) -> dict[str, Any]:
    """What waited on a phone."""
    return {"sent_as": str(uuid.uuid4()), "said_at": START.isoformat(), **more}


async def state(client: httpx.AsyncClient, number: int) -> dict[str, Any]:
    """How the page has it."""
    told: dict[str, Any] = (await client.get(f"/v/1/{number}/state")).json()
    return told


async def send(client: httpx.AsyncClient, number: int, data: Any, kind: str = "image/jpeg", **more: str) -> Any:
    """A picture from the phone."""
    asked = {"sent_as": str(uuid.uuid4()), **more}
    return await client.post(
        f"/v/1/{number}/picture", params=asked, content=data, headers={**OURS, "Content-Type": kind}
    )


def mine(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The items that whoever looks may answer."""
    return [one for one in told["items"] if one["mine"]]


async def test_who_takes_part_approves_or_commands_may_look_and_nobody_else(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Officers of the visit answer; its approver and captains look; others hear that it is not theirs, or sign in."""
    number = await a_visit(town)
    page = await client.get(f"/v/1/{number}", headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert f"/visit {number} page" in page.text
    assert (await client.get(f"/v/1/{number}/state")).status_code == 401
    for user_id, may_answer in ((CHEN, True), (FANG, False)):
        await come_in(town, client, user_id, number)
        told = await state(client, number)
        assert (told["place"]["name"], told["may_answer"], bool(mine(told))) == ("Corner Shop", may_answer, may_answer)
        assert (await client.get("/api/districts")).status_code == 401, "nothing of the patrol"
        assert (await client.get("/", headers={"Accept": "text/html"})).headers["location"] == "/sign-in"
    answer = sent(item=told["items"][0]["key"], result="pass")
    refused = await client.post(f"/v/1/{number}/answer", json=answer)
    assert (refused.status_code, refused.json()["refused"]) == (403, "visiting-not-yours")
    await town.say(WU, f"/visit {number} page")
    assert town.private(WU, town.said("visiting-not-yours", number=number))
    await signed_in(town, client, 1001)
    assert (await state(client, number))["may_answer"] is False
    await signed_in(town, client, 1002)
    assert (await client.get(f"/v/1/{number}/state")).status_code == 403
    assert (await client.get(f"/v/1/{number + 1}/state")).status_code == 404
    assert (await client.get(f"/v/7/{number}/state")).status_code == 403


async def test_what_is_sent_twice_is_one_answer_and_nobody_answers_for_others(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Also with its picture; it is said by the phone's clock, never after now and not before the visit began."""
    number = await a_visit(town)
    await come_in(town, client, CHEN, number)
    item = mine(await state(client, number))[0]
    photo, late = str(uuid.uuid4()), (START + timedelta(days=30)).isoformat()
    answer = sent(item=item["key"], result="fail_limit", hours=48, words="Worn cable", photos=[photo], said_at=late)
    for _ in range(2):
        assert (await send(client, number, a_picture(), sent_as=photo, item=item["key"])).json() == {"taken": photo}
        taken = await client.post(f"/v/1/{number}/answer", json=answer)
        assert taken.json()["taken"] == answer["sent_as"]
    early = sent(item=item["key"], result="pass", said_at="2020-01-01T00:00:00Z")
    assert (await client.post(f"/v/1/{number}/answer", json=early)).status_code == 200
    async with town.house.store.look() as tx:
        visit = await tx[VISITS].by_number(1, number)
        assert visit is not None
        answered, pieces = await tx[VISITS].answered(visit.id), await tx[EVIDENCE].of_case(visit.id)
        kept = await tx[OWN_FILES].of(pieces[0].id)
    assert [(one.result, one.hours, one.words, one.photos) for one in answered] == [
        ("fail_limit", 48, "Worn cable", (pieces[0].id,)),
        ("pass", None, "", (pieces[0].id,)),
    ]
    assert [one.said_at for one in answered] == [town.clock.now(), START]
    assert len(pieces) == 1
    assert kept is not None
    seen = await client.get(f"/v/1/{number}/pictures/{pieces[0].id}", params={"size": "large"})
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    others = await client.post(f"/v/1/{number}/answer", json=answer, headers={"Origin": "https://evil.example"})
    assert (others.status_code, others.json()["refused"]) == (403, "not-our-page")


async def test_one_of_two_officers_who_differ_settles_it(town: Street, client: httpx.AsyncClient) -> None:
    """Also with their own answer, and for both; who does not decide the item settles nothing. Then it is read back."""
    number = await a_visit(town, officers=(CHEN, GAO, LU))
    await come_in(town, client, CHEN, number)
    key = mine(await state(client, number))[0]["key"]
    assert (await client.post(f"/v/1/{number}/answer", json=sent(item=key, result="pass"))).status_code == 200
    await come_in(town, client, GAO, number)
    assert (await client.post(f"/v/1/{number}/answer", json=sent(item=key, result="na"))).status_code == 200
    unsettled = await client.post(f"/v/1/{number}/read-back", json={"reason": "closed rooms"})
    assert unsettled.json()["refused"] == "visiting-conflicts-open"

    async def item() -> dict[str, Any]:
        return next(one for one in (await state(client, number))["items"] if one["key"] == key)

    await come_in(town, client, LU, number)
    others = await client.post(f"/v/1/{number}/answer", json=sent(item=key, result="pass", keeps=True))
    assert others.json()["refused"] == "visiting-others-settle"
    assert (await item())["conflict"]["second"]["name"] == "Gao"
    await come_in(town, client, CHEN, number)
    keeps = sent(item=key, result="pass", keeps=True)
    for _ in range(2):
        assert (await client.post(f"/v/1/{number}/answer", json=keeps)).json()["taken"] == keeps["sent_as"]
        assert ((await item())["conflict"], (await item())["now"]["result"]) == (None, "pass")
    late = sent(item=key, result="na", keeps=True)
    assert (await client.post(f"/v/1/{number}/answer", json=late)).status_code == 200
    assert ((await item())["conflict"], (await item())["now"]["result"]) == (None, "na"), "one's own mind is changed"
    assert (await client.post(f"/v/1/{number}/read-back", json={"reason": "closed rooms"})).status_code == 200


async def test_what_is_no_picture_too_large_or_blank_is_refused_in_a_sentence(
    town: Street, client: httpx.AsyncClient
) -> None:
    """A text, a photo as a camera makes it, an empty signature: nothing is kept; and only our own page may send any."""
    number = await a_visit(town)
    await come_in(town, client, LU, number)
    for data, more, status, key in (
        (b"%PDF-1.7 no picture", {}, 409, "visit-web-is-no-picture"),
        (more_than_is_drawn(), {}, 409, "visit-web-undrawable"),
        (b"\xff\xd8\xff" + bytes(1_900_000), {}, 413, "visit-web-too-large"),
        (b"signed", {"shows": "signature"}, 409, "visit-web-is-no-picture"),
        (a_picture("PNG", blank=True), {"shows": "signature"}, 409, "visit-web-is-blank"),
    ):
        refused = await send(client, number, data, "image/png" if more else "image/jpeg", **more)
        assert (refused.status_code, refused.json()["refused"]) == (status, key)
        assert refused.json()["sentence"]
    town.house.care.disk.is_given_up = True
    refused = await send(client, number, a_picture())
    assert (refused.status_code, refused.json()["refused"]) == (507, "visit-web-no-room"), "the phone keeps it"
    town.house.care.disk.is_given_up = False
    foreign = await client.post(f"/v/1/{number}/picture?sent_as={uuid.uuid4()}", content=a_picture())
    assert foreign.json()["refused"] == "not-our-page"
    async with town.house.store.look() as tx:
        assert await tx[EVIDENCE].of_case((await the_visit(town, number)).id) == []


async def test_phones_that_send_slowly_keep_nobody_from_the_pages(town: Street, client: httpx.AsyncClient) -> None:
    """However many: only who sends two pictures at once waits for a third of their own."""
    number, enough = await a_visit(town, officers=(CHEN, LU, GAO)), asyncio.Event()
    url = {"base_url": str(client.base_url), "headers": dict(client.headers), "timeout": 20}

    async def trickle() -> AsyncIterator[bytes]:
        yield a_picture()
        await enough.wait()

    async with contextlib.AsyncExitStack() as stack:
        slow = []
        for user_id in (CHEN, LU):
            phone = await stack.enter_async_context(httpx.AsyncClient(**url))
            await come_in(town, phone, user_id, number)
            slow += [asyncio.create_task(send(phone, number, trickle())) for _ in range(turns.OF_ONE)]
        await come_in(town, client, GAO, number)
        await asyncio.sleep(0.5)  # they are being read
        try:
            async with asyncio.timeout(10):
                assert (await state(client, number))["may_answer"] is True
                assert (await send(client, number, a_picture())).status_code == 200
        finally:
            enough.set()
            assert [answer.status_code for answer in await asyncio.gather(*slow)] == [200] * 2 * turns.OF_ONE


async def test_one_picture_is_drawn_at_a_time_by_whichever_door_it_came(
    town: Street, client: httpx.AsyncClient
) -> None:
    """One that a phone sends, one of the chat, one of a place: all wait for the one that is being drawn."""
    number, house = await a_visit(town), town.house
    await come_in(town, client, CHEN, number)
    of_chat, of_place = (town.world.files.keep(a_picture(), "photos") for _ in range(2))
    named = {"file_id": of_chat.file_id, "file_unique_id": of_chat.unique_id}
    piece = Evidence(1, EvidenceKind.PHOTO, CHEN, town.clock.now(), CHEN, 1, id=901, **named)
    photo = PlacePhoto(1, "K7M2QX", CHEN, town.clock.now(), of_place.file_id, of_place.unique_id, id=902)
    async with house.photos.easel.alone:
        drawn = [
            asyncio.create_task(one)
            for one in (
                send(client, number, a_picture()),
                house.photos.picture(piece, large=True),
                house.place_photos.shown(photo, large=True),
            )
        ]
        assert not (await asyncio.wait(drawn, timeout=0.5))[0]
    answer, *files = await asyncio.gather(*drawn)
    assert (answer.status_code, [file is not None for file in files]) == (200, [True, True])
    assert house.photos.easel is house.place_photos.easel


async def test_it_begins_at_the_door_and_a_phone_elsewhere_hears_how_far_it_is(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Begun without a fix it is under way; on the spot it is with the first good fix within a hundred metres.

    However good, it shows nothing where nobody knows where the place lies.
    """
    number = await a_visit(town, APPROVED)
    await come_in(town, client, CHEN, number)
    assert (await state(client, number))["may_begin"] is True
    assert (await client.post(f"/v/1/{number}/begin", json={})).status_code == 200
    assert (await state(client, number))["on_spot"] is False
    far = {"lat": CENTRE.lat + 0.01, "lon": CENTRE.lon, "accuracy_m": 10}
    refused = await client.post(f"/v/1/{number}/reach", json=far)
    assert refused.json()["refused"] == "visit-web-far"
    coarse = await client.post(f"/v/1/{number}/reach", json=far | {"accuracy_m": 900})
    assert coarse.json()["refused"] == "visit-web-coarse"
    for deed in ("begin", "reach"):
        typed = await client.post(f"/v/1/{number}/{deed}", json={"code": "K7M2QX"})
        assert typed.status_code == 422, "a code that is sent along shows nothing"
    assert "K7M2QX" not in (await client.get(f"/v/1/{number}/state")).text
    near = {"lat": CENTRE.lat + 0.0005, "lon": CENTRE.lon, "accuracy_m": 10}
    for known in (None, CENTRE):
        async with town.house.store.begin() as tx:
            place = await tx[PLACES].get(1, "K7M2QX")
            await tx[PLACES].save(1, replace(place, point=known), START)
        if known is None:
            lost = await client.post(f"/v/1/{number}/reach", json=near)
            assert lost.json()["refused"] == "visiting-nowhere"
    assert (await client.post(f"/v/1/{number}/reach", json=near)).status_code == 200
    assert (await the_visit(town, number)).found_by == "fix"


async def test_the_label_on_the_door_leads_an_officer_to_the_page(town: Street, client: httpx.AsyncClient) -> None:
    """Signed in, they find their visit there, and a tap on it is a scan. Nobody else sees it, nor gets in that way."""
    number = await a_visit(town, APPROVED)
    button, way = f'name="number" value="{number}"', {"data": {"number": str(number)}}
    own = {"Origin": str(client.base_url)}
    assert button not in (await client.get("/p/K7M2QX")).text
    await come_in(town, client, FANG, number)
    for_her = (await client.get("/p/K7M2QX")).text
    assert button not in for_her
    assert town.said("door-known-title") in for_her
    assert "/report" not in for_her
    elsewhere = await client.post("/p/K7M2QX/visit?d=1", headers=own, **way)
    assert (elsewhere.status_code, elsewhere.headers["location"]) == (303, "/p/K7M2QX?d=1")
    await come_in(town, client, CHEN, number)
    assert button in (await client.get("/p/K7M2QX")).text
    foreign = {"Origin": "https://evil.example"}
    assert (await client.post("/p/K7M2QX/visit?d=1", headers=foreign, **way)).status_code == 403
    there = await client.post("/p/K7M2QX/visit?d=1", headers=own, **way)
    assert (there.status_code, there.headers["location"]) == (303, f"/v/1/{number}")
    assert (await client.post(f"/v/1/{number}/begin", json={})).status_code == 200
    assert (await the_visit(town, number)).found_by == "scan"


async def test_with_six_digits_an_officer_begins_the_visit_in_any_browser(
    town: Street, client: httpx.AsyncClient
) -> None:
    """Their own phone stays in the pocket: the label was scanned, the visit begins, and goes on in the chat.

    The browser opens no page of the visit, and nobody begins one that is not theirs.
    """
    number = await a_visit(town, APPROVED)
    own, way = {"Origin": str(client.base_url)}, {"data": {"number": str(number)}}
    button = f'name="number" value="{number}"'
    for user_id, is_theirs in ((WU, False), (CHEN, True)):
        said = await digits_of(town, user_id)
        client.cookies.clear()
        assert (await client.post("/p/K7M2QX/digits?d=1", headers=own, data={"digits": said})).status_code == 303
        assert (button in (await client.get("/p/K7M2QX")).text) is is_theirs
        done = await client.post("/p/K7M2QX/visit?d=1", headers=own, **way)
        key = "visit-web-at-door-begun" if is_theirs else "visiting-not-yours"
        assert town.said(key, number=number) in done.text
    assert (await client.get(f"/v/1/{number}/state")).status_code == 401
    visit = await the_visit(town, number)
    assert (visit.state, visit.found_by) == (UNDER_WAY, "scan")
    await town.turn(2)
    assert town.private(CHEN, f"#{number}")


async def test_a_signature_belongs_to_what_was_read_out(town: Street, client: httpx.AsyncClient) -> None:
    """One that waited while the record was corrected and read back anew is refused; sent twice it is one."""
    number = await a_visit(town)
    await come_in(town, client, CHEN, number)
    assert (await client.post(f"/v/1/{number}/read-back", json={"reason": "closed rooms"})).status_code == 200
    assert (await client.post(f"/v/1/{number}/correct", json={})).status_code == 200
    assert (await the_visit(town, number)).state == UNDER_WAY
    assert (await client.post(f"/v/1/{number}/read-back", json={"reason": "closed rooms"})).status_code == 200
    tap = sent(signs="officer", how="tap", round=1)
    refused = await client.post(f"/v/1/{number}/sign", json=tap)
    assert refused.json()["refused"] == "visit-web-read-again"
    for _ in range(2):
        assert (await client.post(f"/v/1/{number}/sign", json=tap | {"round": 2})).status_code == 200
    assert (await the_visit(town, number)).state == READ_BACK
    lacking = [("refused", {}, "visiting-wants-witness"), ("photo", {}, "visiting-wants-picture")]
    lacking += [("drawn", {"photo": str(uuid.uuid4())}, "visiting-wants-picture"), ("tap", {}, "visiting-place-draws")]
    for how, more, key in lacking:
        asked = sent(signs="place", how=how, name="Shopkeeper", round=2, **more)
        assert (await client.post(f"/v/1/{number}/sign", json=asked)).json()["refused"] == key
    drawn = str(uuid.uuid4())
    assert (
        await send(client, number, a_picture("PNG"), "image/png", sent_as=drawn, shows="signature")
    ).status_code == 200
    place = sent(signs="place", how="drawn", name="Shopkeeper", photo=drawn, round=2)
    assert (await client.post(f"/v/1/{number}/sign", json=place)).status_code == 200
    await come_in(town, client, LU, number)
    assert (await client.post(f"/v/1/{number}/sign", json=sent(signs="officer", how="tap", round=2))).status_code == 200
    assert (await the_visit(town, number)).state == SIGNED
    told = await state(client, number)
    assert [(one["signs"], one["how"], one["name"]) for one in told["signatures"]] == [
        ("officer", "tap", ""), ("place", "drawn", "Shopkeeper"), ("officer", "tap", ""),
    ]  # fmt: skip
    again = await client.post(f"/v/1/{number}/sign", json=place)
    assert (again.status_code, again.json()["taken"]) == (200, place["sent_as"])


async def test_photos_grow_old_and_signatures_stay(
    town: Street, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What belongs to the record is kept with it, also of who sent as many photos as are kept of one person.

    The others go when photos of cases go.
    """
    monkeypatch.setattr(answering, "MOST_PIECES", 1)
    number = await a_visit(town)
    await come_in(town, client, CHEN, number)
    await send(client, number, a_picture())
    assert (await send(client, number, a_picture())).json()["refused"] == "visit-web-many-pictures"
    await send(client, number, a_picture("PNG", (600, 220)), "image/png", shows="signature")
    await town.jump(timedelta(days=town.house.desk.rules.photo_days + 1).total_seconds())
    await town.house.photos.clean()
    async with town.house.store.look() as tx:
        pieces = await tx[EVIDENCE].of_case((await the_visit(town, number)).id)
        kept = [await tx[OWN_FILES].of(one.id) is not None for one in pieces]
    assert [(one.counts_as == pictures.SIGNATURE, is_kept) for one, is_kept in zip(pieces, kept, strict=True)] == [
        (False, False), (True, True),
    ]  # fmt: skip


async def test_a_link_leads_to_the_page_of_a_visit_and_nowhere_else(town: Street, client: httpx.AsyncClient) -> None:
    """Whatever else stands behind it: the command centre."""
    number = await a_visit(town)
    path = (await link_to(town, 1001, number)).partition("?")[0]
    answer = await client.post(path, params={"to": "https://evil.example/v/1/1"})
    assert answer.headers["location"] == "/"


async def test_the_bot_opens_it_within_telegram_for_officers_too(town: Street, client: httpx.AsyncClient) -> None:
    """Who is only of a body gets in to the page of a visit that way, and to nothing of the patrol."""
    number = await a_visit(town)
    data = init_data(town, CHEN)
    start = {"initData": data, "to": f"/v/1/{number}"}
    assert (await client.post("/sign-in/mini-app", json=start | {"to": "/"})).json()["refused"] == "nowhere-registered"
    assert (await client.post("/sign-in/mini-app", json=start)).json() == {"to": f"/v/1/{number}"}
    assert (await state(client, number))["may_answer"] is True
    assert (await client.post("/sign-in/mini-app", json=start)).json() == {"to": f"/v/1/{number}"}, "loaded anew"
