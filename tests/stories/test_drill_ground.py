"""The ground that stands: what its page may ask for and do, drills on it one after the other, and restarts."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import samples
from bot.app.drill import opening
from bot.app.drill.standing import Ground
from bot.app.settings import load
from bot.imports import district_file
from bot.words import Words
from handlers.drill import ground
from handlers.drill.pages import FOLDER, content_policy
from handlers.drill.people.player import Player
from handlers.drill.server import DrillServer
from handlers.process.clock import DrillClock
from tests.stories.conftest import START
from tests.waiting import until

CAPTAIN, SECOND, REPORTER = 1001, 1007, 1059
PATIENCE_S = 60

SMALL = """
title: {zh: 小, en: small}
start: 2026-03-02T08:00:00+08:00
minutes: 12
district: DISTRICT
crews: {accept_s: [2, 5], speed_kmh: 60, on_scene_s: [5, 10], seed: 7}
events:
  - {at: "0:01", who: 1059, does: report, where: [30.3150, 120.2750], item: shared_bike_parking}
  - {at: "0:02", who: 1001, does: say, text: "/priority {1} high"}
"""
LONG = SMALL.replace('"0:01"', '"11:00"').replace("small", "long").replace('"0:02"', '"11:30"')


@pytest.fixture
async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Ground, DrillServer]]:
    """The sample district with two drills of its own; one of another district and a broken one lie beside them."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    drills = tmp_path / "drills"
    drills.mkdir()
    here = str(samples.ALL[0].path)
    for name, text in {
        "small": SMALL.replace("DISTRICT", here),
        "long": LONG.replace("DISTRICT", here),
        "elsewhere": SMALL.replace("DISTRICT", "elsewhere.yaml"),
        "broken": "title: {",
    }.items():
        (drills / f"{name}.yaml").write_text(text, encoding="utf8")
    clock = DrillClock(START)
    async with opening.opened(
        load(None), Words(strict=True), clock, samples.ALL[0].path, tmp_path / "p.db", scenarios=drills
    ) as both:
        yield both


@pytest.fixture
def made(opened: tuple[Ground, DrillServer]) -> Ground:
    """The ground."""
    return opened[0]


@pytest.fixture
async def web(opened: tuple[Ground, DrillServer]) -> AsyncIterator[httpx.AsyncClient]:
    """The page, asking."""
    async with httpx.AsyncClient(base_url=opened[1].url, timeout=PATIENCE_S) as client:
        yield client


async def do(web: httpx.AsyncClient, deed: str, **body: Any) -> dict[str, Any]:
    """A deed that is done."""
    answer = await web.post(f"/drill/{deed}", json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def refused(web: httpx.AsyncClient, deed: str, **body: Any) -> str:
    """A deed that is not done, and why."""
    answer = await web.post(f"/drill/{deed}", json=body)
    assert answer.status_code == 400
    return str(answer.json()["error"])


def director(opened: tuple[Ground, DrillServer]) -> Any:
    """Who plays drills."""
    page = opened[1].page
    assert page is not None
    return page.director


async def until_reviewed(opened: tuple[Ground, DrillServer]) -> dict[str, Any]:
    """The review of the drill that is being played."""
    async with asyncio.timeout(PATIENCE_S):
        while (review := director(opened).state()["review"]) is None:
            await asyncio.sleep(0.02)
    found: dict[str, Any] = review
    return found


async def test_who_asks_before_the_bot_stands_is_told_to_ask_again(tmp_path: Path) -> None:
    """With a sentence and a second to wait, not with an error of ours."""
    settings, clock = load(None), DrillClock(START)
    file = district_file.read(samples.ALL[0].path, settings.rules())
    world = ground.furnish(clock, file)
    early = Ground(
        world, clock, file, samples.ALL[0].path, settings, f"sqlite:///{tmp_path / 'p.db'}", Words(strict=True)
    )
    async with DrillServer(world, stage=early, scenarios=tmp_path) as server, httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/drill/ground")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["error"] == "The bot is still starting; ask again in a second."
        await server.rest()


async def test_the_page_gets_what_it_needs_and_nothing_else(web: httpx.AsyncClient, made: Ground) -> None:
    """Its own files with a strict policy, words, the district, pictures; no other file."""
    index = await web.get("/")
    assert index.headers["content-security-policy"] == content_policy()
    assert "script-src" not in content_policy()
    assert "'unsafe-eval'" not in content_policy()
    for path in FOLDER.iterdir():
        assert (await web.get(f"/page/{path.name}")).status_code == 200
    for path in (
        "/page/../pages.py",
        "/page/%2e%2e%2fpages.py",
        "/page/none.js",
        "/drill/words/xx",
        "/drill/pictures/x",
    ):
        assert (await web.get(path)).status_code == 404
    ground = (await web.get("/drill/ground")).json()
    assert (ground["chat"], len(ground["people"]), len(ground["teams"])) == (made.file.chat_id, 70, 20)
    assert {one["name"] for one in ground["drills"]} == {"small", "long"}
    assert {"report", "help", "assign"} <= {one["command"] for one in ground["commands"]}
    words = (await web.get("/drill/words/en")).json()
    assert words["ground-playing"] == "{done} / {all} · {count} reported"
    assert (await web.get("/drill/pictures/stall-after")).headers["content-type"] == "image/jpeg"


def test_tiles_are_loaded_only_where_they_were_asked_for(made: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default is for real districts; a drill asks no other machine unless somebody says so."""
    assert made.tile_url == ""
    monkeypatch.setenv("PATROL_TILE_URL", "https://tiles.example.org/{z}/{x}/{y}.png?key=k")
    made.settings = load(None)
    assert made.tile_url.startswith("https://tiles.example.org/")
    assert "img-src 'self' data: blob: https://tiles.example.org;" in content_policy(made.tile_url)
    assert "https://*.example.org" in content_policy("https://{s}.example.org/{z}/{x}/{y}.png")


async def test_earlier_messages_are_found_page_by_page(web: httpx.AsyncClient, made: Ground) -> None:
    """Two hundred at a time, the newest last."""
    await made.stop()
    player, group = Player(made.world, REPORTER), made.file.chat_id
    for n in range(1, 251):
        player.say(group, str(n))
    told = (await web.get(f"/drill/earlier?chat={group}&before=231")).json()
    assert [one["text"] for one in told["messages"]] == [str(n) for n in range(31, 231)]
    assert told["earlier"]
    rest = (await web.get(f"/drill/earlier?chat={group}&before=31")).json()
    assert (len(rest["messages"]), rest["earlier"]) == (30, False)
    assert (await web.get("/drill/earlier?chat=x")).status_code == 400


async def test_the_clock_runs_at_the_speed_that_is_set(web: httpx.AsyncClient, made: Ground) -> None:
    """And stands when it is told to."""
    await do(web, "clock", speed=30, stands=True)
    assert (made.clock.speed, made.clock.pace) == (30, 0)
    await do(web, "clock", stands=False)
    assert made.clock.pace == 30
    for wrong in (0, 61, -1, 1e9):
        assert "0.1 to 60" in await refused(web, "clock", speed=wrong)
    assert "true or false" in await refused(web, "clock", stands="no")


async def test_drills_follow_each_other_on_one_ground(
    web: httpx.AsyncClient, opened: tuple[Ground, DrillServer], made: Ground
) -> None:
    """Each is reviewed by itself; what a drill says of its first case it says of its own; the clock goes back to 1."""
    for first in (1, 2):
        await do(web, "play", name="small", speed=60)
        assert "already" in await refused(web, "play", name="long", speed=60)
        review = await until_reviewed(opened)
        assert [(line["number"], line["on_time"]) for line in review["lines"]] == [(first, True)]
        assert (review["on_time"], review["percent"], made.clock.speed) == (1, 100, 1)
        assert 0 < review["busiest"] <= 20
        [case] = await made.incidents(first - 1)
        assert (case.severity, case.outcome) == ("high", "fixed")
    assert (await refused(web, "play", name="elsewhere", speed=1)).endswith("choose one of long, small.")


async def test_a_drill_that_is_stopped_is_reviewed_as_far_as_it_went(
    web: httpx.AsyncClient, opened: tuple[Ground, DrillServer], made: Ground
) -> None:
    """Also while its clock stands."""
    await do(web, "play", name="long", speed=1)
    await do(web, "clock", stands=True)
    assert director(opened).state()["playing"]["name"] == "long"
    await do(web, "stop")
    state = director(opened).state()
    assert (state["playing"], state["review"]["name"], state["review"]["lines"]) == (None, "long", ())
    assert made.clock.pace == 1
    await do(web, "stop")


async def test_whoever_plays_along_is_left_to_do_it(
    web: httpx.AsyncClient, opened: tuple[Ground, DrillServer], made: Ground
) -> None:
    """A spared captain confirms nothing by itself, a spared member's team accepts nothing."""
    near = next(team for team in made.file.teams if team.key == "t8")
    await do(web, "play", name="small", speed=60, spared=[CAPTAIN, near.members[1]])
    group = Player(made.world, CAPTAIN)
    async with asyncio.timeout(PATIENCE_S):
        while not (card := [m for m in group.sees(made.file.chat_id) if "#1" in m.text and m.by_bot]) or (
            "confirm" not in str(card[0].buttons)
        ):
            await asyncio.sleep(0.02)
    assert not [m for m in group.sees(near.members[0]) if m.sender_id in near.members and m.photo]
    await do(web, "stop")
    [case] = await made.incidents()
    assert case.state in ("resolved", "closed")


async def test_a_restart_keeps_what_was_said_and_set(web: httpx.AsyncClient, made: Ground) -> None:
    """Who went off duty stays so until everybody is called; a second restart meanwhile is refused."""
    before, player = made.bot, Player(made.world, SECOND)
    await do(web, "say", **{"from": SECOND, "chat": SECOND, "text": "/off"})
    await player.hears(made.words.say("zh", "duty-ended", time=0)[:3], patience=PATIENCE_S)
    assert (await do(web, "restart")) == {"ok": True}
    assert "already" in await refused(web, "restart")
    async with asyncio.timeout(PATIENCE_S):
        while made.bot is before or not made.is_up:
            await asyncio.sleep(0.02)
    async with made._changing:
        pass
    assert not await on_duty(made, SECOND)
    await do(web, "muster")
    assert await on_duty(made, SECOND)


async def on_duty(made: Ground, user_id: int) -> bool:
    """Whether somebody is on duty."""
    assert made.bot is not None
    async with made.bot.store.look() as tx:
        district = await tx.districts.by_chat(made.file.chat_id)
        assert district is not None
        member = await tx.people.member(district.id, user_id)
    return member is not None and member.duty is not None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_another_site_can_do_nothing(web: httpx.AsyncClient, made: Ground, site: str) -> None:
    """A browser says whence a request comes."""
    body = {"from": REPORTER, "chat": made.file.chat_id, "text": "from elsewhere"}
    for deed in ("say", "restart", "clock"):
        answer = await web.post(f"/drill/{deed}", json=body, headers={"sec-fetch-site": site})
        assert answer.status_code == 403
    assert made.world.messages(made.file.chat_id) == []
    assert (await web.post("/drill/say", json=body, headers={"sec-fetch-site": "same-origin"})).status_code == 200


async def test_the_ground_can_be_left_at_any_moment(
    web: httpx.AsyncClient, opened: tuple[Ground, DrillServer], made: Ground
) -> None:
    """Also while the bot tries to come back to a Telegram that does not answer, and a drill waits for it."""
    await do(web, "play", name="small", speed=60)
    await do(web, "faults", kind="outage", seconds=86400)
    await do(web, "restart")
    await until(lambda: not made.is_up)
    async with asyncio.timeout(PATIENCE_S):
        await opened[1].rest()
    assert not made.is_up
