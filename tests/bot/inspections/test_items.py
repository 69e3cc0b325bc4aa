"""Items in order, who may answer them, what an answer comes to, and the record that all of them make."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.bodies.officers import OFFICERS, Officer
from bot.checklists import starter
from bot.checklists.model import Checklist
from bot.evidence.pieces import UNKNOWN, Evidence, EvidenceKind
from bot.inspections import visit as visit_values
from bot.inspections.table import UNDER_WAY, Visit, VisitKind
from bot.inspections.visit import Answered, How, Result, Signature, Signs
from bot.inspections.visiting import items, judging, powers, record, signing
from bot.inspections.visiting.items import Item
from bot.inspections.visiting.judging import New
from bot.register.districts import District
from bot.values.refused import Refused
from bot.work.findings import OpenFinding
from tests.bot.builders import NOW

DISTRICT = District(-1, "九堡", "zh", "Asia/Shanghai", {}, id=1)
FIRE = Officer(1, 2001, "Chen", "fire", NOW, "A-1", date(2027, 6, 30))
MARKET = Officer(1, 2002, "Lu", "market", NOW, "B-2", date(2027, 6, 30))
VISIT = Visit(
    1, "inspection", 42, UNDER_WAY, NOW, id=9, place="P1", bodies=("market", "fire"), approved=("market", "fire")
)
VISIT = replace(VISIT, officers=(2001, 2002))
LENT = {"delegations": [{"from": "market", "to": "fire", "deed": "No. 7", "since": "2026-01-01", "until": ""}]}


def a_list(code: str = "street_shop") -> Checklist:
    """A list that comes along."""
    return next(one for one in starter.lists() if one.code == code)


def an_item(number: int = 7, department: str = "fire", **more: Any) -> Item:
    """One item."""
    named = {"name_zh": "通道", "name_en": "Ways out"}
    return Item(
        number, f"street_shop/SS{number:02d}", named, named, "street_shop/fire", department, "major", 72, **more
    )


def said(result: Result, by_id: int = 2001, n: int = 1, **more: Any) -> Answered:
    """One answer to item 7."""
    return Answered(9, "street_shop/SS07", by_id, "fire", result, NOW, NOW, f"s{n}", id=n, **more)


def judged(
    item: Item, result: Result, officer: Officer, visit: Visit = VISIT, district: District = DISTRICT, **more: Any
) -> Answered:
    """What an answer comes to."""
    new = New(item, result, NOW, "s", **more)
    return judging.judged(visit, new, officer.user_id, [officer], "", district, NOW)


def test_items_are_numbered_over_all_lists() -> None:
    """From 1, in order; an item that a list before had of the same body is asked once."""
    lists = [a_list(), a_list("eatery") if any(one.code == "eatery" for one in starter.lists()) else starter.lists()[1]]
    found = items.in_order(lists)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert len({(one.title.split(" / ")[0], one.department) for one in found}) == len(found)
    assert [one.key for one in found[: len(lists[0].items)]] == [
        visit_values.key(lists[0].code, one.code) for one in lists[0].items
    ]
    assert items.in_order([lists[0], lists[0]]) == items.in_order([lists[0]])


def test_what_was_found_without_a_list_stands_behind_the_lists() -> None:
    """Of the bodies of a re-check, or of nobody; a number never means another thing, whatever ends or comes later."""
    each = [
        OpenFinding(41, 7, "P1", "boxes", "major", "limited", body="fire", hours=24),
        OpenFinding(42, 8, "P1", "sign", "minor", "limited", body="gas"),
        OpenFinding(43, 9, "P1", "lamp", "minor", "found"),
        OpenFinding(40, 6, "P1", "ways out", "major", "limited", item="street_shop/SS07", body="fire"),
    ]

    def asked(known: list[OpenFinding]) -> list[tuple[int, str, int]]:
        return [(one.number, one.key, one.hours) for one in items.without_list(known, 16, ("fire",))]

    assert asked(each) == [(17, "hazard/7", 24), (19, "hazard/9", 72)]
    later = [replace(each[1], ended_at=NOW), OpenFinding(50, 12, "P1", "door", "minor", "found", body="fire")]
    assert asked([*later, *each[:1], *each[2:]]) == [(17, "hazard/7", 24), (19, "hazard/9", 72), (20, "hazard/12", 72)]
    assert items.asked_as(each[3]) == "street_shop/SS07"


def test_who_has_the_power() -> None:
    """The body itself, or one to which it was lent and published; an item of nobody is everybody's."""
    lent = replace(DISTRICT, settings=LENT)
    assert powers.may_answer([FIRE], "fire", DISTRICT, NOW)
    assert not powers.may_answer([FIRE], "market", DISTRICT, NOW)
    assert powers.body_for([FIRE], "market", lent, NOW) == "fire"
    assert powers.body_for([FIRE, MARKET], "market", lent, NOW) == "market"
    assert powers.may_answer([FIRE], "", DISTRICT, NOW)
    assert not powers.may_answer([replace(FIRE, certificate="")], "fire", DISTRICT, NOW)


def test_who_has_no_certificate_in_date_only_notes() -> None:
    """Its last day counts; from the day after what they say is a note for their own body."""
    over, last = replace(FIRE, certified_until=date(2026, 3, 1)), replace(FIRE, certified_until=date(2026, 3, 2))
    assert not powers.may_answer([over], "fire", DISTRICT, NOW)
    assert not powers.may_answer([over], "", DISTRICT, NOW)
    assert powers.may_answer([last], "fire", DISTRICT, NOW)
    note = judged(an_item(), Result.FAIL, over, hours=24)
    assert (note.result, note.to_body, note.hours) == (Result.HANDED, "fire", None)


@pytest.mark.parametrize(
    ("kind", "likeness", "why"),
    [
        (EvidenceKind.PHOTO, None, ""),
        (EvidenceKind.PHOTO, "f0f0f0f0f0f0f0f0", ""),
        (EvidenceKind.PHOTO, UNKNOWN, "visiting-no-picture"),
        (EvidenceKind.DOCUMENT, None, "visiting-as-photo"),
        (EvidenceKind.DOCUMENT, UNKNOWN, "visiting-no-picture"),
        (EvidenceKind.DOCUMENT, "f0f0f0f0f0f0f0f0", ""),
        (EvidenceKind.VOICE, None, "visiting-no-picture"),
    ],
)
def test_what_shows_a_signature(kind: EvidenceKind, likeness: str | None, why: str) -> None:
    """A photo does at once, a file only once it was fetched and drawn, whatever its name says."""
    assert signing.no_picture(Evidence(1, kind, 2001, NOW, 2001, 7, likeness=likeness)) == why


def test_a_fail_has_the_lists_limit_unless_another_is_said() -> None:
    """Guidance sets none, nor does who hands over."""
    assert judged(an_item(), Result.FAIL, FIRE).hours == 72
    other = judged(an_item(), Result.FAIL, FIRE, hours=24, severity="critical")
    assert (other.hours, other.severity, other.body) == (24, "critical", "fire")
    assert judged(an_item(), Result.FAIL, FIRE, replace(VISIT, visit_kind=VisitKind.GUIDANCE)).hours is None
    handed = judged(an_item(), Result.HANDED, FIRE, to_body="gas")
    assert (handed.hours, handed.to_body, handed.severity) == (None, "gas", "major")
    assert judged(an_item(), Result.PASS, FIRE).severity == ""
    with pytest.raises(Refused, match="visiting-to-whom"):
        judged(an_item(), Result.HANDED, FIRE)


def test_others_note_and_hand_over() -> None:
    """Who has no power over an item decides nothing: what they say goes to the body that has it."""
    note = judged(an_item(), Result.FAIL, MARKET, hours=24)
    assert (note.result, note.to_body, note.hours) == (Result.HANDED, "fire", None)
    assert (passed := judged(an_item(), Result.PASS, MARKET)).is_note
    assert passed.result is Result.PASS
    helper = replace(VISIT, officers=(2002,), helpers=(2001,))
    assert judged(an_item(), Result.PASS, FIRE, helper).to_body == "fire"


def test_who_joined_answers_once_their_part_is_approved() -> None:
    """Neither an answer nor a note before; others may note it; in an emergency it is approved afterwards."""
    joined = replace(VISIT, approved=("market",))
    for item in (an_item(), an_item(department="market"), an_item(department="")):
        with pytest.raises(Refused, match="visiting-part-open"):
            judged(item, Result.PASS, FIRE, joined)
    assert judged(an_item(), Result.FAIL, MARKET, joined).to_body == "fire"
    assert judged(an_item(), Result.PASS, FIRE, replace(joined, emergency=True)).body == "fire"
    assert powers.waits_for(joined, [FIRE, replace(FIRE, body="market")]) == ""
    assert powers.here(joined, [FIRE, MARKET]) == [MARKET]


def test_what_waits_for_an_approval_is_left_out_by_name() -> None:
    """Others owe nothing for it; whoever notes it hands it over."""
    mine, theirs = an_item(1, "market"), an_item(2)
    whole = record.put_together([mine, theirs], [], frozenset(), {theirs.key: "fire"})
    assert (whole.left, whole.owed, whole.left_out) == ((mine, theirs), (mine,), {"fire": (theirs,)})


def test_a_note_is_no_answer_of_who_is_there_to_decide() -> None:
    """It stands beside the open item; where nobody of that body is there it closes it as handed over."""
    item, note = an_item(), said(Result.HANDED, 2002, to_body="fire")
    there = record.put_together([item], [note], frozenset({"fire"}))
    assert (there.left, there.noted[item.key]) == ((item,), note)
    gone = record.put_together([item], [note], frozenset())
    assert (gone.left, gone.done, gone.fails) == ((), 1, (note,))
    decided = record.put_together([item], [note, said(Result.PASS, 2001, 2)], frozenset({"fire"}))
    assert (decided.conflicts, decided.newest[item.key].result, decided.noted) == ((), Result.PASS, {})
    late = record.put_together([item], [said(Result.PASS, 2001, 1), note], frozenset({"fire"}))
    assert late.newest[item.key].result is Result.PASS


def test_a_conflict_stands_until_it_is_settled() -> None:
    """Two officers differ: both are named; *keeps*, or saying the same, settles it. One's own correction is none."""
    item, first, second = an_item(), said(Result.PASS), said(Result.FAIL, 2002, 2)
    both = record.put_together([item], [first, second], frozenset())
    assert [(one.first, one.second) for one in both.conflicts] == [(first, second)]
    assert both.in_conflict(item.key)
    for settled in (said(Result.PASS, 2001, 3, keeps=True), said(Result.PASS, 2002, 3), said(Result.FAIL, 2001, 3)):
        assert not record.put_together([item], [first, second, settled], frozenset()).conflicts
    assert not record.put_together([item], [first, said(Result.FAIL, 2001, 2)], frozenset()).conflicts


BOTH = (2001, 2002)


def test_signatures_count_in_their_round() -> None:
    """Two officers and the place for a firm, one elsewhere; none of before a correction, nor of who was taken out."""

    def signs(by_id: int, who: Signs = Signs.OFFICER, round_: int = 2) -> Signature:
        how = How.TAP if who is Signs.OFFICER else How.REFUSED
        return Signature(9, round_, who, by_id, how, NOW + timedelta(seconds=by_id))

    place = signs(2001, Signs.PLACE)
    assert visit_values.are_whole([signs(2001), signs(2002), place], 2, firm=True, officers=BOTH)
    assert not visit_values.are_whole([signs(2001), signs(2001), place], 2, firm=True, officers=BOTH)
    assert not visit_values.are_whole([signs(2001), signs(2002, round_=1), place], 2, firm=True, officers=BOTH)
    assert not visit_values.are_whole([signs(2001), signs(2002)], 2, firm=True, officers=BOTH)
    assert visit_values.are_whole([signs(2001), place], 2, firm=False, officers=BOTH)
    assert not visit_values.are_whole([signs(2001), signs(2002), place], 2, firm=True, officers=(2002, 2003))


class Register:
    """Officers as they stand and stood: Chen was dismissed an hour after, Lu had another certificate before."""

    rows = (
        replace(FIRE, ended_at=NOW + timedelta(hours=2)),
        replace(MARKET, since=NOW - timedelta(days=9), ended_at=NOW, certificate="B-1"),
        MARKET,
        replace(MARKET, since=NOW + timedelta(hours=2), body="urban"),
    )

    async def standing(self, _district: int) -> list[Officer]:
        """Those that have not ended."""
        return [one for one in self.rows if one.ended_at is None]

    async def past(self, _district: int, user_id: int, _most: int) -> list[Officer]:
        """Of one person."""
        return [one for one in self.rows if one.user_id == user_id]


async def test_what_is_signed_keeps_its_officers() -> None:
    """As they were then, whoever is dismissed since and whatever somebody became; before that as they are."""
    work: Any = SimpleNamespace(tx={OFFICERS: Register()}, district=DISTRICT, now=NOW + timedelta(hours=5))
    signed = replace(VISIT, signed_at=NOW + timedelta(hours=1))
    told = [(one.user_id, one.body, one.certificate) for one in await record.officers(work, signed)]
    assert told == [(2001, "fire", "A-1"), (2002, "market", "B-2")]
    told = [(one.user_id, one.body, one.certificate) for one in await record.officers(work, VISIT)]
    assert told == [(2002, "market", "B-2"), (2002, "urban", "B-2")]
