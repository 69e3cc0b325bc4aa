"""A question is no move, whatever words stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import plain_words

MOVES = [
    "收到",
    "到了",
    "好了",
    "支援",
    "退单",
    "退单，太远",
    "处理完",
    "撤销",
    "done",
    "here",
    "accept",
    "backup",
    "decline",
]
ASKING = [
    "?",
    " ?",
    "？。",
    *["？", "❓", "❔", "⁉️", "?!", "？！", "?)", "？😀", "吗", "嗎", "么", "吗？", "没", "没有", "没啊", "没？", "不"],
    " 没有",
]


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize("move", [one for one in MOVES if not one.isascii() and "，" not in one])
def test_the_end_of_a_sentence_decides(move: str, asking: str) -> None:
    """A mark, 吗, or 没 directly after the word of a move."""
    assert plain_words.is_question(move + asking)
    assert plain_words.asks_of_a_move(move + asking)
    assert plain_words.read(move + asking) is None
    assert plain_words.read(f"{move}{asking} 收到") is None
    assert plain_words.read(f"收到，{move}{asking}") is None


@pytest.mark.parametrize(
    "said",
    [
        "里面一个人都没有", "人没了", "原来没有，今天新摆的", "正好没有。",
        "到了", "什么情况都没有", "没什么", "没问题", "怎么到了", "这么多",
        "看 http://x.example/a?b=1", "done", "there is nobody", "收到没有人的消息",
    ],
)  # fmt: skip
def test_statements_are_none(said: str) -> None:
    """没有 that follows no move, 么 within a word, a mark in an address."""
    assert not plain_words.is_question(said)


@given(st.text(max_size=30), st.sampled_from(MOVES), st.text(max_size=30))
def test_no_text_with_a_question_mark_at_an_end_is_a_move(before: str, move: str, after: str) -> None:
    """Whatever else is said with it."""
    for said in (f"{before}{move}？", f"{move}？{after}", f"{before} {move} ? {after}"):
        assert plain_words.read(said) is None
        assert list(plain_words.addressed(said)) == []


@pytest.mark.parametrize(
    ("said", "name", "move"),
    [
        ("二队到了", "二队", "arrive"), ("42 到了", "42", "arrive"), ("#42 arrived", "42", "arrive"),
        ("team 7 on scene", "team 7", "arrive"), ("七队 夜班 已到", "七队 夜班", "arrive"),
        ("二队：好了", "二队", "resolve"),
        ("二队收到，马上到", "二队", "accept"),
    ],
)  # fmt: skip
def test_what_stands_before_a_move(said: str, name: str, move: str) -> None:
    """As far as it is one; the longest move counts."""
    assert next(plain_words.addressed(said)) == (name, (move, {}), True)


@pytest.mark.parametrize("said", ["一队，来帮忙", "一队出发", "一队好", "二队马上去", "二队，收到", "二队支援"])
def test_what_may_be_an_order_reports_nothing(said: str) -> None:
    """Said to a team, not about it."""
    assert not next(plain_words.addressed(said))[2]


@pytest.mark.parametrize(
    "said", ["不接电话，很危险", "去不了后门，设备挡住了", "Declined to pay, he is busy", "reject fine, other"]
)
def test_words_about_people_decline_no_order(said: str) -> None:
    """A word that declines stands alone, or with a reason and nothing else."""
    assert plain_words.read(said) is None


@pytest.mark.parametrize(
    ("said", "move"),
    [("到了哈", "arrive"), ("收到收到", "accept"), ("we're here", "arrive"), ("I'm on my way", "accept"),
     ("好了，马上到", "accept"), ("好的好的", "accept"), ("roger that", "accept"), ("好的，到了", "arrive")],
)  # fmt: skip
def test_the_ways_in_which_people_say_a_step(said: str, move: str) -> None:
    """Softened, doubled, short; of several the last that says something."""
    assert plain_words.read(said) == (move, {})


@pytest.mark.parametrize(
    ("said", "cries"), [("救命！", True), ("help me!!", True), ("sos", True), ("need help", False)]
)
def test_a_cry_for_help(said: str, cries: bool) -> None:  # a column of the table above
    """Nothing but the cry."""
    assert plain_words.is_cry(said) is cries


@pytest.mark.parametrize("said", ["二队到了没", "二队到了吗？", "二队到了?", "二队 到了没有"])
def test_whom_a_question_is_about(said: str) -> None:
    """What stands before its move."""
    assert next(plain_words.asked_of(said)) == "二队"


@pytest.mark.parametrize("said", ["二队还没到", "到了二队", "二队到了吗", "the parcel arrived at the gate", "42"])
def test_what_is_no_call_by_radio(said: str) -> None:
    """No move at its end, or a question."""
    assert list(plain_words.addressed(said)) == []


@pytest.mark.parametrize(("name", "number"), [("42", 42), ("#42", 42), ("42号", 42), ("case 42", 42), ("team 7", None)])
def test_a_case_is_named_by_its_number(name: str, number: int | None) -> None:
    """Nothing else beside it."""
    assert plain_words.case_number(name) == number


class Counted(str):
    """A text that counts how often one of its letters is looked at."""

    __slots__ = ()
    looks = 0

    def lower(self) -> "Counted":
        """The same, still counted."""
        return self

    def __getitem__(self, key: object) -> str:  # type: ignore[override]  # as a text
        Counted.looks += 1
        return super().__getitem__(key)  # type: ignore[index]  # as a text


@pytest.mark.parametrize("text", ["a" + " " * 4000 + "b", " " * 4000, "。" * 4000 + "到了"])
def test_reading_ends_in_time_whatever_is_sent(text: str) -> None:
    """Each letter is looked at twice at most when the ends are cut off."""
    Counted.looks = 0
    plain_words._plain(Counted(text))  # the one place that all readings go through
    assert Counted.looks <= 2 * len(text) + 3
