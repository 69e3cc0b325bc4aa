"""Open311 GeoReport v2, spoken by a client from a package, by a stranger, and by a program with a key."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import georeport
import httpx
import pytest
import xmltodict
from sqlalchemy import text

from bot.app.settings import Web
from bot.incidents.store import INCIDENTS
from bot.places.register import Place
from bot.publishing import reading, rule
from bot.register.districts import District
from bot.screens.board import Board
from bot.values.geo import Point
from handlers.web.strangers import EACH
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.open311 import ITEM, ROOT, publish, read, refused
from tests.handlers.web.programs import a_key, showing
from tests.stories.conftest import CENTRE, GROUP, Street, open_street, put_places

FORMS = ("json", "xml")


def _client(street: Street, form: str, jurisdiction: str | None = None) -> georeport.GeoReport:
    return georeport.GeoReport(f"{street.house.web_url}{ROOT}", jurisdiction=jurisdiction, output_format=form)


async def _ask(call: Any, *given: Any, **more: Any) -> Any:
    """The client of the package waits for its answer: in a thread of its own."""
    return await asyncio.to_thread(call, *given, **more)


@pytest.mark.parametrize("form", FORMS)
async def test_a_client_from_a_package_reads(served: Street, form: str) -> None:
    """Services, their definition, requests and a single one, in both forms, with and without the jurisdiction."""
    await publish(served)
    first, second = await served.report(), await served.report("street_stall", near=Point(30.33, 120.29))
    for jurisdiction in (None, "1", "九堡"):
        client = _client(served, form, jurisdiction)
        services = await _ask(client.get_service_list)
        assert {one["service_code"] for one in services} == {ITEM, "street_stall"}
        assert {one["type"] for one in services} == {"realtime"}
        definition = await _ask(client.get_service_definition, ITEM)
        assert definition["service_code"] == ITEM
        requests = await _ask(client.get_service_requests)
        assert [one["service_request_id"] for one in requests] == [str(second), str(first)]
        one = await _ask(client.get_service_request, str(first))
        assert (one["service_request_id"], one["status"]) == (str(first), "open")
        assert (float(one["lat"]), float(one["long"])) == (30.315, 120.274)


async def test_a_client_from_a_package_asks_for_some(served: Street) -> None:
    """By service, by status, by span, by number."""
    await publish(served)
    first, second = await served.report(), await served.report("street_stall", near=Point(30.33, 120.29))
    client = _client(served, "json")

    async def numbers(**asked: str) -> list[int]:
        return [int(one["service_request_id"]) for one in await _ask(client.get_service_requests, **asked)]

    assert await numbers(service_code=ITEM) == [first]
    assert await numbers(service_code=f"{ITEM},street_stall") == [second, first]
    assert await numbers(status="open") == [second, first]
    assert await numbers(status="closed") == []
    assert await numbers(start_date="2026-03-02T00:00:00Z", end_date="2026-03-03T00:00:00Z") == [second, first]
    assert await numbers(start_date="2026-03-03T00:00:00Z") == []
    assert await numbers(service_request_id=f"{first},77") == [first]
    assert await numbers(service_request_id=str(first), status="closed") == [first]


async def test_what_a_stranger_reads_of_a_case(served: Street, asking: httpx.AsyncClient) -> None:
    """These fields and no other; times with the zone of the district."""
    await publish(served)
    number = await served.report()
    [told] = await read(asking, "requests")
    assert told == {
        "service_request_id": str(number),
        "status": "open",
        "status_notes": "being dealt with",
        "service_name": served.item(ITEM),
        "service_code": ITEM,
        "description": None,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": "2026-03-02T08:00:00+08:00",
        "updated_datetime": "2026-03-02T08:00:00+08:00",
        "expected_datetime": "2026-03-02T08:10:00+08:00",
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": 30.315,
        "long": 120.274,
        "media_url": None,
    }
    assert await read(asking, f"requests/{number}") == [told]
    assert await read(asking, f"tokens/{number}") == [{"token": "1", "service_request_id": "1"}]
    asking.headers["Accept-Language"] = "zh-CN,zh;q=0.9"
    [told] = await read(asking, "requests")
    assert (told["status_notes"], told["service_name"]) == ("办理中", "共享单车乱停放")


async def test_off_it_tells_nothing(served: Street, asking: httpx.AsyncClient) -> None:
    """Every route but the discovery; with items chosen too, as long as nobody turned it on."""
    await publish(served, is_on=False)
    await served.report()
    for path in ("services", f"services/{ITEM}", "requests", "requests/1", "tokens/1"):
        assert await refused(asking, path, 403) == served.said("open311-key-needed")
        assert await refused(asking, path, 403, jurisdiction_id="1")
    discovery = await read(asking, "discovery")
    assert [one["url"] for one in discovery["endpoints"]] == [f"{served.house.web_url}{ROOT}"]
    assert "九堡" not in str(discovery)


async def test_what_is_not_published_is_not_there(served: Street, asking: httpx.AsyncClient) -> None:
    """The same answer as for what never was: of another item, in danger, cancelled."""
    await publish(served)
    await served.report("dog_leash")
    await served.report("fight", near=Point(30.32, 120.28))
    gone = await served.report(near=Point(30.33, 120.29))
    await served.say_surely(1001, f"/cancel {gone} 报错了")
    assert await read(asking, "requests") == []
    never = await refused(asking, "requests/77", 404)
    for number in (1, 2, 3):
        assert await refused(asking, f"requests/{number}", 404) == never.replace("77", str(number))
        assert await refused(asking, f"tokens/{number}", 404)
    assert await read(asking, "requests", service_request_id="1,2,3,77") == []
    assert await refused(asking, "services/dog_leash", 404)


async def test_what_was_taken_for_a_danger_is_never_read(served: Street, asking: httpx.AsyncClient) -> None:
    """Also when it turned out to be a published item."""
    await publish(served)
    number = await served.report("fight")
    await served.say(1001, f"/item {number} {served.item(ITEM)}")
    case = await served.case(number)
    assert (case.item, case.severity) == (ITEM, None)
    assert await read(asking, "requests") == []
    assert await refused(asking, f"requests/{number}", 404)


async def test_a_case_that_was_critical_is_read_no_more(served: Street, asking: httpx.AsyncClient) -> None:
    """Also after a captain has said that it is not."""
    await publish(served)
    number = await served.report()
    assert len(await read(asking, "requests")) == 1
    await served.say(1001, f"/priority {number} critical")
    await served.say(1001, f"/priority {number} low")
    assert (await served.case(number)).severity == "low"
    assert await read(asking, "requests") == []


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"start_date": "yesterday"}, "open311-date"),
        ({"end_date": "9999-12-31T23:59:59-14:00x"}, "open311-date"),
        ({"start_date": "2026-03-02T00:00:00Z", "end_date": "2026-03-01T00:00:00Z"}, "open311-backwards"),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:01Z"}, "open311-span"),
        ({"status": "open,done"}, "open311-status"),
        ({"page": "0"}, "open311-count"),
        ({"page_size": "1001"}, "open311-count"),
        ({"page_size": "ten"}, "open311-count"),
        ({"service_request_id": ",".join(map(str, range(1001)))}, "open311-too-many"),
        ({"service_code": ",".join(f"i{n}" for n in range(1001))}, "open311-too-many"),
    ],
)
async def test_what_cannot_be_meant_is_refused(
    served: Street, asking: httpx.AsyncClient, asked: dict[str, str], key: str
) -> None:
    """400, with a sentence that says what is wrong and how it is written."""
    await publish(served)
    said = served.house.words.say("en", key, days=90, name="\0", most="\0", said="\0")
    begins = said.partition("\0")[0]
    told = await refused(asking, "requests", 400, **asked)
    assert told.startswith(begins)
    assert begins or next(iter(asked)) in told


@pytest.mark.parametrize(
    "asked",
    [
        {"start_date": "2026-03-01"},
        {"start_date": "2026-03-02T08:00:00 08:00"},
        {"start_date": "2026-03-02T00:00Z"},
        {"end_date": "2026-03-03T00:00:00"},
        {"start_date": "0001-01-02T00:00:00+14:00", "page": "1"},
        {"status": "OPEN, closed"},
        {"status": ["open", "closed"]},
        {"service_request_id": "1,x,-1,9999999999999"},
        {"page_size": "1000", "unknown": "field"},
        {"start_date": "", "status": ""},
    ],
)
async def test_what_can_be_meant_is_answered(served: Street, asking: httpx.AsyncClient, asked: Any) -> None:
    """Dates alone, a plus that came as a space, a zone that was left out, years that nobody lived."""
    await publish(served)
    await served.report()
    told = await read(asking, "requests", **asked)
    assert len(told) == (0 if "0001" in str(asked) else 1)


async def test_pages(served: Street, asking: httpx.AsyncClient) -> None:
    """Newest first, as many as asked for, one after the other."""
    await publish(served)
    for n in range(5):
        await served.report(near=Point(30.30 + n / 100, 120.25 + n / 100))
    pages = [await read(asking, "requests", page_size=2, page=page) for page in (1, 2, 3, 4)]
    assert [[one["service_request_id"] for one in page] for page in pages] == [["5", "4"], ["3", "2"], ["1"], []]


async def test_without_a_span_the_last_ninety_days_count(served: Street, asking: httpx.AsyncClient) -> None:
    """An older one is found by saying when, or by its number."""
    await publish(served)
    number = await served.report()
    async with served.house.store.begin() as tx:
        case = await tx[INCIDENTS].get(1)
        assert case is not None
        old = datetime.fromisoformat("2025-10-01T00:00:42Z")
        await tx[INCIDENTS].keep(replace(case, reported_at=old))
    assert await read(asking, "requests") == []
    [told] = await read(asking, "requests", start_date="2025-09-30T00:00:00Z")
    assert told["requested_datetime"] == "2025-10-01T08:00:00+08:00"
    assert await read(asking, f"requests/{number}") == [told]
    assert await read(asking, "requests", end_date="2025-10-01T00:01:00Z") == [told]


async def test_caches_may_keep_what_strangers_read(served: Street, asking: httpx.AsyncClient) -> None:
    """For a minute, by its tag, which stands for one language and one form; never what a key opened."""
    await publish(served)
    await served.report()
    answer = await asking.get(f"{ROOT}/requests.json")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert {"Accept-Language", "Authorization"} <= set(answer.headers["Vary"].split(", "))
    for known in (answer.headers["ETag"], f'"other", W/{answer.headers["ETag"]}', "*"):
        again = await asking.get(f"{ROOT}/requests.json", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
    others = [
        await asking.get(f"{ROOT}/requests.xml"),
        await asking.get(f"{ROOT}/requests.json", headers={"Accept-Language": "zh"}),
    ]
    assert len({one.headers["ETag"] for one in (answer, *others)}) == 3
    async with showing(served, await a_key(served)) as program:
        whole = await program.get(f"{ROOT}/requests.json", headers={"If-None-Match": "*"})
    assert (whole.status_code, whole.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in whole.headers


async def test_scripts_of_other_sites_may_read_what_strangers_read(served: Street, asking: httpx.AsyncClient) -> None:
    """And nothing else: not with a key, however it is shown, not by POST, and with no cookies."""
    await publish(served)
    key, site = await a_key(served), {"Origin": "https://elsewhere.example"}
    for path in ("requests.json", "services.xml", "requests/77.json", "discovery.json"):
        answer = await asking.get(f"{ROOT}/{path}", headers=site)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    form = {"api_key": key, "service_code": ITEM, "lat": "30.3149", "long": "120.2741"}
    closed = [
        await asking.get(f"{ROOT}/requests.json", headers={**site, "Authorization": f"Bearer {key}"}),
        await asking.get(f"{ROOT}/requests.json", headers={**site, "X-Api-Key": key}),
        await asking.get(f"{ROOT}/requests.json", headers=site, params={"api_key": key}),
        await asking.get(f"{ROOT}/requests.json", headers=site, params={"api_key": "wrong"}),
        await asking.post(f"{ROOT}/requests.json", headers=site, data=form),
        await asking.options(f"{ROOT}/requests.json", headers={**site, "Access-Control-Request-Method": "POST"}),
        await asking.get("/api/districts", headers=site),
    ]
    assert [one.status_code for one in closed] == [200, 200, 200, 403, 201, 405, 401]
    assert [one for one in closed if "Access-Control-Allow-Origin" in one.headers] == []


async def test_strangers_are_counted_and_programs_are_not(served: Street, asking: httpx.AsyncClient) -> None:
    """So many a minute from one address; then they wait, or show a key."""
    await publish(served)
    for _ in range(EACH):
        assert (await asking.get(f"{ROOT}/services.json")).status_code == 200
    for path in ("services.json", "requests.xml", "discovery.json"):
        answer = await asking.get(f"{ROOT}/{path}")
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 60
    async with showing(served, await a_key(served)) as program:
        assert (await program.get(f"{ROOT}/services.json")).status_code == 200
        async with served.house.app.state.reception.turns.look():  # a program takes its turn like a person
            waiting = asyncio.create_task(program.get(f"{ROOT}/requests.json"))
            assert not (await asyncio.wait({waiting}, timeout=0.3))[0]
        assert (await waiting).status_code == 200
    await served.turn(61)
    assert (await asking.get(f"{ROOT}/services.json")).status_code == 200


async def test_a_program_reads_all_incidents_without_names(served: Street, asking: httpx.AsyncClient) -> None:
    """Every state and item, exactly where; no call for help, no words of others, nobody's name. Off for strangers."""
    unknown = await served.report(None, near=Point(30.34, 120.30))
    number = await served.report("dog_leash")
    served.reporter.say(GROUP, "王大妈家的狗 <&]]>", reply_to=served.card(number).id)
    await served.report("fight", near=Point(30.32, 120.28))
    served.wang.say(1002, "/sos")
    await served.turn(3)
    async with showing(served, await a_key(served)) as program:
        told = await read(program, "requests")
        assert [one["service_code"] for one in told] == ["fight", "dog_leash", "other"]
        assert [one["service_request_id"] for one in await read(program, "requests", service_code="other,x")] == [
            str(unknown)
        ]
        assert {one["description"] for one in told} == {None}
        assert (told[1]["lat"], told[1]["long"]) == (CENTRE.lat, CENTRE.lon)
        assert told[1]["status_notes"] == served.said("state-dispatched")
        assert await read(program, f"requests/{number}") == [told[1]]
        assert await refused(program, "requests/4", 404)
        assert len(await read(program, "services")) > 20
        whole = (await program.get(f"{ROOT}/requests.xml")).text
    assert not any(name in whole for name in ("路人甲", "老王", "王大妈", "钱队"))
    async with showing(served, TOKEN) as wrong:
        assert await refused(wrong, "requests", 403) == served.said("open311-key-needed")


async def test_a_program_reports(served: Street, asking: httpx.AsyncClient) -> None:
    """By a form, with the key in it or in a header; a team is sent, and its own words come back to it alone."""
    key = await a_key(served)
    words = "三辆车挡路 <b>&]]>\x1f\u202e 王"
    form = {
        "service_code": ITEM,
        "lat": "30.3149",
        "long": "120.2741",
        "description": words,
        "jurisdiction_id": "1",
        "email": "someone@example.org",
        "first_name": "Nosuch",
        "last_name": "Person",
        "phone": "13800000000",
        "device_id": "device",
        "account_id": "account",
        "media_url": "https://example.org/x.jpg",
        "attribute[X]": "y",
    }
    made = await asking.post(f"{ROOT}/requests.json", data={**form, "api_key": key})
    assert (made.status_code, made.json()) == (
        201,
        [{"service_request_id": "1", "service_notice": None, "account_id": None}],
    )
    assert made.headers["Cache-Control"] == "no-store"
    await served.turn(3)
    case = await served.case(1)
    assert (case.item, case.point, case.state) == (ITEM, Point(30.3149, 120.2741), "dispatched")
    assert "三辆车挡路" in served.card(1).text
    for form_of in FORMS:
        one = await _read_with(served, key, form_of)
        assert one["description"] == "三辆车挡路 <b>&]]> 王"
        assert (float(one["lat"]), one["status"]) == (30.3149, "open")
    async with showing(served, await a_key(served, "other system")) as other:
        assert (await read(other, "requests/1"))[0]["description"] is None
    async with served.house.store.look() as tx:
        stored = str([row async for row in _everything(tx)])
    assert not any(said in stored for said in ("someone@", "Nosuch", "13800000000", "x.jpg"))


async def _everything(tx: Any) -> Any:
    """Every row that may hold words of a report."""
    for table in ("incidents", "cases", "history", "history_sides", "evidence", "outbox", "drafts", "people"):
        for row in (await tx.connection.execute(text(f"SELECT * FROM {table}"))).all():
            yield row


async def _read_with(street: Street, key: str, form: str) -> Any:
    """The first request as the client of the package reads it with a key in the address."""
    async with showing(street, key) as program:
        answer = await program.get(f"{ROOT}/requests/1.{form}")
    if form == "json":
        return answer.json()[0]
    return xmltodict.parse(answer.content)["service_requests"]["request"]


async def test_a_place_that_lies_nobody_knows_where_is_named_beside_the_point(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """By its code; without a point it says what is missing. A code of anybody else's beside a point means nothing."""
    async with served.house.store.begin() as tx:
        await put_places(tx, Place("n1", "阿婆面馆", "eatery"))
    form = {"api_key": await a_key(served), "service_code": ITEM, "address_id": "n1"}
    lost = await asking.post(f"{ROOT}/requests.json", data=form)
    assert (lost.status_code, "阿婆面馆" in lost.json()[0]["description"]) == (400, True)
    at = {"lat": "30.3149", "long": "120.2741"}
    for code, place in (("n1", "阿婆面馆"), ("330104-7", None)):
        made = await asking.post(f"{ROOT}/requests.json", data=form | at | {"address_id": code})
        assert made.status_code == 201, made.text
        case = await served.case(await served.last_number())
        assert (case.point, case.place) == (Point(30.3149, 120.2741), place)


@pytest.mark.parametrize("where", ["form", "X-Api-Key", "Authorization", "address"])
async def test_a_key_may_stand_in_several_places(served: Street, asking: httpx.AsyncClient, where: str) -> None:
    """In the field of the standard, or in a header, where no log of a proxy keeps it."""
    key, form = await a_key(served), {"service_code": ITEM, "lat": "30.3149", "long": "120.2741"}
    headers = {"X-Api-Key": {"X-Api-Key": key}, "Authorization": {"Authorization": f"Bearer {key}"}}.get(where, {})
    params = {"api_key": key} if where == "address" else {}
    data = form | ({"api_key": key} if where == "form" else {})
    made = await asking.post(f"{ROOT}/requests.xml", data=data, headers=headers, params=params)
    assert made.status_code == 201, made.text
    assert "<service_request_id>1</service_request_id>" in made.text


@pytest.mark.parametrize(
    ("change", "status", "key"),
    [
        ({"api_key": ""}, 403, "open311-key-needed"),
        ({"api_key": "wrong"}, 403, "open311-key-needed"),
        ({"jurisdiction_id": "2"}, 404, "open311-no-jurisdiction"),
        ({"service_code": ""}, 400, "open311-needs-service"),
        ({"service_code": "pothole"}, 404, "open311-no-service"),
        ({"lat": "", "long": ""}, 400, "open311-needs-place"),
        ({"lat": "120.2741", "long": "30.3149"}, 400, "open311-no-point"),
        ({"lat": "nan"}, 400, "open311-no-point"),
        ({"lat": ""}, 400, "open311-no-point"),
        ({"lat": "", "long": "", "address_string": "nowhere at all"}, 400, "no-such-place"),
        ({"description": "x" * 20_001}, 400, "open311-too-long"),
        ({"description": "x" * 70_000}, 413, "open311-too-large"),
    ],
)
async def test_a_report_that_makes_no_case(
    served: Street, asking: httpx.AsyncClient, change: dict[str, str], status: int, key: str
) -> None:
    """In the standard's shape, and nothing was done."""
    secret = await a_key(served)
    form = {"api_key": secret, "service_code": ITEM, "lat": "30.3149", "long": "120.2741"} | change
    answer = await asking.post(f"{ROOT}/requests.json", data=form)
    [told] = answer.json()
    assert (answer.status_code, told["code"]) == (status, status)
    assert told["description"].startswith(served.house.words.pattern("en", key).partition("{")[0])
    assert await served.last_number() == 0


async def test_only_forms_are_read(served: Street, asking: httpx.AsyncClient) -> None:
    """No JSON, no XML with entities in it, no files, no letters that are none."""
    key = await a_key(served)
    headers = {"Authorization": f"Bearer {key}"}
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><request><description>&b;</description></request>'
    sent: list[tuple[bytes, str]] = [
        (b'{"service_code": "shared_bike_parking"}', "application/json"),
        (bomb.encode(), "text/xml"),
        (b"", ""),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"service_code=%ff%fe", "application/x-www-form-urlencoded"),
        (b"\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=%d" % n for n in range(500)), "application/x-www-form-urlencoded"),
    ]
    for body, kind in sent:
        answer = await asking.post(f"{ROOT}/requests.json", content=body, headers={**headers, "Content-Type": kind})
        assert answer.status_code == 400, (kind, answer.text)
        assert answer.json()[0]["code"] == 400
    assert await served.last_number() == 0


async def test_the_same_request_again_makes_no_second_case(served: Street) -> None:
    """By the name that the program gave it."""
    form = {"service_code": ITEM, "lat": "30.3149", "long": "120.2741"}
    async with showing(served, await a_key(served)) as program:
        for _ in range(2):
            made = await program.post(f"{ROOT}/requests.json", data=form, headers={"Idempotency-Key": "a1"})
            assert made.json()[0]["service_request_id"] == "1"
        for name in ("a b", "x" * 129, ""):
            answer = await program.post(f"{ROOT}/requests.json", data=form, headers={"Idempotency-Key": name})
            assert answer.status_code == 400
            assert answer.json()[0]["description"] == served.said("open311-own-name")
    assert await served.last_number() == 1


async def test_any_other_address_is_refused_in_the_standard_s_shape(served: Street, asking: httpx.AsyncClient) -> None:
    """Another format, none at all, a route that there is not."""
    for path in (
        "services",
        "services.yaml",
        "requests.json/",
        "nothing.json",
        "requests/1",
        "",
        "tokens/.xml",
        "a/b/c",
    ):
        answer = await asking.get(f"{ROOT}/{path}")
        assert answer.status_code in {403, 404}, path
        assert f"{answer.status_code}" in answer.text


async def test_of_several_districts_one_is_named(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each by its own; strangers read only of those that publish, a key only of its own, a token of each."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en", api_token=TOKEN))
    async with street.stack:
        async with street.house.store.begin() as tx:
            other = await tx.districts.add(District(-100_77, "Other", "en", "UTC", {}))
        await street.turn(1)
        await publish(street)
        await street.report()
        async with httpx.AsyncClient(base_url=street.house.web_url) as stranger, showing(street, TOKEN) as token:
            assert len(await read(stranger, "requests")) == 1
            closed = await refused(stranger, "requests", 403, jurisdiction_id=other.id)
            for there_or_not in ("Other", "3", "Nowhere"):
                assert await refused(stranger, "requests", 403, jurisdiction_id=there_or_not) == closed
            assert len(await read(stranger, "requests", jurisdiction_id=1)) == 1
            assert len(await read(stranger, "requests", jurisdiction_id="九堡")) == 1
            await publish(street, district_id=other.id)
            assert await read(stranger, "requests", jurisdiction_id="other") == []
            assert await refused(stranger, "requests", 400) == street.said("open311-which-jurisdiction")
            assert await refused(stranger, "requests/1", 404, jurisdiction_id="other")
            assert len(await read(token, "requests", jurisdiction_id=1)) == 1
            assert await refused(token, "requests", 400)
            form = {"service_code": ITEM, "lat": "30.3149", "long": "120.2741", "jurisdiction_id": "1"}
            made = await token.post(f"{ROOT}/requests.json", data=form)
            assert made.status_code == 403
        async with showing(street, await a_key(street)) as program:
            assert len(await read(program, "requests")) == 1
            assert await refused(program, "requests", 404, jurisdiction_id=other.id)


async def test_strangers_take_turns(served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many ask at once, they take one connection to the memory; programs and people have the others."""
    await publish(served)
    at_once: list[int] = []
    running, see = 0, Board.see

    async def counted(board: Board, look: Any, *about: Any, **wants: Any) -> Any:
        nonlocal running
        if look is not reading.public:
            return await see(board, look, *about, **wants)
        running += 1
        at_once.append(running)
        await asyncio.sleep(0.01)
        running -= 1
        return await see(board, look, *about, **wants)

    monkeypatch.setattr(Board, "see", counted)
    await asyncio.gather(*(read(asking, "requests") for _ in range(5)))
    assert at_once == [1] * 5


async def test_a_drill_is_never_read(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was chosen there."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en"))
    async with street.stack:
        await street.turn(1)
        await publish(street)
        await street.report()
        async with street.house.store.begin() as tx:
            case, district = await tx[INCIDENTS].get(1), await tx.districts.get(1)
            assert case is not None
            assert district is not None
            await tx[INCIDENTS].keep(replace(case, drill=True))
        async with httpx.AsyncClient(base_url=street.house.web_url) as stranger:
            assert await read(stranger, "requests") == []
            async with street.house.store.begin() as tx:
                await tx.districts.save(replace(district, drill=True))
            assert rule.of(district).is_on
            assert await refused(stranger, "requests", 403)
