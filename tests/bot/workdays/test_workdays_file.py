"""A district's own working days in a file: every mistake at once, with its line and what is allowed."""

from datetime import date
from pathlib import Path

import pytest

from bot.imports import district_file
from bot.register.districts import District
from bot.values.refused import Mistakes, Refused
from bot.words import Words
from bot.work.rules import Rules
from bot.workdays import file, own, told
from bot.workdays.own import OwnYear

WORDS = Words(strict=True)
FILE = """
2027:
  off: [2027-02-06..2027-02-08, 2027年2月9日 至 2027年2月10日, "2027-10-01"]
  work:
    - 2027-02-14
2028: {off: 2028-01-01, complete: no}
"""
WRONG = """
2027:
  off: [2027-02-30, 06.02.2027, 2028-01-03, 2027-02-08..2027-02-06, 2027-02-14]
  work: [2027-02-14]
  closed: [2027-05-01]
  complete: perhaps
1999: {off: [1999-01-01]}
soon: {off: [2027-01-01]}
2028: {complete: yes}
2029: [2029-01-01]
2027: {off: [2027-01-01]}
2030: {off: [[2030-01-01]]}
"""


def days(year: int, month: int, *numbers: int) -> frozenset[date]:
    """Days of one month."""
    return frozenset(date(year, month, number) for number in numbers)


READ = {
    2027: OwnYear(days(2027, 2, 6, 7, 8, 9, 10) | days(2027, 10, 1), days(2027, 2, 14)),
    2028: OwnYear(days(2028, 1, 1), complete=False),
}


@pytest.mark.parametrize("codec", ["utf8", "utf-16", "gb18030"])
def test_days_and_stretches(codec: str) -> None:
    """As dates or in Chinese, alone or in a list, in any encoding of office programs; also below *workdays*."""
    assert file.of_data(FILE.encode(codec), "days.yaml") == READ
    below = "workdays:\n" + "".join(f"  {line}\n" for line in FILE.splitlines())
    assert file.of_data(below.encode(codec), "days.yaml") == READ


def test_all_mistakes_are_told_at_once() -> None:
    """By line, with what is written there; in both languages."""
    with pytest.raises(Mistakes) as raised:
        file.of_data(WRONG.encode(), "days.yaml")
    found = [(one.facts["line"], one.key, one.facts.get("value")) for one in raised.value.all]
    assert found == [
        (3, "workdays-wants-day", "2027-02-30"),
        (3, "workdays-wants-day", "06.02.2027"),
        (3, "workdays-other-year", "2028-01-03"),
        (3, "workdays-backwards", "2027-02-08..2027-02-06"),
        (4, "workdays-both", "2027-02-14"),
        (5, "file-unknown-field", None),
        (6, "file-wants-yes-or-no", None),
        (7, "workdays-wants-year", "1999"),
        (8, "workdays-wants-year", "soon"),
        (9, "workdays-nothing", None),
        (10, "file-wants-mapping", None),
        (11, "file-field-twice", None),
        (12, "file-wants-text", None),
    ]
    for language in WORDS.languages:
        assert all(WORDS.say(language, one.key, **one.facts) for one in raised.value.all)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "file-empty"),
        (b"- 2027-02-06", "file-wants-mapping"),
        (b"2027: {off: [", "file-not-yaml"),
        (b"\x89PNG\r\n", "file-of-other-kind"),
        (b"#" * (file.MOST_BYTES + 1), "workdays-file-large"),
        (b"2027: &a {off: *a}", "file-holds-itself"),
    ],
)
def test_what_is_no_such_file(data: bytes, key: str) -> None:
    """It is said what is wrong with it as a whole."""
    with pytest.raises(Refused) as refused:
        file.of_data(data, "days.yaml")
    assert refused.value.key == key


def test_what_is_kept_is_what_was_said() -> None:
    """The settings of the district hold it, beside the others; nothing of it stays where it is taken back."""
    before = District(-100, "九堡", "zh", "Asia/Shanghai", {}, settings={"quiet": True})
    after = own.put(before, READ)
    assert own.of(after) == READ
    assert own.put(after, {}) == before


@pytest.mark.parametrize(
    ("country", "said", "part"),
    [
        ("CN", {}, "workdays-known-to"),
        ("IE", {}, "workdays-known-long"),
        ("", {}, "workdays-none-known"),
        ("SG", READ, "workdays-known-to"),
    ],
)
@pytest.mark.parametrize("language", WORDS.languages)
def test_what_is_known_is_told(language: str, country: str, said: dict[int, OwnYear], part: str) -> None:
    """How far, from where, what stands for later years, own days as stretches, and the next working days."""
    district = own.put(District(-100, "九堡", language, "Asia/Shanghai", {}, country=country), said)
    lines = told.lines(district, date(2026, 12, 30))
    assert lines[0]["word"] == part
    text = "\n".join(WORDS.fact(language, line) for line in lines)
    is_sure = country == "IE" or bool(said)
    assert (WORDS.say(language, "workdays-maybe", day="") in text) is not is_sure
    if said:
        stretch = told.stretches(READ[2027].off)
        assert stretch == [(date(2027, 2, 6), date(2027, 2, 10)), (date(2027, 10, 1), date(2027, 10, 1))]


def test_of_many_days_the_first_are_shown() -> None:
    """A message stays one that people read."""
    many = {2027: OwnYear(frozenset(date(2027, month, day) for month in (1, 2) for day in range(1, 27, 2)))}
    district = own.put(District(-100, "Dunmorrow", "en", "Europe/Dublin", {}, country="IE"), many)
    [line] = [one for one in told.lines(district, date(2027, 1, 1)) if one["word"] == "workdays-own-off"]
    assert WORDS.fact("en", line).endswith(WORDS.say("en", "workdays-more", count=26 - told.MOST_STRETCHES))


def test_it_stands_in_a_district_file(tmp_path: Path) -> None:
    """Its mistakes are told with all others, by line."""
    path = tmp_path / "district.yaml"
    path.write_text(
        "district: {chat_id: -100, name: 九堡}\nworkdays: {2027: {off: [2027-02-06..2027-02-08]}}\n", "utf8"
    )
    assert district_file.read(path, Rules()).workdays == {2027: OwnYear(days(2027, 2, 6, 7, 8))}
    path.write_text("district: {chat_id: x, name: 九堡}\nworkdays: {2027: {off: [soon]}, 2028: []}\n", "utf8")
    with pytest.raises(Mistakes) as raised:
        district_file.read(path, Rules())
    assert [(one.facts["line"], one.key) for one in raised.value.all] == [
        (1, "file-wants-number"), (2, "workdays-wants-day"), (2, "file-wants-mapping"),
    ]  # fmt: skip
