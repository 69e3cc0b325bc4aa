"""Reports of other systems through the API: with a key of one district, once each, and refused in a sentence."""

import asyncio
import logging
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.access.keys import fingerprint
from bot.places import editions
from bot.places.editions import From
from bot.places.files import planning
from bot.places.register import Place
from bot.register.programs import PROGRAMS, Program
from bot.values.geo import Point
from storage.schema import metadata
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import SPOT, a_key, showing
from tests.handlers.web.test_every_route import routes
from tests.stories.conftest import Street, put_places

BIKES: dict[str, Any] = {"point": SPOT, "item": "shared_bike_parking"}


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Why not, with a sentence."""
    told = answer.json()
    assert len(told["sentence"]) > 10, told
    return answer.status_code, told["refused"]


async def cases(street: Street) -> int:
    """How many there are."""
    async with street.house.store.look() as tx:
        found = await tx.connection.execute(text("SELECT count(*) FROM cases"))  # type: ignore[attr-defined]
        return int(found.scalar())


async def second_district(street: Street, secret: str) -> int:
    """One more district, with a key; its id."""
    async with street.house.store.begin() as tx:
        first = await tx.districts.get(1)
        assert first is not None
        second = await tx.districts.add(replace(first, id=0, chat_id=-1009, name="笕桥", last_number=0))
        await tx[PROGRAMS].add(Program(second.id, "other", 1001, street.clock.now(), secret_hash=fingerprint(secret)))
    return second.id


async def test_a_key_reports_a_case(served: Street) -> None:
    """By the way of every report: a team is sent, and the answer says where to look."""
    async with showing(served, await a_key(served)) as hotline:
        made = await hotline.post("/api/cases", json={**BIKES, "words": "bikes", "source_ref": "A-7"})
        assert made.status_code == 201, made.text
        told = made.json()
        assert made.headers["Location"] == "/api/districts/1/cases/1"
        assert told | {"version": 0} == {
            "number": 1, "district": 1, "state": "dispatched", "version": 0, "note": None,
        }  # fmt: skip
        case = (await hotline.get(made.headers["Location"])).json()
    assert case["version"] == told["version"]
    assert (case["reporter"], case["source"], case["words"]) == ("12345 hotline", "12345 hotline A-7", "bikes")
    first = case["history"][0]
    assert (first["move"], first["by"], first["channel"]) == ("report", "12345 hotline", "api")
    assert [one["move"] for one in case["moves"]] == ["cancel"]
    kept = await served.case(1)
    assert (kept.reporter_id, kept.origin_chat_id) == (None, None)
    async with served.house.store.look() as tx:
        looks = await tx.connection.execute(text("SELECT user_id, what, about FROM looks"))  # type: ignore[attr-defined]
        assert [tuple(row) for row in looks] == [(0, "api:1", "12345 hotline")]


async def test_the_same_request_gets_the_same_answer_and_no_second_case(served: Street) -> None:
    """For two days, whatever became of the case; another body is refused, and later the name is free."""
    async with showing(served, await a_key(served)) as hotline:
        name = {"Idempotency-Key": "call-1"}
        made = await hotline.post("/api/cases", json={**BIKES, "source_ref": "7"}, headers=name)
        await hotline.post("/api/districts/1/cases/1/moves/cancel", json={"facts": {"reason": "by mistake"}})
        again = await hotline.post("/api/districts/1/cases", json={"source_ref": "7", **BIKES}, headers=name)
        assert (again.status_code, again.json(), again.headers["Location"]) == (
            201, made.json(), made.headers["Location"],
        )  # fmt: skip
        assert ("Idempotent-Replayed" in made.headers, again.headers["Idempotent-Replayed"]) == (False, "true")
        other = await hotline.post("/api/cases", json=BIKES, headers=name)
        assert refused(other) == (422, "other-body")
        assert await cases(served) == 1
        await served.clock.turn(48 * 3600)
        assert (await hotline.post("/api/cases", json=BIKES, headers=name)).json()["number"] == 2
        for wrong in ("", "with space", "x" * 129, "\u00e9"):
            headers = {"Idempotency-Key": wrong.encode("latin-1")}
            assert (await hotline.post("/api/cases", json=BIKES, headers=headers)).status_code == 422


async def test_two_at_once_are_one_case(served: Street) -> None:
    """Both are told the same."""
    async with showing(served, await a_key(served)) as hotline:
        sent = [hotline.post("/api/cases", json=BIKES, headers={"Idempotency-Key": "x"}) for _ in range(5)]
        answers = await asyncio.gather(*sent)
    assert {(one.status_code, one.text) for one in answers} == {(201, answers[0].text)}
    assert await cases(served) == 1


async def test_a_number_of_theirs_is_one_case_while_it_lives(served: Street) -> None:
    """The hotline sends twice; what it names is told. Of another key the same number is another thing."""
    async with showing(served, await a_key(served)) as hotline, showing(served, await a_key(served, "cctv")) as other:
        assert (await hotline.post("/api/cases", json={**BIKES, "source_ref": " 7 "})).status_code == 201
        twice = await hotline.post("/api/cases", json={**BIKES, "source_ref": "7"})
        assert refused(twice) == (409, "already-reported")
        assert (twice.json()["number"], "#1" in twice.json()["sentence"]) == (1, True)
        assert (await other.post("/api/cases", json={**BIKES, "source_ref": "7"})).status_code == 201
        gone = await hotline.post("/api/districts/1/cases/1/moves/cancel", json={"facts": {"reason": "done"}})
        assert (gone.status_code, gone.json()["state"]) == (200, "cancelled")
        assert (await hotline.post("/api/cases", json={**BIKES, "source_ref": "7"})).json()["number"] == 3


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({}, "no-place"),
        ({"point": SPOT, "place": "x"}, "no-place"),
        ({"place": "Atlantis"}, "no-such-place"),
        ({"place": "\u0000 \u200b"}, "no-place"),
        ({"point": SPOT, "item": "no_such_thing"}, "no-such-item"),
        ({"point": SPOT, "happened_at": "2020-01-01T00:00:00Z"}, "happened-when"),
        ({"point": SPOT, "happened_at": "9999-12-31T23:59:59Z"}, "happened-when"),
    ],
)
async def test_what_makes_no_case_is_refused_in_a_sentence(served: Street, body: dict[str, Any], key: str) -> None:
    """And nothing is kept of it."""
    async with showing(served, await a_key(served)) as hotline:
        assert refused(await hotline.post("/api/cases", json=body)) == (422, key)
    assert await cases(served) == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"point": [91, 0]}', "point"),
        ('{"point": [NaN, NaN]}', "point"),
        ('{"point": [1e999, -1e999]}', "point"),
        ('{"point": [30.3]}', "point"),
        ('{"point": "here"}', "point"),
        ('{"point": [30.3, 120.2], "wrods": "x"}', "wrods"),
        ('{"point": [30.3, 120.2], "\\ud800": 1}', "\ufffd"),
        ('{"point": [30.3, 120.2], "words": 7}', "words"),
        ('{"point": [30.3, 120.2], "source_ref": "' + "9" * 65 + '"}', "source_ref"),
        ('{"point": [30.3, 120.2], "happened_at": "2026-03-02T00:00:00"}', "happened_at"),
        ("[]", "body"),
        ("nonsense", "body"),
    ],
)
async def test_a_field_that_cannot_be_read_is_named(served: Street, body: str, field: str) -> None:
    """422, with nothing of what was sent."""
    async with showing(served, await a_key(served)) as hotline:
        answer = await hotline.post("/api/cases", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    mistakes = answer.json()["detail"]
    named = {str(part) for one in mistakes for part in one["loc"]}
    assert field in named or (field == "\ufffd" and len(mistakes) == 1), mistakes
    assert all(set(one) == {"loc", "msg", "type"} for one in mistakes)
    assert await cases(served) == 0


async def test_bodies_that_are_no_reports_make_no_error(served: Street) -> None:
    """Too deep, too long, no text."""
    async with showing(served, await a_key(served)) as hotline:
        for body, status in (
            (b"[" * 2000, {400, 422}),
            (b"[" * 60_000, {400, 422}),
            (b"\xff\xfe", {400, 422}),
            (b'{"point": [30.3, 120.2], "item": "\\ud800"}', {422}),
            (b'{"point": [' + b"9" * 6000 + b", 0]}", {400, 422}),
            (b'{"words": "' + b"x" * 70_000 + b'"}', {413}),
        ):
            answer = await hotline.post("/api/cases", content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code in status, (body[:40], answer.text)


async def test_long_words_are_cut_and_that_is_said(served: Street) -> None:
    """What sends a team is kept; who wants the rest asks the other system."""
    async with showing(served, await a_key(served)) as hotline:
        made = await hotline.post("/api/cases", json={**BIKES, "words": "\U0001f6b2" * 10_000})
        assert (made.status_code, "1000" in made.json()["note"]) == (201, True)
    assert (await served.case(1)).words.endswith("\u2026")


async def test_a_place_stands_for_the_point_and_the_hour_is_theirs(served: Street) -> None:
    """By its name; what else is said of it goes to the words, and time runs from when it happened.

    Beside a place that lies nobody knows where the point is said: else nobody could be sent.
    """
    async with served.house.store.begin() as tx:
        plan = await planning.compare(tx, 1, [Place("m1", "东风市场", "market", Point(*SPOT))], served.clock.now())
        await editions.write_at_once(tx, 1, plan.changes(From()), served.clock.now())
        await put_places(tx, Place("n1", "阿婆面馆", "eatery"))
    ago = served.clock.now() - timedelta(minutes=3)
    async with showing(served, await a_key(served)) as hotline:
        told = {
            "place": "东风市场 北门",
            "item": "shared_bike_parking",
            "happened_at": ago.isoformat(),
            "source": "110",
        }
        assert (await hotline.post("/api/cases", json=told)).status_code == 201
        lost = {"place": "阿婆面馆", "item": "street_stall"}
        assert refused(await hotline.post("/api/cases", json=lost)) == (422, "place-nowhere")
        made = await hotline.post("/api/cases", json=lost | {"point": SPOT})
        assert (made.status_code, made.json()["state"]) == (201, "dispatched")
    case = await served.case(1)
    assert (case.place, case.words, case.source, case.reported_at) == ("东风市场", "北门", "110", ago)
    case = await served.case(2)
    assert (case.place, case.marks["door"], case.point) == ("阿婆面馆", "n1", Point(*SPOT))


async def test_it_takes_back_its_own_report_only_until_somebody_is_there(served: Street) -> None:
    """And moves nothing else; what people reported is theirs."""
    number = await served.report()
    async with showing(served, await a_key(served)) as hotline, showing(served, await a_key(served, "cctv")) as other:
        await hotline.post("/api/cases", json={"point": SPOT, "item": "street_stall"})
        why: dict[str, Any] = {"facts": {"reason": "called off"}}
        for client, case, move, body, expected in (
            (hotline, number, "cancel", why, (403, "not-yours")),
            (other, 2, "cancel", why, (403, "not-yours")),
            (hotline, 2, "cancel", {}, (409, "needs-reason")),
            (hotline, 2, "confirm", {}, (403, "program-may-not")),
            (hotline, 2, "resolve", why, (403, "program-may-not")),
            (hotline, 2, "seen", {}, (404, "no-such-move")),
            (hotline, 2, "pull", {"team": 1}, (404, "no-such-move")),
            (hotline, 2, "cancel", {**why, "by": 1001}, (403, "key-by-nobody")),
            (hotline, 99, "cancel", why, (404, "no-such-case")),
        ):  # fmt: skip
            answer = await client.post(f"/api/districts/1/cases/{case}/moves/{move}", json=body)
            assert refused(answer) == expected, (case, move)
        assert refused(await hotline.get("/api/districts/1/cases/2?by=1001")) == (403, "key-by-nobody")
        lead = (await served.case(2)).lead
        assert lead is not None
        await served.say({1: 1002, 2: 1004, 3: 1005}[lead.team_id], "/arrived 2")
        late = await hotline.post("/api/districts/1/cases/2/moves/cancel", json=why)
        assert refused(late) == (409, "cancel-too-late")


async def test_reports_and_looks_have_a_pace_each_and_every_key_its_own(served: Street) -> None:
    """30 reports and 240 looks a minute; who comes too fast hears when."""
    async with showing(served, await a_key(served)) as hotline, showing(served, await a_key(served, "cctv")) as other:
        for _ in range(30):
            assert (await hotline.post("/api/cases", json={})).status_code == 422
        fast = await hotline.post("/api/cases", json=BIKES)
        assert (refused(fast), fast.headers["Retry-After"]) == ((429, "key-too-fast"), "60")
        assert (await other.post("/api/cases", json=BIKES)).status_code == 201
        statuses = [(await hotline.get("/api/districts")).status_code for _ in range(241)]
        assert (statuses[:240], statuses[240]) == ([200] * 240, 429)
        await served.clock.turn(60)
        assert (await hotline.post("/api/cases", json=BIKES)).status_code == 201


async def test_wrong_keys_are_counted_by_where_they_come_from(open_to_programs: Street) -> None:
    """After ten they wait five minutes; a right key goes on, and so does the deployment's token."""
    secret = await a_key(open_to_programs)
    async with showing(open_to_programs, "x" * 43) as stranger, showing(open_to_programs, secret) as hotline:
        for _ in range(10):
            assert refused(await stranger.get("/api/districts")) == (401, "wrong-token")
        waits = await stranger.get("/api/districts")
        assert (refused(waits), waits.headers["Retry-After"]) == ((429, "too-many-tries"), "300")
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert (await stranger.get("/api/districts", headers=headers)).status_code == 200
        assert (await hotline.get("/api/districts")).status_code == 200
        await open_to_programs.clock.turn(301)
        assert refused(await stranger.get("/api/districts")) == (401, "wrong-token")


async def test_only_a_key_reports(open_to_programs: Street) -> None:
    """The deployment's token acts for nobody, and people report in chat."""
    async with showing(open_to_programs, TOKEN) as client:
        for path in ("/api/cases", "/api/districts/1/cases"):
            assert refused(await client.post(path, json=BIKES)) == (403, "needs-a-key")
    async with httpx.AsyncClient(base_url=open_to_programs.house.web_url) as client:
        await signed_in(open_to_programs, client, 1001)
        answer = await client.post("/api/cases", json=BIKES, headers={"Origin": str(client.base_url)})
        assert refused(answer) == (403, "needs-a-key")


async def test_a_key_that_was_ended_opens_nothing(served: Street) -> None:
    """From the next request on."""
    async with showing(served, await a_key(served)) as hotline:
        await hotline.post("/api/cases", json=BIKES)
        async with served.house.store.begin() as tx:
            [program] = await tx[PROGRAMS].of(1)
            await tx[PROGRAMS].save(replace(program, revoked_at=served.clock.now(), revoked_by=1001))
        for method, path in (("GET", "/api/districts"), ("POST", "/api/cases")):
            assert refused(await hotline.request(method, path, json=BIKES)) == (401, "wrong-token")


async def test_a_key_sees_its_own_district_and_no_other(served: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever route it tries: in the other one everything is refused, and nothing of it is told."""
    monkeypatch.setattr("handlers.web.paces.WITHIN", timedelta(0))
    other = await second_district(served, "o" * 43)
    async with showing(served, "o" * 43) as theirs:
        words = {"point": SPOT, "item": "street_stall", "words": "a secret of theirs"}
        assert (await theirs.post("/api/cases", json=words)).json()["district"] == other
    assert served.house.app is not None
    tried = 0
    async with showing(served, await a_key(served)) as hotline:
        for method, path in routes(served.house.app):
            if "{district}" not in path:
                continue
            filled = re.sub(r"\{\w+\}", "1", path.replace("{district}", str(other)).replace("{move}", "cancel"))
            told = {"pictures": "on"} if path.endswith("/wall") else {"hidden": True} if "hidden" in path else {}
            body = BIKES if method == "POST" and path.endswith("/cases") else told
            answer = await hotline.request(method, filled, json=body if method != "GET" else None)
            tried += 1
            not_signed_in = (
                {401} if path.startswith(("/v/", "/checks/")) else set()
            )  # open to people alone, whatever the key
            assert answer.status_code in {403, 404} | not_signed_in, (method, path, answer.text)
            assert "secret of theirs" not in answer.text
        assert [one["id"] for one in (await hotline.get("/api/districts")).json()["districts"]] == [1]
    assert tried > 12
    assert await cases(served) == 1


async def test_a_key_reads_no_people_no_pictures_and_no_words_of_others(served: Street) -> None:
    """Neither of its own case, nor of one that somebody reported in chat; whatever the route."""
    served.who(1006).send_location(1006, 30.33, 120.29)
    await served.say(1006, "secret-of-a-reporter")
    people = {"钱队", "老王", "小李", "阿强", "小周", "路人甲", "观察员"}
    opened, said = [], ""
    async with showing(served, await a_key(served)) as hotline:
        number = (await hotline.post("/api/cases", json={**BIKES, "words": "bikes"})).json()["number"]
        served.wang.say(1002, f"/accept {number}")
        served.wang.say(1002, f"/arrived {number}")
        await served.turn(2)
        served.wang.send_photo(1002, caption="secret-caption", reply_to=None)
        served.captain.say(1001, f"/hold {number} 20m secret-reason")
        await served.turn(3)
        for case in range(1, number + 1):
            said += (await hotline.get(f"/api/districts/1/cases/{case}")).text
        assert served.house.app is not None
        for method, path in routes(served.house.app):
            if method == "GET" and path.startswith("/api"):
                answer = await hotline.get(re.sub(r"\{\w+\}", "1", path))
                said += answer.text
                opened += [path] if answer.status_code == 200 else []
    assert '"words":"bikes"' in said
    assert [one for one in (*people, "secret-") if one in said] == []
    assert set(opened) <= {
        "/api/districts", "/api/districts/{district}/cases", "/api/districts/{district}/cases/{number}",
        "/api/openapi.json", "/api/docs",
    }  # fmt: skip
    assert len(opened) >= 3


async def test_its_secret_is_kept_and_told_nowhere(served: Street, caplog: pytest.LogCaptureFixture) -> None:
    """In no row, no line of the log and no answer, also of requests that are refused; what is kept opens nothing."""
    caplog.set_level(logging.DEBUG)
    secret = await a_key(served)
    said: list[str] = []
    async with showing(served, secret) as hotline:
        for method, path, body in (
            ("POST", "/api/cases", BIKES), ("POST", "/api/cases", {"nonsense": secret}),
            ("GET", "/api/districts", None), ("GET", "/api/districts/1/cases/1", None),
            ("GET", "/api/districts/9/cases", None),
            ("POST", "/api/districts/1/cases/1/moves/cancel", {"facts": {"reason": "over"}}),
        ):  # fmt: skip
            answer = await hotline.request(method, path, json=body)
            said += [answer.text, str(answer.headers)]
        wrong = await hotline.get("/api/districts", headers={"Authorization": f"Bearer {fingerprint(secret)}"})
        assert wrong.status_code == 401
    assert not [one for one in said if secret in one]
    ours = [one for one in caplog.records if not one.name.startswith(("httpx", "httpcore", "telegram"))]
    assert not [one for one in ours if secret in one.getMessage()]
    async with served.house.store.look() as tx:
        for table in metadata.sorted_tables:
            rows = await tx.connection.execute(text(f"SELECT * FROM {table.name}"))  # type: ignore[attr-defined]
            assert not [row for row in rows if any(secret in str(value) for value in row)], table.name
