"""A trial: what may be pressed when, by whom, when it ends, and what has to be there before one begins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.apply import apply
from bot.cases.case import CLOCK, Actor
from bot.cases.rulebook import Facts
from bot.register.teams import Standing, Team
from bot.trials import table, told
from bot.trials.table import LIVE, STOPPED, TRIAL, State, Trial
from bot.values.geo import Point
from bot.values.refused import Refused
from bot.words import Words
from bot.work.history import Part
from tests.bot.builders import NOW

WORDS = Words(strict=True)
MINE = Actor(7, frozenset({Part.CAPTAIN, Part.REPORTER}))
ANOTHER = Actor(8, frozenset({Part.CAPTAIN}))
BASE = Point(30.3, 120.2)


def a_trial(state: State = State.DISPATCHED) -> Trial:
    """One that began now."""
    return Trial(1, table.KIND, 5, state, NOW, id=3, drill=True, reporter_id=7, team_id=1)


def standing(number: int, base: Point | None = BASE, holds: tuple[int, ...] = ()) -> Standing:
    """A team with nobody on duty."""
    return Standing(Team(1, f"team {number}", id=number, base=base), (), (), None, fresh=False, holds=holds)


def test_its_captain_plays_it_through_one_button_at_a_time() -> None:
    """Accept, arrive, done, confirm, and nothing else; no team ever holds it."""
    trial, pressed = a_trial(), []
    while (name := trial.next_move) is not None:
        trial = apply(TRIAL, trial, name, MINE, NOW, Facts()).case
        pressed.append(name)
        assert trial.assignments == ()
    assert pressed == ["accept", "arrive", "resolve", "confirm"]
    assert (trial.state, trial.is_live) == ("closed", False)


@pytest.mark.parametrize("move", ["accept", "stop"])
def test_nobody_else_moves_it(move: str) -> None:
    """Another captain plays no part of it; not even its own captain stops it."""
    with pytest.raises(Refused, match="not-yours"):
        apply(TRIAL, a_trial(), move, ANOTHER, NOW, Facts(given={"reason": table.TIME}))
    with pytest.raises(Refused, match="not-yours"):
        apply(TRIAL, a_trial(), "stop", MINE, NOW, Facts(given={"reason": table.TIME}))


@pytest.mark.parametrize("state", sorted(LIVE))
def test_wherever_it_stands_it_ends_after_a_quarter_of_an_hour(state: State) -> None:
    """That is all that comes due, at the same minute whatever was pressed; afterwards nothing is."""
    trial = a_trial(state)
    [due] = table.occasions(trial)
    assert (due.name, due.due_at) == (table.ENDS, NOW + timedelta(minutes=15))
    after = apply(TRIAL, trial, "stop", CLOCK, due.due_at, Facts(given={"reason": table.TIME})).case
    assert (after.state, after.reason, after.next_move) == (STOPPED, table.TIME, None)
    assert table.occasions(after) == []


def test_what_is_missing_comes_in_order() -> None:
    """A team, a base, one that is free; the first of those, on duty or not."""
    assert table.missing([]) == "team"
    assert table.missing([standing(1, base=None)]) == "base"
    assert table.missing([standing(1, holds=(9,)), standing(2, base=None)]) == "free"
    found = table.missing([standing(1, base=None), standing(2, holds=(9,)), standing(3)])
    assert isinstance(found, Team)
    assert found.id == 3


@pytest.mark.parametrize("language", WORDS.languages)
@pytest.mark.parametrize("state", sorted(LIVE))
def test_each_step_names_its_button(language: str, state: State) -> None:
    """As it is written on it."""
    move = replace(a_trial(), state=state).next_move
    facts = {"number": 5, "team": "A", "name": "B", "until": "08:15", "next": "", "state": ""}
    said = WORDS.say(language, f"trial-step-{state.replace('_', '-')}", **facts)
    assert WORDS.say(language, f"button-{move}") in said
    assert WORDS.say(language, "button-trial-begin") in WORDS.say(language, "trial-step-stopped", **facts)


@pytest.mark.parametrize(("people", "word"), [(2, "setup-next-people"), (3, "setup-next-duty")])
def test_what_comes_after_it(people: int, word: str) -> None:
    """Where few belong to the district they are enrolled first."""
    assert told.after(people) == {"word": word}
