"""What messages say of an incident, as words of the reader's language."""

from collections.abc import Mapping
from typing import Any

from bot.cases.case import Assignment, Role
from bot.cases.rulebook import Facts
from bot.incidents import holds, limits, proof, table
from bot.incidents.table import Incident
from bot.values import geo
from bot.work.answer import listed
from bot.work.work import Work


def why_words(counts: Mapping[str, int]) -> Any:
    """Why nobody can go, as words: ``2 busy, 1 off duty``."""
    return listed({"word": f"nobody-{reason.replace('_', '-')}", "count": n} for reason, n in counts.items())


MISPLACED = "misplaced"
"""Why a team is called back from a location that was of another report: nobody knows where the case lies."""

RELEASE_REASONS = ("off_duty", "on_break", "left_team", "dissolved", "late", "radio", MISPLACED)
"""Why a team holds a case no longer: stable codes, shown in words."""


def ended_word(incident: Incident, ended: Assignment | None, lead: str, ending: Any) -> dict[str, Any]:
    """How an order ended, in words for the team that had it; what is said of another team is so.

    *lead* is the name of the team that leads now, empty where none does; *ending* is how the case ended, if it has.
    """
    outcome = ended.outcome if ended and ended.outcome else "recalled"
    told = {"lead": lead, "reason": why_of({"reason": ended.reason}) if ended else ""}
    if outcome == "expired" and ended is not None and ended.role is Role.SUPPORT:
        others = any(one.is_open and one.sent_at >= (ended.ended_at or one.sent_at) for one in incident.support)
        return {"word": "assignment-expired-support" if others else "assignment-expired-alone"}
    if outcome == "expired" and not lead:
        return {"word": "assignment-expired-waits"}
    if outcome == "recalled" and ending:
        return dict(ending)
    return {"word": f"assignment-{outcome}", **told}


def what(work: Work, incident: Incident) -> dict[str, Any]:
    """The facts by which a short message names a case: its item and its place."""
    item = limits.item_of(work, incident)
    return {"item": item.named, "place": incident.place or ""}


def named(work: Work, incident: Incident) -> dict[str, Any]:
    """The case as a message begins with it: its number, its item and, where it has one, the name of its place."""
    word = "case-at" if incident.place else "case-short"
    return {"word": word, "number": incident.number, **what(work, incident)}


def apart(one: Incident, other: Incident) -> Any:
    """How far two cases are from each other, as words behind their names; nothing where a point is unknown."""
    if one.point is None or other.point is None:
        return ""
    return {"word": "cases-apart", "metres": round(geo.metres(one.point, other.point))}


def reason_words(facts: Facts) -> Any:
    """The reason in brackets as it is to be said: a code becomes its word, free words stay, none says nothing."""
    return why_of(facts.given)


def why_of(given: Mapping[str, Any]) -> Any:
    """The same, of what came with a move."""
    reason = given.get("reason")
    if reason == "other" and given.get("words"):
        reason = given["words"]
    elif given.get("pulled_to"):
        reason = {"word": "reason-pulled", "number": given["pulled_to"]}
    elif reason in {*table.DECLINE_REASONS, *RELEASE_REASONS}:
        reason = {"word": f"reason-{str(reason).replace('_', '-')}"}
    elif reason == proof.NO_PHOTO:
        reason = {"word": "reason-no-photo"}
    return because(reason)


def because(reason: Any) -> Any:
    """A reason in brackets; nothing where there is none."""
    return {"word": "because", "reason": reason} if reason and reason != holds.ASKED else ""
