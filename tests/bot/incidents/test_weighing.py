"""What the one who confirms weighs: each piece that closing asks for, there, missing or waived, and by whom."""

from dataclasses import replace
from datetime import timedelta

from bot.evidence.pieces import Evidence, EvidenceKind
from bot.handbook.model import Item
from bot.incidents.closing import review as closing_review
from bot.incidents.proof import ANY, NO_PHOTO
from bot.incidents.table import Incident
from bot.work.history import Record
from tests.bot.builders import NOW, an_incident
from tests.stories.conftest import book

SHOTS = ("before_wide", "before_close", "after_same_angle")


def stall() -> Item:
    """An item of the handbook with three photos."""
    return book().item("street_stall")


def a_photo(number: int, **more: object) -> Evidence:
    """A photo since the arrival."""
    piece = Evidence(1, EvidenceKind.PHOTO, 1002, NOW, 1002, number, id=number, case_id=1, stage="after")
    return replace(piece, **more)  # type: ignore[arg-type]


def waive(*pieces: str, reason: str = "night", by_id: int = 1001, minute: int = 0) -> Record:
    """A line of the history."""
    facts: dict[str, object] = {"pieces": list(pieces), "reason": reason}
    return Record(
        "waive", "on_scene", "on_scene", NOW + timedelta(minutes=minute), by_id, "captain", "web", facts=facts
    )


def stands(incident: Incident, pieces: list[Evidence], *records: Record) -> dict[str, str]:
    """How each piece stands, by its key."""
    found = closing_review.of(incident, stall(), pieces)
    return {one.need.key: one.stands for one in closing_review.asked(found.proof, records)}


def test_each_piece_stands_by_itself() -> None:
    """There, missing, or waived; as many are missing as the count says."""
    incident = an_incident(waived=(SHOTS[1],))
    pieces = [a_photo(7, counts_as=SHOTS[0])]
    assert stands(incident, pieces, waive(SHOTS[1])) == dict(zip(SHOTS, ("there", "waived", "missing"), strict=True))
    assert closing_review.of(incident, stall(), pieces).proof.count == (1, 2)
    [there, _, _] = closing_review.asked(closing_review.of(incident, stall(), pieces).proof, [])
    assert there.piece_id == 7


def test_a_waiver_is_the_last_one() -> None:
    """Of the same piece or of none by name; never one of another piece."""
    incident = an_incident(waived=(SHOTS[1],))
    records = [
        waive(SHOTS[1], reason="old"),
        waive(SHOTS[0]),
        waive(SHOTS[1], reason="new", by_id=1005, minute=9),
    ]
    found = closing_review.asked(closing_review.of(incident, stall(), []).proof, records)
    waiver = found[1].waiver
    assert waiver is not None
    assert (waiver.reason, waiver.by_id, waiver.at) == ("new", 1005, NOW + timedelta(minutes=9))
    assert found[0].waiver is None
    unnamed = replace(waive(reason="rain", minute=10), facts={"count": 1, "reason": "rain"})
    newest = closing_review.asked(closing_review.of(incident, stall(), []).proof, [*records, unnamed])[1].waiver
    assert newest is not None
    assert newest.reason == "rain"


def test_a_waiver_without_a_name_and_one_by_a_tap() -> None:
    """The first says no piece: it holds for the last that is missing. A tap's reason becomes words."""
    incident = an_incident(waived=(ANY,))
    old = Record("waive", "on_scene", "on_scene", NOW, 1001, "captain", "group", facts={"count": 1, "reason": "rain"})
    found = closing_review.asked(closing_review.of(incident, stall(), []).proof, [old])
    assert [one.stands for one in found] == ["missing", "missing", "waived"]
    assert found[2].waiver is not None
    assert found[2].waiver.reason == "rain"
    tapped = an_incident(waived=(SHOTS[0],))
    [one, *_] = closing_review.asked(closing_review.of(tapped, stall(), []).proof, [waive(SHOTS[0], reason=NO_PHOTO)])
    assert one.waiver is not None
    assert one.waiver.reason == {"word": "reason-no-photo"}


def test_the_pair_and_where_a_picture_was_seen() -> None:
    """Only with both; each other case once."""
    before, after = a_photo(1, counts_as=SHOTS[0], seen_in=9), a_photo(2, counts_as=SHOTS[2], seen_in=9)
    found = closing_review.of(an_incident(), stall(), [before, after])
    assert (found.pair, found.seen_in) == ((before, after), (9,))
    assert closing_review.of(an_incident(), stall(), [before]).pair is None
