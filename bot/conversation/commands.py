"""Words that are no command, and commands that there are none of."""

from typing import Any

from rapidfuzz import process

from bot.values.refused import Refused
from bot.work.actions import Right, action
from bot.work.answer import QUIET, Answer, answer
from bot.work.work import Work


@action(Right.ANYBODY, "looks.say")
async def say(work: Work, /, *, key: str, **facts: Any) -> Answer:
    """Only a sentence."""
    return answer(key, **facts)


@action(Right.ANYBODY, "looks.refuse")
async def refuse(work: Work, *, refusal: Refused) -> Answer:
    """A refusal that was found at the door already."""
    raise refusal


NEVER_GUESSED = frozenset({"forgetme", "dismiss", "cancel"})
"""What cannot be taken back is not offered to somebody who meant something else."""


MEANT = {"open": "board", "list": "board", "cases": "board", "pending": "board"}
"""What others call the list of open cases; by its letters alone *open* would be taken for what opens one again."""


FIGURES = frozenset({"hotspots", "export"})
"""What captains ask figures with elsewhere: until there is such a command here, they hear where the figures are."""


@action(Right.ANYBODY, "looks.unknown_command")
async def unknown_command(work: Work, *, name: str, known: list[str]) -> Answer:
    """A mistyped command gets the nearest right one; in a group only those who belong here are answered."""
    if work.who.member is None and not work.who.in_private:
        return QUIET
    if name in FIGURES and work.who.is_captain:
        return answer("figures-where", name=name)
    if (meant := MEANT.get(name)) in known:
        raise Refused("unknown-command-near", name=name, near=meant)
    near = process.extractOne(name, [one for one in known if one not in NEVER_GUESSED], score_cutoff=70)
    if near is None:
        raise Refused("unknown-command", name=name)
    raise Refused("unknown-command-near", name=name, near=near[0])
