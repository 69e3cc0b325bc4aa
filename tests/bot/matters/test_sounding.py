"""When the list of what needs a captain makes a sound: pure arithmetic over what is in it and what was said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.matters.sounding import APART, GATHER, TOGETHER, Sound, decide
from bot.work.matters import Matter, Rank, Wrong, fixed

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)


def a_matter(number: int, *wrongs: Wrong, **more: Any) -> Matter:
    """One case with what is wrong in it."""
    return Matter(f"case:{number}", LONG_AGO, fixed({"word": "matter-number", "number": number}), wrongs, **more)


def a_wrong(what: str = "overdue", rank: Rank = Rank.LATE, **more: Any) -> Wrong:
    """One thing that is wrong."""
    return Wrong(what, rank, {"word": f"matter-{what}"}, **more)


def test_what_is_new_sounds_and_what_was_said_does_not() -> None:
    """Told once; again where it is to be said anew."""
    first = decide({}, None, [a_matter(1, a_wrong())], NOW)
    assert first == Sound(now=True, told={"case:1/overdue": 0})
    assert not decide(first.told, LONG_AGO, [a_matter(1, a_wrong())], NOW).now
    assert decide(first.told, LONG_AGO, [a_matter(1, a_wrong(again=1))], NOW).told == {"case:1/overdue": 1}
    assert decide(first.told, LONG_AGO, [a_matter(1, a_wrong(), a_wrong("hold"))], NOW).now, "another thing in one case"


def test_what_came_back_is_new() -> None:
    """A line that left is forgotten."""
    gone = decide({"case:1/nobody": 0}, LONG_AGO, [], NOW)
    assert gone.told == {}
    assert decide(gone.told, LONG_AGO, [a_matter(1, a_wrong("nobody"))], NOW).now


def test_many_gather_for_one_sound() -> None:
    """Soon after a sound the new waits, and the hour of the next one is told; so soon that it is in it, it is said."""
    told, last = {"case:1/overdue": 0}, NOW - timedelta(seconds=10)
    two = [a_matter(1, a_wrong()), a_matter(2, a_wrong())]
    assert decide(told, last, two, NOW) == Sound(now=False, told=told, again_at=last + GATHER)
    assert decide(told, last, two, last + GATHER).now
    assert decide(told, NOW, two, NOW + TOGETHER / 2) == Sound(now=False, told={**told, "case:2/overdue": 0})


def test_critical_waits_for_nothing() -> None:
    """Neither for others nor for a call for help."""
    critical = a_matter(1, a_wrong("critical", Rank.CRITICAL, at_once=True))
    for apart in (False, True):
        sound = decide({}, NOW - timedelta(seconds=1), [critical], NOW, apart=apart)
        assert (sound.now, sound.at_once) == (True, True)


def test_a_call_for_help_holds_back_what_can_wait() -> None:
    """It is looked at again, and nothing of it counts as said."""
    assert decide({}, None, [a_matter(1, a_wrong())], NOW, apart=True) == Sound(False, {}, NOW + APART)


def test_what_is_hushed_is_shown_without_a_sound_and_sounds_when_it_is_not_any_more() -> None:
    """A captain has taken it for half an hour."""
    assert decide({}, None, [a_matter(1, a_wrong(hushed=True))], NOW) == Sound(now=False, told={})
    assert decide({}, None, [a_matter(1, a_wrong())], NOW).now


@pytest.mark.parametrize("seconds", [1, 7, 30, 149])
def test_no_more_sounds_than_the_bar(seconds: int) -> None:
    """Something new every few seconds for the half hour of a rush: at most fifteen sounds."""
    told, last, sounds, found = {}, None, 0, list[Matter]()
    for second in range(29 * 60):
        if second % seconds == 0:
            found.append(a_matter(second, a_wrong()))
        now = NOW + timedelta(seconds=second)
        sound = decide(told, last, found, now)
        told, last, sounds = dict(sound.told), now if sound.now else last, sounds + sound.now
    assert 1 < sounds <= 15


def test_the_most_urgent_comes_first_and_what_is_taken_last() -> None:
    """By rank, then severity, then age."""
    lost = a_matter(1, a_wrong("nobody", Rank.LOST))
    heavy = a_matter(2, a_wrong(), weight=2)
    light = a_matter(3, a_wrong(), weight=1)
    taken = a_matter(4, a_wrong("critical", Rank.CRITICAL), by="钱队")
    look = a_matter(5, a_wrong("silent", Rank.LOOK))
    every = [look, taken, light, heavy, lost]
    assert sorted(every, key=lambda m: m.order) == [lost, heavy, light, taken, look], "a wish is not below mere looks"


def test_what_a_captain_has_put_away_leaves_its_matter_and_the_rest_of_it_stays() -> None:
    """Of several teams in one line the one that was seen goes; with the last of them the line does."""
    two, three = a_wrong("silent-2", part="team:2"), a_wrong("silent-3", part="team:3")
    matter = a_matter(1, two, three)
    assert matter.subjects == ("team:2", "team:3")
    left = matter.without({"team:2"})
    assert left == replace(matter, wrongs=(three,))
    assert matter.without(matter.subjects) is None
