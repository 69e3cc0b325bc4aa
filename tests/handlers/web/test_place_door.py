"""The page of a label: strangers see little, people of the district what is known; guesses of digits find nothing."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.app.settings import Web
from bot.places import editions, edits
from bot.places.editions import Changes
from bot.places.files import planning, reading
from bot.places.labels import at_the_door, leading
from bot.places.notes import writing
from bot.places.register import Contact, Place, State
from bot.register.districts import District
from bot.values.refused import Refused
from bot.work.speaker import Speaker
from handlers.web import place_door
from tests.handlers.documents import printed
from tests.handlers.web.people import signed_in
from tests.stories.conftest import CENTRE, Street, a_street, put_places

PUBLIC = "http://patrol.example.org"
SHOP = Place(
    "K7M2QX",
    "通盛路便利店",
    "shop",
    CENTRE,
    address="通盛路1号",
    responsible="钱多多",
    contacts=(Contact("钱多多", "13800138000", "店主"),),
    licence="JY123",
    credit="91330100X",
    state=State.OPEN,
)
HOME = Place("K7M2QY", "张三租房", "rental", CENTRE, address="通盛路9号2单元401室", responsible="张三")
GONE = Place("K7M2QZ", "旧店", "shop", CENTRE, state=State.GONE)
MERGED = Place("K7M2Q3", "旧门", "shop", CENTRE, state=State.GONE, into="K7M2QX")
ODD = Place("通盛-1", "怪编号", "shop", CENTRE)


@pytest.fixture(params=["zh", "en"])
async def town(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street whose pages people can open, with places."""
    async with a_street(tmp_path, request.param, web=Web(language="en", public_url=PUBLIC)) as made:
        async with made.house.store.begin() as tx:
            await put_places(tx, SHOP, HOME, GONE, MERGED, ODD)
        yield made


@pytest.fixture
async def browser(town: Street) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody's browser, in the language of the story."""
    headers = {"Origin": PUBLIC, "Accept-Language": town.language}
    async with httpx.AsyncClient(base_url=town.house.web_url, timeout=20, headers=headers) as client:
        yield client


async def digits_of(street: Street, user_id: int, code: str = "K7M2QX") -> str:
    """Six digits that somebody asked the bot for."""
    before = len(street.private(user_id, code))
    await street.say(user_id, f"/place digits {code}")
    sent = street.private(user_id, code)
    assert len(sent) == before + 1
    found = re.match(r"[0-9]{6}", sent[-1].text)
    assert found, sent[-1].text
    return found[0]


async def test_strangers_see_name_kind_state_and_how_to_report(town: Street, browser: httpx.AsyncClient) -> None:
    """And nothing else: nobody's name or number, no address, no point, no licence, no colour, no form to report."""
    page = await browser.get("/p/K7M2QX")
    assert page.status_code == 200
    assert town.said("place-state-open") in page.text
    assert "通盛路便利店" in page.text
    assert "110" in page.text
    for hidden in ("钱多多", "13800138000", "店主", "JY123", "91330100X", "通盛路1号", "30.3147", "120.2741"):
        assert hidden not in page.text
    assert "colour" not in page.text
    assert "/report" not in page.text
    assert f'lang="{town.language}"' in page.text
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex"' in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["مطعم القمر", "😀 笑脸店", "\u202eab"])
async def test_a_name_of_any_writing_stands_by_itself(town: Street, browser: httpx.AsyncClient, name: str) -> None:
    """From the right, with signs, or turned round: what stands beside it is read as ever."""
    async with town.house.store.begin() as tx:
        await put_places(tx, replace(SHOP, code="K7M2Q9", name=name))
    await signed_in(town, browser, 1002)
    shown = name.replace("\u202e", "")
    for path in ("/p/K7M2Q9", "/p/K7M2Q9?as=all"):
        [head] = re.findall("<h1.*?</h1>", (await browser.get(path)).text)
        assert re.sub("[\u2068\u2069]", "", head) == f'<h1 dir="auto">{shown}</h1>'


async def test_of_a_home_the_address_without_the_unit(town: Street, browser: httpx.AsyncClient) -> None:
    """Whose home it is is nobody's business."""
    page = await browser.get("/p/K7M2QY")
    assert "通盛路9号" in page.text
    for hidden in ("张三", "401", "2单元"):
        assert hidden not in page.text
    assert town.said("place-state-unknown") not in page.text, "that nobody knows a state says nothing to a stranger"


@pytest.mark.parametrize(
    ("path", "status", "key", "code"),
    [
        ("/p/NOSUCH", 404, "door-unknown", "NOSUCH"),
        ("/p/k7m2qx", 200, "door-how-title", ""),
        ("/p/K7M2QZ", 200, "door-gone", ""),
        ("/p/K7M2Q3", 200, "door-merged", "K7M2QX"),
        ("/p/%E9%80%9A%E7%9B%9B-1", 200, "door-how-title", ""),
        ("/p/" + "9" * 300, 404, "door-unknown", "9" * 64),
        ("/p/%F0%9F%8D%9C", 404, "door-unknown", "🍜"),
    ],
)
async def test_each_case_is_one_clear_sentence(
    town: Street, browser: httpx.AsyncClient, path: str, status: int, key: str, code: str
) -> None:
    """Unknown, in small letters, gone, merged (which leads on), odd letters, far too long."""
    page = await browser.get(path)
    assert page.status_code == status
    assert town.said(key, **({"code": code} if code else {})) in page.text


async def test_a_merged_place_leads_on(town: Street, browser: httpx.AsyncClient) -> None:
    """By a link to what it became part of."""
    page = await browser.get("/p/K7M2Q3")
    assert 'href="/p/K7M2QX?d=1"' in page.text


async def test_a_merged_place_is_as_what_it_became_part_of(town: Street, browser: httpx.AsyncClient) -> None:
    """What is known at the door is said on the page of either label, and in the command centre."""
    captain = Speaker(1001, "", 1001, town.clock.now(), channel="web", district_id=1)
    note = {"kind": "violence", "text": "5月3日持刀冲向队员", "ground": "#12, 5月3日"}
    assert not (await town.house.desk.do(writing.add, captain, code=SHOP.code, **note)).refused
    await signed_in(town, browser, 1002)
    for code in (SHOP.code, MERGED.code):
        assert note["text"] in (await browser.get(f"/p/{code}")).text, code
        told = (await browser.get(f"/api/districts/1/screen/places/of/{code}")).json()
        assert (told["code"], len(told["marks"])) == (code, 1)


async def test_a_code_with_a_slash_has_its_pages(town: Street, browser: httpx.AsyncClient) -> None:
    """Registered before such codes were refused: its label, the API, the command centre, and what is done there."""
    async with town.house.store.begin() as tx:
        await put_places(tx, replace(SHOP, code="JB/0012"))
    await signed_in(town, browser, 1001)
    for code in ("JB%2F0012", "JB/0012", "jb%2f0012"):
        assert SHOP.name in (await browser.get(f"/p/{code}")).text
        assert (await browser.get(f"/api/places/{code}")).json()["id"] == "JB/0012"
        assert (await browser.get(f"/api/places/{code}/history")).json()["code"] == "JB/0012"
        page = f"/api/districts/1/screen/places/of/{code}"
        assert (await browser.get(page)).json()["code"] == "JB/0012"
        assert (await browser.get(f"{page}/history?before=9")).json() == {"history": [], "before": None}
    done = await browser.patch(page, json={"version": 1, "fields": {"name": "金宝"}})
    assert done.status_code == 200, done.text
    done = await browser.patch("/api/places/JB%2F0012", json={"version": 2, "name": "金宝店"})
    assert done.json()["properties"]["name"] == "金宝店"
    answer = await browser.post("/p/JB%2F0012/report?d=1", data={"words": "共享单车堵门"}, follow_redirects=True)
    assert f"#{await town.last_number()}" in answer.text
    assert (await town.case(await town.last_number())).reporter_id == 1001


@pytest.mark.parametrize("code", ["JB/0013", "near", "kinds"])
async def test_no_new_place_has_a_code_without_an_address(town: Street, code: str) -> None:
    """Neither by hand nor from a file."""
    captain = Speaker(1001, "", 1001, town.clock.now(), channel="web", district_id=1)
    async with town.house.store.begin() as tx:
        work = await town.house.desk.opening.work(tx, captain, town.clock.now())
        with pytest.raises(Refused, match="place-no-such-code"):
            await edits.add(work, replace(SHOP, code=code))
        row = reading.of_places([replace(SHOP, code=code)])
        plan = await planning.compare(tx, 1, reading.Read(row), town.clock.now())
    assert ([one.key for one in plan.mistakes], plan.new) == (["places-no-address"], [])


async def test_a_script_in_a_code_is_text(town: Street, browser: httpx.AsyncClient) -> None:
    """What stands in the address is shown, and does nothing."""
    page = await browser.get("/p/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "<script>alert" not in page.text


async def second_district(street: Street, *places: Place, name: str = "彭埠") -> District:
    """Another district, with places of its own."""
    async with street.house.store.begin() as tx:
        first = await tx.districts.get(1)
        assert first is not None
        chat_id = -1000 - len(await tx.districts.all()) - 1
        made = await tx.districts.add(replace(first, id=0, chat_id=chat_id, name=name, last_number=0))
        await editions.write_at_once(tx, made.id, Changes(places), street.clock.now())
    return made


async def test_a_code_of_several_districts_is_chosen(
    town: Street, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by its name; who belongs to one of them is shown that."""
    other = await second_district(town, replace(SHOP, name="城东便利店"))
    page = await browser.get("/p/K7M2QX")
    assert town.said("door-choose", code="K7M2QX") in page.text
    assert "九堡" in page.text
    assert f'href="/p/K7M2QX?d={other.id}"' in page.text
    assert "便利店" not in page.text
    chosen = await browser.get(f"/p/K7M2QX?d={other.id}")
    assert "城东便利店" in chosen.text
    await signed_in(town, browser, 1002)
    mine = await browser.get("/p/K7M2QX")
    assert "通盛路1号" in mine.text
    others = await browser.get(f"/p/K7M2QX?d={other.id}")
    assert town.said("door-other-district") in others.text
    assert "通盛路1号" not in others.text
    third = await second_district(town, replace(SHOP, name="城西便利店"), name="城西")
    monkeypatch.setattr(at_the_door, "MOST", 2)  # however many districts have it
    assert "城西便利店" in (await browser.get(f"/p/K7M2QX?d={third.id}")).text


async def test_who_is_signed_in_sees_what_is_known_and_reports(town: Street, browser: httpx.AsyncClient) -> None:
    """One tap makes the case at the place in that person's name; a second tap of a slow phone makes no second one."""
    await signed_in(town, browser, 1006)
    page = await browser.get("/p/K7M2QX")
    assert town.said("label-colour-unknown") in page.text
    assert "通盛路1号" in page.text
    assert 'action="/p/K7M2QX/report?d=1"' in page.text
    assert f"https://t.me/{town.house.desk.rules.bot_name}?start=place_K7M2QX" in page.text
    browser.follow_redirects = True
    answer = await browser.post("/p/K7M2QX/report?d=1", data={"words": "共享单车堵门"})
    number = await town.last_number()
    assert f"#{number}" in answer.text
    again = await browser.post("/p/K7M2QX/report?d=1", data={"words": "共享单车堵门"})
    assert town.said("label-reported-already", number=number, name=SHOP.name, code=SHOP.code) in again.text
    assert again.request.method == "GET", "who loads it anew, however much later, reports nothing"
    assert await town.last_number() == number
    of_others = await browser.get("/p/K7M2QX?d=1&reported=999")
    assert "#999" not in of_others.text
    beyond = await browser.get(f"/p/K7M2QX?d=1&reported={2**31}")
    assert beyond.status_code == 422, "PostgreSQL counts no further"
    case = await town.case(number)
    assert (case.reporter_id, case.place, case.point, case.words) == (1006, SHOP.name, CENTRE, "共享单车堵门")


async def test_who_may_only_look_and_strangers_report_nothing(town: Street, browser: httpx.AsyncClient) -> None:
    """Nor does a page of somebody else in the name of who is signed in."""
    before = await town.last_number()
    assert (await browser.post("/p/K7M2QX/report?d=1", data={"words": "x"})).status_code == 303
    await signed_in(town, browser, 1007)
    assert "/report" not in (await browser.get("/p/K7M2QX")).text
    assert town.said("viewer-may-only-look") in (await browser.post("/p/K7M2QX/report?d=1")).text
    await signed_in(town, browser, 1002)
    foreign = await browser.post("/p/K7M2QX/report?d=1", headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert await town.last_number() == before


async def test_six_digits_open_this_page_and_no_other(town: Street, browser: httpx.AsyncClient) -> None:
    """In a foreign browser: once, for half an hour; not the page of another place, and not the command centre."""
    said = await digits_of(town, 1002)
    answer = await browser.post("/p/K7M2QX/digits?d=1", data={"digits": f"{said[:3]} {said[3:]}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/p/K7M2QX?d=1")
    [cookie] = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "Secure" not in cookie
    assert "Path=/p" in cookie
    secret = re.match(r"patrol_door=([\w-]{43});", cookie)
    assert secret
    mine = {"Cookie": f"patrol_door={secret[1]}"}
    assert town.said("label-colour-unknown") in (await browser.get("/p/K7M2QX", headers=mine)).text
    assert town.said("label-colour-unknown") not in (await browser.get("/p/K7M2QY", headers=mine)).text
    assert (await browser.get("/api/districts", headers=mine)).status_code == 401
    stolen = {"Cookie": f"patrol_session={secret[1]}"}
    assert (await browser.get("/api/districts", headers=stolen)).status_code == 401
    async with httpx.AsyncClient(base_url=town.house.web_url, headers=dict(browser.headers)) as other:
        used = await other.post("/p/K7M2QX/digits?d=1", data={"digits": said})
        assert used.status_code == 403
        assert town.said("place-digits-wrong") in used.text
    to = (await browser.post("/p/K7M2QX/report?d=1", headers=mine)).headers["location"]
    report = await browser.get(to, headers=mine)
    assert f"#{await town.last_number()}" in report.text
    assert (await town.case(await town.last_number())).reporter_id == 1002
    left = await browser.post("/p/K7M2QX/leave?d=1", headers=mine)
    assert left.status_code == 303
    assert town.said("label-colour-unknown") not in (await browser.get("/p/K7M2QX", headers=mine)).text


async def test_where_people_come_by_https_the_cookie_goes_no_other_way(tmp_path: Path) -> None:
    """And no script reads it."""
    async with a_street(tmp_path, "en", web=Web(public_url="https://patrol.example.org")) as street:
        async with street.house.store.begin() as tx:
            await put_places(tx, SHOP)
        said = await digits_of(street, 1002)
        headers = {"Origin": "https://patrol.example.org"}
        async with httpx.AsyncClient(base_url=street.house.web_url, headers=headers) as client:
            answer = await client.post("/p/K7M2QX/digits", data={"digits": said})
    assert "Secure" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]


async def test_the_browser_is_a_stranger_s_again_after_half_an_hour(town: Street, browser: httpx.AsyncClient) -> None:
    """And at once, when whoever typed the digits leaves the district."""
    for ends in ("time", "leaving"):
        said = await digits_of(town, 1004)
        answer = await browser.post("/p/K7M2QX/digits", data={"digits": said})
        mine = {"Cookie": answer.headers["set-cookie"].partition(";")[0]}
        assert town.said("label-colour-unknown") in (await browser.get("/p/K7M2QX", headers=mine)).text
        if ends == "time":
            await town.turn(31 * 60)
        else:
            async with town.house.store.begin() as tx:
                member = await tx.people.member(1, 1004)
                assert member is not None
                await tx.people.save_member(replace(member, left_at=town.clock.now()))
        assert town.said("label-colour-unknown") not in (await browser.get("/p/K7M2QX", headers=mine)).text


async def test_a_phone_that_loads_wrong_digits_anew_comes_back_to_the_place(
    town: Street, browser: httpx.AsyncClient
) -> None:
    """Whoever fetches new digits in Telegram meanwhile finds the page of the place, not one without a place."""
    wrong = await browser.post("/p/K7M2QX/digits?d=1", data={"digits": "000000"})
    assert wrong.status_code == 403
    anew = await browser.get(wrong.request.url)
    assert (anew.status_code, anew.headers["location"]) == (303, "/p/K7M2QX?d=1")
    assert (await browser.get("/p/NOSUCH/elsewhere")).status_code == 404


async def test_digits_are_of_one_place_and_five_minutes(town: Street, browser: httpx.AsyncClient) -> None:
    """Those of another place, older ones, and those before the newest open nothing."""
    of_home = await digits_of(town, 1002, "K7M2QY")
    assert (await browser.post("/p/K7M2QX/digits", data={"digits": of_home})).status_code == 403
    first = await digits_of(town, 1002)
    newest = await digits_of(town, 1002)
    if first != newest:
        assert (await browser.post("/p/K7M2QX/digits", data={"digits": first})).status_code == 403
    await town.turn(5 * 60)
    assert (await browser.post("/p/K7M2QX/digits", data={"digits": newest})).status_code == 403


async def test_what_is_stored_of_digits_opens_no_door_of_others(town: Street, browser: httpx.AsyncClient) -> None:
    """Nothing that somebody can put into the address of a sign-in link has the hash that digits have."""
    await digits_of(town, 1002)
    async with town.house.store.look() as tx:
        rows = (await tx.connection.exec_driver_sql("SELECT secret_hash FROM sign_in_links")).all()  # type: ignore[attr-defined]
    kept = [row[0] for row in rows if row[0].startswith("door:")]
    assert len(kept) == 1
    assert not re.fullmatch(r"[0-9a-f]{64}", kept[0])


async def test_guessing_digits_finds_nothing_and_a_right_one_waits_too(
    town: Street, browser: httpx.AsyncClient
) -> None:
    """From one address a few tries; of one place twenty from everywhere; even the right digits are not taken then."""
    said = await digits_of(town, 1002)
    wrong = [f"{n:06d}" for n in range(200) if f"{n:06d}" != said]
    for n in range(place_door.OF_ONE_ADDRESS):
        assert (await browser.post("/p/K7M2QX/digits", data={"digits": wrong[n]})).status_code == 403
    for tried in (wrong[9], said):
        assert (await browser.post("/p/K7M2QX/digits", data={"digits": tried})).status_code == 429
    taken = 0
    for n in range(60):
        headers = {"X-Forwarded-For": f"203.0.113.{n}"}
        answer = await browser.post("/p/K7M2QX/digits", data={"digits": wrong[20 + n]}, headers=headers)
        taken += answer.status_code == 403
    assert taken == place_door.OF_ONE_PLACE - place_door.OF_ONE_ADDRESS
    last = await browser.post("/p/K7M2QX/digits", data={"digits": said}, headers={"X-Forwarded-For": "198.51.100.1"})
    assert last.status_code == 429
    assert town.said("too-many-tries", minutes=5) in last.text
    elsewhere = await digits_of(town, 1004, "K7M2QY")
    other = await browser.post(
        "/p/K7M2QY/digits", data={"digits": elsewhere}, headers={"X-Forwarded-For": "198.51.100.2"}
    )
    assert other.status_code == 303


async def test_strangers_wait_after_sixty_looks_and_the_patrol_does_not(
    town: Street, browser: httpx.AsyncClient
) -> None:
    """Counted by address; who is signed in stands behind no stranger."""
    for _ in range(60):
        assert (await browser.get("/p/NOSUCH")).status_code == 404
    waits = await browser.get("/p/K7M2QX")
    assert waits.status_code == 429
    assert int(waits.headers["retry-after"]) > 0
    await signed_in(town, browser, 1002)
    assert (await browser.get("/p/K7M2QX")).status_code == 200


async def test_digits_come_in_private_and_for_people_of_the_district(town: Street) -> None:
    """A stranger gets none, nobody gets any for a place that there is not."""
    town.who(9999).start_private()
    await town.say(9999, "/place digits K7M2QX")
    assert not [m for m in town.private(9999) if re.match(r"[0-9]{6}", m.text)]
    await town.say(1002, "/place digits NOSUCH")
    assert town.private(1002, "NOSUCH")


async def test_the_command_centre_prints_labels_for_captains(town: Street, browser: httpx.AsyncClient) -> None:
    """Some by code, all of a kind, large; a member is refused, an unknown code prints nothing."""
    path = "/api/districts/1/places/labels.pdf"
    assert (await browser.get(path)).status_code == 401
    await signed_in(town, browser, 1002)
    assert (await browser.get(path)).status_code == 403
    await signed_in(town, browser, 1001)
    for query, codes in (("?code=K7M2QY&code=NOSUCH", ["K7M2QY"]), ("?kind=shop", ["K7M2QX", "通盛-1"])):
        answer = await browser.get(path + query)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        [page] = printed.pages(answer.content)
        assert printed.decoded(page) == [PUBLIC + leading.path(code) for code in codes]
    large = await browser.get(path + "?code=K7M2QX&code=K7M2QY&large=true")
    assert len(printed.pages(large.content)) == 2
    assert "x-next-after" not in large.headers
