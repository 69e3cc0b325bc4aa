"""Codes in buttons, and names, contacts and fields as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox.letters import Button
from bot.places.naming import wording
from bot.places.register import Contact, Place
from bot.places.talk import correcting, press
from tests.bot.builders import SPOT


@given(st.text(min_size=1, max_size=64))
def test_a_code_comes_back_out_of_a_button(code: str) -> None:
    """Whatever letters it is written in; the button holds nothing but ASCII, as Telegram's presses are read."""
    held = press.packed(code)
    assert held.isascii()
    assert press.unpacked(held) == code


@pytest.mark.parametrize("choice", ["~", "~!", "~é", "~AAAAA", "~gA"])
def test_what_nobody_packed_is_no_crash(choice: str) -> None:
    """Anybody can send any data; it is then the code of no place."""
    assert isinstance(press.unpacked(choice), str)


def test_a_button_that_is_too_long_is_left_out() -> None:
    """Telegram would refuse the whole message; a row without buttons is none."""
    short, long, odd = Button("a", "place:1.0:open:P1"), Button("b", "x" * 65), Button("c", "place:1.0:open:店")
    assert press.fitting([[short, long], [long], [odd]]) == ((short,),)


@pytest.mark.parametrize(
    ("labels", "across"),
    [([], 3), (["农贸市场", "宗教活动场所"], 3), (["Market", "Rental house"], 3), (["Market", "Shopping centre"], 2)],
)
def test_so_many_stand_beside_each_other_as_are_read_whole(labels: list[str], across: int) -> None:
    """On a phone, in either script."""
    assert press.across(labels) == across


def test_a_link_has_no_data_and_stays() -> None:
    """Directions open a map."""
    way = Button("a", url="https://example.org/" + "x" * 90)
    assert press.fitting([[way]]) == ((way,),)


@pytest.mark.parametrize(
    ("said", "name", "phone"),
    [
        ("王芳 13800001111", "王芳", "13800001111"),
        ("13800001111", "", "13800001111"),
        ("王芳", "王芳", ""),
        ("Ann O'Hara +353 86 123 4567", "Ann O'Hara", "+353 86 123 4567"),
        ("3号门 王芳 138 0000 1111", "3号门 王芳", "138 0000 1111"),
        ("王" * 500, "王" * 63 + "…", ""),
    ],
)
def test_a_contact_in_words(said: str, name: str, phone: str) -> None:
    """The number is what is written in digits and signs alone."""
    found = wording.contact_of(said)
    assert (found["name"], found["phone"], found["role"]) == (name, phone, "")


@pytest.mark.parametrize(
    ("said", "name", "cut"),
    [
        ("  阿婆面馆  ", "阿婆面馆", False),
        ("مطعم الياسمين", "مطعم الياسمين", False),
        ("👩‍👩‍👧 Café", "👩‍👩‍👧 Café", False),
        ("\u200b\u200b", "", False),
        ("长" * 5000, "长" * 199 + "…", True),
    ],
)
def test_a_name_as_it_is_kept(said: str, name: str, cut: bool) -> None:
    """Emoji and names from the right stay; what nobody can see is none; too long is said."""
    assert wording.named_by(said) == {"name": name, "cut": cut}


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("aliases", "老店、便利通盛, 老店", ("老店", "便利通盛")),
        ("aliases", " , ", ()),
        ("licence", "JY" * 100, "JY" * 49 + "J…"),
        ("address", "通盛路\n12号", "通盛路 12号"),
        ("address", "—", ""),
        ("contacts", "-", ()),
        ("contacts", "-; 王芳 13800000000", (Contact("王芳", "13800000000"),)),
        ("outside", "/", {}),
    ],
)
def test_a_field_in_words(field: str, said: str, value: object) -> None:
    """Several names are parted by commas; long ones fit what is kept; signs alone say nothing."""
    assert correcting.written(field, said)[0] == value


def test_every_field_that_is_corrected_is_one_of_a_place() -> None:
    """A button for a field that no place has would be a crash."""
    some = Place("P1", "A", "shop", SPOT)
    assert all(hasattr(some, field) for field in (*correcting.ON_THE_SPOT, *correcting.OF_CAPTAINS))


@pytest.mark.parametrize(
    "said", ["谢谢", "no", "Wait…", "等一下", "收到", "这里叫什么?", "thank you!", "on my way", "here?"]
)
def test_talk_is_no_name(said: str) -> None:
    """It may become one by a tap alone."""
    assert wording.is_talk(said)


@pytest.mark.parametrize("said", ["阿婆面馆", "No. 5 Pub", "等一个人咖啡", "Thanks Bakery", "不二酒家", "13800001111"])
def test_a_name_is_no_talk(said: str) -> None:
    """Also where it begins like talk."""
    assert not wording.is_talk(said)
