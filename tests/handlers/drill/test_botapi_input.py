"""Whatever a bot sends, it gets an answer of Telegram's kind; and formatted text is read right for any letters."""

import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.drill.botapi import methods
from handlers.drill.botapi.methods.ask import Ask
from handlers.drill.botapi.telegram import DrillTelegram
from handlers.drill.people.player import Player
from handlers.drill.world.entities import cut_utf16, parse_html, trimmed, utf16, with_found
from handlers.drill.world.errors import ApiError

GROUP = -1001000000001
WANG = 1002
SOUND: dict[str, Any] = {
    "chat_id": GROUP,
    "message_id": 1,
    "user_id": WANG,
    "text": "x",
    "latitude": 30,
    "longitude": 120,
    "title": "t",
    "address": "a",
    "name": "n",
    "action": "typing",
}
FIELDS = [
    *SOUND,
    "reply_markup",
    "reply_parameters",
    "entities",
    "caption",
    "caption_entities",
    "parse_mode",
    "media",
    "photo",
    "commands",
    "scope",
    "reaction",
    "allowed_updates",
    "offset",
    "live_period",
    "message_thread_id",
    "link_preview_options",
    "horizontal_accuracy",
    "url",
    "file_id",
    "callback_query_id",
    "inline_query_id",
    "results",
]
JUNK: list[Any] = [
    "",
    "abc",
    "²",
    "9" * 5000,
    "nan",
    "1e400",
    "\ud800",
    "{",
    "[1]",
    '{"a": 1}',
    True,
    10**30,
    float("inf"),
    [[1]],
    {"type": None},
    {"inline_keyboard": 1},
    {"inline_keyboard": [[1]]},
    {"inline_keyboard": [[{"text": "x", "url": {}}]]},
    {"inline_keyboard": [[{"text": "x", "callback_data": "x", "style": "pink"}]]},
    {"keyboard": [[{}]]},
    {"message_id": "x"},
    {"type": "chat", "chat_id": []},
    [{"type": "bold", "offset": "a", "length": 1}],
    [{"type": "text_mention", "offset": 0, "length": 1}],
    [{"type": "photo", "media": "attach://x"}] * 2,
    [{"command": 1}],
    [{"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": 1}}],
]


@pytest.mark.parametrize("method", sorted(set(methods.NAMED) - {"getUpdates"}))
async def test_junk_is_refused_in_telegrams_words(world: DrillTelegram, method: str) -> None:
    """Any field with any junk: an answer that can travel, or a refusal with a code and a sentence."""
    world.rates.enabled = False
    await methods.perform(Ask(world, {"chat_id": GROUP, "text": "card"}), "sendMessage")
    for field in FIELDS:
        for junk in JUNK:
            try:
                answer = await methods.perform(Ask(world, SOUND | {field: junk}), method)
            except ApiError as refused:
                answer = refused.as_json()
                assert refused.code in (400, 403)
            json.dumps(answer, ensure_ascii=False, allow_nan=False).encode()


async def test_a_mention_that_names_nobody_is_dropped_not_refused(world: DrillTelegram, wang: Player) -> None:
    """A link to an unknown person leaves plain text, as with Telegram."""
    ask = Ask(world, {"chat_id": WANG, "text": '<a href="tg://user?id=4040">谁</a>', "parse_mode": "HTML"})
    sent = await methods.perform(ask, "sendMessage")
    assert sent["text"] == "谁"
    assert "entities" not in sent


@given(st.text())
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    """What was escaped for HTML is shown as it was, whatever the letters."""
    assert parse_html(html.escape(text)) == (text, [])


@given(st.text(), st.text(min_size=1), st.text())
def test_an_entity_covers_exactly_its_part(before: str, inside: str, after: str) -> None:
    """Offsets count in UTF-16 units: the bold part is found again by them."""
    text, entities = parse_html(f"{html.escape(before)}<b>{html.escape(inside)}</b>{html.escape(after)}")
    assert text == before + inside + after
    assert [cut_utf16(text, one["offset"], one["length"]) for one in entities] == [inside]


@given(st.text(alphabet=" \n😀a"), st.text(alphabet=" \n😀a"))
def test_trimming_moves_the_entities_along(before: str, inside: str) -> None:
    """White space at both ends goes; what is left of an entity still covers the same letters."""
    text, entities = trimmed(*parse_html(f"{before}<b>{inside}</b>"))
    assert text == (before + inside).strip()
    for one in entities:
        assert one["offset"] >= 0 and one["offset"] + one["length"] <= utf16(text)
        assert cut_utf16(text, one["offset"], one["length"]).strip() == inside.strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/done 42", [("bot_command", "/done")]),
        ("😀 /done@patrolbot_drill_bot x", [("bot_command", "/done@patrolbot_drill_bot")]),
        ("and/or 1/2 km", []),
        ("#42 #共享单车", [("hashtag", "#共享单车")]),
        ("@lao_wang a@b.example", [("mention", "@lao_wang")]),
        ("https://a.example/x", [("url", "https://a.example/x")]),
    ],
)
def test_what_telegram_finds_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    """Commands, mentions, addresses and hashtags become entities without being marked."""
    entities = with_found(text, [])
    assert [(one["type"], cut_utf16(text, one["offset"], one["length"])) for one in entities] == found
