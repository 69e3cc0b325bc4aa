"""The written drills, played to their end: every case ends, in the share that the docs tell; what sounds is counted."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import captains
from benchmarks.captains import CRITICAL, NO_TEAM, OTHER, SOS, Need, Played, Sound
from bot.app import samples, settings
from bot.app.drill import written
from bot.hazards.table import CLOSED, DISMISSED, HAZARDS, Hazard
from bot.incidents.store import INCIDENTS
from bot.inspections import visit as visit_values
from bot.inspections.table import CLOSED as VISIT_CLOSED
from bot.inspections.table import VISITS, Visit
from bot.places import finding
from bot.places.notes.notes import NOTES, Note, NoteKind
from bot.places.register import Place
from bot.places.standing.links import LINKS
from bot.words import Words
from handlers.drill.people import review, scenario
from handlers.drill.people.review import Missed, Review

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "how-it-works.md"
OFF_BY = 5
"""So many cases of a hundred the share may be off what the docs tell: a drill runs on a machine."""

ROW = re.compile(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) % \|$", re.MULTILINE)

NEW_SHOP = {"zh": "阿婆面馆", "en": "Granny's Noodles"}
HANDED_OVER = """
title: {zh: 可以移交, en: What can be handed over}
start: 2026-03-02T08:00:00+08:00
minutes: 15
district: DISTRICT
crews: {accept_s: [2, 5], speed_kmh: 60, on_scene_s: [5, 10], seed: 7}
events:
  - {at: "0:02", who: 1059, does: report, where: [30.3115, 120.2735], item: social_noise}
  - {at: "0:12", who: 1057, does: report, where: [30.3200, 120.2736], item: bottled_gas}
  - {at: "0:30", who: 1014, does: say, text: "/sos 有人动手"}
  - {at: "0:40", who: 1014, does: press, text: "no:such:button"}
"""


def told() -> dict[str, tuple[int, int]]:
    """What the docs say of each drill: its cases, and how many of a hundred are on time."""
    return {name: (int(cases), int(share)) for name, cases, share in ROW.findall(DOCS.read_text(encoding="utf8"))}


@pytest.fixture(autouse=True, scope="module")
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        patch.setenv("PATROL_DATA_DIR", str(tmp_path_factory.mktemp("drills")))
        yield


def play(path: Path) -> Played:
    """A drill to its end."""
    return asyncio.run(captains.played(scenario.read(path)))


@pytest.fixture(scope="module")
def rush_hour() -> Played:
    """The written rush hour, played once for all that is asked of it."""
    return play(samples.ALL[0].drills / "rush-hour.yaml")


def otherwise(name: str, end: Played) -> dict[str, object]:
    """What went otherwise than the docs tell of the drill: what is left, how many cases there were, their share."""
    cases, share = told()[name]
    found = {
        "live": end.live,
        "without an end": [line.number for line in end.review.lines if line.total_s is None],
        "cases": len(end.review.lines) if len(end.review.lines) != cases else None,
        "pressed nothing": list(end.review.missed),
        "share": end.review.percent if abs(end.review.percent - share) > OFF_BY else None,
    }
    return {what: one for what, one in found.items() if one not in ([], None)}


def test_the_docs_tell_of_every_written_drill() -> None:
    """One row each, no other."""
    assert set(told()) == {path.stem for path in samples.ALL[0].drills.glob("*.yaml")}


def test_a_case_that_could_be_handed_over_is_worked_off(tmp_path: Path) -> None:
    """Its list of steps has a button to hand it over; one wants a recording, the other is not fixed on the spot.

    Somebody calls for help meanwhile: a captain takes the call and clears it before the drill is over. The review tells
    of it beside the two, and of a press that found no button.
    """
    path = tmp_path / "handed-over.yaml"
    path.write_text(HANDED_OVER.replace("DISTRICT", str(samples.ALL[0].path)), encoding="utf8")
    end = play(path)
    assert end.live == []
    assert [line.on_time for line in end.review.lines] == [True, True]
    assert [(one.what["en"], one.total_s is not None) for one in end.review.others] == [("Call for help", True)]
    assert end.review.missed == (Missed(40.0, 1014, "no:such:button"),)
    told = Console(record=True, width=200)
    review.show(told, Words(strict=True), "en", end.review)
    said = told.export_text()
    assert "Call for help" in said
    assert "no:such:button" in said


@pytest.mark.long
@pytest.mark.parametrize("name", ["a-new-shop", "one-visit-for-all", "quiet-morning", "night-with-trouble"])
def test_a_written_drill_ends_as_told(name: str) -> None:
    """Every case of it, also where teams decline, are silent or are overruled."""
    assert otherwise(name, play(samples.ALL[0].drills / f"{name}.yaml")) == {}


async def played_by_officers(path: Path) -> tuple[Visit, list[str], list[Hazard]]:
    """The one visit of a drill, who signed it, and what was found in it."""
    async with written.set_up(settings.load(None), Words(strict=True), scenario.read(path), 100_000) as (made, playing):
        await playing.run()
        assert made.bot is not None
        async with made.bot.store.look() as tx:
            visit = await tx[VISITS].by_number(1, 1)
            assert visit is not None
            signed = visit_values.stand(await tx[VISITS].signatures(visit.id), visit.round)
            return visit, [one.signs for one in signed], await tx[HAZARDS].of_visit(visit.id)


@pytest.mark.long
@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one.name)
def test_one_visit_for_all_is_made_and_its_hazard_gone(sample: samples.Sample) -> None:
    """Two bodies approve, five officers and the place sign; who found and fixed something does not pass it."""
    visit, signed, hazards = asyncio.run(played_by_officers(sample.drills / "one-visit-for-all.yaml"))
    assert (visit.state, visit.bodies, visit.approved) == (VISIT_CLOSED, ("fire", "market"), ("fire", "market"))
    assert (visit.found_by, Counter(signed)) == ("scan", {"officer": 5, "place": 1})
    assert [one.state for one in hazards] == [CLOSED, CLOSED, DISMISSED]
    fixed, limited, _ = hazards
    assert (fixed.finder_id, fixed.fixer_id, len(fixed.after)) == (2006, 2006, 1)
    assert (limited.finder_id, limited.fixer_id, limited.rechecked_by) == (2002, 2002, 2001)
    assert (len(limited.before), len(limited.after)) == (1, 1)


async def played_with_a_new_shop(path: Path) -> tuple[Review, Place, list[Note], list[str | None], bool]:
    """How it went, the new shop, the notes that stand there, at which place each case is, and whether it was read."""
    async with written.set_up(settings.load(None), Words(strict=True), scenario.read(path), 100_000) as (made, playing):
        await playing.run()
        review = await playing.review()
        assert made.bot is not None
        async with made.bot.store.look() as tx:
            [shop] = [one.place for one in await finding.search(tx, 1, NEW_SHOP[made.language])][:1]
            notes = await tx[NOTES].live(1, [shop.code], made.clock.now())
            cases = [await tx[INCIDENTS].by_number(1, line.number) for line in review.lines]
            links = [await tx[LINKS].of_case(one.id) for one in cases if one is not None]
            read = [await tx[NOTES].read_by(one.id, [note.id for note in notes]) for one in cases if one is not None]
        assert {one.code for one in await made.places()} >= {shop.code}, "it can be scanned on the ground"
    return review, shop, notes, [link.code if link else None for link in links], any(read)


@pytest.mark.long
@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one.name)
def test_a_new_shop_is_registered_noted_and_known(sample: samples.Sample) -> None:
    """Every step of it finds its button: the place, the note that is read first, and both cases at its door."""
    review, shop, notes, links, was_read = asyncio.run(played_with_a_new_shop(sample.drills / "a-new-shop.yaml"))
    assert review.missed == ()
    assert (shop.name, shop.kind, shop.version) == (NEW_SHOP[sample.language], "eatery", 1)
    assert [(one.kind, one.must) for one in notes] == [(NoteKind.DOG, True)]
    assert links == [shop.code, shop.code]
    assert was_read


@pytest.mark.long
def test_the_rush_hour_ends_as_told(rush_hour: Played) -> None:
    """Sixty reports for twenty teams."""
    assert otherwise("rush-hour", rush_hour) == {}


@pytest.mark.long
def test_a_captain_is_not_drowned_in_the_rush_hour(rush_hour: Played) -> None:
    """What must sound did so in time, for each captain; the other sounds stay below the bar."""
    assert {one.name: one.missed for one in rush_hour.heard} == {one.name: [] for one in rush_hour.heard}
    assert {need.what for one in rush_hour.heard for need, _ in one.needs} == {SOS, CRITICAL, NO_TEAM}
    over = {one.name: dict(one.others) for one in rush_hour.heard if one.count(OTHER) > captains.MOST_OTHER}
    assert over == {}


# --- how sounds are counted

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def sound(after_s: float, words: str, *, is_sos: bool = False) -> Sound:
    """One message to the captain."""
    return Sound(1, round(after_s * 10), NOON + timedelta(seconds=after_s), words, is_sos=is_sos)


def test_the_first_message_that_names_a_critical_case_is_the_one() -> None:
    """A later one about it counts among the others; one of another number is not meant."""
    sounds = [sound(1, "#70 waits"), sound(4, "critical: #7"), sound(30, "#7 is overdue")]
    heard = captains.judged("captain", 1, sounds, [Need(CRITICAL, 7, NOON)])
    assert [what for _, what in heard.sounds] == [OTHER, CRITICAL, OTHER]
    assert heard.missed == []


def test_one_message_may_say_that_it_is_critical_and_that_there_is_no_team() -> None:
    """It is counted once, and both needs are met."""
    needs = [Need(CRITICAL, 7, NOON), Need(NO_TEAM, 7, NOON)]
    heard = captains.judged("captain", 1, [sound(2, "#7: no team")], needs)
    assert (heard.count(CRITICAL), heard.count(NO_TEAM), heard.count(OTHER)) == (1, 0, 0)
    assert heard.missed == []


def test_what_comes_too_late_or_never_is_missed() -> None:
    """Also where something was said of the case before it was critical."""
    needs = [Need(CRITICAL, 7, NOON), Need(CRITICAL, 8, NOON), Need(SOS, 9, NOON)]
    sounds = [sound(-3, "#8"), sound(5.5, "#7"), sound(2, "#9 is somewhere else")]
    heard = captains.judged("captain", 1, sounds, needs)
    assert [need.number for need in heard.missed] == [7, 8, 9]


def test_every_message_of_a_call_for_help_is_one_and_no_other() -> None:
    """However often it sounds; who called need not be told."""
    sounds = [sound(1, "help #9", is_sos=True), sound(31, "help #9", is_sos=True)]
    heard = captains.judged("captain", 1, sounds, [Need(SOS, 9, NOON), Need(SOS, 11, NOON, but=1)])
    assert (heard.count(SOS), heard.count(OTHER), heard.missed) == (2, 0, [])
