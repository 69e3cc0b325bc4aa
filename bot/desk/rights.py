"""Who may do what, before anything else is asked: every action says it itself, and what says nothing is not done.

The desk looks here at the moment of acting, whatever door the wish came through. What stands here is only the first
question; whose case it is, and what its state allows, is decided by the table of moves.
"""

from bot.register.people import Who
from bot.values.refused import Refused
from bot.work.actions import Action, Right


class NoRight(TypeError):
    """Somebody gave the desk a function that is no action: whoever wrote it did not say who may."""


def check(action: object, who: Who) -> None:
    """Raise Refused where *who* may not even try. The house itself (the clock, a membership that ended) may.

    Raises NoRight for what is no action, whoever wants it, the house too.
    """
    if not isinstance(action, Action):
        raise NoRight(f"{action!r} does not say who may: see bot/work/actions.py")
    right = action.right
    if who.program_id is not None:
        if right is not Right.PROGRAM:
            raise Refused("program-may-not")
        return
    if who.is_house or right is Right.ANYBODY:
        return
    if right is Right.HOUSE:
        raise Refused("house-only")
    if right is Right.PROGRAM:
        raise Refused("needs-a-key")
    if who.member is None:
        raise Refused("not-registered")
    if right is not Right.DISTRICT:
        _check_role(right, who)


def _check_role(right: Right, who: Who) -> None:
    """The right of somebody who belongs to the district."""
    if right is Right.OFFICER:
        if not who.is_of_body:
            raise Refused("officers-only")
        return
    if right is Right.CAPTAIN and not who.is_captain:
        raise Refused("captains-only-command")
    if who.is_only_of_bodies:
        raise Refused("officers-do-visits")
    if right is not Right.REGISTERED and not who.may_act:
        raise Refused("viewer-may-only-look")
