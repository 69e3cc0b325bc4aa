"""What the bot's messages offer to press, case by case: which move comes next, and on which message it stands.

A case may stand on several messages at once (its order, its list of steps, the answer to a photo), each with buttons of
its own. What comes next is what the message says that was written or changed last; where it is pressed is the newest
message that has it. All of it is pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from handlers.drill.people.seen import Seen

Key: TypeAlias = tuple[str, int]
"""A case: its kind and its number."""

STEPS: Mapping[str, tuple[str, ...]] = {
    "incident": ("accept", "arrive", "resolve"),
    "sos": ("set_off", "reach"),
}
"""The steps of a team by the kind of case, first to last; whatever else a message shows is no step."""


@dataclass(frozen=True)
class Offer:
    """A button that makes *move* on a case, perhaps with a *choice* made, and the message that it stands on."""

    case: Key
    move: str
    choice: str
    data: str
    message: Seen

    @property
    def bare(self) -> str:
        """Its data without the choice."""
        return self.data.removesuffix(f":{self.choice}") if self.choice else self.data


def of(messages: Iterable[Seen]) -> list[Offer]:
    """Every button of the bot that is about a numbered case, ``kind:district.number:move[:choice]``, in order."""
    found = []
    for message in messages:
        for button in (one for row in message.buttons for one in row if message.by_bot):
            kind, _, rest = (button.data or "").partition(":")
            numbered, _, deed = rest.partition(":")
            number = numbered.rpartition(".")[2]
            if deed and number.isdigit() and number != "0":
                move, _, choice = deed.partition(":")
                found.append(Offer((kind, int(number)), move, choice, button.data or "", message))
    return found


def newest(offers: Iterable[Offer], case: Key, move: str) -> Offer | None:
    """The button that makes *move* on *case*, on the newest message that has it; one without a choice comes first."""
    fitting = [one for one in offers if (one.case, one.move) == (case, move)]
    return max(fitting, key=lambda one: (one.message.id, not one.choice), default=None)


def steps(offers: Sequence[Offer]) -> dict[Key, Offer]:
    """The next step of every case that has one, the case whose order came last at the end."""
    by_case: dict[Key, list[Offer]] = defaultdict(list)
    for one in offers:
        if one.move in STEPS.get(one.case[0], ()):
            by_case[one.case].append(one)
    told = sorted(by_case, key=lambda case: min(one.message.id for one in by_case[case]))
    return {case: _next(by_case[case]) for case in told}


def _next(offers: Sequence[Offer]) -> Offer:
    """Of the steps of one case: the first on the message that changed last, where it stands newest."""
    latest = max(one.message.change for one in offers)
    order = STEPS[offers[0].case[0]]
    move = min((one.move for one in offers if one.message.change == latest), key=order.index)
    found = newest(offers, offers[0].case, move)
    assert found is not None  # noqa: S101  # it is one of them
    return found


def ways(offers: Sequence[Offer], step: Offer) -> list[Offer]:
    """How *step* may be made: as it stands, then with each choice that is offered beside it or on an older message."""
    same = [one for one in offers if (one.case, one.move) == (step.case, step.move) and one.choice and one != step]
    first = {one.data: one for one in sorted(same, key=lambda one: -one.message.id)}
    return [step, *first.values()]


def wanted(offers: Sequence[Offer], number: int, since: int) -> str:
    """The evidence that the newest message after *since* asks for in case *number*, as its first button has it."""
    asked = [o for o in offers if o.case == ("piece", number) and o.move == "want" and o.message.id > since]
    newest_id = max((one.message.id for one in asked), default=0)
    return next((one.choice for one in asked if one.message.id == newest_id), "")


def chosen(told: Mapping[Key, Offer], working_on: Key | None) -> Key | None:
    """Which case a team goes on with: a call for help, else the one it is at, else the one it was sent to last."""
    calls = [case for case in told if case[0] == "sos"]
    if calls:
        return calls[-1]
    if working_on in told:
        return working_on
    return list(told)[-1] if told else None
