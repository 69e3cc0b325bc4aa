"""Who may have which export: asked when it is asked for, at every page that is read, and when it is fetched. Pure."""

from bot.exports.port import Export, What
from bot.register.people import Who
from bot.values.refused import Refused


def may_cases(who: Who) -> bool:
    """Captains, and viewers, who see all cases as it is; whoever works with them sees their own on cards."""
    if who.member is None or who.is_only_of_bodies:
        return False
    return who.is_captain or not who.may_act


def may_words(who: Who) -> bool:
    """Reporters and what was said: captains only."""
    return who.is_captain


def check(who: Who, what: What, *, of_others: bool) -> None:
    """Raise Refused where *who* may not have it."""
    if who.member is None:
        raise Refused("not-registered")
    if who.is_only_of_bodies:
        raise Refused("officers-do-visits")
    if what in {What.CASES, What.PLACES} and not may_cases(who):
        raise Refused("export-cases-whose" if what is What.CASES else "export-places-whose")
    if what is What.TRACK and of_others and not who.is_captain:
        raise Refused("export-tracks-whose")


def may_have(who: Who, export: Export) -> bool:
    """Whether *who*, who asked for it, still may."""
    if export.personal and not may_words(who):
        return False
    try:
        check(who, export.what, of_others=export.is_of_others)
    except Refused:
        return False
    return True
