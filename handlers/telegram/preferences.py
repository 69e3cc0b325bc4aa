"""What somebody wants otherwise: limits of the district, their own language, topics of the group's forum."""

from bot.membership import language as membership_language
from bot.preferences import forms
from bot.preferences import limits as preferences_limits
from bot.preferences import topics as preferences_topics
from bot.values import texts
from bot.values.refused import Refused
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, Where, wants
from handlers.telegram.forum import GENERAL

FEATURE = Feature("preferences")


@FEATURE.command("language", For.DISTRICT, "[zh|en]", topic=Topic.SETTINGS)
async def language(said: Said) -> Wants:
    """The language in which somebody is spoken to."""
    return wants(membership_language.choose, language=said.text.strip())


@FEATURE.button("language")
async def language_pressed(said: Said, move: str, choice: str) -> Wants:
    """One of those that were offered."""
    return wants(membership_language.choose, language=move)


@FEATURE.command(
    "limits", For.CAPTAINS, "[OF] [accept|arrive|close|confirm|remind] [12m|default]", topic=Topic.SETTINGS
)
async def limits(said: Said) -> Wants:
    """Read and set what holds in the district."""
    return wants(preferences_limits.settle, text=said.text, number=said.number)


@FEATURE.button("limits")
async def limits_pressed(said: Said, move: str, choice: str) -> Wants:
    """A button is a text command, or turns a page."""
    if move == "say":
        first, _, rest = choice.partition(" ")
        number = texts.whole_number(first.removeprefix("#")) if first.startswith("#") else None
        return wants(preferences_limits.settle, text=choice if number is None else rest, number=number)
    kind, _, page = choice.partition(".")
    at = texts.whole_number(page, digits=3)
    if move != "list" or at is None:
        raise Refused("stale-button")
    return wants(forms.listed, kind=kind, page=at)


@FEATURE.command(
    "topic",
    For.CAPTAINS,
    "[incident|sos|board|reports|handover|roster|notice] [off]",
    where=Where.GROUP,
    topic=Topic.SETTINGS,
)
async def topic(said: Said) -> Wants:
    """A place of its own for a kind of messages, in a group that is a forum."""
    chat = said.message.chat if said.message else None
    return wants(preferences_topics.settle, text=said.text, forum=bool(chat and chat.is_forum))


@FEATURE.button("topic")
async def topic_pressed(said: Said, move: str, choice: str) -> Wants:
    """A kind comes to the topic that the list was asked for in, or to the main one again."""
    code, _, number = choice.partition(".")
    here = texts.whole_number(number, digits=10)
    if here is None:
        raise Refused("stale-button")
    if move == "here" and here > GENERAL:
        return wants(preferences_topics.put, kind=code, thread=here, here=here)
    if move != "off":
        raise Refused("stale-button")
    return wants(preferences_topics.take_back, kind=code, here=here or None)
