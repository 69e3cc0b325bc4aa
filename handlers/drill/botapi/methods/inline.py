"""answerInlineQuery: what is offered to somebody who types the bot's name in a chat box."""

from handlers.drill.botapi.methods.ask import Ask, formatted
from handlers.drill.botapi.methods.editing import OLD_QUERY
from handlers.drill.botapi.methods.sending import MOST_TEXT
from handlers.drill.world.chats import Json
from handlers.drill.world.errors import bad_request
from handlers.drill.world.inline import KEPT_FOR

MOST_RESULTS, MOST_ID_BYTES, MOST_OFFSET_BYTES = 50, 64, 64


def answer_inline_query(ask: Ask) -> bool:
    """answerInlineQuery: free, within ten seconds; articles with a text only."""
    world = ask.world
    query = world.inline_queries.get(ask.text("inline_query_id"))
    if query is None or query.answered or world.clock.now() - query.at > KEPT_FOR:
        raise bad_request(OLD_QUERY)
    given = ask.listing("results")
    if len(given) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(ask.text("next_offset").encode()) > MOST_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = [_article(ask, one) for one in given]
    if len({one["id"] for one in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    cache_s = ask.integer("cache_time", 300)
    query.results, query.cache_s, query.personal = results, max(0, cache_s), ask.flag("is_personal")
    query.answered_at = world.clock.now()
    world.changes.touch()
    return True


def _article(ask: Ask, one: Json) -> Json:
    """One article with the message that it becomes, as plain text with entities."""
    name, title, content = one.get("id"), one.get("title"), one.get("input_message_content")
    if one.get("type") != "article":
        raise bad_request("the drill ground takes articles only")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= MOST_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not isinstance(title, str) or not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if not isinstance(content, dict) or not isinstance(content.get("message_text"), str):
        raise bad_request("can't parse inline query result: there is no message text")
    mode, entities = content.get("parse_mode") or "", content.get("entities")
    text, found = formatted(ask.world, content["message_text"], str(mode), entities, MOST_TEXT, "MESSAGE_TOO_LONG")
    if not text:
        raise bad_request("message text is empty")
    body: Json = {"text": text} | ({"entities": found} if found else {})
    return {"id": name, "title": title, "description": str(one.get("description") or ""), "message": body}


METHODS = {"answerInlineQuery": answer_inline_query}
