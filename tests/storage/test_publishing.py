"""What the memory finds for strangers is what the rule lets them read, page by page, over an index."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.handbook import file as handbook_file
from bot.incidents import asks
from bot.incidents.search import Key
from bot.incidents.store import INCIDENTS
from bot.incidents.table import OUTCOMES, Incident, State
from bot.publishing import reading, rule
from bot.publishing.reading import READING, Asked, Part, Wanted
from bot.publishing.rule import Choice, Status
from storage import publishing
from tests.storage.conftest import BOTH, HERE, NOW, Town, plan

DATABASES = BOTH
BOOK = handbook_file.starter()
ITEMS = ("shared_bike_parking", "street_stall", "dog_leash")
CHOICE = Choice(is_on=True, items=frozenset(ITEMS[:2]))
MANY = 120
DANGER = asks.Danger("fight", NOW, "x").ask
PLACE = asks.Which(asks.By.CLOCK, (("p1", 3.0),)).ask

LINES: dict[str, tuple[str, dict[str, object]]] = {
    "reported as a danger": ("report", {"item": "injured"}),
    "was taken for one": ("recategorise", {"item": "street_stall", "was_item": "bottled_gas"}),
    "a captain said so": ("prioritise", {"severity": "critical"}),
    "a captain said otherwise": ("prioritise", {"severity": "high"}),
    "an item that is named like one": ("recategorise", {"item": "bottled_gas2"}),
    "words that look like one": ("report", {"item": "street_stall", "words": '"item":"fight"'}),
    "another line about one": ("step", {"item": "fight"}),
}
CRITICAL = {"reported as a danger", "was taken for one", "a captain said so"}


async def _many(town: Town, seed: int = 7) -> list[Incident]:
    """Cases of every sort, none at the same minute as another."""
    chance, made = random.Random(seed), []
    async with town.store.begin() as tx:
        for n in range(MANY):
            case = await town.incident(
                tx,
                item=chance.choice((*ITEMS, ITEMS[0], ITEMS[0], None, "fight")),
                severity=chance.choice((None, None, None, "low", "critical")),
                drill=chance.random() < 0.1,
                point=chance.choice((HERE, HERE, HERE, HERE, None)),
                outcome=chance.choice((None, None, *OUTCOMES)),
                asks=chance.choice(((), (), (), ("outside",), (DANGER,), (PLACE,))),
                marks=chance.choice(({}, {}, {}, {}, {asks.UNANSWERED: True}, {"sent_back": "danger_unanswered"})),
            )
            at = NOW - timedelta(minutes=n)
            made.append(await tx[INCIDENTS].keep(replace(case, state=chance.choice(list(State)), reported_at=at)))
    return made


async def _found(town: Town, asked: Asked, **more: Any) -> Sequence[Incident]:
    dangers = reading.dangers(BOOK)
    part = Part(skipped=(asked.page - 1) * asked.per_page, most=asked.per_page)
    wanted = replace(Wanted(town.district.id, asked, part, rule.STATES, CHOICE.items, dangers), **more)
    found: list[Incident] = []
    async with town.store.look() as tx:
        while True:
            some = await tx[READING].cases(wanted)
            found += some.cases
            if some.after is None or len(found) >= asked.per_page:
                return found
            part = Part(some.after, wanted.part.skipped - some.skipped, asked.per_page - len(found))
            wanted = replace(wanted, part=part)


def _readable(town: Town, case: Incident) -> bool:
    return rule.published(case, CHOICE, BOOK, town.district, was_critical=False) is not None


async def test_it_finds_what_may_be_read_and_nothing_else(town: Town) -> None:
    """Neither more, which would be left out and leave a gap in the page, nor less."""
    made = await _many(town)
    expected = [case.number for case in made if _readable(town, case)]
    assert 5 < len(expected) < MANY / 2
    assert [case.number for case in await _found(town, Asked())] == expected


@pytest.mark.parametrize("stretch", [1, 7, MANY, reading.STRETCH])
async def test_pages_are_full_and_follow_each_other(town: Town, monkeypatch: pytest.MonkeyPatch, stretch: int) -> None:
    """Newest first, none twice, none left out, however few are gone through in one look."""
    made = await _many(town)
    expected = [case.number for case in made if _readable(town, case)]
    monkeypatch.setattr(publishing, "STRETCH", stretch)
    pages = [await _found(town, Asked(page=page, per_page=3)) for page in range(1, len(expected) // 3 + 3)]
    assert [case.number for page in pages for case in page] == expected
    assert {len(page) for page in pages[: len(expected) // 3]} == {3}


async def test_what_was_ever_critical_is_left_out(town: Town) -> None:
    """By the lines of its history; words that somebody wrote are none of them."""
    numbers: dict[str, int] = {}
    async with town.store.begin() as tx:
        for what, (move, facts) in LINES.items():
            case = await town.incident(tx, item=ITEMS[0])
            await tx.history.add(town.district.id, case.id, replace(town.record(), move=move, facts=facts), NOW)
            numbers[what] = case.number
    read = {case.number for case in await _found(town, Asked())}
    assert read == {number for what, number in numbers.items() if what not in CRITICAL}
    every = {case.number for case in await _found(town, Asked(), dangers=None, states=frozenset(State))}
    assert every == set(numbers.values())


async def test_a_danger_with_a_long_code_is_seen_too(town: Town) -> None:
    """Codes of more than 24 letters lie beside the line."""
    code = "gas_leak_in_a_building_with_flats"[:32]
    async with town.store.begin() as tx:
        case = await town.incident(tx, item=ITEMS[0])
        await tx.history.add(town.district.id, case.id, replace(town.record("report"), facts={"item": code}), NOW)
    assert await _found(town, Asked(), dangers=frozenset({code})) == []
    assert len(await _found(town, Asked(), dangers=frozenset({"fight"}))) == 1


async def test_numbers_spans_items_and_states_are_asked_for(town: Town) -> None:
    """Both ends of a span belong to it; numbers override nothing that must not be read."""
    made = await _many(town)
    expected = [case for case in made if _readable(town, case)]
    one, other = expected[1], expected[3]
    assert [c.number for c in await _found(town, Asked(numbers=(one.number,)))] == [one.number]
    hidden = tuple(case.number for case in made if case not in expected)
    assert await _found(town, Asked(numbers=hidden)) == []
    assert await _found(town, Asked(numbers=())) == []
    between = await _found(town, Asked(since=other.reported_at, until=one.reported_at))
    assert [c.number for c in between] == [c.number for c in expected[1:4]]
    closed = frozenset(s for s in rule.STATES if rule.status_of(s) is Status.CLOSED)
    assert {c.state for c in await _found(town, Asked(), states=closed)} == {"closed"}
    assert {c.item for c in await _found(town, Asked(), items=frozenset({ITEMS[1]}))} == {ITEMS[1]}
    assert await _found(town, Asked(), items=frozenset()) == []
    assert await _found(town, Asked(), district_id=2) == []


async def test_words_are_not_even_read_for_strangers(town: Town) -> None:
    """Nor places, nor who reported; a program's page has its own."""
    async with town.store.begin() as tx:
        await town.incident(tx, item=ITEMS[0], words="x", place="y")
    [read] = await _found(town, Asked())
    assert (read.words, read.place, read.reporter_id) == ("", None, None)
    [read] = await _found(town, Asked(), dangers=None)
    assert (read.words, read.place, read.reporter_id) == ("x", "y", None)


@pytest.mark.parametrize("dangers", [None, frozenset({"fight"})], ids=["for a program", "for strangers"])
@pytest.mark.parametrize("asked", [Asked(since=NOW, until=NOW), Asked(numbers=(1, 2))], ids=["by time", "by numbers"])
async def test_a_page_is_found_by_an_index(town: Town, asked: Asked, dangers: frozenset[str] | None) -> None:
    """By when it was reported, newest first without sorting all there are, or by numbers; and so is the history."""
    key = Key(NOW, 7)
    wanted = Wanted(town.district.id, asked, Part(key), rule.STATES, CHOICE.items, dangers)
    async with town.store._readers.connect() as connection:
        dialect = connection.dialect
    statement = publishing.fitting(wanted, key, None if asked.numbers else key, 9, publishing._columns(wanted))
    told = ""
    for one in (statement, *(() if asked.numbers else (publishing.end_of_stretch(wanted),))):
        query = str(one.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        told += await plan(town, query.replace("%%", "%"))
    index = "ix_cases_by_report" if asked.numbers is None else "cases"
    assert "TEMP B-TREE" not in told or asked.numbers
    assert re.search(rf"{index}\w* \(|(Index|Bitmap).*{index}", told), told
    assert "SCAN cases" not in told
    assert "Seq Scan" not in told
    assert "history" not in told or "ix_history_case_id" in told
