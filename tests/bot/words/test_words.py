"""Words and figures: what is said in both languages, what is missing, and how numbers look."""

import logging
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import formats
from bot.words import MissingWord, Words

words = Words(strict=True)


def test_a_key_is_said_in_the_reader_s_language() -> None:
    """The same key, two languages."""
    assert words.say("en", "metres", value=240) == "240 m"
    assert words.say("zh", "metres", value=240) == "240 米"
    assert set(words.languages) == {"zh", "en"}


def test_no_invisible_marks_stand_around_facts() -> None:
    """What is said can be copied, searched and compared: no isolating marks."""
    assert "\u2068" not in words.say("zh", "setting-token", name="TELEGRAM_BOT_TOKEN")


def test_a_missing_key_is_loud_in_tests_and_harmless_on_the_street(caplog: pytest.LogCaptureFixture) -> None:
    """Tests fail on it; in production the key is shown and logged, and the reply goes out."""
    with pytest.raises(MissingWord, match="no-such-key"):
        words.say("zh", "no-such-key")
    with caplog.at_level(logging.ERROR):
        assert Words().say("zh", "no-such-key") == "no-such-key"
    assert "no-such-key" in caplog.text


def test_a_missing_fact_is_loud_in_tests_and_harmless_on_the_street(caplog: pytest.LogCaptureFixture) -> None:
    """The rest of the sentence is still said."""
    with pytest.raises(MissingWord, match="metres"):
        words.say("en", "metres")
    with caplog.at_level(logging.ERROR):
        assert Words().say("en", "metres").endswith("m")
    assert "metres" in caplog.text


def test_an_unknown_language_is_answered_in_chinese() -> None:
    """A language nobody translated never breaks an answer."""
    assert words.say("fr", "metres", value=5) == "5 米"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_whole_numbers_have_no_separators(number: int) -> None:
    """``#1042`` is searched for as it stands."""
    for language in words.languages:
        assert words.say(language, "button-number", number=number) == f"#{number}"


def test_a_number_still_chooses_the_plural() -> None:
    """One piece is, two pieces are."""
    one, two = (words.say("en", "evidence-missing", count=n, outcome="", lines="", number=1042) for n in (1, 2))
    assert "piece is" in one
    assert "pieces are" in two
    assert "#1042" in one


def test_facts_may_be_words_names_and_lists() -> None:
    """A fact may be a key of its own, a thing with two names, or several of them, one a line."""
    word = {"word": "metres", "value": 3}
    item = {"name_zh": "占道", "name_en": "blocked road"}
    assert words.say("zh", "button-team", team=word) == "3 米"
    assert words.say("en", "button-team", team=item) == "blocked road"
    assert words.say("zh", "button-team", team={"name_zh": "占道", "name_en": ""}) == "占道"
    assert words.say("en", "button-team", team=[word, item, "x"]) == "3 m\nblocked road\nx"
    assert words.say("en", "button-team", team=None) == ""


@given(st.text(max_size=40), st.integers(min_value=0, max_value=9000))
def test_any_text_comes_through_as_it_is(text: str, length: int) -> None:
    """Braces, line ends and 9,000 characters of a report are not read as a sentence, nor lost."""
    long = text + "字" * length
    assert words.say("zh", "button-team", team=long) == long
    said = words.say("en", "team-renamed", old=long, team=text)
    assert said == f"{long} is now {text}."
    assert words.say("en", "team-renamed", old={"word": "button-team", "team": long}, team=long).startswith(long)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0 m", "0 米"),
        (239.6, "240 m", "240 米"),
        (999.4, "999 m", "999 米"),
        (999.6, "1.0 km", "1.0 公里"),
        (1240, "1.2 km", "1.2 公里"),
        (123456, "123.5 km", "123.5 公里"),
        (None, "?", "?"),
    ],
)
def test_distances(value: float | None, english: str, chinese: str) -> None:
    """Metres up to a kilometre, then kilometres with one place."""
    assert (formats.metres("en", value), formats.metres("zh", value)) == (english, chinese)


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [
        (-3, "0 s", "0 秒"),
        (40.9, "40 s", "40 秒"),
        (60, "1 min", "1 分钟"),
        (3599, "59 min", "59 分钟"),
        (7200, "2 h", "2 小时"),
        (7500, "2 h 5 min", "2 小时 5 分钟"),
        (90000, "25 h", "25 小时"),
    ],
)
def test_durations(seconds: float, english: str, chinese: str) -> None:
    """Seconds, minutes, hours with minutes; rounded down, as a stopwatch shows them."""
    assert (formats.duration("en", seconds), formats.duration("zh", seconds)) == (english, chinese)


def test_the_clock_shows_the_district_s_time() -> None:
    """An instant is shown as the clock on the wall there; what has not happened is a dash."""
    at = datetime(2026, 3, 2, 22, 5, tzinfo=UTC)
    assert formats.clock(at, ZoneInfo("Asia/Shanghai")) == "06:05"
    assert formats.clock(None, ZoneInfo("Asia/Shanghai")) == "-"


def test_saying_costs_microseconds() -> None:
    """A card of a dozen sentences must not be felt; the best of several rounds, in time of ours alone."""
    facts = {"count": 2, "outcome": "Fixed", "lines": "", "number": 42}
    rounds = []
    for _ in range(7):
        begin = time.thread_time()
        for _ in range(200):
            words.say("en", "evidence-missing", **facts)
        rounds.append((time.thread_time() - begin) / 200)
    assert min(rounds) < 200e-6


def test_a_page_is_given_sentences_with_their_facts_open() -> None:
    """It fills them in itself; a sentence that chooses between forms cannot be given away like that."""
    words = Words()
    assert words.pattern("en", "screen-rate-of") == "{good} of {all} cases"
    assert words.pattern("en", "state-on-scene") == words.say("en", "state-on-scene")
    assert words.pattern("en", "screen-other-short") == words.say("en", "screen-other-short")
    for key in ("late-occasion", "no-such-key"):
        with pytest.raises(MissingWord):
            words.pattern("en", key)


@pytest.mark.parametrize(
    "key", ["button-cancel", "matter-do-cancel", "move-cancel", "help-cancel", "button-outside-yes"]
)
def test_what_ends_a_case_does_not_read_as_if_it_closed_the_question(key: str) -> None:
    """*Cancel* on a button is taken for *never mind*: a case is voided."""
    assert words.say("en", key).lower().startswith("void")


def test_who_is_asked_for_the_reason_reads_that_the_case_is_voided() -> None:
    """The question that follows the button has its word."""
    asked = words.say("en", "reason-which", number=5, move=formats.move_word("cancel"))
    assert asked == "#5 void: send one line of reason"
