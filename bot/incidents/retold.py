"""A line of an incident's history in words: what was done, with its object, and what that was before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.cases import retold as cases_retold
from bot.handbook.model import Item
from bot.handbook.versions import BOOK
from bot.incidents import limits, phrases, proof
from bot.incidents.table import FAR_REASONS, Incident
from bot.places import register as places_register
from bot.values import formats
from bot.values.geo import Point
from bot.work import answer
from bot.work.history import HistoryRow
from bot.work.work import Work


async def line(work: Work, incident: Incident, row: HistoryRow) -> dict[str, Any]:
    """What happened, as a fact of the words; a sentence takes of the facts what it needs."""
    record, facts = row.record, row.record.facts
    was_team = await cases_retold.team_name(work, facts.get("was_team"))
    team = await cases_retold.team_name(work, record.team_id)
    return {
        "word": f"history-{formats.dashed(record.move)}",
        "else": "history-other",
        "move": formats.move_word(record.move),
        "team": team or was_team or {"word": "nobody"},
        "was_team": was_team or team or {"word": "nobody"},
        "instead": _said("history-instead", team=was_team) if was_team and was_team != team else "",
        "reason": _reason(facts),
        "words": cases_retold.quoted(row),
        "until": _until(work, record.at, facts.get("minutes")),
        "minutes": facts.get("minutes") or 0,
        "free": {"word": "history-freed"} if facts.get("free") else "",
        "override": {"word": "history-override"} if facts.get("override") else "",
        "pulled": _said("history-pulled", number=facts.get("pulled_from")),
        "from_state": _state(record.before),
        "state": _state(record.after),
        **_changed(work, incident, facts),
        **_proved(work, incident, facts),
        **_where_to(work, facts),
    }


def _said(word: str, **facts: object) -> Any:
    """Words around facts; nothing where one of them is not known."""
    return {"word": word, **facts} if all(fact is not None and fact != "" for fact in facts.values()) else ""


def _reason(facts: Mapping[str, Any]) -> Any:
    """Also why somebody arrived by hand far from the spot."""
    why = facts.get("reason")
    return phrases.because({"word": f"button-far-{why}"}) if why in FAR_REASONS else phrases.why_of(facts)


def _until(work: Work, at: datetime, minutes: object) -> str:
    from_there = at.timestamp() + float(minutes) * 60 if isinstance(minutes, int | float) else at.timestamp()
    return formats.clock(datetime.fromtimestamp(from_there, at.tzinfo), work.district.zone)


def _state(state: str) -> Any:
    return formats.state_word(state) if state else ""


# --- what it became, and what it was


def _from_to(was: Any, now: Any) -> Any:
    return {"word": "from-to", "was": was, "now": now} if was and was != now else now


def _changed(work: Work, incident: Incident, facts: Mapping[str, Any]) -> dict[str, Any]:
    item, was_item = _item(work, facts.get("item")), _item(work, facts.get("was_item"))
    severity, was_severity = _severity(facts.get("severity")), _severity(facts.get("was_severity"))
    return {
        "item": _from_to(was_item, item or {"word": "unknown"}),
        "severity": _from_to(was_severity, severity),
        "place": _from_to(_place(facts, "was_place", "was"), _place(facts, "place", "point") or {"word": "unknown"}),
        "was_place": facts.get("was_place") or {"word": "unknown"},
        "at": _said("history-at", place=facts.get("at")),
        "undone": formats.move_word(str(facts["undone"])) if facts.get("undone") else {"word": "automatic-step"},
    }


def _item(work: Work, code: object) -> Any:
    """By its name; the code of one that no handbook has any more."""
    found = next((one for one in work.at_hand[BOOK].items if one.code == code), None)
    return found.named if found else str(code or "")


def _severity(code: object) -> Any:
    return {"word": f"severity-{code}"} if code else ""


def _place(facts: Mapping[str, Any], named: str, at: str) -> Any:
    """The place by its name, else by its figures."""
    point = facts.get(at)
    found = Point(*point) if isinstance(point, list | tuple) and len(point) == 2 else point
    return facts.get(named) or (places_register.point_word(found) if isinstance(found, Point) else "")


# --- evidence and steps


def _proved(work: Work, incident: Incident, facts: Mapping[str, Any]) -> dict[str, Any]:
    item, outcome = limits.item_of(work, incident), facts.get("outcome")
    known = _pieces(work, item)
    pieces = facts.get("pieces")
    step = next((one for one in item.steps if one.n == facts.get("n")), None)
    counts, was = facts.get("counts_as"), facts.get("was")
    return {
        "outcome": {"word": f"outcome-{outcome}"} if outcome else "",
        "pieces": answer.listed(_piece(known, key) for key in pieces) if isinstance(pieces, list | tuple) else "",
        "piece": _from_to(_piece(known, was) if isinstance(was, str) else "", _piece(known, counts)),
        "n": facts.get("n") or 0,
        "step": {"name_zh": step.zh, "name_en": step.en} if step else "",
        "done": {"word": "history-step-done" if facts.get("done") else "history-step-open"},
    }


def _pieces(work: Work, item: Item) -> dict[str, Any]:
    """Pieces by their keys: those of all items, since a case may have been another, and its own before all."""
    all_items = [need for one in work.at_hand[BOOK].items for need in proof.all_kinds(one)]
    everywhere = [proof.Need.named(key) for key in (proof.SCENE, proof.LOCATION, proof.OFFICER)]
    return {need.key: need.name for need in (*all_items, *everywhere, *proof.all_kinds(item))}


def _piece(known: Mapping[str, Any], key: object) -> Any:
    return known.get(str(key), str(key or ""))


# --- to whom and into which


def _where_to(work: Work, facts: Mapping[str, Any]) -> dict[str, Any]:
    due = facts.get("due")
    due_at = datetime.fromisoformat(due) if isinstance(due, str) else due
    into = facts.get("into_number")
    return {
        "into": f"#{into}" if into else {"word": "history-another-case"},
        "department": facts.get("department") or {"word": "unknown"},
        "due": _said("history-due", at=formats.day_clock(due_at, work.district.zone)) if due_at else "",
    }
