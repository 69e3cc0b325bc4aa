"""Far more reports than the group may be sent messages: each is acknowledged in time, within the twenty a minute."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.values.geo import Point
from handlers.drill.people.seen import Seen
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, STAFF, Street, a_street, open_street

TEAMS, REPORTERS, WITNESSES = range(2000, 2012), range(3000, 3020), range(4000, 4010)
"""Each witness reports one critical case."""

EVERY = 20
"""One report of so many is critical."""

MOST_S, CRITICAL_S = 30, 3
FIGHT = {"zh": "打架", "en": "fight"}
STALL = {"zh": "无证摊贩", "en": "street stall"}


def _big_district() -> str:
    people = [f"  - {{user_id: {i}, name: 队员{i}, role: member}}\n" for i in (*TEAMS, *REPORTERS, *WITNESSES)]
    teams = [
        f"  - {{key: b{i}, name: 大{i}队, base: [{30.30 + (i % 12) * 0.003:.4f}, 120.2741], members: [{i}]}}\n"
        for i in TEAMS
    ]
    before, after = DISTRICT.split("teams:\n")
    return f"{before}{''.join(people)}teams:\n{''.join(teams)}{after}"


@asynccontextmanager
async def a_town(folder: Path, language: str) -> AsyncIterator[Street]:
    """Twelve teams on duty, twenty reporters and ten witnesses."""
    more = {i: f"队员{i}" for i in (*TEAMS, *REPORTERS, *WITNESSES)}
    STAFF.update(more)
    try:
        street = await open_street(folder, language, _big_district())
    finally:
        for i in more:
            del STAFF[i]
    try:
        for user_id in TEAMS:
            street.who(user_id).say(user_id, "/duty")
        for user_id in REPORTERS:
            street.who(user_id).say(user_id, "/start")
        await street.turn(90)
        yield street
    finally:
        await street.stack.aclose()


@dataclass
class Flood:
    """Pins of many people at even distances; *known* is when each case was reported, *critical* which are."""

    street: Street
    known: dict[int, datetime] = field(default_factory=dict)
    critical: set[int] = field(default_factory=set)

    async def pour(self, pins: int, seconds: float) -> None:
        """So many pins in so many seconds, and time after them in which nobody says anything."""
        street, begin = self.street, self.street.clock.now()
        for n in range(pins):
            due = begin + timedelta(seconds=n * seconds / pins)
            if due > street.clock.now():
                await street.turn((due - street.clock.now()).total_seconds())
            await self.pin(n)
        await street.turn(40)

    async def pin(self, n: int) -> None:
        """One report; some are asked what they are."""
        street = self.street
        reporter, number = REPORTERS[n % len(REPORTERS)], await street.last_number() + 1
        at = Point(CENTRE.lat + (n % 20 - 10) * 0.001, CENTRE.lon + (n // 20 - 5) * 0.001)
        is_critical = n % EVERY == EVERY // 2
        reporter = WITNESSES[n // EVERY] if is_critical else reporter
        words = FIGHT if is_critical else STALL if n % 3 else {}
        if words:
            street.who(reporter).say(GROUP, words[street.language])
        street.who(reporter).send_location(GROUP, at.lat, at.lon)
        await street.settle()
        self.known[number] = street.clock.now()
        if is_critical:
            self.critical.add(number)

    def told_after(self) -> dict[int, float]:
        """After how many seconds the group read of each case."""
        found: dict[int, float] = {}
        for call in self.street.world.calls.of(chat_id=GROUP):
            for number in map(int, re.findall(r"#(\d+)", call.text or "") if call.cost else ()):
                if number in self.known:
                    found.setdefault(number, (call.at - self.known[number]).total_seconds())
        return found


def lists(street: Street) -> list[Seen]:
    """Messages of the group that list several cases."""
    beginning = street.said("new-cases", count=2, number=1, lines="", more="").split("2")[1].split("<")[0][:4]
    return [m for m in street.captain.sees(GROUP) if m.by_bot and beginning in m.text.splitlines()[0]]


def _most_in_a_minute(street: Street) -> int:
    """Of what counts for the group."""
    times = [c.at for c in street.world.calls.of(chat_id=GROUP) if c.cost]
    return max(sum(1 for t in times if 0 <= (t - s).total_seconds() < 60) for s in times)


@pytest.mark.parametrize(
    ("language", "pins", "seconds"),
    [("zh", 60, 36), pytest.param("en", 200, 120, marks=pytest.mark.long)],
)
async def test_every_report_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, pins: int, seconds: int
) -> None:
    """Each in the group within 30 s, critical ones within 3 s, never more than Telegram lets through."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with a_town(tmp_path, language) as street:
        flood = Flood(street)
        await flood.pour(pins, seconds)
        after = flood.told_after()
        assert after.keys() == flood.known.keys()
        assert max(after.values()) <= MOST_S
        assert max(after[n] for n in flood.critical) <= CRITICAL_S
        assert not [c for c in street.world.calls.of(chat_id=GROUP, ok=False) if c.code == 429]
        assert _most_in_a_minute(street) <= 20


PINS, ALONE = 12, 3
"""Pins in one moment; so many of them have a card before Telegram wants a pause."""


@pytest.fixture(params=["zh", "en"])
async def crowd(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Street]:
    """A street on which so many cases came at once that one message lists most of them."""
    async with a_street(tmp_path, request.param) as street:
        for n in range(PINS):
            street.reporter.send_location(GROUP, CENTRE.lat + n * 0.001, CENTRE.lon)
        await street.settle()
        await street.turn(12)
        yield street


def _numbers(seen: Seen) -> list[int]:
    """The cases of a list, by its buttons, in their order."""
    return [int(label.removeprefix("#")) for label in seen.labels]


async def _own_card(street: Street, number: int) -> bool:
    firsts = [m.text.splitlines()[0] for m in street.captain.sees(GROUP) if m.by_bot]
    return any(re.search(rf"#{number}(?!\d)", first) for first in firsts)


async def test_one_message_lists_several_newest_first(crowd: Street) -> None:
    """Each has its number as a button; what each is, is asked of the reporter in private, not in the group."""
    (listed,) = lists(crowd)
    assert _numbers(listed) == list(range(PINS, ALONE, -1))
    assert next(b.data for row in listed.buttons for b in row) == f"incident:1.{PINS}:card"
    asked = crowd.private(1006, f"#{PINS}")[-1]
    assert crowd.said("button-other") in asked.labels
    await crowd.press(1006, asked, crowd.said("button-other"))
    await crowd.turn(3)
    assert (await crowd.case(PINS)).item == "other"
    assert crowd.said("button-other") not in crowd.private(1006, f"#{PINS}")[-1].labels


async def test_a_case_leaves_the_list_when_somebody_moves_it_or_it_ends(crowd: Street) -> None:
    """One that moves gets its own card, one that is taken back gets none; the list goes on with the others."""
    crowd.reporter.press_data(crowd.private(1006, "#9")[-1], "incident:1.9:not_a_case", 1006)
    crowd.captain.say(1001, "/priority 8 high")
    await crowd.turn(8)
    assert await _own_card(crowd, 8)
    await crowd.turn(120)
    assert not await _own_card(crowd, 9)
    assert {8, 9}.isdisjoint(_numbers(lists(crowd)[0]))
    await crowd.turn(600)
    assert all([await _own_card(crowd, n) for n in range(ALONE + 1, PINS + 1) if n != 9])
    assert not lists(crowd)
    said = [m.text for m in crowd.captain.sees(GROUP) if m.by_bot]
    assert said.count(crowd.said("new-cases-none")) == 1


async def test_a_reply_to_a_list_says_which(crowd: Street) -> None:
    """Words and photos with a number are of that case; without one they are asked about."""
    (listed,) = lists(crowd)
    crowd.reporter.say(GROUP, "two of them", reply_to=listed.id)
    await crowd.turn(3)
    assert crowd.private(1006)[-1].text.startswith(crowd.said("which-of-list", cases="#", number=1).split("#")[0])
    crowd.reporter.say(GROUP, "#7 near the gate", reply_to=listed.id)
    await crowd.turn(3)
    assert "near the gate" in (await crowd.case(7)).words
    crowd.reporter.say(GROUP, "1 more man, at #7", reply_to=listed.id)
    await crowd.turn(3)
    assert "1 more man" in (await crowd.case(7)).words, "it is about one of the list, before all"
    crowd.reporter.send_photo(GROUP, reply_to=listed.id)
    await crowd.turn(3)
    assert "#8" in crowd.private(1006)[-1].labels
    crowd.captain.say(1001, "/item 6 street_stall")
    await crowd.turn(3)
    team = (await crowd.case(6)).lead
    assert team is not None
    member = {1: 1002, 2: 1004, 3: 1005}[team.team_id]
    crowd.who(member).say(GROUP, f"#6 {'收到' if crowd.language == 'zh' else 'on my way'}", reply_to=listed.id)
    await crowd.turn(3)
    assert (await crowd.case(6)).state == "accepted"
    crowd.captain.say(GROUP, "/priority high", reply_to=listed.id)
    await crowd.turn(3)
    assert "#8" in crowd.private(1001)[-1].text


async def test_a_captain_sends_a_team_in_reply_to_a_list(crowd: Street) -> None:
    """The word is the command, not a note about the case."""
    (listed,) = lists(crowd)
    order = "让二队去" if crowd.language == "zh" else "send 二队"
    crowd.captain.say(GROUP, f"7 {order}", reply_to=listed.id)
    await crowd.turn(3)
    lead = (await crowd.case(7)).lead
    assert lead is not None
    assert lead.team_id == 2
    assert order not in (await crowd.case(7)).words


async def test_a_number_shows_its_card_and_more_about_it_gives_it_its_own(crowd: Street) -> None:
    """In private, where it costs the group nothing; in the group for who has no private chat, and once more is said."""
    (listed,) = lists(crowd)
    assert await crowd.press(1001, listed, "#7") == crowd.said("card-in-private", number=7)
    await crowd.turn(3)
    shown = crowd.private(1001, "#7")[-1]
    assert crowd.said("button-other") in shown.labels
    assert not await _own_card(crowd, 7)
    assert await crowd.press(1003, listed, "#6") == crowd.said("card-comes", number=6)
    crowd.reporter.say(GROUP, "#7 near the gate", reply_to=listed.id)
    crowd.reporter.send_photo(GROUP, caption="#10", reply_to=listed.id)
    await crowd.turn(12)
    assert [n for n in (5, 6, 7, 8, 10) if await _own_card(crowd, n)] == [6, 7, 10]
    crowd.reporter.say(GROUP, "1 more man, at #7", reply_to=listed.id)
    await crowd.turn(3)
    assert "1 more man" in (await crowd.case(7)).words, "it stood in the list a moment ago"


async def test_a_listed_case_that_turns_out_critical_has_a_card_at_once(crowd: Street) -> None:
    """Within three seconds, whatever else waits."""
    crowd.captain.say(1001, "/item 5 fight")
    await crowd.turn(3)
    assert await _own_card(crowd, 5)


@pytest.mark.parametrize("language", ["zh"])
async def test_of_many_critical_ones_three_are_alone(tmp_path: Path, language: str) -> None:
    """The others go in one message, within three seconds like them."""
    async with a_street(tmp_path, language) as street:
        for n in range(7):
            who = street.who(1001 + n) if n < 6 else street.reporter
            who.say(GROUP, FIGHT[language])
            who.send_location(GROUP, CENTRE.lat + n * 0.01, CENTRE.lon)
        began = street.clock.now()
        await street.settle()
        await street.turn(10)
        told: dict[int, float] = {}
        for call in street.world.calls.of(chat_id=GROUP, since=began):
            for number in map(int, re.findall(r"#(\d+)", call.text or "") if call.cost else ()):
                told.setdefault(number, (call.at - began).total_seconds())
        assert told.keys() == set(range(1, 8))
        assert max(told.values()) <= CRITICAL_S
        assert len(lists(street)) == 1


async def test_a_captain_without_a_private_chat_hears_of_many_waiting_cases_in_one_message(tmp_path: Path) -> None:
    """Once, by name, with each of them on a line; how to send one all the same is said once."""
    async with a_street(tmp_path, "en") as street:
        street.captain.block()
        for user_id in (1002, 1004, 1005):
            street.who(user_id).say(user_id, "/off")
        await street.turn(3)
        street.house.courier.pace.wait_until(GROUP, street.clock.now() + timedelta(seconds=20))
        for n in range(5):
            street.reporter.say(GROUP, STALL["en"])
            street.reporter.send_location(GROUP, CENTRE.lat + n * 0.01, CENTRE.lon)
            await street.turn(1)
        await street.turn(60)
        begins = street.said("nobody-free-several", count=5, number="§", lines="").split("§")[0]
        told = [m for m in street.who(1002).sees(GROUP) if m.by_bot and begins in m.text]
        assert len(told) == 1
        assert [n for n in range(1, 6) if re.search(rf"^#{n} ", told[0].text, re.MULTILINE)] == [1, 2, 3, 4, 5]
        assert [e["user"]["id"] for e in told[0].entities if "user" in e] == [1001]
        assert told[0].text.count("钱队") == 1
        alone = street.said("nobody-free", number=1, item="", place="", counts="§").split("(")[0][-20:]
        assert not [m for m in street.who(1002).sees(GROUP) if m.by_bot and alone in m.text]


async def test_a_list_of_which_nobody_knows_comes_again_with_a_mark(tmp_path: Path) -> None:
    """The answer to it was lost: each case stands in one more, marked, and none is missing."""
    async with a_street(tmp_path, "zh") as street:
        for n in range(PINS):
            street.reporter.send_location(GROUP, CENTRE.lat + n * 0.001, CENTRE.lon)
        await street.settle()
        street.world.faults.lose_answer("sendMessage")
        await street.turn(10)
        first, again = lists(street)
        assert _numbers(first) == list(range(PINS, ALONE, -1))
        mark = street.said("repeated-mark")
        assert {n for n in range(ALONE + 1, PINS + 1) if f"{mark}#{n} " in again.text} == set(_numbers(first))
        await street.stop()
        await street.start()
        await street.turn(5)
        assert len(lists(street)) == 2


async def test_what_telegram_refuses_as_a_list_goes_one_by_one(tmp_path: Path) -> None:
    """Nothing that was accepted is lost with it."""
    async with a_street(tmp_path, "zh") as street:
        for n in range(PINS):
            street.reporter.send_location(GROUP, CENTRE.lat + n * 0.001, CENTRE.lon)
        await street.settle()
        street.world.faults.fail_next("sendMessage", 400, "Bad Request: can't parse entities")
        await street.turn(200)
        assert not lists(street)
        assert all([await _own_card(street, n) for n in range(1, PINS + 1)])
