"""Which team a text names, and what is left of the text."""

import pytest

from bot.register import team_names
from bot.register.teams import Team


def teams(*names: str) -> list[Team]:
    """Teams with these names; a former name stands behind a stroke."""
    split = [name.split("|") for name in names]
    return [Team(1, name, id=i, former_names=tuple(former)) for i, (name, *former) in enumerate(split, start=1)]


ENGLISH = teams("Night Shift", "Day", "Day Two")
CHINESE = teams("七队", "七队 夜班", "东区一队", "东区二队")


@pytest.mark.parametrize(
    ("text", "known", "name", "rest"),
    [
        ("Night Shift Late Shift", ENGLISH, "Night Shift", "Late Shift"),
        ("night  shift Late", ENGLISH, "Night Shift", "Late"),
        ("Day Two Three", ENGLISH, "Day Two", "Three"),
        ("Day Three", ENGLISH, "Day", "Three"),
        ("Night Late Shift", ENGLISH, "Night Shift", "Late Shift"),
        ('"Day" Two', ENGLISH, "Day", "Two"),
        ("“七队” 夜班", CHINESE, "七队", "夜班"),
        ("「七队」「早班」", CHINESE, "七队", "早班"),
        ("七队 夜班 早班", CHINESE, "七队 夜班", "早班"),
        ("七队 早班", CHINESE, "七队", "早班"),
        ("东区一 先锋队", CHINESE, "东区一队", "先锋队"),
        ("旧队 新队", teams("一队|旧队"), "一队", "新队"),
        ("17队 新队", teams("十七队", "七队"), "十七队", "新队"),
        ("七队 新队", teams("7队", "十七队"), "7队", "新队"),
        ("旧队 新队", teams("一队|旧队", "旧队"), "旧队", "新队"),
    ],
)
def test_the_longest_known_name_at_the_beginning_is_meant(text: str, known: list[Team], name: str, rest: str) -> None:
    """With capitals or without; in quotation marks it is just that name."""
    assert [(one.team.name, one.rest) for one in team_names.begun(text, known, rest=True)] == [(name, rest)]


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("七队 夜班", CHINESE, ["七队", "七队 夜班"]),
        ("七队 夜", CHINESE, ["七队", "七队 夜班"]),
        ("东区 先锋队", CHINESE, ["东区一队", "东区二队"]),
        ("七队 夜班 早班", teams("七队", "八队|七队 夜班"), ["七队", "八队"]),
        ("一队 新队", teams("一队", "一队"), ["一队", "一队"]),
        ("火星队 新队", CHINESE, []),
        ("", CHINESE, []),
    ],
)
def test_what_may_mean_several_names_them_all(text: str, known: list[Team], names: list[str]) -> None:
    """Where the longest name leaves nothing, where words begin a longer name, where a name was another's before."""
    assert [one.team.name for one in team_names.begun(text, known, rest=True)] == names


def test_where_nothing_has_to_follow_the_longest_name_is_meant() -> None:
    """``/team handles 七队 夜班``: everything."""
    assert [(one.team.name, one.rest) for one in team_names.begun("七队 夜班", CHINESE)] == [("七队 夜班", "")]


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("night shift", ENGLISH, ["Night Shift"]),
        ("day", ENGLISH, ["Day"]),
        ("七队", CHINESE, ["七队"]),
        ("东区", CHINESE, ["东区一队", "东区二队"]),
        ("一队", teams("先锋队|一队", "一队"), ["一队"]),
        ("旧队", teams("一队|旧队", "二队|旧队"), ["一队", "二队"]),
        ("Night Shift Day", ENGLISH, []),
        ("七队 快点", CHINESE, []),
    ],
)
def test_a_whole_text_as_a_name(text: str, known: list[Team], names: list[str]) -> None:
    """The name as it stands hides those that only begin so, and former ones."""
    assert [team.name for team in team_names.named(text, known)] == names


def test_names_that_stand_in_a_text() -> None:
    """As whole words; one that stands inside a longer one does not count."""
    assert [t.name for t in team_names.mentioned("Night Shift Day", ENGLISH)] == ["Night Shift", "Day"]
    assert [t.name for t in team_names.mentioned("Day Two", ENGLISH)] == ["Day Two"]
    assert team_names.mentioned("Daylight", ENGLISH) == ()
    assert [t.name for t in team_names.mentioned("派七队 夜班", CHINESE)] == ["七队 夜班"]


def test_two_of_the_same_name_are_told_apart() -> None:
    """By their keys."""
    assert team_names.shown([Team(1, "一队", id=1, key="a"), Team(1, "一队", id=2), Team(1, "二队", id=3)]) == (
        "一队 (a), 一队 (2), 二队"
    )
