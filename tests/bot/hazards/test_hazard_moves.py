"""A hazard: every move from every state by every part, who may look at it again, and orders that it must not open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.apply import apply
from bot.cases.case import Actor
from bot.cases.rulebook import Facts
from bot.hazards import rules
from bot.hazards.table import MOVES, Hazard, Severity, State
from bot.values.refused import Refused
from bot.work.history import Part
from tests.bot.builders import NOW

FINDER, FIXER, OTHER = 2001, 2002, 2003
LATER = NOW + timedelta(hours=1)
LIMIT = (NOW + timedelta(days=3)).isoformat()
GIVEN: dict[str, Any] = {
    "severity": "major",
    "to_body": "fire",
    "photos": (7,),
    "limit_at": LIMIT,
    "hours": 72,
    "reason": "worn wiring",
    "who": FINDER,
    "recheck_at": LIMIT,
    "whom": "owners",
    "order": "F-12",
    "authority": "fire",
    "day": "2026-03-01",
    "on_spot": True,
    "in_visit": True,
}
"""Facts that satisfy every move."""

LIVE = "found clue limited rectified escalated"
OPEN = "found limited rectified escalated"
THEY, SPOT = "officer approver", "officer lead finder captain"
WANTED = {
    "doubt": ("found", "finder", "clue"),
    "confirm_clue": ("clue", "officer", "found"),
    "grade": ("found clue limited escalated", f"{THEY} finder", None),
    "hand_to": ("found clue limited escalated", f"{THEY} finder captain", None),
    "picture": (f"{LIVE} closed", f"{SPOT} approver place", None),
    "set_limit": ("found limited escalated", THEY, "limited"),
    "stay": (OPEN, SPOT, None),
    "fix": ("found limited", SPOT, "closed"),
    "rectify": ("found limited escalated", f"{SPOT} place", "rectified"),
    "pass": ("rectified", "officer", "closed"),
    "send_back": ("rectified", "officer", "limited"),
    "allow": ("rectified", "approver", None),
    "cannot": ("rectified", "officer", None),
    "hasten": ("limited rectified escalated", f"{THEY} place", None),
    "redate": ("rectified", "clock", None),
    "escalate": ("found limited rectified", f"{THEY} lead finder captain clock", "escalated"),
    "forbid": (OPEN, f"{THEY} captain", None),
    "lift": (OPEN, f"{THEY} captain", None),
    "dismiss": (LIVE, THEY, "dismissed"),
    "take_back": (f"{LIVE} closed", "finder", "dismissed"),
}
"""From where, by whom, to where, as PRODUCT has it."""


def a_hazard(state: str = "found", **changed: Any) -> Hazard:
    """A critical one at a firm, found by an officer, put right by another where it is so far."""
    made = Hazard(
        1, "hazard", 9, State(state), NOW, id=5, place="K7M4QX", title="worn wiring", severity=Severity.CRITICAL,
        finder_id=FINDER, body="fire",
    )  # fmt: skip
    if state in {"limited", "rectified", "escalated"}:
        made = replace(made, hours=72, limit_set_at=NOW, limit_at=NOW + timedelta(days=3))
    if state == "rectified":
        made = replace(made, fixer_id=FIXER, fixed_at=NOW, recheck_at=NOW + timedelta(days=3))
    return replace(made, **changed)


def after(hazard: Hazard, move: str, *parts: Part, by: int | None = OTHER, **given: Any) -> Hazard:
    """The hazard after a move of somebody."""
    actor = Actor(by, frozenset(parts))
    return apply(rules.HAZARD, hazard, move, actor, LATER, Facts(given={**GIVEN, **given})).case


def test_the_table_is_the_contract() -> None:
    """No move is missing here, and none is there that nobody asked for."""
    assert [move.name for move in MOVES] == list(WANTED)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(WANTED))
def test_every_move_from_every_state_by_every_part(move: str, state: str) -> None:
    """Made where the contract says so, else refused with one sentence: not yours, or not now."""
    states, parts, to = WANTED[move]
    hazard = a_hazard(state)
    if move == "lift":
        hazard = replace(hazard, order="F-12", authority="fire", order_day="2026-03-01")
    for part in Part:
        is_theirs, is_now = part in parts.split(), state in states.split()
        if not is_theirs or not is_now:
            with pytest.raises(Refused) as refused:
                after(hazard, move, part)
            was_theirs = part is Part.HANDLER and "lead" in parts.split() and not is_now
            assert refused.value.key == ("not-now" if is_theirs or was_theirs else "not-yours")
        elif move == "grade" and part is Part.FINDER and state not in {"found", "clue"}:
            with pytest.raises(Refused, match="hazard-grade-by-officer"):
                after(hazard, move, part)
        else:
            assert after(hazard, move, part).state == (to or state)


# --- who looks again


@pytest.mark.parametrize("move", ["pass", "send_back"])
@pytest.mark.parametrize("by", [FINDER, FIXER])
def test_who_found_or_fixed_it_does_not_look_again(move: str, by: int) -> None:
    """Unless somebody is there with them who did neither, or the approver allowed just them."""
    hazard = a_hazard("rectified")
    with pytest.raises(Refused, match="hazard-recheck-by-another"):
        after(hazard, move, Part.OFFICER, by=by)
    with pytest.raises(Refused, match="hazard-recheck-by-another"):
        after(hazard, move, Part.OFFICER, by=by, **{"with": (FINDER, FIXER)})
    with pytest.raises(Refused, match="hazard-recheck-by-another"):
        after(replace(hazard, allowed=OTHER), move, Part.OFFICER, by=by)
    assert after(hazard, move, Part.OFFICER, by=by, **{"with": (FINDER, OTHER)}).rechecked_by == by
    assert after(replace(hazard, allowed=by), move, Part.OFFICER, by=by).rechecked_by == by


def test_the_approver_allows_one_of_them_and_not_themselves() -> None:
    """Whom nothing forbids it needs no leave."""
    hazard = a_hazard("rectified")
    assert after(hazard, "allow", Part.APPROVER, who=FIXER).allowed == FIXER
    with pytest.raises(Refused, match="hazard-allow-not-self"):
        after(hazard, "allow", Part.APPROVER, by=FINDER, who=FINDER)
    with pytest.raises(Refused, match="hazard-allow-needless"):
        after(hazard, "allow", Part.APPROVER, by=FIXER, who=OTHER)


@pytest.mark.parametrize("by", [FINDER, FIXER])
def test_who_may_not_look_again_need_not_say_that_they_cannot(by: int) -> None:
    """Of the others each may, and nothing else changes by it."""
    hazard = a_hazard("rectified")
    with pytest.raises(Refused, match="hazard-cannot-needless"):
        after(hazard, "cannot", Part.OFFICER, by=by)
    assert after(hazard, "cannot", Part.OFFICER) == hazard


@pytest.mark.parametrize("severity", list(Severity))
def test_only_minor_ones_pass_from_photos(severity: Severity) -> None:
    """Others where they are; that it is still wrong may be seen from photos."""
    hazard = a_hazard("rectified", severity=severity)
    if severity is Severity.MINOR:
        assert after(hazard, "pass", Part.OFFICER, on_spot=False).state == "closed"
    else:
        with pytest.raises(Refused, match="hazard-recheck-on-spot"):
            after(hazard, "pass", Part.OFFICER, on_spot=False)
    assert after(hazard, "send_back", Part.OFFICER, on_spot=False).state == "limited"


def test_sent_back_begins_a_new_way() -> None:
    """A new limit, nobody has fixed it, and who was allowed is not any more."""
    hazard = a_hazard("rectified", allowed=FINDER, early=True, provisional=True, by_place=True)
    back = after(hazard, "send_back", Part.OFFICER, hours=24)
    assert (back.sent_back, back.hours, back.limit_set_at) == (1, 24, LATER)
    assert (back.fixer_id, back.fixed_at, back.recheck_at, back.allowed) == (None, None, None, None)
    assert (back.early, back.provisional, back.by_place, back.due_at) == (False, False, False, back.limit_at)


def test_sent_back_it_alarms_as_on_the_first_day() -> None:
    """Whatever was done about it before; a photo shows that it still is, and is none of what was done."""
    hazard = a_hazard("rectified", acted_at=NOW, alarmed=4, alarmed_at=NOW, before=(3,), after=(4,))
    back = after(hazard, "send_back", Part.OFFICER, photos=(8,))
    assert (back.is_alarming, back.alarmed, back.alarmed_at) == (True, 0, None)
    assert (back.before, back.after) == ((3, 8), (4,))


# --- photos


def test_put_right_wants_a_photo() -> None:
    """It stands beside the old one; of the place itself nobody is the fixer."""
    limited = a_hazard("limited", before=(3,))
    with pytest.raises(Refused, match="hazard-wants-photo"):
        after(limited, "rectify", Part.FINDER, photos=())
    rectified = after(limited, "rectify", Part.FINDER)
    assert (rectified.before, rectified.after, rectified.fixer_id) == ((3,), (7,), OTHER)
    by_place = after(limited, "rectify", Part.PLACE, by=None)
    assert (by_place.by_place, by_place.fixer_id) == (True, None)


def test_a_photo_is_of_before_until_something_is_done() -> None:
    """Then it is of what was done, each once."""
    assert after(a_hazard("found", before=(7,)), "picture", Part.FINDER).before == (7,)
    assert after(a_hazard("limited"), "picture", Part.FINDER).after == (7,)


# --- limits of a guidance visit, and fixed on the spot


def test_guidance_sets_no_limit() -> None:
    """Where it was escalated another body may."""
    with pytest.raises(Refused, match="hazard-of-guidance"):
        after(a_hazard(guidance=True), "set_limit", Part.OFFICER)
    assert after(a_hazard("escalated", guidance=True), "set_limit", Part.OFFICER).state == "limited"


def test_what_has_a_limit_is_not_closed_by_who_fixes_it() -> None:
    """Somebody else looks again, but while the visit that set it goes on."""
    with pytest.raises(Refused, match="hazard-has-a-limit"):
        after(a_hazard("limited"), "fix", Part.FINDER, in_visit=False)


# --- must not open


def test_an_order_is_lifted_by_its_authority_alone() -> None:
    """However its name is written; nothing that ends the hazard lifts it."""
    ordered = after(a_hazard("rectified"), "forbid", Part.CAPTAIN)
    assert ordered.must_not_open
    for move in ("pass", "dismiss"):
        with pytest.raises(Refused, match="hazard-order-stands"):
            after(ordered, move, Part.OFFICER)
    with pytest.raises(Refused, match="hazard-order-stands"):
        after(ordered, "take_back", Part.FINDER)
    with pytest.raises(Refused, match="hazard-forbidden-already"):
        after(ordered, "forbid", Part.OFFICER)
    with pytest.raises(Refused, match="hazard-other-authority"):
        after(ordered, "lift", Part.CAPTAIN, authority="market")
    with pytest.raises(Refused, match="hazard-other-authority"):
        after(ordered, "lift", Part.CAPTAIN, of_authority=False)
    lifted = after(ordered, "lift", Part.OFFICER, authority=" Fire ")
    assert not lifted.must_not_open
    assert after(lifted, "pass", Part.OFFICER).state == "closed"


@pytest.mark.parametrize("lacks", ["order", "authority", "day"])
def test_an_order_has_number_authority_and_date(lacks: str) -> None:
    """Else it is none."""
    with pytest.raises(Refused, match=f"needs-{lacks}"):
        after(a_hazard(), "forbid", Part.OFFICER, **{lacks: ""})


@pytest.mark.parametrize(
    ("move", "key", "changed"),
    [
        ("forbid", "hazard-forbidden-already", {"order": "F-12", "authority": "fire"}),
        ("pass", "hazard-order-stands", {"order": "F-12", "authority": "fire", "state": "rectified"}),
        ("lift", "hazard-no-order", {}),
        ("fix", "hazard-has-a-limit", {"state": "limited"}),
        ("set_limit", "hazard-of-guidance", {"guidance": True}),
        ("hasten", "hazard-early-already", {"early": True, "state": "limited"}),
        ("stay", "hazard-not-critical", {"severity": Severity.MAJOR}),
    ],
)
def test_nobody_is_asked_for_words_in_vain(move: str, key: str, changed: dict[str, Any]) -> None:
    """A button of an old message says at once why it cannot be; an authority is called as people call it."""
    with pytest.raises(Refused) as refused:
        rules.refuse_before(a_hazard(**changed), move)
    assert refused.value.key == key
    assert refused.value.facts.get("authority") in (None, {"name_zh": "消防救援", "name_en": "Fire service"})
    rules.refuse_before(a_hazard(), "forbid")


# --- an open critical one


@pytest.mark.parametrize("move", list(WANTED))
def test_what_ends_the_alarm(move: str) -> None:
    """Somebody stays, escalates, puts it right, or it must not open; a limit or a photo alone is no deed."""
    states, parts, _ = WANTED[move]
    hazard = a_hazard("rectified" if "rectified" in states else states.split()[0])
    if move == "lift":
        hazard = replace(hazard, order="F-12", authority="fire", order_day="2026-03-01")
    done = after(hazard, move, Part(parts.split()[0]))
    acts = {"stay", "fix", "rectify", "escalate", "forbid", "dismiss", "take_back"}
    assert (done.acted_at == LATER) == (move in acts)
    assert done.is_alarming == (done.is_open and done.severity is Severity.CRITICAL and move not in acts)


def test_the_word_of_the_place_silences_no_alarm() -> None:
    """Anybody with the address of its page may say that it is put right; people stay alarmed until one of them acts."""
    said = after(a_hazard(), "rectify", Part.PLACE)
    assert (said.state, said.acted_at, said.is_alarming) == ("rectified", None, True)


def test_only_a_critical_one_asks_to_stay() -> None:
    """Nobody has to stay for a worn sign."""
    with pytest.raises(Refused, match="hazard-not-critical"):
        after(a_hazard(severity=Severity.MAJOR), "stay", Part.FINDER)
