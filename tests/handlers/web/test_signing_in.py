"""Signing in: a one-time link in private, a Mini App's signature, a session that ends; everything else is refused."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from starlette.requests import Request

from bot.access import keys as access_keys
from bot.app.settings import Web
from handlers.web import guesses, mini_app, origins
from handlers.web.turned_away import SIGN_IN
from tests.handlers.web.people import ask_for_link, signed_in
from tests.stories.conftest import GROUP, TOKEN, Street, open_street

JSON = {"Content-Type": "application/json"}


async def _is_in(client: httpx.AsyncClient) -> bool:
    answer = await client.get("/api/districts")
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


async def test_the_link_comes_in_private_and_the_group_hears_only_that(served: Street) -> None:
    """No address in the group, no preview of the link, and a plain hint there."""
    served.captain.say(GROUP, "/dashboard")
    await served.turn(3)
    [sent] = served.private(1001, "/sign-in/")
    assert re.search(r"/sign-in/[\w-]{43}\b", sent.text)
    assert "t.me" not in sent.text
    group = [m.text for m in served.captain.sees(GROUP) if m.by_bot]
    assert group == [served.said("sent-in-private")]
    [raw] = [m for m in served.world.messages(1001) if "/sign-in/" in str(m.body.get("text"))]
    assert raw.body["link_preview_options"]["is_disabled"] is True


async def test_who_has_no_private_chat_is_told_what_to_do(served: Street) -> None:
    """In the group, without any link to sign in; and a stranger gets nothing."""
    served.who(1003).say(GROUP, "/dashboard")
    served.who(9999).say(GROUP, "/dashboard")
    await served.turn(5)
    group = [m.text for m in served.captain.sees(GROUP) if m.by_bot]
    assert any("?start=hello" in text for text in group)
    assert served.said("not-registered") in group
    assert not any("/sign-in/" in text for text in group)


async def test_a_viewer_may_look_and_a_stranger_not_even_in_private(served: Street, asking: httpx.AsyncClient) -> None:
    """Whoever is registered gets a link."""
    served.who(9999).start_private()
    served.who(9999).say(9999, "/dashboard")
    await served.turn(3)
    assert served.private(9999, served.said("not-registered"))
    await signed_in(served, asking, 1007)
    assert await _is_in(asking)


async def test_looking_at_the_link_uses_nothing_up_and_pressing_does_once(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """A preview may fetch it as often as it likes; the second press is refused in both languages."""
    path = await ask_for_link(served, 1001)
    for _ in range(3):
        page = await asking.get(path)
        assert page.status_code == 200
        assert path.rpartition("/")[2] not in page.text
        assert '<form method="post">' in page.text
        assert "set-cookie" not in page.headers
    assert not await _is_in(asking)
    answer = await asking.post(path, headers={"Origin": str(asking.base_url)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"patrol_session=[\w-]{43}; ", cookie)
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=43200"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert await _is_in(asking)
    async with httpx.AsyncClient(base_url=served.house.web_url) as other:
        again = await other.post(path, headers={"Origin": str(other.base_url)})
        assert again.status_code == 410
        assert served.house.words.say("en", "link-used") in again.text
        assert served.house.words.say("zh", "link-used") in again.text
        assert (await other.get(path)).status_code == 410
        assert not await _is_in(other)


async def test_of_two_presses_at_once_one_signs_in(served: Street) -> None:
    """However they race."""
    path = await ask_for_link(served, 1001)
    async with httpx.AsyncClient(base_url=served.house.web_url) as client:
        headers = {"Origin": served.house.web_url}
        found = await asyncio.gather(*(client.post(path, headers=headers) for _ in range(6)))
    assert sorted(answer.status_code for answer in found) == [303, *[410] * 5]


async def test_an_expired_link_and_an_invented_one_are_refused(served: Street, asking: httpx.AsyncClient) -> None:
    """Five minutes, and not a second more."""
    path = await ask_for_link(served, 1001)
    await served.turn(296)
    assert (await asking.get(path)).status_code == 200
    await served.turn(1)
    for answer in (await asking.get(path), await asking.post(path, headers={"Origin": str(asking.base_url)})):
        assert answer.status_code == 410
        assert served.house.words.say("en", "link-expired", minutes=5) in answer.text
    assert (await asking.get("/sign-in/" + "A" * 43)).status_code == 404
    assert not await _is_in(asking)


async def test_a_page_of_others_cannot_press_the_button(served: Street, asking: httpx.AsyncClient) -> None:
    """Nobody is signed in as somebody else by a page that they visit."""
    path = await ask_for_link(served, 1001)
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {}):
        assert (await asking.post(path, headers=headers)).status_code == 403
    assert (await asking.get(path)).status_code == 200


async def test_a_session_ends_by_itself_by_idleness_and_by_signing_out(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Two hours without a request; twelve in all; at once by signing out."""
    await signed_in(served, asking, 1001)
    for _ in range(3):
        await served.clock.turn(119 * 60)
        assert await _is_in(asking)
    await served.clock.turn(121 * 60)
    assert not await _is_in(asking)
    await signed_in(served, asking, 1001)
    for _ in range(7):
        await served.clock.turn(100 * 60)
        assert await _is_in(asking)
    await served.clock.turn(21 * 60)
    assert not await _is_in(asking)
    await signed_in(served, asking, 1001)
    cookie = dict(asking.cookies)
    assert (await asking.post("/sign-out")).status_code == 403
    out = await asking.post("/sign-out", headers={"Origin": str(asking.base_url)})
    assert (out.status_code, out.headers["location"]) == (303, SIGN_IN)
    asking.cookies.update(cookie)
    assert not await _is_in(asking)


async def test_dismissed_means_no_access_at_once(served: Street, asking: httpx.AsyncClient) -> None:
    """With a session that stands, and with a link that was sent before."""
    await signed_in(served, asking, 1002)
    path = await ask_for_link(served, 1002)
    served.captain.say(GROUP, "/dismiss", reply_to=served.who(1002).say(GROUP, "hello"))
    await served.sure(1001)
    assert not await _is_in(asking)
    answer = await asking.post(path, headers={"Origin": str(asking.base_url)})
    assert answer.status_code == 403
    assert served.house.words.say("en", "nowhere-registered") in answer.text


async def test_a_role_that_ran_out_gives_no_access(served: Street, asking: httpx.AsyncClient) -> None:
    """Roles are read anew at every request."""
    said = served.who(9999).say(GROUP, "hello")
    served.captain.say(GROUP, "/enrol viewer 1h", reply_to=said)
    served.who(9999).start_private()
    await served.turn(3)
    await signed_in(served, asking, 9999)
    assert await _is_in(asking)
    await served.turn(3601)
    assert not await _is_in(asking)


async def test_no_secret_is_stored_or_logged(
    served: Street, asking: httpx.AsyncClient, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither the link nor the session stands in the database, only their hashes."""
    path = await ask_for_link(served, 1001)
    secret = path.rpartition("/")[2]
    await asking.post(path, headers={"Origin": str(asking.base_url)})
    session = asking.cookies["patrol_session"]
    await served.settle()
    await served.stop()
    stored = (tmp_path / "patrol.db").read_bytes()
    assert secret.encode() not in stored
    assert session.encode() not in stored
    assert access_keys.fingerprint(secret).encode() in stored
    told = "".join(capfd.readouterr())
    assert secret not in told
    assert session not in told
    await served.start()


async def test_guesses_are_counted_for_each_visitor(served: Street, asking: httpx.AsyncClient) -> None:
    """Ten wrong ones, then wrong ones of that address wait; a right link works from wherever it is pressed."""
    path, wrong = await ask_for_link(served, 1001), "/sign-in/wrong"
    for n in range(guesses.EACH):
        assert (await asking.get(f"{wrong}-{n}")).status_code == 404
    assert (await asking.get(wrong)).status_code == 429
    assert (await asking.post(wrong, headers={"Origin": str(asking.base_url)})).status_code == 429
    lie = {"X-Forwarded-For": "203.0.113.9"}
    assert (await asking.get(wrong, headers=lie)).status_code == 429
    assert (await asking.get(path)).status_code == 200
    transport = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with httpx.AsyncClient(base_url=served.house.web_url, transport=transport) as other:
        assert (await other.get(wrong)).status_code == 404
    assert (await asking.post(path, headers={"Origin": str(asking.base_url)})).status_code == 303
    await served.turn(301)
    assert (await asking.get(wrong)).status_code == 404


async def test_an_older_link_is_void_beside_a_newer_one(served: Street, asking: httpx.AsyncClient) -> None:
    """Whoever found the older message signs in with nothing; somebody else's stays good."""
    others = await ask_for_link(served, 1002)
    older, newer = await ask_for_link(served, 1001), await ask_for_link(served, 1001)
    here = {"Origin": str(asking.base_url)}
    for answer in (await asking.get(older), await asking.post(older, headers=here)):
        assert answer.status_code == 410
        assert served.house.words.say("en", "link-used") in answer.text
    assert not await _is_in(asking)
    assert (await asking.get(others)).status_code == 200
    assert (await asking.post(newer, headers=here)).status_code == 303
    assert await _is_in(asking)


async def test_a_wrong_secret_costs_no_look_at_the_memory(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever door it is tried at; a right one is still found."""
    path = await ask_for_link(served, 1001)
    looks: list[int] = []
    assert served.house.app is not None
    board = served.house.app.state.reception.board
    look = board._look

    def counted() -> object:
        looks.append(1)
        return look()

    for name in ("_look", "_glance"):
        monkeypatch.setattr(board, name, counted)
    wrong = "x" * 43
    for _ in range(40):
        asked = [
            await asking.get("/api/districts", headers={"Authorization": f"Bearer {wrong}"}),
            await asking.get("/api/districts", headers={"Cookie": f"patrol_session={wrong}"}),
            await asking.get("/open311/v2/requests.json", headers={"X-Api-Key": wrong}),
            await asking.get("/positions", params={"id": wrong, "lat": 30.3, "lon": 120.2}),
            await asking.get(f"/sign-in/{wrong}"),
            await asking.get(f"/calendar/{wrong}.ics"),
            await asking.get(f"/download/{wrong}"),
        ]
        assert {answer.status_code for answer in asked} <= {401, 403, 404, 429}
    assert looks == []
    assert (await asking.get(path)).status_code == 200
    assert looks


async def test_however_many_guess_nobody_else_waits(served: Street) -> None:
    """From thousands of addresses, each over its own limit; and what is remembered of them has an end."""
    counted = guesses.Guesses(served.clock, remembered=1000)
    for n in range(5000):
        address = f"10.{n // 250}.{n % 250}.1"
        for _ in range(guesses.EACH):
            counted.wrong(address)
        assert counted.wait_s(address) == 300
    assert counted.wait_s("10.99.9.9") == 0
    assert len(counted) == 1000


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("", "", True),
    ],
)
def test_of_ipv6_the_network_is_one_visitor(served: Street, one: str, other: str, *, is_same: bool) -> None:
    """A household has 2^64 addresses of it; IPv4 is counted by the address, however it is written."""
    counted = guesses.Guesses(served.clock)
    for _ in range(guesses.EACH):
        counted.wrong(one)
    assert bool(counted.wait_s(other)) == is_same


SEEN_BY_PROXY, PUBLIC = "198.51.100.7", "https://patrol.example.org"


@pytest.mark.parametrize(
    ("peer", "forwarded", "public_url", "proxies", "counted"),
    [
        ("203.0.113.9", SEEN_BY_PROXY, PUBLIC, [], "203.0.113.9"),
        ("127.0.0.1", SEEN_BY_PROXY, None, [], "127.0.0.1"),
        ("127.0.0.1", SEEN_BY_PROXY, PUBLIC, [], SEEN_BY_PROXY),
        ("::ffff:127.0.0.1", SEEN_BY_PROXY, PUBLIC, [], SEEN_BY_PROXY),
        ("172.18.0.2", SEEN_BY_PROXY, PUBLIC, [], "172.18.0.2"),
        ("172.18.0.2", SEEN_BY_PROXY, None, ["172.16.0.0/12"], SEEN_BY_PROXY),
        ("172.18.0.2", f"1.2.3.4, {SEEN_BY_PROXY}, 172.18.0.9", None, ["172.16.0.0/12"], SEEN_BY_PROXY),
        ("172.18.0.2", "rubbish", None, ["172.16.0.0/12"], "172.18.0.2"),
        ("172.18.0.2", "", None, ["172.16.0.0/12"], "172.18.0.2"),
    ],
)
def test_only_our_own_proxy_is_believed(
    peer: str, forwarded: str, public_url: str | None, proxies: list[str], counted: str
) -> None:
    """One that is named, or on this machine where the world has an address for us; read from the end."""
    web = Web(public_url=public_url, proxies=frozenset(ip_network(one) for one in proxies))
    headers = [(b"x-forwarded-for", forwarded.encode())]
    request = Request({"type": "http", "headers": headers, "client": (peer, 1)})
    assert origins.address_of(request, web) == counted


def init_data(street: Street, user_id: int, *, age_s: float = 1, token: str = TOKEN, **more: str) -> str:
    """What a Mini App is started with, signed as Telegram signs it."""
    made = street.clock.now() - timedelta(seconds=age_s)
    fields = {
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc", "auth_date": str(int(made.timestamp())),
        "user": json.dumps({"id": user_id, "first_name": "钱队", "language_code": "zh"}, ensure_ascii=False), **more,
    }  # fmt: skip
    return urlencode({**fields, "hash": mini_app.signature(fields, token)})


def test_the_signature_is_telegram_s() -> None:
    """An example that was worked out with OpenSSL's command line."""
    fields = {"auth_date": "1700000000", "user": '{"id":1001}'}
    assert mini_app.signature(fields, "123456:abc") == EXAMPLE


EXAMPLE = "f62d2d9900fe93a52804730812466df05a2b6c41f2b70d7b4de216fdcd9be0b0"


async def test_a_mini_app_signs_in_by_its_signature(served: Street, asking: httpx.AsyncClient) -> None:
    """Fresh and signed with the bot's token: a session."""
    page = await asking.get("/sign-in/mini-app")
    assert 'src="/page/mini-app.js"' in page.text
    assert (await asking.get("/page/mini-app.js")).status_code == 200
    answer = await _start(asking, init_data(served, 1002))
    assert (answer.status_code, answer.json()) == (200, {"to": "/"})
    assert await _is_in(asking)


async def test_what_a_mini_app_was_started_with_counts_once(served: Street, asking: httpx.AsyncClient) -> None:
    """In whatever order its fields come, after a restart too; who is in already may load the page anew."""
    data = init_data(served, 1002)
    assert (await _start(asking, data)).status_code == 200
    assert (await _start(asking, data)).json() == {"to": "/"}
    turned = "&".join(reversed(data.split("&")))
    for _ in range(2):
        async with httpx.AsyncClient(base_url=served.house.web_url, timeout=20) as other:
            for again in (data, turned):
                answer = await _start(other, again)
                assert (answer.status_code, answer.json()["refused"]) == (403, "mini-app-used")
            assert not await _is_in(other)
        await served.stop()
        await served.start()
    async with httpx.AsyncClient(base_url=served.house.web_url, timeout=20) as other:
        assert (await _start(other, init_data(served, 1002, query_id="another"))).status_code == 200


async def test_a_mini_app_of_a_stranger_waits_for_no_writing(served: Street, asking: httpx.AsyncClient) -> None:
    """Anybody at Telegram can start it: they are sent away though the street is writing just now."""
    async with served.house.store.begin():
        answer = await _start(asking, init_data(served, 9999))
    assert answer.json()["refused"] == "nowhere-registered"


async def test_a_session_that_is_none_is_ended_without_writing(served: Street, asking: httpx.AsyncClient) -> None:
    """Whoever invents one keeps the street waiting no more than whoever has none."""
    headers = {"Origin": str(asking.base_url), "Cookie": "patrol_session=invented"}
    async with served.house.store.begin():
        answer = await asking.post("/sign-out", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, SIGN_IN)


async def _start(client: httpx.AsyncClient, data: str, origin: str = "") -> httpx.Response:
    headers = {**JSON, "Origin": origin or str(client.base_url)}
    return await client.post("/sign-in/mini-app", headers=headers, content=json.dumps({"initData": data}))


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"token": "654321:another-bot"}, "mini-app-unsigned"),
        ({"age_s": 301}, "mini-app-stale"),
        ({"age_s": -90}, "mini-app-stale"),
        ({"user_id": 9999}, "nowhere-registered"),
    ],
)
async def test_a_mini_app_of_another_bot_an_old_one_and_a_stranger_s_are_refused(
    served: Street, asking: httpx.AsyncClient, changed: dict[str, object], key: str
) -> None:
    """With one sentence in both languages that says what to do."""
    given: dict[str, object] = {"user_id": 1002, **changed}
    answer = await _start(asking, init_data(served, **given))  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert answer.json()["refused"] == key
    assert set(answer.json()["sentences"]) == {"zh", "en"}
    assert not await _is_in(asking)


async def test_what_was_changed_or_is_no_init_data_is_refused(served: Street, asking: httpx.AsyncClient) -> None:
    """Another user put into it, a doubled field, nothing, rubbish, far too much; and a page of others."""
    good = init_data(served, 1007)
    other = "user=%7B%22id%22%3A1001%7D"
    for bad in (good.replace("1007", "1001"), f"{good}&{other}", f"{other}&{good}", "", "hash=", "x" * 9000, "\x00"):
        assert (await _start(asking, bad)).status_code == 403
    assert (await _start(asking, good, "https://evil.example")).status_code == 403
    answer = await asking.post("/sign-in/mini-app", headers={**JSON, "Origin": str(asking.base_url)}, content="[]")
    assert answer.status_code == 403
    assert not await _is_in(asking)


async def test_behind_https_the_cookie_is_guarded_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secure, bound to our host; the link names the public address, and the form may come from there."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    street = await open_street(tmp_path, "en", web=Web(language="en", public_url="https://patrol.example.org"))
    try:
        path = await ask_for_link(street, 1001)
        [sent] = street.private(1001, "/sign-in/")
        assert "https://patrol.example.org/sign-in/" in sent.text
        async with httpx.AsyncClient(base_url=street.house.web_url) as client:
            answer = await client.post(path, headers={"Origin": "https://patrol.example.org"})
        assert answer.status_code == 303
        assert answer.headers["set-cookie"].startswith("__Host-patrol_session=")
        assert "Secure" in answer.headers["set-cookie"]
    finally:
        await street.stack.aclose()


async def test_the_drill_ground_lets_this_machine_in_without_signing_in(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """As the captain; but not by a name that somebody pointed here, and not through a proxy."""
    assert not await _is_in(asking)
    served.house.board.rules = replace(served.house.board.rules, drill=True)
    assert await _is_in(asking)
    for headers, status in (({"Host": "evil.example"}, 421), ({"X-Forwarded-For": "10.0.0.9"}, 401)):
        assert (await asking.get("/api/districts", headers=headers)).status_code == status


async def test_somebody_unknown_who_asks_for_a_page_is_sent_to_sign_in(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """The page names the bot and the command, in both languages."""
    page = await asking.get(SIGN_IN)
    assert page.status_code == 200
    assert "/dashboard" in page.text
    assert f"@{served.house.application.bot.username}" in page.text
