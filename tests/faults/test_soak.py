"""Half an hour of ten busy districts in one program: memory stays flat, and nothing waits to be worked off."""

import asyncio
import os
from pathlib import Path
from statistics import median

import pytest

from handlers.drill.people.player import Player
from tests.faults.harness import Child, Quarter, Town
from tests.faults.test_kills import _judged, _open

MINUTES = float(os.environ.get("SOAK_MINUTES", "30"))
LIMITS = "{accept: 60, arrive: 180, close: 600, confirm: 600, remind_every: 300}"
QUARTERS = tuple(Quarter(n, teams=20, limits=LIMITS) for n in range(10))
REPORTS_AN_HOUR = 3000
"""Three hundred in each: a busy district with its twenty teams."""

MOVES_EVERY_S = 20
"""So often a phone tells where it is."""

LOOK_S, OLDEST_S, GROWS_MB = 5.0, 5.0, 10.0


class Load:
    """People who report evenly, walk with a live location, and work."""

    def __init__(self, town: Town, child: Child) -> None:
        self.town = town
        self.child = child
        self.megabytes: list[float] = []
        self.oldest_s: list[float] = []
        crews = [(quarter, crew) for quarter in town.quarters for crew in quarter.crews]
        self._walks = [(q, crew, Player(town.world, crew).start_live(crew, q.south, 120.27, 7200)) for q, crew in crews]

    async def report(self) -> None:
        """One pin after the other, with some talk around it."""
        while True:
            self.town.report()
            quarter = self.town.chance.choice(self.town.quarters)
            talker = Player(self.town.world, self.town.chance.choice(quarter.reporters))
            talker.say(quarter.group, "has anybody eaten yet?")
            await asyncio.sleep(3600 / REPORTS_AN_HOUR)

    async def work(self) -> None:
        """Crews act once a second, and some of them move."""
        while True:
            self.town.work()
            for quarter, crew, walk in self.town.chance.sample(self._walks, len(self._walks) // MOVES_EVERY_S):
                lat = quarter.south + self.town.chance.uniform(0, 0.04)
                Player(self.town.world, crew).move_live(walk, lat, 120.27)
            await asyncio.sleep(1)

    async def look(self) -> None:
        """The program's memory, and the age of what waits longest."""
        while True:
            await asyncio.sleep(LOOK_S)
            pages = int(Path(f"/proc/{self.child.pid}/statm").read_text().split()[1])
            self.megabytes.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
            ((since,),) = self.town.rows("SELECT min(received_at) FROM inbox WHERE state = 'waiting'") or [(None,)]
            now = self.town.world.clock.now().timestamp()
            self.oldest_s.append(now - since / 1000 if since else 0.0)


@pytest.mark.long
async def test_half_an_hour_of_ten_busy_districts(tmp_path: Path) -> None:
    """Memory of the last quarter as in the second; the oldest waiting update never five seconds old."""
    town = Town(tmp_path, 1, QUARTERS)
    town.world.rates.per_second, town.world.rates.group_per_minute = 30, 20
    async with town.server, Child(tmp_path, town.environment()) as child:
        await _open(town, child)
        await child.start()
        load = Load(town, child)
        await town.rest()
        tasks = [asyncio.create_task(part()) for part in (load.report, load.work, load.look)]
        done, _ = await asyncio.wait(tasks, timeout=MINUTES * 60, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            task.cancel()
        assert not done, [task.exception() for task in done]
        quarter = len(load.megabytes) // 4
        early, late = median(load.megabytes[quarter : 2 * quarter]), median(load.megabytes[-quarter:])
        print(f"pins {len(town.pins)}; MB {early:.0f} → {late:.0f}; oldest {max(load.oldest_s):.1f} s")  # noqa: T201
        assert max(load.oldest_s) < OLDEST_S
        assert late - early < GROWS_MB
        await child.kill()
        await _judged(town, child)
