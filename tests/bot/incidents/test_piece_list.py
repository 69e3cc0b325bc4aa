"""The list of a case's pieces, and what a team does next: pure."""

from dataclasses import replace
from typing import Any

import pytest

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.handbook import file as handbook_file
from bot.incidents import proof
from bot.incidents.closing import piece_list
from bot.incidents.orders import next_step
from bot.sos import table as sos_table
from bot.sos.table import Sos
from tests.bot.builders import NOW, an_assignment, an_incident

STALL = handbook_file.starter().item("street_stall")


def a_piece(number: int, **changed: Any) -> Evidence:
    """A photo that the team sent since it arrived."""
    return replace(
        Evidence(1, EvidenceKind.PHOTO, 1002, NOW, 1002, number, id=number, case_id=1, stage="after"), **changed
    )


def words(*pieces: Evidence, **changed: Any) -> list[str]:
    """What sort of line each is."""
    case = an_incident("on_scene", item="street_stall", **changed)
    return [str(line["word"]).removeprefix("pieces-line-") for line in piece_list.lines(case, STALL, pieces)]


def test_a_line_for_each_that_is_asked_for() -> None:
    """Ticked in the handbook's order as they come."""
    assert words() == ["missing"] * 3
    assert words(a_piece(1)) == ["there", "missing", "missing"]
    assert words(a_piece(1), a_piece(2), a_piece(3)) == ["there"] * 3


def test_a_name_with_commas_stays_one_line() -> None:
    """*Before, wide view with a landmark or door number* is one piece."""
    case = an_incident("on_scene", item="street_stall")
    assert any("," in line["piece"]["name_en"] for line in piece_list.lines(case, STALL, ()))


def test_what_is_waived_says_so() -> None:
    """The captain did without the last one."""
    assert words(a_piece(1), a_piece(2), waived=("after_same_angle",)) == ["there", "there", "waived"]


def test_the_same_picture_names_the_first() -> None:
    """Sent by another phone, or the same file: the line says which it is the same as, by its number."""
    case = an_incident("on_scene", item="street_stall")
    pieces = (a_piece(4, likeness="ab" * 8), a_piece(5), a_piece(6, likeness="ab" * 8))
    [again] = [one for one in piece_list.lines(case, STALL, pieces) if one["word"] == "pieces-line-again"]
    assert (again["n"], again["of"]) == (3, 1)
    assert words(*pieces) == ["there", "there", "missing", "again"]


def test_what_a_case_lacks_is_known() -> None:
    """However much it has of what it does not: the photo from after, a paper; no more of what is there."""
    case = an_incident("on_scene", item="street_stall")
    early = [a_piece(n, stage="report", by_id=1006) for n in range(1, 9)]
    late = a_piece(20)
    assert proof.is_lacking(case, STALL, early, late)
    assert not proof.is_lacking(case, STALL, [*early, late], a_piece(21))
    assert not proof.is_lacking(case, STALL, early, a_piece(22, stage="report"))
    assert proof.is_lacking(case, STALL, [*early, late], a_piece(23, kind=EvidenceKind.DOCUMENT))


def test_the_third_of_the_same_kind_is_the_same_as_the_first() -> None:
    """By file, then by looks."""
    pieces = [
        a_piece(1, file_unique_id="f", likeness="1" * 16),
        a_piece(2, file_unique_id="f", likeness="2" * 16),
        a_piece(3, likeness="2" * 16),
        a_piece(4, likeness="-"),
        a_piece(5, likeness="-"),
    ]
    assert proof.same_as(pieces) == {2: 1, 3: 1}


def test_a_photo_of_after_from_before_the_arrival_says_why_it_is_none() -> None:
    """It is no surprise at *done*."""
    early = a_piece(1, stage="before", counts_as="after_same_angle")
    assert words(early) == ["missing", "missing", "missing", "early"]


def test_one_more_photo_from_before_the_arrival_says_why_it_is_none_of_after() -> None:
    """The list asks for the photo of the result: who sends it too soon reads why that does not count."""
    before = [replace(a_piece(n), stage="before") for n in range(1, 9)]
    assert words(*before)[:3] == ["there", "there", "missing"]
    assert words(*before)[-1] == "early"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", ()),
        ("dispatched", ("accept", "decline")),
        ("accepted", ("arrive",)),
        ("on_scene", ("resolve",)),
        ("held", ("resume",)),
        ("resolved", ()),
        ("closed", ()),
    ],
)
def test_what_the_lead_does_next(state: str, expected: tuple[str, ...]) -> None:
    """One way on, but for an order that may be declined."""
    case = an_incident(state)
    lead = case.lead
    assert next_step.moves(case, lead.team_id if lead else 1) == expected
    assert next_step.moves(case, 99) == ()
    assert next_step.moves(case, None) == ()


def test_what_who_is_sent_to_help_does_next() -> None:
    """On the way, there, nothing more; nor when it is over."""
    sent = an_assignment("dispatched")
    assert sent is not None
    call = Sos(1, sos_table.KIND, 7, "raised", NOW, assignments=(sent,))
    assert sos_table.steps(call, sent.team_id) == ("set_off", "reach")
    on_the_way = replace(sent, accepted_at=NOW)
    assert sos_table.steps(replace(call, assignments=(on_the_way,)), sent.team_id) == ("reach",)
    there = replace(on_the_way, arrived_at=NOW)
    assert sos_table.steps(replace(call, assignments=(there,)), sent.team_id) == ()
    assert sos_table.steps(replace(call, state="cleared"), sent.team_id) == ()
    assert sos_table.steps(call, 99) == ()
