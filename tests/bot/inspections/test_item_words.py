"""What somebody writes about items: numbers, results, severities, limits and words, in both languages."""

import pytest

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.inspections.visit import Result
from bot.inspections.visiting.hearing import listening, words
from bot.inspections.visiting.hearing.words import Line
from tests.bot.builders import NOW

PASS, FIXED, FAIL, HANDED, NONE = Result
DAY = 24


def one(text: str) -> Line:
    """The only line of a text."""
    [line] = words.read(text)
    return line


@pytest.mark.parametrize(
    ("text", "result", "severity", "hours", "said"),
    [
        ("7 合格", PASS, "", None, ""),
        ("7合格", PASS, "", None, ""),
        ("７ 合 格", PASS, "", None, ""),
        ("7号　合格", PASS, "", None, ""),
        ("第7项：合格了", PASS, "", None, ""),
        ("7 ✅", PASS, "", None, ""),
        ("改 7 合格", PASS, "", None, ""),
        ("改7合格", PASS, "", None, ""),
        ("更正：第7项 不合格 3日 门堵了", FAIL, "", 3 * DAY, "门堵了"),
        ("7 改为 不合格 3日", FAIL, "", 3 * DAY, ""),
        ("7 改成合格", PASS, "", None, ""),
        ("correct 7 pass", PASS, "", None, ""),
        ("change 7 to fail 2 days", FAIL, "", 2 * DAY, ""),
        ("item 7 pass", PASS, "", None, ""),
        ("#7 OK, new extinguisher", PASS, "", None, "new extinguisher"),
        ("7 不合格 3日 线路老化", FAIL, "", 3 * DAY, "线路老化"),
        ("7不合格3日线路老化", FAIL, "", 3 * DAY, "线路老化"),
        ("7，不合格，限3天内整改，线路老化", FAIL, "", 3 * DAY, "线路老化"),
        ("7 不合格 三天内 门堵了", FAIL, "", 3 * DAY, "门堵了"),
        ("7 不合格 重大 立即 燃气泄漏", FAIL, "critical", 0, "燃气泄漏"),
        ("7 较大 不合格 24小时", FAIL, "major", 24, ""),
        ("7 不合格 2周", FAIL, "", 14 * DAY, ""),
        ("7 不合格 3个灭火器过期", FAIL, "", None, "3个灭火器过期"),
        ("7不合格线路老化", FAIL, "", None, "线路老化"),
        ("7 fail 3 days worn cable", FAIL, "", 3 * DAY, "worn cable"),
        ("7 Fail, within 24h: worn cable", FAIL, "", 24, "worn cable"),
        ("no. 7 major fail two days", FAIL, "major", 2 * DAY, ""),
        ("7 failed critical at once gas smell", FAIL, "critical", 0, "gas smell"),
        ("7 fail 2 days 3 extinguishers", FAIL, "", 2 * DAY, "3 extinguishers"),
        ("7 当场改好", FIXED, "", None, ""),
        ("7 不合格，当场改好了 搬走了纸箱", FIXED, "", None, "搬走了纸箱"),
        ("7 fixed on the spot moved boxes", FIXED, "", None, "moved boxes"),
        ("7 fail, fixed", FIXED, "", None, ""),
        ("7 移交消防", HANDED, "", None, "消防"),
        ("7 hand over fire", HANDED, "", None, "fire"),
        ("7 不涉及", NONE, "", None, ""),
        ("7 n/a", NONE, "", None, ""),
        ("7 does not concern", NONE, "", None, ""),
    ],
)
def test_one_item(text: str, result: Result, severity: str, hours: int | None, said: str) -> None:
    """Odd spacing, full-width digits, 号 and 项, units and their order make no difference."""
    line = one(text)
    assert (line.numbers, line.problem) == ((7,), "")
    assert (line.result, line.severity, line.hours, line.words) == (result, severity, hours, said)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7-9 合格", (7, 8, 9)),
        ("7~9合格", (7, 8, 9)),
        ("7至9项 合格", (7, 8, 9)),
        ("7、8、9 合格", (7, 8, 9)),
        ("7, 8 and 9 pass", (7, 8, 9)),
        ("items 7 to 9 pass", (7, 8, 9)),
        ("7,9-11 pass", (7, 9, 10, 11)),
    ],
)
def test_several_items(text: str, numbers: tuple[int, ...]) -> None:
    """A range and a list mean each of their items."""
    line = one(text)
    assert (line.numbers, line.result, line.is_range) == (numbers, PASS, True)


def test_several_lines() -> None:
    """Each line is about its own items; one without a number belongs to the one above it."""
    lines = words.read("7 合格\n8 不合格 3日 门堵了\n上面还有电动车；9-10 pass; 11 fail minor")
    assert [(line.numbers, line.result, line.words) for line in lines] == [
        ((7,), PASS, ""),
        ((8,), FAIL, "门堵了 上面还有电动车"),
        ((9, 10), PASS, ""),
        ((11,), FAIL, ""),
    ]
    assert [(line.numbers, line.words) for line in words.read("7 ok, 8 fail 3 days")] == [((7,), ""), ((8,), "")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("7 合格证过期", "result"),
        ("7 3日", "result"),
        ("7 finest", "result"),
        ("7 当场改不了", "result"),
        ("7 合格 3日", "limit"),
        ("7 fail 3000 weeks", "long"),
        ("12-7 合格", "range"),
        ("7-12 不涉及", "several"),
        ("7、8 不合格 3日 门堵了", "several"),
        ("7-9 fixed", "several"),
    ],
)
def test_what_cannot_be_read(text: str, problem: str) -> None:
    """It is never taken for a pass or for another item, and what was written is there whole."""
    line = one(text)
    assert (line.problem, line.text) == (problem, text)


@pytest.mark.parametrize(
    "text",
    ["到了", "门堵了 7", "3.5 m", "12:30", "7号楼 着火", "50% done", "3日", "3 days", "24h", "3 people fighting", ""],
)
def test_what_is_about_no_item(text: str) -> None:
    """Talk, figures and addresses begin with no number of an item."""
    assert words.read(text) == ()


def test_a_number_alone() -> None:
    """It asks for the item, or says of which a photo is."""
    assert one("7").is_bare
    assert one("第 7 项").is_bare
    assert not one("7 线路老化").is_bare


def test_in_reply_to_an_item() -> None:
    """The number may be left out; one that is written counts."""
    [line] = words.read_for(5, "不合格 3日")
    assert (line.numbers, line.result, line.hours) == ((5,), FAIL, 3 * DAY)
    [line] = words.read_for(5, "7 pass")
    assert line.numbers == (7,)


@pytest.mark.parametrize(
    ("more", "waits"),
    [({}, True), ({"counts_as": "item:3"}, False), ({"source": "web"}, False), ({"by_id": 8}, False)],
)
def test_which_photos_a_number_alone_is_about(more: dict[str, object], *, waits: bool) -> None:
    """One's own from the chat that show nothing yet; those of the page have their answer, done half and half."""
    given: dict[str, object] = {"by_id": 7, "kind": EvidenceKind.PHOTO} | more
    piece = Evidence(district_id=1, taken_at=NOW, chat_id=7, message_id=1, **given)  # type: ignore[arg-type]
    assert listening.waits(7, piece) == waits
