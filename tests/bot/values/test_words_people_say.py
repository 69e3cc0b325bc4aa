"""Plain words as moves, times and durations as people write them, items and places in a sentence."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.handbook import file as handbook_file
from bot.handbook import search as handbook_search
from bot.places import in_texts
from bot.places.register import Place
from bot.values import plain_words, spoken_time
from bot.values.geo import Point
from bot.values.refused import Refused

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)  # 14:30 in the zone
BOOK = handbook_file.load(Path(__file__).parents[3] / "samples" / "handbook.yaml")


@pytest.mark.parametrize(
    ("said", "move"),
    [("收到", "accept"), ("接单!", "accept"), ("OK 👍", "accept"), ("on my way.", "accept"), ("到了", "arrive"),
     ("here", "arrive"), ("好了。", "resolve"), ("Done!", "resolve"), ("支援", "backup"), ("backup", "backup"),
     ("退单", "decline"), ("收到，马上到", "accept"), ("好的", "accept"), ("已经到了", "arrive"),
     ("到达现场", "arrive"),
     ("需要帮忙", "backup"), ("处理完毕", "resolve"), ("完事了", "resolve"), ("收到 马上去", "accept"),
     ("好的，到了。", "arrive"),
     ("到了，需要支援！", "backup"), ("got it, on my way", "accept"), ("We are here.", "arrive"),
     ("need help!", "backup"),
     ("All done, thanks", "resolve"), ("all done", "resolve")],
)  # fmt: skip
def test_plain_words_are_moves(said: str, move: str) -> None:
    """With or without punctuation and emoji; in several parts each has to be one."""
    assert plain_words.read(said) == (move, {})


def test_decline_carries_its_reason() -> None:
    """退单 太远."""
    assert plain_words.read("退单 太远") == ("decline", {"reason": "too_far"})
    assert plain_words.read("decline, unsafe") == ("decline", {"reason": "unsafe"})
    assert plain_words.read("路太远了，去不了") == ("decline", {"reason": "too_far"})
    assert plain_words.read("去不了，我们在忙") == ("decline", {"reason": "busy"})
    assert plain_words.read("退单，谁来帮忙") is None
    assert plain_words.decline_reason("it is too far for us") == "too_far"


@pytest.mark.parametrize(
    "said",
    [
        "我到了你家门口的路上",
        "收到你的消息了吗",
        "is it done yet",
        "ok but later",
        "到了门口，等人",
        "收到，谁在现场",
        "",
    ],
)
def test_a_sentence_that_merely_contains_a_word_is_no_move(said: str) -> None:
    """Talk stays talk."""
    assert plain_words.read(said) is None


@pytest.mark.parametrize(
    ("text", "hour", "minute", "rest"),
    [
        ("at 14:05", 14, 5, ""),
        ("好了 14:05", 14, 5, "好了"),
        ("fixed at 9:00", 9, 0, "fixed"),
        ("at 14:31", 14, 31, ""),
    ],
)
def test_a_time_means_the_latest_that_is_not_in_the_future(text: str, hour: int, minute: int, rest: str) -> None:
    """14:31 at 14:30 was yesterday's."""
    said = spoken_time.read(text, now=NOW, zone=ZONE, not_before=None)
    assert said is not None
    local = said.at.astimezone(ZONE)
    assert (local.hour, local.minute, said.rest) == (hour, minute, rest)
    assert NOW - timedelta(days=1) < said.at <= NOW


def test_a_time_before_the_previous_move_is_refused() -> None:
    """And 25:00 is no time at all."""
    with pytest.raises(Refused, match="time-before-previous"):
        spoken_time.read("at 14:05", now=NOW, zone=ZONE, not_before=NOW - timedelta(minutes=5))
    with pytest.raises(Refused, match="wrong-time"):
        spoken_time.read("at 25:00", now=NOW, zone=ZONE, not_before=None)
    assert spoken_time.read("no time here", now=NOW, zone=ZONE, not_before=None) is None


def test_a_doubled_hour_means_the_later_one_that_has_passed() -> None:
    """02:30 happens twice on the autumn night in Berlin."""
    zone = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 1, 45, tzinfo=UTC)
    said = spoken_time.read("at 02:30", now=now, zone=zone, not_before=None)
    assert said is not None
    assert said.at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes", "rest"),
    [("40m wait for tow", 40, "wait for tow"), ("2h", 120, ""), ("40分钟 等拖车", 40, "等拖车"), ("2小时", 120, ""),
     ("15", 15, ""), ("90 s", 1.5, "")],
)  # fmt: skip
def test_durations(text: str, minutes: float, rest: str) -> None:
    """Plain numbers are minutes."""
    assert spoken_time.duration(text) == (timedelta(minutes=minutes), rest)


def test_words_without_a_length_give_none() -> None:
    """A reason is no duration."""
    assert spoken_time.duration("等拖车") == (None, "等拖车")


def test_every_everyday_wording_finds_its_item() -> None:
    """All wordings of the handbook, alone and in a sentence."""
    for item in BOOK.items:
        for word in (*item.words.zh, *item.words.en):
            found = handbook_search.recognise(
                BOOK, f"这里有 {word} 快来" if not word.isascii() else f"please come, {word} here"
            )
            assert found is not None
            assert found.code == item.code


@pytest.mark.parametrize("text", ["你好", "有情况", "please come", "", "看看这里"])
def test_vague_words_claim_no_item(text: str) -> None:
    """Nothing is guessed."""
    assert handbook_search.recognise(BOOK, text) is None


REGISTER = [
    Place("P1", "客运中心", "hub", Point(30.31, 120.27)),
    Place("P2", "客运中心停车场", "yard", Point(30.32, 120.27)),
    Place("P3", "明月路小学", "school", Point(30.33, 120.27)),
]


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [("通盛路客运中心门口 共享单车乱停放", "P1", "通盛路 门口 共享单车乱停放"), ("客运中心停车场 油烟", "P2", "油烟"),
     ("P3 摆摊", "P3", "摆摊")],
)  # fmt: skip
def test_a_place_is_found_in_a_text(text: str, code: str, rest: str) -> None:
    """The longest name wins; a code is a word of its own."""
    found = in_texts.find_in(text, REGISTER)
    assert found is not None
    assert ([p.code for p in found.places], found.rest) == ([code], rest)


def test_no_place_is_guessed() -> None:
    """Unknown stays unknown."""
    assert in_texts.find_in("某处 摆摊", REGISTER) is None


@pytest.mark.parametrize("said", ["不知道", "我不知道在哪里。", "I don’t know where it is", "don't know", "No idea!"])
def test_nobody_knows_where(said: str) -> None:
    """An answer to *where is it*, in either language, whatever stands behind it."""
    assert plain_words.is_no_idea_where(said)


@pytest.mark.parametrize("said", ["不知道谁在河边打架", "I don't know his name, by the river", "在哪里", "知道"])
def test_who_says_more_tells_something(said: str) -> None:
    """They describe what they see."""
    assert not plain_words.is_no_idea_where(said)
