"""Somebody's name in others' sentences, and in what others are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.by_value import ERASED, Wanted, without

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(
    name=st.text(HAN, min_size=1, max_size=3),
    before=st.text(HAN, max_size=2),
    behind=st.text(HAN, max_size=2),
    phone=st.from_regex(r"1[0-9]{10}", fullmatch=True),
)
def test_who_is_called_by_more_keeps_name_and_number(name: str, before: str, behind: str, phone: str) -> None:
    """王小明 is not 王, nor 小明: neither as a contact, nor who answers for a place, nor what a road is called."""
    longer = before + name + behind
    mine = Wanted.of((name,), ())
    facts = {"contacts": [{"name": longer, "phone": phone}], "responsible": longer, "address": f"{longer}12号"}
    told = without(facts, mine)
    if longer == name:
        assert told["contacts"] == [{"name": ERASED, "phone": ERASED}]
        assert told["responsible"] == ERASED
    else:
        assert told is facts
        assert without([longer, f"{longer}路"], mine, alone=True) == [longer, f"{longer}路"]


@given(
    name=st.text(HAN, min_size=1, max_size=3),
    before=st.sampled_from(["", "找", "问", "：", "1. ", "、", "和"]),
    behind=st.sampled_from(["", "说他不去", "，三辆车", " 13800001111", "的车", "、"]),
    key=st.sampled_from(["text", "title", "reason", "witness"]),
)
def test_whoever_is_spoken_of_is_found(name: str, before: str, behind: str, key: str) -> None:
    """Where nothing beside the name can be a part of it; a single sign stands in too many words."""
    told = without({key: before + name + behind}, Wanted.of((name,), ()))[key]
    if len(name) > 1 or not before + behind:
        assert told == before + ERASED + behind
    else:
        assert told == before + name + behind


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("小明", "王小明说不去"),
        ("小明", "在小明路口"),
        ("王伟", "王伟强到了"),
        ("路", "人民路12号"),
        ("Jo", "Joan and Jörg"),
        ("Ö", "Ö"),
        ("Jo", "Jo Reed was there"),
        ("Reed", "Al Reed was there"),
        ("Иван", "Иванов"),
        ("12", "12"),
    ],
)
def test_in_doubt_a_name_is_left(name: str, said: str) -> None:
    """The given name of another, the beginning of another's, a road, one word of two, digits."""
    assert without({"text": said}, Wanted.of((name,), ()))["text"] == (ERASED if name == "Ö" else said)


def test_a_name_that_they_said_is_anothers() -> None:
    """Whoever once wrote 王小明 is not him: no column of names loses him for that."""
    mine = Wanted.of(("钱队",), ("王小明", {"text": "人民路小店"}))
    assert without([{"name": "王小明", "phone": "138"}, "人民路小店", "钱队"], mine, alone=True) == [
        {"name": "王小明", "phone": "138"}, "人民路小店", ERASED,
    ]  # fmt: skip
    assert without({"text": "王小明"}, mine)["text"] == ERASED


def test_who_is_known_to_be_called_by_more_is_not_them() -> None:
    """Another member's name in which theirs stands, wherever in it."""
    mine = Wanted.of(("王小明", "Al Reed"), (), ("王小明明", "Al Reedson", "Big Al Reed"))
    said = "王小明明和王小明, Big Al Reed and Al Reed"
    assert without(said, mine) == f"王小明明和{ERASED}, Big Al Reed and {ERASED}"


def test_what_is_ours_keeps_its_name() -> None:
    """Somebody may be called like a state of ours, or like what a button sends back."""
    facts = {"state": "open", "word": "open", "buttons": [{"key": "open", "data": "incident:1.3:open"}]}
    assert without(facts, Wanted.of(("open",), ())) is facts
