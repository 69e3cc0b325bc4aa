"""The program is killed while a visit is answered and signed: what was said is there once, what is due stays due."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.checklists import starter
from bot.inspections.visiting import items
from bot.values.crash_points import POINTS
from handlers.drill.people.player import Player
from handlers.drill.people.seen import Seen
from tests.faults.harness import STANDSTILL_S, Child, Pace, Quarter, Town

HEAD, CHEN, LU = 5001, 5002, 5003
OFFICERS = (HEAD, CHEN, LU)
ITEMS = items.in_order(starter.lists()[:1])
FIRE = [one.number for one in ITEMS if one.department == "fire"]
DUE = ("hazard_day", "hazard_end", "hazard_overdue")
"""What is to be decided of each hazard that has a limit of three days, at whatever hour of the real day this runs.

The reminder at half time comes apart from that of the day before at most hours, and is one with it at the others.
"""
FAILED = [one.number for one in ITEMS if one.department == "fire" and not one.is_critical]

POINTS_OF_WORDS = [point for point in POINTS if point not in {"in-tick", "in-migration"}]
"""Where it dies by what somebody says; the clock's own place is come to by cases of the patrol, beside these."""


@dataclass(frozen=True)
class Inspected(Quarter):
    """A small quarter with a shop, and two officers and an approver of one body."""

    teams: int = 1

    @property
    def people(self) -> tuple[int, ...]:
        """Those of the group."""
        return (self.captain, *self.crews)

    @property
    def reporters(self) -> range:
        """Nobody."""
        return range(0)

    def file(self) -> str:
        """The district with its officers and its place."""
        who = {HEAD: "certificate: F-1, until: 2036-06-30, approver: head"}
        who |= {one: f"certificate: F-{one}, until: 2036-06-30" for one in (CHEN, LU)}
        lines = [f"  - {{user_id: {one}, name: P{one}, body: fire, {rest}}}" for one, rest in who.items()]
        return "\n".join([super().file(), "officers:", *lines, "places: places.csv"]) + "\n"


class Office(Town):
    """The town, and its officers; *said* counts their messages that answer an item, by message id."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed, (Inspected(),))
        for one in OFFICERS:
            self.world.add_person(one, f"P{one}", f"p{one}", started=True)
        self.said: dict[int, tuple[int, int, bool]] = {}
        self.number = 1
        rows = f"code,name,kind,lat,lon\nP1,Corner Shop,shop,{self.quarters[0].south + 0.01:.4f},120.2741\n"
        (folder / "places.csv").write_text(rows, encoding="utf8")

    def begin_duty(self) -> None:
        """Officers open their private chats."""
        for one in OFFICERS:
            Player(self.world, one).start_private()

    def button(self, who: int, part: str) -> tuple[Seen, str] | None:
        """Their newest button whose data holds *part*."""
        for one in reversed(Player(self.world, who).sees(who)):
            for button in (b for row in one.buttons for b in row):
                if button.data and part in button.data:
                    return one, button.data
        return None

    async def until(self, what: Callable[[], object], *, child: Child | None = None) -> None:
        """Wait for something as long as the program gets on; a program that died is started again."""
        pace = Pace(self)
        while not what():
            if child is not None and await child.ended(0.05):
                await self.bury()
                await child.start()
            assert pace.goes_on(), f"nothing for {STANDSTILL_S} s: {what}"
            await asyncio.sleep(0.05)

    async def press(self, who: int, part: str, then: Callable[[], object], child: Child) -> None:
        """Press a button as soon as it stands there, and wait for what becomes of it."""
        await self.until(lambda: self.button(who, part), child=child)
        found = self.button(who, part)
        assert found is not None
        Player(self.world, who).press_data(*found, who)
        await self.until(then, child=child)

    def state(self) -> str:
        """The state of the visit."""
        return str((self.rows("SELECT c.state FROM cases c JOIN visits v ON v.case_id = c.id") or [("",)])[0][0])

    def answer(self, who: int, n: int, *, fails: bool = False) -> None:
        """Write what an item comes to."""
        text = f"{n} fail 3 days worn" if fails else f"{n} pass"
        self.said[Player(self.world, who).say(who, text).message_id] = (who, n, fails)

    def signed(self) -> Counter[str]:
        """Who signed."""
        return Counter(str(row[0]) for row in self.rows("SELECT signs FROM visit_signatures"))

    def troubles(self) -> list[str]:
        """What is not as it was said: answers lost or doubled, hazards twice, limits without a due thing."""
        kept = Counter((int(chat), int(message), str(item)) for chat, message, item in (
            (*str(sent).split(":")[:2], item)
            for sent, item in self.rows("SELECT sent_as, item FROM visit_answers")
        ))  # fmt: skip
        wanted = Counter({(who, message, ITEMS[n - 1].key): 1 for message, (who, n, _) in self.said.items()})
        found = [f"lost {one}" for one in (wanted - kept).elements()]
        found += [f"doubled or nobody's {one}" for one in (kept - wanted).elements()]
        open_ = Counter(str(row[0]) for row in self.rows(
            "SELECT h.item FROM hazards h JOIN cases c ON c.id = h.case_id WHERE c.state = 'limited'"
        ))  # fmt: skip
        last = {ITEMS[n - 1].key: fails for _, n, fails in self.said.values()}
        failed = Counter({item: 1 for item, fails in last.items() if fails})
        found += [f"hazards {open_} of {failed}"] if open_ != failed else []
        limited = "SELECT h.case_id FROM hazards h JOIN cases c ON c.id = h.case_id WHERE c.state = 'limited'"
        for (hazard,) in self.rows(limited):
            due = self.rows(
                "SELECT name FROM occasions WHERE subject LIKE ? AND done_at IS NULL AND name <> 'hazard_half'"
                " ORDER BY name",
                f"hazard:{hazard}/%",
            )
            found += [f"due of {hazard}: {due}"] if due != [(one,) for one in DUE] else []
        return found


async def _under_way(town: Office, child: Child) -> None:
    """Wished for, approved and begun, undisturbed."""
    (town.folder / "district.yaml").write_text(town.quarters[0].file(), encoding="utf8")
    await child.start("import", "district.yaml")
    assert await child.ended(60), (town.folder / "log.txt").read_text()
    town.begin_duty()
    await child.start()
    await town.until(lambda: len(Player(town.world, CHEN).sees(CHEN)) > 1)
    Player(town.world, CHEN).say(CHEN, "/visit Corner Shop +P5003")
    await town.press(CHEN, ":go", lambda: town.state() == "planned", child)
    await town.press(HEAD, ":approve", lambda: town.state() == "approved", child)
    await town.press(CHEN, ":begin", lambda: town.state() == "under_way", child)
    await child.kill()
    await town.bury()


async def _signed(town: Office, child: Child, *, killed: bool) -> None:
    """Read back and signed by both and the place; *killed*: after each signature."""
    count = Counter[str]()
    await child.start()
    await town.press(CHEN, ":finish", lambda: True, child)
    await town.rest()
    Player(town.world, CHEN).say(CHEN, "the shop closes")
    await town.until(lambda: town.state() == "read_back", child=child)
    for who in (CHEN, LU):
        count["officer"] += 1
        await town.press(who, ":sign", lambda: town.signed() == count, child)
        if killed:
            await child.kill()
            await town.bury()
            await child.start()
        assert town.signed() == count
    await town.press(CHEN, ":photo", lambda: True, child)
    await town.rest()
    Player(town.world, CHEN).send_photo(CHEN, caption="Mary Quinn")
    await town.until(lambda: town.state() == "signed", child=child)
    await child.kill()
    await town.bury()
    assert town.signed() == {"officer": 2, "place": 1}


async def test_killed_while_a_visit_is_made(tmp_path: Path) -> None:
    """At each place once, while an item is answered; then after each signature."""
    town = Office(tmp_path, 3)
    async with town.server, Child(tmp_path, town.environment()) as child:
        await _under_way(town, child)
        for n, point in zip(FIRE, POINTS_OF_WORDS, strict=False):
            await child.start(crash_at=point)
            town.answer(CHEN if n % 2 else LU, n, fails=n in FAILED)
            await town.until(child.is_dead)
            await town.bury()
        await child.start()
        await town.rest()
        await child.kill()
        await town.bury()
        assert town.troubles() == []
        await _signed(town, child, killed=True)
        assert town.troubles() == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
async def test_killed_at_random_moments_of_a_visit(tmp_path: Path, seed: int) -> None:
    """Thirty deaths while two officers answer the same list again and again."""
    town = Office(tmp_path, seed)
    async with town.server, Child(tmp_path, town.environment()) as child:
        await _under_way(town, child)
        for _ in range(30):
            await child.start()
            for _ in range(town.chance.randrange(1, 4)):
                n = town.chance.choice(FIRE)
                town.answer(CHEN, n, fails=n in FAILED and town.chance.random() < 0.5)
                await asyncio.sleep(town.chance.uniform(0.05, 0.4))
            await child.kill()
            await town.bury()
        await child.start()
        await town.rest()
        await child.kill()
        await town.bury()
        assert town.troubles() == []
        await _signed(town, child, killed=False)
