"""/livez, /readyz and /metrics of the running bot: what is wrong is told by name, with its figure."""

import asyncio
import contextlib
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.dependencies import utils

from bot.app.settings import Web
from bot.health.figures import MOST_S
from bot.outbox.letters import Letter, LetterKind, Priority
from bot.values.refused import Refused
from bot.work.inbox import InboxRow
from handlers.process import watch
from handlers.web import server
from storage.library import sqlite3
from storage.occasions import SqlOccasions
from tests.stories.conftest import CENTRE, GROUP, STAFF, TOKEN, Street

MACHINES_LAG, MACHINES_PATIENCE_S = watch.Watch.lag_s, watch.PATIENCE_S


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not what is tested here; a test of slowness brings it about itself."""
    monkeypatch.setattr(watch, "PATIENCE_S", 60.0)
    monkeypatch.setattr(watch.Watch, "lag_s", 0.0)


@contextlib.contextmanager
def missing(database: Path, table: str) -> Iterator[None]:
    """The table is gone for a while."""
    for old, new in ((table, "hidden"), ("hidden", table)):
        with sqlite3.connect(database) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
        connection.close()
        if new == "hidden":
            yield


async def _unwell(asking: httpx.AsyncClient) -> dict[str, str]:
    """The names of the bad checks, with their sentences."""
    answer = await asking.get("/readyz")
    told = answer.json()
    bad = {name: check["why"] for name, check in told["checks"].items() if not check["ok"]}
    assert answer.status_code == (503 if bad else 200)
    assert told["ready"] is not bool(bad)
    assert all(sentence in told["why"] for sentence in bad.values())
    return bad


async def test_a_bot_that_is_well_says_every_figure(asking: httpx.AsyncClient) -> None:
    """Each check by name, with what it may be at most; whoever asks whether it lives is just answered."""
    answer = await asking.get("/livez")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    told = (await asking.get("/readyz")).json()
    assert set(told["checks"]) == set(MOST_S)
    assert told["ready"], told
    assert told["why"] == "All is well."
    assert 0 <= told["checks"]["database"]["figure_s"] <= told["checks"]["database"]["most_s"]


async def test_a_row_is_really_written_but_not_more_often_than_every_ten_seconds(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Asking all the time does not wear the disk out."""

    async def written() -> str:
        async with served.house.store.look() as tx:
            return str(await tx.kept.get("last_watch"))

    await asking.get("/readyz")
    first = await written()
    await served.turn(9)
    await asking.get("/readyz")
    assert await written() == first
    await served.turn(2)
    await asking.get("/readyz")
    assert await written() > first


async def test_a_database_in_trouble_is_told_and_heals(
    served: Street, asking: httpx.AsyncClient, tmp_path: Path
) -> None:
    """What cannot be written or read is named; afterwards all is well by itself."""
    for table, bad in (("kept", {"database"}), ("inbox", {"inbox", "outbox"}), ("outbox", {"inbox", "outbox"})):
        await served.turn(11)
        with missing(tmp_path / "patrol.db", table):
            assert set(await _unwell(asking)) == bad
        await served.turn(11)
        assert await _unwell(asking) == {}


async def test_a_locked_database_keeps_nobody_waiting(
    served: Street, asking: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the write lock: the answer comes in seconds and says so."""
    monkeypatch.setattr(watch, "PATIENCE_S", MACHINES_PATIENCE_S)
    await served.turn(11)
    holder = sqlite3.connect(tmp_path / "patrol.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert "database" in await _unwell(asking)
    holder.execute("ROLLBACK")
    holder.close()
    monkeypatch.setattr(watch, "PATIENCE_S", 60.0)
    await served.turn(11)
    assert await _unwell(asking) == {}


async def test_an_outage_of_telegram_is_told_with_its_age(served: Street, asking: httpx.AsyncClient) -> None:
    """The last good poll is too long ago; a poll later it is well again."""
    served.world.faults.outage(served.clock.now(), 300)
    await served.turn(120)
    served.house.tick.last_at = time.monotonic()
    bad = await _unwell(asking)
    assert set(bad) == {"poll"}
    assert "was 2 min ago" in bad["poll"]
    await served.turn(240)
    assert await _unwell(asking) == {}


async def test_a_message_that_waits_and_a_letter_that_waits_are_told(served: Street, asking: httpx.AsyncClient) -> None:
    """The oldest of each counts; what is not due yet does not."""
    now = served.clock.now()
    async with served.house.store.begin() as tx:
        await tx.inbox.add([InboxRow(1, 77, 5, "{}", now - timedelta(seconds=61))])
    assert set(await _unwell(asking)) == {"inbox"}
    served.world.faults.fail_next("sendMessage", 429, "Too Many Requests: retry after 1")
    async with served.house.store.begin() as tx:
        await tx.inbox.done(1, 77, now)
    await served.house.courier.on_unreachable(_a_letter(served), "Forbidden")
    assert await _unwell(asking) == {}


def _a_letter(street: Street):  # type: ignore[no-untyped-def]

    return Letter(None, GROUP, LetterKind.NOTE, Priority.ANSWER, street.clock.now())


async def test_a_letter_that_was_put_off_again_and_again_is_late_all_the_same(
    served: Street, asking: httpx.AsyncClient
) -> None:
    """Its age counts from its beginning, not from the last try; one that shall go later is not late."""
    letter = replace(_a_letter(served), created_at=served.clock.now() - timedelta(seconds=400))
    later = served.clock.now() + timedelta(seconds=50)
    async with served.house.store.begin() as tx:
        await tx.outbox.add(replace(letter, not_before=later))
    assert await _unwell(asking) == {}
    async with served.house.store.begin() as tx:
        tried = await tx.outbox.add(replace(letter, not_before=later))
        await tx.outbox.again(tried.id, later, "unreachable")
    assert set(await _unwell(asking)) == {"outbox"}


async def _refuses(_self: object, *_asked: object) -> None:
    raise OSError


async def test_a_clock_that_stands_still_and_a_loop_that_hangs_are_told(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are measured in seconds of the machine; a clock whose turns fail stands still as well."""
    assert served.house.tick.last_at is not None
    served.house.tick.last_at -= 60
    assert set(await _unwell(asking)) == {"tick"}
    with monkeypatch.context() as patch:
        patch.setattr(SqlOccasions, "due", _refuses)
        with pytest.raises(OSError):
            await served.house.tick.turn()
    assert set(await _unwell(asking)) == {"tick"}, "a turn that fails is none"
    await served.house.tick.turn()
    assert await _unwell(asking) == {}
    monkeypatch.setattr(watch.Watch, "lag_s", MACHINES_LAG)
    time.sleep(MOST_S["loop"] + 0.3)
    assert set(await _unwell(asking)) == {"loop"}


async def test_the_figures_count_what_stands_and_what_went(served: Street, asking: httpx.AsyncClient) -> None:
    """A report, a dispatch and an order later, the numbers say so."""
    await served.report()
    await served.settle()
    figures = (await asking.get("/metrics")).text

    def figure(name: str) -> float:
        line = next(line for line in figures.splitlines() if line.startswith(name + " "))
        return float(line.rpartition(" ")[2])

    assert figure('patrolbot_cases{kind="incident",state="dispatched"}') == 1
    assert figure("patrolbot_cases_waiting") == 0
    assert figure("patrolbot_cases_overdue") == 0
    assert figure('patrolbot_updates_total{kind="message"}') >= 1
    assert figure('patrolbot_updates_total{kind="callback_query"}') == 1
    assert figure("patrolbot_letters_sent_total") >= 2
    assert figure("patrolbot_inbox_rows") == 0
    assert figure("patrolbot_poll_age_seconds") >= 0
    await served.turn(620)
    overdue = (await asking.get("/metrics")).text
    assert "patrolbot_cases_overdue 1.0" in overdue


async def test_failures_are_counted_by_reason_and_429s_apart(served: Street, asking: httpx.AsyncClient) -> None:
    """What Telegram refused, and how often it said too many."""
    served.world.faults.fail_next("sendMessage", 429)
    served.who(1006).send_location(GROUP, CENTRE.lat, CENTRE.lon)
    await served.turn(5)
    figures = (await asking.get("/metrics")).text
    assert 'patrolbot_letters_failed_total{reason="too_many"} 1.0' in figures
    assert "patrolbot_api_too_many_total 1.0" in figures


async def test_no_label_names_anybody(served: Street, asking: httpx.AsyncClient) -> None:
    """Neither people nor chats nor places nor the token stand in the figures."""
    await served.report()
    figures = (await asking.get("/metrics")).text
    labels = set(re.findall(r'[{,](\w+)="', figures))
    assert labels == {"state", "kind", "reason"} or labels == {"state", "kind"}
    secret = [*STAFF.values(), *map(str, STAFF), str(GROUP), str(GROUP)[4:], "30.3", "120.2", TOKEN, TOKEN[-8:]]
    assert [word for word in secret if word in re.sub(r" [\d.e+-]+$", "", figures, flags=re.MULTILINE)] == []


async def test_every_answer_carries_the_safe_headers_and_nothing_is_told_about_routes() -> None:
    """Also one that is not found; the server does not say what it is."""
    app = server.create_app(image_origins=["https://tiles.example.org"])
    async with server.serving(app, Web()) as guest, httpx.AsyncClient(base_url=guest.url) as client:
        for path in ("/nothing-here", "/docs", "/redoc", "/openapi.json"):
            answer = await client.get(path)
            assert answer.status_code == 404
            assert {name: answer.headers[name] for name in server.HEADERS} == server.HEADERS
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
            assert "img-src 'self' data: blob: https://tiles.example.org;" in policy
            assert "server" not in answer.headers


async def test_the_first_who_asks_waits_for_no_routes(
    served: Street, asking: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the framework works out of a route's parameters stands before anybody comes."""
    worked_out: list[str] = []
    monkeypatch.setattr(utils, "analyze_param", lambda **about: worked_out.append(about["param_name"]))
    assert (await asking.get("/api/districts/1/figures")).status_code == 401
    assert worked_out == []


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    """And so is an address that this machine does not have."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        web = Web(port=taken.getsockname()[1])
        with pytest.raises(Refused, match="port-taken"):
            async with server.serving(server.create_app(), web):
                pass
    with pytest.raises(Refused, match="address-unusable"):
        async with server.serving(server.create_app(), Web(host="192.0.2.1")):
            pass


async def test_the_server_stops_with_the_house_and_leaves_nothing(served: Street) -> None:
    """Its port is free, and no task of it goes on."""
    url = served.house.web_url
    await served.stop()
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{url}/livez")
    serving = [task for task in asyncio.all_tasks() if "Server.serve" in repr(task)]
    assert len(serving) == 1  # the drill ground's own still stands
