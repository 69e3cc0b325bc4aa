"""Buttons of cards and orders: the open question, else the next moves, read from the table."""

from typing import Any

from bot.cases.case import Assignment
from bot.cases.moves import Move
from bot.incidents import asks as incident_asks
from bot.incidents import table as incidents_table
from bot.incidents.card import CaseView
from bot.incidents.reporting import which_place
from bot.incidents.table import HELD, LIVE, MOVES, RESOLVED
from bot.outbox.letters import Button, Rows
from bot.places.standing import doors

OUTCOMES_SHOWN = (("minor",), ("ordered", "penalty"), ("unfounded", "nobody"), ("gone", "duplicate"))
"""Ways to close that stand beside *done*, by row: three beside each other are cut off on a phone."""


def shown(view: CaseView) -> list[Move]:
    """The moves that a card offers as buttons in the present state; *undo* only where there is something to undo."""
    state = view.incident.state
    moves = [m for m in MOVES if state in m.shown_in]
    return [m for m in moves if m.name != "undo" or view.incident.undo_move]


def _button(view: CaseView, move: str, choice: str = "", key: str = "", **facts: Any) -> Button:
    data = f"incident:{view.district_id}.{view.incident.number}:{move}" + (f":{choice}" if choice else "")
    return Button(key or f"button-{move.replace('_', '-')}", data, facts)


def card_buttons(view: CaseView) -> Rows:
    """One keyboard for all readers of a card: the open question, else the lead's next moves."""
    rows: list[tuple[Button, ...]] = []
    if view.incident.asks and view.incident.state in LIVE:
        rows += question_buttons(view)
    moves = [_button(view, m.name) for m in shown(view)]
    rows += [tuple(moves[i : i + 2]) for i in range(0, len(moves), 2)]
    if view.incident.state == RESOLVED and view.pair:
        rows.append((_button(view, "compare"),))
    if _wants_location(view):
        rows.insert(0, (_button(view, "relocate", key="button-set-location"),))
    if view.own_team_may:
        rows.append((_button(view, "take"),))
    return tuple(rows)


def _wants_location(view: CaseView) -> bool:
    """Whether somebody is still to say where it is."""
    return view.incident.point is None and view.incident.state in LIVE - {RESOLVED}


def question_buttons(view: CaseView) -> Rows:
    """The answers to the question that is open."""
    ask, _, value = view.incident.asks[0].partition(":")
    if ask == "item":
        items = [_button(view, "item", i.code, "button-item", item=i.short) for i in view.likeliest]
        rows = [tuple(items[i : i + 2]) for i in range(0, len(items), 2)]
        rows.append((_button(view, "item", "other", "button-other"), _button(view, "items", "0", "button-more")))
        return (*rows, (_button(view, "not_a_case"),))
    if ask == incident_asks.PLACE:
        return which_place.rows(view.incident, view.candidates)
    yes = _button(view, "ask", f"{ask}:yes", f"button-{ask}-yes", value=value)
    no = _button(view, "ask", f"{ask}:no", f"button-{ask}-no")
    if view.original is not None and view.original.photos:
        return ((yes, no), (_button(view, "original"),))
    return ((yes, no),)


def order_moves(view: CaseView, held: Assignment) -> list[Move]:
    """The next moves of this team; a support team goes its own way through the same ones."""
    if held is view.lead:
        return [m for m in shown(view) if m.name not in {"confirm", "send_back"}]
    return [MOVES[name] for name in incidents_table.NEXT[held.stage]]


def order_buttons(view: CaseView, team_id: int) -> Rows:
    """The member's next moves, and one button that opens the way there."""
    incident, held = view.incident, view.incident.of_team(team_id)
    if held is None:
        return ()
    moves = [_button(view, m.name) for m in order_moves(view, held)]
    rows = [tuple(moves[i : i + 2]) for i in range(0, len(moves), 2)]
    if held is view.lead and held.arrived_at and incident.state != HELD:
        rows += [tuple(_button(view, "resolve", o, f"outcome-{o}") for o in outcomes) for outcomes in OUTCOMES_SHOWN]
    if held is view.lead and _wants_location(view):
        rows.append((_button(view, "relocate", key="button-set-location"),))
    if view.door is not None:
        rows.append((doors.button(view.district_id, incident.number), *view.offers))
    if incident.point is not None and held.arrived_at is None:
        url = view.country.map_link(incident.point, incident.number)
        rows.append((Button("button-navigate", url=url),))
    return tuple(rows)
