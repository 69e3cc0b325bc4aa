"""The language that one person is spoken to in."""

from bot import languages
from handlers.telegram.commands import Feature, For, Said, Topic, Wants, wants

FEATURE = Feature("languages")


@FEATURE.command("language", For.REGISTERED, "[zh|en]", topic=Topic.SETTINGS)
async def language(said: Said) -> Wants:
    """The language in which somebody is spoken to."""
    return wants(languages.choose, language=said.text.strip())


@FEATURE.button("language")
async def language_pressed(said: Said, move: str, choice: str) -> Wants:
    """One of those that were offered."""
    return wants(languages.choose, language=move)
