"""What people wrote, in messages, buttons and answers of ours: shown as it was written, within Telegram's limits."""

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.desk import Outcome
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.values import texts
from bot.words import Words
from bot.work.answer import Answer
from handlers.drill.world.entities import is_seen, parse_html, utf16
from handlers.telegram.writing import calls, notes
from tests.bot.values.test_texts import FAMILY, TEXTS
from tests.house.test_words_complete import FEATURES, facts_of, messages

NOW = datetime(2026, 3, 2, tzinfo=UTC)
WORDS = Words(strict=True)
MARKUP = '<a href="tg://user?id=1001">x</a> &lt;b&gt; "&amp; </b> <script> &#60; &nosuch; \u202e\u05d0'
HOSTILE = {
    "markup": MARKUP,
    "long": "\u738b" * 1_100,
    "long markup": "<&>" * 400,
    "families": FAMILY * 110,
    "zalgo": "Z" + "\u0336" * 500,
    "right to left": "\u0645\u0631\u062d\u0628\u0627 \u202e evil",
    "half": "\ud83d",
    "unseen": "\u200b\u3164",
    "lines": "a\n\n\r\u2028b",
    "commands": "/cancel 42 @all #1 https://example.org",
    "braces": "{ $number } {???} { word }",
}
TEN_THOUSAND = {"letters": "\u738b", "markup": "<&>", "families": FAMILY, "marks": "Z\u0336\u0489\u0336"}


def seen(html: str) -> str:
    """What is seen of HTML, as Telegram reads it."""
    return parse_html(html)[0]


@given(TEXTS)
def test_text_of_people_is_seen_as_it_was_written(said: str) -> None:
    """No tag, no entity: Telegram reads back exactly what was meant to be shown."""
    assert parse_html(notes.escape(said)) == (texts.cut(texts.harmless(said), notes.MOST_FACT), [])


OURS = st.sampled_from(["<b>", "</b>", "&amp;", "\n", " · ", "王"])
PIECES = st.lists(st.one_of(TEXTS.map(notes.escape), OURS), max_size=12)


@given(PIECES, st.integers(5, 60))
@settings(max_examples=200)
def test_a_cut_message_is_still_well_formed(pieces: list[str], most: int) -> None:
    """Open tags are closed, no entity is halved, and no more is seen than may be."""
    said, opened = "", 0
    for piece in pieces:
        if piece == "</b>" and not opened:
            continue
        opened += {"<b>": 1, "</b>": -1}.get(piece, 0)
        said += piece
    said += "</b>" * opened
    cut = notes.cut(said, most)
    assert utf16(seen(cut)) <= most
    if utf16(seen(said)) <= most:
        assert seen(cut) == seen(said)


def some(kind: str) -> list[tuple[str, str, frozenset[str]]]:
    """All sentences; of the slow, long texts only in each eleventh."""
    return sentences()[:: 11 if len(HOSTILE[kind]) > 500 else 1]


@cache
def sentences() -> list[tuple[str, str, frozenset[str]]]:
    """Every sentence of every language with the names of its facts."""
    return [
        (language, key, frozenset(facts_of(message)))
        for language in WORDS.languages
        for feature in FEATURES
        for key, message in messages(language, feature).items()
    ]


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_sentence_of_ours_is_broken_by_what_people_wrote(kind: str) -> None:
    """Each fact of each sentence in both languages: Telegram takes it, and sees no foreign tag."""
    broken = []
    for language, key, facts in some(kind):
        told = dict.fromkeys(facts, HOSTILE[kind])
        letter = Letter(None, 1, LetterKind.NOTE, Priority.ANSWER, NOW, key=key, facts=told)
        text, entities = parse_html(notes.NoteWriter(WORDS).text(letter, language))
        is_whole = text.encode().decode() == text and utf16(text) <= notes.MOST_TEXT
        if not is_whole or {e["type"] for e in entities} - {"bold", "code", "pre", "expandable_blockquote"}:
            broken.append((language, key, entities))
    assert broken == []


@pytest.mark.parametrize("kind", TEN_THOUSAND)
def test_ten_thousand_characters_leave_room_for_the_rest(kind: str) -> None:
    """The words of ours around them are still there, and the message fits."""
    name = TEN_THOUSAND[kind] * 10_000
    letter = Letter(
        None, 1, LetterKind.NOTE, Priority.ANSWER, NOW, key="lead-hears-recategorise",
        facts={"case": name, "by": name, "was_item": name, "item": name, "due": "HERE"},
    )  # fmt: skip
    text, _ = parse_html(notes.NoteWriter(WORDS).text(letter, "en"))
    assert utf16(text) <= notes.MOST_TEXT
    assert text.count("\u2026") >= 4 or "marks" in kind
    toast = notes.toast(WORDS, Outcome(Answer("done-recategorise", {"item": name, "number": 42}), "en"))
    assert utf16(toast) <= notes.MOST_TOAST


@pytest.mark.parametrize("kind", HOSTILE)
def test_answers_to_presses_and_buttons_keep_their_limits(kind: str) -> None:
    """Two hundred units of plain text, sixty-four of a label, and something can be seen of it."""
    for language, key, facts in some(kind):
        given_facts = dict.fromkeys(facts, HOSTILE[kind])
        toast = notes.toast(WORDS, Outcome(Answer(key, given_facts), language))
        assert utf16(toast) <= notes.MOST_TOAST
        assert toast.encode().decode() == toast
        [[button]] = notes.keyboard(WORDS, language, ((Button(key, "x", given_facts),),))["inline_keyboard"]
        assert utf16(button["text"]) <= notes.MOST_LABEL
        assert is_seen(button["text"])


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_mention_links_the_person_and_nothing_else(kind: str) -> None:
    """The whole name is the link, and the link is the person's."""
    letter = Letter(
        1, -100, LetterKind.NOTE, Priority.ANSWER, NOW, key="break-over", mentions=(42, 43), repeated=True,
        facts={"mention_names": [HOSTILE[kind], "Li"]},
    )  # fmt: skip
    text, entities = parse_html(notes.NoteWriter(WORDS).text(letter, "en"))
    assert [e["url"] for e in entities] == ["tg://user?id=42", "tg://user?id=43"]
    assert utf16(text) <= notes.MOST_TEXT
    assert text.splitlines()[0].endswith("Li")
    assert all(e["length"] > 0 for e in entities)


def test_data_that_telegram_would_refuse_is_a_mistake_of_ours() -> None:
    """Sixty-four bytes, not letters."""
    notes.keyboard(WORDS, "en", ((Button("button-sure", "x" * 64),),))
    with pytest.raises(ValueError, match="too long"):
        notes.keyboard(WORDS, "en", ((Button("button-sure", "\u738b" * 22),),))


def test_an_answer_that_says_nothing_is_no_toast() -> None:
    """Silence is empty, not a dash."""
    assert notes.toast(WORDS, Outcome(Answer("", silent=True), "en")) == ""
    assert notes.toast(WORDS, Outcome(None, "en")) == ""


@pytest.mark.parametrize("stands", [None, 7])
@pytest.mark.parametrize("keyboard", [None, {}, {"inline_keyboard": []}])
def test_a_message_without_buttons_names_none(keyboard: dict[str, object] | None, stands: int | None) -> None:
    """Written anew or edited: an empty object of buttons is nothing that Telegram promises to understand."""
    letter = Letter(None, 1, LetterKind.NOTE, Priority.ANSWER, NOW, key="lead-hears-recategorise")
    assert "reply_markup" not in calls.message(letter, "x", keyboard, stands).params
    buttons = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    assert calls.message(letter, "x", buttons, stands).params["reply_markup"] == buttons


def test_a_toast_shows_no_marks_of_print() -> None:
    """Telegram prints the answer to a press as it is: bold would be read as letters."""
    assert notes.toast(WORDS, Outcome(Answer("visit-several-line", {"place": "P1"}), "en")) == "P1"
