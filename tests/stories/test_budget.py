"""A quiet group: what an incident costs, and sixty reports in ten minutes, counted on a turned clock."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.values.geo import Point
from tests.stories.conftest import CENTRE, DISTRICT, GROUP, STAFF, Street, open_street

TEAMS = 12


async def _play_out(street: Street, number: int) -> None:
    """Accept, arrive, three photos, done, confirmed, at a walking pace."""
    await street.turn(20)
    street.wang.say(1002, f"/accept {number}")
    await street.turn(60)
    street.wang.say(1002, f"/arrived {number}")
    await street.turn(30)
    for _ in range(3):
        street.wang.send_photo(1002)
        await street.turn(3)
    street.wang.say(1002, f"/done {number}")
    await street.turn(30)
    street.captain.say(1001, f"/confirm {number}")
    await street.turn(30)


async def test_an_ordinary_incident_costs_the_group_five_calls(street: Street) -> None:
    """Card, accepted, on scene, resolved, closed."""
    since = street.clock.now()
    street.reporter.say(GROUP, "共享单车" if street.language == "zh" else "shared bikes")
    await street.settle()
    number = await street.report(item=None)
    await _play_out(street, number)
    assert (await street.case(number)).state == "closed"
    assert street.world.calls.cost(GROUP, since) <= 5


async def test_one_more_where_the_item_had_to_be_asked(street: Street) -> None:
    """Six."""
    since = street.clock.now()
    number = await street.report()
    await _play_out(street, number)
    assert (await street.case(number)).state == "closed"
    assert street.world.calls.cost(GROUP, since) <= 6


def _big_district() -> str:
    """Twelve teams of one, besides those of the small district."""
    people = "".join(f"  - {{user_id: {2000 + i}, name: 队员{i}, role: member}}\n" for i in range(TEAMS))
    teams = "".join(
        f"  - {{key: b{i}, name: 大{i}队, base: [{30.30 + i * 0.003:.4f}, 120.2741], members: [{2000 + i}]}}\n"
        for i in range(TEAMS)
    )
    before, after = DISTRICT.split("teams:\n")
    return f"{before}{people}teams:\n{teams}{after}"


class Rush:
    """Reports at even distances, and crews that answer what they are sent."""

    def __init__(self, street: Street) -> None:
        self.street = street
        self.todo: list[tuple[datetime, int, str]] = []
        self.seen: set[tuple[int, int]] = set()

    def read_orders(self) -> None:
        """Each new order is accepted, reached and finished after a while, without photos."""
        street = self.street
        for user_id in (*range(2000, 2000 + TEAMS), 1002, 1004, 1005):
            for message in street.private(user_id):
                if (user_id, message.id) in self.seen or not message.buttons or ":accept" not in str(message.buttons):
                    continue
                self.seen.add((user_id, message.id))
                number = message.text.splitlines()[0].rsplit("#", 1)[-1].split()[0]
                now = street.clock.now()
                for wait, command in ((20, "accept"), (70, "arrived"), (150, "done"), (170, "confirm")):
                    who = 1001 if command == "confirm" else user_id
                    words = f"/{command} {number}" + (" duplicate" if command == "done" else "")
                    self.todo.append((now + timedelta(seconds=wait), who, words))

    async def act(self) -> None:
        """What the crews have planned for this second."""
        now = self.street.clock.now()
        ready = [t for t in self.todo if t[0] <= now]
        self.todo = [t for t in self.todo if t[0] > now]
        for _, who, words in ready:
            self.street.who(who).say(who, words)


@pytest.mark.parametrize(("reports", "minutes"), [(60, 10)])
async def test_sixty_reports_in_ten_minutes_stay_within_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reports: int, minutes: int
) -> None:
    """Never a 429; no order later than 2 s, no new card later than 15 s; edits collapse towards two calls a case."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert await _rush(tmp_path, reports, minutes) <= 4


@pytest.mark.long
async def test_three_hundred_reports_in_an_hour_stay_within_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same over an hour."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert await _rush(tmp_path, 300, 60) <= 4


async def _rush(tmp_path: Path, reports: int, minutes: int) -> float:
    """How many calls each case cost the group."""
    STAFF.update({2000 + i: f"队员{i}" for i in range(TEAMS)})
    try:
        street = await open_street(tmp_path, "zh", _big_district())
    finally:
        for i in range(TEAMS):
            del STAFF[2000 + i]
    try:
        return await _count(street, reports, minutes)
    finally:
        await street.stack.aclose()


async def _count(street: Street, reports: int, minutes: int) -> float:
    rush, every = Rush(street), minutes * 60 / reports
    for user_id in range(2000, 2000 + TEAMS):
        street.who(user_id).say(user_id, "/duty")
    await street.turn(5)
    start = street.clock.now()
    for i in range(reports):
        near = Point(CENTRE.lat + (i % 7 - 3) * 0.004, CENTRE.lon + (i % 5 - 2) * 0.003)
        reporter = 1001 if i % 2 else 1006
        street.who(reporter).say(GROUP, "无证摊贩" if i % 3 else "遛狗")
        street.who(reporter).send_location(GROUP, near.lat, near.lon)
        for _ in range(round(every)):
            await street.turn(1)
            rush.read_orders()
            await rush.act()
    await street.turn(60)
    assert not [c for c in street.world.calls.of(chat_id=GROUP, ok=False) if c.code == 429]
    times = [c.at for c in street.world.calls.of(chat_id=GROUP, since=start) if c.cost]
    assert max(sum(1 for t in times if 0 <= (t - s).total_seconds() < 60) for s in times) <= 20
    await _nothing_was_late(street)
    return len(times) / reports


async def _nothing_was_late(street: Street) -> None:
    from sqlalchemy import text

    async with street.house.store.look() as tx:
        query = "SELECT kind, priority, created_at, sent_at, chat_id FROM outbox WHERE state = 'sent'"
        rows = (await tx.connection.execute(text(query))).all()  # type: ignore[attr-defined]
    orders = [(r.sent_at - r.created_at) / 1000 for r in rows if r.kind == "order" and r.priority == 1]
    cards = [(r.sent_at - r.created_at) / 1000 for r in rows if r.kind == "card" and r.priority == 4]
    assert orders
    assert cards
    assert max(orders) <= 2
    assert max(cards) <= 15
