"""How the server is addressed: token, method, body, and what the bot learns of itself."""

import httpx
import pytest
from telegram import Bot, BotCommandScopeChat
from telegram.error import InvalidToken

from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.server import DrillServer

TOKEN = "123456:drill-ground-token"
GROUP = -1001000000001


async def test_the_bot_learns_who_it_is(bot: Bot, world: DrillTelegram) -> None:
    """GetMe names the bot and says whether privacy mode lets it read everything."""
    assert (bot.id, bot.username, bot.can_read_all_group_messages) == (123456, "patrolbot_drill_bot", False)
    world.privacy = False
    assert (await bot.get_me()).can_read_all_group_messages is True


async def test_a_wrong_token_is_unauthorised(server: DrillServer, web: httpx.AsyncClient) -> None:
    """A wrong token gets Telegram's 401, which the client takes for an invalid token."""
    stranger = Bot("999:wrong", base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    answer = await web.get("/bot999:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_an_unknown_method_is_not_found(web: httpx.AsyncClient) -> None:
    """An unknown method, and an address that is none, get a 404 in JSON."""
    for path in (f"/bot{TOKEN}/sendTelegram", "/nowhere"):
        answer = await web.post(path)
        assert answer.status_code == 404
        assert answer.json()["ok"] is False


@pytest.mark.parametrize("how", ["query", "json", "form", "multipart"])
async def test_parameters_come_in_every_form(web: httpx.AsyncClient, world: DrillTelegram, how: str) -> None:
    """Query, JSON, form and multipart carry the same call; method names ignore case."""
    values = {"chat_id": str(GROUP), "text": "收到 & 出发"}
    path = f"/bot{TOKEN}/SENDmessage"
    if how == "query":
        answer = await web.get(path, params=values)
    elif how == "json":
        answer = await web.post(path, json=values | {"chat_id": GROUP})
    elif how == "form":
        answer = await web.post(path, data=values)
    else:
        answer = await web.post(path, data=values, files={"unused": ("x.bin", b"x")})
    assert answer.json()["result"]["text"] == "收到 & 出发"
    assert world.messages(GROUP)[-1].text == "收到 & 出发"


@pytest.mark.parametrize(("body", "words"), [(b"{", "can't parse request body"), (b"[1]", "must be a JSON object")])
async def test_a_broken_json_body_is_refused(web: httpx.AsyncClient, body: bytes, words: str) -> None:
    """A body that is no JSON object gets a 400 that says so."""
    answer = await web.post(f"/bot{TOKEN}/getMe", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert words in answer.json()["description"]


async def test_command_menus_are_kept_by_scope_and_language(bot: Bot) -> None:
    """A menu set for one chat and language shows there and nowhere else, until it is deleted."""
    scope = BotCommandScopeChat(GROUP)
    await bot.set_my_commands([("done", "处理完")], scope=scope, language_code="zh")
    assert [one.command for one in await bot.get_my_commands(scope, "zh")] == ["done"]
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope, "zh")
    assert await bot.get_my_commands(scope, "zh") == ()


async def test_a_command_menu_with_a_wrong_name_is_refused(web: httpx.AsyncClient) -> None:
    """Commands are lower-case letters, digits and underscores."""
    menu = {"commands": [{"command": "Done!", "description": "x"}]}
    answer = await web.post(f"/bot{TOKEN}/setMyCommands", json=menu)
    assert (answer.status_code, answer.json()["description"]) == (400, "Bad Request: BOT_COMMAND_INVALID")
