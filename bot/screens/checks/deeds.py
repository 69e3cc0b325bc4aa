"""What who looks may do with a visit or hazard on the page: the moves of the chat, with what each wants as fields.

A move is asked for in the words that the chat would take, so that one rule decides for both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.bodies import bodies, officers
from bot.cases import show as cases_show
from bot.hazards import limits
from bot.hazards import parts as hazard_parts
from bot.hazards import table as hazards_table
from bot.hazards.table import MOVES, OWNERS, Hazard, Severity
from bot.hazards.talk import chat
from bot.hazards.talk import show as hazard_show
from bot.inspections import parts as visit_parts
from bot.inspections import show as visit_show
from bot.inspections.planning import moving
from bot.inspections.table import KIND, Visit
from bot.screens.checks.seen import Part
from bot.values import formats
from bot.values.refused import Refused
from bot.work.actions import Action
from bot.work.answer import Answer
from bot.work.work import Work

IN_CHAT = frozenset({"fix", "rectify", "photo", "picture"})
"""Moves of a hazard that want a photo, which comes through the chat."""

ON_SPOT = frozenset({"begin", "no_access", "go_on", "notify"})
"""Moves of a visit for which it has a page of its own, or the chat a text to be forwarded."""

_OF_BUTTON = {"limits": "set_limit", "grades": "grade", "bodies": "hand_to"}

FIELDS: Mapping[str, tuple[str, ...]] = {
    "set_limit": ("days",),
    "grade": ("severity",),
    "hand_to": ("body",),
    "send_back": ("days?", "reason"),
    "escalate": ("whom", "reason?"),
    "forbid": ("order", "authority", "day"),
    "lift": ("order", "authority"),
    "dismiss": ("reason",),
    "allow": ("who", "reason"),
    "approve": ("reason?",),
    "approve_late": ("reason?",),
    "turn_down": ("reason",),
    "move_to": ("since", "until"),
    "name_officer": ("who",),
    "name_helper": ("name",),
    "code_number": ("official",),
    "recuse": ("who", "reason"),
    "hand_over": ("to", "reason"),
    "cancel": ("reason",),
}
"""What a move wants, in the order in which the chat takes it; one with ``?`` may be left out."""

OFFERED: Mapping[str, frozenset[str]] = {
    hazards_table.KIND: frozenset(move.name for move in MOVES) - IN_CHAT - hazard_show.LATER,
    KIND: frozenset({*visit_show.OFFERED, *visit_show.SELDOM, "notified"}) - ON_SPOT,
}
"""What the page may ask for, by the kind of the case; whether it may be made then the case decides."""

_JOINED = {"forbid": ", ", "lift": ", ", "move_to": ".."}


def text_of(move: str, fields: Mapping[str, str]) -> str:
    """The words that the chat would take for what was filled in; Refused where something is left out. Pure."""
    said = []
    for wanted in FIELDS.get(move, ()):
        name = wanted.rstrip("?")
        value = " ".join(fields.get(name, "").split())
        if not value and name == wanted:
            raise Refused("checks-wants", field={"word": f"screen-checks-field-{name}"})
        if value:
            said.append(f"{value}d" if name == "days" else value)
    return _JOINED.get(move, " ").join(said)


def action_of(kind: str) -> Action[..., Answer]:
    """The action that makes the moves of a kind of case."""
    return moving.request if kind == KIND else chat.request


def _move(name: str, label: Any, choices: Mapping[str, Sequence[Part]]) -> Part:
    fields = [
        {
            "name": (own := one.rstrip("?")),
            "optional": own != one,
            "label": {"word": f"screen-checks-field-{own}"},
            "choices": list(choices.get(own, ())) or None,
        }
        for one in FIELDS.get(name, ())
    ]
    return {"move": name, "label": label, "fields": fields}


def _choice(value: str, name: Any) -> Part:
    return {"value": value, "name": name}


# --- hazards


async def of_hazard(work: Work, hazard: Hazard) -> list[Part]:
    """Those that stand as buttons in the chat, but for those that want a photo."""
    each = [one for row in await hazard_show.buttons(work, hazard) for one in row]
    told = []
    for button in each:
        name = button.data.split(":")[2]
        name = _OF_BUTTON.get(name, name)
        if name in IN_CHAT or name not in MOVES:
            continue
        told.append(_move(name, {"word": button.key, **button.facts}, await _choices(work, hazard, name)))
    return told


async def _choices(work: Work, hazard: Hazard, move: str) -> dict[str, list[Part]]:
    fields = {one.rstrip("?") for one in FIELDS.get(move, ())}
    found: dict[str, list[Part]] = {}
    if "severity" in fields:
        found["severity"] = [_choice(str(one), {"word": f"hazard-{one}"}) for one in Severity]
    if "days" in fields:
        found["days"] = [_choice(str(n // 24), {"word": "checks-days", "days": n // 24}) for n in limits.CHOICES]
    if fields & {"body", "whom"}:
        there = dict.fromkeys(one.body for one in await officers.of(work))
        named = [_choice(code, bodies.of(code).short) for code in there if code != hazard.body or "whom" in fields]
        found["body"] = named
        found["whom"] = [_choice(OWNERS, {"word": "hazard-owners"}), *named]
    if move == "allow":
        theirs = [one for one in await hazard_parts.deciding(work, hazard) if hazard.found_or_fixed(one.user_id)]
        found["who"] = [_choice(one.name, one.name) for one in theirs if one.user_id != work.who.user_id]
    return found


def photos_are_wanted(hazard: Hazard) -> bool:
    """Whether what comes next is a photo, which is sent in the chat."""
    return hazard.is_live


# --- visits


async def of_visit(work: Work, visit: Visit) -> list[Part]:
    """Those that stand as buttons in the chat, but for those that are made at the place."""
    theirs = await visit_parts.parts(work, visit)
    may, told = visit_show.offered_to(work, visit, theirs, work.who.user_id), []
    for name in (*visit_show.OFFERED, *visit_show.SELDOM):
        if name in ON_SPOT or name not in may:
            continue
        told.append(_move(name, {"word": f"button-visit-{formats.dashed(name)}"}, await _of_people(work, visit, name)))
    return told


async def _of_people(work: Work, visit: Visit, move: str) -> dict[str, list[Part]]:
    if move == "name_officer":
        there = [one for one in await officers.of(work) if one.certificate]
        free = [one for one in there if one.user_id not in (*visit.officers, *visit.recused)]
        free.sort(key=lambda one: (one.body not in visit.bodies, one.name))
        return {"who": [_choice(name, name) for name in dict.fromkeys(one.name for one in free)]}
    if move == "recuse":
        names = [await cases_show.name(work, one) for one in visit.officers]
        return {"who": [_choice(name, name) for name in names]}
    if move == "hand_over":
        return {"to": [_choice(code, one.named) for code, one in bodies.brought().items()]}
    return {}
