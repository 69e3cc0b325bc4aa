"""What a captain says in a group to send a team."""

import pytest

from bot.incidents.talk.order_words import team_to_send


@pytest.mark.parametrize(
    ("text", "number", "team"),
    [
        ("57 让二队去", 57, "二队"),
        ("#57，派 二队 过去！", 57, "二队"),
        ("57号叫消防组去看看", 57, "消防组"),
        ("让二队去吧", None, "二队"),
        ("57 send Team 2", 57, "Team 2"),
        ("send team 2 there now", None, "team 2"),
        ("派九队去7号", 7, "九队"),
        ("让二队去57吧", 57, "二队"),
        ("send castle crew to 4", 4, "castle crew"),
        ("send Team 2 to case #4 now", 4, "Team 2"),
        ("57: have Team 2 take it.", 57, "Team 2"),
    ],
)
def test_a_team_is_sent(text: str, number: int | None, team: str) -> None:
    """With the case or without."""
    assert team_to_send(text) == (number, team)


@pytest.mark.parametrize("text", ["二队去了", "57", "让开", "send", "57 打架，让他们去调解室了", "让二队去" * 20])
def test_other_words_send_nobody(text: str) -> None:
    """Talk stays talk."""
    assert team_to_send(text) is None
