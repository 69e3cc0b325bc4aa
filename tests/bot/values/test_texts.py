"""Texts of people: whatever they hold, what is kept and shown is whole, seen, and no longer than it may be."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.values import texts

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
"""Also halves of characters, controls, and what Unicode has not given out."""

NASTY = st.lists(
    st.sampled_from([
        "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\x00", "\r\n", "\u2028", "\u3164", "\u2800", "\ud83d",
        "\udc68", "\U0001f468", "\U0001f3fd", "\u2764\ufe0f", "\U0001f1e8", "\U0001f1f3", "\u0301", "\u0e49", "\u05d0",
        "\u0639", "\U000e0067", "\U0001f3f4", "<", "&", "王", "a", " ", "\n", "\xad", "\u115f", "\u1100", "\u1161",
    ]),
    max_size=60,
).map("".join)  # fmt: skip
TEXTS = st.one_of(ANYTHING, NASTY)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
CHINA = "\U0001f1e8\U0001f1f3"
MARKS = "\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b"
MARKS_OF_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(TEXTS)
def test_everything_in_a_plain_text_can_be_seen(said: str) -> None:
    """No control but the end of a line, no mark of direction, no half of a character; made plain once is plain."""
    plain = texts.plain(said)
    assert plain.encode().decode() == plain
    assert not MARKS_OF_DIRECTION & set(plain)
    assert {letter for letter in plain if unicodedata.category(letter) == "Cc"} <= {"\n"}
    assert texts.plain(plain) == plain


@given(TEXTS)
def test_a_line_is_one_line(said: str) -> None:
    """Without spaces around it, and none of two in a row."""
    line = texts.line(said)
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())


@given(TEXTS)
def test_a_name_is_never_empty_and_never_long(said: str) -> None:
    """Whatever Telegram calls somebody, something can be seen."""
    name = texts.name(said)
    assert 0 < texts.utf16(name) <= texts.MOST_NAME
    assert any(unicodedata.category(letter)[0] not in "ZCM" or letter > "\uffff" for letter in name)
    assert name.encode()


@given(TEXTS, st.integers(1, 40))
def test_what_is_cut_is_a_beginning_and_fits(said: str, most: int) -> None:
    """In the units by which Telegram's programs count; what fits is left as it is."""
    cut = texts.cut(said, most)
    assert texts.utf16(cut) <= most
    if texts.utf16(said) <= most:
        assert cut == said
    else:
        assert cut.endswith("\u2026")
        assert said.startswith(cut[:-1].replace("\u2069", "")) or "\u2068" in said


@given(NASTY, st.integers(1, 30))
def test_nothing_is_cut_in_the_middle_of_what_people_see_as_one(said: str, most: int) -> None:
    """The pieces before the cut are whole ones of the text."""
    plain = texts.plain(said)
    kept = texts.beginning(plain, most)
    whole, seen = "", [""]
    for cluster in texts.clusters(plain):
        whole += cluster
        seen.append(whole.rstrip())
    assert kept in seen


@given(TEXTS)
def test_clusters_are_the_text(said: str) -> None:
    """Nothing is lost between them."""
    assert "".join(texts.clusters(said)) == said


@given(TEXTS)
def test_a_harmless_text_cannot_turn_what_stands_around_it(said: str) -> None:
    """One line; letters written from the right stand isolated, and every isolation ends."""
    shown = texts.harmless(said)
    assert len(shown.splitlines()) <= 1
    assert shown.count("\u2068") == shown.count("\u2069") <= 1
    inside = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert not MARKS_OF_DIRECTION & set(inside)
    turns = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in inside)
    assert shown.startswith("\u2068") or not turns


@given(st.recursive(TEXTS | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner)))
@settings(max_examples=60)
def test_a_whole_value_can_be_stored_anywhere(value: object) -> None:
    """No half characters, no zero bytes, however deep."""
    told = repr(texts.whole(value))
    assert told.encode().decode() == told
    assert "\\x00" not in told.replace("\\\\", "")
    assert "\\ud8" not in told.replace("\\\\", "")


@pytest.mark.parametrize("one", [FAMILY, WALES, CHINA, "e\u0301", "\U0001f44d\U0001f3fd", "\u0e01\u0e49"])
def test_what_people_see_as_one_is_one(one: str) -> None:
    """Families, flags, skins, letters with marks."""
    assert list(texts.clusters(one * 3)) == [one] * 3
    assert texts.plain(one) == one
    assert texts.cut(one * 3, texts.utf16(one) * 2) == one + "\u2026"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("老王", "老王"),
        ("  老  王 ", "老 王"),
        ("a\nb\r\nc\u2028d", "a b c d"),
        ("\u202eevil\u202c", "evil"),
        ("\u2067right\u2069", "right"),
        ("\u200b\u200b", "\u2014"),
        ("\u3164", "\u2014"),
        ("\u2800\u2800", "\u2014"),
        ("", "\u2014"),
        ("\u0301\u0301", "\u2014"),
        ("\ud83d", "\u2014"),
        ("x\x00y", "xy"),
        ("\U0001f600", "\U0001f600"),
        ("<b>x</b> & 'y'", "<b>x</b> & 'y'"),
        ("n" * 10_000, "n" * 63 + "\u2026"),
        (FAMILY * 100, FAMILY * 5 + "\u2026"),
        ("T" + MARKS, "T" + MARKS[:8]),
    ],
)  # fmt: skip
def test_names(said: str, kept: str) -> None:
    """As they are kept: markup stays what it is, it is escaped where it is shown."""
    assert texts.name(said) == kept


def test_ten_thousand_marks_on_one_letter_stay_in_their_line() -> None:
    """As many as a language needs, not as many as fit."""
    shown = texts.line("Z" + "\u0336\u0489" * 5_000 + "algo")
    assert len(shown) < 20
    assert shown.endswith("algo")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3", 3), ("#3", 3), ("\uff13", 3), ("\uff03\uff13", 3), ("3号", 3), ("3號", 3), ("#3号", 3), ("\uff13号", 3),
        ("3号楼", None), ("号", None), ("#", None), ("", None), ("3号号", None), ("三号", None), ("\xb2", None),
        ("\xb2号", None), ("\u2461", None), ("3h", None), ("3#", None), ("9" * 19 + "号", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_named(said: str, number: int | None) -> None:
    """As people write the number of a case; a house, a duration and what only looks like a number are none."""
    assert texts.named_number(said) == number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("42", 42), ("\uff14\uff12", 42), ("\u0664\u0662", 42), ("007", 7), ("9" * 18, 10**18 - 1),
        ("9" * 19, None), ("\xb2", None), ("-1", None), ("+1", None), ("1.0", None), ("1e3", None), ("", None),
        (" 1", None), ("\u2461", None), ("\u4e09", None), ("0x1", None), ("1_0", None),
    ],
)  # fmt: skip
def test_whole_numbers(said: str, number: int | None) -> None:
    """In the digits of any writing; nothing that only looks like a number, nothing that no database holds."""
    assert texts.whole_number(said) == number
