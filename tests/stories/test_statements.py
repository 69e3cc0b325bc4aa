"""What a report and a move cost the database: statements and commits, counted where they reach it."""

import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.evidence.pieces import EVIDENCE, Evidence, EvidenceKind
from bot.incidents.store import INCIDENTS
from bot.incidents.table import Incident, State
from bot.values.geo import Point
from handlers.telegram.transport import marks
from tests import postgres
from tests.stories.conftest import CENTRE, GROUP, START, Street, a_street
from tests.waiting import PATIENCE_S

LOOKS = re.compile(
    r"FROM occasions WHERE occasions\.done_at IS NULL"  # the clock's, and the street's own, which turns it
    r"|count\(\*\) AS \S+ FROM inbox"  # the street's own: is everything worked off?
    r"|FROM outbox .* GROUP BY outbox\.chat_id|min\(outbox\.not_before\)"  # the courier's
)


@dataclass
class Bill:
    """Everything that reached the database since :meth:`begin`, without looks for what there may be to do.

    That there was contact with Telegram is written down now and then by itself, and counts as little.
    """

    said: list[str] = field(default_factory=list)
    looks: int = 0
    commits: int = 0
    _open: dict[int, list[str]] = field(default_factory=dict)

    def watch(self, street: Street) -> None:
        """Count what this house does."""
        store: Any = street.house.store
        for engine in (store._writer.sync_engine, store._readers.sync_engine):
            event.listen(engine, "before_cursor_execute", self._say)
            event.listen(engine, "commit", self._commit)
            event.listen(engine, "begin", self._begins)

    def begin(self) -> None:
        """From now on."""
        self.said.clear()
        self.looks = self.commits = 0

    def _say(self, connection: object, _cursor: object, statement: str, *_: object) -> None:
        said = " ".join(statement.split())
        if LOOKS.search(said):
            self.looks += 1
        else:
            self.said.append(said)
            self._open.get(id(connection), []).append(said)

    def _begins(self, connection: object) -> None:
        self._open[id(connection)] = []

    def _commit(self, connection: object) -> None:
        match self._open.pop(id(connection), []):
            case [contact] if contact.startswith("INSERT INTO kept ") and contact in self.said:
                self.said.remove(contact)
            case _:
                self.commits += 1

    def must_be(self, statements: int, commits: int) -> None:
        """At most so many."""
        assert len(self.said) <= statements, "\n".join([str(len(self.said)), *(one[:150] for one in self.said)])
        assert self.commits <= commits, self.commits


@pytest.fixture(params=["sqlite", "postgresql"])
async def street(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Street]:
    """A street on each database, where letters that set out together wait for one another however slow the machine."""
    monkeypatch.setattr(marks, "COMPANY_S", PATIENCE_S)
    if request.param == "sqlite":
        async with a_street(tmp_path, "zh") as made:
            yield made
        return
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(Path(folder)) as server:
        async with a_street(tmp_path, "zh", database_url=await server.database()) as made:
            yield made


async def test_what_a_report_and_its_moves_cost(street: Street) -> None:
    """A pin and its words, order, card and place: 86 statements, 6 commits; a move 45 and 3, its end 50 and 3."""
    bill = Bill()
    await street.report()
    await street.turn(12)
    bill.watch(street)
    bill.begin()
    street.reporter.send_location(GROUP, CENTRE.lat + 0.002, CENTRE.lon)
    await street.settle()
    street.reporter.say(GROUP, "共享单车乱停放")
    await street.settle()
    number = await street.last_number()
    bill.must_be(86 + 1, 6)  # and the number that was just asked for
    case = await street.case(number)
    assert case.lead is not None
    assert street.card(number)
    lead = {1: 1002, 2: 1004, 3: 1005}[case.lead.team_id]
    for words in (f"/accept {number}", f"/arrived {number}"):
        await street.turn(12)
        bill.begin()
        street.who(lead).say(lead, words)
        await street.settle()
        bill.must_be(45, 3)
    assert (await street.case(number)).state == "on_scene"
    street.who(lead).send_photo(lead)
    await street.settle()
    for who, words, state in ((lead, f"/done {number} duplicate", "resolved"), (1001, f"/confirm {number}", "closed")):
        await street.turn(12)
        bill.begin()
        street.who(who).say(who, words)
        await street.settle()
        assert (await street.case(number)).state == state
        bill.must_be(50, 3)


async def test_what_it_costs_to_decline_and_to_end(street: Street) -> None:
    """With the order to the next team, a move of its own in the same transaction: 55 statements; to end it 50."""
    bill = Bill()
    number = await street.report()
    await street.turn(12)
    bill.watch(street)
    case = await street.case(number)
    assert case.lead is not None
    lead = {1: 1002, 2: 1004, 3: 1005}[case.lead.team_id]
    for who, words, bound in ((lead, f"/decline {number} flat tyre", 55), (1001, f"/cancel {number} a mistake", 50)):
        bill.begin()
        street.who(who).say(who, words)
        await street.settle()
        bill.must_be(bound, 3)
        await street.turn(12)
    bill.begin()
    await street.sure(1001)
    await street.settle()
    bill.must_be(50, 3)
    assert (await street.case(number)).state == "cancelled"


async def test_what_a_pin_costs_beside_many_open_cases(street: Street) -> None:
    """Captains' list looks up what it shows: eight lines, whether twenty cases are overdue or sixty."""
    costs, bill = [], Bill()
    await street.report()
    await street.turn(12)
    bill.watch(street)
    for many in (20, 60):
        async with street.house.store.begin() as tx:
            before = len(await tx[INCIDENTS].live(1))
            for n in range(before, many):
                old, far = street.clock.now() - timedelta(minutes=25), Point(CENTRE.lat + 0.05, CENTRE.lon + n / 1000)
                number = await tx.districts.next_number(1)
                await tx[INCIDENTS].add(Incident(1, "incident", number, State.OPEN, old, point=far, reporter_id=1001))
        street.reporter.send_location(GROUP, CENTRE.lat + 0.002, CENTRE.lon + many / 1000)
        await street.settle()
        await street.turn(12)
        bill.begin()
        street.reporter.send_location(GROUP, CENTRE.lat + 0.004, CENTRE.lon + many / 1000)
        await street.settle()
        costs.append(len(bill.said))
    assert costs[1] <= costs[0] + 5, costs
    assert costs[0] <= 41, costs  # the list looks up places for whoever reads it, not to see whether it differs


async def test_a_merge_costs_the_same_however_many_pieces_go_along(tmp_path: Path) -> None:
    """Three hundred photos: 40 statements more than one, of the few that are compared at once."""
    async with a_street(tmp_path, "zh") as street:
        into, bill, costs = await street.report(), Bill(), list[int]()
        bill.watch(street)
        for count in (1, 300):
            number = await street.report(near=Point(CENTRE.lat + 0.01, CENTRE.lon))
            case = await street.case(number)
            async with street.house.store.begin() as tx:
                for n in range(count):
                    photo = Evidence(1, EvidenceKind.PHOTO, 1006, START, -7, case.id * 1000 + n, case_id=case.id)
                    await tx[EVIDENCE].add(replace(photo, file_id="f", likeness=f"{case.id * 1000 + n:016x}"))
            street.captain.say(1001, f"/merge {number} {into}")
            await street.turn(12)
            bill.begin()
            await street.sure(1001)
            await street.settle()
            assert (await street.case(number)).state == "merged"
            costs.append(len(bill.said))
        assert costs[1] - costs[0] <= 40
        async with street.house.store.look() as tx:
            assert len(await tx[EVIDENCE].of_case((await street.case(into)).id)) == 301


async def test_a_second_in_which_nothing_is_to_do_costs_one_statement(street: Street) -> None:
    """However many chats there are: the clock asks what has come due, and nobody else asks anything."""
    bill = Bill()
    await street.report()
    await street.turn(12)
    bill.watch(street)
    bill.begin()
    for _ in range(10):
        await street.house.tick.turn()
    assert (bill.said, bill.commits) == ([], 0)
    assert bill.looks <= 10
