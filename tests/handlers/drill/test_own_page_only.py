"""The drill ground on somebody's machine is no way in for pages that they visit."""

from typing import Any

import httpx
import pytest

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer
from tests.handlers.drill.conftest import GROUP, TOKEN, WANG

SAY = {"from": WANG, "chat": GROUP, "text": "hello"}
EVERYTHING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("GET", "/drill", {}),
    ("GET", f"/drill/messages?chat={GROUP}", {}),
    ("POST", "/drill/say", {"json": SAY}),
    ("GET", f"/bot{TOKEN}/sendMessage?chat_id={GROUP}&text=hello", {}),
    ("POST", f"/bot{TOKEN}/sendMessage", {"json": {"chat_id": GROUP, "text": "hello"}}),
    ("GET", f"/file/bot{TOKEN}/photos/1.jpg", {}),
)
STRANGE: dict[str, dict[str, str]] = {
    "a name pointed here": {"Host": "evil.example"},
    "such a name with our port": {"Host": "evil.example:8099"},
    "a name that begins like ours": {"Host": "127.0.0.1.evil.example"},
    "another machine's number": {"Host": "192.168.1.5:8099"},
    "no name": {"Host": ""},
    "a broken name": {"Host": "[::1"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another port": {"Sec-Fetch-Site": "same-site"},
    "a link to anything but the page": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    "an old browser with another site": {"Origin": "https://evil.example"},
    "an old browser with another port": {"Origin": "http://127.0.0.1:1"},
    "a page of a file": {"Origin": "null"},
}


@pytest.mark.parametrize("headers", STRANGE.values(), ids=STRANGE)
async def test_a_page_of_others_reaches_nothing(
    web: httpx.AsyncClient, world: DrillTelegram, headers: dict[str, str]
) -> None:
    """Neither people's doings nor the bot's methods, by no method; it is told why, and nothing happens."""
    before = len(world.messages(GROUP)), world.updates.pending, len(world.calls.entries)
    for method, path, more in EVERYTHING:
        answer = await web.request(method, path, headers=headers, **more)
        assert answer.status_code == 403, path
        assert answer.json()["error"].endswith(".")
    assert (len(world.messages(GROUP)), world.updates.pending, len(world.calls.entries)) == before


async def test_this_machine_reaches_everything(server: DrillServer, web: httpx.AsyncClient) -> None:
    """A program says nothing of where it comes from; the own page says so; and every name of loopback is ours."""
    own = {"Sec-Fetch-Site": "same-origin", "Origin": server.url}
    hosts = [f"{name}:{server.port}" for name in ("127.0.0.1", "localhost", "127.8.9.1", "[::1]")]
    for headers in ({}, own, {"Sec-Fetch-Site": "none"}, *({"Host": host} for host in hosts)):
        assert (await web.post("/drill/say", json=SAY, headers=headers)).status_code == 200, headers
        assert (await web.get("/drill", headers=headers)).status_code == 200


async def test_a_link_may_lead_to_the_page(web: httpx.AsyncClient) -> None:
    """From wherever somebody wrote it down; there is no page here, so it is only not forbidden."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert (await web.get("/", headers=headers)).status_code != 403
    assert (await web.get("/", headers=headers | {"Host": "evil.example"})).status_code == 403
