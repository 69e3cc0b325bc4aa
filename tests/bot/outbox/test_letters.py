"""Letters before they go: what they are, into which topic they belong, with which sound, and how late."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.outbox import late, quiet, topics
from bot.outbox.letters import Button, Letter, LetterKind, Priority
from bot.outbox.topics import Kind
from bot.register.districts import District
from tests.bot.builders import NOW

DISTRICT = District(-1001234, "d", "en", "UTC", {}, id=1)
HUSHED = replace(DISTRICT, settings={"quiet": True})


def a_letter(**changed: Any) -> Letter:
    """A note to the group."""
    return replace(Letter(1, DISTRICT.chat_id, LetterKind.NOTE, Priority.ANSWER, NOW), **changed)


@pytest.mark.parametrize(
    ("purpose", "is_answer"), [("answer", True), ("page", True), ("album:77", True), ("note", False), ("card", False)]
)
def test_what_is_said_to_the_one_who_spoke(purpose: str, *, is_answer: bool) -> None:
    """By its purpose; it is a question only with something to tap."""
    button = ((Button("button-yes", "yes"),),)
    assert a_letter(purpose=purpose).is_answer is is_answer
    assert not a_letter(purpose=purpose).asks
    assert a_letter(purpose=purpose, buttons=button).asks is is_answer
    assert a_letter(purpose=purpose, facts={"facts_keyboard": "location"}).asks is is_answer


@pytest.mark.parametrize("priority", Priority)
def test_what_sounds_in_a_quiet_group(priority: Priority) -> None:
    """Calls for help, orders and what is overdue; in a group that is not quiet everything."""
    sounds = priority in {Priority.SOS, Priority.ORDER, Priority.OVERDUE}
    assert quiet.hushes(HUSHED, a_letter(priority=priority)) is not sounds
    assert not quiet.hushes(HUSHED, a_letter(priority=priority, mentions=(1002,)))
    assert not quiet.hushes(DISTRICT, a_letter(priority=priority))
    assert [quiet.of(one) for one in (DISTRICT, HUSHED)] == ["off", "on"]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"kind": LetterKind.ORDER}, Kind.INCIDENT),
        ({"kind": LetterKind.SOS, "purpose": "welfare"}, Kind.SOS),
        ({"kind": LetterKind.BOARD}, Kind.BOARD),
        ({"purpose": "morning"}, Kind.REPORTS),
        ({"purpose": "welfare"}, Kind.SOS),
        ({"kind": LetterKind.CARD}, None),
        ({}, None),
    ],
)
def test_the_topic_of_a_letter(told: dict[str, Any], kind: Kind | None) -> None:
    """What it carries goes before what it is for; of a card only its case knows."""
    assert topics.of(a_letter(**told)) is kind


def test_a_topic_is_named_in_either_language() -> None:
    """By its own name, by others, and by those of kinds of case that are not listed."""
    more = {"lost": "lost_child"}
    said = ["SOS", "求助", "Cases", "交接班", "LOST", "weather"]
    assert [topics.named(word, more) for word in said] == ["sos", "sos", "incident", "handover", "lost_child", None]
    assert [topics.means_off(word) for word in ("OFF", "关", "on")] == [True, True, False]


def test_topics_are_listed_in_the_order_of_the_kinds() -> None:
    """Those of kinds that are not listed come last."""
    set_up = replace(DISTRICT, settings={"topics": {"lost_child": 9, "notice": 5, "incident": 3}})
    assert list(topics.kept(set_up).items()) == [("incident", 3), ("notice", 5), ("lost_child", 9)]
    assert topics.kept(DISTRICT) == {}
    assert topics.place(DISTRICT, 3)["url"] == "https://t.me/c/1234/3"


def test_a_reminder_that_waited_says_so() -> None:
    """With the minutes as they are when it goes; half a minute is nothing, and nothing else is changed."""
    waited = a_letter(purpose="reminder", facts={"minutes": 5})
    assert late.as_late(waited, NOW + timedelta(seconds=late.LATE_S)) is waited
    told = late.as_late(waited, NOW + timedelta(minutes=3, seconds=1))
    assert told.facts == {"minutes": 8, "late": {"word": "late-mark"}}
    note = a_letter(facts={"minutes": 5})
    assert late.as_late(note, NOW + timedelta(hours=1)) is note


@pytest.mark.parametrize("purpose", ["answer", "page", "pieces", "album:13700000000000007"])
def test_what_is_said_to_who_just_spoke_is_an_answer(purpose: str) -> None:
    """The list of pieces is one, and so is what earlier versions said to an album."""
    assert a_letter(purpose=purpose).is_answer
