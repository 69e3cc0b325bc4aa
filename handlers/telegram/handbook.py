"""The handbook: looked up by word, in reply to a case, or category by category."""

from typing import Any

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.desk.desk import Outcome
from bot.handbook.reading import pages as handbook_pages
from bot.values import texts
from bot.values.refused import Refused
from bot.words import Words
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants, whole
from handlers.telegram.writing import notes

FEATURE = Feature("handbook")

KEPT_S = 5
"""How long Telegram may give the same answer to the same word in the chat box."""

MOST_TITLE, MOST_LINE = 64, 120
"""UTF-16 units of what is shown of an article before it is chosen."""


@FEATURE.command("handbook", For.DISTRICT, "[WORD]", topic=Topic.HANDBOOK)
async def handbook(said: Said) -> Wants:
    """An entry by code, name or everyday words; in reply to a case: that case's."""
    return wants(handbook_pages.find, text=said.text, number=said.number, reply_to=said.reply_to)


@FEATURE.button("handbook")
async def handbook_pressed(said: Said, move: str, choice: str) -> Wants:
    """An entry, a category, another page of either, or all categories."""
    which, _, page = choice.partition(".")
    match move:
        case "show":
            return wants(handbook_pages.show, code=which, page=whole(page or "0"), number=said.number or 0)
        case "category":
            return wants(handbook_pages.category, key=which, page=whole(page or "0"))
        case "rules":
            return wants(handbook_pages.rules, page=whole(page or "0"))
        case "categories":
            return wants(handbook_pages.categories)
    raise Refused("stale-button")


def articles(words: Words, outcome: Outcome) -> list[InlineQueryResultArticle]:
    """What is shown above the chat box: the entries that fit; to who is not registered, whom to ask."""
    said = outcome.answer
    if said is None:
        return []
    if outcome.refused:
        title = words.say(outcome.language, "in-line-refused")
        why = words.say(outcome.language, said.key, **notes.bare(said.facts))
        return [_written("refused", title, why, notes.escape(why))]
    return [_article(words, outcome.language, one) for one in said.facts["articles"]]


def _article(words: Words, language: str, one: dict[str, Any]) -> InlineQueryResultArticle:
    title, line = (words.fact(language, notes.bare(one[part])) for part in ("title", "line"))
    return _written(one["id"], title, line, words.fact(language, notes.safe(one["text"])))


def _written(name: str, title: str, line: str, text: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(notes.cut(text, notes.MOST_TEXT), parse_mode="HTML")
    return InlineQueryResultArticle(name, texts.cut(title, MOST_TITLE), content, description=texts.cut(line, MOST_LINE))
