"""What is asked before anything else: by which name, through which proxy, and whether a key is known to be wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from bot.app.settings import Web
from handlers.web import bodies, guesses, origins, threshold
from handlers.web.health import may_see_figures
from handlers.web.turned_away import SIGN_IN
from handlers.web.visitors import Reception
from tests.handlers.web.conftest import TOKEN
from tests.handlers.web.people import signed_in
from tests.handlers.web.programs import a_key
from tests.stories.conftest import GROUP, Street, open_street

PATIENCE_S = 8.0
"""Far below the time after which a stream asks for its session by itself."""

PUBLIC = "https://patrol.example.org"


def request(host: str, path: str = "/", peer: str = "127.0.0.1", **headers: str) -> Request:
    """A request under a name."""
    told = {"host": host, **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()]
    return Request(
        {"type": "http", "method": "GET", "path": path, "headers": raw, "client": (peer, 1), "query_string": b""}
    )


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080", "192.168.1.5", "patrol.example.org"])
@pytest.mark.parametrize("path", ["/", "/api/districts", "/wall", SIGN_IN])
def test_by_our_own_names_we_are_called(host: str, path: str) -> None:
    """Numbers, this machine, and the address that people type."""
    assert threshold.names_us(request(host, path), Web(public_url=PUBLIC))


@pytest.mark.parametrize("host", ["evil.example", "patrol.example.org.evil.example", "evil.example:8080", "", "[", "x"])
def test_by_a_name_that_others_pointed_at_us_nobody_is_answered(host: str) -> None:
    """Nor without any; machines that bring a key may call us what they like."""
    assert not threshold.names_us(request(host), Web())
    for path in ("/livez", "/readyz", "/positions", "/telegram", "/open311/v2/discovery.json", "/calendar/x.ics"):
        assert threshold.names_us(request(host, path), Web())
    assert threshold.names_us(request(host, "/api/districts", authorization="Bearer x"), Web())


def test_a_proxy_of_ours_may_call_us_by_a_plain_name() -> None:
    """As one in a container beside does; others may not, and no proxy by a whole name of others."""
    web = Web(public_url=PUBLIC, proxies=frozenset({ip_network("172.16.0.0/12")}))
    assert threshold.names_us(request("patrolbot:8080", peer="172.18.0.2"), web)
    assert not threshold.names_us(request("evil.example", peer="172.18.0.2"), web)
    assert not threshold.names_us(request("patrolbot:8080", peer="192.168.1.5"), web)


async def test_the_command_centre_answers_no_other_name(served: Street, asking: httpx.AsyncClient) -> None:
    """With one sentence that says what to do; the probes answer."""
    await signed_in(served, asking, 1001)
    for path in ("/", "/wall", "/api/districts", SIGN_IN, "/page/app.css"):
        answer = await asking.get(path, headers={"Host": "evil.example"})
        assert (answer.status_code, answer.json()["refused"]) == (421, "not-our-name")
        assert f"http://127.0.0.1:{asking.base_url.port}" in answer.json()["sentence"]
    assert (await asking.get("/api/districts")).status_code == 200
    assert (await asking.get("/livez", headers={"Host": "evil.example"})).status_code == 200


async def test_figures_without_a_token_want_our_own_name(served: Street, asking: httpx.AsyncClient) -> None:
    """A proxy that passes on nothing but bytes is this machine too; it shows by the name that people call."""
    assert (await asking.get("/metrics")).status_code == 200
    for headers in ({"Host": "patrol.example.org"}, {"X-Forwarded-Proto": "https"}, {"X-Forwarded-Host": "x"}):
        assert (await asking.get("/metrics", headers=headers)).status_code == 403
    assert may_see_figures(request("patrol.example.org", authorization=f"Bearer {TOKEN}"), Web(api_token=TOKEN))


async def test_probes_may_ask_for_the_head_only(asking: httpx.AsyncClient) -> None:
    """As load balancers do."""
    for path in ("/livez", "/readyz"):
        answer = await asking.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


async def test_nothing_leads_to_the_host_that_was_named(asking: httpx.AsyncClient) -> None:
    """A slash too many is no address."""
    for path in ("/telegram/", "/livez/", "/positions/", "/wall/", "/sign-in/"):
        answer = await asking.get(path, headers={"Host": "localhost"})
        assert answer.status_code in {404, 405}
        assert "location" not in answer.headers


@pytest.mark.parametrize(
    ("peer", "proto", "web", "https"),
    [
        ("127.0.0.1", "https", Web(public_url=PUBLIC), True),
        ("127.0.0.1", "http", Web(public_url=PUBLIC), False),
        ("127.0.0.1", "", Web(public_url=PUBLIC), True),
        ("127.0.0.1", "https", Web(), False),
        ("172.18.0.2", "http, https", Web(proxies=frozenset({ip_network("172.16.0.0/12")})), True),
        ("203.0.113.9", "https", Web(public_url=PUBLIC), False),
    ],
)
def test_only_a_proxy_of_ours_says_that_it_is_https(peer: str, proto: str, web: Web, *, https: bool) -> None:
    """What others write there is not believed."""
    assert origins.is_https(request("patrol.example.org", peer=peer, x_forwarded_proto=proto), web) == https


@pytest.fixture
async def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A bot that people reach by https."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en", public_url=PUBLIC))
    try:
        yield street
    finally:
        await street.stack.aclose()


async def test_who_came_by_https_is_told_to_stay_there(encrypted: Street) -> None:
    """By every answer through the proxy, and by none without https."""
    async with httpx.AsyncClient(base_url=encrypted.house.web_url, timeout=20) as client:
        for path in ("/livez", SIGN_IN, "/nothing"):
            secure = await client.get(path, headers={"Host": "patrol.example.org", "X-Forwarded-Proto": "https"})
            assert secure.headers["strict-transport-security"] == threshold.HSTS
            plain = await client.get(path, headers={"Host": "patrol.example.org", "X-Forwarded-Proto": "http"})
            assert "strict-transport-security" not in plain.headers
        elsewhere = await client.get("/wall", headers={"Host": "evil.example", "X-Forwarded-Proto": "https"})
        wrong = {"Host": "patrol.example.org", "X-Forwarded-Proto": "https", "Authorization": "Bearer " + "x" * 43}
        tried = [await client.get("/api/districts", headers=wrong) for _ in range(guesses.EACH + 1)]
        for answer, status in ((elsewhere, 421), (tried[-1], 429)):
            assert (answer.status_code, answer.headers["strict-transport-security"]) == (status, threshold.HSTS)


async def _never(*_: object) -> object:
    raise AssertionError("a route was asked")


async def test_of_too_many_wrong_keys_no_route_hears(open_to_programs: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the form of each door; right ones and the deployment's token pass, and the tracker's owner too."""
    secret, house = await a_key(open_to_programs), open_to_programs.house
    async with httpx.AsyncClient(base_url=house.web_url, timeout=20, headers={"Accept-Language": "en"}) as client:
        wrong = {"Authorization": "Bearer " + "x" * 43}
        for _ in range(30):
            await client.get("/api/districts", headers=wrong)
            await client.get("/positions", params={"id": "x" * 43})
        monkeypatch.setattr(Reception, "of_key", _never)
        monkeypatch.setattr(bodies, "read", _never)
        answers = [
            await client.get("/api/districts", headers=wrong),
            await client.get("/positions", params={"id": "x" * 43}),
            await client.get("/open311/v2/services.json", headers={"X-Api-Key": "x" * 43}),
            await client.get("/open311/v2/services.xml", headers={"X-Api-Key": "x" * 43}),
        ]
        assert [answer.status_code for answer in answers] == [429] * 4
        said = house.words.say("en", "too-many-tries", minutes=5)
        assert [answer.json()["sentence"] for answer in answers[:2]] == [said] * 2
        assert answers[2].json() == [{"code": 429, "description": said}]
        assert answers[3].text.endswith(
            f"<errors><error><code>429</code><description>{said}</description></error></errors>"
        )
        monkeypatch.undo()
        for good in (secret, TOKEN):
            right = {"Authorization": f"Bearer {good}"}
            assert (await client.get("/api/districts", headers=right)).status_code == 200
        assert (await client.get("/open311/v2/services.json", headers={"X-Api-Key": secret})).status_code == 200


async def _until_bye(stream: httpx.Response, lines: AsyncIterator[str]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        async for line in lines:
            if line == "event: bye":
                return
    raise AssertionError("the stream ended without a word")


async def test_a_stream_ends_when_its_reader_signs_out(served: Street, asking: httpx.AsyncClient) -> None:
    """In another window of the same browser; somebody else's goes on."""
    await signed_in(served, asking, 1001)
    async with httpx.AsyncClient(base_url=served.house.web_url, timeout=20) as other:
        await signed_in(served, other, 1002)
        async with (
            asking.stream("GET", "/api/districts/1/stream") as mine,
            other.stream("GET", "/api/districts/1/stream") as theirs,
        ):
            lines, their_lines = mine.aiter_lines(), theirs.aiter_lines()
            assert [await anext(one) for one in (lines, their_lines)] == ["event: whole"] * 2
            out = await asking.post("/sign-out", headers={"Origin": str(asking.base_url)})
            assert out.status_code == 303
            await _until_bye(mine, lines)
            async with asyncio.timeout(PATIENCE_S):
                async for line in their_lines:
                    assert line != "event: bye"
                    if line == "event: beat":
                        break


async def test_a_stream_ends_when_its_reader_is_dismissed(served: Street, asking: httpx.AsyncClient) -> None:
    """With the right goes what it showed."""
    await signed_in(served, asking, 1002)
    async with asking.stream("GET", "/api/districts/1/stream") as mine:
        lines = mine.aiter_lines()
        assert await anext(lines) == "event: whole"
        served.captain.say(GROUP, "/dismiss", reply_to=served.who(1002).say(GROUP, "hello"))
        await served.sure(1001)
        await _until_bye(mine, lines)


def test_a_web_has_the_name_on_which_it_listens() -> None:
    """Where no address is set that people type."""
    assert threshold.names_us(request("patrol.lan:8080"), replace(Web(), host="patrol.lan"))
