"""What the command centre and the wall say can be said by a page, in every language."""

import pytest

from bot.words import Words
from handlers.web import centre


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_gets_its_sentences_and_none_that_only_the_chat_says(language: str) -> None:
    """What chooses between forms, which no page can, is the chat's alone."""
    found = centre.page_words(Words(), language)
    assert "screen-title" in found
    assert "nobody-busy" in found
    assert not [key for key in found if key.startswith("nobody-free")]
