"""The drill ground by hand: everything a player can do, with curl."""

import base64
from datetime import UTC, datetime

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people import deeds
from handlers.drill.server import DrillServer
from handlers.drill.world import files
from handlers.drill.world.updates import PATIENCE_SECONDS
from handlers.process.clock import SystemClock

GROUP = -1001000000001
WANG = 1002


async def test_the_list_names_every_route(web: httpx.AsyncClient) -> None:
    """GET /drill tells what can be looked at and done."""
    listed = (await web.get("/drill")).json()
    assert set(listed["do"]) == {f"POST /drill/{name}" for name in deeds.DEEDS} | {"POST /drill/clock/turn"}
    assert "GET /drill/messages" in listed["look"]


async def test_a_conversation_by_hand(web: httpx.AsyncClient, bot: Bot) -> None:
    """Say, see the card, press its button, read the answer, see what it cost."""
    said = (await web.post("/drill/say", json={"from": WANG, "chat": GROUP, "text": "/duty"})).json()
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("接单", callback_data="a42")]])
    await bot.send_message(GROUP, "#42", reply_markup=keys, reply_to_message_id=said["id"])
    seen = (await web.get("/drill/messages", params={"chat": GROUP, "after": said["id"]})).json()
    assert [(one["text"], one["reply_to"], one["buttons"][0][0]["label"]) for one in seen] == [("#42", 1, "接单")]
    press = {"from": WANG, "chat": GROUP, "message": seen[0]["id"], "button": "接单"}
    callback = (await web.post("/drill/press", json=press)).json()["callback"]
    assert (await web.get(f"/drill/callbacks/{callback}")).json()["answered"] is False
    await bot.answer_callback_query(callback, "已接单")
    assert (await web.get(f"/drill/callbacks/{callback}")).json()["text"] == "已接单"
    calls = (await web.get("/drill/calls", params={"chat": GROUP})).json()
    assert (calls["count"], calls["cost"]) == (2, 1)


async def test_every_deed_can_be_done(web: httpx.AsyncClient, world: DrillTelegram) -> None:
    """Places, files, live locations, comings and goings, groups and people."""
    me: dict[str, object] = {"from": WANG, "chat": GROUP}
    where: dict[str, object] = {"lat": 30.3, "lon": 120.2}
    world.add_channel(-1003, "通知")
    world.add_group(-5005, "小群", [WANG])
    steps: list[tuple[str, dict[str, object]]] = [
        ("location", me | where | {"accuracy": 5, "forwarded": True}),
        ("venue", me | where | {"title": "客运中心"}),
        ("photo", me | {"caption": "前", "data": base64.b64encode(files.draw(5)).decode()}),
        ("voice", me),
        ("video", me),
        ("document", me | {"name": "a.txt", "data": "YWJj"}),
        ("contact", me | {"phone": "110", "first_name": "值班室"}),
        ("live/start", me | where | {"period": 600}),
        ("live/move", {"from": WANG, "message": 8, "lat": 30.31, "lon": 120.2}),
        ("live/stop", {"from": WANG, "message": 8}),
        ("say", me | {"text": "hello", "at": "2026-05-01T07:00:00+00:00"}),
        ("type", me | {"text": "摊贩"}),
        ("edit", me | {"message": 9, "text": "hello again"}),
        ("people", {"id": 1010, "first_name": "新人"}),
        ("groups", {"id": -1004, "title": "另一群", "members": [WANG], "creator": 1001}),
        ("join", {"from": 1010, "chat": GROUP}),
        ("leave", {"from": 1010, "chat": GROUP}),
        ("members", {"chat": GROUP, "who": 1003, "status": "administrator", "from": 1001}),
        ("remove", {"from": 1001, "chat": GROUP, "who": 1003}),
        ("start", {"from": 1010, "payload": "x"}),
        ("block", {"from": 1010}),
        ("post", {"from": 1001, "channel": -1003, "text": "news"}),
        ("say", {"from": 1001, "chat": GROUP, "text": "order", "anonymous_in": GROUP}),
        ("migrate", {"chat": -5005}),
        ("delete_group", {"chat": -1004}),
        ("groups", {"id": -1006, "title": "论坛", "forum": True, "members": [WANG], "creator": 1001}),
        ("topic", {"from": 1001, "chat": -1006, "do": "open", "name": "东片"}),
        ("topic", {"from": 1001, "chat": -1006, "do": "close", "topic": 1}),
        ("queue", {"do": "swap"}),
        ("queue", {"do": "jump", "by": 50}),
        ("faults", {"kind": "fail_next", "method": "getMe", "status": 500}),
        ("faults", {"kind": "lose_answer", "method": "getMe"}),
        ("faults", {"kind": "unauthorised"}),
        ("faults", {"kind": "outage", "seconds": 5}),
        ("faults", {"kind": "none"}),
    ]
    for name, body in steps:
        answer = await web.post(f"/drill/{name}", json=body)
        assert answer.status_code == 200, (name, answer.text)
    assert {name for name, _ in steps} == set(deeds.DEEDS) - {"press", "choose"}
    seen = (await web.get("/drill/messages", params={"chat": GROUP})).json()
    photo = next(one["photo"] for one in seen if "photo" in one)
    assert (await web.get(f"/drill/files/{photo}")).content == files.draw(5)
    for path in ("people", "chats", "updates", "commands", "clock"):
        assert (await web.get(f"/drill/{path}")).status_code == 200


async def test_the_clock_is_turned_by_hand(web: httpx.AsyncClient) -> None:
    """Turning moves the clock by that many seconds, forward only."""
    assert (await web.post("/drill/clock/turn", json={"seconds": 60})).json()["now"] == "2026-05-01T08:01:00+00:00"
    answer = await web.post("/drill/clock/turn", json={"seconds": -1})
    assert answer.status_code == 400 and "above zero" in answer.json()["error"]


async def test_a_clock_that_runs_by_itself_is_not_turned() -> None:
    """With the machine's own clock the sentence says why not."""
    world = DrillTelegram(SystemClock(), "1:x")
    async with DrillServer(world) as server, httpx.AsyncClient(base_url=server.url) as client:
        answer = await client.post("/drill/clock/turn", json={"seconds": 60})
        assert answer.status_code == 400 and "runs by itself" in answer.json()["error"]
        began = datetime.now(UTC)
        await client.get("/bot1:x/getUpdates?timeout=0.3")
        assert 0.2 < (datetime.now(UTC) - began).total_seconds() < PATIENCE_SECONDS


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("say", "{", "not JSON"),
        ("say", "[]", "not a JSON object"),
        ("say", '{"from": 1002}', '"chat" must be a whole number'),
        ("say", '{"from": "x", "chat": 1, "text": "a"}', '"from" must be a whole number'),
        ("say", '{"from": 4040, "chat": 1, "text": "a"}', "no person 4040"),
        ("say", '{"from": 1002, "chat": -1001000000001}', '"text" must be a text'),
        ("say", '{"from": 1002, "chat": -1001000000001, "text": "a", "at": "noon"}', '"at" must be an instant'),
        ("photo", '{"from": 1002, "chat": -1001000000001, "data": "%"}', "not base64"),
        ("members", '{"chat": -1001000000001, "who": 1003, "status": "boss"}', "no standing"),
        ("faults", '{"kind": "fire"}', "no fault"),
        ("queue", '{"do": "swap"}', "Fewer than two updates"),
    ],
)
async def test_bad_input_gets_a_sentence(web: httpx.AsyncClient, path: str, body: str, words: str) -> None:
    """400, with what was wrong and what to do."""
    answer = await web.post(f"/drill/{path}", content=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


@pytest.mark.parametrize("path", ["messages", "messages?chat=x", "messages?chat=-9", "callbacks/1", "calls?since=noon"])
async def test_bad_looks_get_a_sentence(web: httpx.AsyncClient, path: str) -> None:
    """The same for what is looked at."""
    answer = await web.get(f"/drill/{path}")
    assert answer.status_code == 400
    assert answer.json()["error"].endswith((".", ")."))
