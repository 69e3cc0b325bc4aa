"""Actions: what somebody may want of the desk. Each says who may and bears a lasting name, or it is none."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from bot.work.answer import Answer
from bot.work.work import Work

Facts = ParamSpec("Facts")
Said_co = TypeVar("Said_co", bound=Answer | None, covariant=True)


class Right(StrEnum):
    """Who may try an action. Whose case it is, and what its state allows, is decided by the table of moves."""

    HOUSE = "house"
    """Nobody: the clock, or a door that saw something itself, such as who left a chat or which key was shown."""

    ANYBODY = "anybody"
    """Strangers too: it changes nothing for anybody else, or looks itself at who asks."""

    DISTRICT = "district"
    """All of the district's register, also who is only an officer or approver of a body: nothing of the patrol."""

    OFFICER = "officer"
    """Officers and approvers of bodies, whatever else they are."""

    REGISTERED = "registered"
    """All who belong to the district's patrol, viewers too."""

    MEMBER = "member"
    """All who belong to the district's patrol and may act."""

    CAPTAIN = "captain"
    """Those who command."""

    PROGRAM = "program"
    """Programs of other systems with a key of the district, and no person."""


@dataclass(frozen=True, eq=False)
class Action(Generic[Facts, Said_co]):
    """A function of the work at the desk. *name* is kept in drafts and written in logs, and never changes."""

    name: str
    right: Right
    run: Callable[Concatenate[Work, Facts], Coroutine[Any, Any, Said_co]]

    def __call__(self, work: Work, /, *given: Facts.args, **facts: Facts.kwargs) -> Coroutine[Any, Any, Said_co]:
        """Do it as part of another action, whose right was asked: nothing is asked here."""
        return self.run(work, *given, **facts)


def action(
    right: Right, name: str
) -> Callable[[Callable[Concatenate[Work, Facts], Coroutine[Any, Any, Said_co]]], Action[Facts, Said_co]]:
    """Make a function an action that those with *right* may try, named *name* for ever."""

    def made(run: Callable[Concatenate[Work, Facts], Coroutine[Any, Any, Said_co]]) -> Action[Facts, Said_co]:
        return Action(name, right, run)

    return made
