"""Who may, asked by actions themselves where the table of moves does not say it."""

from bot.values.refused import Refused
from bot.work.work import Work


def captains_only(work: Work) -> None:
    """Raises Refused for everybody but captains."""
    if not work.who.is_captain:
        raise Refused("captains-only-command")


def may_report(work: Work) -> None:
    """Raises Refused for strangers and for those who may only look."""
    if work.who.member is None and not work.who.is_owner:
        raise Refused("not-registered")
    if work.who.is_only_of_bodies:
        raise Refused("officers-do-visits")
    if not work.who.may_act:
        raise Refused("viewer-may-only-look")
