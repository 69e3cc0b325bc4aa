"""The rules by which the ground lives: who is held, which case is the guide's, what has happened, what is answered."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.words import Words
from handlers.drill.life import colleagues
from handlers.drill.life.guided import LEFT_S, Guided
from handlers.drill.life.next_steps import MORE, STEPS, NextSteps
from handlers.drill.life.windows import Windows
from handlers.drill.pages import FOLDER
from handlers.drill.people.seen import Button, Seen

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
CAPTAIN, OTHER_CAPTAIN, MEMBER = 1, 2, 5


def a_case(number: int, **differs: Any) -> dict[str, Any]:
    """One that somebody at a page reported."""
    usual = {"number": number, "kind": "incident", "state": "dispatched", "reached": "sent", "have": 0}
    return {f"case:{number}": usual | {"others": False, "sent_by": [], "confirmed_by": None} | differs}


def a_call(number: int, state: str) -> dict[str, Any]:
    """A call for help."""
    reached = "over" if state in {"cleared", "false_alarm"} else "sent"
    return {f"call:{number}": {"number": number, "kind": "sos", "state": state, "reached": reached, "others": False}}


def test_who_is_held_in_open_windows() -> None:
    """A window that is closed holds nobody, one that comes back holds whom it held."""
    windows = Windows()
    windows.hold("a", CAPTAIN)
    windows.hold("b", MEMBER)
    assert (windows.held, windows.is_any_open) == (frozenset(), False)
    with windows.listening("a"), windows.listening("b"), windows.listening("a"):
        assert windows.held == {CAPTAIN, MEMBER}
        windows.hold("b", OTHER_CAPTAIN)
        assert windows.held == {CAPTAIN, OTHER_CAPTAIN}
    assert (windows.held, windows.is_any_open) == (frozenset(), False)
    with windows.listening("a"):
        assert windows.held == {CAPTAIN}


def test_the_guides_case_is_the_first_by_hand() -> None:
    """Not one of the others, not a call for help; it waits until it is over."""
    guided = Guided()
    others = a_case(1, others=True) | a_call(2, "raised")
    guided.look(others, NOW, 1)
    assert (guided.number, guided.waits, list(guided.keys)) == (None, False, [])
    guided.look(others | a_case(3) | a_case(4), NOW, 1)
    assert (guided.number, guided.waits, list(guided.keys)) == (3, True, [("incident", 3)])
    guided.look(others | a_case(3, reached="over"), NOW, 1)
    assert (guided.waits, guided.is_over, list(guided.keys)) == (False, True, [])
    guided.begin_again(a_case(3))
    guided.look(a_case(3, reached="over"), NOW, 1)
    assert (guided.number, guided.is_over) == (None, False)


@pytest.mark.parametrize("speed", [1, 60])
def test_a_case_that_is_left_alone_waits_no_more(speed: float) -> None:
    """Counted from the last step, in seconds of whoever looks on."""
    guided, at = Guided(), NOW
    guided.look(a_case(1), at, speed)
    at += timedelta(seconds=(LEFT_S - 1) * speed)
    guided.look(a_case(1, reached="accepted"), at, speed)
    assert guided.waits
    guided.look(a_case(1, reached="accepted"), at + timedelta(seconds=LEFT_S * speed), speed)
    assert guided.waits
    guided.look(a_case(1, reached="accepted"), at + timedelta(seconds=(LEFT_S + 1) * speed), speed)
    assert not guided.waits
    assert guided.others_may_report
    at += timedelta(seconds=(LEFT_S + 2) * speed)
    guided.look(a_case(1, reached="arrived"), at, speed)
    assert not guided.waits, "the crews have it now, and their own steps do not give it back"
    guided.begin_again(a_case(1))
    guided.look(a_case(1, reached="arrived") | a_case(2), at, speed)
    assert guided.waits


def test_orders_that_run_out_are_no_steps_of_anybody() -> None:
    """One team after the other is sent and does not answer: the case is left alone all the same."""
    guided = Guided()
    for minute in range(6):
        for second, reached in ((0, "sent"), (59, "reported")):
            guided.look(a_case(1, reached=reached), NOW + timedelta(minutes=minute, seconds=second), 1)
    assert not guided.waits


def test_when_others_begin_to_report() -> None:
    """After the guide's case, however long that takes to begin; in the next one it is theirs to wait again."""
    guided, later = Guided(), NOW + timedelta(days=1)
    guided.look({}, NOW, 1)
    guided.look({}, later, 1)
    assert not guided.others_may_report
    guided.look(a_case(1), later, 1)
    assert not guided.others_may_report
    guided.look(a_case(1, reached="over"), later, 1)
    assert guided.others_may_report
    guided.begin_again(a_case(1))
    guided.look(a_case(1, reached="over"), later, 1)
    assert guided.others_may_report
    guided.look(a_case(1, reached="over") | a_case(2), later, 1)
    assert not guided.others_may_report


def test_what_has_happened_is_ticked_and_stays() -> None:
    """Only what is new, and of captains only what is done by whoever is held."""
    steps = NextSteps((CAPTAIN, OTHER_CAPTAIN), "rush")
    assert not steps.look(a_case(1, confirmed_by=CAPTAIN), {MEMBER})
    assert not steps.look(a_case(1, confirmed_by=CAPTAIN), {MEMBER})
    assert steps.look(a_case(1, confirmed_by=CAPTAIN), {CAPTAIN})
    assert steps.done == {"captain-be"}
    steps.look(a_case(2, sent_by=[OTHER_CAPTAIN], confirmed_by=OTHER_CAPTAIN), {CAPTAIN})
    assert steps.done == {"captain-be"}
    steps.look(a_case(2, sent_by=[OTHER_CAPTAIN, CAPTAIN]), {CAPTAIN})
    steps.look(a_case(2, sent_by=[CAPTAIN], confirmed_by=CAPTAIN, state="closed"), {CAPTAIN})
    assert steps.done == {"captain-be", "captain-send", "captain-confirm"}
    for state, more in (("raised", "call"), ("acknowledged", "take"), ("cleared", "clear")):
        steps.look(a_call(3, state), {MEMBER})
        assert f"help-{more}" in steps.done
    assert len(steps.done) == 6


def test_screens_and_the_drill_are_ticked() -> None:
    """A review counts for whoever has begun the drill that is meant."""
    steps = NextSteps((CAPTAIN,), "rush")
    assert not steps.watch((), {"name": "other", "reported": 50}, {"name": "rush"})
    steps.watch({"wall"}, {"name": "rush", "reported": 9}, None)
    assert steps.done == {"centre-wall", "rush-begin"}
    steps.watch({"centre"}, {"name": "rush", "reported": 10}, {"name": "rush"})
    every = {f"{walk}-{step}" for walk in ("centre", "rush") for step in STEPS[walk]}
    assert steps.done == every


def test_what_a_colleague_answers() -> None:
    """The planned duty, a swap, a handover; nothing else, and nothing that no bot sent."""
    data = ["duty:1.0:duty", "duty:1.0:off", "swap:1.7:yes", "swap:1.7:no", "shift:1.9:take", "incident:1.4:accept"]
    rows = tuple((Button(one, one),) for one in data)
    message = Seen(8, 1, 1, "bot", "", NOW, rows, by_bot=True)
    assert {found for _, found in colleagues.asked([message])} == {"duty:1.0:duty", "swap:1.7:yes", "shift:1.9:take"}
    assert colleagues.asked([Seen(8, 1, 1, "li", "", NOW, rows)]) == {}


def test_the_page_has_every_step_and_words_for_it() -> None:
    """What the ground ticks, the page offers, in both languages."""
    script = (FOLDER / "next.js").read_text(encoding="utf8")
    for walk, steps in (STEPS | MORE).items():
        listed = ", ".join(f'"{step}"' for step in steps)
        assert f"{walk}: [{listed}]," in script
    words = Words()
    for language in words.languages:
        known = words.open_sentences(language, ("ground-next",))
        assert {
            f"ground-next-{walk}-{step}" for walk, steps in (STEPS | MORE).items() for step in steps
        } <= known.keys()
