"""Where a label leads: every code that a register may hold, through our page's address and the bot's link."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places.labels import leading, sheets
from bot.places.labels.sheets import Wish
from bot.values.refused import Refused

CODES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


DISTRICTS = st.none() | st.integers(1, 10**6)


@given(CODES, DISTRICTS)
def test_a_link_names_the_code_in_letters_that_telegram_allows(code: str, district: int | None) -> None:
    """And whose it is, where several districts have it; or none, where the code is too long for it."""
    said = leading.payload(code, district)
    if said is None:
        assert len(code.encode()) > 30
        return
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", said)
    assert (leading.code_of(said), leading.district_of(said)) == (code, district)


@given(CODES, DISTRICTS)
def test_the_address_of_a_page_is_one_part_of_a_path(code: str, district: int | None) -> None:
    """Whatever letters a code has: no slash, no question mark of its own."""
    content = leading.leads("https://patrol.example.org/", "patrol_bot", code, district).content
    parts = urlsplit(content)
    assert (parts.netloc, parts.fragment) == ("patrol.example.org", "")
    assert parts.query == (f"d={district}" if district else "")
    assert parts.path.count("/") == 2
    assert unquote(parts.path.removeprefix("/p/")) == code


@given(st.text(max_size=100))
def test_any_start_is_read_or_is_none(said: str) -> None:
    """Nothing that somebody types after /start breaks it."""
    code = leading.code_of(said)
    assert code is None or code


@pytest.mark.parametrize(
    "said",
    [
        "place_",
        "placex_",
        "placex_A",
        "placex_____",
        "placeof7_",
        "placeof_K7",
        "placeof0_K7",
        "case_42_1",
        "hello",
        "",
        "place_" + "a" * 60,
    ],
)
def test_what_names_no_place(said: str) -> None:
    """A plain start."""
    assert leading.code_of(said) is None


def test_without_an_address_the_bot_alone_is_named_for_a_code_too_long() -> None:
    """The label still opens the chat."""
    assert leading.leads("", "patrol_bot", "通" * 40).content == "https://t.me/patrol_bot"


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("", None),
        ("all", Wish()),
        ("全部", Wish()),
        ("all large", Wish(large=True)),
        ("大 P001", Wish(codes=("P001",), large=True)),
        ("P001, P002，P003", Wish(codes=("P001", "P002", "P003"))),
        ("kind residential compound", Wish(kind="residential compound")),
        ("社区 通盛社区 从 P7", Wish(community="通盛社区", after="P7")),
        ("from P7", Wish(after="P7")),
    ],
)
def test_what_is_asked_for(said: str, wish: Wish | None) -> None:
    """In the words of either language."""
    assert sheets.read(said.split()) == wish


def test_codes_and_a_beginning_do_not_go_together() -> None:
    """Whoever names places has said which."""
    with pytest.raises(Refused):
        sheets.read(["P1", "from", "P2"])


def test_a_wish_is_plain_values_and_back() -> None:
    """As the letter keeps it."""
    for wish in (Wish(("a", "b"), large=True), Wish(kind="shop", after="x"), Wish(community="c")):
        assert Wish.of(wish.facts) == wish
