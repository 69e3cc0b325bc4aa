"""The chat box: what is typed after the bot's name reaches it, its offers are shown; the chosen text is theirs."""

from typing import Any

import httpx
import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.error import BadRequest

from handlers.drill.people.player import Player
from handlers.drill.world.errors import Mistake
from handlers.process.clock import HandClock
from tests.handlers.drill.conftest import GROUP, WANG


def _article(name: str = "a", title: str = "摊贩", text: str = "<b>摊贩</b> 劝离") -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(name, title, content, description="市容")


async def _typed(bot: Bot) -> Update:
    return (await bot.get_updates(allowed_updates=["message", "inline_query"]))[-1]


async def test_what_is_typed_reaches_the_bot_and_the_chosen_text_the_chat(bot: Bot, wang: Player) -> None:
    """The bot hears who types what in what kind of chat; the message is the person's, sent by way of the bot."""
    await bot.get_updates(allowed_updates=["message", "inline_query"])
    typed = wang.ask_inline("摊贩", GROUP)
    query = (await _typed(bot)).inline_query
    assert query is not None
    assert (query.id, query.query, query.from_user.id, query.chat_type) == (typed, "摊贩", WANG, "supergroup")
    await query.answer([_article()], cache_time=5, is_personal=True)
    offered = await wang.offered(typed)
    assert (offered.results[0]["title"], offered.cache_s, offered.personal) == ("摊贩", 5, True)
    wang.choose(typed, "摊", GROUP)
    message = (await _typed(bot)).message
    assert message is not None
    assert message.text == "摊贩 劝离"
    assert message.from_user is not None
    assert message.via_bot is not None
    assert (message.from_user.id, message.via_bot.id) == (WANG, bot.id)


async def test_typing_is_told_only_to_a_bot_that_takes_it(bot: Bot, wang: Player) -> None:
    """Kinds of updates that were not asked for are not queued."""
    await bot.get_updates(allowed_updates=["message"])
    wang.ask_inline("摊贩")
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([_article("a"), _article("a")], "duplicate"),
        ([_article(str(n)) for n in range(51)], "too_much"),
        ([_article("x" * 65)], "result_id_invalid"),
        ([_article(title="")], "title_empty"),
        ([_article(text="<b></b>")], "text is empty"),
        ([_article(text="长" * 4097)], "too_long"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(bot: Bot, wang: Player, results: Any, why: str) -> None:
    """And nothing is offered."""
    typed = wang.ask_inline("摊贩")
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.answer_inline_query(typed, results)
    assert not wang.world.inline_queries[typed].answered


async def test_an_answer_is_taken_once_and_for_ten_seconds(bot: Bot, wang: Player, clock: HandClock) -> None:
    """Later, again, or for what nobody typed: too old."""
    first, second = wang.ask_inline("a"), wang.ask_inline("b")
    await clock.turn(10)
    await bot.answer_inline_query(first, [])
    await clock.turn(1)
    for gone in (first, second, "1"):
        with pytest.raises(BadRequest, match="uery is too old"):
            await bot.answer_inline_query(gone, [])


async def test_what_cannot_be_chosen_is_a_mistake(bot: Bot, wang: Player) -> None:
    """A sentence says what there is."""
    typed = wang.ask_inline("a")
    await bot.answer_inline_query(typed, [_article("1", "摊贩"), _article("2", "摊位")])
    for wanted in ("摊", "油烟"):
        with pytest.raises(Mistake, match="摊贩, 摊位"):
            wang.choose(typed, wanted, GROUP)
    with pytest.raises(Mistake, match="Nothing was typed"):
        await wang.offered("7")


async def test_by_hand_over_http(web: httpx.AsyncClient, bot: Bot) -> None:
    """Type, see what is offered, choose."""
    await bot.get_updates(allowed_updates=["message", "inline_query"])
    me = {"from": WANG, "chat": GROUP}
    typed = (await web.post("/drill/type", json=me | {"text": "摊贩"})).json()["inline"]
    assert (await web.get(f"/drill/inline/{typed}")).json()["answered"] is False
    await bot.answer_inline_query(typed, [_article()])
    assert (await web.get(f"/drill/inline/{typed}")).json()["results"][0]["description"] == "市容"
    await web.post("/drill/choose", json=me | {"inline": typed, "article": "a"})
    seen = (await web.get("/drill/messages", params={"chat": GROUP})).json()
    assert [(one["sender_id"], one["text"]) for one in seen] == [(WANG, "摊贩 劝离")]
    assert (await web.get("/drill/inline/7")).status_code == 400
