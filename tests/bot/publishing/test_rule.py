"""What strangers may read: item by item, in figures and codes, and no word of anybody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.case import Assignment, Case, Role
from bot.handbook import file as handbook_file
from bot.handbook.book import BUILT_IN, Handbook
from bot.incidents.table import CANCELLED, CLOSED, KIND, MERGED, OPEN, OUTCOMES, TRANSFERRED, Incident, State
from bot.publishing import reading, rule
from bot.publishing.rule import Choice, Published, Status
from bot.register.districts import District
from bot.sos.table import Sos
from bot.values.geo import Point
from tests.bot.builders import NOW, an_incident

BOOK = handbook_file.starter()
ITEM = "shared_bike_parking"
CHOICE = Choice(is_on=True, items=frozenset({ITEM, "street_stall"}))
DISTRICT = District(-100, "九堡", "zh", "Asia/Shanghai", {}, id=1, settings={"public": CHOICE.kept})
MARK = "marked-7f3a"
NOBODY = 777_000_777
"""Who reported, confirmed, moved: no figure of what is published may be theirs."""


def _a_case(state: str = OPEN, **changed: Any) -> Incident:
    """One that is published as it stands."""
    given = {"item": ITEM, "point": Point(30.314_732, 120.274_111), "district_id": 1, **changed}
    return replace(an_incident(state), **given)


def _read(case: Case, choice: Choice = CHOICE, book: Handbook = BOOK, *, was_critical: bool = False) -> Any:
    return rule.published(case, choice, book, DISTRICT, was_critical=was_critical)


def test_a_case_of_a_chosen_item_is_read() -> None:
    """Its number, its item, open or closed, whole minutes and a coarse point."""
    read = _read(_a_case(reported_at=NOW + timedelta(seconds=42)))
    assert read == Published(
        number=read.number,
        item=ITEM,
        named=BOOK.item(ITEM).named,
        status=Status.OPEN,
        requested_at=NOW.replace(second=0, microsecond=0),
        updated_at=NOW.replace(second=0, microsecond=0),
        due_at=read.due_at,
        point=Point(30.315, 120.274),
    )
    assert read.due_at.second == 0


def test_it_is_off_until_somebody_turns_it_on() -> None:
    """A district that chose nothing publishes nothing, nor one that chose items and did not turn it on."""
    bare = replace(DISTRICT, settings={})
    assert rule.of(bare) == Choice()
    assert _read(_a_case(), rule.of(bare)) is None
    assert _read(_a_case(), replace(CHOICE, is_on=False)) is None
    assert rule.of(DISTRICT) == CHOICE


@pytest.mark.parametrize("state", State)
def test_how_each_state_is_read(state: State) -> None:
    """Closed once it is confirmed, open before and while another office has it; what was no case never."""
    read = _read(_a_case(state, closed_at=NOW))
    expected = {CLOSED: Status.CLOSED, CANCELLED: None, MERGED: None}.get(state, Status.OPEN)
    assert (read and read.status) == expected


WITHHELD: dict[str, dict[str, Any]] = {
    "an item that nobody chose": {"item": "dog_leash"},
    "no item yet": {"item": None},
    "a case of a drill": {"drill": True},
    "critical by a captain's word": {"severity": "critical"},
    "words that may report danger": {"asks": ('danger:{"item":"fight","until":"2026-03-02T00:00:00Z","words":"x"}',)},
    "nobody said whether there is danger": {"marks": {"danger_unanswered": True}},
    "asked whether it is here at all": {"asks": ("outside",)},
    "asked whether it is another one": {"asks": ("same:41",)},
    "nothing was found": {"outcome": "unfounded"},
    "it was another case": {"outcome": "duplicate"},
    "no place": {"point": None},
    "another district": {"district_id": 2},
    "another kind in the same clothes": {"kind": "errand"},
}


@pytest.mark.parametrize("change", WITHHELD.values(), ids=list(WITHHELD))
def test_what_is_withheld(change: dict[str, Any]) -> None:
    """Not even that it is there."""
    assert _read(_a_case()) is not None
    assert _read(_a_case(**change)) is None


def test_what_was_critical_stays_withheld() -> None:
    """Also when a captain has said since that it is not."""
    assert _read(_a_case(severity="low"), was_critical=True) is None


def test_no_other_kind_is_read_whatever_a_captain_chose() -> None:
    """A call for help, and any kind that there may be once: it is private without saying so."""
    everything = Choice(is_on=True, items=frozenset(item.code for item in BOOK.items))
    call = Sos(district_id=1, kind="sos", number=1, state="raised", reported_at=NOW, point=Point(30.3, 120.2))
    other = Case(district_id=1, kind=KIND, number=1, state=OPEN, reported_at=NOW, point=Point(30.3, 120.2))
    assert _read(call, everything) is None
    assert _read(other, everything) is None


def test_some_items_cannot_be_chosen() -> None:
    """Danger, hazards, quarrels of neighbours, and what says nothing; a choice of them that is kept anyhow is none."""
    never = {item.code for item in BOOK.items if not rule.publishable(item)}
    assert never == {"bottled_gas", "firm_fire_hazard", "social_noise", *(item.code for item in BUILT_IN)}
    forged = Choice(is_on=True, items=frozenset(never))
    assert rule.items(forged, BOOK) == ()
    for code in never:
        assert _read(_a_case(item=code), forged) is None


@pytest.mark.parametrize(
    "changed",
    [{"name_zh": "消防隐患"}, {"name_en": "Neighbour Dispute"}, {"code": "mediation"}, {"category_zh": "纠纷"}],
)
def test_an_item_of_a_district_s_own_is_known_by_its_name(changed: dict[str, str]) -> None:
    """In either language, by its code, or by its group."""
    item = BOOK.item(ITEM)
    assert rule.publishable(item)
    assert not rule.publishable(item.model_copy(update=changed))


def test_an_item_that_became_dangerous_is_read_no_more() -> None:
    """The choice is of what it was; and a case keeps the reading that it was reported under."""
    grave = BOOK.item(ITEM).model_copy(update={"severity": "critical", "version": 2})
    now = Handbook([grave], version=2)
    assert _read(_a_case(), book=now) is None
    former = Handbook([BOOK.item(ITEM).model_copy(update={"version": 3})], version=3, earlier=[grave])
    assert _read(_a_case(item_version=2), book=former) is None
    assert _read(_a_case(item_version=3), book=former) is not None
    assert ITEM in reading.dangers(former)


@given(st.floats(30.0, 31.0), st.floats(120.0, 121.0))
def test_one_place_has_one_point(lat: float, lon: float) -> None:
    """A hundred metres at most from where it is, on a grid, and the same again."""
    coarse = rule.coarse(Point(lat, lon))
    assert abs(coarse.lat - lat) <= 0.000_51
    assert abs(coarse.lon - lon) <= 0.000_51
    assert coarse == rule.coarse(Point(lat, lon)) == rule.coarse(coarse)
    assert len(str(coarse.lat).partition(".")[2]) <= 3


_texts = st.text(max_size=20).map(lambda text: MARK + text)
_instants = st.integers(0, 10**8).map(lambda seconds: NOW + timedelta(seconds=seconds))


@st.composite
def _marked(draw: st.DrawFn) -> Incident:
    """Any case: what people wrote is marked, and so is who they are."""
    return Incident(
        district_id=1,
        kind=KIND,
        number=draw(st.integers(1, 10_000)),
        state=draw(st.sampled_from(State)),
        reported_at=draw(_instants),
        id=draw(st.integers(1, 10_000)),
        drill=draw(st.booleans()),
        point=Point(draw(st.floats(30, 31)), draw(st.floats(120, 121))),
        reporter_id=NOBODY,
        assignments=(Assignment(NOBODY, Role.LEAD, NOW, NOW, by_id=NOBODY, reason=MARK),),
        item=draw(st.sampled_from([ITEM, "street_stall", "dog_leash", "bottled_gas", "fight", "other", None])),
        severity=draw(st.sampled_from(["low", "medium", "high", "critical", None])),
        words=draw(_texts),
        place=draw(_texts),
        source=draw(_texts),
        source_ref=draw(_texts),
        asks=draw(st.sampled_from([(), ("outside",), (f'place:{{"by":"clock","of":[["{MARK}",1]]}}',)])),
        outcome=draw(st.sampled_from([*OUTCOMES, "transferred", None])),
        closed_at=draw(st.none() | _instants),
        confirmed_by=NOBODY,
        held_s=draw(st.integers(0, 100_000)),
        department=draw(_texts),
        department_ref=draw(_texts),
        origin_chat_id=NOBODY,
        origin_message_id=NOBODY,
        marks={"sent_back": draw(_texts), "why_held": draw(_texts), "also": [{"by": NOBODY, "words": draw(_texts)}]},
    )


@settings(max_examples=300)
@given(_marked(), st.booleans())
def test_no_word_and_nobody_is_ever_read(case: Incident, was_critical: bool) -> None:
    """Whatever stands in a case: what is told of it is figures and codes, and only of what may be told."""
    everything = Choice(is_on=True, items=frozenset(item.code for item in BOOK.items))
    read = _read(case, everything, was_critical=was_critical)
    if read is None:
        return
    assert MARK not in repr(read)
    assert str(NOBODY) not in repr(read)
    assert (read.item, read.number) == (case.item, case.number)
    assert not (case.drill or was_critical or case.severity == "critical")
    assert case.state in {*rule.STATES}
    assert read.point == rule.coarse(case.point or Point(0, 0))
    assert {one.second for one in (read.requested_at, read.updated_at, read.due_at)} == {0}


def test_every_state_is_open_or_closed() -> None:
    """For programs with a key, which read of all of them."""
    closed = {state for state in State if rule.status_of(state) is Status.CLOSED}
    assert closed == {CLOSED, CANCELLED, MERGED}
    assert rule.status_of(TRANSFERRED) is Status.OPEN
