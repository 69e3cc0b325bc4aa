"""Updates by webhook: stored before Telegram hears that they were taken, and nobody else gets in."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app.settings import Web
from bot.work.inbox import InboxRow
from handlers.telegram.transport.hook import PATH
from handlers.web.webhook import HEADER, MOST_BYTES
from tests.handlers.web.test_health_routes import missing
from tests.stories.conftest import CENTRE, GROUP, TOKEN, Street, open_street
from tests.waiting import PATIENCE_S, until

SECRET = "only-telegram-knows-this"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture
async def hooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """A street whose bot is reached by webhook."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    port = _free_port()
    web = Web(port=port, language="en", public_url=f"http://127.0.0.1:{port}", webhook_secret=SECRET)
    street = await open_street(tmp_path, "en", web=web)
    try:
        await until(lambda: bool(street.world.webhook.url))
        yield street
    finally:
        await street.stack.aclose()


async def _arrived(street: Street) -> None:
    """Everything that people did was posted to the bot and worked off."""
    await until(lambda: not street.world.updates.pending)
    await street.settle()


async def _post(street: Street, *, secret: str | None = SECRET, body: bytes = b'{"update_id": 5}') -> int:
    headers = [] if secret is None else [(HEADER.encode(), secret.encode("latin-1"))]
    async with httpx.AsyncClient() as client:
        return (await client.post(street.house.web_url + PATH, content=body, headers=headers)).status_code


async def _stored(street: Street, update_id: int = 5) -> bool:
    async with street.house.store.begin() as tx:
        row = InboxRow(street.house.intake.bot.id, update_id, 0, "{}", street.clock.now(), state="done")
        return not await tx.inbox.add([row])


async def test_a_report_comes_by_webhook_and_a_team_is_sent(hooked: Street) -> None:
    """Polling is off; Telegram was told address, secret and kinds of updates."""
    assert hooked.world.webhook.url == hooked.house.web_url + PATH
    assert not any(secret in hooked.world.webhook.url for secret in (SECRET, TOKEN))
    assert hooked.world.webhook.secret == SECRET
    polls = hooked.world.calls.polls
    hooked.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await _arrived(hooked)
    number = await hooked.last_number()
    assert number == 1
    await hooked.turn(3)
    hooked.who(1006).press_data(hooked.card(number), f"incident:1.{number}:item:shared_bike_parking")
    await _arrived(hooked)
    assert (await hooked.case(number)).state == "dispatched"
    assert hooked.world.calls.polls == polls


async def test_without_the_secret_nothing_is_taken(hooked: Street) -> None:
    """401, and nothing is stored."""
    for secret in (None, "", "wrong", SECRET + "x", SECRET[:-1], "geh\u00e9im"):
        assert await _post(hooked, secret=secret) == 401
    assert not await _stored(hooked)


NO_UPDATES = (b"", b"[]", b"{", b"5", b'{"update_id": "5"}', b'{"update_id": true}', b'{"update_id": -1}',
              b'{"update_id": 99999999999999999999}', b"\xff\xfe", b"[" * 100_000)  # fmt: skip


async def test_what_is_no_update_is_refused(hooked: Street) -> None:
    """400, whatever it is; the bot goes on."""
    assert [await _post(hooked, body=body) for body in NO_UPDATES] == [400] * len(NO_UPDATES)
    assert await _post(hooked) == 200


async def test_a_body_larger_than_any_update_is_not_read(hooked: Street) -> None:
    """By its announced length, and by what really comes."""
    assert await _post(hooked, body=b" " * (MOST_BYTES + 1)) == 413

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 50_000 + 2):
            yield b" " * 50_000

    async with httpx.AsyncClient() as client:
        answer = await client.post(hooked.house.web_url + PATH, content=endless(), headers={HEADER: SECRET})
    assert answer.status_code == 413


async def test_an_update_is_stored_before_it_is_confirmed(hooked: Street) -> None:
    """At the moment of the 200 it is in the memory; a second time it is taken and nothing doubled. Only posts are."""
    async with httpx.AsyncClient() as client:
        assert (await client.get(hooked.house.web_url + PATH)).status_code == 405
    assert await _post(hooked, body=b'{"update_id": 5, "unheard_of": {}}') == 200
    assert await _stored(hooked)
    assert await _post(hooked, body=b'{"update_id": 5, "unheard_of": {}}') == 200
    assert hooked.house.care.tally.updates["other"] == 2


async def test_what_cannot_be_stored_is_not_confirmed_and_comes_again(hooked: Street, tmp_path: Path) -> None:
    """503 while the table is gone; Telegram keeps the report and posts it until it is stored."""
    await hooked.settle()
    with missing(tmp_path / "patrol.db", "inbox"):
        assert await _post(hooked) == 503
        hooked.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
        await until(lambda: hooked.world.webhook.last_error is not None)
        assert "503" in str(hooked.world.webhook.last_error)
    await _arrived(hooked)
    assert await hooked.last_number() == 1


async def test_posts_that_do_not_arrive_make_it_unwell(hooked: Street) -> None:
    """Telegram says that it cannot reach us: after a minute that is told, and when it can again all is well."""
    await hooked.turn(25)
    hooked.world.webhook.secret = "another"
    hooked.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await until(lambda: hooked.world.webhook.last_error is not None)
    for _ in range(5):
        await hooked.turn(20)
        hooked.world.webhook.last_error_at = hooked.clock.now()
    async with httpx.AsyncClient(base_url=hooked.house.web_url) as client:
        checks = (await client.get("/readyz")).json()["checks"]
        assert not checks["poll"]["ok"]
        hooked.world.webhook.secret = SECRET
        await _arrived(hooked)
        assert (await client.get("/readyz")).json()["checks"]["poll"]["ok"]


async def test_a_webhook_taken_away_by_somebody_is_set_again(hooked: Street) -> None:
    """Within one look."""
    hooked.world.webhook.point_to("")
    await hooked.turn(21)
    assert hooked.world.webhook.url == hooked.house.web_url + PATH


async def test_without_the_settings_the_webhook_is_taken_away_and_nothing_is_lost(hooked: Street) -> None:
    """Back to polling: the API says that a webhook is active, so it is deleted; what waited is polled."""
    await hooked.stop()
    hooked.reporter.send_location(GROUP, CENTRE.lat, CENTRE.lon)
    hooked.web = None
    await hooked.start()
    assert hooked.world.webhook.url
    async with asyncio.timeout(PATIENCE_S):
        while hooked.world.webhook.url:
            await hooked.clock.turn(1)
            await asyncio.sleep(0.02)
    await hooked.turn(8)
    assert await hooked.last_number() == 1
