"""By what places are found: pieces of texts, pairs of letters, sounds. Whatever somebody calls them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places import finding, keys
from bot.places.register import Place, Sort
from bot.values import whole_names
from bot.values.geo import Point

HERE = Point(30.31, 120.27)
CHINESE = "东篱西银杏旅馆通盛路云河店长重行乐老王面"
LETTERS = st.text(alphabet=CHINESE + "abZ 19（）·，'😀é", max_size=20)
NAMES = st.text(alphabet=CHINESE, min_size=4, max_size=keys.OVER_ONE)


@given(LETTERS, LETTERS, LETTERS)
def test_a_name_that_stands_in_a_text_is_among_its_pieces(before: str, name: str, after: str) -> None:
    """So that no name is missed for which the index is asked."""
    text = before + name + after
    if keys.fold(name) and name == name.strip() and whole_names.at(name, text) is not None and name[0].isalnum():
        assert keys.fold(name)[: keys.LONGEST] in keys.in_text(text, 200)


@given(NAMES, st.data())
def test_one_mistake_leaves_a_pair_of_the_name(name: str, data: st.DataObject) -> None:
    """A letter wrong, missing or too many, anywhere."""
    at = data.draw(st.integers(0, len(name) - 1))
    for wrong in (name[:at] + "错" + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + "错" + name[at:]):
        assert set(keys.pairs(wrong)) & set(keys.pairs(name)), wrong


@settings(deadline=None)  # the first one reads the dictionary
@given(LETTERS)
def test_every_key_fits_its_column_and_stands_once(name: str) -> None:
    """No name breaks it; each reading has a syllable for each letter."""
    found = keys.of(Place("c1", name, "shop", HERE, aliases=(name,), licence="x" * 200))
    assert len(set(found)) == len(found)
    assert all(0 < len(key) <= 64 for _, key in found)
    folded = keys.fold(name)
    for reading in keys.readings(folded):
        assert len(reading) == len(folded)


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("重庆", {"chongqing"}),
        ("银行", {"yinhang"}),
        ("长明", {"changming", "zhangming"}),
        ("红行", {"hongxing", "honghang"}),
        ("女人", {"nvren"}),
        ("店A1", {"diana1"}),
    ],
)
def test_what_no_phrase_settles_is_read_in_both_ways(name: str, sounds: set[str]) -> None:
    """And only that."""
    assert {"".join(one) for one in keys.readings(keys.fold(name))} == sounds


def test_what_nobody_looks_for_has_no_key() -> None:
    """The sound of an ending that all firms have, of numbers, and a code that is itself one."""
    found = keys.of(Place("K7M4QX", "明远贸易有限公司", "firm", HERE))
    assert {key for sort, key in found if sort is Sort.INITIALS} == {"mymyyx", "ymyyxg", "myyxgs", "yyxgs"}
    assert not [key for sort, key in found if sort is Sort.CODE]
    assert [key for sort, key in keys.of(Place("k7", "a", "firm", HERE)) if sort is Sort.CODE] == ["k7"]


def test_short_latin_letters_mean_whole_syllables_first() -> None:
    """*qin* is 秦 and the word Qin before 青; from the beginning of a name before within it."""
    names = ["Qin", "Qin's Diner", "Lao Qin Noodles", "秦记面馆", "青年公寓", "老秦面馆", "常青小区"]
    rated = [finding.score("qin", Place(f"P{n}", name, "shop"), heard=True) for n, name in enumerate(names)]
    assert rated == sorted(rated, reverse=True)
    assert len(set(rated)) == len(rated)


def test_scores_keep_their_order() -> None:
    """The same, the beginning, a part, the sound, a mistake."""
    place = Place("1", "通盛路便利店", "shop", HERE, aliases=("老王小店",))
    rated = [
        finding.score(keys.fold(said), place)
        for said in ("老王小店", "通盛路", "便利店", "tslbld", "tsl", "通圣路便利店")
    ]
    assert rated == sorted(rated, reverse=True)
    assert len(set(rated)) == len(rated)
    assert rated[-1] >= finding.ENOUGH > finding.score("银杏旅馆", place)
