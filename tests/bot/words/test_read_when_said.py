"""Sentences are read one by one when they are first said, and are the same as if their file was read as a whole."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from bot.words import HERE, MissingWord, Words

ODD = """# about the first
first = One
    and { $more ->
[one] one
       *[other] others
} here

  too = is no key
broken = { $never
-term = left out
second=Two # {"}"}
first = never said
"""


@pytest.mark.parametrize("language", Words().languages)
def test_each_is_what_the_whole_file_says(language: str) -> None:
    """Every key, and every sentence with all its forms."""
    bundle = Words()._known(language)
    whole: dict[str, Message] = {}
    for file in sorted((HERE / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf8")).body:
            if isinstance(entry, Message):
                whole.setdefault(entry.id.name, entry)
    assert bundle.keys == set(whole)
    for key, message in whole.items():
        assert bundle._messages[key].equals(message, ignored_fields=["span", "comment"]), key


def test_one_that_cannot_be_read_is_missing_and_spoils_no_other(tmp_path: Path) -> None:
    """Entries are told apart where the library itself would go on after a mistake."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "odd.ftl").write_text(ODD, encoding="utf8")
    words = Words(strict=True, more=(tmp_path,))
    assert words.say("en", "first", more=1) == "One\n  and one here\n\ntoo = is no key"
    assert words.say("en", "second") == "Two # }"
    assert not words.has("en", "broken")
    with pytest.raises(MissingWord):
        words.say("en", "broken")
    assert not words.has("en", "-term")
